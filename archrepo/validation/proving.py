"""Prove principles: hold each against its own examples, and see that its text and its rule are whole.

The test suite, the command `archrepo test` and the reference pages all rest on this one proof, so a municipality's own
principle is held to what the shipped ones are held to.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Finding, Location, Verdict
from archrepo.language import LANGUAGES, Text
from archrepo.metamodel import prefixed
from archrepo.principles import Principle, PrincipleBook
from archrepo.turtle.reading import Subject, Term
from archrepo.validation import validate
from archrepo.validation.examples import BAD, EXAMPLE_DATE, GOOD, UNKNOWN, Example, Expectation, named
from archrepo.vocabulary import COMMENT, LABEL, QUESTION, RATIONALE, REMEDY, SOURCE_TEXT, sh
from archrepo.workspace import Ontology
from archrepo.workspace.file_places import FilePlaces

MOST_CHANGES = 3
_MARKS = ("ReadAtSource", "ToBeChecked", "Derived")
_TEXTS = (LABEL, COMMENT, RATIONALE, REMEDY, sh("message"))
_MESSAGE = sh("message")
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


@dataclass(frozen=True, slots=True)
class Proof:
    """What proving one principle came to: its examples, how many findings they gave, and the gaps by place."""

    principle: Principle
    examples: tuple[str, ...]
    findings: int
    gaps: tuple[Gap, ...]


def prove(
    book: PrincipleBook,
    principle: Principle,
    examples: Sequence[Example],
    ontology: Ontology,
    as_of: date = EXAMPLE_DATE,
) -> Proof:
    """Return what proving one principle of the book on its examples comes to; without gaps it is proved."""
    bench = _Bench(book, principle, tuple(examples), ontology, as_of)
    gaps = [*bench.gaps_of_text(), *bench.gaps_of_rule(), *bench.missing_examples()]
    findings = 0
    for example in bench.examples:
        number, found = bench.run(example)
        findings += number
        gaps += found
    gaps.sort(key=lambda gap: gap.location)
    return Proof(principle, tuple(example.name for example in bench.examples), findings, tuple(gaps))


def strays(book: PrincipleBook, examples: Mapping[str, Sequence[Example]]) -> tuple[Gap, ...]:
    """Return the gaps of examples in a folder whose name is the id of no principle of the book."""
    known = [principle.id for principle in book]
    return tuple(
        Gap(
            identifier,
            Location(found[0].file.path, 0, 0, 0, 0),
            Text(f"er is geen principe {identifier}", f"there is no principle {identifier}"),
            _did_you_mean(identifier, known)
            or Text(
                "noem de map naar een principe, of verwijder haar", "name the folder after a principle, or remove it"
            ),
        )
        for identifier, found in examples.items()
        if found and identifier not in known
    )


def changed_lines(good: Example, bad: Example) -> tuple[list[int], int]:
    """Return the lines of `bad` that `good` does not have, and how many lines of `good` are gone from it."""
    added: list[int] = []
    removed = 0
    number = 0
    for line in difflib.ndiff(good.bare_lines, bad.bare_lines):
        number += line[0] in " +"
        if line[0] == "+":
            added.append(number)
        removed += line[0] == "-"
    return added, removed


class _Bench:
    """Holds one principle with what its proof needs."""

    def __init__(
        self,
        book: PrincipleBook,
        principle: Principle,
        examples: tuple[Example, ...],
        ontology: Ontology,
        as_of: date,
    ) -> None:
        self._book = book
        self._principle = principle
        self.examples = examples
        self._ontology = ontology
        self._as_of = as_of
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

    # ------------------------------------------------------------------------------------------ the text

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

    # ------------------------------------------------------------------------------------------ the rule

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

    # -------------------------------------------------------------------------------------- the examples

    def missing_examples(self) -> Iterator[Gap]:
        """Yield the examples that should be there and are not."""
        principle = self._principle
        folder = f"tests/{principle.id}"
        wanted = [
            (GOOD, Text("waarin iets aan het principe voldoet", "in which something meets the principle")),
            (BAD, Text("dat er net niet aan voldoet", "that just fails it")),
        ]
        if principle.needs or principle.applicability_needs or principle.question is not None:
            wanted.append((UNKNOWN, Text("waarin een nodig feit ontbreekt", "in which a needed fact is missing")))
        for name, what in wanted:
            if named(self.examples, name) is None:
                yield self._in_shape(
                    Text(f"er is geen voorbeeld {name}", f"there is no example {name}"),
                    Text("maak {path}: een voorbeeld {what}", "make {path}: an example {what}").format(
                        path=f"{folder}/{name}", what=what
                    ),
                )
        good, bad = named(self.examples, GOOD), named(self.examples, BAD)
        if good is not None and bad is not None:
            added, removed = changed_lines(good, bad)
            if len(added) > MOST_CHANGES or removed > MOST_CHANGES:
                line = added[MOST_CHANGES] if len(added) > MOST_CHANGES else 1
                most = max(len(added), removed)
                yield self._gap(
                    bad,
                    bad.place(line),
                    Text(
                        f"{BAD} verschilt {most} regels van {GOOD}, dat is meer dan {MOST_CHANGES}",
                        f"{BAD} differs from {GOOD} in {most} lines, which is more than {MOST_CHANGES}",
                    ),
                    Text(
                        "maak het verschil zo klein dat duidelijk is wat de fout is",
                        "make the difference so small that it is plain what the fault is",
                    ),
                )

    def run(self, example: Example) -> tuple[int, list[Gap]]:
        """Return how many findings an example gives, and where these differ from what it says itself."""
        principle = self._principle
        gaps = list(self._gaps_of_marks(example))
        try:
            report = validate(example.opened(self._ontology, self._as_of), self._book, only={principle.id})
        except ConfigurationFault as fault:
            place = fault.location or principle.location
            gaps.append(
                Gap(principle.id, place, fault.text, fault.remedy or Text.same("shapes/README.md"), fault.excerpt or "")
            )
            return 0, gaps
        gaps += self._differences(example, report.findings)
        if example.name == GOOD and not report.verdicts(principle.id)[Verdict.MET]:
            gaps.append(self._gap(example, example.place(1), *self._why_nothing_is_met()))
        return len(report.findings), gaps

    def _gaps_of_marks(self, example: Example) -> Iterator[Gap]:
        principle = self._principle
        known = [one.id for one in self._book]
        for line in example.unread_marks:
            yield self._gap(
                example,
                example.place(line),
                Text("deze verwachting is niet te lezen", "this expectation cannot be read"),
                Text.same(f"`# expect: {principle.id}` | `# expect-unknown: {principle.id}`"),
            )
        for mark in example.expectations:
            if mark.principle != principle.id:
                is_known = mark.principle in known
                yield self._gap(
                    example,
                    example.place(mark.line),
                    Text(
                        f"dit voorbeeld gaat over {principle.id}, niet over {mark.principle}",
                        f"this example is about {principle.id}, not about {mark.principle}",
                    )
                    if is_known
                    else Text(f"er is geen principe {mark.principle}", f"there is no principle {mark.principle}"),
                    Text(f"schrijf `# expect: {principle.id}`", f"write `# expect: {principle.id}`")
                    if is_known
                    else _did_you_mean(mark.principle, known)
                    or Text(f"schrijf `# expect: {principle.id}`", f"write `# expect: {principle.id}`"),
                )
        if example.name != GOOD and not example.expectations:
            yield self._gap(
                example,
                example.place(1),
                Text(
                    f"{example.name} zegt niet welke bevinding er moet zijn",
                    f"{example.name} does not say which finding there must be",
                ),
                Text(
                    f"zet `# expect: {principle.id}` achter de regel van de fout",
                    f"put `# expect: {principle.id}` behind the line of the fault",
                ),
            )

    def _differences(self, example: Example, findings: Sequence[Finding]) -> Iterator[Gap]:
        """Yield each expectation that is not met and each finding that is not expected."""
        expected = Counter(mark for mark in example.expectations if mark.principle == self._principle.id)
        found = Counter(
            Expectation(one.location.line, one.principle, one.verdict)
            for one in findings
            if one.principle == self._principle.id
        )
        for mark in (expected - found).elements():
            other = next((one for one in found - expected if one.line == mark.line), None)
            word = other.verdict.word if other else Text("geen bevinding", "no finding")
            yield self._gap(
                example,
                example.place(mark.line),
                Text("verwacht: {wanted}; gevonden: {word}", "expected: {wanted}; found: {word}").format(
                    wanted=mark.verdict.word, word=word
                ),
                Text(
                    "verander het voorbeeld of de regel, of haal de verwachting weg",
                    "change the example or the rule, or take the expectation away",
                ),
            )
        for mark in (found - expected).elements():
            if any(one.line == mark.line for one in expected - found):
                continue
            told = next(one for one in findings if one.location.line == mark.line and one.verdict is mark.verdict)
            sign = "expect-unknown" if mark.verdict is Verdict.UNKNOWN else "expect"
            yield self._gap(
                example,
                told.location,
                Text("onverwachte bevinding: {label}: {message}", "unexpected finding: {label}: {message}").format(
                    label=told.label, message=told.message
                ),
                Text(
                    f"verander het voorbeeld of de regel, of zet hier `# {sign}: {self._principle.id}`",
                    f"change the example or the rule, or put `# {sign}: {self._principle.id}` here",
                )
                if example.name != GOOD
                else Text("verander het voorbeeld of de regel", "change the example or the rule"),
            )

    def _why_nothing_is_met(self) -> tuple[Text, Text]:
        start = self._principle.in_force_from
        if start is not None and start > self._as_of:
            return (
                Text(
                    f"het principe geldt pas vanaf {start}, en de toets is van {self._as_of}",
                    f"the principle is in force from {start} only, and the check is of {self._as_of}",
                ),
                Text(f"toets met `--as-of {start}`", f"check with `--as-of {start}`"),
            )
        return (
            Text(
                f"{GOOD} heeft niets dat aan het principe voldoet",
                f"{GOOD} has nothing that meets the principle",
            ),
            Text(
                "schrijf er iets in waarvoor het principe geldt; kijk naar sh:targetClass en ar:appliesWhen",
                "write something in it that the principle applies to; look at sh:targetClass and ar:appliesWhen",
            ),
        )

    # ------------------------------------------------------------------------------------------ places

    def _gap(self, example: Example, location: Location, message: Text, remedy: Text) -> Gap:
        excerpt = example.lines[location.line - 1].rstrip("\r") if location.line else ""
        return Gap(self._principle.id, location, message, remedy, excerpt)

    def _in_shape(
        self, message: Text, remedy: Text, node: Subject | None = None, predicate: ox.NamedNode | None = None
    ) -> Gap:
        """Return a gap at a property of the shape, or where the principle begins when it is not there."""
        file = self._book.file_of(self._principle)
        location = FilePlaces(file).find(node or self._principle.shape, predicate, None) or self._principle.location
        lines = file.text.split("\n")
        excerpt = lines[location.line - 1].rstrip("\r") if location.line else ""
        return Gap(self._principle.id, location, message, remedy, excerpt)


def _did_you_mean(identifier: str, known: Sequence[str]) -> Text | None:
    near = get_close_matches(identifier.upper(), known, 1, 0.6)
    return Text(f"bedoelt u {near[0]}?", f"did you mean {near[0]}?") if near else None
