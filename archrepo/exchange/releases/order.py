"""Which of two releases came first, as far as their names tell: dates and numbers written in the same way."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile("[0-9]+")
_YEAR_LAST: Final = re.compile(r"\D*\d{1,2}\D\d{1,2}\D\d{4}\D*")


def is_earlier(one: str, other: str) -> bool:
    """Tell whether the first name is surely that of an earlier release.

    False when the names differ in more than their numbers, for then they tell no order; `1.2` and `1.2.1` do, as far
    as the first has numbers. A date of which the year stands last is read from its end.
    """
    numbers, others = ([int(each) for each in _NUMBER.findall(name)] for name in (one, other))
    words, theirs = (_NUMBER.sub("#", name.strip().casefold()) for name in (one, other))
    is_alike = words == theirs or words.startswith(f"{theirs}.") or theirs.startswith(f"{words}.")
    if not numbers or not others or not is_alike:
        return False
    if _YEAR_LAST.fullmatch(one) and _YEAR_LAST.fullmatch(other):
        numbers, others = numbers[::-1], others[::-1]
    return numbers < others
