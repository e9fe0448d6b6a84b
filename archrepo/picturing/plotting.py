"""The municipality's own applications plotted on a drawn view of a reference model, each inside its component.

The drawing stays as its author placed it; the applications are small boxes in the room that a component leaves free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import NamedNode

from archrepo.errors import RequestFault
from archrepo.findings import Report
from archrepo.language import Language, Text
from archrepo.picturing.chips import Place, places_in
from archrepo.picturing.colouring import Colouring, values_of
from archrepo.picturing.cutting import told, with_details
from archrepo.picturing.dating import Calendar, Existence, Standing, workspace_on
from archrepo.picturing.looks import UNKNOWN, Look, Shade, legend_of
from archrepo.turtle.reading import Term
from archrepo.views import NOTE, Box, Style, View
from archrepo.vocabulary import DESCRIPTION, ar
from archrepo.wording import date_text
from archrepo.workspace import Workspace
from archrepo.workspace.others_components import others_components

_REFERENCE, _LIFECYCLE = ar("referenceComponent"), ar("lifecycle")
#: Letters of the small boxes in points: a share of their height, between these.
_LETTERS, _SMALLEST, _LARGEST = 0.42, 6.5, 9.0
_LONGEST_TIP = 600
_EMPTY = Shade(Look("#ffffff", "○"), Text("nog leeg", "still empty"))
_FILLED = Shade(Look("#c9e9d3", "●"), Text("applicatie", "application"))
_COMPONENT = Style(fill="#ffffff", line="#5c5c5c")
_HOLE = Style(fill="#ffffff", line="#767676", line_style="dashed")


@dataclass(frozen=True, slots=True)
class _Own:
    """One application: its name, how it looks, whether it is there on the day, and whether it is the municipality's."""

    iri: NamedNode
    kind: str
    name: str
    shade: Shade
    standing: Standing | None
    fact: str
    is_ours: bool

    @property
    def is_planned(self) -> bool:
        return self.standing is not None and self.standing.existence is Existence.PLANNED


def plot_landscape(
    view: View,
    workspace: Workspace,
    language: Language = "nl",
    *,
    colouring: Colouring | None = None,
    report: Report | None = None,
    day: date | None = None,
    year: int | None = None,
) -> View:
    """Return `view` with the municipality's applications as small boxes in the reference components they fill.

    Components are the boxes of the kinds that any application of the model fills. One without an application says so;
    where more fit in than there is room for, the last small box counts the rest, and its tip names them. What has ended
    on `day`, by default the day of the model, is left out and told; what is planned has a dashed border and says so.
    The colour of the small boxes is that of `colouring`; `report` holds verdicts where those are the fact.

    Raises:
        RequestFault: the view has no reference component, or the fact is that of the check and there is no report.
    """
    landscape = _Landscape(workspace, language, colouring, report, day or workspace.as_of, year)
    return landscape.on(view)


