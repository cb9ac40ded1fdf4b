"""Shares, calibration, confusion and the rejection curve, on cases one can count by hand."""

from bot.evaluation.scoring import (
    Marked,
    calibration,
    confusion,
    recall_at,
    rejection_curve,
    share,
)


def mark(
    confidence: float = 0.9,
    *,
    ours: bool = True,
    kept: bool = True,
    right: bool = True,
    expected: str = "greet",
    found: str = "greet",
) -> Marked:
    return Marked(expected, found, confidence, ours, kept, right)


def test_a_share_comes_with_its_interval() -> None:
    half = share(50, 100)
    assert half["percent"] == 50.0
    assert (half["low"], half["high"]) == (40.38, 59.62)
    assert share(0, 0)["percent"] is None
    assert share(10, 10)["low"] < 100.0


def test_confidence_that_holds_has_no_error() -> None:
    marks = [mark(0.8, right=number < 8) for number in range(10)]
    assert calibration(marks)["ece"] == 0.0
    assert calibration([mark(1.0, right=False)])["ece"] == 1.0
    assert calibration([])["ece"] is None


def test_the_most_frequent_confusion_comes_first() -> None:
    marks = [
        mark(right=False, expected="a", found="b"),
        mark(right=False, expected="a", found="c"),
        mark(right=False, expected="a", found="c"),
        mark(),
    ]
    assert confusion(marks)[0] == {"expected": "a", "found": "c", "texts": 2}
    assert len(confusion(marks)) == 2


def test_the_curve_sends_away_the_surely_foreign_first() -> None:
    marks = [
        mark(0.9, ours=False, kept=False),
        mark(0.6, ours=True, kept=False),
        mark(0.2, ours=False, kept=True),
        mark(0.9, ours=True, kept=True),
    ]
    curve = rejection_curve(marks)
    assert recall_at(curve, 0.0) == 50.0
    assert recall_at(curve, 0.5) == 100.0
    assert rejection_curve([mark()]) == []
