"""What the tests of pictures share: the metamodel, the example municipality, and a measure of where text lies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from the_knowledge import shipped_ontology

from archrepo.diagrams.text import width_em
from archrepo.metamodel import Metamodel
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parent.parent.parent

TextFinder = Callable[[View, str], list[str]]


@pytest.fixture(scope="session")
def metamodel() -> Metamodel:
    return shipped_ontology().metamodel


@pytest.fixture(scope="session")
def voorbeeldstad() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


@pytest.fixture(scope="session")
def text_outside() -> TextFinder:
    """A function that lists the labels of a placed view of which a letter stands outside the box they belong to."""
    return _text_outside


def _text_outside(view: View, svg: str) -> list[str]:
    root = etree.fromstring(svg.encode())
    groups = [child for child in root if child.tag in (f"{SVG}a", f"{SVG}g") and child.get("id")]
    outside = []
    for box, group in zip(view.boxes, groups, strict=False):
        assert box.x is not None and box.y is not None and box.w is not None and box.h is not None
        for text in group.iter(f"{SVG}text"):
            size = float(text.get("font-size", "12"))
            baseline = float(text.get("y") or 0)
            bold = text.get("font-weight") == "bold"
            for line in (text, *text):
                baseline += float(line.get("dy", "0"))
                words = line.text or ""
                wide = float(line.get("textLength", "0")) or width_em(words, bold=bold) * size
                share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
                left = float(line.get("x") or text.get("x") or 0) - wide * share
                is_inside = (
                    left >= box.x - 0.6
                    and left + wide <= box.x + box.w + 0.6
                    and baseline - 0.72 * size >= box.y - 0.6
                    and baseline + 0.22 * size <= box.y + box.h + 0.6
                )
                if words.strip() and not is_inside:
                    outside.append(f"{box.key}: {words}")
    return outside
