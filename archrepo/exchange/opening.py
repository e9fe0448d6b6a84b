"""Open a model file that someone sent: safely, within limits, and with a clear fault when it is not one.

An XML file can hold instructions to its reader (document types, entities, addresses); none of them is followed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from archrepo.errors import InputFault, RequestFault
from archrepo.exchange.model import Format
from archrepo.exchange.names import AMEFF_2_NAMESPACE, AMEFF_NAMESPACE, ARCHI_NAMESPACES
from archrepo.exchange.refusals import MOST_BYTES, fault, line_of, too_large
from archrepo.language import Text

_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--(?:[^-]|-[^-])*-->\s*)*(<!DOCTYPE)", re.IGNORECASE)
_PROLOG_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Document:
    """An opened model file: the root of its XML, which format it has, and the pictures that came with it."""

    path: str
    format: Format
    root: etree._Element
    images: Mapping[str, bytes]


def open_document(path: Path) -> Document:
    """Return the parsed file; the format follows from its content, not from its name.

    Raises:
        RequestFault: there is no such file, or it is a folder.
        InputFault: the file is too large, broken, or not a model in a format that can be read.
    """
    name = path.as_posix()
    data = _read(path, name)
    images: dict[str, bytes] = {}
    if data.startswith(b"PK"):
        from archrepo.exchange.archive import unpack  # few models are archives; reading zip files costs start-up time

        data, images = unpack(path)
    root = parse_xml(data, name)
    return Document(name, _format(root, name), root, images)


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise RequestFault(
            Text(f"{name} is een map", f"{name} is a folder"),
            remedy=Text("noem het modelbestand zelf (.archimate of .xml)", "name the model file (.archimate or .xml)"),
        )
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_large(name, size)
        return path.read_bytes()
    except FileNotFoundError as missing:
        raise RequestFault(
            Text(f"{name} bestaat niet", f"{name} does not exist"),
            remedy=Text("controleer het pad van het modelbestand", "check the path of the model file"),
        ) from missing
    except PermissionError as refused:
        raise RequestFault(
            Text(f"{name} mag niet worden gelezen", f"{name} may not be read"),
            remedy=Text("vraag leesrechten op het bestand", "ask for the right to read the file"),
        ) from refused


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
        return _no_model(name, line)
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
    return fault(
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


def _format(root: etree._Element, name: str) -> Format:
    tag = str(root.tag)
    namespace, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if local == "model" and namespace in ARCHI_NAMESPACES:
        return "archi"
    if local == "model" and namespace == AMEFF_NAMESPACE:
        return "ameff"
    if namespace == AMEFF_2_NAMESPACE:
        raise fault(
            name,
            Text(
                "dit is het uitwisselingsformaat van ArchiMate 2.1; gelezen wordt dat van ArchiMate 3",
                "this is the exchange format of ArchiMate 2.1; the one of ArchiMate 3 can be read",
            ),
            Text(
                "open het bestand in Archi en exporteer het als Open Exchange XML voor ArchiMate 3",
                "open the file in Archi and export it as Open Exchange XML for ArchiMate 3",
            ),
            line_of(root),
        )
    raise _no_model(name, line_of(root))


def _no_model(name: str, line: int) -> InputFault:
    return fault(
        name,
        Text("dit is geen ArchiMate-model", "this is not an ArchiMate model"),
        Text(
            "kies een .archimate-bestand van Archi, of een uitwisselingsbestand (.xml) van ArchiMate 3",
            "choose a .archimate file of Archi, or an exchange file (.xml) of ArchiMate 3",
        ),
        line,
    )


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
