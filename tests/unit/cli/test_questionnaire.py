"""`zhiyin questionnaire`: what it says of a file, of a client's questions, of two versions."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.rulebook import RulebookError
from bot.rulebook.comparing import differences
from bot.settings import ROOT
from tests.unit.suitability.examples import RULES

SHIPPED = ROOT / "data" / "questionnaire.yml"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["questionnaire", *words])


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    own = folder / "own.yml"
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    return own


def test_check_counts_what_is_right() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert RULES.versions["questionnaire"] in done.stdout and "12 regulatory items" in done.stdout


def test_check_names_a_mistake_with_its_line(tmp_path: Path) -> None:
    own = changed(tmp_path, "id: averse", "id: Averse")
    done = run("check", str(own))
    assert done.exit_code == 1
    line = SHIPPED.read_text(encoding="utf-8").split("id: averse")[0].count("\n") + 1
    assert isinstance(done.exception, RulebookError)
    assert f"own.yml:{line}: " in str(done.exception)


def test_show_gives_what_one_kind_of_client_is_asked() -> None:
    done = run("show", "--segment", "institution", "--need", "research", "--language", "en")
    assert done.exit_code == 0
    assert "information_channel" in done.stdout
    assert "civil_capacity" not in done.stdout and "max_loss" not in done.stdout
    assert run("show", "--segment", "robot").exit_code == 2


def test_diff_says_what_differs(tmp_path: Path) -> None:
    own = changed(tmp_path, "points: {capacity: 25, regulatory: 4}", "points: {capacity: 30, regulatory: 4}")  # noqa: E501 # fmt: skip
    done = run("diff", str(SHIPPED), str(own))
    assert done.exit_code == 0
    assert "changed  horizon: option 1_3y, points" in done.stdout
    assert "They ask and score the same." in run("diff", str(SHIPPED), str(SHIPPED)).stdout


def test_every_kind_of_difference_is_told() -> None:
    old = json.loads(json.dumps(RULES.contents["questionnaire"]))
    new = json.loads(json.dumps(old))
    rows = {row["id"]: row for row in new["questions"]}
    new["questions"].remove(rows["dependants"])
    new["questions"].append({**rows["age"], "id": "shoe_size"})
    rows["attitude"]["options"].reverse()
    rows["horizon"]["text"]["zh"] = "多久？"
    rows["max_loss"]["essential"] = False
    found = {(one.question, one.kind) for one in differences(old, new)}
    assert {
        ("dependants", "removed"),
        ("shoe_size", "added"),
        ("attitude", "changed"),
        ("horizon", "changed"),
        ("max_loss", "changed"),
    } <= found
    assert differences(old, old) == ()
