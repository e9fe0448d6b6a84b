"""The words and the order of a coArchi folder (grafico), beside those of the native file of Archi.

Both are written by the same library from one model of classes; the native file renames its parts, grafico does not.
Source: archimate.ecore and canvas.ecore of Archi 5; within a class, the parts stand in the order of its features.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archrepo.exchange.names import XSI

ARCHIMATE: Final = "http://www.archimatetool.com/archimate"
CANVAS: Final = "http://www.archimatetool.com/archimate/canvas"
TYPE: Final = f"{{{XSI}}}type"

#: Parts of grafico, by the name that the native file gives them.
PARTS: Final[Mapping[str, str]] = {
    "property": "properties",
    "feature": "features",
    "child": "children",
    "sourceConnection": "sourceConnections",
    "bendpoint": "bendpoints",
    "profile": "profiles",
    "entry": "entries",
}
#: Classes of grafico, by the name that the native file gives them.
CLASSES: Final[Mapping[str, str]] = {
    "DiagramObject": "DiagramModelArchimateObject",
    "Group": "DiagramModelGroup",
    "Note": "DiagramModelNote",
    "Connection": "DiagramModelArchimateConnection",
}
NATIVE_PARTS: Final[Mapping[str, str]] = {grafico: native for native, grafico in PARTS.items()}
NATIVE_CLASSES: Final[Mapping[str, str]] = {grafico: native for native, grafico in CLASSES.items()}

#: Attributes of grafico that are parts with text in the native file.
TEXTS: Final = frozenset({"documentation", "content", "purpose", "notes", "hintContent"})
#: Parts of grafico that refer to another file, with the attribute that they are in the native file.
REFERENCES: Final[Mapping[str, str]] = {
    "source": "source",
    "target": "target",
    "archimateElement": "archimateElement",
    "archimateRelationship": "archimateRelationship",
    "referencedModel": "model",
}
#: The attributes of native parts that refer to another file, with the part that they are in grafico.
REFERRING: Final[Mapping[str, str]] = {native: grafico for grafico, native in REFERENCES.items()}

#: The folders at the top in the order in which coArchi loads them.
TOP_FOLDERS: Final = (
    "strategy",
    "business",
    "application",
    "technology",
    "motivation",
    "implementation_migration",
    "other",
    "relations",
    "diagrams",
)

_BOX = (
    *("id", "name", "features", "sourceConnections", "targetConnections", "font", "fontColor"),
    *("lineWidth", "lineColor", "textAlignment", "bounds", "fillColor", "alpha"),
)
_CONNECTION = (
    *("id", "name", "features", "sourceConnections", "targetConnections", "font", "fontColor", "properties"),
    *("documentation", "lineWidth", "lineColor", "textAlignment", "textPosition", "source", "target"),
    *("bendpoints", "type", "archimateRelationship", "locked"),
)
_IMAGE = (*_BOX, "borderColor", "imagePath", "properties", "documentation", "locked")
_ICON = ("imagePath", "imagePosition")
_CONCEPT = (
    *("name", "id", "features", "documentation", "properties", "profiles", "source", "target"),
    *("accessType", "directed", "strength", "type"),
)
_VIEW = (
    *("name", "id", "features", "children", "documentation", "properties", "connectionRouterType"),
    *("viewpoint", "background", "hintTitle", "hintContent"),
)
#: The order of attributes and parts for each class of grafico; a class that is not named here is a concept.
ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ArchimateModel": (*("name", "id", "features", "properties", "purpose", "version", "metadata", "profiles"),),
    "Folder": ("name", "id", "features", "documentation", "properties", "type"),
    "ArchimateDiagramModel": _VIEW,
    "SketchModel": _VIEW,
    "CanvasModel": _VIEW,
    "DiagramModelArchimateObject": (*_BOX, "children", "textPosition", *_ICON, "archimateElement", "type"),
    "DiagramModelGroup": (*_BOX, "children", "documentation", "properties", "textPosition", "borderType", *_ICON),
    "DiagramModelNote": (*_BOX, "content", "textPosition", "properties", "borderType", *_ICON),
    "DiagramModelReference": (*_BOX, "textPosition", *_ICON, "referencedModel"),
    "DiagramModelImage": _IMAGE,
    "SketchModelSticky": (*_BOX, "children", "content", "properties", "textPosition", *_ICON),
    "SketchModelActor": (*_BOX, "documentation", "properties"),
    "CanvasModelSticky": (*_BOX, *_ICON, "content", "notes", "properties", "locked", "borderColor"),
    "CanvasModelBlock": (
        *(*_BOX, *_ICON, "children", "properties", "locked", "borderColor"),
        *("hintTitle", "hintContent", "content"),
    ),
    "CanvasModelImage": _IMAGE,
    "CanvasModelConnection": _CONNECTION,
    "DiagramModelConnection": _CONNECTION,
    "DiagramModelArchimateConnection": _CONNECTION,
    "properties": ("key", "value"),
    "entries": ("key", "value"),
    "features": ("name", "value"),
    "bounds": ("x", "y", "width", "height"),
    "bendpoints": ("startX", "startY", "endX", "endY"),
    "profiles": ("name", "id", "features", "imagePath", "specialization", "conceptType"),
}
CONCEPT: Final = _CONCEPT
