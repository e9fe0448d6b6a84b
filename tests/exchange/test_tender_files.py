"""A tender file is read into rows, each cell with the place where a reader finds it."""

from __future__ import annotations

from datetime import date

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tender_samples import HEADINGS, ROWS, document, pdf, rezipped, saved, workbook

from archrepo.exchange.tender_files import read_tender_file
from archrepo.procurement.requirements.source_tables import SourceDocument, SourceTable


def texts(table: SourceTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def said(found: SourceDocument) -> str:
    return "\n".join(remark.nl for remark in found.remarks)


def test_a_workbook_gives_its_headings_rows_and_places() -> None:
    found = read_tender_file("map/eisen.xlsx", workbook())

    table = found.tables[0]
    assert (found.file_name, table.name, found.remarks) == ("eisen.xlsx", "Eisen", ())
    assert [cell.text for cell in table.headings] == list(HEADINGS)
    assert texts(table)[1] == ["W1", "Inloggen met één knop.", "Wens", "5", ""]
    assert table.rows[0].cells[1].place == "Eisen!B2"


def test_the_same_file_gives_the_same_value() -> None:
    data = workbook()

    assert read_tender_file("a.xlsx", data) == read_tender_file("a.xlsx", data)


def test_headings_are_found_below_a_title_and_a_row_of_one_cell_is_a_chapter() -> None:
    rows = (("Programma van eisen",), (), HEADINGS, ("Beveiliging",), ROWS[0], ("Gebruik",), ROWS[1])

    table = read_tender_file("eisen.xlsx", workbook(rows)).tables[0]

    assert [cell.place for cell in table.headings][:2] == ["Eisen!A3", "Eisen!B3"]
    assert [row.chapter for row in table.rows] == ["Beveiliging", "Gebruik"]


def test_a_row_that_was_read_as_a_chapter_is_told() -> None:
    found = read_tender_file("eisen.xlsx", workbook((HEADINGS, ("Beveiliging",), *ROWS)))

    assert "gelezen als naam van een hoofdstuk: Eisen!A2" in said(found)


def test_a_form_that_is_still_empty_has_rows_and_no_chapters() -> None:
    table = read_tender_file("a.xlsx", workbook((("Onderdeel", "Bedrag"), ("Licentie",), ("Beheer",)))).tables[0]

    assert texts(table) == [["Licentie", ""], ["Beheer", ""]]


def test_numbers_read_as_excel_shows_them() -> None:
    def change(sheet: Worksheet) -> None:
        for row, (value, shape) in enumerate(
            (
                (0.995, "0.0%"),
                (date(2026, 11, 22), "dd-mm-yyyy"),
                (5.0, "General"),
                (0.1 + 0.2, "General"),
                (True, "General"),
            ),
            2,
        ):
            sheet.cell(row, 1, f"E{row}")
            sheet.cell(row, 2, value).number_format = shape

    table = read_tender_file("a.xlsx", workbook((("Nr", "Waarde"),), change)).tables[0]

    assert [row[1] for row in texts(table)] == ["99.5%", "2026-11-22", "5", "0.3", "ja"]


def test_a_formula_is_never_worked_out_and_one_without_result_is_told_with_its_place() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D2"] = "=1+1"
        sheet["E2"] = '=HYPERLINK("http://example.com","x")'

    found = read_tender_file("a.xlsx", workbook(change=change))

    assert texts(found.tables[0])[0][3:] == ["", ""]
    assert "een formule zonder opgeslagen uitkomst is leeg gelezen" in said(found)
    assert "Eisen!D2, Eisen!E2" in said(found)


def test_merged_and_hidden_cells_are_read_and_told() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C3"] = None
        sheet.merge_cells("C2:C3")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    found = read_tender_file("a.xlsx", workbook(change=change))

    assert [row[2] for row in texts(found.tables[0])] == ["Eis", "Eis"]
    assert "samengevoegd is voor elke rij gelezen: Eisen!C2" in said(found)
    assert "verborgen, en wel gelezen: Eisen!D:D, Eisen!3:3" in said(found)


def test_macros_and_links_are_told_and_hidden_sheets_are_read() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Geheim").append(["Nr", "Eis"])
    book["Geheim"].append(["1", "Iets"])
    book["Geheim"].sheet_state = "veryHidden"
    data = rezipped(
        saved(book), {"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    )

    found = read_tender_file("a.xlsm", data)

    assert [table.name for table in found.tables] == ["Geheim"]
    assert "macro's; die zijn niet uitgevoerd" in said(found)
    assert "verwijst naar 1 ander(e) bestand(en)" in said(found)
    assert "dit blad is verborgen, en wel gelezen: Geheim" in said(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_file_is_read_in_its_own_encoding_and_separator(encoding: str, separator: str) -> None:
    lines = [("Nr", "Eis", "Soort"), ("E1", "Een café, à € 5; „goed”", "Eis")]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)

    found = read_tender_file("eisen.csv", text.encode(encoding))

    assert texts(found.tables[0]) == [["E1", "Een café, à € 5; „goed”", "Eis"]]
    assert found.tables[0].rows[0].cells[1].place == "regel 2, kolom 2"
    assert ("gelezen als Windows-1252" in said(found)) is (encoding == "cp1252")


def test_a_text_file_that_was_decoded_wrongly_before_is_told_with_its_place() -> None:
    found = read_tender_file("eisen.csv", "nr;eis\n1;geÃ«ist\n".encode())

    assert "verkeerde codering bij een eerdere stap: regel 2, kolom 2" in said(found)


def test_a_quoted_cell_may_hold_line_ends() -> None:
    table = read_tender_file("a.csv", b'nr;eis\n1;"een\ntwee"\n2;drie\n').tables[0]

    assert texts(table) == [["1", "een\ntwee"], ["2", "drie"]]
    assert table.rows[1].cells[0].place == "regel 4, kolom 1"


def test_a_document_gives_tables_and_numbered_paragraphs_under_their_chapter() -> None:
    def fill(made: docx.document.Document) -> None:
        made.add_heading("Beveiliging", 1)
        made.add_paragraph("Verbindingen zijn versleuteld.", style="List Number")
        made.add_paragraph("Een pentest per jaar.", style="List Number")
        made.add_paragraph("Toelichting zonder nummer.")
        table = made.add_table(2, 3)
        for column, text in enumerate(("Nr", "Eis", "Soort")):
            table.cell(0, column).text = text
        for column, text in enumerate(("1.1", "IPv6 wordt ondersteund.", "Eis")):
            table.cell(1, column).text = text

    found = read_tender_file("eisen.docx", document(fill))

    assert [table.name for table in found.tables] == ["tabel 1", "genummerde tekst", "overige tekst"]
    assert texts(found.tables[0]) == [["1.1", "IPv6 wordt ondersteund.", "Eis"]]
    assert texts(found.tables[1]) == [["1", "Verbindingen zijn versleuteld."], ["2", "Een pentest per jaar."]]
    assert {row.chapter for table in found.tables for row in table.rows} == {"Beveiliging"}
    assert found.tables[0].rows[0].cells[1].place == "tabel 1, rij 2, kolom 2"
    assert found.tables[1].rows[0].cells[1].place == "alinea 2"


def test_a_pdf_gives_its_lines_with_page_and_line_and_joins_what_goes_on() -> None:
    pages = [
        ["Gemeente Voorbeeldstad", "1 Beveiliging", "E1 Verbindingen zijn", "versleuteld met TLS 1.3.", "bladzijde 1"],
        ["Gemeente Voorbeeldstad", "E2 Een pentest per jaar.", "bladzijde 2"],
        ["Gemeente Voorbeeldstad", "E3 Meer niet.", "bladzijde 3"],
    ]

    found = read_tender_file("eisen.pdf", pdf(pages))

    rows = found.tables[0].rows
    assert texts(found.tables[0])[:2] == [
        ["E1", "Verbindingen zijn versleuteld met TLS 1.3."],
        ["E2", "Een pentest per jaar."],
    ]
    assert (rows[0].chapter, rows[0].cells[1].place) == ("1 Beveiliging", "bladzijde 1, regel 3")
    assert "op elke bladzijde gelijk: Gemeente Voorbeeldstad; bladzijde #" in said(found)


def test_a_wrong_ending_is_told_and_the_content_decides() -> None:
    found = read_tender_file("eisen.xlsx", b"nr;eis\n1;iets\n")

    assert texts(found.tables[0]) == [["1", "iets"]]
    assert "de naam eindigt op .xlsx, maar de inhoud is csv" in said(found)


def test_shared_texts_with_fonts_read_as_one_text_without_reading_aids() -> None:
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = (
        f'<sst xmlns="{ns}"><si><t>Nr</t></si><si><r><t>De </t></r><r><t>eis</t></r><rPh><t>x</t></rPh></si>'
        "<si><t>a_x000D_b</t></si></sst>"
    )
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    sheet = (
        f'<worksheet xmlns="{ns}"><sheetData><row r="1">{cells}</row>'
        '<row r="2"><c r="A2"><v>1</v></c><c t="s"><v>2</v></c></row></sheetData></worksheet>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId9" Type="{kind}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    )
    parts = {
        "xl/sharedStrings.xml": shared.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        "xl/_rels/workbook.xml.rels": links.encode(),
    }

    table = read_tender_file("a.xlsx", rezipped(workbook(), parts)).tables[0]

    assert [cell.text for cell in table.headings] == ["Nr", "De eis"]
    assert texts(table) == [["1", "a\nb"]]
    assert table.rows[0].cells[1].place == "Eisen!B2"
