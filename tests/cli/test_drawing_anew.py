"""A drawing that an architect made can be laid out anew, and the drawing itself stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from the_command import ROOT, Run

from archrepo.diagrams import unplaced
from archrepo.views import Box, Line, Style, View


def test_drawn_view_is_laid_out_anew_only_when_asked(run: Run, tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "tests/transcripts/files/model.archimate", tmp_path / "model.archimate")
    run("import", "model.archimate", "--into", "model")

    drawn = run("draw", "verhuizen", "--workspace", "model").stdout
    anew = run("draw", "verhuizen", "--layout", "--workspace", "model").stdout

    assert anew.startswith("<svg ") and "Burgerzakensysteem" in anew
    assert anew != drawn
    assert run("draw", "verhuizen", "--workspace", "model").stdout == drawn


def test_nesting_and_fills_stay_and_places_go() -> None:
    inner = Box("b", "Node", "B", x=5, y=5, w=9, h=9, parent="a", style=Style(fill="#ff0000", position="bottom"))
    outer = Box("a", "Grouping", "A", x=0, y=0, w=90, h=90)
    line = Line("l", "Flow", "a", "b", bendpoints=((1.0, 2.0),))

    found = unplaced(View("v", "t", (outer, inner), (line,), "drawn"))

    assert [(box.x, box.w, box.parent) for box in found.boxes] == [(None, None, None), (None, None, "a")]
    assert found.boxes[1].style == Style(fill="#ff0000")
    assert found.lines[0].bendpoints == ()
    assert found.kind == "generated"


def test_image_keeps_its_size() -> None:
    image = Box("i", "Image", "", x=5, y=5, w=64, h=32)

    (found,) = unplaced(View("v", "t", (image,), (), "drawn")).boxes

    assert (found.x, found.w, found.h) == (None, 64, 32)
