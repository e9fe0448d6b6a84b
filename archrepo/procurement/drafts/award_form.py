"""The questions on the award method: price, the criteria of quality with their parts and grades, and the tie rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.metamodel import local_name, text_of
from archrepo.procurement.award.quality import counting_wishes
from archrepo.procurement.drafts.forms import Field, Option, field_of
from archrepo.procurement.drafts.grade_scale import USUAL, scale_text
from archrepo.procurement.proposals import Proposal
from archrepo.procurement.tender import Criterion, Tender
from archrepo.vocabulary import TYPE, ar
from archrepo.workspace import Workspace

NAME, POINTS, MINIMUM, PARENT, SCALE, TOTAL, REMOVED = (
    "naam", "punten", "minimum", "deelvan", "tredes", "totaal", "weg",
)  # fmt: skip
FORMULA, FORMULA_TEXT, CEILING, FLOOR, TIE, TIE_TEXT = (
    "priceFormula", "scoringFormula", "ceilingEuro", "floorEuro", "decidesTie", "tieRule",
)  # fmt: skip
PRICE = "prijs"
"""The part of a key that is about the price criterion; that of another criterion is its local name."""
_NEW = "nieuw"
MOST_NEW = 20


@dataclass(frozen=True, slots=True)
class CriterionForm:
    """The questions on one criterion. `iri` and `name` are empty while it is new.

    `wishes` tells how many wishes count towards it and `wish_points` for how many points together.
    """

    key: str
    iri: str
    name: Text
    fields: tuple[Field, ...]
    wishes: int = 0
    wish_points: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class AwardForm:
    """The questions on the whole method: on price, on each criterion of quality, and on what holds for all."""

    price: CriterionForm
    quality: tuple[CriterionForm, ...]
    whole: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All questions, in the order of the page."""
        return (*self.price.fields, *(field for one in self.quality for field in one.fields), *self.whole)


def key_of(what: str, criterion: str) -> str:
    """Return the key of a question on a criterion, by the key of that criterion."""
    return f"{what}-{criterion}"


def award_form(
    workspace: Workspace, proposal: Proposal, tender: Tender, language: Language, new: int = 1
) -> AwardForm | None:
    """Return the form, filled with what there is and with room for `new` criteria more.

    None when a form cannot say the method: criteria of lots, without a name of their own, in a file that is not of this
    proposal, more than one price, or a price that is a part.
    """
    prices = [one for one in tender.criteria if one.is_price]
    if len(prices) > 1 or any(one.parent for one in prices) or not _is_plain(workspace, proposal, tender):
        return None
    quality = [one for one in tender.criteria if not one.is_price]
    fresh = [f"{_NEW}-{number}" for number in range(1, min(new, MOST_NEW) + 1)]
    return AwardForm(
        _price(workspace, prices[0] if prices else None, language),
        (
            *(_quality(workspace, tender, one, quality, language) for one in quality),
            *(_quality(workspace, tender, key, quality, language) for key in fresh),
        ),
        tuple(_whole(workspace, tender, language)),
    )


def _is_plain(workspace: Workspace, proposal: Proposal, tender: Tender) -> bool:
    """Tell whether each node of the method has a name of its own, and stands in a file of this proposal."""
    own = {path.resolve() for path in proposal.paths}
    grades = (*tender.grades, *(grade for one in tender.criteria for grade in one.grades))
    nodes = [tender.iri, *(one.iri for one in tender.criteria), *(one.iri for one in grades)]
    names = [local_name(ox.NamedNode(one.iri)) for one in tender.criteria if ":" in one.iri]
    return (
        not any(one.lot for one in tender.criteria)
        and not any(one.startswith("_:") for one in nodes)
        and len(set(names)) == len(names)
        and PRICE not in names
        and all((workspace.root / workspace.locate(ox.NamedNode(one), TYPE).path).resolve() in own for one in nodes)
    )


def _price(workspace: Workspace, price: Criterion | None, language: Language) -> CriterionForm:
    node = ox.NamedNode(price.iri) if price else None
    points = _number(price.max_points if price else None)
    formula_text = text_of(workspace.model, node, ar(FORMULA_TEXT)) if node else None
    fields = (
        _text(workspace, key_of(NAME, PRICE), _NAME, price.name.in_(language) if price else ""),
        replace(_points(workspace, key_of(POINTS, PRICE), _POINTS), values=points),
        field_of(workspace, ar(CEILING), node),
        field_of(workspace, ar(FLOOR), node),
        field_of(workspace, ar(FORMULA), node),
        replace(
            _words(workspace, FORMULA_TEXT, formula_text.in_(language) if formula_text else ""),
            explanation=Text(
                "De rekenwijze zoals zij in de stukken staat.", "The formula as it stands in the documents."
            ),
        ),
    )
    return CriterionForm(PRICE, price.iri if price else "", price.name if price else Text.same(""), fields)


