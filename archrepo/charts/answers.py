"""The rows of a chart's question, read by the name of a column and as the kind of value it should hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from archrepo.charts.values import UNLISTED, Fact, Part
from archrepo.language import Language, Text
from archrepo.queries import Query, ask
from archrepo.turtle.reading import Term
from archrepo.vocabulary import TYPE
from archrepo.wording import number_text
from archrepo.workspace import Workspace
from archrepo.workspace.own_organisation import own_organisation

UNKNOWN = Text("niet bekend", "not known")
_UNLISTED = Text("onbekende waarde", "unknown value")
#: Amounts above this are a slip of the pen and not money; they would also swallow all others in a picture.
_MOST = Decimal("1e15")


@dataclass(frozen=True, slots=True)
class Row:
    """One row; what is not there, or is not of the kind that is asked for, is None."""

    answers: Answers
    cells: Mapping[str, Term | None]

    def term(self, name: str) -> Term | None:
        """Return the cell as it is."""
        return self.cells.get(name)

    def number(self, name: str) -> Decimal | None:
        """Return the number in the cell, when it is one of a size that occurs."""
        cell = self.cells.get(name)
        if not isinstance(cell, ox.Literal):
            return None
        try:
            number = Decimal(cell.value)
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number) < _MOST else None

    def whole(self, name: str) -> int | None:
        """Return the whole number in the cell."""
        number = self.number(name)
        return int(number) if number is not None else None

    def amount(self, name: str = "euro") -> Decimal | None:
        """Return an amount of money; what is negative is none."""
        number = self.number(name)
        return number if number is not None and number >= 0 else None

    def day(self, name: str) -> date | None:
        """Return the date in the cell."""
        cell = self.cells.get(name)
        try:
            return date.fromisoformat(cell.value) if isinstance(cell, ox.Literal) else None
        except ValueError:
            return None

    def is_true(self, name: str) -> bool:
        """Tell whether the cell says yes."""
        cell = self.cells.get(name)
        return isinstance(cell, ox.Literal) and cell.value in ("true", "1")

    def part(self, name: str, otherwise: Text = UNKNOWN) -> Part:
        """Return the thing or the words in the cell."""
        return self.answers.part(self.cells.get(name), otherwise)


class Answers:
    """All rows of one question, with the words of the things in them."""

    def __init__(self, workspace: Workspace, query: Query, given: Mapping[str, str], language: Language) -> None:
        """Ask the question.

        Raises:
            RequestFault: a value is missing or wrong.
            ConfigurationFault: the question is not SPARQL.
        """
        self.workspace = workspace
        self.language: Language = language
        self.given = given
        bindings: dict[str, Term] = {"language": ox.Literal(language), "ownOrganisation": own_organisation(workspace)}
        table = ask(workspace, query, given, bindings)
        names = [column.name for column in table.columns]
        self.rows = tuple(Row(self, dict(zip(names, row, strict=True))) for row in table.rows)

    def __iter__(self) -> Iterator[Row]:
        """Return the rows in the order of the question."""
        return iter(self.rows)

    def say(self, dutch: str, english: str) -> str:
        """Return the words in the language of the chart."""
        return Text(dutch, english).in_(self.language)

    def counted(self, number: int, one: Text, many: Text) -> str:
        """Return "1 contract" or "12 contracten"; the texts hold the words alone."""
        return f"{number_text(number).in_(self.language)} {(one if number == 1 else many).in_(self.language)}"

    def listed(self, names: Sequence[str], most: int = 12) -> str:
        """Return the names as the end of a sentence, with one full stop; beyond `most` it says how many more."""
        told, more = ", ".join(names[:most]), len(names) - most
        if more > 0:
            told = self.say(f"{told} en nog {number_text(more).nl}", f"{told} and {number_text(more).en} more")
        return told if told.endswith(".") else f"{told}."

    def part(self, term: Term | None, otherwise: Text = UNKNOWN) -> Part:
        """Return a thing by its name, or words that are no thing."""
        if term is None:
            return Part(otherwise.in_(self.language))
        if isinstance(term, ox.Literal):
            return Part(term.value)
        element = term if isinstance(term, ox.NamedNode) and term in self.workspace.elements else None
        return Part(self.workspace.label(term, self.language), element)

    def whole(self, name: str) -> int:
        """Return a parameter that is a whole number; the header of the question keeps it within its range."""
        return int(self.given[name])

    def fact(self, term: Term | None) -> Fact:
        """Return a coded value with its place among the values of its class, so that a colour keeps its meaning."""
        if term is None:
            return Fact(UNKNOWN.in_(self.language), None)
        graph = self.workspace.ontology.graph
        kinds = tuple(graph.objects(term, TYPE)) if isinstance(term, ox.NamedNode) else ()
        siblings = [value for kind in kinds for value in graph.subjects(TYPE, kind)]
        if isinstance(term, ox.Literal) or term not in siblings:
            return Fact(_UNLISTED.in_(self.language), UNLISTED)
        return Fact(self.part(term).words, siblings.index(term))
