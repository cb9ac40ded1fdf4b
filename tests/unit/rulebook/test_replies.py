"""Replies: the same name, the same values and a translation in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rulebook import MissingValue, Replies, RulebookError, load_replies


def replies(folder: Path, zh: str, en: str) -> Replies:
    for language, text in (("zh", zh), ("en", en)):
        (folder / f"{language}.yml").write_text(
            f'version: "3.1"\nresponses:\n{text}', encoding="utf-8"
        )
    return load_replies(folder, {"zh": {"institution": "示范银行"}, "en": {"institution": "Bank"}})


HELLO_ZH = "  utter_hello:\n    - text: 您好{name}，这里是{institution}。\n"
HELLO_EN = "  utter_hello:\n    - text: Hello {name}, this is {institution}.\n"


def test_a_reply_is_said_with_its_values(tmp_path: Path) -> None:
    known = replies(tmp_path, HELLO_ZH, HELLO_EN)
    assert known.text("utter_hello", "zh", name="王女士") == "您好王女士，这里是示范银行。"
    assert known.text("utter_hello", "en", name="Ms Wang") == "Hello Ms Wang, this is Bank."
    assert "utter_hello" in known
    assert known.names() == ("utter_hello",)


def test_braces_in_a_clients_words_mean_nothing(tmp_path: Path) -> None:
    known = replies(tmp_path, HELLO_ZH, HELLO_EN)
    said = known.text("utter_hello", "en", name="{institution} {0.__class__}")
    assert said == "Hello {institution} {0.__class__}, this is Bank."


def test_a_missing_value_is_an_error_and_never_a_gap(tmp_path: Path) -> None:
    known = replies(tmp_path, HELLO_ZH, HELLO_EN)
    with pytest.raises(MissingValue, match="name"):
        known.text("utter_hello", "zh")
    with pytest.raises(KeyError):
        known.text("utter_unknown", "zh")


def test_what_goes_with_the_words_is_kept(tmp_path: Path) -> None:
    more = "      custom: {card: {type: education}}\n"
    known = replies(tmp_path, HELLO_ZH + more, HELLO_EN + more)
    assert known.custom("utter_hello", "zh") == {"card": {"type": "education"}}


def test_a_missing_translation_is_named_with_its_line(tmp_path: Path) -> None:
    extra = "  utter_bye:\n    - text: 再见\n"
    with pytest.raises(RulebookError) as caught:
        replies(tmp_path, HELLO_ZH + extra, HELLO_EN)
    (problem,) = caught.value.problems
    assert problem.path.name == "zh.yml"
    assert problem.line == 5
    assert "utter_bye is missing in en.yml" in problem.what


def test_languages_that_use_other_values_are_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"only there: name.*only here: title"):
        replies(tmp_path, HELLO_ZH, HELLO_EN.replace("{name}", "{title}"))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("  utter_hello:\n    - text: a\n    - text: b\n", "exactly one variation"),
        ("  utter_hello: hi\n", "exactly one variation"),
        ("  utter_hello:\n    - text: ''\n", "no words"),
        ("  utter_hello:\n    - text: a\n      buttons: []\n", "has buttons"),
    ],
)
def test_a_reply_of_another_shape_is_named(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(RulebookError, match=says):
        replies(tmp_path, body, HELLO_EN)
