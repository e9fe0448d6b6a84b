"""The viewer draws boxes where they are kept, and anew when the file of places changes."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from archrepo.diagrams import Artist
from archrepo.generated_views import build_view
from archrepo.places import shipped
from archrepo.positions import keep_places, kept_of
from archrepo.workspace import open_workspace
from webui import create_app

AS_OF = date(2026, 11, 22)
ADDRESS = "/platen/keten.svg?start=dso-lv"


def test_a_change_of_the_side_file_gives_a_new_picture_and_a_fault_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    shutil.copytree(shipped("models") / "voorbeeldstad", folder)
    workspace = open_workspace(folder, AS_OF)
    view, values = build_view(workspace, "keten", {"start": "dso-lv"}), {"start": "dso-lv"}
    client = create_app(folder, as_of=AS_OF).test_client()
    before = client.get(ADDRESS).text

    found = kept_of(workspace, view, values)
    keep_places(Artist(workspace.metamodel), view, found)
    assert found.home is not None
    text = found.home.path.read_text("utf-8")
    found.home.path.write_text(re.sub(r"^(<[^>]*/gemeente>\t\S+\t)(\S+)", r"\g<1>900", text, flags=re.M), "utf-8")
    moved = client.get(ADDRESS).text
    found.home.path.write_text(text + "onzin\n", "utf-8")
    broken = client.get("/platen/keten?start=dso-lv").text
    found.home.path.unlink()

    assert moved != before
    assert found.home.shown in broken
    assert client.get(ADDRESS).text == before
