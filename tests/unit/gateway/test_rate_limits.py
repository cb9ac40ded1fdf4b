"""Token buckets: a burst, then a pace; forgotten buckets are full again."""

from __future__ import annotations

import pytest

from bot.gateway.rate_limits import Buckets, Rate
from bot.services.errors import TooMany


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def taken(buckets: Buckets, key: str, times: int) -> int:
    granted = 0
    for _ in range(times):
        try:
            buckets.take(key)
        except TooMany:
            continue
        granted += 1
    return granted


def test_a_burst_is_granted_and_no_more() -> None:
    buckets = Buckets(Rate(3, 1), clock=Clock())

    assert taken(buckets, "a", 10) == 3


def test_time_fills_a_bucket_up_to_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(Rate(3, 0.5), clock=clock)
    taken(buckets, "a", 3)

    clock.now += 4
    after_a_while = taken(buckets, "a", 10)
    clock.now += 1_000

    assert after_a_while == 2
    assert taken(buckets, "a", 10) == 3


def test_refused_attempts_do_not_push_the_end_of_the_wait_away() -> None:
    clock = Clock()
    buckets = Buckets(Rate(1, 0.5), clock=clock)
    taken(buckets, "a", 1)
    for _ in range(4):
        clock.now += 0.5
        taken(buckets, "b", 1)
        if clock.now < 102:
            assert taken(buckets, "a", 1) == 0

    assert taken(buckets, "a", 1) == 1


def test_the_wait_is_told_in_whole_seconds() -> None:
    buckets = Buckets(Rate(1, 0.25), clock=Clock())
    buckets.take("a")

    with pytest.raises(TooMany) as refused:
        buckets.take("a")

    assert refused.value.retry_after == 4


def test_one_key_does_not_pay_for_another() -> None:
    buckets = Buckets(Rate(1, 1), clock=Clock())
    buckets.take("a")

    assert taken(buckets, "b", 1) == 1


def test_only_so_many_keys_are_remembered() -> None:
    buckets = Buckets(Rate(1, 0.001), clock=Clock(), keep=2)
    for key in "abc":
        buckets.take(key)

    assert taken(buckets, "c", 1) == 0
    assert taken(buckets, "a", 1) == 1
