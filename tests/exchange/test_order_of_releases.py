"""The names of two releases tell which came first, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pinned_samples import upgraded, with_gemma

from archrepo.exchange.releases.form import upgrade_form
from archrepo.exchange.releases.order import is_earlier
from archrepo.exchange.releases.telling import sections


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


def test_an_older_release_is_told_first_in_words_and_as_data(tmp_path: Path) -> None:
    workspace, newer = upgraded(with_gemma(tmp_path / "klein"))
    older = replace(newer, pinned=newer.reference, staged=replace(newer.staged, reference=newer.pinned))

    first = sections(workspace, older)[0].lines[0]
    assert "ouder dan de uitgave die vaststaat" in first.nl and "older than the pinned one" in first.en
    assert [upgrade_form(one, "nl")["is_older"] for one in (older, newer)] == [True, False]
    assert "ouder" not in sections(workspace, newer)[0].lines[0].nl
