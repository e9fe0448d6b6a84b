"""How much a picture shows, as one of its notes."""

from __future__ import annotations

from dataclasses import replace

from archrepo.language import Language, Text
from archrepo.views import GROUP, IMAGE, NOTE, View

_NO_PART = frozenset({GROUP, IMAGE, NOTE})
_SHOWN = Text("Op de plaat", "Shown")


def counted(view: View, language: Language = "nl") -> View:
    """Return the view with its number of boxes and lines as the last note, instead of an earlier count.

    Frames, notes and images do not count; a line that merges others counts once.
    """
    kept = tuple(note for note in view.notes if note[0] not in (_SHOWN.nl, _SHOWN.en))
    return replace(view, notes=(*kept, (_SHOWN.in_(language), _counts(view).in_(language))))


def is_counted(view: View) -> bool:
    """Tell whether one of the notes says how much the view shows."""
    return any(name in (_SHOWN.nl, _SHOWN.en) for name, _ in view.notes)


def _counts(view: View) -> Text:
    boxes = sum(box.kind not in _NO_PART for box in view.boxes)
    lines = len(view.lines) + len(view.nested)
    parts = _number(boxes, Text("onderdeel", "part"), Text("onderdelen", "parts"))
    if not lines:
        return parts
    return Text("{parts}, {lines}", "{parts}, {lines}").format(
        parts=parts, lines=_number(lines, Text("lijn", "line"), Text("lijnen", "lines"))
    )


def _number(count: int, one: Text, more: Text) -> Text:
    word = one if count == 1 else more
    return Text(f"{count} {word.nl}", f"{count} {word.en}")
