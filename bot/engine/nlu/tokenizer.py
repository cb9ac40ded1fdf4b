"""Splits a message into tokens, Chinese by character and everything else as English words."""

import re
from typing import Any, Dict, List

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BilingualTokenizer(Tokenizer):
    """Tokens of mixed text, with offsets into the text as it was written.

    Rasa's own tokenizers delete Chinese or refuse English (facts: WhitespaceTokenizer).
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Rasa's defaults for tokenizers; intents are not split."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def __init__(self, config: Dict[str, Any]) -> None:
        """Make spaCy's blank pipelines; they hold no model and load at once."""
        super().__init__(config)
        self._english = spacy.blank("en").tokenizer
        self._chinese = spacy.blank("zh").tokenizer

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Any configuration of the base class will do."""

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """The tokens of one attribute, left to right; blanks are not tokens."""
        text: str = message.get(attribute)
        found: List[Token] = []
        at = 0
        for run in _HAN.finditer(text):
            found += self._run(self._english, text[at : run.start()], at)
            found += self._run(self._chinese, run.group(), run.start())
            at = run.end()
        found += self._run(self._english, text[at:], at)
        return self._apply_token_pattern(found)

    @staticmethod
    def _run(tokenizer: Any, text: str, offset: int) -> List[Token]:
        if not text.strip():
            return []
        return [
            Token(token.text, offset + token.idx) for token in tokenizer(text) if token.text.strip()
        ]
