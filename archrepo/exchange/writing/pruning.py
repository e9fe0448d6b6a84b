"""Take boxes and lines out of a drawing whose concept is no longer in the model; what lay in such a box stays."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from archrepo.exchange.drawing_parts import number
from archrepo.exchange.names import AMEFF_NAMESPACE
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text

_NS = f"{{{AMEFF_NAMESPACE}}}"
_NODE, _CONNECTION, _VIEW_REFERENCE = f"{_NS}node", f"{_NS}connection", f"{_NS}viewRef"


def tell_gone(remarks: Remarks, gone: Collection[str]) -> None:
    """Tell how many concepts of the file that was read are no longer in the model."""
    for _ in gone:
        remarks.change(
            Text(
                "concept dat niet meer in het model staat: weg uit het bestand en uit de tekeningen",
                "concept that is no longer in the model: gone from the file and from the drawings",
            )
        )


def prune_archi_drawing(drawing: etree._Element, gone: Collection[str]) -> None:
    """Take the boxes and lines of concepts that are gone out of a drawing of Archi."""
    lost: set[str] = set()
    for box in list(drawing.iter("child")):
        if box.get("archimateElement") in gone or box.get("model") in gone:
            lost.add(box.get("id", ""))
            lost |= {line.get("id", "") for line in box.iterchildren("sourceConnection")}
            _lift(box)
    for line in drawing.iter("sourceConnection"):
        if line.get("archimateRelationship") in gone:
            lost.add(line.get("id", ""))
    _remove_lines(drawing, "sourceConnection", "id", lost)
    for part in drawing.iter("child", "sourceConnection"):
        stated = part.get("targetConnections")
        if stated and not lost.isdisjoint(stated.split()):
            kept = [one for one in stated.split() if one not in lost]
            part.set("targetConnections", " ".join(kept))
            if not kept:
                del part.attrib["targetConnections"]


def prune_ameff_drawing(drawing: etree._Element, gone: Collection[str]) -> None:
    """Take the boxes and lines of concepts that are gone out of a drawing of the exchange format."""
    lost: set[str] = set()
    for box in list(drawing.iter(_NODE)):
        if box.get("elementRef") in gone:
            lost.add(box.get("identifier", ""))
            parent = box.getparent()
            assert parent is not None
            _replace(parent, box, list(box.iterchildren(_NODE)))
        elif box.get("conceptRef") in gone:
            del box.attrib["conceptRef"]
    for reference in list(drawing.iter(_VIEW_REFERENCE)):
        if reference.get("ref") in gone:
            parent = reference.getparent()
            assert parent is not None
            parent.remove(reference)
    for line in drawing.iter(_CONNECTION):
        if line.get("relationshipRef") in gone:
            lost.add(line.get("identifier", ""))
    _remove_lines(drawing, _CONNECTION, "identifier", lost)


def _remove_lines(drawing: etree._Element, tag: str, name: str, lost: set[str]) -> None:
    """Remove the lost lines, and then those that ended in what is lost, until none is left."""
    changed = True
    while changed:
        changed = False
        for line in list(drawing.iter(tag)):
            if line.get(name) in lost or line.get("source") in lost or line.get("target") in lost:
                lost |= {one.get(name, "") for one in line.iter(tag)}
                parent = line.getparent()
                assert parent is not None
                parent.remove(line)
                changed = True


def _lift(box: etree._Element) -> None:
    """Replace a box by the boxes in it, which keep their place on the sheet."""
    parent = box.getparent()
    assert parent is not None
    x, y = _corner(box)
    children = list(box.iterchildren("child"))
    for child in children:
        bounds = child.find("bounds")
        if bounds is None:
            bounds = etree.SubElement(child, "bounds")
        own_x, own_y = _corner(child)
        bounds.set("x", str(x + own_x))
        bounds.set("y", str(y + own_y))
    _replace(parent, box, children)


def _corner(box: etree._Element) -> tuple[int, int]:
    bounds = box.find("bounds")
    return (0, 0) if bounds is None else (int(number(bounds, "x", 0)), int(number(bounds, "y", 0)))


def _replace(parent: etree._Element, box: etree._Element, children: list[etree._Element]) -> None:
    at = parent.index(box)
    parent.remove(box)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
