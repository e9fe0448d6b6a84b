"""The notation sheet: every type of element and every relation that the metamodel knows, drawn once, for the manual."""

from __future__ import annotations

from archrepo.language import Language, Text
from archrepo.metamodel import ElementType, Metamodel
from archrepo.views import GROUP, NOTE, VIEW_REFERENCE, AccessType, Box, Line, View

_WIDTH, _HEIGHT, _GAP, _COLUMNS = 150.0, 54.0, 14.0, 7
_ACCESSES: tuple[AccessType, ...] = ("Read", "Write", "ReadWrite")
_MEMBER, _BAR = 20.0, 26.0
_LAYERS = {
    "": Text("Verbinders", "Connectors"),
    "Strategy": Text("Strategie", "Strategy"),
    "Business": Text("Bedrijf", "Business"),
    "Application": Text("Applicatie", "Application"),
    "Technology": Text("Technologie", "Technology"),
    "Physical": Text("Fysiek", "Physical"),
    "Motivation": Text("Motivatie", "Motivation"),
    "ImplementationMigration": Text("Implementatie en migratie", "Implementation and migration"),
    "Composite": Text("Samengesteld", "Composite"),
    "CoreConcepts": Text("ArchiMate 4, gemeenschappelijk", "ArchiMate 4, common"),
}


def notation_sheet(metamodel: Metamodel, language: Language = "nl") -> View:
    """Return a placed view with a band for each layer and a row for each relation, in the order of the metamodel."""
    boxes: list[Box] = []
    y = 0.0
    layers: dict[str, list[ElementType]] = {}
    for kind in metamodel.types.values():
        layers.setdefault(kind.layer or kind.domain, []).append(kind)
    for layer, kinds in layers.items():
        y = _band(layer, kinds, y, language, boxes) + _GAP
    end = next(kind.name for kind in metamodel.types.values() if kind.layer)
    lines: list[Line] = []
    for index, (name, label, access, directed) in enumerate(_relations(metamodel, language)):
        column, row = index % 4, index // 4
        left, top = column * 286.0, y + row * (_HEIGHT + _GAP)
        ends = [
            Box(f"from-{index}", end, "A", x=left, y=top, w=50.0, h=_HEIGHT - 14),
            Box(f"to-{index}", end, "B", x=left + 210, y=top, w=50.0, h=_HEIGHT - 14),
        ]
        boxes += ends
        lines.append(
            Line(f"line-{index}", name, ends[0].key, ends[1].key, label=label, access=access, directed=directed)
        )
    rows = -(-len(lines) // 4)
    y += rows * (_HEIGHT + _GAP)
    for index, (kind_name, words) in enumerate(
        (
            (GROUP, Text("Groep op de plaat", "Group in the picture")),
            (NOTE, Text("Toelichting", "Note")),
            (VIEW_REFERENCE, Text("Andere plaat", "Other view")),
        )
    ):
        boxes.append(
            Box(f"other-{index}", kind_name, words.in_(language), x=index * (_WIDTH + _GAP), y=y, w=_WIDTH, h=_HEIGHT)
        )
    return View(
        key="notation",
        title=Text("De notatie van ArchiMate", "The notation of ArchiMate"),
        question=Text("Wat betekent elke vorm en elke lijn?", "What does each shape and each line mean?"),
        boxes=tuple(boxes),
        lines=tuple(lines),
        kind="generated",
    )


def _band(layer: str, kinds: list[ElementType], y: float, language: Language, boxes: list[Box]) -> float:
    """Add the types of one layer in rows of a band and return where the band ends."""
    rows = -(-len(kinds) // _COLUMNS)
    height = _BAR + rows * (_HEIGHT + _GAP)
    name = _LAYERS[layer].in_(language) if layer in _LAYERS else layer
    band = Box(f"band-{layer}", GROUP, name, x=0.0, y=y, w=_COLUMNS * (_WIDTH + _GAP) + _GAP, h=height)
    boxes.append(band)
    for index, kind in enumerate(kinds):
        column, row = index % _COLUMNS, index // _COLUMNS
        is_junction = not kind.layer and not kind.aspect
        side = _MEMBER if is_junction else _WIDTH
        boxes.append(
            Box(
                f"type-{kind.name}",
                kind.name,
                kind.label.in_(language),
                x=_GAP + column * (_WIDTH + _GAP),
                y=y + _BAR + row * (_HEIGHT + _GAP),
                w=side,
                h=_MEMBER if is_junction else _HEIGHT,
                parent=band.key,
            )
        )
    return y + height


def _relations(metamodel: Metamodel, language: Language) -> list[tuple[str, str, AccessType | None, bool]]:
    """Return each relation with the words of its predicate, and again for each way it can be narrowed."""
    rows: list[tuple[str, str, AccessType | None, bool]] = []
    for predicate in metamodel.predicates.values():
        if predicate.is_domain_link:
            continue
        words = metamodel.sentence(predicate.iri).in_(language)
        access = next((each for each in _ACCESSES if each == predicate.access), None)
        rows.append((predicate.kind.name, words, access, predicate.directed))
    return rows
