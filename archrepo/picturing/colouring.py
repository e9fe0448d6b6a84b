"""The facts by which a picture can be coloured, and the value that each element has.

The ontology lists the facts with their names, scales and bounds; any other property that the vocabulary declares may be
named too. A coded value keeps its colour from picture to picture, since the order is that of the ontology.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.findings import Report, Verdict
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.picturing.cutting import shortened
from archrepo.picturing.looks import KINDS, UNKNOWN, Look, Shade, looks_in_order, ramp
from archrepo.queries import cell_text, find_term
from archrepo.turtle.reading import Term
from archrepo.vocabulary import LABEL, NOTATION, TYPE, VALUE, ar
from archrepo.wording import euro_text
from archrepo.workspace import Workspace

_COLOURING, _PROPERTY, _SUM, _VERDICT = ar("Colouring"), ar("byProperty"), ar("sumOf"), ar("byVerdict")
_SCALE, _SIGN, _SCALE_VALUE, _BOUND, _YEAR = (
    ar("onScale"),
    ar("scaleSign"),
    ar("scaleValue"),
    ar("classBound"),
    ar("year"),
)
_MORE = Shade(Look("#efe3ee", "■■"), Text("meer dan één waarde", "more than one value"))
#: Verdicts as they look, the gravest first.
VERDICT_SHADES: Mapping[Verdict, Shade] = {
    Verdict.BROKEN: Shade(KINDS[5], Verdict.BROKEN.word),
    Verdict.UNKNOWN: Shade(Look("#f4f0d9", "?"), Verdict.UNKNOWN.word),
    Verdict.EXCEPTED: Shade(KINDS[2], Verdict.EXCEPTED.word),
    Verdict.MET: Shade(KINDS[1], Verdict.MET.word),
    Verdict.NOT_APPLICABLE: Shade(KINDS[3], Verdict.NOT_APPLICABLE.word),
}


#: Verdicts of which it says little to name all principles that have them.
_WITHOUT_NAMES = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Colouring:
    """A fact to colour by: the name to choose it by, its words, and where its value comes from.

    `amount` is the property to add up over one year in the values of `predicate`, None when the value itself counts.
    `predicate` is None when the verdicts of a check are the fact.
    """

    name: str
    label: Text
    predicate: ox.NamedNode | None
    amount: ox.NamedNode | None = None
    scale: Term | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """The shade of each element of which the fact is known, and all shades in the order of the legend.

    `details` says more than the shade does, where there is more: the amount itself, or the principles that are broken.
    `held` are the elements of which the model says something about the fact, also when that gives no shade, such as
    the amount of another year.
    """

    shade_of: Mapping[Term, Shade]
    shades: tuple[Shade, ...]
    details: Mapping[Term, Text] = field(default_factory=dict)
    held: frozenset[Term] = frozenset()

    def told(self, element: Term, colouring: Colouring) -> Text:
        """Return the fact of an element in words, with its detail."""
        shade = self.shade_of.get(element, UNKNOWN)
        return Text("{name}: {words}", "{name}: {words}").format(
            name=colouring.label, words=self.details.get(element, shade.words)
        )


def colourings(workspace: Workspace) -> tuple[Colouring, ...]:
    """Return the facts that the ontology offers, in its order."""
    graph = workspace.ontology.graph
    return tuple(
        Colouring(
            name=workspace.ontology.graph.objects(node, NOTATION)[0].value,
            label=workspace.name_of(node) if text_of(graph, node, LABEL) else Text.same(""),
            predicate=_named(graph.value(node, _PROPERTY)),
            amount=_named(graph.value(node, _SUM)),
            scale=graph.value(node, _SCALE),
        )
        for node in graph.subjects(TYPE, _COLOURING)
    )


def _named(term: Term | None) -> ox.NamedNode | None:
    return term if isinstance(term, ox.NamedNode) else None


def find_colouring(workspace: Workspace, name: str) -> Colouring:
    """Return the fact that a user means: the name or a label of one in the list, or any property (`ar:users`).

    Raises:
        RequestFault: there is no such fact; the remedy lists the names.
    """
    offered = colourings(workspace)
    wanted = name.strip().casefold()
    for one in offered:
        if wanted in (one.name.casefold(), one.label.nl.casefold(), one.label.en.casefold()):
            return one
    if ":" in name:
        try:
            term = find_term(workspace, name.strip())
        except RequestFault:
            term = None
        for one in offered:
            if term is not None and one.predicate == term:
                return one
        if term is not None:
            return Colouring(name, workspace.name_of(term), term)
    names = ", ".join(one.name for one in offered)
    raise RequestFault(
        Text(f"op '{name}' kan een plaat niet gekleurd worden", f"a picture cannot be coloured by '{name}'"),
        remedy=Text(
            f"kies uit: {names}; of noem een eigenschap, zoals ar:users",
            f"choose from: {names}; or name a property, such as ar:users",
        ),
    )


def values_of(
    workspace: Workspace,
    colouring: Colouring,
    *,
    report: Report | None = None,
    year: int | None = None,
    shown: Iterable[Term] | None = None,
) -> Values:
    """Return the value of the fact for every element that has it; `shown` are the elements that need a look first.

    Raises:
        RequestFault: the fact is that of the check, and there is no report.
    """
    if colouring.predicate is None:
        return _by_verdict(report)
    # By element: an index of the whole graph by property takes longer to make than the picture.
    found = ((element, workspace.graph.objects(element, colouring.predicate)) for element in workspace.elements)
    held = {element: values for element, values in found if values}
    if colouring.amount is not None:
        return _by_amount(workspace, colouring, held, year or workspace.as_of.year)
    if colouring.scale is not None:
        steps = scale_of(workspace, colouring.scale)
        return Values(
            {one: steps[values[0].value] for one, values in held.items() if values[0].value in steps},
            tuple(steps.values()),
            held=frozenset(held),
        )
    seen = held.keys() if shown is None else held.keys() & set(shown)
    used = Counter(value for one in seen for value in held[one])
    shades = shades_of(workspace, used)
    shade_of = {
        one: _MORE if len(values) > 1 else shades[values[0]]
        for one, values in held.items()
        if one in seen and all(value in shades for value in values)
    }
    return Values(shade_of, (*shades.values(), _MORE), held=frozenset(held))


def shades_of(workspace: Workspace, used: Mapping[Term, int]) -> Mapping[Term, Shade]:
    """Return the look and words of each value, in order; `used` tells how often each value is in the picture.

    Coded values stand in the order of the ontology, also those that are not used, so that a colour keeps its meaning.
    When there are more values than looks, those that are used most have a look of their own.
    """
    order = _in_order(workspace, used)
    if len(order) > len(KINDS):
        order = [value for value in order if value in used]
    looks = dict(zip(order, looks_in_order(len(order)), strict=True))
    if len(order) > len(KINDS):
        most = sorted(order, key=lambda value: (-used[value], order.index(value)))
        chosen = set(most[: len(KINDS) - 1])
        ordered = [*(one for one in order if one in chosen), *(one for one in order if one not in chosen)]
        looks = dict(zip(ordered, looks_in_order(len(order)), strict=True))
        order = ordered
    return {value: Shade(looks[value], _words(workspace, value)) for value in order}


def _words(workspace: Workspace, value: Term) -> Text:
    if isinstance(value, ox.Literal):
        return Text(cell_text(workspace, value, "nl"), cell_text(workspace, value, "en"))
    return workspace.name_of(value)


def _in_order(workspace: Workspace, used: Iterable[Term]) -> list[Term]:
    """Return the values with all others of their classes, in the order of the ontology; numbers and words by value."""
    graph = workspace.ontology.graph
    listed = sorted(used, key=lambda value: (not _is_number(value), _number(value), str(value)))
    coded: dict[Term, None] = {}
    for value in listed:
        for kind in graph.objects(value, TYPE):
            coded |= dict.fromkeys(graph.subjects(TYPE, kind))
    return [*coded, *(value for value in listed if value not in coded)]


def _number(value: Term) -> Decimal:
    try:
        return Decimal(value.value) if isinstance(value, ox.Literal) else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


def _is_number(value: Term) -> bool:
    return isinstance(value, ox.Literal) and value.value.replace(".", "", 1).lstrip("-").isdigit()


def scale_of(workspace: Workspace, scale: Term) -> Mapping[str, Shade]:
    """Return the looks of the values that a scale names, lowest first, by the value as written."""
    graph = workspace.ontology.graph
    nodes = sorted(graph.objects(scale, _SCALE_VALUE), key=lambda node: _number(graph.value(node, VALUE) or scale))
    looks = ramp(len(nodes), _sign(workspace, scale))
    found: dict[str, Shade] = {}
    for node, look in zip(nodes, looks, strict=True):
        value = graph.value(node, VALUE)
        if value is not None:
            found[value.value] = Shade(look, text_of(graph, node, LABEL) or Text.same(value.value))
    return found


def _sign(workspace: Workspace, scale: Term) -> str:
    sign = workspace.ontology.graph.value(scale, _SIGN)
    return sign.value if sign is not None else KINDS[1].sign


def _by_amount(workspace: Workspace, colouring: Colouring, held: Mapping[Term, Sequence[Term]], year: int) -> Values:
    """Return the class of the sum of each element's amounts in that year; without an amount in it: not known."""
    scale = colouring.scale
    assert colouring.amount is not None and scale is not None, "amounts stand on a scale"
    bounds = sorted(_number(value) for value in workspace.ontology.graph.objects(scale, _BOUND))
    shades = [
        Shade(look, words)
        for look, words in zip(ramp(len(bounds) + 1, _sign(workspace, scale)), _class_words(bounds), strict=True)
    ]
    shade_of: dict[Term, Shade] = {}
    details: dict[Term, Text] = {}
    for element, records in held.items():
        amounts = [
            _number(amount)
            for record in records
            if any(_number(one) == year for one in workspace.graph.objects(record, _YEAR))
            for amount in workspace.graph.objects(record, colouring.amount)
        ]
        if amounts:
            total = sum(amounts, Decimal(0))
            shade_of[element] = shades[sum(total >= bound for bound in bounds)]
            details[element] = euro_text(total)
    return Values(shade_of, tuple(shades), details, frozenset(held))


