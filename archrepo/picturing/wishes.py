"""The words by which the address of a picture asks something of it, whatever the picture; no question may use them."""

from __future__ import annotations

from typing import Final

#: The parameter of a question that is the colour of the picture, and so a wish like any other.
COLOUR: Final = "colour"
#: What the address of any picture may hold besides the values of its question.
WISHES: Final[frozenset[str]] = frozenset(
    (
        *("kleur", "jaar", "plot", "overlay", "kleuren"),
        *("rond", "stappen", "richting", "dicht"),
        *("op", "van", "tot"),
        *("beeld", "zoek", "kies", "wens", "lang"),
    )
)
