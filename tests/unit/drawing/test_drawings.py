"""Pictures stand without their colours, escape what comes in, and show a fall at its size."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import Fan, Slice, donut, fan, risk_scale
from bot.drawing.svg import Drawing

SVG = "{http://www.w3.org/2000/svg}"
PARTS = [Slice("债券", 46), Slice("股票", 39), Slice("现金 <b>&", 15)]
YEARS = [(90.0, 97.0, 104.0, 111.0, 120.0), (84.0, 96.0, 108.0, 122.0, 141.0)]


def _fan(years: list[tuple[float, ...]] = YEARS, goal: float | None = 130.0) -> Drawing:
    return fan(
        Fan(100.0, years, goal),
        title="两年后",
        description="九成在 84 到 141 之间",
        money=lambda value: f"{value:g}",
        year=lambda at: f"{at} 年",
        goal="目标",
    )


def _root(drawn: Drawing) -> ElementTree.Element:
    return ElementTree.fromstring(drawn.markup(name="x"))


@pytest.mark.parametrize(
    "drawn",
    [
        donut(PARTS, title="配置", description="三类", middle="C3"),
        _fan(),
        risk_scale(3, title="等级", description="C3"),
    ],
)
def test_a_drawing_names_itself_and_needs_nothing_from_elsewhere(drawn: Drawing) -> None:
    root = _root(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{drawn.title}：{drawn.description}"
    used = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert used <= {"svg", "title", "path", "rect", "circle", "line", "text"}
    attributes = {name for one in root.iter() for name in one.attrib}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    assert not re.search(r"(href|url\()", drawn.markup(name="x"))


def test_words_are_escaped_in_the_markup_and_plain_in_the_tree() -> None:
    drawn = donut(PARTS, title='"><script>', description="&", middle="<C3>")
    markup = drawn.markup(name="x")
    assert "<script>" not in markup and "<b>" not in markup
    assert _root(drawn).get("aria-label") == '"><script>: &'
    tree = drawn.tree(name="x")
    assert tree[0] == "svg" and tree[-1][2] == "<C3>"


def test_the_tree_and_the_markup_hold_the_same_elements() -> None:
    def count(tree: list) -> int:
        return 1 + sum(count(child) for child in tree[2:] if isinstance(child, list))

    assert count(_fan().tree(name="x")) == len(list(_root(_fan()).iter()))


def test_shares_take_their_part_of_the_ring() -> None:
    root = _root(donut(PARTS, title="t", description="d"))
    paths = [one.get("d") for one in root.iter(f"{SVG}path")]
    assert len(paths) == 3
    # The first ends at 46 %: its outer arc stops there.
    x, y = (float(n) for n in re.findall(r"A74 74 0 0 1 (\S+) ([\d.]+)", paths[0])[0])
    turn = (math.atan2(y - 80, x - 80) + math.pi / 2) / (2 * math.pi) * 100
    assert turn == pytest.approx(46, abs=0.5)


def test_one_share_alone_is_a_whole_ring() -> None:
    root = _root(donut([Slice("现金", 100), Slice("债券", 0)], title="t", description="d"))
    assert len(list(root.iter(f"{SVG}circle"))) == 1 and not list(root.iter(f"{SVG}path"))


def test_nothing_to_show_is_refused() -> None:
    with pytest.raises(ValueError):
        donut([Slice("现金", 0)], title="t", description="d")
    with pytest.raises(ValueError):
        _fan([])
    with pytest.raises(ValueError):
        risk_scale(6, title="t", description="d")


def test_the_mark_stands_over_the_clients_category() -> None:
    steps = list(_root(risk_scale(4, title="t", description="d")).iter(f"{SVG}rect"))
    here = [at for at, one in enumerate(steps, start=1) if "here" in one.get("class", "")]
    assert here == [4]


def _points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


@given(
    st.lists(
        st.lists(st.floats(1, 1e9), min_size=5, max_size=5).map(lambda row: tuple(sorted(row))),
        min_size=1,
        max_size=40,
    ),
    st.floats(1, 1e9),
)
def test_every_point_of_a_fan_lies_inside_and_begins_at_nothing(
    years: list[tuple[float, ...]], goal: float
) -> None:
    root = _root(_fan(years, goal))
    bands = [one.get("d") for one in root.iter(f"{SVG}path")]
    assert len(bands) == 3
    for x, y in (point for band in bands for point in _points(band)):
        assert 53.9 <= x <= 348.1 and 13.9 <= y <= 196.1
    ticks = [one.text for one in root.iter(f"{SVG}text") if one.get("text-anchor") == "end"]
    assert ticks[0] == "0"


def test_a_goal_is_a_line_with_its_name() -> None:
    assert "目标" in _fan().markup(name="x")
    assert "目标" not in _fan(goal=None).markup(name="x")
