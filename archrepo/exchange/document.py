"""A model that was opened: the tree of one of the two formats, with the pictures that came with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from archrepo.errors import RequestFault
from archrepo.exchange.model import Format, Remark
from archrepo.exchange.refusals import MOST_BYTES, too_large
from archrepo.language import Text


@dataclass(frozen=True, slots=True)
class Document:
    """An opened model: the root of its XML, which format it has, and the pictures that came with it.

    `remarks` are what was not carried over as it was when another form was turned into this tree. `has_lines` tells
    that the lines of the tree are those of the file.
    """

    path: str
    format: Format
    root: etree._Element
    images: Mapping[str, bytes]
    remarks: tuple[Remark, ...] = field(default=())
    has_lines: bool = False


def read_file(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        RequestFault: there is no such file, or it may not be read.
        InputFault: it is too large.
    """
    name = path.as_posix()
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
