"""The words around a programme of requirements, shared by its workbook and its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archrepo.language import Text
from archrepo.procurement.publication.demand_values import AnswerKind, AskedFact, Demand
from archrepo.wording import number_text

READ_ME: Final = (
    (
        Text("Eisen", "Requirements"),
        Text(
            "Kies bij elke eis ja, deels of nee. Bij deels of nee, of als u iets wilt uitleggen, vult u de toelichting "
            "in. Noem het bewijsstuk en de datum ervan. Een eis waarop u nee antwoordt, kan uw inschrijving doen "
            "afvallen; een wens levert punten op.",
            "Choose yes, partly or no for each requirement. With partly or no, or to explain something, fill in the "
            "explanation. Name the document of evidence and its date. A requirement answered with no can rule out "
            "your bid; a wish earns points.",
        ),
    ),
    (
        Text("Feiten", "Facts"),
        Text(
            "Beantwoord elke vraag in de vorm die erbij staat. Kiest u meer dan één waarde, zet dan een puntkomma "
            "tussen de waarden. Weet u iets niet, laat het antwoord dan leeg: een leeg antwoord telt als niet bekend.",
            "Answer each question in the form that stands with it. When you choose more than one value, put a "
            "semicolon between them. If you do not know something, leave the answer empty: that counts as not known.",
        ),
    ),
    (
        Text("Bewijs", "Evidence"),
        Text(
            "Een antwoord zonder bewijsstuk geldt als opgave van uw organisatie; de gemeente kan om bewijs vragen.",
            "An answer without a document of evidence counts as a claim of your organisation; the municipality may "
            "ask for evidence.",
        ),
    ),
    (
        Text("Vorm", "Form"),
        Text(
            "Alleen de gele cellen zijn te wijzigen. Verander de nummers en de bladen niet: de gemeente leest dit "
            "bestand automatisch in.",
            "Only the yellow cells can be changed. Do not change the numbers and the sheets: the municipality reads "
            "this file automatically.",
        ),
    ),
)

FACTS_LEGEND: Final[Mapping[AnswerKind | None, Text]] = {
    AnswerKind.CHOICE: Text("kies een waarde uit de lijst", "choose a value of the list"),
    AnswerKind.NUMBER: Text("vul een getal van 0 of meer in", "fill in a number of 0 or more"),
    AnswerKind.DATE: Text("vul een datum in, zoals 2027-01-31", "fill in a date, such as 2027-01-31"),
    None: Text(
        "kies een waarde uit de lijst; bij meer waarden een puntkomma ertussen",
        "choose a value of the list; put a semicolon between several values",
    ),
}
_DEMAND, _WISH = Text("eis", "required"), Text("wens", "wish")


def strength(demand: Demand) -> Text:
    """Return whether a bidder must meet the demand, and what a wish can earn."""
    if demand.is_knock_out:
        return _DEMAND
    if demand.points is None:
        return _WISH
    points, is_one = number_text(demand.points), demand.points == 1
    return Text(
        f"{_WISH.nl} ({points.nl} {'punt' if is_one else 'punten'})",
        f"{_WISH.en} ({points.en} {'point' if is_one else 'points'})",
    )


def origin(demand: Demand) -> Text:
    """Return why the demand is there and where it comes from, in one text."""
    named = Text("{name} ({reference})", "{name} ({reference})").format(name=demand.name, reference=demand.reference)
    if demand.source == demand.name or not demand.source.nl:
        return demand.why
    if demand.why.nl.endswith(demand.source.nl):
        number = Text(", nummer {number}", ", number {number}").format(number=demand.reference)
        return Text(demand.why.nl + number.nl, demand.why.en + number.en) if demand.reference else demand.why
    head = named if demand.reference else demand.name
    return Text(
        f"{head.nl}: {demand.why.nl}\nBron: {demand.source.nl}",
        f"{head.en}: {demand.why.en}\nSource: {demand.source.en}",
    )


def answer_form(fact: AskedFact) -> Text:
    """Return the form of the answer: its kind, with the unit of a number or that several values may be given."""
    word = fact.kind.word
    if fact.unit.nl:
        return Text(f"{word.nl}, in {fact.unit.nl}", f"{word.en}, in {fact.unit.en}")
    if fact.is_many and fact.choices:
        return Text(f"{word.nl}, meer waarden mogelijk", f"{word.en}, several values possible")
    return word
