"""Open a model that someone sent, in any form that is one of the two trees or can be turned into one.

A coArchi folder, packed or not, becomes the tree of a native Archi file; a file of ArchiMate 2.1 becomes that of the
exchange format of ArchiMate 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lxml import etree

from archrepo.exchange.document import Document, read_file
from archrepo.exchange.forms.archi_upgrading import NEWEST, brought_up_to_date
from archrepo.exchange.model import Format, Remark
from archrepo.exchange.names import AMEFF_2_NAMESPACE, AMEFF_NAMESPACE, ARCHI_NAMESPACES
from archrepo.exchange.refusals import line_of, no_model
from archrepo.exchange.safe_xml import parse_xml

_TAR_SIGNATURE = b"ustar"
_TAR_SIGNATURE_AT = 257
_BEGINNING = 1024
#: What begins a tar file that is packed: with gzip, bzip2 or xz.
_PACKINGS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")


def open_document(path: Path) -> Document:
    """Return the parsed model; the format follows from its content, not from its name.

    Raises:
        RequestFault: there is no such file, or it is a folder that holds no model.
        InputFault: the file is too large, broken, or not a model in a format that can be read.
    """
    name = path.as_posix()
    # Few models are archives or folders, and what reads those costs start-up time.
    if path.is_dir():
        from archrepo.exchange.forms.folder_files import folder_files
        from archrepo.exchange.forms.recognizing_tables import table_in

        table = table_in(path)
        if table is not None:
            return open_document(table)
        return _grafico(folder_files(path), name)
    data = read_file(path)
    images: dict[str, bytes] = {}
    remarks: tuple[Remark, ...] = ()
    if data.startswith(b"PK"):
        from archrepo.exchange.archive import unpack
        from archrepo.exchange.forms.folder_files import zip_files

        files = zip_files(path)
        if files:
            return _grafico(files, name)
        data, images, remarks = unpack(path)
    elif data.startswith(_PACKINGS) or data[_TAR_SIGNATURE_AT:].startswith(_TAR_SIGNATURE):
        from archrepo.exchange.forms.folder_files import tar_files

        files = tar_files(path)
        if not files:
            raise no_model(name, 0)
        return _grafico(files, name)
    elif not _is_xml(data):
        from archrepo.exchange.forms.recognizing_tables import table_document

        document = table_document(path, data)
        if document is not None:
            return document
    root = parse_xml(data, name)
    if str(root.tag).startswith(f"{{{AMEFF_2_NAMESPACE}}}"):
        from archrepo.exchange.forms.exchange_2 import exchange_3_tree

        root, converted = exchange_3_tree(root, name)
        return Document(name, "ameff", root, images, (*remarks, *converted))
    form = _format(root, name)
    found = _native(root, name, images) if form == "archi" else Document(name, form, root, images)
    return replace(found, remarks=(*remarks, *found.remarks), has_lines=True)


def line_of_second(document: Document, identifier: str) -> int:
    """Return the line where an id begins a second node; 0 where the file does not tell."""
    if not document.has_lines:
        return 0
    lines = (
        line_of(node) for node in document.root.iter("*") if identifier in (node.get("id"), node.get("identifier"))
    )
    return next(islice(lines, 1, None), 0)


def _is_xml(data: bytes) -> bool:
    """Tell whether the file begins as XML does, in an encoding that shows it."""
    return data[:_BEGINNING].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _grafico(files: Mapping[str, bytes], name: str) -> Document:
    from archrepo.exchange.forms.grafico import IMAGES_FOLDER, grafico_tree

    images = {path: data for path, data in sorted(files.items()) if path.startswith(IMAGES_FOLDER)}
    return _native(grafico_tree(files, name), name, images)


def _native(root: etree._Element, name: str, images: Mapping[str, bytes]) -> Document:
    """Return the document of a native tree, brought up to date when an older Archi wrote it."""
    if root.get("version", "") == NEWEST:
        return Document(name, "archi", root, images)
    return Document(name, "archi", root, images, brought_up_to_date(root, name))


def _format(root: etree._Element, name: str) -> Format:
    tag = str(root.tag)
    namespace, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if local == "model" and namespace in ARCHI_NAMESPACES:
        return "archi"
    if local == "model" and namespace == AMEFF_NAMESPACE:
        return "ameff"
    raise no_model(name, line_of(root))
