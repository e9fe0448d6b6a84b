"""A merge in words: what came together, contracts with one supplier, duplicates, applications by function, and cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.merging.combining import Merged, Plan
from archrepo.merging.contradictions import contradictions
from archrepo.merging.sides import Side, title_of
from archrepo.metrics import cost_per_resident
from archrepo.turtle.reading import Term
from archrepo.vocabulary import (
    APPLICATION_COMPONENT,
    BUSINESS_FUNCTION,
    CONTRACT,
    LABEL,
    NOTATION,
    SERVES,
    SUPPLIER,
    VIEW,
    WAIVER,
    am,
    ar,
)
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_MOST: Final = 25
_INNER = (am("composedOf"), am("aggregates"))
_REALIZES = am("realizes")


def told_plan(plan: Plan, language: Language, most: int = _MOST) -> Iterator[str]:
    """Yield what a merge means, in lines; of each kind of thing `most` lines."""
    yield from _together(plan, None, language)
    yield from _names(plan, language)
    yield from _contradictions(plan, None, language)
    yield from _principles(plan, language)
    yield from _duplicates(plan, language, most)
    yield from _contracts(plan, language)
    yield from _functions(plan, language, most)
    yield from _departments(plan, language)
    yield from _cost(plan, None, language)


def told(merged: Merged, language: Language, most: int = _MOST) -> Iterator[str]:
    """Yield what a merge did, in lines; of each kind of thing `most` lines."""
    plan = merged.plan
    yield from _together(plan, merged, language)
    yield from _names(plan, language)
    yield from _contradictions(plan, merged, language)
    yield from _principles(plan, language)
    yield from _duplicates(plan, language, most)
    yield from _contracts(plan, language)
    yield from _functions(plan, language, most)
    yield from _departments(plan, language)
    yield from _cost(plan, merged, language)


def _sides(plan: Plan) -> tuple[Side, Side]:
    return plan.one, plan.other


def _together(plan: Plan, merged: Merged | None, language: Language) -> Iterator[str]:
    workspaces = [side.workspace for side in _sides(plan)] + ([merged.workspace] if merged else [])
    names = [side.name for side in _sides(plan)] + ([Text("samen", "together").in_(language)] if merged else [])
    yield Text("Wat er bij elkaar komt", "What comes together").in_(language)
    yield "  " + "".join(f"{name[:20]:>22}" for name in names)
    counts = [Counter(_counted(workspace, language)) for workspace in workspaces]
    for kind in sorted({*counts[0], *counts[1]}):
        yield "  " + "".join(f"{each[kind]:>22}" for each in counts) + f"  {kind}"
    totals: Sequence[tuple[Text, Callable[[Workspace], int]]] = (
        (Text("relaties", "relations"), lambda each: len(each.relations)),
        (Text("platen", "views"), lambda each: len(each.model.instances(VIEW))),
        (Text("afwijkingen", "waivers"), lambda each: len(each.model.instances(WAIVER))),
        (Text("feiten (triples)", "facts (triples)"), lambda each: len(each.model)),
    )
    for label, count in totals:
        yield "  " + "".join(f"{count(each):>22}" for each in workspaces) + f"  {label.in_(language)}"
    for folder, reference in sorted(plan.shared.references.items()):
        yield Text(
            f"  {reference.title.nl} staat er één keer in ({plan.other.folder}/{folder} is dezelfde uitgave)",
            f"  {reference.title.en} is in it once ({plan.other.folder}/{folder} is the same release)",
        ).in_(language)
    for path in sorted(plan.shared.left_out - plan.shared.references.keys()):
        yield Text(
            f"  {path} is in beide gelijk en staat er één keer in",
            f"  {path} is the same in both and is in it once",
        ).in_(language)


def _counted(workspace: Workspace, language: Language) -> Iterator[str]:
    return (element.kind.label.in_(language) for element in workspace.elements.values())


def _names(plan: Plan, language: Language) -> Iterator[str]:
    if plan.names.given:
        count = len(plan.names.given)
        yield Text(
            f"Namen die beide voor iets van zichzelf gebruiken: {count}; die van {plan.other.name} kregen een andere:",
            f"Names that both use for a thing of their own: {count}; those of {plan.other.name} got another one:",
        ).in_(language)
        for old, new in list(plan.names.given.items())[:_MOST]:
            yield f"  {old.value} -> {new.value}"
        yield from _more(count - _MOST, language)
    if plan.names.joined:
        count = len(plan.names.joined)
        yield Text(f"Volgens uw besluit één geworden: {count}", f"Made one by your decision: {count}").in_(language)


def _contradictions(plan: Plan, merged: Merged | None, language: Language) -> Iterator[str]:
    """Yield each fact of one value of which both say another; all values stay in the Turtle."""
    found = contradictions(plan, merged)
    if not found:
        return
    yield Text(
        f"Wat één werd en elkaar tegenspreekt: {len(found)}; beide waarden staan in de Turtle, haal er een weg:",
        f"What became one and contradicts itself: {len(found)}; both values stand in the Turtle, take one out:",
    ).in_(language)
    for one in found:
        tag = f" ({one.language})" if one.language else ""
        line = (
            f"  {one.subject.in_(language)}, {one.fact.in_(language)}{tag}: "
            f"{plan.one.name}: {one.one.in_(language)}; {plan.other.name}: {one.other.in_(language)}"
        )
        if one.shows is not None:
            line += Text(f"; getoond wordt: {one.shows.nl}", f"; shown is: {one.shows.en}").in_(language)
        yield line


def _principles(plan: Plan, language: Language) -> Iterator[str]:
    """Yield the principles of its own of each that now hold for both, with their file in the merged workspace."""
    files = [(side, side.own_principles()) for side in _sides(plan)]
    of_both = set.intersection(*({file.data for file in found} for _, found in files))
    lines = []
    for side, found in files:
        for file in (one for one in found if one.data not in of_both):
            for subject, _, number in (triple for triple in file.triples if triple[1] == NOTATION):
                labels = (one[2] for one in file.triples if one[0] == subject and one[1] == LABEL)
                named = {one.language: one.value for one in labels if isinstance(one, ox.Literal)}
                name = named.get(language) or next(iter(named.values()), "")
                lines.append(f"  {side.name}: {number.value} {name} ({side.folder}/{file.path})")
    if lines:
        yield Text(
            f"Eigen principes die nu voor beide gelden: {len(lines)}",
            f"Own principles that now hold for both: {len(lines)}",
        ).in_(language)
        yield from lines


def _duplicates(plan: Plan, language: Language, most: int) -> Iterator[str]:
    left = plan.undecided
    stays = Text(" (blijft apart tot u kiest)", " (stays apart until you choose)") if left else Text.same("")
    yield Text(f"Misschien hetzelfde: {len(left)}{stays.nl}", f"Maybe the same: {len(left)}{stays.en}").in_(language)
    counts = Counter(found.kind.in_(language) for found in left)
    for kind, count in sorted(counts.items()):
        yield f"  {count:>6} {kind}"
    telling = [found for found in left if len(found.reasons) > 1]
    for found in telling[:most]:
        one, other = (name.in_(language) for name in found.names)
        yield f"    {found.kind.in_(language)}: {one} = {other}"
    yield from _more(len(telling) - most, language)


def _contracts(plan: Plan, language: Language) -> Iterator[str]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for side in _sides(plan):
        workspace = side.workspace
        for contract in workspace.instances(CONTRACT):
            for party in workspace.graph.objects(contract, ar("party")):
                if workspace.graph.is_instance(party, SUPPLIER):
                    name = workspace.label(party, language)
                    names.setdefault(name.casefold(), name)
                    ends = workspace.graph.value(contract, ar("ends"))
                    told_end = _day(ends).in_(language)
                    found[name.casefold()][side.name].append((told_end, workspace.label(contract, language)))
    both = {key: sides for key, sides in found.items() if len(sides) == 2}
    yield Text(
        f"Leveranciers met een contract van beide: {len(both)}", f"Suppliers with a contract of both: {len(both)}"
    ).in_(language)
    for key in sorted(both):
        yield f"  {names[key]}"
        for side in _sides(plan):
            for day, label in sorted(both[key][side.name]):
                yield Text(f"    {side.name}: {label}, loopt af {day}", f"    {side.name}: {label}, ends {day}").in_(
                    language
                )


def _day(value: Term | None) -> Text:
    """Return the day of a literal in words; that there is none when there is none."""
    if not isinstance(value, ox.Literal):
        return Text("op een dag die niet in het model staat", "on a day that the model does not tell")
    return date_text(value.value)


def _functions(plan: Plan, language: Language, most: int) -> Iterator[str]:
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for side in _sides(plan):
        for function, application in _supported(side.workspace, language):
            found[function][side.name][application] = None
    both = {name: sides for name, sides in found.items() if len(sides) == 2}
    yield Text(
        f"Functies met applicaties van beide: {len(both)} van {len(found)}",
        f"Functions with applications of both: {len(both)} of {len(found)}",
    ).in_(language)
    for name in sorted(both)[:most]:
        yield f"  {name}"
        for side in _sides(plan):
            yield f"    {side.name}: {', '.join(sorted(both[name][side.name]))}"
    yield from _more(len(both) - most, language)


def _supported(workspace: Workspace, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each business function, by name, with an application that supports it or work that is part of it."""
    graph = workspace.graph
    functions = set(workspace.instances(BUSINESS_FUNCTION))
    for application in workspace.instances(APPLICATION_COMPONENT):
        if application in workspace.reference_subjects:
            continue
        served = list(graph.objects(application, SERVES))
        for service in graph.objects(application, _REALIZES):
            served += graph.objects(service, SERVES)
        for one in served:
            around = (holder for link in _INNER for holder in graph.subjects(link, one))
            for function in {one, *around} & functions:
                yield workspace.label(function, language), workspace.label(application, language)


