"""One message of a client as the engine understood it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.services.course import WHICH

LONGEST_UTTERANCE = 500
"""Characters of the client's words kept as evidence of one answer."""

ASKING = frozenset(
    {
        "ask_privacy",
        "ask_bot",
        "ask_who",
        "ask_capabilities",
        "ask_fees",
        "ask_safety",
        "ask_how_long",
        "ask_scoring",
        "ask_categories",
        "ask_products",
        "ask_recommendation",
        "ask_handoff",
        "ask_concept",
        "ask_process",
        "ask_eligibility",
        "ask_language",
    }
)
"""Questions that are answered in passing; the talk then goes on."""

EXPLAINED = ASKING - {"ask_recommendation"}
"""Questions for which the knowledge base is asked first; what suits a client is not in it."""

NEAR = frozenset(
    {
        "near_login",
        "near_account",
        "near_card",
        "near_transfer",
        "near_repayment",
        "near_claim",
        "near_holdings",
        "near_public",
        "near_branch",
        "near_rates",
        "near_scope",
    }
)
"""Finance, but another desk's: the assistant says where to turn. `near_scope` is the rest of it."""

DECLINED = NEAR | {
    "choose_for_me",
    "ask_security_tip",
    "ask_guarantee",
    "out_of_scope",
    "smalltalk",
}
"""What the assistant does not do; it says why and goes on."""

ANSWERED = (ASKING | DECLINED) - {"out_of_scope", "smalltalk", "choose_for_me"}
"""Questions that are answered also when they are asked beside something else."""

DOUBTING = frozenset({"hesitate", "object_effort", "distrust", "dispute_result", "insult"})
"""Doubts, objections and bad temper: answered without pressure, then the talk goes on."""

PEOPLE = frozenset({"ask_human", "complain", "distress", "report_scam"})
RIGHTS = frozenset({"revoke_consent", "erase_my_data", "export_my_data"})
SHOWING = frozenset({"ask_why", "ask_explain", "ask_repeat", "show_summary", "show_result"})
COURTESY = frozenset({"greet", "goodbye", "thanks", "wait", "resume", "been_here_before"})

DIGRESSIONS = ASKING | DECLINED | DOUBTING | PEOPLE | RIGHTS | SHOWING | COURTESY
"""Intents that a rule of the dialogue answers, inside and outside the questionnaire."""

GRAVE = RIGHTS | (PEOPLE - {"ask_human"})
"""What is believed unless the words are an option of the open question and nothing else."""

URGENT = PEOPLE | RIGHTS | {"choose_for_me", "ask_security_tip", "ask_guarantee"}
"""Digressions that are believed before a resemblance to an option is."""

AKIN = {
    "debt_position": frozenset({"near_repayment"}),
    "income_source": frozenset({"near_public"}),
    "investable_assets": frozenset({"near_account", "near_holdings"}),
    "reserve_months": frozenset({"near_account"}),
    "experience_products": frozenset({"near_holdings"}),
    "intended_products": frozenset({"near_holdings", "near_rates"}),
    "needs": frozenset({"near_rates", "near_repayment", "near_holdings"}),
}
"""Other desks' matters that the answer to a question sounds like where it asks for nothing."""

DOUBTFUL = DECLINED - {"choose_for_me", "ask_security_tip"} | {
    "ask_explain",
    "ask_recommendation",
    "ask_repeat",
    "ask_why",
    "correct_answer",
    "inform",
    "state_need",
}
"""Intents that give way to a question of the knowledge base where they were not sure themselves."""

CONFIDENT = 0.5
"""From this confidence on, an intent is acted upon."""


@dataclass(frozen=True)
class Heard:
    """A client's message. `choice` is (question, options) when a button was used; `event` names an
    inner event (`open`, `returned`, those of services.returning) that carries no words."""

    seq: int
    language: str
    intent: str
    confidence: float
    text: str = field(default="", repr=False)
    """The words as they were meant (`bot.language.mending`); what is read is read from these."""
    typed: str = field(default="", repr=False)
    """The words as they were typed: what is kept as evidence, and where a contact is read from."""
    doubtful: tuple[tuple[int, int], ...] = ()
    """Spans of `text` that may have meant something else."""
    choice: tuple[str, tuple[str, ...]] | None = field(default=None, repr=False)
    event: str | None = None
    also: tuple[str, ...] = ()
    """Intents of questions that the message asks beside what it means as a whole."""
    entries: tuple[str, ...] = ()
    """Entries of the knowledge base that the words ask for: one, or two to choose between."""

    def picks(self, offered: tuple[str, ...]) -> bool:
        """Whether this says which of the `offered` entries is meant."""
        if self.choice is not None:
            return self.choice[0] == WHICH
        return self.intent in EXPLAINED and len(self.entries) == 1 and self.entries[0] in offered
