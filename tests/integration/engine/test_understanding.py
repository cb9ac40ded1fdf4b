"""The graph components together, as Rasa runs them."""

from __future__ import annotations

import pytest

from bot.engine.parse import NoModel, Parser
from bot.settings import load_settings

pytestmark = pytest.mark.rasa

TEXTS = [
    "我45岁，手上有200万闲钱，想放三年", "I'm 45 and earn 80k a year", "你好", "goodbye",
    "今天天气怎么样", "my card was declined", "50万", "转人工", "好的 ok", "Ｈｅｌｌｏ 您好",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
async def test_parse_finds_what_the_engine_finds(agent, model, text):
    from rasa.core.channels.channel import UserMessage

    theirs = await agent.processor.parse_message(UserMessage(text))
    ours = Parser(load_settings({}), model=model).parse(text)
    assert ours["intent"] == theirs["intent"]["name"]
    assert ours["in_scope"] == theirs["in_scope"]
    assert ours["confidence"] == pytest.approx(theirs["intent"]["confidence"], abs=1e-3)
    sure = {e["role"]: e["value"] for e in theirs["entities"] if "role" in e and e["sure"]}
    assert ours["answers"] == sure


@pytest.mark.parametrize("text", ["我想invest 200万RMB吧", "  a  中 b ", "R3, 50% & 你好!", "👍好"])
def test_tokens_lie_where_they_say(text):
    from rasa.shared.nlu.training_data.message import Message

    from bot.engine.nlu.tokenizer import BilingualTokenizer

    tokenizer = BilingualTokenizer(BilingualTokenizer.get_default_config())
    tokens = tokenizer.tokenize(Message({"text": text}), "text")
    assert [text[t.start : t.end] for t in tokens] == [t.text for t in tokens]
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert [t.start for t in tokens] == sorted({t.start for t in tokens})


def test_chinese_is_split_by_character_and_english_by_word():
    from rasa.shared.nlu.training_data.message import Message

    from bot.engine.nlu.tokenizer import BilingualTokenizer

    tokenizer = BilingualTokenizer(BilingualTokenizer.get_default_config())
    tokens = tokenizer.tokenize(Message({"text": "i want 投资"}), "text")
    assert [token.text for token in tokens] == ["i", "want", "投", "资"]


def test_without_a_model_the_parser_says_what_to_do(tmp_path):
    broken = tmp_path / "zhiyin.tar.gz"
    broken.write_bytes(b"no archive")
    with pytest.raises(NoModel, match="zhiyin train"):
        Parser(load_settings({}), model=broken)