def _departments(plan: Plan, language: Language) -> Iterator[str]:
    yield Text("Afdelingen", "Departments").in_(language)
    for side in _sides(plan):
        workspace = side.workspace
        names = []
        for department in workspace.instances(ar("Department")):
            staff = workspace.graph.value(department, ar("staff"))
            label = workspace.label(department, language)
            names.append(f"{label} ({staff.value})" if staff is not None else label)
        none = Text("geen in het model", "none in the model").in_(language)
        yield f"  {side.name}: {', '.join(sorted(names)) or none}"


def _cost(plan: Plan, merged: Merged | None, language: Language) -> Iterator[str]:
    rows = [(title_of(side).in_(language), side.workspace) for side in _sides(plan)]
    if merged is not None:
        rows.append((Text("samen", "together").in_(language), merged.workspace))
    yield Text("Kosten per inwoner", "Cost per resident").in_(language)
    for name, workspace in rows:
        figure = cost_per_resident(workspace)
        if figure.value is None:
            yield f"  {name}: {figure.missing.in_(language)}"
        else:
            yield f"  {name}: {figure.value.in_(language)} ({figure.remark.in_(language)})"


def _more(count: int, language: Language) -> Iterator[str]:
    if count > 0:
        yield Text(f"    en {count} meer", f"    and {count} more").in_(language)
