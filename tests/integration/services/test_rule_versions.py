"""A questionnaire that was begun is finished on its version; every result can be made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.records.models import Assessment as StoredAssessment
from bot.services import asking, interviews, presenting, reviewing
from bot.services.app import App
from bot.services.course import SUMMARY, Course
from bot.services.openings import Place
from bot.suitability.questionnaire import Questionnaire
from tests.integration.services.walk import Walk
from tests.unit.suitability.examples import MIDDLING

SHELL = Place("shell", "here")


def newer(app: App, **changes: Any) -> App:
    """The services after a restart with a newer questionnaire file."""
    book = app.rulebook
    questions = tuple(
        replace(q, **changes) if q.id == "attitude" else q
        for q in book.questionnaire.questions
        if q.id != "dependants"
    )
    questionnaire = Questionnaire("2027.01+0123456789ab", questions)
    versions = {**book.versions, "questionnaire": questionnaire.version}
    contents = {kind: one for kind, one in book.contents.items() if kind != "questionnaire"}
    return replace(
        app,
        rulebook=replace(book, questionnaire=questionnaire, versions=versions, contents=contents),
    )


def begun(app: App) -> Walk:
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(needs=["investing"], segment="individual", attitude="balanced")
    return walk


def test_an_interview_that_was_begun_goes_on_under_its_questionnaire(app: App) -> None:
    walk = begun(app)
    restarted = newer(app, text={"zh": "新的问法", "en": "another wording"})
    rules = interviews.standing(restarted, walk.conversation).app.rulebook
    assert rules.questionnaire.version == app.rulebook.questionnaire.version
    assert rules.questionnaire == app.rulebook.questionnaire
    assert rules.policy is restarted.rulebook.policy, "the policy in force applies at once"
    fresh = Walk.begin(restarted)
    fresh.agree()
    used = interviews.standing(restarted, fresh.conversation).app.rulebook
    assert used.questionnaire.version == "2027.01+0123456789ab"


def test_the_policy_of_its_time_goes_on_where_the_newer_one_cannot_work_with_it(app: App) -> None:
    walk = begun(app)
    restarted = newer(app)
    policy = replace(
        restarted.rulebook.policy,
        version="2027.01+ba9876543210",
        caps=tuple(
            replace(cap, question="something_new") for cap in restarted.rulebook.policy.caps
        ),
    )
    versions = {**restarted.rulebook.versions, "policy": policy.version}
    book = replace(restarted.rulebook, policy=policy, versions=versions)
    rules = interviews.standing(replace(restarted, rulebook=book), walk.conversation).app.rulebook
    assert rules.policy.version == app.rulebook.policy.version


def test_once_assessed_a_client_goes_on_under_the_newer_questionnaire(app: App) -> None:
    walk = assessed(app)
    rules = interviews.standing(newer(app), walk.conversation).app.rulebook
    assert rules.questionnaire.version == "2027.01+0123456789ab"


def test_an_answer_whose_option_is_gone_is_asked_for_again(app: App) -> None:
    walk = assessed(app)
    attitude = app.rulebook.questionnaire.question("attitude")
    kept = tuple(option for option in attitude.options if option.id != "balanced")
    restarted = newer(app, options=kept)
    asked = asking.ask(restarted, walk.conversation, "zh", Course())
    assert asked.course.asking == "attitude"


def assessed(app: App, **changes: Any) -> Walk:
    walk = Walk.begin(app)
    walk.agree()
    walk.tell(**{**MIDDLING, **changes})
    with app.records.begin() as work:
        found = interviews.dossier(app, work, walk.conversation, Course())
        digest = interviews.digest(found.stored)
        interviews.put(app, work, found, SUMMARY, digest, seq=1, utterance="对", how="confirmed")
    said = presenting.present(app, walk.conversation, "zh")
    assert said.messages[0]["card"]["category"] == "C3"
    return walk


def test_every_stored_assessment_is_made_anew_bit_for_bit(app: App) -> None:
    first, _ = assessed(app), assessed(app)
    found = reviewing.review(app, actor="operator:eve", place=SHELL)
    assert (found.equal, found.findings) == (2, [])
    one = reviewing.review(newer(app), actor="operator:eve", place=SHELL, client_id=first.client)
    assert (one.equal, one.findings) == (1, [])
    with app.records.read() as work:
        actions = [entry.action for entry in work.audit.list()]
    assert actions.count("assessments.verified") == 2


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [("category", "C4", "category"), ("answers", {"max_loss": "gt_50"}, "scores")],
)
def test_what_was_changed_afterwards_is_named(app: App, field: str, value: Any, named: str) -> None:
    walk = assessed(app)
    with app.records.begin() as work:
        (stored,) = work.assessments.list(walk.client)
        body = {**stored.body, field: value}
        work.assessments.add(StoredAssessment(**{**vars(stored), "id": app.new_id(), "body": body}))
    found = reviewing.review(app, actor="operator:eve", place=SHELL)
    assert found.equal == 1
    (finding,) = found.findings
    assert named in finding.what and walk.client == finding.client


def test_a_version_that_is_not_kept_is_named(app: App) -> None:
    walk = assessed(app)
    with app.records.begin() as work:
        (stored,) = work.assessments.list(walk.client)
        work.assessments.add(
            StoredAssessment(
                **{**vars(stored), "id": app.new_id(), "questionnaire_version": "1999+0"}
            )
        )
    found = reviewing.review(app, actor="operator:eve", place=SHELL)
    assert any("questionnaire 1999+0 is not kept" in str(one) for one in found.findings)


def test_a_kept_version_cannot_be_changed(app: App) -> None:
    begun(app)
    with app.records._engine.connect() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(
            text("UPDATE rules SET content = '{}'").execution_options(zhiyin_door=True)
        )
