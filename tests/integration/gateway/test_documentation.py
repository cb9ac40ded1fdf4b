"""docs/chat-api.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.gateway import wording
from bot.gateway.rate_limits import Rate, Rates
from tests.integration.gateway.kit import Gateway

PAGE = (Path(__file__).parents[3] / "docs" / "chat-api.md").read_text(encoding="utf-8")


def test_every_call_is_documented(gateway: Gateway) -> None:
    with gateway.http() as http:
        paths = http.get("/api/openapi.json").json()["paths"]

    calls = [
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method in methods
        if path.startswith("/api/chat")
    ]
    assert calls
    assert [call for call in calls if f"`{call}" not in PAGE] == []


def test_every_code_of_the_chat_api_is_documented() -> None:
    elsewhere = {"not_allowed", "not_found", "method_not_allowed", "conflict", "internal"}
    named = set(re.findall(r"`([a-z_]+)`", PAGE))

    assert set(wording.PROBLEMS) - elsewhere - named == set()


@pytest.mark.parametrize(
    "rate", [Rates().messages, Rates().requests, Rates().address, Rates().documents]
)
def test_the_limits_are_the_documented_ones(rate: Rate) -> None:
    assert f"| {rate.burst:,} | {rate.per_second} |" in PAGE
