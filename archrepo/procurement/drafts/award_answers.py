"""What was answered on the award method, the sums of its points, and what does not add up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.procurement.award.arithmetic import figure
from archrepo.procurement.drafts.award_form import (
    CEILING,
    FLOOR,
    FORMULA,
    FORMULA_TEXT,
    MINIMUM,
    NAME,
    PARENT,
    POINTS,
    PRICE,
    REMOVED,
    SCALE,
    TOTAL,
    AwardForm,
    CriterionForm,
    key_of,
)
from archrepo.procurement.drafts.award_values import named_in_judgements, number_in, words_in
from archrepo.procurement.drafts.grade_scale import grade_lines
from archrepo.procurement.tender import Grade, Tender
from archrepo.turtle import Value
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace

Answers = Mapping[str, Sequence[Value]]
_NEEDED = Text("dit is nodig", "this is needed")
_FILL_IN = Text("vul dit in", "fill this in")


@dataclass(frozen=True, slots=True)
class GivenCriterion:
    """A criterion of quality as it was answered; `iri` is empty when it is new, `parent` when it is no part."""

    form: CriterionForm
    name: str
    points: Decimal | None
    minimum: Decimal | None
    parent: str
    scale: str

    @property
    def shown(self) -> Text:
        """Its name as it was typed, else the one that it had."""
        return Text.same(self.name) if self.name else self.form.name


@dataclass(frozen=True, slots=True)
class PointsSum:
    """A sum of points: what it is the sum of, as a sentence, and whether it is what it has to be."""

    words: Text
    is_right: bool


def given_criteria(form: AwardForm, answers: Answers, removed: Collection[str]) -> tuple[GivenCriterion, ...]:
    """Return the criteria of quality that are to be, in order; those taken away and empty new ones are left out."""
    found = []
    for one in form.quality:
        told = [answers.get(key_of(what, one.key), ()) for what in (NAME, POINTS, MINIMUM, PARENT, SCALE)]
        if one.key in removed or not (one.iri or any(told)):
            continue
        name, points, minimum, parent, scale = told
        above = next((value.value for value in parent if isinstance(value, ox.NamedNode)), "")
        found.append(GivenCriterion(one, words_in(name), number_in(points), number_in(minimum), above, words_in(scale)))
    return tuple(found)


def has_price(answers: Answers) -> bool:
    """Tell whether anything was answered on price."""
    keys = (key_of(NAME, PRICE), key_of(POINTS, PRICE), FORMULA, FORMULA_TEXT, CEILING, FLOOR)
    return any(answers.get(key) for key in keys)


def sums_of(form: AwardForm, answers: Answers, removed: Collection[str]) -> dict[str, PointsSum]:
    """Return the sums of points by the key of the question that each is held against; the whole comes first."""
    criteria = given_criteria(form, answers, removed)
    price = number_in(answers.get(key_of(POINTS, PRICE), ()))
    tops = [(one.shown, one.points) for one in criteria if not one.parent]
    if price is not None:
        tops.insert(0, (Text("prijs", "price"), price))
    found: dict[str, PointsSum] = {}
    if tops:
        found[TOTAL] = _sum(tops, number_in(answers.get(TOTAL, ())), Text("in totaal", "in total"))
    for one in criteria:
        parts = [(part.shown, part.points) for part in criteria if one.form.iri and part.parent == one.form.iri]
        if one.form.wish_points:
            left = (one.points or Decimal(0)) - one.form.wish_points
            is_graded = not parts and left > 0
            parts.append((Text("wensen", "wishes"), one.form.wish_points))
            if is_graded:
                parts.append((Text("een cijfer", "a grade"), left))
        if parts:
            about = Text("voor '{name}'", "for '{name}'").format(name=one.shown)
            found[key_of(POINTS, one.form.key)] = _sum(parts, one.points, about)
    return found


def _sum(terms: Sequence[tuple[Text, Decimal | None]], wanted: Decimal | None, about: Text) -> PointsSum:
    total = sum((points or Decimal(0) for _, points in terms), Decimal(0))
    listed = [
        Text("{name} {points}", "{name} {points}").format(name=name, points=figure(points or Decimal(0)))
        for name, points in terms
    ]
    words = Text(
        "{terms} = {total} van {wanted} punten {about}", "{terms} = {total} of {wanted} points {about}"
    ).format(
        terms=Text(" + ".join(one.nl for one in listed), " + ".join(one.en for one in listed)),
        total=figure(total),
        wanted=figure(wanted) if wanted is not None else Text("niet gezegd", "not said"),
        about=about,
    )
    return PointsSum(words, total == wanted)


def award_faults(
    workspace: Workspace,
    tender: Tender,
    form: AwardForm,
    answers: Answers,
    removed: Collection[str],
    language: Language,
) -> dict[str, RequestFault]:
    """Return what does not fit together, by the key of the question where it is to be mended; empty when all does."""
    criteria = given_criteria(form, answers, removed)
    found: dict[str, RequestFault] = {}
    checks = (
        _incomplete(criteria),
        _price_faults(workspace, answers),
        _part_faults(criteria),
        _removal_faults(workspace, tender, form, removed),
        _scale_faults(workspace, tender, criteria, answers, language),
        _sum_faults(form, answers, removed),
    )
    for check in checks:
        for key, fault in check:
            found.setdefault(key, fault)
    return found


def _incomplete(criteria: Sequence[GivenCriterion]) -> Iterator[tuple[str, RequestFault]]:
    names: set[str] = set()
    for one in criteria:
        if not one.name:
            yield key_of(NAME, one.form.key), RequestFault(_NEEDED, remedy=_FILL_IN)
        elif one.name.casefold() in names:
            yield (
                key_of(NAME, one.form.key),
                RequestFault(
                    Text("een ander criterium heet al zo", "another criterion has this name already"),
                    remedy=Text("kies een andere naam", "choose another name"),
                ),
            )
        names.add(one.name.casefold())
        if one.points is None or one.points <= 0:
            yield (
                key_of(POINTS, one.form.key),
                RequestFault(
                    Text("een criterium is meer dan 0 punten waard", "a criterion is worth more than 0 points"),
                    remedy=Text(
                        "vul het aantal punten in, of haal het criterium weg",
                        "fill in the number of points, or take the criterion away",
                    ),
                ),
            )
        elif one.minimum is not None and not 0 <= one.minimum <= one.points:
            yield (
                key_of(MINIMUM, one.form.key),
                RequestFault(
                    Text(
                        "het minimum is meer dan de punten die te halen zijn",
                        "the minimum is more than the points that can be earned",
                    )
                    if one.minimum > 0
                    else Text("het minimum is minder dan 0 punten", "the minimum is less than 0 points"),
                    remedy=Text(
                        f"kies een getal van 0 tot en met {figure(one.points).nl}",
                        f"choose a number from 0 to {figure(one.points).en}",
                    ),
                ),
            )


def _price_faults(workspace: Workspace, answers: Answers) -> Iterator[tuple[str, RequestFault]]:
    if not has_price(answers):
        return
    points = number_in(answers.get(key_of(POINTS, PRICE), ()))
    if points is None or points <= 0:
        yield (
            key_of(POINTS, PRICE),
            RequestFault(
                Text("prijs is meer dan 0 punten waard", "price is worth more than 0 points"),
                remedy=Text(
                    "vul het aantal punten in, of maak alles bij prijs leeg",
                    "fill in the number of points, or make everything on price empty",
                ),
            ),
        )
    for formula in answers.get(FORMULA, ()):
        assert isinstance(formula, ox.NamedNode)
        name = workspace.name_of(formula)
        for key in (CEILING, FLOOR):
            needs = workspace.ontology.graph.has(formula, ar("formulaNeeds"), ar(key))
            if needs and not answers.get(key):
                yield (
                    key,
                    RequestFault(
                        Text(
                            f"de rekenwijze '{name.nl}' heeft dit bedrag nodig",
                            f"the formula '{name.en}' needs this amount",
                        ),
                        remedy=_FILL_IN,
                    ),
                )
    ceiling, floor = (number_in(answers.get(key, ())) for key in (CEILING, FLOOR))
    if ceiling is not None and floor is not None and floor >= ceiling:
        yield (
            FLOOR,
            RequestFault(
                Text("de bodem is niet lager dan het plafond", "the floor is not lower than the ceiling"),
                remedy=Text("verbeter een van de twee bedragen", "mend one of the two amounts"),
            ),
        )


def _part_faults(criteria: Sequence[GivenCriterion]) -> Iterator[tuple[str, RequestFault]]:
    parents = {one.form.iri: one.parent for one in criteria if one.form.iri}
    for one in criteria:
        above, passed = one.parent, {one.form.iri}
        while above and above not in passed:
            passed.add(above)
            above = parents.get(above, "")
        if above:
            yield (
                key_of(PARENT, one.form.key),
                RequestFault(
                    Text("zo is dit criterium een deel van zichzelf", "this makes the criterion a part of itself"),
                    remedy=Text("kies een ander criterium, of geen", "choose another criterion, or none"),
                ),
            )
        elif one.parent and one.parent not in parents:
            yield (
                key_of(PARENT, one.form.key),
                RequestFault(
                    Text("dat criterium haalt u weg", "you take that criterion away"),
                    remedy=Text("kies een ander criterium, of geen", "choose another criterion, or none"),
                ),
            )


def _removal_faults(
    workspace: Workspace, tender: Tender, form: AwardForm, removed: Collection[str]
) -> Iterator[tuple[str, RequestFault]]:
    gone = {one.iri: key_of(REMOVED, one.key) for one in form.quality if one.key in removed and one.iri}
    criteria = named_in_judgements(workspace, ar("onCriterion"))
    for iri, key in gone.items():
        wishes = sum(1 for one in tender.requirements if one.criterion == iri)
        judged = criteria.count(iri)
        if wishes or judged:
            yield (
                key,
                RequestFault(
                    Text(
                        f"{wishes} eisen of wensen en {judged} oordelen horen bij dit criterium",
                        f"{wishes} requirements or wishes and {judged} judgements belong to this criterion",
                    ),
                    remedy=Text("laat het staan, of haal die eerst weg", "leave it, or take those away first"),
                ),
            )


def _scale_faults(
    workspace: Workspace, tender: Tender, criteria: Sequence[GivenCriterion], answers: Answers, language: Language
) -> Iterator[tuple[str, RequestFault]]:
    own = {key_of(SCALE, one.form.key): (one.scale, _own_grades(tender, one.form.iri)) for one in criteria}
    general, given = words_in(answers.get(SCALE, ())), {*named_in_judgements(workspace, ar("awardedGrade"))}
    for key, (text, present) in {SCALE: (general, tender.grades), **own}.items():
        try:
            lines = grade_lines(text)
        except RequestFault as fault:
            yield key, fault
            continue
        names, shares = {one.name.casefold() for one in lines}, {one.percent for one in lines}
        lost = [
            one.name.in_(language)
            for one in present
            if one.iri in given and one.name.in_(language).casefold() not in names and one.percent not in shares
        ]
        if lost:
            listed = ", ".join(lost)
            yield (
                key,
                RequestFault(
                    Text(f"een beoordelaar gaf al: {listed}", f"an assessor gave already: {listed}"),
                    remedy=Text("laat dit cijfer staan", "leave this grade"),
                ),
            )
    if not general and any(not one.scale and not _inherits(criteria, one) for one in criteria):
        yield (
            SCALE,
            RequestFault(
                Text("er zijn geen cijfers om te geven", "there are no grades to give"),
                remedy=Text("schrijf ze hier, of bij elk criterium", "write them here, or with each criterion"),
            ),
        )


def _own_grades(tender: Tender, criterion: str) -> tuple[Grade, ...]:
    return next((one.grades for one in tender.criteria if one.iri == criterion), ())


def _inherits(criteria: Sequence[GivenCriterion], one: GivenCriterion) -> bool:
    """Tell whether a criterion gets its grades of one above it, or has parts that all are asked by themselves."""
    above, passed = one.parent, {one.form.iri}
    while above and above not in passed:
        passed.add(above)
        found = next((each for each in criteria if each.form.iri == above), None)
        if found is not None and found.scale:
            return True
        above = found.parent if found else ""
    return bool(one.form.iri) and any(each.parent == one.form.iri for each in criteria)


def _sum_faults(form: AwardForm, answers: Answers, removed: Collection[str]) -> Iterator[tuple[str, RequestFault]]:
    for key, one in sums_of(form, answers, removed).items():
        if not one.is_right:
            yield (
                key,
                RequestFault(
                    Text("de punten tellen niet op: {sum}", "the points do not add up: {sum}").format(sum=one.words),
                    remedy=Text(
                        "verander de punten, of het getal waarop zij uitkomen",
                        "change the points, or the number that they add up to",
                    ),
                ),
            )