def _quality(
    workspace: Workspace, tender: Tender, found: Criterion | str, others: list[Criterion], language: Language
) -> CriterionForm:
    criterion = None if isinstance(found, str) else found
    key = found if isinstance(found, str) else local_name(ox.NamedNode(found.iri))
    wishes = counting_wishes(tender, criterion.iri) if criterion is not None else ()
    parent = replace(
        field_of(workspace, ar("underCriterion"), None),
        key=key_of(PARENT, key),
        label=Text("is een deel van", "is a part of"),
        explanation=Text(
            "De delen van een criterium tellen samen op tot zijn punten.",
            "The parts of a criterion add up to its points.",
        ),
        kind="choice",
        options=tuple(Option(one.iri, one.name) for one in others if one is not criterion),
        values=(criterion.parent,) if criterion and criterion.parent else (),
    )
    fields = (
        _text(workspace, key_of(NAME, key), _NAME, criterion.name.in_(language) if criterion else ""),
        replace(
            _points(workspace, key_of(POINTS, key), _POINTS),
            values=_number(criterion.max_points if criterion else None),
        ),
        replace(
            field_of(workspace, ar("minimumPoints"), None),
            key=key_of(MINIMUM, key),
            values=_number(criterion.minimum_points if criterion else None),
        ),
        parent,
        _scale(
            workspace,
            key_of(SCALE, key),
            Text("eigen cijfers", "grades of its own"),
            Text(
                "Leeg: de cijfers van de hele inkoop. Anders elk cijfer op een eigen regel, zoals 8: goed = 80.",
                "Empty: the grades of the whole procurement. Else each grade on a line of its own, as 8: good = 80.",
            ),
            scale_text(criterion.grades, language) if criterion else "",
        ),
    )
    return CriterionForm(
        key,
        criterion.iri if criterion else "",
        criterion.name if criterion else Text.same(""),
        fields,
        len(wishes),
        sum((one.max_points or Decimal(0) for one in wishes), Decimal(0)),
    )


def _whole(workspace: Workspace, tender: Tender, language: Language) -> Iterator[Field]:
    node = ox.NamedNode(tender.iri)
    yield _scale(
        workspace,
        SCALE,
        Text("cijfers die beoordelaars geven", "grades that assessors give"),
        Text(
            "Elk cijfer op een eigen regel, met zijn deel van de punten in procent, zoals 8: goed = 80.",
            "Each grade on a line of its own, with its share of the points in percent, as 8: good = 80.",
        ),
        scale_text(tender.grades, language) if tender.grades or tender.criteria else USUAL,
    )
    yield replace(
        _points(workspace, TOTAL, Text("totaal aantal punten", "total points")),
        explanation=Text(
            "De punten voor prijs en voor kwaliteit zijn samen dit getal.",
            "The points for price and for quality are this number together.",
        ),
        values=_number(tender.total_points),
    )
    yield field_of(workspace, ar(TIE), node)
    text = text_of(workspace.model, node, ar(TIE_TEXT))
    yield replace(
        _words(workspace, TIE_TEXT, text.in_(language) if text else ""),
        explanation=Text("De regel zoals hij in de stukken staat.", "The rule as it stands in the documents."),
    )


_NAME = Text("naam", "name")
_POINTS = Text("punten", "points")


def _number(number: Decimal | None) -> tuple[str, ...]:
    return () if number is None else (f"{number.normalize():f}",)


def _points(workspace: Workspace, key: str, label: Text) -> Field:
    explanation = Text("Hoogstens te halen, zoals 40.", "The most that can be earned, such as 40.")
    return replace(field_of(workspace, ar("maxPoints"), None), key=key, label=label, explanation=explanation)


def _text(workspace: Workspace, key: str, label: Text, value: str) -> Field:
    explanation = Text("Zoals het in de stukken staat.", "As it stands in the documents.")
    return replace(_words(workspace, key, value), kind="text", label=label, explanation=explanation)


def _words(workspace: Workspace, name: str, value: str) -> Field:
    asked = field_of(workspace, ar(name), None)
    return replace(asked, kind="words", has_many=False, values=(value,) if value else ())


def _scale(workspace: Workspace, key: str, label: Text, explanation: Text, value: str) -> Field:
    return replace(_words(workspace, key, value), label=label, explanation=explanation)
