"""The form of a principle: whether its text is whole and its rule is one that any SHACL engine runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.findings import Location
from archrepo.language import LANGUAGES, Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, PrincipleBook
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import COMMENT, LABEL, QUESTION, RATIONALE, REMEDY, SOURCE_TEXT, sh
from archrepo.workspace.file_places import FilePlaces

_MARKS = ("ReadAtSource", "ToBeChecked", "Derived")
_MESSAGE = sh("message")
_TEXTS = (LABEL, COMMENT, RATIONALE, REMEDY, _MESSAGE)
_LANGUAGE_NAMES = {"nl": Text("Nederlandse", "Dutch"), "en": Text("Engelse", "English")}
# pySHACL refuses these, or what looks like them; see its sparql_query_helper, version 0.40.
_REFUSED = re.compile(r"\b(VALUES|MINUS)\b|(ervice)[\s<]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that keeps a principle from being proved: what it is, where, and how to mend it.

    `excerpt` is the line at that place; empty when the whole file is meant.
    """

    principle: str
    location: Location
    message: Text
    remedy: Text
    excerpt: str = ""


def gap_in_shape(
    book: PrincipleBook,
    principle: Principle,
    message: Text,
    remedy: Text,
    node: Subject | None = None,
    predicate: ox.NamedNode | None = None,
) -> Gap:
    """Return a gap at a property of the shape or of a node in it; where the principle begins when it is not there."""
    file = book.file_of(principle)
    location = FilePlaces(file).find(node or principle.shape, predicate, None) or principle.location
    lines = file.text.split("\n")
    return Gap(principle.id, location, message, remedy, lines[location.line - 1].rstrip("\r") if location.line else "")


def gaps_of_form(book: PrincipleBook, principle: Principle) -> tuple[Gap, ...]:
    """Return what the text of a principle lacks, and what an engine would not run as it stands; none when it is whole.

    The text asks for both languages, a source, a mark and a date; the rule for no sh:property and no SPARQL that
    other engines refuse.
    """
    form = _Form(book, principle)
    return (*form.gaps_of_text(), *form.gaps_of_rule())


class _Form:
    """Looks at one principle and the nodes without a name that it is made of."""

    def __init__(self, book: PrincipleBook, principle: Principle) -> None:
        self._book = book
        self._principle = principle
        self._nodes = tuple(self._nodes_of(principle.shape))

    def _nodes_of(self, shape: Subject) -> Iterator[Subject]:
        """Iterate over the shape and the nodes without a name that it is made of."""
        seen: set[Term] = set()
        queue: list[Term] = [shape]
        while queue:
            node = queue.pop()
            if node not in seen and not isinstance(node, ox.Literal):
                seen.add(node)
                yield node
                for values in self._book.shapes.facts(node).values():
                    queue += [value for value in values if isinstance(value, ox.BlankNode)]

    def gaps_of_text(self) -> Iterator[Gap]:
        """Yield what the text lacks: a language, a source, a mark or a date."""
        principle = self._principle
        texts = [*_TEXTS, *((QUESTION,) if principle.question is not None else ())]
        for predicate in texts:
            yield from self._languages(principle.shape, predicate, must_differ=True)
        for node in self._nodes[1:]:
            if self._book.shapes.objects(node, _MESSAGE):
                yield from self._languages(node, _MESSAGE, must_differ=False)
        yield from self._languages(principle.shape, SOURCE_TEXT, must_differ=False)
        if not principle.source.startswith("https://"):
            yield self._lacks("dct:source", "<https://wetten.overheid.nl/...>")
        if principle.mark not in _MARKS:
            yield self._lacks("ar:mark", " | ".join(f"ar:{mark}" for mark in _MARKS))
        if principle.in_force_from is None:
            yield self._lacks("ar:inForceFrom", '"2026-01-01"^^xsd:date')

    def _languages(self, node: Subject, predicate: ox.NamedNode, *, must_differ: bool) -> Iterator[Gap]:
        literals = [value for value in self._book.shapes.objects(node, predicate) if isinstance(value, ox.Literal)]
        texts = {value.language: value.value.strip() for value in literals}
        name = prefixed(predicate)
        missing = [language for language in LANGUAGES if not texts.get(language)]
        for language in missing:
            word = _LANGUAGE_NAMES[language]
            yield self._in_shape(
                Text(f"{name} heeft geen {word.nl} tekst", f"{name} has no {word.en} text"),
                Text(f'schrijf `{name} "..."@{language}`', f'write `{name} "..."@{language}`'),
                node,
                predicate,
            )
        if must_differ and not missing and texts["nl"] == texts["en"]:
            yield self._in_shape(
                Text(f"{name} zegt in beide talen hetzelfde", f"{name} says the same in both languages"),
                Text("vertaal een van de twee", "translate one of the two"),
                node,
                predicate,
            )

    def _lacks(self, name: str, form: str) -> Gap:
        return self._in_shape(
            Text(f"{name} ontbreekt of is onbekend", f"{name} is missing or unknown"),
            Text(f"schrijf `{name} {form}`", f"write `{name} {form}`"),
        )

    def gaps_of_rule(self) -> Iterator[Gap]:
        """Yield what a SHACL engine would not run as it stands."""
        for node in self._nodes:
            if self._book.shapes.objects(node, sh("property")):
                yield self._in_shape(
                    Text(
                        "sh:property binnen een principe: de bevinding verliest naam, zwaarte en melding",
                        "sh:property within a principle: the finding loses name, severity and message",
                    ),
                    Text(
                        "zet sh:path op het principe zelf, of schrijf `sh:and ( [ sh:path ... ] )`",
                        "put sh:path on the principle itself, or write `sh:and ( [ sh:path ... ] )`",
                    ),
                    node,
                    sh("property"),
                )
            for query in self._book.shapes.objects(node, sh("select")):
                refused = _REFUSED.search(query.value)
                if refused is not None:
                    word = (refused[1] or refused[0].strip("< \n")).upper()
                    yield self._in_shape(
                        Text(
                            f"andere SHACL-programma's weigeren een vraag met {word}",
                            f"other SHACL programs refuse a question with {word}",
                        ),
                        Text(
                            "schrijf het met FILTER, FILTER NOT EXISTS of sh:in",
                            "write it with FILTER, FILTER NOT EXISTS or sh:in",
                        ),
                        node,
                        sh("select"),
                    )

    def _in_shape(
        self, message: Text, remedy: Text, node: Subject | None = None, predicate: ox.NamedNode | None = None
    ) -> Gap:
        return gap_in_shape(self._book, self._principle, message, remedy, node, predicate)
