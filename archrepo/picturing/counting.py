"""How much a picture shows, as one of its notes."""

from __future__ import annotations

from dataclasses import replace

from archrepo.language import Language, Text
from archrepo.views import GROUP, IMAGE, NOTE, View, things_in

_NO_PART = frozenset({GROUP, IMAGE, NOTE})
_SHOWN = Text("Op de plaat", "Shown")


def counted(view: View, language: Language = "nl") -> View:
    """Return the view with its number of boxes and lines as the last note, instead of an earlier count.

    Frames, notes and images do not count; nor does the second box of one thing. A line that merges others counts once.
    """
    kept = tuple(note for note in view.notes if note[0] not in (_SHOWN.nl, _SHOWN.en))
    return replace(view, notes=(*kept, (_SHOWN.in_(language), counts(view).in_(language))))


def is_counted(view: View) -> bool:
    """Tell whether one of the notes says how much the view shows."""
    return any(name in (_SHOWN.nl, _SHOWN.en) for name, _ in view.notes)


def counts(view: View) -> Text:
    """Return how many different things there are, in how many boxes when that is more, and how many lines are drawn.

    A relation that is shown by one box in another is no line, and is told apart.
    """
    boxes = [box for box in view.boxes if box.kind not in _NO_PART]
    number = things_in(boxes)
    parts = _number(number, Text("onderdeel", "part"), Text("onderdelen", "parts"))
    if number < len(boxes):
        parts = Text("{parts} in {boxes} vakken", "{parts} in {boxes} boxes").format(parts=parts, boxes=len(boxes))
    told = [parts]
    if view.lines:
        told.append(_number(len(view.lines), Text("lijn", "line"), Text("lijnen", "lines")))
    if view.nested:
        told.append(Text(f"{len(view.nested)} × ligt in", f"{len(view.nested)} × lies in"))
    return Text(", ".join(each.nl for each in told), ", ".join(each.en for each in told))


def _number(count: int, one: Text, more: Text) -> Text:
    word = one if count == 1 else more
    return Text(f"{count} {word.nl}", f"{count} {word.en}")
