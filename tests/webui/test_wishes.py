"""The words that the pages read from an address are those that no question may use."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import webui
from archrepo.picturing.seeing import Seeing
from archrepo.picturing.wishes import WISHES
from webui.asked import Asked


def test_every_word_of_an_address_is_one_that_no_question_may_use() -> None:
    seeing = Seeing(
        colour="a",
        year=2026,
        is_plotted=True,
        focus="a",
        hops=1,
        direction="in",
        folded=("a",),
        day=date(2026, 11, 22),
        between=("a", "b"),
    )
    scripts = (Path(webui.__file__).parent / "static").glob("*.js")
    remembered = {name for file in scripts for name in re.findall(r'remember\("(\w+)"', file.read_text("utf-8"))}

    assert {name for name, _ in Asked(seeing, "print").words()} <= WISHES
    assert remembered == {"beeld", "zoek", "kies"} and remembered <= WISHES
