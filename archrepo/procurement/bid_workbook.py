"""A filled programme of requirements as the Turtle of one bid: claims and facts, each with the cell it came from.

Nothing is guessed: what does not fit is a fault with its cell and is left out, and what is empty stays unsaid.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.cell_values import day_of, is_choice, is_iri, is_web_address, number_of, word_of
from archrepo.procurement.demand_values import AnswerKind, DemandKind, Programme
from archrepo.procurement.source_tables import SourceDocument
from archrepo.procurement.workbook_form import AnswerRow, FactForm, FilledForm, filled_form
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.turtle.writing import write
from archrepo.vocabulary import (
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

_CHOOSE_GRADE = Text(
    "schrijf ja, deels of nee, en de rest in de toelichting", "write yes, partly or no, and the rest as explanation"
)
_CHOOSE_TRUTH = Text("schrijf ja of nee", "write yes or no")
_TRUTHS = {"ja": "true", "yes": "true", "nee": "false", "no": "false"}
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_WHOLE = frozenset({XSD + "integer", XSD + "nonNegativeInteger", XSD + "positiveInteger"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """What does not fit in one cell, and how to mend it; nothing of that cell was taken over."""

    place: str
    text: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class ReadBid:
    """One bid as it was read: its Turtle, the name of its file, how much was taken over, and what was not."""

    iri: str
    file_name: str
    turtle: str
    claims: int
    facts: int
    unanswered: tuple[str, ...]
    faults: tuple[CellFault, ...]
    remarks: tuple[Text, ...]


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
        self._faults: list[CellFault] = []
        self._unanswered: list[str] = []
        self._holders: dict[str, Subject] = {}
        self._grades = _grades(workspace)

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
        text = write(self._triples, {"": self._workspace.base, **_used(self._triples)}, title=self._title())
        return ReadBid(
            iri=self._bid.value,
            file_name=f"{self._slug}.ttl",
            turtle=text,
            claims=claims,
            facts=facts,
            unanswered=tuple(self._unanswered),
            faults=tuple(self._faults),
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

    def _fault(self, place: str, text: Text, remedy: Text) -> None:
        self._faults.append(CellFault(place, text, remedy))

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
            self._fault(
                row.place,
                Text(f"'{row.number}' is geen eis van deze inkoop", f"'{row.number}' is no requirement of this tender"),
                Text("laat de nummers in de werkmap staan", "leave the numbers in the workbook as they are"),
            )
            return False
        if not (row.answer or row.explanation or row.evidence):
            self._unanswered.append(row.number)
            return False
        if iri not in own:
            # A principle or a standard is shown by the facts; only a requirement of the tender can be claimed.
            return False
        node = ox.BlankNode(f"c{row.number.replace('-', '')}")
        grade = self._grades.get(word_of(row.answer))
        if row.answer and grade is None:
            self._unknown_word(row, _CHOOSE_GRADE)
            return False
        self._add(self._bid, ar("claim"), node)
        self._add(node, TYPE, ar("Claim"))
        self._add(node, ar("onRequirement"), ox.NamedNode(iri))
        if grade is not None:
            self._add(node, ar("claims"), grade)
        self._shown(node, row)
        return True

    def _shown(self, node: Subject, row: AnswerRow) -> None:
        """Take over what comes with an answer: words, document, its day, and the cell."""
        if row.explanation:
            self._add(node, ar("claimText"), ox.Literal(row.explanation))
        if row.evidence:
            self._add(node, ar("evidenceDocument"), ox.Literal(row.evidence))
        if row.evidence_date:
            day = day_of(row.evidence_date)
            if day is None:
                self._fault(row.date_place, _noday_of(row.evidence_date), _WRITE_DAY)
            else:
                self._add(node, ar("evidenceDate"), _typed(day, XSD + "date"))
        self._add(node, ar("readAt"), ox.Literal(row.place))

    def _fact(self, row: AnswerRow) -> bool:
        """Take over one fact; tell whether there was one that fits."""
        form = self._form.facts.get(row.number)
        is_usable = form is not None and is_iri(form.property) and is_iri(form.holder)
        property_ = ox.NamedNode(form.property) if form is not None and is_usable else None
        if form is None or property_ is None or not self._workspace.ontology.graph.facts(property_):
            self._fault(
                row.place,
                Text(f"'{row.number}' is geen feit van deze inkoop", f"'{row.number}' is no fact of this tender"),
                Text("laat de nummers in de werkmap staan", "leave the numbers in the workbook as they are"),
            )
            return False
        if not row.answer:
            self._unanswered.append(row.number)
            return False
        values = self._values(row, form)
        if not values:
            return False
        holder = self._holder(form.holder)
        for value in values:
            self._add(holder, property_, value)
        node = ox.BlankNode(f"f{row.number.replace('-', '')}")
        self._add(self._bid, ar("claim"), node)
        self._add(node, TYPE, ar("Claim"))
        self._add(node, ar("onFact"), property_)
        self._shown(node, row)
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
        found = [one for one in vocabulary.subjects(RANGE, class_) if isinstance(one, ox.NamedNode)]
        return found if len(found) == 1 else ()

    def _values(self, row: AnswerRow, form: FactForm) -> list[Term]:
        """Return the values of an answer in the form that was asked; none, and a fault, when it does not fit."""
        kind = form.kind
        if kind == AnswerKind.CHOICE.value:
            return self._chosen(row, form)
        if kind == AnswerKind.YES_NO.value:
            truth = _TRUTHS.get(word_of(row.answer))
            if truth is None:
                self._unknown_word(row, _CHOOSE_TRUTH)
                return []
            return [_typed(truth, XSD + "boolean")]
        if kind == AnswerKind.NUMBER.value:
            number = number_of(row.answer)
            is_whole = form.datatype in _WHOLE
            if number is None or (is_whole and number != number.to_integral_value()):
                what = Text("een heel getal", "a whole number") if is_whole else Text("een getal", "a number")
                self._fault(
                    row.place,
                    Text("'{answer}' is niet {what}", "'{answer}' is not {what}").format(answer=row.answer, what=what),
                    Text("schrijf alleen het getal, zoals 99,5", "write the number only, such as 99.5"),
                )
                return []
            return [_typed(str(int(number)) if is_whole else f"{number:f}", form.datatype or XSD + "decimal")]
        if kind == AnswerKind.DATE.value:
            day = day_of(row.answer)
            if day is None:
                self._fault(row.place, _noday_of(row.answer), _WRITE_DAY)
                return []
            return [_typed(day, XSD + "date")]
        if kind == AnswerKind.LINK.value:
            if not is_web_address(row.answer):
                self._fault(
                    row.place,
                    Text(f"'{row.answer}' is geen webadres", f"'{row.answer}' is no web address"),
                    Text("schrijf het hele adres, met https://", "write the whole address, with https://"),
                )
                return []
            return [ox.NamedNode(row.answer)]
        return [ox.Literal(row.answer)]

    def _chosen(self, row: AnswerRow, form: FactForm) -> list[Term]:
        """Return the choices of a cell, which stand with a semicolon between them."""
        names = [one.strip() for one in row.answer.split(";") if one.strip()]
        if row.answer.strip().casefold() in form.choices:
            names = [row.answer.strip()]
        unknown = [one for one in names if not is_choice(form.choices.get(one.casefold(), ""))]
        for one in unknown:
            self._fault(
                row.place,
                Text(f"'{one}' staat niet in de lijst van keuzes", f"'{one}' is not in the list of choices"),
                self._near(one, form),
            )
        if unknown:
            return []
        chosen = [form.choices[one.casefold()] for one in names]
        return [ox.NamedNode(one) if ":" in one else ox.Literal(one) for one in chosen]

    def _near(self, answer: str, form: FactForm) -> Text:
        near = difflib.get_close_matches(answer.casefold(), form.choices, n=3, cutoff=0.6)
        names = [self._workspace.name_of(ox.NamedNode(form.choices[one])) for one in near if ":" in form.choices[one]]
        if not names:
            return Text("kies uit de lijst in de cel", "choose from the list in the cell")
        dutch, english = (", ".join(name.in_(language) for name in names) for language in ("nl", "en"))
        return Text(f"bedoeld is misschien: {dutch}", f"perhaps this is meant: {english}")

    def _unknown_word(self, row: AnswerRow, remedy: Text) -> None:
        text = Text(f"'{row.answer}' is geen antwoord op deze vraag", f"'{row.answer}' is no answer to this question")
        self._fault(row.place, text, remedy)


_WRITE_DAY = Text("schrijf de dag als 2026-11-22", "write the day as 2026-11-22")


def _noday_of(answer: str) -> Text:
    return Text(f"'{answer}' is geen datum", f"'{answer}' is no date")


def _changed(row: AnswerRow) -> Text:
    return Text(
        f"{row.question_place}: de vraag van {row.number} is gewijzigd; het antwoord gaat misschien over iets anders",
        f"{row.question_place}: the question of {row.number} was changed; the answer may be about something else",
    )


def _grades(workspace: Workspace) -> dict[str, Term]:
    """Return the words for yes, partly and no; a single letter can mean either."""
    vocabulary = workspace.ontology.graph
    return {
        word.value.casefold(): grade
        for grade in vocabulary.instances(ar("Grade"))
        for word in vocabulary.objects(grade, ar("recognisedBy"))
        if isinstance(word, ox.Literal) and len(word.value) > 1
    }


def _bare(text: str) -> str:
    return " ".join(text.split()).removeprefix("'")


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


def _used(triples: Sequence[Triple]) -> dict[str, str]:
    """Return the prefixes of the terms that occur."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    iris |= {triple[2].datatype.value for triple in triples if isinstance(triple[2], ox.Literal)}
    return {name: space for name, space in PREFIXES.items() if any(iri.startswith(space) for iri in iris)}
