"""The institution's rules, read once from `data/`, checked, and handed on as pure objects."""

from bot.rulebook.errors import Problem, RulebookError
from bot.rulebook.knowledge import Entry, Knowledge, read_knowledge
from bot.rulebook.loading import Rulebook, load, rebuild_policy, rebuild_questionnaire
from bot.rulebook.questions import option_texts
from bot.rulebook.replies import MissingValue, Replies, load_replies

__all__ = [
    "Entry",
    "Knowledge",
    "MissingValue",
    "Problem",
    "Replies",
    "Rulebook",
    "RulebookError",
    "load",
    "load_replies",
    "option_texts",
    "read_knowledge",
    "rebuild_policy",
    "rebuild_questionnaire",
]
