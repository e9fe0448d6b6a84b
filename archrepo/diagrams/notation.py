"""What each kind of box and line looks like: ArchiMate's notation as tables.

Corners follow from the aspect of a type and colours from its layer; icons, second figures and exceptions are facts of
`ontology/archimate-notation.ttl`. Only the ends of relations are keyed by name here.
Source: ArchiMate 3.2, notation of elements and relationships; the standard prescribes no colours, these are Archi's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import NamedNode

from archrepo.diagrams import shapes
from archrepo.diagrams.icons import ICONS, IMAGE_ICON, VIEW_ICON, Icon
from archrepo.diagrams.lineends import LineEnd
from archrepo.diagrams.palettes import LAYER_LETTERS, PALETTES, Palette
from archrepo.diagrams.shapes import Outline
from archrepo.language import Text
from archrepo.metamodel import Metamodel, text_of
from archrepo.store import Graph
from archrepo.views import (
    BLOCK,
    CONNECTION,
    GROUP,
    IMAGE,
    NOTE,
    STICKY,
    VIEW_REFERENCE,
    AccessType,
    Arrow,
    Line,
)
from archrepo.vocabulary import am

#: The colour of a line that nobody chose one for.
LINE_COLOUR: Final = PALETTES["standard"].line
DOTTED: Final = "2 2"
DASHED: Final = "6 3"
#: The border of a grouping.
LONG_DASHED: Final = "8 4"

#: Corners by the local name of an aspect; what is not named here is square.
ASPECT_OUTLINES: Final[Mapping[str, Outline]] = {"Behavior": shapes.rounded, "Motivation": shapes.cut}


_UNKNOWN: Final = Text("Onbekend type", "Unknown type")


@dataclass(frozen=True, slots=True)
class BoxLook:
    """How one kind of box is drawn."""

    fill: str
    outline: Outline
    label: Text
    icon: Icon | None = None
    second: Outline | None = None
    dash: str = ""
    is_junction: bool = False
    #: The letter of the layer, in a palette that shows it.
    letter: str = ""
    #: What someone who does not know ArchiMate would call it; None where the label is plain.
    plain: Text | None = None


@dataclass(frozen=True, slots=True)
class LineLook:
    """How one kind of line is drawn; `directed` is its target end when the relation is directed."""

    source: LineEnd
    target: LineEnd
    dash: str
    label: Text
    directed: LineEnd = "none"
    #: Verb phrases from source to target by access and direction: "leest", "bedient".
    verbs: Mapping[tuple[str, bool], Text] = field(default_factory=dict)

    def verb(self, line: Line) -> Text:
        """Return what the source does to the target, in plain words; the label where no verb is known."""
        access = line.access or ""
        return self.verbs.get((access, line.directed)) or self.verbs.get((access, False)) or self.label


#: Boxes that are no element; the palette fills them.
_OTHER_BOXES: Final[Mapping[str, BoxLook]] = {
    GROUP: BoxLook("", shapes.tab, Text("Groep op de plaat", "Group in the picture")),
    NOTE: BoxLook("", shapes.dog_ear, Text("Toelichting", "Note")),
    VIEW_REFERENCE: BoxLook("", shapes.square, Text("Andere plaat", "Other view"), VIEW_ICON),
    IMAGE: BoxLook("", shapes.square, Text("Afbeelding", "Image"), IMAGE_ICON, dash=DOTTED),
    STICKY: BoxLook("", shapes.square, Text("Plakbriefje", "Sticky note"), second=shapes.stick_figure),
    BLOCK: BoxLook("", shapes.square, Text("Blok", "Block")),
    "Junction": BoxLook("#000000", shapes.oval, Text("Junctie", "Junction"), is_junction=True),
    "AndJunction": BoxLook("#000000", shapes.oval, Text("En-junctie", "And junction"), is_junction=True),
    "OrJunction": BoxLook("#ffffff", shapes.oval, Text("Of-junctie", "Or junction"), is_junction=True),
}

_ENDS: Final[Mapping[str, tuple[LineEnd, LineEnd, str]]] = {
    "Composition": ("diamond", "none", ""),
    "Aggregation": ("open diamond", "none", ""),
    "Assignment": ("ball", "triangle", ""),
    "Realization": ("none", "hollow triangle", DOTTED),
    "Specialization": ("none", "hollow triangle", ""),
    "Serving": ("none", "arrow", ""),
    "Access": ("none", "none", DOTTED),
    "Influence": ("none", "arrow", DASHED),
    "Association": ("none", "none", ""),
    "Triggering": ("none", "triangle", ""),
    "Flow": ("none", "triangle", DASHED),
}
_DIRECTED_ENDS: Final[Mapping[str, LineEnd]] = {"Association": "half arrow"}
_ACCESS_ENDS: Final[Mapping[AccessType, tuple[LineEnd, LineEnd]]] = {
    "Read": ("arrow", "none"),
    "Write": ("none", "arrow"),
    "ReadWrite": ("arrow", "arrow"),
    "Access": ("none", "none"),
}
_ARROWS: Final[Mapping[Arrow, LineEnd]] = {
    "none": "none",
    "filled": "triangle",
    "hollow": "hollow triangle",
    "open": "arrow",
}
_OTHER_LINE = LineLook("none", "none", "", Text("Verbindingslijn", "Connecting line"))


@dataclass(frozen=True, slots=True)
class Notation:
    """The look of every kind of box and line that the metamodel knows."""

    boxes: Mapping[str, BoxLook]
    lines: Mapping[str, LineLook]
    palette: Palette

    @classmethod
    def of(cls, metamodel: Metamodel, palette: Palette = PALETTES["standard"]) -> Notation:
        """Return the notation for the types of `metamodel` in the colours of `palette`."""
        boxes = {
            kind: replace(look, fill=palette.kind_fills.get(kind, look.fill)) for kind, look in _OTHER_BOXES.items()
        }
        drawn = Graph(metamodel.table("archimate-notation.ttl"))
        for kind in metamodel.types.values():
            if kind.name in boxes:
                continue
            own_fill = _fact(drawn, kind.iri, "fill")
            own_outline = shapes.SECOND_FIGURES.get(_fact(drawn, kind.iri, "firstFigure"))
            boxes[kind.name] = BoxLook(
                fill=palette.shade(own_fill) if own_fill else palette.layer_fills.get(kind.layer, palette.unknown_fill),
                outline=own_outline or ASPECT_OUTLINES.get(kind.aspect, shapes.square),
                label=kind.label,
                icon=ICONS.get(_fact(drawn, kind.iri, "icon")),
                second=shapes.SECOND_FIGURES.get(_fact(drawn, kind.iri, "secondFigure")),
                dash=LONG_DASHED if _fact(drawn, kind.iri, "border") == "dashed" else "",
                letter=LAYER_LETTERS.get(kind.layer, "") if palette.has_letters else "",
                plain=text_of(drawn, kind.iri, am("plainName")),
            )
        lines = {CONNECTION: _OTHER_LINE}
        verbs: dict[str, dict[tuple[str, bool], Text]] = {}
        for predicate in metamodel.predicates.values():
            if not predicate.is_domain_link:
                said = verbs.setdefault(predicate.kind.name, {})
                said[predicate.access or "", predicate.directed] = metamodel.sentence(predicate.iri)
        for relation in metamodel.relation_types.values():
            name = relation.name
            source, target, dash = _ENDS.get(name, ("none", "none", ""))
            lines[name] = LineLook(
                source, target, dash, relation.label, _DIRECTED_ENDS.get(name, "none"), verbs.get(name, {})
            )
        return cls(boxes, lines, palette)

    def box(self, kind: str) -> BoxLook:
        """Return the look of a box; an unknown kind is a plain grey box, never a fault."""
        return self.boxes.get(kind) or BoxLook(self.palette.unknown_fill, shapes.square, _UNKNOWN)

    def line(self, kind: str) -> LineLook:
        """Return the look of a line; an unknown kind is a plain line."""
        return self.lines.get(kind, _OTHER_LINE)


def _fact(drawn: Graph, kind: NamedNode, name: str) -> str:
    """Return what the ontology says of how a type is drawn; "" for nothing."""
    value = drawn.value(kind, am(name))
    return value.value if value is not None else ""


def line_ends(look: LineLook, line: Line, source: BoxLook | None, target: BoxLook | None) -> tuple[LineEnd, LineEnd]:
    """Return the ends to draw: access and direction decide, and an arm that enters a junction has no end there."""
    start, end = look.source, look.target
    if line.arrows != ("none", "none"):
        start, end = (_ARROWS[arrow] for arrow in line.arrows)
    if line.access:
        start, end = _ACCESS_ENDS[line.access]
    if line.directed and look.directed != "none":
        end = look.directed
    if source is not None and source.is_junction:
        start = "none"
    if target is not None and target.is_junction:
        end = "none"
    return start, end
