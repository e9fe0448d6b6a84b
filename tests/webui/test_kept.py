"""What was made once is kept, bounded, and made by one reader only."""

from __future__ import annotations

import threading
import time

import pytest

from webui.kept import Kept


def test_value_is_made_once() -> None:
    made: list[str] = []
    kept: Kept[str, str] = Kept(100, len)

    def make() -> str:
        made.append("once")
        return "value"

    assert [kept.get("a", make), kept.get("a", make)] == ["value", "value"]
    assert made == ["once"]


def test_value_that_may_not_be_kept_is_made_again() -> None:
    kept: Kept[str, str] = Kept(100, len)

    assert kept.get("a", lambda: "bad", lambda value: value != "bad") == "bad"
    assert kept.get("a", lambda: "good", lambda value: value != "bad") == "good"


def test_what_was_asked_for_longest_ago_goes_when_it_weighs_too_much() -> None:
    kept: Kept[str, str] = Kept(10, len)
    for key in ("a", "b"):
        kept.get(key, lambda: "12345")
    kept.get("a", lambda: "never")

    kept.get("c", lambda: "12345")

    assert kept.get("a", lambda: "again") == "12345"
    assert kept.get("b", lambda: "again") == "again"


def test_value_that_weighs_more_than_all_is_still_given() -> None:
    kept: Kept[str, str] = Kept(3, len)

    assert kept.get("a", lambda: "much too long") == "much too long"
    assert kept.get("a", lambda: "again") == "much too long"


def test_fault_is_passed_on_and_not_kept() -> None:
    kept: Kept[str, str] = Kept(10, len)

    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", fail)

    assert kept.get("a", lambda: "yes") == "yes"


def test_readers_of_the_same_wait_for_one_and_readers_of_another_do_not() -> None:
    kept: Kept[str, str] = Kept(100, len)
    is_free = threading.Event()
    made: list[str] = []

    def slowly() -> str:
        made.append("slow")
        assert is_free.wait(10)
        return "slow"

    readers = [threading.Thread(target=lambda: kept.get("a", slowly)) for _ in range(3)]
    for reader in readers:
        reader.start()
    started = time.perf_counter()
    other = kept.get("b", lambda: "quick")
    taken = time.perf_counter() - started
    is_free.set()
    for reader in readers:
        reader.join(10)

    assert other == "quick" and taken < 1
    assert made == ["slow"]


def test_readers_who_waited_get_what_was_made_though_it_is_not_kept() -> None:
    kept: Kept[str, str] = Kept(100, len)
    is_free = threading.Event()
    made: list[str] = []
    got: list[str] = []

    def slowly() -> str:
        made.append("slow")
        assert is_free.wait(10)
        return "bad"

    readers = [
        threading.Thread(target=lambda: got.append(kept.get("a", slowly, lambda value: value != "bad")))
        for _ in range(3)
    ]
    for reader in readers:
        reader.start()
    time.sleep(0.3)
    is_free.set()
    for reader in readers:
        reader.join(10)

    assert got == ["bad"] * 3 and made == ["slow"]
    assert kept.get("a", lambda: "good") == "good"
