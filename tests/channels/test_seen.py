"""What came before."""

from __future__ import annotations

from channels.seen import Seen


def test_it_is_remembered_for_its_time() -> None:
    now = [0.0]
    seen = Seen(10, clock=lambda: now[0])
    assert not seen.again("a")
    assert seen.again("a")
    now[0] = 9
    assert seen.again("a")
    assert not seen.again("b")
    now[0] = 11
    assert not seen.again("a")
    assert seen.again("b")


def test_asking_is_not_remembering() -> None:
    seen = Seen(10)
    assert not seen.knows("a")
    assert not seen.again("a")
    assert seen.knows("a")


def test_no_more_than_so_many() -> None:
    seen = Seen(10, most=2)
    assert [seen.again(key) for key in "abc"] == [False, False, False]
    assert seen.knows("c") and seen.knows("b") and not seen.knows("a")
