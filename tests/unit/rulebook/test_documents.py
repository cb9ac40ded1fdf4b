"""Reading YAML: every value knows its line, every mistake says where it is and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rulebook import RulebookError
from bot.rulebook.documents import read


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_have_the_line_on_which_they_stand(tmp_path: Path) -> None:
    text = "version: '1'\nrows:\n  - id: one\n  - id: two\n    points: 3\n"
    document = read(write(tmp_path, text))
    assert document.data == {"version": "1", "rows": [{"id": "one"}, {"id": "two", "points": 3}]}
    assert document.line(("rows", 1, "points")) == 5
    assert document.line(("rows", 1, "missing")) == 4


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("none", "none"),
        ("no", "no"),
        ("1_3y", "1_3y"),
        ('"2_5"', "2_5"),
        ("2.99", 2.99),
        ("12", 12),
        ("true", True),
        ("~", None),
        ("2026-02-01", "2026-02-01"),
        ("5%", "5%"),
    ],
)
def test_scalars_are_read_as_yaml_1_2(tmp_path: Path, written: str, value: object) -> None:
    assert read(write(tmp_path, f"key: {written}\n")).data == {"key": value}


def test_an_alias_gives_the_values_it_names(tmp_path: Path) -> None:
    document = read(write(tmp_path, "sets: &all [a, b]\nrow: *all\n"))
    assert document.data["row"] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "“a” stands here twice"),
        ("a: 1\nb: !thing 2\n", 2, "is not read"),
        ("a: &x {k: 1}\nb:\n  <<: *x\n", 3, "not a plain word"),
        ("# nothing\n", 1, "the file is empty"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(RulebookError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.path) == (line, path)
    assert says in problem.what
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_missing_file_and_a_wrong_encoding_say_so(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="cannot be read"):
        read(tmp_path / "absent.yml")
    path = tmp_path / "gbk.yml"
    path.write_bytes("text: 您好".encode("gbk"))
    with pytest.raises(RulebookError, match="not UTF-8"):
        read(path)


def test_the_digest_follows_content_and_not_layout(tmp_path: Path) -> None:
    first = read(write(tmp_path, "a: 1\nb: [x, y]\n")).digest()
    same = read(write(tmp_path, "# a comment\nb:\n  - x\n  - y\na: 1\n")).digest()
    other = read(write(tmp_path, "a: 2\nb: [x, y]\n")).digest()
    assert first == same
    assert first != other
