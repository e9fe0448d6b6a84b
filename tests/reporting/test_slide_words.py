"""A slide has a twin to read: its table in the notes, words for its drawing, and what is said of small letters."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from archrepo.charts import build_chart
from archrepo.cli.charting import chart_plate
from archrepo.diagrams.words import Cell, Rows, Twin
from archrepo.picture_files import Plate, as_file, remarks_on
from archrepo.reporting.slide_words import MOST_ROWS, slide_notes
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent
DECK = Path("plaat.pptx")
NOTHING = Rows("", (), ())


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


def plate_of(town: Workspace, name: str) -> Plate:
    found = chart_plate(town, name, {}, "nl")
    assert found is not None
    return found


def test_notes_hold_the_rows_of_their_own_slide_and_the_drawing_has_words(town: Workspace) -> None:
    plate = plate_of(town, "contractkalender")

    pages = list(Presentation(io.BytesIO(as_file(DECK, [plate], town, "nl"))).slides)

    notes = [page.notes_slide.notes_text_frame.text for page in pages]
    assert len(notes) > 1
    for row in plate.words.boxes.rows:
        assert sum(" | ".join(cell.words for cell in row) in each for each in notes) == 1
    for page in pages:
        group = next(
            shape for shape in page.shapes if shape.shape_type is not None and "GROUP" in str(shape.shape_type)
        )
        assert "Wanneer moeten wij uiterlijk" in group._element.nvGrpSpPr.cNvPr.get("descr")


def test_no_slide_of_the_roadmap_is_a_rest_of_one_row(town: Workspace) -> None:
    plate = plate_of(town, "routekaart")

    assert plate.slides is not None
    slides = plate.slides()
    assert [len(words.boxes.rows) > 3 for _, words in slides] == [True] * len(slides)
    assert len(slides) <= len(getattr(build_chart(town, "routekaart").figure, "lanes", ()))


def test_letters_too_small_to_read_are_told_in_the_notes_and_by_the_command(town: Workspace) -> None:
    plate = plate_of(town, "kostenkaart")

    [remark] = remarks_on(DECK, [plate], "nl")
    data = as_file(DECK, [plate], town, "nl")

    assert remark.nl.startswith("dia 1: letters van ") and remark.nl.endswith(" punt; druk de plaat af (.pdf)")
    assert "Letters van " in Presentation(io.BytesIO(data)).slides[0].notes_slide.notes_text_frame.text
    assert remarks_on(Path("plaat.pdf"), [plate], "nl") == ()


def test_a_wide_view_has_small_letters_and_a_small_one_does_not() -> None:
    box = Box("b", "ApplicationComponent", "Naam", x=0.0, y=0.0, w=100.0, h=50.0)
    line = Line("l", "Flow", "b", "b")
    words = Twin("Proef", (), NOTHING, NOTHING)
    small, wide, related = (
        Plate("", View("v", "Proef", (box,), lines, "generated", x=0.0, y=0.0, width=width, height=400.0), words)
        for width, lines in ((400.0, ()), (4000.0, ()), (4000.0, (line,)))
    )

    said = remarks_on(DECK, [small, wide, related], "en")

    assert [text.en for text in said] == [
        "slide 2: letters of 2.7 pt; print the picture (.pdf)",
        "slide 3: letters of 2.7 pt; print the picture (.pdf), or draw a part of it with --focus",
    ]


def test_a_long_table_ends_with_how_many_rows_there_are_more() -> None:
    rows = Rows("Wat er staat", ("Naam",), tuple((Cell(f"Naam {number}"),) for number in range(MOST_ROWS + 5)))

    assert slide_notes(Twin("T", ("Een zin.",), rows, NOTHING), None, "nl").endswith("\nEn nog 5 regels.")
