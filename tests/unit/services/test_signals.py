"""Wake-ups: none is missed, whichever thread it comes from."""

from __future__ import annotations

import asyncio
import threading

from bot.services import signals


async def test_a_change_wakes_who_waits_for_that_conversation_only() -> None:
    one = asyncio.create_task(signals.wait("s-one", 5))
    other = asyncio.create_task(signals.wait("s-other", 0.05))
    await asyncio.sleep(0)

    signals.changed("s-one")

    assert await one is True
    assert await other is False


async def test_a_change_from_another_thread_wakes_too() -> None:
    waiting = asyncio.create_task(signals.wait("s-thread", 5))
    await asyncio.sleep(0)

    threading.Thread(target=signals.changed, args=("s-thread",)).start()

    assert await waiting is True


async def test_a_change_between_looking_and_waiting_is_not_missed() -> None:
    mark = signals.seen("s-between")
    signals.changed("s-between")

    assert await signals.wait("s-between", 5, since=mark) is True


async def test_an_old_change_wakes_nobody() -> None:
    signals.changed("s-old")

    assert await signals.wait("s-old", 0.02, since=signals.seen("s-old")) is False


async def test_a_listener_hears_until_it_stops() -> None:
    heard: list[str] = []
    stop = signals.listen(heard.append)
    signals.changed("s-heard")
    stop()
    signals.changed("s-unheard")

    assert [one for one in heard if one.startswith("s-")] == ["s-heard"]


def test_typing_ends_by_itself_or_when_told() -> None:
    signals.typing("s-typing", "advisor", 10.0)
    signals.typing("s-typing", "assistant", 20.0)

    assert signals.who_types("s-typing", 5.0) == {"advisor", "assistant"}
    assert signals.who_types("s-typing", 15.0) == {"assistant"}
    signals.typing("s-typing", "assistant", None)
    assert signals.who_types("s-typing", 5.0) == {"advisor"}
