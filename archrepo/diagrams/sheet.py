"""The notation sheet: every type, every second figure and every relation that the metamodel knows, drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archrepo.diagrams.notation import Notation
from archrepo.language import Language, Text
from archrepo.metamodel import ElementType, Metamodel
from archrepo.views import (
    BLOCK,
    CONNECTION,
    GROUP,
    IMAGE,
    NOTE,
    STICKY,
    VIEW_REFERENCE,
    AccessType,
    Box,
    Line,
    Style,
    View,
)

_WIDTH, _HEIGHT, _GAP, _COLUMNS = 150.0, 54.0, 14.0, 7
_ACCESSES: tuple[AccessType, ...] = ("Read", "Write", "ReadWrite")
_STRENGTHS = ("+", "-", "++", "--")
_MEMBER, _BAR = 15.0, 30.0
_ARM = 286.0
_BAND = _COLUMNS * (_WIDTH + _GAP) + _GAP
_WORDS = Style(border="none", fill_opacity=0.0, align="left", position="middle")
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
    """Return a placed view: a band for each layer, one for second figures, relations, and what else a view holds."""
    return _Sheet(metamodel, language).view()


class _Sheet:
    """Places the samples from the top down."""

    def __init__(self, metamodel: Metamodel, language: Language) -> None:
        self._metamodel = metamodel
        self._language = language
        self._notation = Notation.of(metamodel)
        self._boxes: list[Box] = []
        self._lines: list[Line] = []
        self._y = 0.0

    def view(self) -> View:
        layers: dict[str, list[ElementType]] = {}
        for kind in self._metamodel.types.values():
            layers.setdefault(kind.layer or kind.domain, []).append(kind)
        for layer, kinds in layers.items():
            name = _LAYERS[layer].in_(self._language) if layer in _LAYERS else layer
            self._band(f"band-{layer}", name, [self._type(kind) for kind in kinds])
        self._band("band-figures", self._say("Tweede vormen", "Second figures"), list(self._second_figures()))
        self._band("band-others", self._say("Verder op een plaat", "What else a view holds"), list(self._others()))
        self._relations()
        self._examples()
        return View(
            key="notation",
            title=Text("De notatie van ArchiMate", "The notation of ArchiMate"),
            question=Text("Wat betekent elke vorm en elke lijn?", "What does each shape and each line mean?"),
            boxes=tuple(self._boxes),
            lines=tuple(self._lines),
            kind="generated",
        )

    def _say(self, dutch: str, english: str) -> str:
        return Text(dutch, english).in_(self._language)

    def _band(self, key: str, name: str, samples: list[Box]) -> None:
        """Add samples in rows of a band; a junction, which has no words, has them beside it."""
        rows = -(-len(samples) // _COLUMNS)
        height = _BAR + rows * (_HEIGHT + _GAP)
        self._boxes.append(Box(key, GROUP, name, x=0.0, y=self._y, w=_BAND, h=height))
        for index, sample in enumerate(samples):
            column, row = index % _COLUMNS, index // _COLUMNS
            x, y = _GAP + column * (_WIDTH + _GAP), self._y + _BAR + row * (_HEIGHT + _GAP)
            if self._notation.box(sample.kind).is_junction:
                middle = y + (_HEIGHT - _MEMBER) / 2
                self._boxes.append(replace(sample, x=x, y=middle, w=_MEMBER, h=_MEMBER, parent=key))
                words = Box(f"words-{sample.key}", NOTE, sample.label, parent=key, style=_WORDS)
                self._boxes.append(replace(words, x=x + _MEMBER + 4, y=y, w=_WIDTH - _MEMBER - 4, h=_HEIGHT))
            else:
                self._boxes.append(replace(sample, x=x, y=y, w=_WIDTH, h=_HEIGHT, parent=key))
        self._y += height + _GAP

    def _type(self, kind: ElementType) -> Box:
        return Box(f"type-{kind.name}", kind.name, kind.label.in_(self._language))

    def _second_figures(self) -> Iterator[Box]:
        """Yield each second figure once, on the first type that has it."""
        seen = set()
        for kind in self._metamodel.types.values():
            second = self._notation.box(kind.name).second
            if second is not None and second not in seen:
                seen.add(second)
                yield Box(f"figure-{kind.name}", kind.name, kind.label.in_(self._language), figure=1)

    def _others(self) -> Iterator[Box]:
        for kind in (GROUP, NOTE, VIEW_REFERENCE, IMAGE, STICKY, BLOCK):
            yield Box(f"other-{kind}", kind, self._notation.box(kind).label.in_(self._language))
        yield Box("figure-actor", STICKY, self._say("Actor in een schets", "Actor in a sketch"), figure=1)
        yield replace(
            self._type(self._end()), key="special", specialization=self._say("eigen soort", "kind of one's own")
        )

    def _end(self) -> ElementType:
        """Return the type of the boxes that relations run between."""
        return next(kind for kind in self._metamodel.types.values() if kind.layer)

    def _pair(self, index: int, line: Line) -> None:
        """Add a line between two small boxes at the place of that number."""
        column, row = index % 4, index // 4
        left, top = column * _ARM, self._y + row * _HEIGHT
        for side, letter, x in ((line.source, "A", left), (line.target, "B", left + 210)):
            self._boxes.append(
                Box(side, self._end().name, letter, x=x, y=top, w=50.0, h=_HEIGHT - 18, icon_visible=False)
            )
        self._lines.append(line)

    def _relations(self) -> None:
        samples = [
            Line("", name, "", "", label=words, access=access, directed=directed, modifier=strength)
            for name, words, access, directed, strength in self._narrowed()
        ]
        samples.append(Line("", CONNECTION, "", "", label=self._notation.line(CONNECTION).label.in_(self._language)))
        for index, sample in enumerate(samples):
            self._pair(index, replace(sample, key=f"line-{index}", source=f"from-{index}", target=f"to-{index}"))
        self._y += -(-len(samples) // 4) * _HEIGHT + _GAP

    def _narrowed(self) -> Iterator[tuple[str, str, AccessType | None, bool, str]]:
        """Yield each relation with the words of its predicate, and again for each way it can be narrowed."""
        for predicate in self._metamodel.predicates.values():
            if predicate.is_domain_link:
                continue
            name, words = predicate.kind.name, self._metamodel.sentence(predicate.iri).in_(self._language)
            access = next((each for each in _ACCESSES if each == predicate.access), None)
            yield name, words, access, predicate.directed, ""
            if self._takes_strength(name):
                yield from ((name, words, None, False, strength) for strength in _STRENGTHS)

    def _takes_strength(self, name: str) -> bool:
        """Tell whether a relation has a sign: the dashed one with an open arrow."""
        look = self._notation.line(name)
        return bool(look.dash) and look.target == "arrow"

    def _examples(self) -> None:
        """Add a junction with its arms, and a box in a box."""
        kinds = [kind.name for kind in self._metamodel.types.values()]
        junction = next(name for name in kinds if self._notation.box(name).is_junction)
        looks = self._notation.lines.items()
        arm = next(name for name, look in looks if look.target == "triangle" and look.source == "none")
        end, top, high = self._end().name, self._y, _HEIGHT - 14
        self._boxes += [
            Box("arm-1", end, "A", x=0.0, y=top, w=90.0, h=high),
            Box("arm-2", end, "B", x=0.0, y=top + _HEIGHT, w=90.0, h=high),
            Box("joint", junction, "", x=150.0, y=top + _HEIGHT - 15, w=_MEMBER, h=_MEMBER),
            Box("arm-3", end, "C", x=230.0, y=top + _HEIGHT / 2, w=90.0, h=high),
            Box("outer", end, self._say("het geheel", "the whole"), x=400.0, y=top, w=330.0, h=2 * _HEIGHT),
            Box("inner-1", end, self._say("een deel", "a part"), x=416.0, y=top + 36, w=140.0, h=56.0, parent="outer"),
            Box("inner-2", end, self._say("een deel", "a part"), x=574.0, y=top + 36, w=140.0, h=56.0, parent="outer"),
        ]
        for number, (source, target) in enumerate((("arm-1", "joint"), ("arm-2", "joint"), ("joint", "arm-3"))):
            self._lines.append(Line(f"arm-line-{number}", arm, source, target))
