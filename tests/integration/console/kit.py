"""An advisors' console over real records, with a clock of its own and clients worth serving."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot import rulebook
from bot.console import api
from bot.console import app as console
from bot.records import Records
from bot.records.models import Answer, Assessment, Consent
from bot.services import advisors, conversations, handoffs
from bot.services.app import App, new_ulid
from bot.settings import load_settings
from bot.suitability import assess

# A Monday, 10:00 in Shanghai: the house is open.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)
SUNDAY = datetime(2026, 11, 22, 2, 0, tzinfo=timezone.utc)
PASSWORD = "river lantern seven oaks"

PROFILE: dict[str, Any] = {
    "needs": ["education", "investing"],
    "segment": "individual",
    "goal_amount": {"amount": 80000000, "currency": "CNY"},
    "horizon_months": 60,
    "objective": "balanced",
    "liquidity_need": "some",
    "income_source": "salary",
    "annual_income": {"amount": 42000000, "currency": "CNY"},
    "investable_assets": {"amount": 180000000, "currency": "CNY"},
    "debt_position": "comfortable",
    "reserve_months": 9,
    "dependants": 1,
    "experience_products": "stocks_funds",
    "experience_years": "5_10",
    "knowledge": "general",
    "quiz_inflation": "correct",
    "quiz_diversification": "correct",
    "attitude": "balanced",
    "loss_reaction": "hold",
    "gain_loss_choice": "g30_l15",
    "max_loss": "10_30",
    "intended_products": "mixed",
    "age": 41,
    "civil_capacity": "full",
    "contact": {"name": "陈女士", "phone": "+8613800138000"},
}
WORDS = {
    "zh": {
        "needs": "孩子还有五年上大学，想给她存一笔学费",
        "horizon_months": "大概五年后要用",
        "investable_assets": "手上能投的有一百八十万吧",
        "max_loss": "亏个一两成我还能睡得着，再多就不行了",
        "loss_reaction": "先放着不动，看看再说",
    },
    "en": {
        "needs": "Our daughter starts university in five years and I'd like to set money aside",
        "horizon_months": "We'll need it in about five years",
        "investable_assets": "We have roughly 1.8 million to put to work",
        "max_loss": "Ten, maybe twenty percent down I can sleep with. Not more.",
        "loss_reaction": "I'd sit tight and see",
    },
}


@lru_cache(maxsize=1)
def _rulebook() -> rulebook.Rulebook:
    """The rules of the house, read once: they are the same for all tests."""
    return rulebook.load(load_settings({}))


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass
class Desk:
    """The console under test, and the short ways to fill it."""

    home: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        settings = load_settings({"ZHIYIN_HOME": str(self.home)})
        self.app = App(
            settings=settings,
            records=Records.open(settings, create=True),
            rulebook=_rulebook(),
            now=self.clock,
            new_id=new_ulid,
        )
        self.web = FastAPI()
        self.web.include_router(api.router(self.app), prefix="/api/advisor")
        self.web.include_router(console.router(self.app), prefix="/console")

    # ── people ──

    def advisor(self, email: str = "li.wei@bank.example", **about: Any) -> advisors.Added:
        """A new account with its one-time password."""
        return advisors.add(self.app, email=email, **{"name": "李伟", **about})

    def browser(self) -> TestClient:
        """A browser that nobody has signed in with."""
        return TestClient(
            self.web,
            base_url="http://console.test",
            follow_redirects=False,
            headers={"Accept-Language": "en"},
        )

    def signed_in(self, email: str = "li.wei@bank.example", **about: Any) -> TestClient:
        """A browser in which this new advisor is signed in, with a password of their own."""
        added = self.advisor(email, **about)
        browser = self.browser()
        form = {"email": email, "password": added.password}
        assert browser.post("/console/sign-in", data=form).status_code == 303
        page = browser.get("/console/password").text
        changed = browser.post(
            "/console/password",
            data={
                "csrf": csrf(page),
                "current": added.password,
                "new": PASSWORD,
                "repeated": PASSWORD,
            },
        )
        assert changed.status_code == 303, changed.text
        return browser

    def bearer(self, email: str = "li.wei@bank.example", **about: Any) -> TestClient:
        """A program with an API token of this new advisor."""
        self.advisor(email, **about)
        token = advisors.issue_token(self.app, email)
        return TestClient(
            self.web, base_url="http://console.test", headers={"Authorization": f"Bearer {token}"}
        )

    # ── clients ──

    def conversation(self, language: str = "zh") -> conversations.Opened:
        """A conversation that has just been opened."""
        return conversations.open_conversation(self.app, channel="widget", language=language)

    def client_id(self, conversation_id: str) -> str:
        with self.app.records.read() as work:
            return work.conversations.get(conversation_id).client_id

    def consent(self, conversation_id: str, *purposes: str, granted: bool = True) -> None:
        with self.app.records.begin() as work:
            client_id = work.conversations.get(conversation_id).client_id
            for purpose in purposes:
                work.consents.add(
                    Consent(
                        new_ulid(),
                        client_id,
                        purpose,
                        granted,
                        "2026.11",
                        "0" * 64,
                        "zh",
                        "choice",
                        self.clock(),
                    )
                )

    def profiled(self, language: str = "zh", **changes: Any) -> conversations.Opened:
        """A conversation whose client agreed to everything, answered it all and was assessed."""
        opened = self.conversation(language)
        cid = opened.conversation_id
        self.consent(cid, "privacy", "sensitive_data", "contact")
        values = {**PROFILE, **changes}
        with self.app.records.begin() as work:
            client_id = work.conversations.get(cid).client_id
            self._talk(work, cid, language)
            for name, value in values.items():
                if value is None:
                    continue
                said = WORDS[language].get(name)
                evidence = {"message_seq": 4, "utterance": said or "", "how": "words"}
                if said is None:
                    evidence["how"] = "choice"
                work.answers.put(
                    Answer(
                        new_ulid(),
                        client_id,
                        cid,
                        name,
                        self.clock(),
                        body={"value": value, "evidence": evidence},
                    )
                )
            found = assess(
                {k: v for k, v in values.items() if v is not None},
                questionnaire=self.app.rulebook.questionnaire,
                policy=self.app.rulebook.policy,
                today=self.clock().date(),
            )
            work.assessments.add(
                Assessment(
                    new_ulid(),
                    client_id,
                    cid,
                    self.clock(),
                    "2026.11",
                    "2026.11",
                    "2026.11",
                    body=found.to_json(),
                )
            )
        return opened

    def _talk(self, work: Any, conversation_id: str, language: str) -> None:
        lines = TALK[language]
        for origin, text, extra in lines:
            work.messages.append(
                conversation_id,
                origin=origin,
                at=self.clock(),
                language=language,
                body={"text": text, **extra},
            )
            self.clock.pass_by(seconds=20)

    def waiting(self, language: str = "zh", reason: str = "asked_for_human", **changes: Any) -> str:
        """A profiled client who waits for a person; gives the handoff's id."""
        opened = self.profiled(language, **changes)
        return handoffs.request(self.app, opened.conversation_id, reason).handoff_id

    def says(self, conversation_id: str, text: str) -> int:
        """The client says something; gives the message's number."""
        return conversations.receive(
            self.app, conversation_id, external_id=new_ulid(), text=text
        ).seq


