"""What stands around each picture: its date, the version of the model, its viewpoint and how much it shows."""

from __future__ import annotations

from dataclasses import replace

from archrepo.language import Language, Text
from archrepo.viewpoints import remarked
from archrepo.views import GROUP, IMAGE, NOTE, View
from archrepo.workspace import Workspace

_NO_PART = frozenset({GROUP, IMAGE, NOTE})


def furnished(view: View, workspace: Workspace, language: Language = "nl", version: str = "") -> View:
    """Return the view with its notes: viewpoint (of a drawn one), date, version and counts.

    `version` is the version of the model as the user knows it, "" when nobody knows.
    """
    if view.kind == "drawn":
        view = remarked(view, workspace, language)
    notes = [*view.notes, (Text("Stand", "As of").in_(language), str(workspace.as_of))]
    if version:
        notes.append((Text("Versie", "Version").in_(language), version))
    return replace(
        view, notes=(*dict.fromkeys(notes), (Text("Op de plaat", "Shown").in_(language), _counts(view, language)))
    )


def _counts(view: View, language: Language) -> str:
    """Return how many boxes and lines the view has; frames, notes and images do not count."""
    boxes = sum(box.kind not in _NO_PART for box in view.boxes)
    lines = len(view.lines) + len(view.nested)
    parts = _number(boxes, Text("onderdeel", "part"), Text("onderdelen", "parts")).in_(language)
    if not lines:
        return parts
    return f"{parts}, {_number(lines, Text('lijn', 'line'), Text('lijnen', 'lines')).in_(language)}"


def _number(count: int, one: Text, more: Text) -> Text:
    word = one if count == 1 else more
    return Text(f"{count} {word.nl}", f"{count} {word.en}")
