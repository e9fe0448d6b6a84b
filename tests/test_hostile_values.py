"""Values that try to keep a pattern of a shipped principle busy for ever."""

from __future__ import annotations

import re
import time

from the_knowledge import shipped_book

from archrepo.vocabulary import sh

HOSTILE_VALUES = [
    piece * (20_000 // len(piece)) + end
    for piece in ("a", " ", "0", "1.", "artikel ", "NL Design System", "AVG;", "CSV|", "/principle/STD-1", "\n")
    for end in ("", "!", ";")
]


def test_shipped_patterns_take_time_in_proportion_to_a_hostile_value() -> None:
    shapes = shipped_book().shapes
    patterns = [value.value for value in shapes.with_predicate(sh("pattern"))]
    begin = time.monotonic()

    for pattern in patterns:
        for value in HOSTILE_VALUES:
            re.search(pattern, value)
            re.search(pattern, value, re.IGNORECASE)

    assert patterns
    assert time.monotonic() - begin < 60
