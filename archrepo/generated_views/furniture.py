"""What stands around each picture: its date, the version of the model, its viewpoint and how much it shows."""

from __future__ import annotations

from dataclasses import replace

from archrepo.language import Language, Text
from archrepo.picturing.counting import counted
from archrepo.viewpoints import remarked
from archrepo.views import View
from archrepo.wording import date_text
from archrepo.workspace import Workspace


def furnished(view: View, workspace: Workspace, language: Language = "nl", version: str = "") -> View:
    """Return the view with its notes: viewpoint (of a drawn one), date, version and counts.

    `version` is the version of the model as the user knows it, "" when nobody knows.
    """
    if view.kind == "drawn":
        view = remarked(view, workspace, language)
    notes = [*view.notes, (Text("Stand", "As of").in_(language), date_text(workspace.as_of).in_(language))]
    if version:
        notes.append((Text("Versie", "Version").in_(language), version))
    return counted(replace(view, notes=tuple(dict.fromkeys(notes))), language)
