"""The kernel machine: what it solves, what it says, and that it holds none of the examples back."""

from __future__ import annotations

import numpy as np
import pytest

from bot.engine.nlu import kernel
from bot.engine.nlu.kernel import Fitting
from bot.language.features import Lexicon, counted
from bot.language.resembling import WORDS, meaning


@pytest.fixture(scope="module")
def examples():
    """Texts, their vectors, labels as columns, and how much heed each is paid."""
    chance = np.random.default_rng(3)
    texts = [f"word{at % 7} word{at % 5} tail{at % 3}" for at in range(120)]
    vectors = chance.normal(size=(120, 512)) + 3 * np.eye(512)[np.arange(120) % 4]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    truth = np.eye(4, dtype=np.float32)[np.arange(120) % 4]
    heed = chance.uniform(0.5, 2.0, 120).astype(np.float32)
    return texts, vectors.astype(np.float32), truth, heed


def fitted(examples):
    texts, vectors, truth, heed = examples
    counts = [counted(text) for text in texts]
    return Fitting(Lexicon.learn(counts), counts, vectors, truth, heed)


def exactly(examples, count):
    """The weights by a direct solution of the same equations."""
    texts, vectors, truth, heed = examples
    counts = [counted(text) for text in texts]
    grams = Lexicon.learn(counts).matrix(counts).toarray()
    basis = kernel._basis(vectors)
    places = vectors @ basis
    likeness = meaning(places @ places.T) + WORDS * grams @ grams.T
    prior = heed @ truth / heed.sum()
    system = likeness[:count, :count].astype(float) + np.diag(kernel._RIDGE / heed[:count])
    return np.linalg.solve(system, truth[:count] - prior)


def test_it_solves_what_a_direct_solution_does(examples, monkeypatch):
    monkeypatch.setattr(kernel, "_CLOSE", 1e-5)
    monkeypatch.setattr(kernel, "_GUIDES", 40)
    fitting = fitted(examples)
    begun = fitting.solve(90)
    assert begun == pytest.approx(exactly(examples, 90), abs=2e-3)
    assert fitting.solve(begun=begun) == pytest.approx(exactly(examples, 120), abs=2e-3)


def test_the_machine_says_of_an_example_what_the_fitting_says(examples):
    texts, vectors, _, _ = examples
    fitting = fitted(examples)
    weights = fitting.solve()
    rows = np.array([0, 7, 119])
    said, near = fitting.kernel(weights).scores([texts[at] for at in rows], vectors[rows])
    assert said == pytest.approx(fitting.scores(rows, weights), abs=1e-4)
    assert near == pytest.approx(fitting.cosines(rows, np.arange(120)), abs=1e-5)


def test_examples_that_were_not_learnt_yet_are_no_part_of_what_is_said(examples):
    texts, vectors, truth, heed = examples
    other = truth.copy()
    other[90:] = np.roll(other[90:], 1, axis=1)
    prior = np.zeros(4, dtype=np.float32)
    weights = []
    for labels in (truth, other):
        fitting = fitted((texts, vectors, labels, heed))
        fitting._aim += fitting.heed * (fitting.prior - prior)  # the prior counts all labels
        weights.append(fitting.solve(90))
    assert weights[0] == pytest.approx(weights[1], abs=1e-3)
