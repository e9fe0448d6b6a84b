"""A picture in words: sentences and two tables, with all that the picture shows, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from archrepo.diagrams.heading import with_days
from archrepo.diagrams.legend import both_names
from archrepo.diagrams.notation import Notation
from archrepo.diagrams.text import clean
from archrepo.language import Language, Text
from archrepo.metamodel import Metamodel
from archrepo.views import GROUP, IMAGE, NOTE, Box, Line, View, things_in

_SIGHT_ONLY = frozenset({GROUP, IMAGE, NOTE})


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one cell; `element` is the thing to link to, where there is one."""

    words: str
    element: NamedNode | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """One table: a caption, headings and rows of cells."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """What a picture says, in words: sentences, its boxes and its lines (those that nesting stands for included)."""

    title: str
    sentences: tuple[str, ...]
    boxes: Rows
    lines: Rows


def twin(view: View, metamodel: Metamodel, language: Language = "nl", placed: View | None = None) -> Twin:
    """Return the view in words; boxes and lines stand in the order of the view.

    `placed` is the same view with coordinates: placing merges and drops, and says so, but the words keep everything.
    """
    if placed is not None:
        view = replace(view, left_out=placed.left_out, remarks=placed.remarks)
    return _Writer(view, metamodel, language).write()


class _Writer:
    def __init__(self, view: View, metamodel: Metamodel, language: Language) -> None:
        self._view = view
        self._language = language
        self._notation = Notation.of(metamodel)
        self._boxes = {box.key: box for box in view.boxes}
        self._lines = {line.key: line for line in view.lines}
        self._verbs = {
            kind.name: metamodel.sentence(kind.predicate).in_(language) for kind in metamodel.relation_types.values()
        }

    def _say(self, dutch: str, english: str) -> str:
        return Text(dutch, english).in_(self._language)

    def write(self) -> Twin:
        """Return the sentences and tables."""
        view = self._view
        has_tips = any(box.tip for box in view.boxes)
        return Twin(
            title=self._words(view.title),
            sentences=self._sentences(),
            boxes=Rows(
                self._say("Wat er op de plaat staat", "What is in the picture"),
                (
                    self._say("Naam", "Name"),
                    self._say("Soort", "Kind"),
                    self._say("Binnen", "Inside"),
                    *([self._say("Toelichting", "Explanation")] if has_tips else []),
                ),
                tuple(
                    (
                        self._cell(box),
                        Cell(self._kind(box.kind)[0]),
                        self._cell(self._boxes.get(box.parent or "")),
                        *([Cell(clean(box.tip))] if has_tips else []),
                    )
                    for box in view.boxes
                ),
            ),
            lines=Rows(
                self._say("Hoe het samenhangt", "How it is related"),
                (
                    self._say("Van", "From"),
                    self._say("Relatie", "Relation"),
                    self._say("Naar", "To"),
                    self._say("Toelichting", "Explanation"),
                ),
                tuple(self._row(line) for line in (*view.lines, *view.nested)),
            ),
        )

    def _words(self, text: Text | str) -> str:
        return clean(text if isinstance(text, str) else text.in_(self._language))

    def _sentences(self) -> tuple[str, ...]:
        """Return the question, what is shown and how much, and what is not."""
        view = self._view
        boxes: dict[str, list[Box]] = {}
        for box in view.boxes:
            if box.kind not in _SIGHT_ONLY:
                boxes.setdefault(box.kind, []).append(box)
        parts = [self._counted(kind, boxes[kind]) for kind in sorted(boxes, key=lambda kind: -things_in(boxes[kind]))]
        sentences = [self._words(view.question), self._words(view.description)]
        if parts:
            shown = ", ".join(parts)
            sentences.append(self._say(f"De plaat toont {shown}.", f"The picture shows {shown}."))
        lines, nested = sum(line.relations for line in view.lines), len(view.nested)
        if lines:
            are = self._say("Er staat 1 relatie" if lines == 1 else f"Er staan {lines} relaties", f"Relations: {lines}")
            sentences.append(are + self._say(" op als lijn.", " as lines."))
        if nested:
            are = self._say(
                "Er staat 1 relatie" if nested == 1 else f"Er staan {nested} relaties", f"Relations: {nested}"
            )
            sentences.append(are + self._say(" op doordat het ene vak in het andere ligt.", " as one box in another."))
        if view.colours:
            legend = ", ".join(self._words(text) for _, text in view.colours)
            sentences.append(self._say(f"Legenda: {legend}.", f"Legend: {legend}."))
        sentences += [with_days(f"{name}: {value}.", self._language) for name, value in view.notes]
        sentences += [with_days(text.in_(self._language), self._language) for text in (*view.left_out, *view.remarks)]
        return tuple(sentence for sentence in sentences if sentence)

    def _counted(self, kind: str, boxes: Sequence[Box]) -> str:
        """Return how many different things of a kind there are, and in how many boxes when that is more."""
        number, (name, other) = things_in(boxes), self._kind(kind)
        apart = self._say(f" in {len(boxes)} vakken", f" in {len(boxes)} boxes") if number < len(boxes) else ""
        also = f" ({other})" if other else ""
        return f"{number} × {name}{also}{apart}"

    def _kind(self, kind: str) -> tuple[str, str]:
        """Return what the legend calls a kind of box, and its other name; "" when there is none."""
        look = self._notation.box(kind)
        return both_names(look.label, look.plain, self._view.kind == "drawn", self._language)

    def _cell(self, box: Box | None) -> Cell:
        if box is None:
            return Cell("")
        return Cell(clean(box.label).replace("\n", ", "), box.element)

    def _end(self, key: str) -> Cell:
        if key in self._boxes:
            return self._cell(self._boxes[key])
        line = self._lines.get(key)
        if line is None:
            return Cell("")
        source, target = self._boxes.get(line.source), self._boxes.get(line.target)
        names = self._cell(source).words, self._cell(target).words
        return Cell(self._say(f"de relatie {names[0]} – {names[1]}", f"the relation {names[0]} – {names[1]}"))

    def _row(self, line: Line) -> tuple[Cell, ...]:
        verb = self._verbs.get(line.kind) or self._notation.line(line.kind).label.in_(self._language)
        remarks = [clean(line.label).replace("\n", ", "), clean(line.modifier)]
        if line.relations > 1:
            remarks.append(f"{line.relations}×")
        return (
            self._end(line.source),
            Cell(verb),
            self._end(line.target),
            Cell("; ".join(each for each in remarks if each)),
        )
