"""A workbook on screen and on paper: rows as high as their text, one lettering, and pages that can be read."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from archrepo.reporting.workbook_file import add_sheet, workbook_bytes

LONG = "Een zin van een paar woorden die in een smalle kolom niet op één regel past. " * 4


def made(rows: list[list[str]], widths: list[int]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    add_sheet(
        book, "Blad", [f"kop {number}" for number in range(len(widths))], rows, widths, naming=min(2, len(widths))
    )
    return workbook_bytes(book, "Titel", "nl", "2026-11-22")


def test_a_row_is_as_high_as_the_text_that_wraps_in_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made([["kort", LONG], ["kort", "kort"]], [10, 40]))).worksheets[0]

    assert sheet.row_dimensions[2].height > 6 * 15
    assert sheet.row_dimensions[3].height == 15


def test_a_wider_column_needs_a_lower_row() -> None:
    heights = [
        openpyxl.load_workbook(io.BytesIO(made([[LONG]], [width]))).worksheets[0].row_dimensions[2].height
        for width in (20, 40, 80, 400)
    ]

    assert heights == sorted(heights, reverse=True)
    assert heights[-1] == 15


def test_each_line_of_a_cell_counts_and_no_row_is_higher_than_a_workbook_allows() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made([["a\n\nb"], ["woord " * 4000]], [20]))).worksheets[0]

    assert sheet.row_dimensions[2].height == 45
    assert sheet.row_dimensions[3].height == 409


def test_a_row_still_grows_with_what_is_typed_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(made([[LONG]], [20]))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")

    assert b"<row " in sheet and b' ht="' in sheet
    assert b"customHeight" not in sheet


@pytest.mark.parametrize(("widths", "pages"), [([20, 80], 1), ([20, 80, 100, 100], 2)])
def test_a_wide_sheet_is_printed_on_more_pages_with_its_names_on_each(widths: list[int], pages: int) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made([["x"] * len(widths)], widths))).worksheets[0]

    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (pages, 0)
    assert sheet.print_title_rows == "$1:$1" and sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C2"


def test_headings_have_the_lettering_of_the_rest() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made([["x"]], [20]))).worksheets[0]

    assert sheet["A1"].font.name == sheet["A2"].font.name == "Calibri"
