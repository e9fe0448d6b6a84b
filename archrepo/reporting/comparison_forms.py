"""Bids side by side as text, as fields (`archrepo/compare-bids/1`) and as .csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from textwrap import shorten

from archrepo.language import Language, Text
from archrepo.procurement.dossier.comparing import Comparison, Row
from archrepo.reporting.cells import safe_cell
from archrepo.reporting.unread_bids import unread_form, unread_lines

COMPARE_SCHEMA = "archrepo/compare-bids/1"
_NAME_WIDTH = 46
_CELL_WIDTH = 24
_HEADINGS = (Text("onderdeel", "section"), Text("wat", "what"), Text("sleutel", "key"))
_WHY = Text("waarom", "why")


def comparison_text(comparison: Comparison, language: Language, *, only_differences: bool = False) -> Iterator[str]:
    """Yield a table for each section; with `only_differences` the rows in which the bids differ."""
    yield comparison.name.in_(language)
    yield from unread_lines(comparison.unread, language, str)
    for section in comparison.sections:
        rows = [row for row in section.rows if row.is_different or not only_differences]
        if rows:
            yield ""
            yield _line(section.name.in_(language), [one.in_(language) for one in comparison.columns])
            yield from (
                _line(f"  {_name(row, language)}", [cell.words.in_(language) for cell in row.cells]) for row in rows
            )


def comparison_form(comparison: Comparison, language: Language) -> dict[str, object]:
    """Return the comparison as its fields."""
    return {
        "schema": COMPARE_SCHEMA,
        "procurement": {"id": comparison.procurement, "label": comparison.name.in_(language)},
        "as_of": comparison.as_of,
        "bids": [
            {"id": iri, "label": name.in_(language)}
            for iri, name in zip(comparison.bids, comparison.columns, strict=True)
        ],
        "unread_bids": unread_form(comparison.unread, language, str),
        "sections": [
            {
                "key": section.key,
                "label": section.name.in_(language),
                "rows": [
                    {
                        "key": row.key,
                        "label": row.name.in_(language),
                        "different": row.is_different,
                        "cells": [
                            {"text": cell.words.in_(language), "kind": cell.kind, "why": cell.why.in_(language)}
                            for cell in row.cells
                        ],
                    }
                    for row in section.rows
                ],
            }
            for section in comparison.sections
        ],
    }


def comparison_csv(comparison: Comparison, language: Language) -> str:
    """Return the comparison as .csv with semicolons; no cell is worked out by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    names = [one.in_(language) for one in comparison.columns]
    reasons = [f"{name}: {_WHY.in_(language)}" for name in names]
    writer.writerow(map(safe_cell, [*(one.in_(language) for one in _HEADINGS), *names, *reasons]))
    for section in comparison.sections:
        for row in section.rows:
            cells = [cell.words.in_(language) for cell in row.cells]
            why = [cell.why.in_(language) for cell in row.cells]
            first = (section.name.in_(language), row.name.in_(language), row.key)
            writer.writerow(map(safe_cell, [*first, *cells, *why]))
    return out.getvalue()


def _name(row: Row, language: Language) -> str:
    name = row.name.in_(language)
    return name if ":" in row.key or row.key.islower() else f"{row.key} {name}"


def _line(name: str, cells: list[str]) -> str:
    indent = " " * (len(name) - len(name.lstrip()))
    first = (indent + shorten(name, _NAME_WIDTH - len(indent), placeholder="...")).ljust(_NAME_WIDTH)
    return "  ".join(
        [first, *(shorten(cell, _CELL_WIDTH, placeholder="...").ljust(_CELL_WIDTH) for cell in cells)]
    ).rstrip()
