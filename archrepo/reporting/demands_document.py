"""The programme of requirements as a neutral document, for Word and the other formats."""

from __future__ import annotations

from collections.abc import Iterator

from archrepo.language import Language, Text
from archrepo.procurement.publication.demand_values import AskedFact, Demand, DemandKind, Programme
from archrepo.reporting.demands_words import READ_ME, answer_form, origin, strength
from archrepo.reporting.document import Block, Document, Heading, Paragraph, Table

_TITLE = Text("Programma van eisen", "Programme of requirements")
_CHAPTERS = {
    DemandKind.OWN: Text("Eisen van deze inkoop", "Requirements of this procurement"),
    DemandKind.STANDARD: Text("Verplichte standaarden", "Mandatory standards"),
    DemandKind.PRINCIPLE: Text("Eisen die uit de principes volgen", "Requirements that follow from the principles"),
}
_DEMAND_HEADINGS = (
    Text("nr", "no"),
    Text("eis", "requirement"),
    Text("soort", "kind"),
    Text("bron en waarom", "source and why"),
    Text("feiten", "facts"),
)
_FACT_HEADINGS = (
    Text("nr", "no"),
    Text("vraag", "question"),
    Text("soort antwoord", "kind of answer"),
    Text("keuze uit", "choice of"),
)
#: A longer list is told in the workbook only.
_MOST_CHOICES = 12


def demands_document(programme: Programme, language: Language) -> Document:
    """Return the programme as a document: a chapter for each origin of demands, and one for the facts to state."""
    return Document(
        title=_TITLE.in_(language),
        subtitle=programme.title or programme.tender_name.in_(language),
        language=language,
        date=programme.as_of,
        cover=_cover(programme, language),
        blocks=tuple(_blocks(programme, language)),
    )


def _cover(programme: Programme, language: Language) -> tuple[tuple[str, str], ...]:
    rows = (
        (Text("Inkoop", "Procurement"), programme.tender_name),
        (Text("Stand van het model", "State of the model"), Text.same(programme.as_of)),
        (Text("Eisen en wensen", "Requirements and wishes"), Text.same(str(len(programme.demands)))),
        (Text("Feiten", "Facts"), Text.same(str(len(programme.facts)))),
        (Text("Controlegetal", "Checksum"), Text.same(programme.sha256)),
    )
    return tuple((name.in_(language), value.in_(language)) for name, value in rows)


def _blocks(programme: Programme, language: Language) -> Iterator[Block]:
    yield Heading(1, Text("Hoe u dit gebruikt", "How to use this").in_(language))
    for name, value in READ_ME[:-1]:
        yield Heading(2, name.in_(language))
        yield Paragraph(value.in_(language))
    for kind, title in _CHAPTERS.items():
        demands = [one for one in programme.demands if one.kind is kind]
        if demands:
            yield Heading(1, title.in_(language))
            yield Table(
                caption=title.in_(language),
                headings=tuple(one.in_(language) for one in _DEMAND_HEADINGS),
                rows=tuple(_demand_row(one, language) for one in demands),
                widths=(3, 14, 3, 12, 4),
            )
    if programme.facts:
        title = Text("Feiten die een inschrijver opgeeft", "Facts that a bidder states")
        yield Heading(1, title.in_(language))
        yield Table(
            caption=title.in_(language),
            headings=tuple(one.in_(language) for one in _FACT_HEADINGS),
            rows=tuple(_fact_row(one, language) for one in programme.facts),
            widths=(3, 14, 7, 12),
        )


def _demand_row(demand: Demand, language: Language) -> tuple[str, ...]:
    return (
        demand.number,
        demand.text.in_(language),
        strength(demand).in_(language),
        origin(demand).in_(language),
        ", ".join(demand.facts),
    )


def _fact_row(fact: AskedFact, language: Language) -> tuple[str, ...]:
    names = [choice.name.in_(language) for choice in fact.choices]
    listed = ", ".join(names[:_MOST_CHOICES])
    if len(names) > _MOST_CHOICES:
        more = Text("en {count} andere, zie de werkmap", "and {count} others, see the workbook")
        listed = f"{listed} {more.format(count=len(names) - _MOST_CHOICES).in_(language)}"
    return fact.number, fact.question.in_(language), answer_form(fact).in_(language), listed
