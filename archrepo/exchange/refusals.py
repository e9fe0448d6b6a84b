"""Faults that every reader of model files can raise, and the limits behind them."""

from __future__ import annotations

from typing import Final

from lxml import etree

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text

#: Fourteen times the national model; the parsed tree takes some six times as much memory as the file.
MOST_BYTES: Final = 200_000_000


def fault(path: str, text: Text, remedy: Text, line: int = 0, column: int = 1) -> InputFault:
    """Return the fault about this file; line 0 means the file as a whole."""
    return InputFault(text, location=Location(path, line, column, line, column), remedy=remedy)


def line_of(node: etree._Element) -> int:
    """Return the line on which the element begins, or 0 when the parser does not know."""
    return node.sourceline or 0  # type: ignore[return-value]  # lxml-stubs 0.5.1 types it as an ellipsis


def too_large(name: str, size: int) -> InputFault:
    """Return the fault about a model of `size` bytes, which is over the limit."""
    return fault(
        name,
        Text(
            f"het model is {size // 1_000_000} MB; de grens is {MOST_BYTES // 1_000_000} MB",
            f"the model is {size // 1_000_000} MB; the limit is {MOST_BYTES // 1_000_000} MB",
        ),
        Text(
            "splits het model in Archi, of haal grote afbeeldingen en teksten eruit",
            "split the model in Archi, or take large images and texts out of it",
        ),
    )


def no_model(name: str, line: int) -> InputFault:
    """Return the fault about a file that is no model in any form that can be read."""
    return fault(
        name,
        Text("dit is geen ArchiMate-model", "this is not an ArchiMate model"),
        Text(
            "kies een bestand van Archi (.archimate), een uitwisselingsbestand (.xml), een map van coArchi, CSV of RDF",
            "choose a file of Archi (.archimate), an exchange file (.xml), a folder of coArchi, CSV or RDF",
        ),
        line,
    )
