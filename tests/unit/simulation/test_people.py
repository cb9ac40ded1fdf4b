"""The simulated clients themselves: many, different, and with words of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.rulebook import Rulebook
from bot.settings import ROOT
from bot.simulation import personas
from bot.simulation.personas import Persona, PersonasUnusable
from bot.simulation.phrases import Phrases
from bot.simulation.running import Case, Script, cases, quick
from bot.simulation.speaking import WAYS
from bot.suitability.assessing import assess


def test_there_are_enough_of_them_of_every_kind(
    people: dict[str, Persona], rules: Rulebook
) -> None:
    assert len(people) >= 60
    for language in ("zh", "en"):
        assert sum(one.language == language for one in people.values()) >= 25
    assert {one.segment for one in people.values()} == {"individual", "business", "institution"}
    needs = {need for one in people.values() for need in one.needs}
    assert needs == {option.id for option in rules.questionnaire.question("needs").options}


def test_their_truths_lead_to_every_category(people: dict[str, Persona], rules: Rulebook) -> None:
    from datetime import date

    made = {
        assess(
            one.profile(),
            questionnaire=rules.questionnaire,
            policy=rules.policy,
            today=date(2026, 11, 30),
        ).category
        for one in people.values()
        if one.truth.get("max_loss")
    }
    assert made == {"C1", "C2", "C3", "C4", "C5"}


def test_every_client_has_words_for_every_question(
    people: dict[str, Persona], script: Script
) -> None:
    for one in people.values():
        for way in WAYS:
            speaker = script.client(Case(one, way, None)).speaker
            for question in one.concerning(script.questionnaire):
                said = speaker.bare(question, one.knows(question.id))
                assert said and "{" not in said, (one.id, question.id)


def test_the_same_client_says_the_same_in_every_run(
    people: dict[str, Persona], script: Script
) -> None:
    def all_words() -> list[str]:
        client = script.client(Case(people["pilot_family"], "chatty", "homophones"))
        return [
            client.speaker.answer(question, client.persona.knows(question.id))
            for question in client.persona.concerning(script.questionnaire)
        ]

    assert all_words() == all_words()


def test_their_sentences_are_not_those_the_assistant_learns_or_matches(
    script: Script, rules: Rulebook
) -> None:
    known = set()
    for file in (ROOT / "data/nlu").glob("*.yml"):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu") or ():
            known |= {_folded(line) for line in entry["examples"].splitlines()}
    for question in rules.questionnaire.questions:
        for option in question.options:
            for lines in option.examples.values():
                known |= {_folded(line) for line in lines}
    ours = {
        sentence
        for book in script.books.values()
        for entry in book.answers.values()
        for each in ([entry] if isinstance(entry, Phrases) else entry.values())
        for sentence in (*each.full, *each.firm)
    }
    same = {one for one in ours if _folded(one) in known}
    assert len(same) <= len(ours) * 0.05, same  # a few short ones meet by chance


def _folded(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def test_a_persona_without_an_answer_is_refused(tmp_path: Path, rules: Rulebook) -> None:
    file = tmp_path / "personas.yml"
    file.write_text(
        "personas:\n  - {id: one, language: zh, segment: individual, needs: [investing],"
        " patience: 3, truth: {age: 30}}\n",
        encoding="utf-8",
    )
    with pytest.raises(PersonasUnusable, match="one has no answer to horizon"):
        personas.load(file, rules.questionnaire)


def test_the_quick_set_has_both_languages_and_every_way(people: dict[str, Persona]) -> None:
    chosen = quick(cases(list(people.values())))
    assert len(chosen) == 12
    assert {(one.persona.language, one.way) for one in chosen} == {
        (language, way) for language in ("zh", "en") for way in WAYS
    }


def test_every_way_of_speaking_meets_every_kind_of_typing(people: dict[str, Persona]) -> None:
    met = {(one.way, one.noise) for one in cases(list(people.values()))}
    assert {way for way, noise in met if noise == "typos"} == set(WAYS)
    assert {way for way, noise in met if noise == "homophones"} == set(WAYS)
    assert {way for way, noise in met if noise is None} == set(WAYS)
