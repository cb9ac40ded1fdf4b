"""From readings to entities and answers: what is sure, and what contradicts itself."""

from __future__ import annotations

from bot.engine.nlu.reading import entities, stated, states_a_value
from bot.language.profile import Reading


def reading(id, value, *, sure=True, negated=False):
    return Reading(
        id=id, value=value, start=0, end=2, sure=sure, approximate=False, negated=negated, how="x"
    )


def test_sure_values_are_answers_and_others_are_not():
    found = (
        reading("age", 45), reading("need", "education"), reading("need", "education"),
        reading("segment", "business"), reading("dependants", 2, sure=False),
        reading("horizon_months", 60, negated=True), reading("horizon_months", 36),
    )  # fmt: skip
    assert stated(found) == (["education"], ["business"], {"age": 45, "horizon_months": 36})


def test_two_different_values_for_one_thing_are_none():
    assert stated((reading("age", 45), reading("age", 54)))[2] == {}
    assert stated((reading("age", 45), reading("age", 45)))[2] == {"age": 45}


def test_entities_say_what_they_are_and_how_sure():
    age, need = entities((reading("age", 45, sure=False), reading("need", "education")))
    assert (age["entity"], age["role"], age["confidence_entity"]) == ("profile_value", "age", 0.5)
    assert need["entity"] == "need" and "role" not in need and need["value"] == "education"


def test_only_a_sure_profile_value_is_evidence():
    assert states_a_value(entities((reading("age", 45),)))
    assert not states_a_value(entities((reading("age", 45, sure=False),)))
    assert not states_a_value(entities((reading("age", 45, negated=True),)))
    assert not states_a_value(entities((reading("need", "education"),)))
