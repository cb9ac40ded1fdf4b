"""How long an assessment with matching takes, and whether any product above a level is matched.

Clients are drawn from the questionnaire's own options, catalogues from the shipped products with
ratings, minimums and terms drawn anew; each client meets many catalogues. The same seed gives the
same clients.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from bot.cli.bench.measures import figures
from bot.rulebook import Rulebook
from bot.suitability.assessing import assess
from bot.suitability.assessment import Assessment
from bot.suitability.matching import match
from bot.suitability.products import Minimum, Product, Products
from bot.suitability.questionnaire import Question
from bot.suitability.reading import RATINGS

Say = Callable[[str], None]
CATALOGUE = 1000
"""Products in the catalogue that times are measured with."""
SMALL = 12
"""Products in each catalogue of the search for one above the level."""
PER_CLIENT = 50
"""Catalogues that each client of the search is held against."""
CATALOGUES = 5000
"""Different catalogues they are drawn from; making one takes longer than matching it."""
TODAY = date(2026, 11, 30)
SEED = 20261130


def measure(book: Rulebook, pairs: int, times: int, say: Say) -> dict[str, Any]:
    """Milliseconds of processor time for an assessment, for matching CATALOGUE products, and for
    both; the peak of memory; and of `pairs` random clients, each with a random catalogue, how many
    were matched with a product above what may be shown to them (it has to be 0)."""
    say(f"Assessing {times} clients and matching {CATALOGUE} products …")
    found = _times(book, times)
    say(f"Looking for a product above the level among {pairs} clients and catalogues …")
    return {**found, "above_level": _above(book, pairs, say)}


def _times(book: Rulebook, times: int) -> dict[str, Any]:
    dice = Random(SEED)  # noqa: S311 - no secret
    catalogue = replace(book.products, products=_drawn(book.products, CATALOGUE, dice))
    needs = tuple(book.products.needs)
    assessing, matching = [], []
    for _ in range(times):
        answers = client(book, dice)
        wanted = dice.sample(needs, dice.randint(1, 3))
        began = time.process_time()
        made = _assess(book, answers)
        between = time.process_time()
        match(catalogue, made, answers, wanted, policy=book.policy)
        assessing.append((between - began) * 1000)
        matching.append((time.process_time() - between) * 1000)
    gc.collect()
    tracemalloc.start()
    match(catalogue, made, answers, wanted, policy=book.policy)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    both = [one + other for one, other in zip(assessing, matching, strict=True)]
    return {
        "products": CATALOGUE,
        "assessment_ms": figures(assessing),
        "matching_ms": figures(matching),
        "both_ms": figures(both),
        "matching_peak_kb": round(peak / 1024, 1),
    }


def _above(book: Rulebook, pairs: int, say: Say) -> dict[str, int]:
    dice = Random(SEED + 1)  # noqa: S311 - no secret
    needs = tuple(book.products.needs)
    drawn = [
        replace(book.products, products=_drawn(book.products, SMALL, dice))
        for _ in range(min(CATALOGUES, pairs))
    ]
    matched = above = minimum_above_r1 = clients = 0
    for at in range(pairs):
        if at % PER_CLIENT == 0:
            answers = client(book, dice)
            made = _assess(book, answers)
            clients += 1
        found = match(dice.choice(drawn), made, answers, dice.sample(needs, 3), policy=book.policy)
        for one in found.suitable:
            level = one.product.level
            if level is None:
                continue
            matched += 1
            above += level > min(made.offered_level, made.level)
            minimum_above_r1 += made.minimum_risk and level > 1
        if (at + 1) % 100_000 == 0:
            say(f"  {at + 1} of {pairs}: {above} above")
    return {
        "pairs": pairs,
        "clients": clients,
        "matched": matched,
        "above": above,
        "above_r1_in_minimum": minimum_above_r1,
    }


def client(book: Rulebook, dice: Random) -> dict[str, Any]:
    """Random answers to the questionnaire; bold ones more often, for there a slip would show."""
    bold = dice.random() < 0.5
    answers: dict[str, Any] = {"segment": dice.choice(("individual", "business", "institution"))}
    for question in book.questionnaire.questions:
        asked = question.phase == "profile" and question.options and question.kind != "consent"
        if asked and dice.random() < (0.98 if bold else 0.85):
            answers[question.answer_id] = _value(question, dice, bold=bold)
    return answers


def _value(question: Question, dice: Random, *, bold: bool) -> Any:
    options = question.options[-2:] if bold and dice.random() < 0.85 else question.options
    chosen = question.value_of(dice.choice(options).id)
    return [chosen] if question.kind == "multiple" else chosen


def _drawn(products: Products, count: int, dice: Random) -> tuple[Product, ...]:
    rows = []
    for at in range(count):
        product = dice.choice(products.products)
        rating = dice.choice(RATINGS) if product.rating else None
        rows.append(
            replace(
                product,
                id=f"{product.id}_{at}",
                rating=rating,
                minimum=Minimum(dice.choice((0, 100, 50_000, 1_000_000)), "CNY"),
                term_months=dice.choice((0, 3, 12, 36)) if rating else 0,
                hold_months=dice.choice((0, 12, 36, 60)) if rating else 0,
            )
        )
    return tuple(rows)


def _assess(book: Rulebook, answers: dict[str, Any]) -> Assessment:
    return assess(answers, questionnaire=book.questionnaire, policy=book.policy, today=TODAY)
