"""Parse XML that someone sent: safely, within limits, and with a clear fault where it is broken.

An XML file can hold instructions to its reader (document types, entities, addresses); none of them is followed.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from archrepo.errors import InputFault
from archrepo.exchange.refusals import fault, no_model
from archrepo.language import Text

_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--(?:[^-]|-[^-])*-->\s*)*(<!DOCTYPE)", re.IGNORECASE)
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PROLOG_BYTES = 4096


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root of the XML; no document types, entities or addresses in it are followed.

    Raises:
        InputFault: it is no XML, or has a document type, or a part larger than can be read safely.
    """
    doctype = _BEFORE_ROOT.match(data[:_PROLOG_BYTES])
    if doctype:
        raise _has_document_type(name, data.count(b"\n", 0, doctype.start(1)) + 1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        raise _broken(name, broken, data) from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise _has_document_type(name, 1)
    return root


def _has_document_type(name: str, line: int) -> InputFault:
    return fault(
        name,
        Text(
            "het bestand begint met een DOCTYPE; dat kan het lezen van andere bestanden of eindeloze tekst opdragen",
            "the file begins with a DOCTYPE, which can order the reading of other files or endless text",
        ),
        Text(
            "modelbestanden hebben geen DOCTYPE nodig: exporteer het model opnieuw uit het ArchiMate-gereedschap",
            "model files need no DOCTYPE: export the model again from the ArchiMate tool",
        ),
        line,
    )


def _broken(name: str, broken: etree.XMLSyntaxError, data: bytes) -> InputFault:
    code = broken.code  # type: ignore[attr-defined]  # missing in lxml-stubs 0.5.1
    line, column = broken.lineno or 1, (broken.offset or 0) + 1
    again = Text(
        "exporteer of kopieer het bestand opnieuw, en vergelijk de grootte met het origineel",
        "export or copy the file again, and compare its size with the original",
    )
    if not data.strip():
        return fault(name, Text("het bestand is leeg", "the file is empty"), again)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return no_model(name, line)
    if code in _LIMITS:
        return fault(
            name,
            Text(
                "een tekst of een nesting in dit XML-bestand is groter dan veilig te lezen is",
                "a text or a nesting in this XML file is larger than can be read safely",
            ),
            Text(
                "verklein deze tekst of deze mappenboom in Archi",
                "make this text or this tree of folders smaller in Archi",
            ),
            line,
            column,
        )
    has_end = data.rstrip().endswith(b">") or code == etree.ErrorTypes.ERR_DOCUMENT_END
    if code in _TRUNCATED or not has_end:
        return fault(
            name,
            Text("het XML-bestand houdt hier te vroeg op", "the XML file ends here too early"),
            again,
            line,
            column,
        )
    return _not_as_encoded(name, data) or fault(
        name,
        Text(
            "de XML klopt hier niet: een teken of een tag staat op een plaats waar dat niet mag",
            "the XML is wrong here: a character or a tag stands where none may stand",
        ),
        Text(
            "herstel deze plaats in een teksteditor, of exporteer het model opnieuw",
            "mend this place in a text editor, or export the model again",
        ),
        line,
        column,
    )


def _not_as_encoded(name: str, data: bytes) -> InputFault | None:
    """Return the fault about text in another encoding than the file says; None when that is not what is wrong."""
    declared = _ENCODING.match(data[:_PROLOG_BYTES])
    if declared and declared[1].upper() != b"UTF-8":
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as other:
        line = data.count(b"\n", 0, other.start) + 1
        column = len(data[data.rfind(b"\n", 0, other.start) + 1 : other.start].decode("utf-8", "replace")) + 1
        return fault(
            name,
            Text(
                "de tekst is hier geen UTF-8, terwijl het bestand zegt dat het dat is"
                if declared
                else "de tekst is hier geen UTF-8, en het bestand zegt niet welke codering het dan is",
                "the text is no UTF-8 here, though the file says that it is"
                if declared
                else "the text is no UTF-8 here, and the file does not say which encoding it is",
            ),
            Text(
                "sla het bestand op als UTF-8, of zet de codering in de eerste regel: "
                '<?xml version="1.0" encoding="windows-1252"?>',
                "save the file as UTF-8, or put the encoding in the first line: "
                '<?xml version="1.0" encoding="windows-1252"?>',
            ),
            line,
            column,
        )
    return None


_TRUNCATED: Final = frozenset(
    {
        etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
        etree.ErrorTypes.ERR_LTSLASH_REQUIRED,
        etree.ErrorTypes.ERR_GT_REQUIRED,
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
        etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED,
    }
)
_LIMITS: Final = frozenset(
    {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG, etree.ErrorTypes.ERR_ENTITY_LOOP}
)
