"""What the pictures for management are painted with; every colour goes with a sign and with words.

Letters have a contrast of at least 4.5 with what they stand on, lines and edges at least 3.
"""

from __future__ import annotations

from typing import Final, Literal

from archrepo.charts.values import UNLISTED, Fact
from archrepo.picturing.looks import KINDS as FACTS
from archrepo.picturing.looks import UNKNOWN

Sign = Literal["circle", "square", "triangle", "down", "diamond", "cross", "check", "question", "waves", "none"]

INK: Final = "#1a1a1a"
SOFT: Final = "#4a4a4a"
EDGE: Final = "#5c5c5c"
GRID: Final = "#8c8c8c"
PAPER: Final = "#ffffff"
BAND: Final = "#f3f5f5"
TODAY: Final = "#a11c1c"
OWN: Final = "#9cc3e6"
ACCOUNTS: Final = "#c9bdf0"
OTHER: Final = "#d9d9d9"

#: Kinds on the time axis in their order: fill and sign.
KINDS: Final[tuple[tuple[str, Sign], ...]] = (
    ("#c9bdf0", "diamond"),
    ("#9cc3e6", "square"),
    ("#f6d58b", "circle"),
    ("#f2b3a8", "down"),
    ("#bfe0c5", "triangle"),
    ("#d9d9d9", "cross"),
)
MET: Final = "#d6efdc"
BROKEN: Final = "#fbd0c9"
UNJUDGED: Final = "#fdeeb5"
EXCEPTED: Final = "#d5e3fa"

#: Load of change: up to which percentage of what can be borne, the fill and the sign.
LOADS: Final[tuple[tuple[int, str, Sign], ...]] = (
    (0, "#ffffff", "none"),
    (50, "#e3f1e6", "none"),
    (80, "#fdeeb5", "circle"),
    (100, "#f9cf9a", "square"),
)
OVERLOAD: Final[tuple[str, Sign]] = ("#f2a79b", "triangle")
UNKNOWN_LOAD: Final = "#eeeeee"
#: A value that the ontology does not have.
UNLISTED_FILL: Final = "#f4c6e4"


def fact_look(fact: Fact) -> tuple[str, str]:
    """Return the fill and the sign of a coded value, the same as on the other pictures of the model."""
    if fact.place == UNLISTED:
        return UNLISTED_FILL, "!"
    look = UNKNOWN.look if fact.place is None else FACTS[fact.place % len(FACTS)]
    return look.fill, look.sign


def place_in_legend(place: int | None) -> tuple[bool, bool, int]:
    """Return the order of a value by its place: those of the ontology, what is not one of them, what is not known."""
    return place is None, place == UNLISTED, place or 0


def kind_look(kind: int) -> tuple[str, Sign]:
    """Return the fill and the sign of a kind on the time axis."""
    return KINDS[kind % len(KINDS)]


def load_look(percent: int | None) -> tuple[str, Sign]:
    """Return the fill and the sign of a load of change; None for a load that cannot be compared."""
    if percent is None:
        return UNKNOWN_LOAD, "question"
    for most, fill, sign in LOADS:
        if percent <= most:
            return fill, sign
    return OVERLOAD
