"""Token buckets and the addresses they count."""

from __future__ import annotations

import pytest

from channels.limits import Buckets, Limits, LimitsError, Rate, limits_from_environment, source_of


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """The time that was set."""
        return self.now


def test_burst_then_rate() -> None:
    clock = Clock()
    buckets = Buckets(Rate(a_minute=30, burst=3), clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]
    assert buckets.take("b") == 0
    clock.now = 1.0
    assert buckets.take("a") == 1
    clock.now = 2.0
    assert buckets.take("a") == 0
    assert buckets.take("a") == 2
    clock.now = 3600.0
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 2]


def test_many_senders_share_an_address() -> None:
    limits = Limits(Rate(60, 100), Rate(60, 5), Clock())
    waits = [limits.wait(f"sender {n}", "203.0.113.9") for n in range(6)]
    assert waits == [0, 0, 0, 0, 0, 1]
    assert limits.wait("sender 7", "203.0.113.10") == 0
    assert limits.wait_source("203.0.113.9") == 1


def test_a_proxy_on_this_machine_is_nobody() -> None:
    limits = Limits(Rate(60, 100), Rate(60, 1), Clock())
    assert [limits.wait(str(n), "127.0.0.1") for n in range(50)] == [0] * 50


def test_one_sender_by_many_addresses() -> None:
    limits = Limits(Rate(60, 2), Rate(60, 100), Clock())
    assert [limits.wait("a", f"203.0.113.{n}") for n in range(3)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("::1", None),
        ("127.0.0.1", None),
        ("127.8.8.8", None),
        ("", None),
        (None, None),
        ("unix:", None),
    ],
)
def test_sources(address: str | None, source: str | None) -> None:
    assert source_of(address) == source


def test_setting() -> None:
    lifted = limits_from_environment({"RATE_LIMIT": "off"})
    assert [lifted.wait("a", "203.0.113.9") for _ in range(500)] == [0] * 500
    kept = limits_from_environment({})
    assert any(kept.wait("a", "203.0.113.9") for _ in range(500))
    with pytest.raises(LimitsError, match="RATE_LIMIT"):
        limits_from_environment({"RATE_LIMIT": "maybe"})