def _class_words(bounds: Sequence[Decimal]) -> tuple[Text, ...]:
    """Return the words of the classes between the bounds, in euros."""
    words = [euro_text(bound) for bound in bounds]
    if not words:
        return (Text("bekend", "known"),)
    return (
        Text("minder dan {low}", "less than {low}").format(low=words[0]),
        *(Text("{low} tot {high}", "{low} to {high}").format(low=low, high=high) for low, high in pairwise(words)),
        Text("{high} of meer", "{high} or more").format(high=words[-1]),
    )


def _by_verdict(report: Report | None) -> Values:
    """Return the gravest verdict on each subject of a report."""
    if report is None:
        raise RequestFault(
            Text("deze kleur heeft de uitslag van de controle nodig", "this colour needs the result of the check"),
            remedy=Text("voer eerst de controle uit", "run the check first"),
        )
    rank = {verdict: index for index, verdict in enumerate(VERDICT_SHADES)}
    gravest: dict[str, Verdict] = {}
    principles: dict[str, list[str]] = {}
    for judgement in report.judgements:
        subject, known = judgement.subject, gravest.get(judgement.subject)
        if known is None or rank[judgement.verdict] < rank[known]:
            gravest[subject] = judgement.verdict
            principles[subject] = []
        if judgement.verdict is gravest[subject]:
            principles[subject].append(judgement.principle)
    shade_of: dict[Term, Shade] = {}
    details: dict[Term, Text] = {}
    for subject, verdict in gravest.items():
        if ":" in subject:
            shade_of[ox.NamedNode(subject)] = VERDICT_SHADES[verdict]
            if verdict not in _WITHOUT_NAMES:
                details[ox.NamedNode(subject)] = Text("{verdict} ({names})", "{verdict} ({names})").format(
                    verdict=verdict.word, names=shortened(principles[subject])
                )
    return Values(shade_of, tuple(VERDICT_SHADES.values()), details)
