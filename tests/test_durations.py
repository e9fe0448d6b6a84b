"""A duration may be written in words, as it is shown, and a cell that holds none says how."""

from __future__ import annotations

import pytest

from archrepo.wording import duration_of, duration_text


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("8 uur", "PT8H"),
        ("8 hours", "PT8H"),
        ("2 dagen", "P2D"),
        ("1 jaar 6 maanden", "P1Y6M"),
        ("1 Dag 4 uur", "P1DT4H"),
    ],
)
def test_a_duration_in_words_is_read(words: str, written: str) -> None:
    assert duration_of(words) == written


@pytest.mark.parametrize("written", ["PT4H", "P2D", "P1Y6M", "PT1M", "P1M"])
def test_what_is_shown_is_read_back(written: str) -> None:
    assert [duration_of(duration_text(written).nl), duration_of(duration_text(written).en)] == [written, written]


@pytest.mark.parametrize("words", ["", "acht uur", "8", "4 uur 2 dagen", "8 uur 3", "-1 uur", "1,5 uur"])
def test_what_is_no_duration_in_words_is_nothing(words: str) -> None:
    assert duration_of(words) == ""
