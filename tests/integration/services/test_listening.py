"""What a message states is read in the light of what was told before."""

from __future__ import annotations

import pytest

from bot.services import intake
from bot.services.app import App
from bot.services.course import Course
from bot.services.heard import Heard
from tests.integration.services.walk import Walk

DOLLARS = {"amount": 50_000_000, "currency": "USD"}


@pytest.mark.parametrize(
    ("before", "text", "currency"),
    [
        ({"goal_amount": DOLLARS}, "90k a year", "USD"),
        ({"goal_amount": DOLLARS}, "90k RMB a year", "CNY"),
        ({}, "90k a year", "CNY"),
        (
            {"goal_amount": DOLLARS, "investable_assets": {"amount": 100, "currency": "CNY"}},
            "90k a year",
            "CNY",
        ),
    ],
)
def test_a_sum_without_a_sign_is_in_the_currency_the_client_spoke_of(
    app: App, before: dict[str, object], text: str, currency: str
) -> None:
    walk = Walk.begin(app, "en")
    walk.agree("privacy", "sensitive_data")
    walk.tell(needs=["retirement"], segment="individual", **before)
    intake.take(
        app,
        walk.conversation,
        Heard(9, "en", "inform", 0.9, text=text),
        Course(asking="annual_income"),
    )
    assert walk.known()["annual_income"].value == {"amount": 9_000_000, "currency": currency}
