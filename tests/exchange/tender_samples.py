"""Tender files as programs make them, and files as only an attacker or an accident makes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("Nr", "Eis", "Soort", "Punten", "Antwoord")
ROWS = (("E1", "De applicatie gebruikt TLS 1.3.", "Eis", None, None), ("W1", "Inloggen met één knop.", "Wens", 5, None))
_SHEET = "xl/worksheets/sheet1.xml"


def workbook(
    rows: Sequence[Sequence[object]] = (HEADINGS, *ROWS), change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """Return a workbook with one sheet `Eisen`; `change` may do more to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Eisen"
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(fill: Callable[[docx.document.Document], None]) -> bytes:
    """Return a Word document that `fill` writes."""
    made = docx.Document()
    fill(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def rezipped(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a zip file with some parts replaced, added, or left out (None)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def with_sheet(xml: str) -> bytes:
    """Return a workbook whose only sheet is this XML of rows."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return rezipped(workbook(), {_SHEET: f"{head}{xml}</worksheet>".encode()})


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        text = " ".join(f"({_escaped(line)}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td {text} ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
