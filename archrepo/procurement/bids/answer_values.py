"""Answers of a bidder as values of the model; one that does not fit is a fault with its cell, and gives no value."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.procurement.bids.cell_values import is_choice, is_web_address, word_and_rest, word_of
from archrepo.procurement.bids.refused_answers import OpenAnswers, is_reference
from archrepo.procurement.bids.workbook_form import AnswerRow, FactForm
from archrepo.procurement.publication.demand_values import AnswerKind
from archrepo.procurement.typed_values import day_of, only_number_of, why_no_day, why_two_numbers
from archrepo.turtle.reading import Term
from archrepo.vocabulary import XSD, ar
from archrepo.workspace import Workspace

_CHOOSE_GRADE = Text(
    "schrijf ja, deels of nee, en de rest in de toelichting", "write yes, partly or no, and the rest as explanation"
)
_FILL_IN = Text("vraag de inschrijver om een antwoord", "ask the bidder for an answer")
_CHOOSE_TRUTH = Text("schrijf ja of nee", "write yes or no")
_PERCENT = frozenset({"procent", "percent"})
_TRUTHS = {"ja": "true", "yes": "true", "nee": "false", "no": "false"}
_WHOLE = frozenset({XSD + "integer", XSD + "nonNegativeInteger", XSD + "positiveInteger"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """What was filled in in one cell and does not fit, by the number of its question, and how to mend it."""

    number: str
    answer: str
    place: str
    text: Text
    remedy: Text


class AnswerReading:
    """Reads the answers of one workbook, and gathers what does not fit in them."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the words for yes, partly and no, and those that leave a question open."""
        self._workspace = workspace
        self._grades = _grades(workspace)
        self._open = OpenAnswers(workspace.ontology.graph)
        self.faults: list[CellFault] = []

    def fault(self, row: AnswerRow, text: Text, remedy: Text) -> None:
        """Keep what does not fit in the cell of the answer."""
        self.faults.append(CellFault(row.number, row.answer, row.place, text, remedy))

    def evidence_day(self, row: AnswerRow) -> date | None:
        """Return the day of the evidence; None, and a fault when something else stands there."""
        day = day_of(row.evidence_date)
        if day is None and row.evidence_date:
            self.faults.append(CellFault(row.number, row.evidence_date, row.date_place, *why_no_day(row.evidence_date)))
        return day

    def grade(self, row: AnswerRow) -> tuple[Term | None, str]:
        """Return yes, partly or no, and what the cell says besides; without a grade, and a fault, all of the cell."""
        if not row.answer:
            return None, ""
        grade = self._grades.get(word_of(row.answer))
        if grade is not None:
            return grade, ""
        word, rest = word_and_rest(row.answer)
        if self._open.is_open(row.answer):
            self._left_open(row, _CHOOSE_GRADE)
        elif word in self._grades and not self._open.condition_in(rest):
            return self._grades[word], rest
        elif word in self._grades:
            self._bound(row, self._open.condition_in(rest))
        else:
            self._unknown_word(row, _CHOOSE_GRADE)
        return None, row.answer

    def values(self, row: AnswerRow, form: FactForm) -> list[Term]:
        """Return the values of an answer in the form that was asked; none, and a fault, when it does not fit."""
        kind = form.kind
        if self._open.is_open(row.answer) and row.answer.strip().casefold() not in form.choices:
            self._left_open(row, _FILL_IN)
            return []
        if kind == AnswerKind.CHOICE.value:
            return self._chosen(row, form)
        if kind == AnswerKind.YES_NO.value:
            word, rest = word_and_rest(row.answer)
            truth, condition = _TRUTHS.get(word), self._open.condition_in(rest)
            if truth is not None and condition:
                self._bound(row, condition)
                return []
            if truth is None:
                self._unknown_word(row, _CHOOSE_TRUTH)
                return []
            return [_typed(truth, XSD + "boolean")]
        if kind == AnswerKind.NUMBER.value:
            number = self._number(row, form)
            is_whole = form.datatype in _WHOLE
            if number is None or (is_whole and number != number.to_integral_value()):
                two = None if row.is_number else why_two_numbers(row.answer.removesuffix("%"))
                if two is not None:
                    self.fault(row, *two)
                    return []
                what = Text("een heel getal", "a whole number") if is_whole else Text("een getal", "a number")
                self.fault(
                    row,
                    Text("'{answer}' is niet {what}", "'{answer}' is not {what}").format(answer=row.answer, what=what),
                    Text("schrijf alleen het getal, zoals 99,5", "write the number only, such as 99.5"),
                )
                return []
            return [_typed(str(int(number)) if is_whole else f"{number:f}", form.datatype or XSD + "decimal")]
        if kind == AnswerKind.DATE.value:
            day = day_of(row.answer)
            if day is None:
                self.fault(row, *why_no_day(row.answer))
                return []
            return [_typed(day.isoformat(), XSD + "date")]
        if kind == AnswerKind.LINK.value:
            if not is_web_address(row.answer):
                self.fault(
                    row,
                    Text(f"'{row.answer}' is geen webadres", f"'{row.answer}' is no web address"),
                    Text("schrijf het hele adres, met https://", "write the whole address, with https://"),
                )
                return []
            return [ox.NamedNode(row.answer)]
        if is_reference(row.answer):
            self.fault(
                row,
                Text(f"'{row.answer}' is een verwijzing, geen antwoord", f"'{row.answer}' is a reference, no answer"),
                Text("schrijf hier wat daar staat", "write here what it says there"),
            )
            return []
        return [ox.Literal(row.answer)]

    def _number(self, row: AnswerRow, form: FactForm) -> Decimal | None:
        """Return the number of a cell, with or without a percent sign where a percentage is asked."""
        units = self._workspace.ontology.graph.objects(ox.NamedNode(form.property), ar("answeredIn"))
        text = row.answer.strip()
        if any(isinstance(unit, ox.Literal) and unit.value in _PERCENT for unit in units):
            text = text.removesuffix("%").rstrip()
        return Decimal(text) if row.is_number and not text.endswith("%") else only_number_of(text)

    def _chosen(self, row: AnswerRow, form: FactForm) -> list[Term]:
        """Return the choices of a cell, which stand with a semicolon between them."""
        names = [one.strip() for one in row.answer.split(";") if one.strip()]
        if row.answer.strip().casefold() in form.choices:
            names = [row.answer.strip()]
        unknown = [one for one in names if not is_choice(form.choices.get(one.casefold(), ""))]
        for one in unknown:
            self.fault(
                row,
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

    def _left_open(self, row: AnswerRow, remedy: Text) -> None:
        text = Text(f"'{row.answer}' laat de vraag open", f"'{row.answer}' leaves the question open")
        self.fault(row, text, remedy)

    def _bound(self, row: AnswerRow, condition: str) -> None:
        text = Text(
            f"'{row.answer}': door '{condition}' is dit geen duidelijk ja of nee",
            f"'{row.answer}': '{condition}' makes this no clear yes or no",
        )
        self.fault(row, text, _CHOOSE_GRADE)

    def _unknown_word(self, row: AnswerRow, remedy: Text) -> None:
        text = Text(f"'{row.answer}' is geen antwoord op deze vraag", f"'{row.answer}' is no answer to this question")
        self.fault(row, text, remedy)


def _grades(workspace: Workspace) -> dict[str, Term]:
    """Return the words for yes, partly and no; a single letter can mean either."""
    vocabulary = workspace.ontology.graph
    return {
        word.value.casefold(): grade
        for grade in vocabulary.instances(ar("Grade"))
        for word in vocabulary.objects(grade, ar("recognisedBy"))
        if isinstance(word, ox.Literal) and len(word.value) > 1
    }


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))
