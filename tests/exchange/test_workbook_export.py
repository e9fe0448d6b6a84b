"""The landscape as a workbook: what stands in it, how it helps, and that it is the same each time."""

from __future__ import annotations

import io

import openpyxl
import pytest
from filled_workbooks import opened
from openpyxl.workbook import Workbook

from archrepo.exchange.workbook.writing import write_as_workbook
from archrepo.landscape import Landscape, landscape
from archrepo.reporting.landscape_xlsx import MACHINE_SHEET, landscape_xlsx
from archrepo.workspace import Workspace

TITLES = ["Lees mij", "Applicaties", "Gegevensstromen", "Contracten", "Leveranciers", "Organisaties"]


@pytest.fixture(scope="module")
def town(exported_town: tuple[Workspace, bytes]) -> Workspace:
    return exported_town[0]


@pytest.fixture(scope="module")
def content(town: Workspace) -> Landscape:
    return landscape(town, "nl")


@pytest.fixture(scope="module")
def book(exported_town: tuple[Workspace, bytes]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(exported_town[1]))


def test_the_same_model_gives_the_same_bytes(exported_town: tuple[Workspace, bytes]) -> None:
    town, data = exported_town
    again = opened(town.root, town)

    assert landscape_xlsx(landscape(again, "nl")) == data


def test_sheets_have_their_title_a_row_for_each_element_and_the_hidden_sheet_last(
    book: Workbook, content: Landscape
) -> None:
    assert book.sheetnames == [*TITLES, MACHINE_SHEET]
    assert book[MACHINE_SHEET].sheet_state == "veryHidden"
    assert [len(one.rows) for one in content.sheets] == [132, 178, 76, 26, 41]


def test_a_reference_model_gets_no_rows(content: Landscape, town: Workspace) -> None:
    assert all(row.iri.value.startswith(town.base) for one in content.sheets for row in one.rows)


def test_headings_stay_in_view_are_filtered_and_tell_what_they_mean(book: Workbook) -> None:
    for title in TITLES[1:]:
        sheet = book[title]
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].value == "Kenmerk"
    notes = {cell.value: cell.comment.text for cell in book["Contracten"][1] if cell.comment}
    assert "maanden" in notes["Opzegtermijn in maanden"]


def test_days_and_numbers_are_cells_that_a_spreadsheet_can_count_with(book: Workbook) -> None:
    sheet = book["Contracten"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "sla-zaakwerk")

    ends = row[headings["Eindigt op"] - 1]
    assert (ends.value.date().isoformat(), ends.number_format) == ("2027-12-31", "yyyy-mm-dd")
    assert row[headings["Jaarwaarde in euro"] - 1].value == 241000
    assert row[headings["Beschikbaarheid in procent"] - 1].value == 99.5


def test_a_cell_offers_names_and_a_new_row_does_so_too(book: Workbook) -> None:
    sheet, machine = book["Applicaties"], book[MACHINE_SHEET]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "Levensfase")
    (rule,) = (one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{column}2:"))

    assert int(str(rule.sqref).rpartition(column)[2]) > 133 + 100
    area = rule.formula1.rpartition("!")[2].replace("$", "")
    assert [row[0].value for row in machine[area]] == ["Beëindigd", "Gepland", "In gebruik", "Uitfaseren"]


def test_english_has_english_sheets_headings_and_names(town: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(landscape_xlsx(landscape(town, "en"))))
    sheet = book["Applications"]

    assert [cell.value for cell in sheet[1]][:5] == ["Key", "Name", "Name (Dutch)", "Description", "Life cycle"]
    assert "In use" in {row[4].value for row in sheet.iter_rows(min_row=2)}


def test_two_things_of_one_name_get_their_key_behind_it(town: Workspace, content: Landscape) -> None:
    for one in content.sheets:
        for names in one.names:
            folded = [name.casefold() for name in names.values()]
            assert len(set(folded)) == len(folded)


def test_what_has_no_place_in_the_workbook_is_counted(town: Workspace) -> None:
    remarks = write_as_workbook(town, "", "nl").remarks

    assert [one.text.nl for one in remarks if one.is_loss] == ["een element zonder rij", "een feit zonder kolom"]
    assert all(one.count > 100 for one in remarks)
