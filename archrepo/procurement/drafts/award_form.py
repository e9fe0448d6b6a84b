"""The award method in its simplest form: points for price and for quality, a formula, a ceiling and a tie rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.drafts.forms import Field, field_of, number_of
from archrepo.procurement.drafts.starting import prefixes
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.tender import Tender
from archrepo.turtle import Value, with_values
from archrepo.vocabulary import LABEL, TYPE, XSD, ar
from archrepo.workspace import Workspace
from archrepo.workspace.saving import save, text_at

PRICE, QUALITY, SCALE = "prijspunten", "kwaliteitspunten", "tredes"
_PRICE_NAME = Text("Prijs", "Price")
_QUALITY_NAME = Text("Kwaliteit", "Quality")
_USUAL_SCALE = "10, 8, 6, 2, 0"
_ON_PRICE = ("priceFormula", "ceilingEuro", "floorEuro")
_Facts: TypeAlias = dict[ox.NamedNode, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class AwardForm:
    """The questions on the award method; `price` and `quality` are the IRIs of the two criteria."""

    fields: tuple[Field, ...]
    price: str
    quality: str


def award_form(workspace: Workspace, proposal: Proposal, tender: Tender) -> AwardForm | None:
    """Return the form, filled with what there is; None when the method is more than this form can say."""
    tops = tender.criteria
    price = [one for one in tops if one.is_price]
    quality = [one for one in tops if not one.is_price]
    if len(price) > 1 or len(quality) > 1 or any(one.parent or one.lot or one.grades for one in tops):
        return None
    stem = f"{workspace.base}criterium-{proposal.name}"
    price_iri = price[0].iri if price else f"{stem}-prijs"
    quality_iri = quality[0].iri if quality else f"{stem}-kwaliteit"
    asked = [field_of(workspace, ar(name), ox.NamedNode(price_iri)) for name in _ON_PRICE]
    points = field_of(workspace, ar("maxPoints"), None)
    fields = (
        _points(points, PRICE, Text("punten voor prijs", "points for price"), [one.max_points for one in price]),
        _points(
            points, QUALITY, Text("punten voor kwaliteit", "points for quality"), [one.max_points for one in quality]
        ),
        *asked,
        field_of(workspace, ar("decidesTie"), ox.NamedNode(tender.iri)),
    )
    return AwardForm(fields if tender.grades else (*fields, _scale(points)), price_iri, quality_iri)


def _points(field: Field, key: str, label: Text, present: Sequence[Decimal | None]) -> Field:
    values = tuple(f"{one.normalize():f}" for one in present if one is not None)
    explanation = Text("Hoogstens te halen, zoals 40.", "The most that can be earned, such as 40.")
    return replace(field, key=key, label=label, explanation=explanation, values=values)


def _scale(field: Field) -> Field:
    return replace(
        field,
        key=SCALE,
        kind="text",
        label=Text("cijfers die beoordelaars geven", "grades that assessors give"),
        explanation=Text(
            "Van hoog naar laag; het hoogste cijfer krijgt alle punten.",
            "From high to low; the highest grade earns all points.",
        ),
        values=(_USUAL_SCALE,),
    )


def write_award(
    workspace: Workspace,
    proposal: Proposal,
    tender: Tender,
    form: AwardForm,
    answers: Mapping[str, Sequence[Value]],
) -> None:
    """Write the answers, by the key of their question, into the file of the purchase.

    Raises:
        RequestFault: the scale of grades is no list of falling numbers, or the file was changed meanwhile.
    """
    path = workspace.root / tender.location.path
    was = text_at(path)
    assert was is not None
    known = prefixes(workspace)
    text = was
    for subject, values in _stated(workspace, proposal, tender, form, answers).items():
        text = with_values(text, subject, values, known)
    if text != was:
        save(workspace.root, path, text, was=was)


def _stated(
    workspace: Workspace, proposal: Proposal, tender: Tender, form: AwardForm, answers: Mapping[str, Sequence[Value]]
) -> dict[ox.NamedNode, _Facts]:
    """Return what the file says afterwards of the purchase, its grades and its two criteria; no values take away."""
    points = {key: answers.get(key, ()) for key in (PRICE, QUALITY)}
    nodes = {PRICE: ox.NamedNode(form.price), QUALITY: ox.NamedNode(form.quality)}
    scale = next(iter(answers.get(SCALE, ())), None)
    grades: Mapping[ox.NamedNode, _Facts] = {}
    if isinstance(scale, ox.Literal) and points[QUALITY]:
        grades = _grades(workspace, proposal, scale.value)
    total = sum(
        (Decimal(one.value) for given in points.values() for one in given if isinstance(one, ox.Literal)), Decimal(0)
    )
    criteria = tuple(node for key, node in nodes.items() if points[key])
    purchase: _Facts = {
        ar("decidesTie"): answers.get("decidesTie", ()),
        ar("awardCriterion"): criteria,
        ar("totalPoints"): (_number(total),) if criteria else (),
    }
    if grades:
        purchase[ar("awardGrade")] = tuple(grades)
    prices: _Facts = {ar(one): answers.get(one, ()) for one in _ON_PRICE}
    return {
        ox.NamedNode(tender.iri): purchase,
        **grades,
        nodes[PRICE]: _criterion(tender, form.price, "PriceCriterion", _PRICE_NAME, points[PRICE], prices),
        nodes[QUALITY]: _criterion(tender, form.quality, "QualityCriterion", _QUALITY_NAME, points[QUALITY], {}),
    }


def _criterion(tender: Tender, iri: str, kind: str, name: Text, points: Sequence[Value], more: _Facts) -> _Facts:
    """Return what is said of a criterion; without points nothing is."""
    if not points:
        own = (ar(one) for one in ("criterionKind", "maxPoints", "scoringFormula", *_ON_PRICE))
        return dict.fromkeys((TYPE, LABEL, *own), ())
    values: _Facts = {
        TYPE: (ar("AwardCriterion"),),
        ar("criterionKind"): (ar(kind),),
        ar("maxPoints"): points,
    }
    if not any(iri == one.iri for one in tender.criteria):
        values[LABEL] = (ox.Literal(name.nl, language="nl"), ox.Literal(name.en, language="en"))
    return {**values, **more}


def _grades(workspace: Workspace, proposal: Proposal, written: str) -> dict[ox.NamedNode, _Facts]:
    """Return the grades that a person wrote, from high to low, with what is said of each.

    Raises:
        RequestFault: it is no list of falling numbers.
    """
    numbers = [number_of(part) for part in written.replace(";", ",").split(",") if part.strip()]
    listed = [one for one in numbers if one is not None]
    if len(listed) < 2 or len(listed) != len(numbers) or listed != sorted(set(listed), reverse=True) or listed[-1] < 0:
        raise RequestFault(
            Text("cijfers: dit antwoord past niet", "grades: this answer does not fit"),
            remedy=Text(
                "schrijf cijfers van hoog naar laag, zoals 10, 8, 6, 2, 0",
                "write grades from high to low, such as 10, 8, 6, 2, 0",
            ),
        )
    found: dict[ox.NamedNode, _Facts] = {}
    for one in listed:
        plain = f"{one.normalize():f}"
        node = ox.NamedNode(f"{workspace.base}trede-{proposal.name}-{plain.replace('.', '-')}")
        found[node] = {
            TYPE: (ar("AwardGrade"),),
            LABEL: (ox.Literal(plain, language="nl"), ox.Literal(plain, language="en")),
            ar("pointsPercent"): (_number((one * 100 / listed[0]).quantize(Decimal("0.01")).normalize()),),
        }
    return found


def _number(value: Decimal) -> ox.Literal:
    text = f"{value.normalize():f}"
    return ox.Literal(text, datatype=ox.NamedNode(XSD + ("decimal" if "." in text else "integer")))
