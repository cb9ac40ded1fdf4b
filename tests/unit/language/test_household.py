"""People who live on the client's money, named one by one."""

from __future__ import annotations

import pytest

from bot.language import household, profile
from bot.language.normal import fold


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("两个，老婆和孩子", 2),
        ("two, my wife and the kid", 2),
        ("我老婆和两个孩子", 3),
        ("爸妈、老婆、一个孩子", 4),
        ("my wife and two kids", 3),
        ("three: my wife and the kids", 3),
        ("四个，父母、老婆和儿子", 4),
        ("三个，老婆孩子和我妈", 3),
        ("just my mother", 1),
        ("my parents and my son", 3),
        ("养着两个孩子和一个老人", 3),
    ],
)
def test_a_list_of_people_is_counted(said: str, people: int) -> None:
    found = household.read(fold(said))
    assert found is not None
    assert (found.people, found.sure) == (people, True)


@pytest.mark.parametrize("said", ["老婆和孩子", "俩孩子加老人", "my parents and the kids"])
def test_where_a_number_is_left_open_it_is_not_sure(said: str) -> None:
    found = household.read(fold(said))
    assert found is not None and not found.sure


@pytest.mark.parametrize("said", ["两个，父母和老婆", "two, my wife and three kids"])
def test_a_total_that_does_not_fit_the_list_is_not_sure(said: str) -> None:
    found = household.read(fold(said))
    assert found is not None and not found.sure


@pytest.mark.parametrize(
    "said",
    [
        "孩子", "我太太也上班", "my husband and I both work", "两个，但是老婆自己有收入", "没有",
        "two, my wife, and 300k in debt", "不是两个，是三个", "two grown-up kids", "",
    ],
)  # fmt: skip
def test_what_says_anything_besides_is_no_list(said: str) -> None:
    assert household.read(fold(said)) is None


def test_it_is_read_only_where_dependants_are_asked() -> None:
    said = "我老婆和两个孩子"
    asked = profile.read(said, language="zh", asking="dependants")
    unasked = profile.read(said, language="zh")
    assert [(r.value, r.sure) for r in asked if r.id == "dependants"] == [(3, True)]
    assert not any(r.sure for r in unasked if r.id == "dependants")


@pytest.mark.parametrize(
    "said",
    [
        "就我一个", "就我一个人", "只有我一个", "只有我自己", "就剩我一个了", "家里就我一个",
        "我一个", "我自己一个", "单身，就我一个",
        "养我自己就行", "只养自己", "自己吃饱全家不饿", "一个人过", "除了我没别人",
        "没有，就我一个", "光棍一条",
        "just me", "only me", "it's just me", "me, myself and I", "just myself", "nobody but me",
        "no one but me",
        "I live alone", "me only", "none, just me", "I'm single, just me",
        "I only support myself", "only myself really",
    ],
)  # fmt: skip
def test_who_is_alone_supports_nobody(said: str) -> None:
    language = "en" if said.isascii() else "zh"
    read = profile.read(said, language=language, asking="dependants", now_year=2026)
    assert [(r.value, r.sure) for r in read if r.id == "dependants"] == [(0, True)]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("my son at university", 1), ("my daughter at college", 1),
        ("my son, who's still at university", 1),
        ("a daughter in high school", 1), ("my son is at uni", 1), ("one son studying abroad", 1),
        ("my mum in a care home", 1),
        ("my daughter, she's in college", 1), ("just my son who is in college", 1),
        ("my wife and my son at university", 2),
        ("两个孩子在上学", 2), ("一个读大学的儿子", 1), ("就一个", 1), ("一个孩子", 1),
    ],
)  # fmt: skip
def test_those_who_study_are_counted(said: str, people: int) -> None:
    language = "en" if said.isascii() else "zh"
    read = profile.read(said, language=language, asking="dependants", now_year=2026)
    assert [r.value for r in read if r.id == "dependants"] == [people]


@pytest.mark.parametrize("said", ["儿子在上大学", "我儿子读大学", "我闺女还在念书"])
def test_a_son_without_a_number_is_asked_about(said: str) -> None:
    read = profile.read(said, language="zh", asking="dependants", now_year=2026)
    assert [(r.value, r.sure) for r in read if r.id == "dependants"] == [(1, False)]
