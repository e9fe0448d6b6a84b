"""A filled programme of requirements as the Turtle of one bid: claims and facts, each with the cell it came from.

Nothing is guessed: what does not fit is a fault with its cell, kept in the bid as an answer that does not count, and
what is empty stays unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.bids.answer_values import AnswerReading, CellFault
from archrepo.procurement.bids.cell_values import (
    is_iri,
    word_and_rest,
)
from archrepo.procurement.bids.workbook_form import AnswerRow, FilledForm, filled_form
from archrepo.procurement.publication.demand_values import AnswerKind, DemandKind, Programme
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.turtle.writing import write
from archrepo.vocabulary import (
    ALLOWED_KIND,
    APPLICATION_COMPONENT,
    BID,
    CONTRACT,
    CONTRACT_LINK,
    LABEL,
    OF_PROCUREMENT,
    OFFERS,
    PREFIXES,
    RANGE,
    SUPPLIER,
    TYPE,
    XSD,
    ar,
)
from archrepo.workspace import Workspace

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ReadBid:
    """One bid as it was read: its Turtle, the name of its file, how much was taken over, and what was not.

    `asked` counts the questions of the workbook; `shown_by_facts` the answers to principles, which facts have to show.
    """

    iri: str
    file_name: str
    turtle: str
    claims: int
    facts: int
    asked: int
    shown_by_facts: int
    unanswered: tuple[str, ...]
    faults: tuple[CellFault, ...]
    remarks: tuple[Text, ...]

    @property
    def counted(self) -> Text:
        """Return how many questions there are, how many answers were taken over, and why the others were not."""
        taken = self.claims + self.facts
        parts = (
            (len(self.unanswered), Text("niet beantwoord", "not answered")),
            (
                self.asked - taken - len(self.unanswered) - self.shown_by_facts,
                Text("niet te lezen als antwoord", "not readable as an answer"),
            ),
            (self.shown_by_facts, Text("blijkt uit de feiten, niet uit ja of nee", "shown by facts, not by yes or no")),
        )
        why_nl, why_en = (
            ", ".join(f"{count} {words.in_(language)}" for count, words in parts if count) for language in ("nl", "en")
        )
        head = Text(f"{self.asked} vragen: {taken} overgenomen", f"{self.asked} questions: {taken} taken over")
        left = self.asked - taken
        return Text(f"{head.nl}, {left} niet: {why_nl}", f"{head.en}, {left} not: {why_en}") if left else head


def read_bid_workbook(
    workspace: Workspace,
    programme: Programme,
    document: SourceDocument,
    bidder: str,
    *,
    product: str = "",
    price_euro: Decimal | None = None,
    received_on: date | None = None,
) -> ReadBid:
    """Return the bid that a filled workbook holds; `programme` is that of the tender as it stands now.

    Raises:
        InputFault: the file is no filled programme of requirements, or one of another tender.
    """
    form = filled_form(document)
    if form.tender != programme.tender:
        raise InputFault(
            Text(
                f"deze werkmap hoort bij een andere inkoop: {form.tender or 'onbekend'}",
                f"this workbook belongs to another procurement: {form.tender or 'unknown'}",
            ),
            location=Location(document.file_name, 0, 0, 0, 0),
            remedy=Text(
                f"vraag de inschrijver om de werkmap van {programme.tender_name.nl}",
                f"ask the bidder for the workbook of {programme.tender_name.en}",
            ),
        )
    return _Reading(workspace, programme, document, form, bidder).bid(product, price_euro, received_on)


class _Reading:
    def __init__(
        self, workspace: Workspace, programme: Programme, document: SourceDocument, form: FilledForm, bidder: str
    ) -> None:
        self._workspace = workspace
        self._programme = programme
        self._document = document
        self._form = form
        self._bidder = bidder.strip()
        self._slug = _NOT_IN_NAMES.sub("-", self._bidder.casefold()).strip("-") or "inschrijver"
        self._bid = self._named("inschrijving")
        self._triples: list[Triple] = []
        self._unanswered: list[str] = []
        self._holders: dict[str, Subject] = {}
        self._answers = AnswerReading(workspace)
        self._shown_by_facts = 0

    def bid(self, product: str, price_euro: Decimal | None, received_on: date | None) -> ReadBid:
        supplier, offered = self._named("leverancier"), self._named("aanbod")
        self._holders = {SUPPLIER.value: supplier, APPLICATION_COMPONENT.value: offered}
        source = ox.BlankNode("source")
        self._add(self._bid, TYPE, BID)
        self._say(self._bid, f"Inschrijving {self._bidder}", f"Bid of {self._bidder}")
        self._add(self._bid, OF_PROCUREMENT, ox.NamedNode(self._programme.tender))
        self._add(self._bid, ar("bidder"), supplier)
        self._add(self._bid, OFFERS, offered)
        self._add(self._bid, ar("readFrom"), source)
        self._add(source, TYPE, ar("SourceFile"))
        self._add(source, ar("fileName"), ox.Literal(self._document.file_name))
        self._add(source, ar("sha256"), ox.Literal(self._document.sha256))
        if price_euro is not None:
            self._add(self._bid, ar("bidPriceEuro"), _typed(str(price_euro), XSD + "decimal"))
        if received_on is not None:
            self._add(self._bid, ar("receivedOn"), _typed(received_on.isoformat(), XSD + "date"))
        self._add(supplier, TYPE, SUPPLIER)
        self._say(supplier, self._bidder, self._bidder)
        self._add(offered, TYPE, APPLICATION_COMPONENT)
        self._say(offered, product or f"Aanbod van {self._bidder}", product or f"Offer of {self._bidder}")
        self._add(offered, ar("supplier"), supplier)
        self._add(offered, ar("lifecycle"), ar("Planned"))
        claims = sum(self._claim(row) for row in self._form.demand_rows)
        facts = sum(self._fact(row) for row in self._form.fact_rows)
        for order, fault in enumerate(self._answers.faults, start=1):
            self._refused(ox.BlankNode(f"r{order:03}"), fault)
        text = write(self._triples, {"": self._workspace.base, **_used(self._triples)}, title=self._title())
        return ReadBid(
            iri=self._bid.value,
            file_name=f"{self._slug}.ttl",
            turtle=text,
            claims=claims,
            facts=facts,
            asked=len(self._form.demand_rows) + len(self._form.fact_rows),
            shown_by_facts=self._shown_by_facts,
            unanswered=tuple(self._unanswered),
            faults=tuple(self._answers.faults),
            remarks=(*self._document.remarks, *self._remarks()),
        )

    def _title(self) -> str:
        return f"Inschrijving van {self._bidder}, gelezen uit {self._document.file_name}."

    def _named(self, kind: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self._workspace.base}{kind}-{self._slug}")

    def _add(self, subject: Subject, predicate: ox.NamedNode, value: Term) -> None:
        self._triples.append((subject, predicate, value))

    def _say(self, subject: Subject, dutch: str, english: str) -> None:
        self._add(subject, LABEL, ox.Literal(dutch, language="nl"))
        self._add(subject, LABEL, ox.Literal(english, language="en"))

    def _remarks(self) -> Iterator[Text]:
        if self._form.sha256 != self._programme.sha256:
            yield Text(
                "de inkoop of het model is gewijzigd nadat deze werkmap is gemaakt",
                "the procurement or the model changed after this workbook was made",
            )
        asked = {one.iri: one.text for one in self._programme.demands}
        for row in self._form.demand_rows:
            text = asked.get(self._form.demands.get(row.number, ("", ""))[0])
            if text is not None and _bare(row.question) not in (_bare(text.nl), _bare(text.en)):
                yield _changed(row)
        questions = {one.property: one.question for one in self._programme.facts}
        for row in self._form.fact_rows:
            known = self._form.facts.get(row.number)
            text = questions.get(known.property) if known is not None else None
            if text is not None and _bare(row.question) not in (_bare(text.nl), _bare(text.en)):
                yield _changed(row)

    def _claim(self, row: AnswerRow) -> bool:
        """Take over the answer to one requirement; tell whether there was one that fits."""
        iri, kind = self._form.demands.get(row.number, ("", ""))
        own = {one.iri for one in self._programme.demands if one.kind is DemandKind.OWN}
        if not iri or (kind == DemandKind.OWN.value and iri not in own):
            self._answers.fault(
                row,
                Text(f"'{row.number}' is geen eis van deze inkoop", f"'{row.number}' is no requirement of this tender"),
                Text("laat de nummers in de werkmap staan", "leave the numbers in the workbook as they are"),
            )
            return False
        if not (row.answer or row.explanation or row.evidence):
            self._unanswered.append(row.number)
            return False
        if iri not in own:
            # A principle or a standard is shown by the facts; only a requirement of the tender can be claimed.
            self._shown_by_facts += 1
            return False
        node = ox.BlankNode(f"c{row.number.replace('-', '')}")
        grade, words = self._answers.grade(row)
        self._add(self._bid, ar("claim"), node)
        self._add(node, TYPE, ar("Claim"))
        self._add(node, ar("onRequirement"), ox.NamedNode(iri))
        if grade is not None:
            self._add(node, ar("claims"), grade)
        self._shown(node, row, words)
        return grade is not None or not row.answer

    def _shown(self, node: Subject, row: AnswerRow, words: str = "") -> None:
        """Take over what comes with an answer: words of its own cell and the next, document, its day, and the cell."""
        said = "; ".join(one for one in (words, row.explanation) if one)
        if said:
            self._add(node, ar("claimText"), ox.Literal(said))
        if row.evidence:
            self._add(node, ar("evidenceDocument"), ox.Literal(row.evidence))
        day = self._answers.evidence_day(row)
        if day is not None:
            self._add(node, ar("evidenceDate"), _typed(day.isoformat(), XSD + "date"))
        self._add(node, ar("readAt"), ox.Literal(row.place))

    def _refused(self, node: Subject, fault: CellFault) -> None:
        """Keep what was filled in and is no answer, as a trace that counts for nothing."""
        self._add(self._bid, ar("refusedAnswer"), node)
        self._add(node, TYPE, ar("RefusedAnswer"))
        self._add(node, ar("questionNumber"), ox.Literal(fault.number))
        if fault.answer:
            self._add(node, ar("answeredText"), ox.Literal(fault.answer))
        self._add(node, ar("refusalReason"), ox.Literal(fault.text.nl, language="nl"))
        self._add(node, ar("refusalReason"), ox.Literal(fault.text.en, language="en"))
        if fault.place:
            self._add(node, ar("readAt"), ox.Literal(fault.place))

    def _fact(self, row: AnswerRow) -> bool:
        """Take over one fact; tell whether there was one that fits."""
        form = self._form.facts.get(row.number)
        is_usable = form is not None and is_iri(form.property) and is_iri(form.holder)
        property_ = ox.NamedNode(form.property) if form is not None and is_usable else None
        if form is None or property_ is None or not self._workspace.ontology.graph.facts(property_):
            self._answers.fault(
                row,
                Text(f"'{row.number}' is geen feit van deze inkoop", f"'{row.number}' is no fact of this tender"),
                Text("laat de nummers in de werkmap staan", "leave the numbers in the workbook as they are"),
            )
            return False
        if not row.answer:
            self._unanswered.append(row.number)
            return False
        values = self._answers.values(row, form)
        if not values:
            return False
        words = word_and_rest(row.answer)[1] if form.kind == AnswerKind.YES_NO.value else ""
        holder = self._holder(form.holder)
        for value in values:
            self._add(holder, property_, value)
        node = ox.BlankNode(f"f{row.number.replace('-', '')}")
        self._add(self._bid, ar("claim"), node)
        self._add(node, TYPE, ar("Claim"))
        self._add(node, ar("onFact"), property_)
        self._shown(node, row, words)
        return True

    def _holder(self, kind: str) -> Subject:
        """Return the thing that facts of that class are stated of; a contract or domain is made when it is needed."""
        found = self._holders.get(kind)
        if found is None:
            class_ = ox.NamedNode(kind)
            name = self._workspace.name_of(class_)
            found = self._named(_NOT_IN_NAMES.sub("-", name.nl.casefold()).strip("-"))
            self._holders[kind] = found
            self._add(found, TYPE, class_)
            self._say(found, f"{name.nl} van {self._bidder}", f"{name.en} of {self._bidder}")
            offered = self._holders[APPLICATION_COMPONENT.value]
            if class_ == CONTRACT:
                self._add(self._bid, ar("offersContract"), found)
                self._add(offered, CONTRACT_LINK, found)
            else:
                for link in self._links(class_):
                    self._add(offered, link, found)
        return found

    def _links(self, class_: ox.NamedNode) -> Sequence[ox.NamedNode]:
        """Return the property of the vocabulary that leads to things of a class, when there is exactly one."""
        vocabulary = self._workspace.ontology.graph
        found = {
            one
            for names_class in (RANGE, ALLOWED_KIND)
            for one in vocabulary.subjects(names_class, class_)
            if isinstance(one, ox.NamedNode)
        }
        return tuple(found) if len(found) == 1 else ()


def _changed(row: AnswerRow) -> Text:
    return Text(
        f"{row.question_place}: de vraag van {row.number} is gewijzigd; het antwoord gaat misschien over iets anders",
        f"{row.question_place}: the question of {row.number} was changed; the answer may be about something else",
    )


def _bare(text: str) -> str:
    return " ".join(text.split()).removeprefix("'")


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def _used(triples: Sequence[Triple]) -> dict[str, str]:
    """Return the prefixes of the terms that occur."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    iris |= {triple[2].datatype.value for triple in triples if isinstance(triple[2], ox.Literal)}
    return {name: space for name, space in PREFIXES.items() if any(iri.startswith(space) for iri in iris)}