class _Landscape:
    """The applications by the component they fill, ready for one view."""

    def __init__(
        self,
        workspace: Workspace,
        language: Language,
        colouring: Colouring | None,
        report: Report | None,
        day: date,
        year: int | None,
    ) -> None:
        self._workspace = workspace
        self._language = language
        self._colouring = colouring
        self._day = day
        self._year = year
        self._held: dict[Term, list[_Own]] = {}
        self._ended: dict[str, None] = {}
        then = workspace if day == workspace.as_of else workspace_on(workspace, day)
        values = self._values = values_of(then, colouring, report=report, year=year) if colouring else None
        self._shades = values.shades if values else (_FILLED,)
        calendar = Calendar(workspace)
        self._others = others_components(workspace)
        known: dict[Term, _Own | None] = {}
        for reference, subjects in workspace.model.with_predicate(_REFERENCE).items():
            for subject in subjects:
                if subject not in workspace.elements or not isinstance(subject, NamedNode):
                    continue
                if subject not in known:
                    shade = (values.shade_of.get(subject) or UNKNOWN) if values else _FILLED
                    known[subject] = self._own(subject, shade, calendar.standing(subject, day))
                own = known[subject]
                if own is not None:
                    self._held.setdefault(reference, []).append(own)
        for held in self._held.values():
            held.sort(key=lambda own: (own.name.casefold(), own.iri.value))
        self._own_things = {iri: own for iri, own in known.items() if own is not None}
        self._known = known.keys()
        elements = workspace.elements
        linked = [one for one in workspace.model.with_predicate(_REFERENCE) if one in elements]
        self._kinds = {elements[one].kind.drawn_as for one in linked}

    def _own(self, iri: NamedNode, shade: Shade, standing: Standing | None) -> _Own | None:
        name = self._workspace.label(iri, self._language)
        if standing is not None and standing.existence is Existence.ENDED:
            self._ended[name] = None
            return None
        fact = self._values.told(iri, self._colouring).in_(self._language) if self._values and self._colouring else ""
        return _Own(
            iri, self._workspace.elements[iri].kind.drawn_as, name, shade, standing, fact, iri not in self._others
        )

    def on(self, view: View) -> View:
        """Return the view with the applications in it."""
        tops = _tops(view)
        boxes: list[Box] = []
        shown: dict[NamedNode, _Own] = {}
        components: set[Term] = set()
        filled: set[Term] = set()
        empty: set[Term] = set()
        for box in view.boxes:
            if box.element is None or box.element in self._known or box.kind not in self._kinds:
                boxes.append(box)
                continue
            held = self._held.get(box.element, [])
            components.add(box.element)
            (filled if held else empty).add(box.element)
            shown |= {own.iri: own for own in held}
            boxes += self._component(box, held, tops.get(box.key))
        if not components:
            raise RequestFault(
                Text(
                    "op deze plaat staan geen referentiecomponenten om eigen applicaties in te zetten",
                    "this view has no reference components to put own applications in",
                ),
                remedy=Text(
                    "kies een plaat van een referentiemodel, of laat --plot weg",
                    "choose a view of a reference model, or leave out --plot",
                ),
            )
        counts: dict[Shade, int] = {}
        for own in shown.values():
            counts[own.shade] = counts.get(own.shade, 0) + 1
        legend = [*legend_of(counts, self._shades), *legend_of({_EMPTY: len(empty)}, (_EMPTY,))]
        return self._told(replace(view, boxes=tuple(boxes), colours=tuple(legend)), len(components), len(filled), shown)

    def _component(self, box: Box, held: Sequence[_Own], first_inside: float | None) -> list[Box]:
        """Return the component with what is in it: its small boxes, or words when there is no room for them."""
        say = self._language
        author = box.style
        style = replace(
            _COMPONENT if held else _HOLE,
            font_size=author.font_size,
            bold=author.bold,
            align=author.align,
            position="top",
        )
        shell = replace(box, style=style, tip=self._definition(box.element))
        places = places_in(box, max(1, len(held)), first_inside)
        if not places:
            mark = f"● {len(held)}" if held else _EMPTY.look.sign
            names = ", ".join(own.name for own in held) or _EMPTY.words.in_(say)
            tip = " · ".join(part for part in (shell.tip, names) if part)
            return [replace(shell, label=f"{box.label} {mark}", tip=tip)]
        if not held:
            return [shell, _small(f"{box.key}-own", _EMPTY.line(say), places[0], _HOLE, box.key)]
        shown = list(held) if len(held) <= len(places) else list(held[: len(places) - 1])
        small = [
            self._chip(f"{box.key}-own-{index + 1}", own, place, box.key)
            for index, (own, place) in enumerate(zip(shown, places, strict=False))
        ]
        rest = held[len(shown) :]
        if rest:
            words = f"+{len(rest)}" if shown else Text(f"{len(rest)} applicaties", f"{len(rest)} applications").in_(say)
            more = _small(f"{box.key}-own-more", words, places[-1], _COMPONENT, box.key)
            small.append(replace(more, tip=", ".join(f"{own.shade.look.sign} {own.name}" for own in rest)))
        return [shell, *small]

    def _chip(self, key: str, own: _Own, place: Place, parent: str) -> Box:
        say = self._language
        label = f"{own.shade.look.sign} {own.name}"
        standing = own.standing.words.in_(say) if own.standing is not None and own.is_planned else ""
        if not own.is_ours:
            label += Text(" (van een ander)", " (of another)").in_(say)
        if own.is_planned:
            label += Text(" (gepland)", " (planned)").in_(say)
        style = Style(fill=own.shade.look.fill, line="#5c5c5c", line_style="dashed" if own.is_planned else None)
        chip = _small(key, label, place, style, parent)
        tip = "; ".join(words for words in (own.fact, standing) if words)
        return replace(chip, kind=own.kind, element=own.iri, tip=tip)

    def _definition(self, element: Term | None) -> str:
        """Return what the reference model says that a component is, on one line."""
        words = self._workspace.text(element, DESCRIPTION, self._language) if element is not None else ""
        words = " ".join(words.split())
        return words if len(words) <= _LONGEST_TIP else words[: _LONGEST_TIP - 1].rstrip() + "…"

    def _told(self, view: View, components: int, filled: int, shown: Mapping[NamedNode, _Own]) -> View:
        """Return the view with its question, its counts and what has no place on it."""
        say = self._language
        away_from_here = (own for iri, own in self._own_things.items() if own.is_ours and iri not in shown)
        elsewhere = sorted((own.name for own in away_from_here), key=str.casefold)
        away, all_away = told(
            Text(
                "Onze applicaties zonder plaats op deze plaat ({number}): {names}.",
                "Our applications without a place on this view ({number}): {names}.",
            ),
            elsewhere,
        )
        gone, all_gone = told(
            Text("Er niet meer ({number}): {names}.", "No longer there ({number}): {names}."), [*self._ended]
        )
        loose, all_loose = told(
            Text(
                "Applicaties zonder referentiecomponent ({number}): {names}.",
                "Applications without a reference component ({number}): {names}.",
            ),
            self._without_reference(),
        )
        number = sum(own.is_ours for own in shown.values())
        others = len(shown) - number
        count = Text(
            f"{filled} van {components} componenten, met {number} {'applicatie' if number == 1 else 'applicaties'}"
            + (f" van ons en {others} van anderen" if others else ""),
            f"{filled} of {components} components, with {number} {'application' if number == 1 else 'applications'}"
            + (f" of ours and {others} of others" if others else ""),
        )
        notes = [
            *view.notes,
            (Text("Ingevuld", "Filled").in_(say), count.in_(say)),
            (Text("Peildatum", "Reference date").in_(say), date_text(self._day).in_(say)),
        ]
        if self._colouring:
            words = self._colouring.label.in_(say)
            if self._colouring.amount is not None:
                words += f", {self._year or self._workspace.as_of.year}"
            notes.append((Text("Kleur", "Colour").in_(say), words))
        name = self._workspace.name
        view = with_details(view, (*all_away, *all_gone, *all_loose))
        return replace(
            view,
            question=Text(
                f"Welke applicaties van {name} vullen deze referentiecomponenten in?",
                f"Which applications of {name} fill these reference components?",
            ),
            notes=tuple(notes),
            left_out=(*view.left_out, *away, *gone, *loose),
        )

    def _without_reference(self) -> list[str]:
        """Return the names of what has a phase of life, is of a kind of ours, and names no reference component."""
        workspace = self._workspace
        kinds = {own.kind for own in self._own_things.values()}
        names = (
            workspace.label(element.iri, self._language)
            for element in workspace.elements.values()
            if element.kind.drawn_as in kinds
            and element.iri not in self._known
            and workspace.model.value(element.iri, _LIFECYCLE) is not None
        )
        return sorted(names, key=str.casefold)


def _tops(view: View) -> Mapping[str, float]:
    """Return the top of the highest box directly inside each box that holds any."""
    tops: dict[str, float] = {}
    for box in view.boxes:
        if box.parent is not None and box.y is not None:
            tops[box.parent] = min(box.y, tops.get(box.parent, box.y))
    return tops


def _small(key: str, label: str, place: Place, style: Style, parent: str) -> Box:
    """Return a small box that is no element: it has no corner folded and no icon."""
    size = round(min(_LARGEST, max(_SMALLEST, _LETTERS * place.h)), 1)
    return Box(
        key=key,
        kind=NOTE,
        label=label,
        x=place.x,
        y=place.y,
        w=place.w,
        h=place.h,
        parent=parent,
        style=replace(style, font_size=size, align="left", position="middle", border="rectangle"),
        icon_visible=False,
    )
