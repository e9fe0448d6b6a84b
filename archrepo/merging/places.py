"""The kept places of boxes of two models in one: those of the second stand to the right of those of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from archrepo.merging.sides import Side
from archrepo.positions import SideFile, parse_side_file, side_file_text
from archrepo.positions.homes import FOLDER

POSITIONS: Final = FOLDER
_GAP: Final = 80.0
_IRI = re.compile(r"<([^<>\s]*)>")


def merged_places(one: Side, other: Side, names: Mapping[ox.NamedNode, ox.NamedNode]) -> Iterator[tuple[str, bytes]]:
    """Yield each file of places with its bytes; a view of both has the boxes of both side by side.

    Raises:
        InputFault: a file of places is not as it was written.
    """
    ours, theirs = _files(one), _files(other)
    new = {old.value: name.value for old, name in names.items()}
    for name in sorted({*ours, *theirs}):
        if name not in theirs:
            yield name, ours[name].read_bytes()
            continue
        text = _IRI.sub(lambda found: f"<{new.get(found[1], found[1])}>", theirs[name].read_text("utf-8"))
        if name not in ours:
            yield name, text.encode("utf-8")
            continue
        first = parse_side_file(ours[name].read_bytes(), f"{one.folder}/{name}")
        second = parse_side_file(text.encode("utf-8"), f"{other.folder}/{name}")
        yield name, side_file_text(_beside(first, second)).encode("utf-8")


def _files(side: Side) -> dict[str, Path]:
    root = side.workspace.root
    found = sorted((root / POSITIONS).glob("*"))
    return {f"{POSITIONS}/{path.name}": path for path in found if path.is_file() and not path.name.startswith(".")}


def _beside(first: SideFile, second: SideFile) -> SideFile:
    """Return both; a box of both keeps the place of the first."""
    right = max((spot.x + spot.w for spot in first.spots if len(spot.box) == 1), default=0.0)
    known = {spot.box for spot in first.spots}
    words = {(spot.source, spot.kind, spot.target) for spot in first.words}
    moved = tuple(
        replace(spot, x=spot.x + right + _GAP) if len(spot.box) == 1 else spot
        for spot in second.spots
        if spot.box not in known
    )
    added = tuple(spot for spot in second.words if (spot.source, spot.kind, spot.target) not in words)
    return SideFile(first.view, (*first.spots, *moved), (*first.words, *added))
