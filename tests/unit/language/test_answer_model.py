"""The machine that learns answers, on small matrices: what it computes, and on which processors."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import numpy as np
import pytest

from bot.language.answer_model import _RIDGE, _fit
from bot.processor import NAME

_LEARNT_ALONE = """
import numpy as np
from bot.language.answer_model import _fit
rows = np.random.default_rng(0).standard_normal((201, 20)).astype(np.float32)
_fit(rows @ rows.T, np.arange(201) % 3, 3)
"""


def test_every_example_is_scored_as_if_it_had_not_been_there() -> None:
    rows = np.random.default_rng(1).standard_normal((12, 4))
    likeness, targets = rows @ rows.T, np.arange(12) % 2  # labels of the same weight
    _, prior, unseen = _fit(likeness, targets, 2)
    for left in range(12):
        others = np.arange(12) != left
        system = likeness[np.ix_(others, others)] + _RIDGE * np.eye(11)
        weights = np.linalg.solve(system, np.eye(2)[targets[others]] - prior)
        assert unseen[left] - prior == pytest.approx(likeness[left, others] @ weights, abs=1e-4)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="kernels of other processors")
def test_it_learns_with_the_kernels_that_a_processor_gets_which_openblas_does_not_know() -> None:
    environment = {**os.environ, NAME: "Prescott", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", _LEARNT_ALONE], env=environment, check=False)
    assert done.returncode == 0
