"""How a simulated client decides: by the truth, by their plan, and by their patience."""

from __future__ import annotations

from typing import Any

from bot.simulation.client import Client, Ended, Move
from bot.simulation.personas import Persona
from bot.simulation.plan import Plan
from bot.simulation.running import Case, Script
from bot.suitability.questionnaire import Questionnaire


def _client(script: Script, persona: Persona, plan: Plan | None = None) -> Client:
    client = script.client(Case(persona, "terse", None))
    client.plan = plan or Plan()
    return client


def _asked(questionnaire: Questionnaire, name: str, text: str = "") -> list[dict[str, Any]]:
    question = questionnaire.question(name)
    options = [{"id": o.id, "label": o.id, "choice": f"token-{o.id}"} for o in question.options]
    asked = {"id": name, "kind": question.kind, "options": options}
    return [{"from": "assistant", "text": text, "question": asked}]


def _own(name: str, *options: str, text: str = "") -> list[dict[str, Any]]:
    shaped = [{"id": one, "label": one, "choice": f"token-{one}"} for one in options]
    return [{"from": "assistant", "text": text, "question": {"id": name, "options": shaped}}]


def test_a_question_is_answered_by_the_truth(people: dict[str, Persona], script: Script) -> None:
    client = _client(script, people["guardian_assisted"])
    move = client.respond(_asked(script.questionnaire, "civil_capacity"))
    assert isinstance(move, Move) and "监护人" in (move.text or "")


def test_a_wrong_reading_is_denied_and_a_right_one_confirmed(
    people: dict[str, Persona], script: Script
) -> None:
    client = _client(script, people["teacher_saving_for_college"])
    for text, aim in (("目标金额：90 万元，对吗？", "不对"), ("目标金额：40 万元，对吗？", None)):
        move = client.respond(_own("confirm:goal_amount", "yes", "no", text=text))
        assert isinstance(move, Move)
        assert ((move.text or "").startswith("不")) is (aim is not None)


def test_patience_has_an_end_and_the_third_repetition_gets_a_button(
    people: dict[str, Persona], script: Script
) -> None:
    persona = people["first_flat_couple"]
    client = _client(script, persona)
    moves = [client.respond(_asked(script.questionnaire, "objective")) for _ in range(6)]
    assert [isinstance(one, Move) for one in moves] == [True] * (persona.patience + 1) + [False]
    assert isinstance(moves[3], Move) and moves[3].tokens == ("token-income",)
    assert moves[-1] == Ended("left", "impatient")


def test_what_was_said_wrongly_is_set_right_at_the_next_question(
    people: dict[str, Persona], script: Script
) -> None:
    client = _client(script, people["first_flat_couple"], Plan(later={"age": 36}))
    first = client.respond(_asked(script.questionnaire, "age"))
    assert isinstance(first, Move) and ("36" in first.text or "三十六" in first.text)
    second = client.respond(_asked(script.questionnaire, "civil_capacity"))
    assert isinstance(second, Move) and second.aim == "correct" and second.question == "age"
    assert "年龄" in second.text and ("30" in second.text or "三十" in second.text)
    third = client.respond(_asked(script.questionnaire, "civil_capacity"))
    assert isinstance(third, Move) and third.aim == "answer"


def test_a_contradiction_that_is_meant_is_kept(people: dict[str, Persona], script: Script) -> None:
    client = _client(script, people["postdoc_cautious"])
    asked = _own("contradiction:small_loss_large_swings", "max_loss", "gain_loss_choice", "keep")
    move = client.respond(asked)
    assert isinstance(move, Move) and move.aim == "settle"
    assert move.tokens == ("token-keep",) or "两个" in (move.text or "")


def test_a_contradiction_that_is_not_meant_is_changed(
    people: dict[str, Persona], script: Script
) -> None:
    client = _client(script, people["first_flat_couple"])
    asked = _own("contradiction:heavy_debt_bold_attitude", "debt_position", "attitude", "keep")
    move = client.respond(asked)
    assert isinstance(move, Move) and move.tokens == ("token-debt_position",)


def test_a_handoff_ends_the_talk(people: dict[str, Persona], script: Script) -> None:
    client = _client(script, people["day_trader"])
    heard = [{"from": "assistant", "text": "", "card": {"type": "handoff", "handoff_id": "1"}}]
    assert client.respond(heard) == Ended("handed_over")
