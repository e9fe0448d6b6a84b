"""Workbooks that are none, are another's, or are made to do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from filled_workbooks import Filled, proposal_of
from tender_samples import rezipped, workbook

from archrepo.errors import ArchrepoError, InputFault, LimitFault, RequestFault
from archrepo.exchange.tender_files.faults import MOST_ROWS
from archrepo.exchange.workbook import read_landscape
from archrepo.reporting.landscape_xlsx import MACHINE_SHEET
from archrepo.workspace import Workspace


@pytest.fixture(scope="module")
def town(exported_town: tuple[Workspace, bytes]) -> Workspace:
    return exported_town[0]


@pytest.fixture(scope="module")
def data(exported_town: tuple[Workspace, bytes]) -> bytes:
    return exported_town[1]


def refusal(path: Path, data: bytes) -> ArchrepoError:
    file = path / "werkmap.xlsx"
    file.write_bytes(data)
    with pytest.raises(ArchrepoError) as caught:
        read_landscape(file)
    assert caught.value.remedy is not None
    return caught.value


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"<xml/>", b"Nr;Eis\n1;2\n", b"%PDF-1.7", workbook(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_what_is_no_exported_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    assert isinstance(refusal(tmp_path, content), InputFault)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestFault):
        read_landscape(tmp_path / "weg.xlsx")


def test_a_workbook_without_its_hidden_sheet_is_refused(tmp_path: Path, data: bytes) -> None:
    filled = Filled(data, tmp_path)
    del filled.book[MACHINE_SHEET]

    assert "verborgen blad" in refusal(tmp_path, filled.save().read_bytes()).text.nl


@pytest.mark.parametrize(
    ("first", "column"), [("landscape", 2), ("language", 2), ("choice", 3), ("row", 3), ("column", 4)]
)
def test_a_hidden_sheet_that_was_changed_into_nonsense_is_refused(
    tmp_path: Path, data: bytes, first: str, column: int
) -> None:
    filled = Filled(data, tmp_path)
    sheet = filled.sheet(MACHINE_SHEET)
    row = next(row for row in sheet.iter_rows() if row[0].value == first)
    row[column - 1].value = "geen < IRI"

    refusal(tmp_path, filled.save().read_bytes())


def test_a_workbook_of_another_model_is_refused(tmp_path: Path, town: Workspace, data: bytes) -> None:
    filled = Filled(data, tmp_path)
    sheet = filled.sheet(MACHINE_SHEET)
    row = next(row for row in sheet.iter_rows() if row[0].value == "base")
    row[1].value = "https://elders.example/id/"

    with pytest.raises(RequestFault, match="another model"):
        proposal_of(town, filled)


def test_macros_and_links_are_told_and_left_alone(tmp_path: Path, data: bytes) -> None:
    parts = {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    path = tmp_path / "macro.xlsx"
    path.write_bytes(rezipped(data, parts))

    said = " ".join(one.nl for one in read_landscape(path).remarks)
    assert "macro's" in said and "verwijst naar 1 ander" in said


def test_a_bomb_too_many_rows_and_a_document_type_end_at_a_limit(tmp_path: Path, data: bytes) -> None:
    part = "xl/worksheets/sheet1.xml"
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 4 * MOST_ROWS))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", b" " * 450_000_000)

    assert isinstance(refusal(tmp_path, rezipped(data, {part: sheet.encode()})), LimitFault)
    assert isinstance(refusal(tmp_path, stream.getvalue()), LimitFault)
    assert "DOCTYPE" in refusal(tmp_path, rezipped(data, {part: b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"})).text.nl


def test_a_formula_in_a_name_is_text(tmp_path: Path, town: Workspace, data: bytes) -> None:
    filled = Filled(data, tmp_path)
    number = filled.add("Leveranciers", Naam="'=HYPERLINK(1)")
    proposal = proposal_of(town, filled)

    ((amendment),) = proposal.amendments
    assert proposal.faults == () and number > 20
    assert [str(one) for given in amendment.values.values() for one in given][-1] == '"=HYPERLINK(1)"@nl'
