"""A drawing without boxes for a view that has none: its name and texts go along, and nothing is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from archrepo.exchange.forms.grafico_words import CANVAS
from archrepo.exchange.model import FileView, ModelFile, ViewForm
from archrepo.exchange.names import ARCHI_NAMESPACES, XSI

_TYPES: Final[Mapping[ViewForm, str]] = {
    "diagram": "archimate:ArchimateDiagramModel",
    "sketch": "archimate:SketchModel",
    "canvas": "canvas:CanvasModel",
}
_PREFIXES: Final[dict[str | None, str]] = {"xsi": XSI, "archimate": ARCHI_NAMESPACES[0]}


def with_drawings(model: ModelFile) -> ModelFile:
    """Return the model with an empty drawing of Archi for each view without one; itself when all have one."""
    if all(view.drawing for view in model.views):
        return model
    views = (view if view.drawing else replace(view, drawing=_empty(view), drawn_in="archi") for view in model.views)
    return replace(model, views=tuple(views))


def _empty(view: FileView) -> bytes:
    prefixes = _PREFIXES | ({"canvas": CANVAS} if view.form == "canvas" else {})
    node = etree.Element("element", nsmap=prefixes)  # type: ignore[arg-type]  # lxml-stubs 0.5.1 type the prefixes too narrowly
    node.set(f"{{{XSI}}}type", _TYPES[view.form])
    node.set("id", view.id)
    return etree.tostring(node, encoding="UTF-8") + b"\n"
