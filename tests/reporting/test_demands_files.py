"""The programme of requirements as workbook and Word file: safe to open, to fill in and to read back."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from archrepo.language import Text
from archrepo.procurement.publication.demand_values import AnswerKind, AskedFact, Choice, Demand, DemandKind, Programme
from archrepo.reporting.demands_document import demands_document
from archrepo.reporting.demands_xlsx import MACHINE_SHEET, demands_xlsx
from archrepo.reporting.document_docx import document_docx

AR = "https://w3id.org/archrepo/def#"
NOTHING = Text.same("")


def fact(number: str, name: str, kind: AnswerKind, **values: object) -> AskedFact:
    given = {"unit": NOTHING, "choices": (), "is_many": False, "datatype": "", **values}
    question = Text(f"Wat is {name}?", f"What is {name}?")
    return AskedFact(
        number,
        AR + name,
        Text.same(name),
        question,
        kind,
        holder=f"{AR}X",
        holder_name=Text("Contract", "Contract"),
        **given,  # type: ignore[arg-type]
    )


PROGRAMME = Programme(
    tender="https://m.example/id/inkoop",
    tender_name=Text("Inkoop zaaksysteem", "Purchase of case management"),
    title="=Aanbesteding",
    as_of="2026-11-22",
    demands=(
        Demand(
            "E-001",
            "https://m.example/id/eis-1",
            DemandKind.OWN,
            "L1",
            Text.same("Eis"),
            Text("=1+1 is geen formule", "=1+1 is no formula"),
            Text("gesteld in Leidraad", "stated in Guide"),
            Text("Leidraad", "Guide"),
            True,
            (),
        ),
        Demand(
            "E-002",
            "https://w3id.org/archrepo/principle/CON-07",
            DemandKind.PRINCIPLE,
            "CON-07",
            Text("Exitplan", "Exit plan"),
            Text("De leverancier levert een exitplan.", "The supplier delivers an exit plan."),
            Text("Anders zit u vast.", "Otherwise you are stuck."),
            Text("BIO2", "BIO2"),
            False,
            ("F-001", "F-002", "F-003", "F-004"),
        ),
    ),
    facts=(
        fact("F-001", "exitClause", AnswerKind.YES_NO),
        fact("F-002", "switchingDays", AnswerKind.NUMBER, unit=Text("dagen", "days")),
        fact(
            "F-003",
            "hosting",
            AnswerKind.CHOICE,
            choices=(Choice(f"{AR}SaaS", Text("als dienst", "as a service")), Choice(f"{AR}IaaS", Text.same("+IaaS"))),
            is_many=True,
        ),
        fact("F-004", "exitTested", AnswerKind.DATE),
    ),
    sha256="ab" * 32,
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return demands_xlsx(PROGRAMME, "nl")


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rules(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}


def test_same_programme_gives_the_same_bytes_without_a_clock(data: bytes) -> None:
    members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()

    assert demands_xlsx(PROGRAMME, "nl") == data
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert core.count("2026-11-22T00:00:00Z") == 2


def test_sheets_have_headings_that_stay_and_only_answers_can_be_changed(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Lees mij", "Eisen", "Feiten", MACHINE_SHEET]
    assert book[MACHINE_SHEET].sheet_state == "hidden"
    for sheet in book.worksheets:
        assert sheet.protection.sheet
    for name, open_columns in (("Eisen", "FGHI"), ("Feiten", "FGH")):
        sheet = book[name]
        free = {cell.column_letter for row in sheet.iter_rows(min_row=2) for cell in row if not cell.protection.locked}
        assert free == set(open_columns)
        assert sheet.freeze_panes == "C2" and sheet.print_title_rows == "$1:$1"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])
        assert [table.headerRowCount for table in sheet.tables.values()] == [1]


def test_answers_are_held_to_their_form(book: openpyxl.Workbook) -> None:
    demands, facts = rules(book["Eisen"]), rules(book["Feiten"])

    assert demands["F2:F3"] == ("list", '"ja,deels,nee"')
    assert demands["I2:I3"][0] == "date"
    assert facts["F2"] == ("list", '"ja,nee"')
    assert facts["F3"] == ("decimal", "0")
    kind, place = facts["F4"]
    assert kind == "list"
    first, last = place.replace("$", "").removeprefix(f"{MACHINE_SHEET}!").split(":")
    assert [row[0].value for row in book[MACHINE_SHEET][first:last]] == ["als dienst", "'+IaaS"]
    assert facts["F5"][0] == "date"


def test_no_cell_holds_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book["Eisen"]["B2"].value == "'=1+1 is geen formule"


def test_hidden_sheet_tells_exactly_what_each_number_stands_for(book: openpyxl.Workbook) -> None:
    rows = [tuple(value for value in row if value) for row in book[MACHINE_SHEET].iter_rows(values_only=True)]

    assert rows[:4] == [
        ("tender", PROGRAMME.tender),
        ("sha256", PROGRAMME.sha256),
        ("as_of", "2026-11-22"),
        ("language", "nl"),
    ]
    assert ("demand", "E-001", "https://m.example/id/eis-1", "own") in rows
    assert ("fact", "F-002", f"{AR}switchingDays", f"{AR}X", "number", "dagen") in rows
    assert ("choice", "F-003", f"{AR}SaaS", "als dienst") in rows


def test_workbook_is_in_the_language_that_is_asked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(demands_xlsx(PROGRAMME, "en")))

    assert book.sheetnames[:3] == ["Read me", "Requirements", "Facts"]
    assert book["Requirements"]["C3"].value == "wish"
    assert "Source: BIO2" in book["Requirements"]["D3"].value


def test_programme_without_demands_is_still_a_workbook() -> None:
    empty = Programme("urn:x", Text.same("Leeg"), "", "2026-11-22", (), (), "")
    book = openpyxl.load_workbook(io.BytesIO(demands_xlsx(empty, "nl")))

    assert book["Eisen"].max_row == 1


def test_word_file_has_chapters_and_tables_with_a_heading_row() -> None:
    data = document_docx(demands_document(PROGRAMME, "nl"))
    file = docx.Document(io.BytesIO(data))

    headings = [one.text for one in file.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == [
        "Hoe u dit gebruikt",
        "Eisen van deze inkoop",
        "Eisen die uit de principes volgen",
        "Feiten die een inschrijver opgeeft",
    ]
    assert [cell.text for cell in file.tables[-1].rows[0].cells] == ["nr", "vraag", "soort antwoord", "keuze uit"]
    assert file.core_properties.language == "nl"
    assert document_docx(demands_document(PROGRAMME, "nl")) == data
