"""Reads the rows of the policy file: one function for each section, each naming what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

from bot.suitability import rules
from bot.suitability.reading import (
    CATEGORIES,
    fail,
    items,
    level,
    mapping,
    need,
    number,
    text,
    whole,
    words,
)

SCORES = ("tolerance", "capacity", "knowledge")
MINIMUM = "minimum"
"""The mix of the minimum risk category, beside those of C1–C5."""
WORDINGS = (
    "minimum_risk",
    "tolerance",
    "capacity",
    "knowledge",
    "need_return",
    "need_met",
    "need_objective",
    "goal_beyond_category",
    "governed_by",
    "regulatory",
    "regulatory_governs",
    "contradiction",
    "contradiction_explained",
    "incomplete",
    "senior_confirmation",
    "age_unknown",
    "minor",
    "level_jump",
    "change_fact",
    "change_score",
    "change_cap",
    "change_regulatory",
    "change_minimum",
    "change_top",
)
SCORE_NAMES = ("tolerance", "capacity", "knowledge", "need", "regulatory", "caps")


def read_by_language(source: Mapping[str, Any], section: str) -> dict[str, tuple[str, ...]]:
    """Words by language. Raises RuleError."""
    row = mapping(need(source, section, ""), section)
    return {
        language: words(need(row, language, section), f"{section}.{language}")
        for language in ("zh", "en")
    }


def read_currency(row: Any, path: str) -> rules.Currency:
    """A currency with its rate, above 0, and its decimal places. Raises RuleError."""
    source = mapping(row, path)
    rate = number(need(source, "rate", path), f"{path}.rate")
    if rate <= 0:
        fail(f"{path}.rate", "must be above 0")
    return rules.Currency(rate, whole(need(source, "digits", path), f"{path}.digits"))


def read_weights(source: Mapping[str, Any], wording: rules.Wording) -> dict[str, dict[str, int]]:
    """Weights by score and item; every item needs a name in the wording. Raises RuleError."""
    weights = {}
    for score in SCORES:
        path = f"scores.weights.{score}"
        row = mapping(need(source, score, "scores.weights"), path)
        weights[score] = {item: whole(value, f"{path}.{item}") for item, value in row.items()}
        if not weights[score] or min(weights[score].values()) <= 0:
            fail(path, "needs at least one item, and every weight above 0")
        for item in weights[score]:
            if item not in wording.items:
                fail(f"wording.items.{item}", f"is missing, but {path} uses that item")
    return weights


def read_bands(value: Any, path: str) -> tuple[Decimal, ...]:
    """The lowest value of C1 … C5, rising. Raises RuleError."""
    bands = tuple(number(entry, path) for entry in items(value, path))
    if len(bands) != len(CATEGORIES) or list(bands) != sorted(set(bands)):
        fail(path, "must be five rising numbers, the lowest score of C1, C2, C3, C4 and C5")
    return bands


def read_need_rule(source: Mapping[str, Any]) -> rules.NeedRule:
    """Points by required return; the last row alone is open. Raises RuleError."""
    path = "need.required_return"
    rows = [mapping(row, path) for row in items(need(source, "required_return", "need"), path)]
    steps = tuple(
        (
            number(row["up_to"], f"{path}[{i}].up_to") if "up_to" in row else None,
            whole(need(row, "points", f"{path}[{i}]"), f"{path}[{i}].points"),
        )
        for i, row in enumerate(rows)
    )
    if not steps or [i for i, step in enumerate(steps) if step[0] is None] != [len(steps) - 1]:
        fail(path, "only the last row, and it alone, has no up_to")
    return rules.NeedRule(required_return=steps)


def read_cap(row: Any, path: str) -> rules.Cap:
    """A cap: by options or below a number. Raises RuleError."""
    source = mapping(row, path)
    below = number(source["below"], f"{path}.below") if "below" in source else None
    options = frozenset(words(source.get("options", ()), f"{path}.options"))
    if bool(options) == (below is not None):
        fail(path, "needs either options or below")
    return rules.Cap(
        id=str(need(source, "id", path)),
        question=str(need(source, "question", path)),
        level=level(need(source, "level", path), f"{path}.level"),
        text=text(need(source, "text", path), f"{path}.text"),
        options=options,
        below=below,
    )


def read_trigger(row: Any, path: str) -> rules.Trigger:
    """A trigger of the minimum risk category. Raises RuleError."""
    source = mapping(row, path)
    return rules.Trigger(
        id=str(need(source, "id", path)),
        question=str(need(source, "question", path)),
        options=frozenset(words(need(source, "options", path), f"{path}.options")),
        text=text(need(source, "text", path), f"{path}.text"),
    )


def read_contradictions(rows: Any) -> tuple[rules.ContradictionRule, ...]:
    """All contradictions; ids are unique and texts name both answers. Raises RuleError."""
    readers: dict[str, Callable[[Mapping[str, Any], str, rules.Text], rules.ContradictionRule]]
    readers = {"answers": read_answer_rule, "ratio": read_ratio_rule, "quiz": read_quiz_rule}
    found: list[rules.ContradictionRule] = []
    for i, row in enumerate(rows):
        path = f"contradictions[{i}]"
        source = mapping(row, path)
        reader = readers.get(str(need(source, "kind", path)))
        if reader is None:
            fail(f"{path}.kind", "must be answers, ratio or quiz")
        wording = text(need(source, "text", path), f"{path}.text")
        for language, words_ in wording.items():
            if "{left}" not in words_ or "{right}" not in words_:
                fail(f"{path}.text.{language}", "must name both answers with {left} and {right}")
        found.append(reader(source, path, wording))
    if len({rule.id for rule in found}) != len(found):
        fail("contradictions", "two rows have the same id")
    return tuple(found)


def read_answer_rule(source: Mapping[str, Any], path: str, wording: rules.Text) -> rules.AnswerRule:
    """A careful answer against bold ones. Raises RuleError."""
    return rules.AnswerRule(
        id=str(need(source, "id", path)),
        left=read_side(need(source, "left", path), f"{path}.left", bold=False),
        right=tuple(
            read_side(side, f"{path}.right[{i}]", bold=True)
            for i, side in enumerate(items(need(source, "right", path), f"{path}.right"))
        ),
        text=wording,
        explainable=bool(source.get("explainable", False)),
    )


def read_side(row: Any, path: str, *, bold: bool) -> rules.Side:
    """One side; a bold one says what it counts as. Raises RuleError."""
    source = mapping(row, path)
    named = mapping(need(source, "words", path), f"{path}.words")
    return rules.Side(
        question=str(need(source, "question", path)),
        words={option: text(value, f"{path}.words.{option}") for option, value in named.items()},
        counts_as=str(need(source, "counts_as", path)) if bold else None,
    )


def read_ratio_rule(source: Mapping[str, Any], path: str, wording: rules.Text) -> rules.RatioRule:
    """Two amounts too far apart. Raises RuleError."""

    def at(name: str) -> Decimal:
        value = number(need(source, name, path), f"{path}.{name}")
        if value <= 0:
            fail(f"{path}.{name}", "must be above 0")
        return value

    return rules.RatioRule(
        id=str(need(source, "id", path)),
        left=str(need(source, "left", path)),
        right=str(need(source, "right", path)),
        right_at_most=at("right_at_most"),
        left_at_most=at("left_at_most"),
        floor=at("floor"),
        text=wording,
        explainable=bool(source.get("explainable", False)),
    )


def read_quiz_rule(source: Mapping[str, Any], path: str, wording: rules.Text) -> rules.QuizRule:
    """A self-rating above the quiz. Raises RuleError."""
    steps = [
        mapping(row, f"{path}.steps") for row in items(need(source, "steps", path), f"{path}.steps")
    ]
    return rules.QuizRule(
        id=str(need(source, "id", path)),
        question=str(need(source, "left", path)),
        steps=tuple(
            (str(need(step, "option", f"{path}.steps[{i}]")), text(step, f"{path}.steps[{i}]"))
            for i, step in enumerate(steps)
        ),
        quiz=words(need(source, "quiz", path), f"{path}.quiz"),
        apart=whole(need(source, "apart", path), f"{path}.apart"),
        text=wording,
        explainable=bool(source.get("explainable", False)),
    )


def read_regulatory(source: Mapping[str, Any]) -> rules.Regulatory:
    """Bands of the regulatory score and which result governs. Raises RuleError."""
    governs = need(source, "governs", "regulatory")
    if governs not in ("lower", "own", "regulatory"):
        fail("regulatory.governs", "must be lower, own or regulatory")
    bands = read_bands(need(source, "bands", "regulatory"), "regulatory.bands")
    return rules.Regulatory(
        tuple(whole(band, "regulatory.bands") for band in bands), cast(rules.Governs, governs)
    )


def read_qualified(source: Mapping[str, Any]) -> rules.Qualified:
    """Thresholds of qualified investors. Raises RuleError."""

    def at(name: str) -> Decimal:
        return number(need(source, name, "qualified"), f"qualified.{name}")

    return rules.Qualified(
        person_assets=at("person_assets"),
        person_income=at("person_income"),
        entity_assets=at("entity_assets"),
        experience_years=frozenset(
            words(need(source, "experience_years", "qualified"), "qualified.experience_years")
        ),
    )


def read_investors(source: Mapping[str, Any]) -> tuple[rules.InvestorRule, ...]:
    """The definitions of the policy file. Raises RuleError."""
    rows = items(need(source, "definitions", "investors"), "investors.definitions")
    found = []
    for at, row in enumerate(rows):
        path = f"investors.definitions[{at}]"
        one = mapping(row, path)
        evidence = mapping(need(one, "evidence", path), f"{path}.evidence")
        found.append(
            rules.InvestorRule(
                id=str(need(one, "id", path)),
                name=text(need(one, "name", path), f"{path}.name"),
                person=_threshold(need(one, "person", path), f"{path}.person"),
                entity=_threshold(need(one, "entity", path), f"{path}.entity"),
                person_evidence=text(need(evidence, "person", path), f"{path}.evidence.person"),
                entity_evidence=text(need(evidence, "entity", path), f"{path}.evidence.entity"),
            )
        )
    return tuple(found)


def _threshold(row: Any, path: str) -> rules.Threshold:
    source = mapping(row, path)
    amounts = {
        value: number(least, f"{path}.any.{value}")
        for value, least in mapping(need(source, "any", path), f"{path}.any").items()
    }
    if not amounts or min(amounts.values()) <= 0:
        fail(f"{path}.any", "needs at least one amount above 0")
    years = words(source.get("experience_years", ()), f"{path}.experience_years")
    return rules.Threshold(amounts, frozenset(years))


def read_quality(source: Mapping[str, Any]) -> rules.Quality:
    """When answers look clicked through. Raises RuleError."""
    straight = mapping(need(source, "straight_lining", "answer_quality"), "answer_quality")
    speed = mapping(need(source, "improbable_speed", "answer_quality"), "answer_quality")
    return rules.Quality(
        straight_at_least=whole(need(straight, "at_least", "answer_quality"), "answer_quality"),
        hasty_at_least=whole(need(speed, "at_least", "answer_quality"), "answer_quality"),
        seconds=number(need(speed, "seconds", "answer_quality"), "answer_quality"),
    )


def read_insistence(source: Mapping[str, Any]) -> rules.Insistence:
    """How a wish for a product above the level is met. Raises RuleError."""
    requests = whole(need(source, "requests", "above_level"), "above_level.requests")
    if requests < 2:
        fail("above_level.requests", "must be 2 or more: the client's own repeated initiative")
    warning = text(need(source, "warning", "above_level"), "above_level.warning")
    return rules.Insistence(requests, warning)


def read_illustration(source: Mapping[str, Any]) -> rules.Illustration:
    """Asset classes and mixes; weights add up to 100. Raises RuleError."""
    path = "illustration"
    history = mapping(need(source, "history", path), f"{path}.history")
    classes = {
        name: rules.AssetClass(
            id=name,
            name=text(row, f"{path}.classes.{name}"),
        )
        for name, row in mapping(need(source, "classes", path), f"{path}.classes").items()
    }
    categories = mapping(need(source, "categories", path), f"{path}.categories")
    mixes = {}
    for name in (*CATEGORIES, MINIMUM):
        place = f"{path}.categories.{name}"
        row = mapping(need(categories, name, f"{path}.categories"), place)
        weights = mapping(need(row, "weights", place), f"{place}.weights")
        if set(weights) - set(classes) or sum(weights.values()) != 100:
            fail(f"{place}.weights", "must use the named asset classes and add up to 100")
        mixes[name] = rules.Mix(
            weights=tuple((key, whole(value, place)) for key, value in weights.items()),
            mean=number(need(row, "mean", place), f"{place}.mean"),
            sd=number(need(row, "sd", place), f"{place}.sd"),
            worst=number(need(row, "worst", place), f"{place}.worst"),
            below_peak_years=whole(
                need(row, "below_peak_years", place), f"{place}.below_peak_years"
            ),
        )
    return rules.Illustration(
        since=whole(need(history, "from", f"{path}.history"), f"{path}.history.from"),
        until=whole(need(history, "to", f"{path}.history"), f"{path}.history.to"),
        history_source=text(history, f"{path}.history"),
        classes=classes,
        mixes=mixes,
        needs=frozenset(words(need(source, "needs", path), f"{path}.needs")),
    )


def read_wording(source: Mapping[str, Any]) -> rules.Wording:
    """All sentences and names, in both languages. Raises RuleError."""

    def named(key: str) -> dict[str, rules.Text]:
        rows = mapping(need(source, key, "wording"), f"wording.{key}")
        return {name: text(row, f"wording.{key}.{name}") for name, row in rows.items()}

    score_names = read_complete(named("score_names"), SCORE_NAMES, "wording.score_names")
    return rules.Wording(
        reasons={code: text(need(source, code, "wording"), f"wording.{code}") for code in WORDINGS},
        score_names=score_names,
        items=named("items"),
        facts=words(need(source, "facts", "wording"), "wording.facts"),
    )


def read_complete(
    rows: dict[str, rules.Text], names: tuple[str, ...], path: str
) -> dict[str, rules.Text]:
    """The rows, once every name is among them. Raises RuleError."""
    for name in names:
        need(rows, name, path)
    return rows
