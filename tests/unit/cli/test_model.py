"""When a model is current, and how one takes another's place."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from bot.cli import train
from bot.cli.doctor import examine
from bot.cli.output import CommandFailed
from bot.services import answer_models
from bot.settings import ROOT, Settings, load_settings


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A project of its own whose training is watched."""
    for name in ("config.yml", "domain.yml", "uv.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    settings = load_settings({"ZHIYIN_HOME": str(tmp_path / "home"), "ZHIYIN_PORT": "18990"})
    knowledge = tmp_path / "data" / "knowledge"
    return dataclasses.replace(settings, root=tmp_path, knowledge_path=knowledge)


@pytest.fixture
def trained(project: Settings, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were trained into, by a Rasa that takes no time."""
    calls: list[Path] = []

    def quick(settings: Settings, out: Path, say: object) -> None:
        calls.append(out)
        (out / "zhiyin.tar.gz").write_bytes(b"model %d" % len(calls))

    monkeypatch.setattr(train, "_train", quick)
    monkeypatch.setattr(train, "_encode_ahead", lambda settings: None)
    monkeypatch.setattr(answer_models, "stale", lambda questionnaire, path: ())
    monkeypatch.setattr(answer_models, "learn", lambda questionnaire, kept: {})
    return calls


def test_a_model_is_trained_once_and_again_when_what_it_is_made_of_changes(
    project: Settings, trained: list[Path]
) -> None:
    assert train.ensure_model(project, lambda _: None) is not None
    assert train.ensure_model(project, lambda _: None) is None
    assert len(trained) == 1

    with (project.root / "domain.yml").open("a") as domain:
        domain.write("# changed\n")
    assert not train.model_state(project).current
    train.ensure_model(project, lambda _: None)

    assert len(trained) == 2
    assert train.model_state(project).path.read_bytes() == b"model 2"
    assert not trained[0].exists(), "nothing is left beside it"


def test_replies_and_policy_do_not_make_a_model_stale(
    project: Settings, trained: list[Path]
) -> None:
    train.ensure_model(project, lambda _: None)
    for name in ("data/policy.yml", "data/products.yml", "data/replies/zh.yml"):
        with (project.root / name).open("a") as file:
            file.write("\n# changed\n")
    assert train.model_state(project).current


def test_other_questions_in_the_knowledge_base_make_a_model_stale_and_other_answers_do_not(
    project: Settings, trained: list[Path]
) -> None:
    train.ensure_model(project, lambda _: None)
    topic = project.knowledge_path / "products.md"
    text = topic.read_text("utf-8")
    topic.write_text(text.replace("债券就是借条。", "债券好比一张借条。"), "utf-8")
    assert train.model_state(project).current
    topic.write_text(text.replace("- 公司债是啥", "- 公司债是个啥东西"), "utf-8")
    assert not train.model_state(project).current


def test_a_failed_training_leaves_the_former_model(
    project: Settings, trained: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    train.ensure_model(project, lambda _: None)

    def failing(settings: Settings, out: Path, say: object) -> None:
        raise CommandFailed("training failed")

    monkeypatch.setattr(train, "_train", failing)
    with pytest.raises(CommandFailed):
        train.ensure_model(project, lambda _: None, force=True)
    assert train.model_state(project).path.read_bytes() == b"model 1"


def test_what_a_killed_training_left_is_removed_by_the_next(
    project: Settings, trained: list[Path]
) -> None:
    left = project.models_path / ".training-killed" / "half"
    left.mkdir(parents=True)
    train.ensure_model(project, lambda _: None)
    assert not left.parent.exists() and train.model_state(project).current


def test_a_stamp_that_cannot_be_read_counts_as_stale(
    project: Settings, trained: list[Path]
) -> None:
    train.ensure_model(project, lambda _: None)
    for words in ("", "{", json.dumps([])):
        (project.models_path / "current.json").write_text(words)
        assert not train.model_state(project).current


def test_doctor_names_a_model_that_is_missing_or_stale(
    project: Settings, trained: list[Path]
) -> None:
    def model() -> tuple[str, str]:
        found = next(f for f in examine(project) if f.subject == "Model")
        return found.state, found.seen

    assert model() == ("warning", "not trained yet")
    train.ensure_model(project, lambda _: None)
    assert model()[0] == "ok"
    (project.root / "config.yml").write_text("recipe: default.v1\n")
    assert model() == ("warning", "older than the data it is made of")


def test_an_edited_question_is_learnt_without_training_the_rest(
    project: Settings, trained: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    train.ensure_model(project, lambda _: None)
    open_ones = ["attitude"]
    monkeypatch.setattr(answer_models, "stale", lambda questionnaire, path: tuple(open_ones))
    monkeypatch.setattr(answer_models, "learn", lambda *_: open_ones.clear() or {})

    finding = next(f for f in examine(project) if f.subject == "Model")
    assert (finding.state, finding.seen) == (
        "warning",
        "older than the questionnaire: the answers to attitude",
    )
    assert train.ensure_model(project, lambda _: None) is not None
    assert len(trained) == 1, "the engine's model is not trained for it"
    assert (project.models_path / answer_models.FILE).exists()
    assert train.ensure_model(project, lambda _: None) is None
