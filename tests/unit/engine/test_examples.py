"""Plain files of examples are read as Rasa reads them; everything else is left to Rasa."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.training_data.loading import load_data

from bot.engine.nlu.examples import plain_examples
from bot.settings import ROOT

PLAIN = """version: "3.1"

# A remark.
nlu:
  - intent: greet
    examples: |
      - 你好
      - hello there, it's me: "John"
      - R3 # no remark
  - intent: deny

    examples: |
      - 不是
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "nlu.yml"
    path.write_text(text, encoding="utf-8")
    return path


def _plain(path: Path) -> list[tuple[str, str | None]]:
    found = plain_examples(path)
    assert found is not None
    return [(one.text, one.intent) for one in found]


def _by_rasa(path: Path) -> list[tuple[str, str]]:
    read = load_data(str(path), "en").training_examples
    return [(one.get("text"), one.get("intent")) for one in read]


def test_a_plain_file_is_read_as_rasa_reads_it(tmp_path: Path) -> None:
    path = _file(tmp_path, PLAIN)
    assert _plain(path) == _by_rasa(path)
    assert len(_by_rasa(path)) == 4


@pytest.mark.parametrize("name", ["greetings", "trouble"])
def test_the_projects_files_are_read_as_rasa_reads_them(name: str) -> None:
    path = ROOT / "data" / "nlu" / f"{name}.yml"
    assert list(dict.fromkeys(_plain(path))) == _by_rasa(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 你好", "- [你好](greeting)"),
        ("- 你好", '- [你好]{"entity": "greeting"}'),
        ("- 你好", "- two\\nlines"),
        ("- 你好", "你好"),
        ("- intent: deny", "- synonym: no"),
        ("- intent: deny", "- intent: deny\n    metadata: {a: 1}"),
        ("examples: |", "examples: >"),
        ("nlu:", "responses:"),
        ('version: "3.1"', 'version: "2.0"'),
    ],
)
def test_what_is_not_plain_is_left_to_rasa(tmp_path: Path, old: str, new: str) -> None:
    assert plain_examples(_file(tmp_path, PLAIN.replace(old, new, 1))) is None
