"""A view with some boxes taken out: what held only them goes too, and so do the lines that lose an end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from archrepo.language import Text
from archrepo.picturing.looks import recounted
from archrepo.views import Line, View

#: So many names stand above a picture; the words beside it have them all.
MOST_NAMES = 8


def without(view: View, keys: Collection[str]) -> View:
    """Return the view without these boxes and all that is in them, and without groups that are left empty."""
    gone: set[str] = set()
    for box in view.boxes:
        if box.key in keys or (box.parent is not None and box.parent in gone):
            gone.add(box.key)
    held: dict[str, int] = {}
    for box in view.boxes:
        if box.parent is not None:
            held[box.parent] = held.get(box.parent, 0) + 1
    for box in reversed(view.boxes):
        was_group = box.element is None and held.get(box.key)
        if was_group and all(one.key in gone for one in view.boxes if one.parent == box.key):
            gone.add(box.key)
    boxes = tuple(box for box in view.boxes if box.key not in gone)
    known = {box.key for box in boxes}
    cut = replace(view, boxes=boxes, lines=joined(view.lines, known), nested=joined(view.nested, known))
    return recounted(cut) if gone else cut


def joined(lines: Iterable[Line], known: Collection[str]) -> tuple[Line, ...]:
    """Return the lines of which both ends are there: a box, or another line that is."""
    kept = list(lines)
    while True:
        ends = {*known, *(line.key for line in kept)}
        left = [line for line in kept if line.source in ends and line.target in ends]
        if len(left) == len(kept):
            return tuple(left)
        kept = left


def shortened(names: Sequence[str]) -> Text:
    """Return the first names, and how many more there are."""
    if len(names) <= MOST_NAMES:
        return Text.same(", ".join(names))
    first, more = ", ".join(names[: MOST_NAMES - 1]), len(names) - MOST_NAMES + 1
    return Text(f"{first} en nog {more}", f"{first} and {more} more")


def with_details(view: View, details: Sequence[Text]) -> View:
    """Return the view with sentences that are too long for above the picture, for the words beside it."""
    if not details:
        return view
    known = view.description if isinstance(view.description, Text) else Text.same(view.description)
    parts = [text for text in (known, *details) if text.nl or text.en]
    return replace(view, description=Text(" ".join(text.nl for text in parts), " ".join(text.en for text in parts)))


def told(words: Text, names: Sequence[str]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return a sentence with names twice: short for above a picture, and whole for beside it when it was cut.

    `words` has {number} and {names}; without names there is nothing to tell.
    """
    if not names:
        return (), ()
    short = words.format(number=len(names), names=shortened(names))
    if len(names) <= MOST_NAMES:
        return (short,), ()
    return (short,), (words.format(number=len(names), names=", ".join(names)),)