TALK: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "zh": [
        ("assistant", "您好，我是示范银行的智能顾问助手「知音」。您想解决什么问题？", {}),
        ("client", "孩子还有五年上大学，想给她存一笔学费，手上能投的有一百八十万吧", {}),
        (
            "assistant",
            "好的，记下了：需求 教育金；投资期限 5 年；可投资资产 180 万元。"
            "如果这笔钱一年里跌了两成，您会怎么做？",
            {
                "question": {
                    "id": "loss_reaction", "kind": "single", "step": 9, "of": 18,
                    "options": [
                        {"id": "sell_all", "label": "全部卖出", "choice": "secret-token-1"},
                        {"id": "hold", "label": "先不动", "choice": "secret-token-2"},
                    ],
                }
            },
        ),
        ("client", "先放着不动，看看再说。亏个一两成我还能睡得着，再多就不行了", {}),
        (
            "assistant", "您的风险承受能力评估结果是 C3（平衡型）。",
            {"card": {"type": "assessment", "category": "C3"}},
        ),
        ("client", "能和真人聊聊吗？想知道学费这笔钱怎么安排比较稳妥", {}),
    ],
    "en": [
        ("assistant", "Hello, I'm Zhiyin, the advisory assistant of Sample Bank.", {}),
        (
            "client",
            "Our daughter starts university in five years and I'd like to set money aside. "
            "We have roughly 1.8 million to put to work.",
            {},
        ),
        (
            "assistant",
            "Got it: education, five years, CNY 1.8 million. "
            "Suppose the money falls by a fifth within a year. What would you do?",
            {},
        ),
        ("client", "I'd sit tight and see. Ten, maybe twenty percent down I can sleep with.", {}),
        (
            "assistant", "Your risk category is C3 (balanced).",
            {"card": {"type": "assessment", "category": "C3"}},
        ),
        ("client", "Could I talk this over with a person?", {}),
    ],
}  # fmt: skip


def csrf(page: str) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form of a signed-in advisor"
    return found.group(1)
