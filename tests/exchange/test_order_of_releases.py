"""The names of two releases tell which came first, or nothing."""

from __future__ import annotations

import pytest

from archrepo.exchange.releases.order import is_earlier


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-08-01", "2026-12-31"),
        ("31-12-2025", "01-02-2026"),
        ("2.9", "2.10"),
        ("release 3", "release 12"),
        ("1.2", "1.2.1"),
    ],
)
def test_an_earlier_name_is_earlier_and_the_other_way_round_not(one: str, other: str) -> None:
    assert is_earlier(one, other)
    assert not is_earlier(other, one)
    assert not is_earlier(one, one)


@pytest.mark.parametrize(("one", "other"), [("", "2026-08-01"), ("voorjaar", "najaar"), ("versie 2", "2026-08-01")])
def test_names_that_are_not_alike_tell_nothing(one: str, other: str) -> None:
    assert not is_earlier(one, other)
    assert not is_earlier(other, one)
