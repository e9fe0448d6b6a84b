"""A broken or hostile tender file gives a clear fault, or is read safely: no crash, no endless wait, no full memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import EncodedStreamObject, NameObject
from tender_samples import document, pdf, rezipped, with_sheet, workbook

from archrepo.errors import ArchrepoError, InputFault, LimitFault
from archrepo.exchange.tender_files import faults, read_tender_file
from archrepo.exchange.tender_files.opening import _read

_BOMB = b"<!DOCTYPE lolz [<!ENTITY a 'lollollol'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
_DOCUMENT = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(name: str, data: bytes) -> ArchrepoError:
    with pytest.raises(ArchrepoError) as caught:
        read_tender_file(name, data)
    assert caught.value.remedy is not None
    assert caught.value.location is not None and caught.value.location.path == name
    return caught.value


def words(made: docx.document.Document) -> None:
    made.add_paragraph("1.1 De eis.")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("leeg.xlsx", b"", "het bestand is leeg"),
        ("oud.xls", _OLE + b"\0" * 600, "oude vorm"),
        ("oud.doc", _OLE + b"\0" * 600, "oude vorm"),
        ("slot.xlsx", _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "beveiligd met een wachtwoord"),
        ("halve.xlsx", workbook()[:2000], "beschadigd"),
        ("halve.docx", document(words)[:9000], "beschadigd"),
        ("halve.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "beschadigd"),
        ("plaatje.pdf", pdf([[], []]), "heeft geen tekst"),
        ("web.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "webpagina"),
        ("tekst.docx", b"{\\rtf1 hallo}", "RTF"),
        ("plaatje.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "geen .xlsx-bestand"),
        ("plaatje.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "geen tekstbestand"),
        ("citaat.csv", b'nr;eis\n1;"' + b"x" * 200_000, "aanhalingsteken"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-6:] else "",
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, data: bytes, expected: str) -> None:
    assert expected in refusal(name, data).text.nl


def test_a_file_in_the_strict_form_says_how_to_save_it() -> None:
    strict = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    text = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'

    assert "Strict Open XML" in refusal("a.xlsx", rezipped(workbook(), {"xl/workbook.xml": strict})).text.nl
    assert "Strict Open XML" in refusal("a.docx", rezipped(document(words), {_DOCUMENT: text})).text.nl


def test_an_old_file_says_as_what_to_save_it() -> None:
    sheet, text = refusal("a.xls", _OLE + b"\0" * 600), refusal("a.doc", _OLE + b"\0" * 600)

    assert sheet.remedy is not None and sheet.remedy.nl.endswith(".xlsx")
    assert text.remedy is not None and text.remedy.nl.endswith(".docx")


def test_a_pdf_that_unpacks_to_a_gigabyte_is_refused() -> None:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(100)) + packer.flush()
    writer = PdfWriter(io.BytesIO(pdf([["E1 een eis die lang genoeg is"]])))
    content = EncodedStreamObject()
    content[NameObject("/Filter")] = NameObject("/FlateDecode")
    content._data = packed
    writer.pages[0][NameObject("/Contents")] = content
    stream = io.BytesIO()
    writer.write(stream)

    assert "veel te groot" in refusal("bom.pdf", stream.getvalue()).text.nl


def test_a_protected_pdf_says_so() -> None:
    writer = PdfWriter(io.BytesIO(pdf([["E1 een eis die lang genoeg is"]])))
    writer.encrypt("geheim", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)

    assert "wachtwoord" in refusal("a.pdf", stream.getvalue()).text.nl


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_entities_in_a_workbook_are_refused(part: str) -> None:
    fault = refusal("a.xlsx", rezipped(workbook(), {part: _BOMB + b"<x>&c;</x>"}))

    assert "DOCTYPE" in fault.text.nl and part in fault.text.nl


def test_an_entity_that_reads_another_file_is_refused() -> None:
    xml = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {_W}><w:body/></w:document>'

    assert "DOCTYPE" in refusal("a.docx", rezipped(document(words), {_DOCUMENT: xml.encode()})).text.nl


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b" " * 10_000_000)

    started = time.monotonic()
    fault = refusal("bom.xlsx", stream.getvalue())

    assert isinstance(fault, LimitFault) and "xl/workbook.xml" in fault.text.nl
    assert time.monotonic() - started < 10


def test_a_size_that_lies_is_no_way_round_the_limit() -> None:
    data = bytearray(rezipped(workbook(), {"xl/workbook.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}))
    size = (30_000_007).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (1000).to_bytes(4, "little")

    refusal("bom.xlsx", bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_with_two_sheets_of_one_part_is_refused_as_programs_choose_differently() -> None:
    data = io.BytesIO(workbook([["Nr", "Eis"], ["E1", "Dit ziet de een"]]))
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", packed.read("xl/worksheets/sheet1.xml"))

    assert isinstance(refusal("eisen.xlsx", data.getvalue()), InputFault)


def test_too_many_rows_end_at_the_limit_with_the_place() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 4 * faults.MOST_ROWS))

    started = time.monotonic()
    fault = refusal("veel.xlsx", with_sheet(f"<sheetData>{rows}</sheetData>"))

    assert isinstance(fault, LimitFault)
    assert f"bereikt bij Eisen!A{faults.MOST_ROWS + 1}" in fault.text.nl
    assert time.monotonic() - started < 60


def test_more_empty_rows_than_the_limit_are_passed_over() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 4 * faults.MOST_ROWS))
    first = '<row r="1"><c r="A1" t="str"><v>Nr</v></c><c r="B1" t="str"><v>Eis</v></c></row>'
    second = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>Iets</v></c></row>'

    found = read_tender_file("leeg.xlsx", with_sheet(f"<sheetData>{first}{second}{rows}</sheetData>"))

    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [["1", "Iets"]]


def test_too_many_rows_of_text_end_at_the_limit_with_the_line() -> None:
    fault = refusal("veel.csv", b"nr;eis\n" + b"1;x\n" * 4 * faults.MOST_ROWS)

    assert f"regel {faults.MOST_ROWS + 1}" in fault.text.nl


def test_rows_that_are_far_too_wide_end_at_the_limit() -> None:
    rows = "".join(f'<row r="{n}"><c r="{column}{n}"><v>1</v></c></row>' for n in range(1, 9000) for column in ("XFD",))
    wide = "".join(f'<c r="{letter}9001"><v>1</v></c>' for letter in _letters(2000))

    assert isinstance(
        refusal("a.xlsx", with_sheet(f"<sheetData>{rows}<row r='9001'>{wide}</row></sheetData>")), LimitFault
    )


def _letters(count: int) -> list[str]:
    from openpyxl.utils.cell import get_column_letter

    return [get_column_letter(number) for number in range(1, count + 1)]


def test_a_merge_over_the_whole_sheet_fills_only_rows_that_have_content() -> None:
    rows = '<sheetData><row r="1"><c r="A1" t="str"><v>Nr</v></c><c r="B1" t="str"><v>Eis</v></c></row></sheetData>'

    found = read_tender_file("a.xlsx", with_sheet(f'{rows}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))

    assert len(found.tables) == 1


def test_a_shared_text_that_is_not_there_is_a_damaged_file() -> None:
    cell = '<sheetData><row r="1"><c r="A1" t="s"><v>999999</v></c></row></sheetData>'

    assert isinstance(refusal("a.xlsx", with_sheet(cell)), InputFault)


def test_a_document_nested_without_end_is_refused_or_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    xml = f"<w:document {_W}><w:body>{deep}</w:body></w:document>"

    refusal("diep.docx", rezipped(document(words), {_DOCUMENT: xml.encode()}))


def test_styles_that_are_based_on_each_other_end() -> None:
    xml = (
        f'<w:styles {_W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = (
        f'<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Tekst</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )

    found = read_tender_file(
        "a.docx", rezipped(document(words), {"word/styles.xml": xml.encode(), _DOCUMENT: body.encode()})
    )

    assert found.tables[0].rows[0].cells[1].text == "Tekst"


def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archrepo.exchange.tender_files.opening.MOST_SECONDS", 1)
    pages = (
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>\nendobj\n"
    )

    refusal("rond.pdf", b"%PDF-1.4\n" + pages + b"trailer << /Root 1 0 R >>\n")


def test_a_large_file_is_refused_before_it_is_looked_at() -> None:
    assert "de grens is 300 MB" in refusal("groot.xlsx", b"PK" + bytes(faults.MOST_BYTES)).text.nl


def test_reading_leaves_the_memory_of_the_reader_small(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>{"x" * 100}</t></is></c></row>'
        for n in range(1, 40_000)
    )
    (tmp_path / "a.xlsx").write_bytes(with_sheet(f"<sheetData>{rows}</sheetData>"))
    # A process starts out with the memory of the one that starts it, so this one must be small itself.
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from archrepo.exchange.tender_files import read_tender_file\n"
        "read_tender_file('a.xlsx', Path(sys.argv[1]).read_bytes())\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.xlsx"], capture_output=True, text=True, timeout=60, check=True
    )

    assert int(done.stdout) <= 1_000_000


_GOOD = {
    "a.xlsx": workbook(),
    "a.docx": document(words),
    "a.pdf": pdf([["E1 een eis die lang genoeg is", "E2 nog een"]]),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(_GOOD)), st.data())
def test_a_file_with_some_wrong_bytes_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(_GOOD[name])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(1, len(content))))

    try:
        _read(name, bytes(content[:cut]))
    except ArchrepoError as fault:
        assert fault.remedy is not None


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.pdf", "a"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        _read(name, content)
    except ArchrepoError as fault:
        assert fault.remedy is not None
