"""Asks a stock Rasa model about texts: `python -m bot.evaluation.stock_process MODEL IN OUT`."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path


async def _ask(model: str, texts: list[str]) -> list[tuple[str, float]]:
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    found = []
    for text in texts:
        parsed = await agent.parse_message(text)
        intent = parsed["intent"]
        found.append((str(intent["name"]), round(float(intent["confidence"]), 4)))
    return found


def main() -> None:
    """Read texts (a JSON list) and write their intents and confidences (a JSON list)."""
    model, asked, answered = sys.argv[1:]
    texts = json.loads(Path(asked).read_text(encoding="utf-8"))
    Path(answered).write_text(json.dumps(asyncio.run(_ask(model, texts))), encoding="utf-8")


if __name__ == "__main__":
    main()
