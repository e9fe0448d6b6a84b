"""Prove principles: hold each against its own examples, and see that its text and its rule are whole.

The test suite, the command `archrepo test` and the reference pages all rest on this one proof, so a municipality's own
principle is held to what the shipped ones are held to.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from archrepo.errors import ConfigurationFault, LimitFault
from archrepo.findings import Finding, Location, Verdict
from archrepo.language import Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.validation import validate
from archrepo.validation.examples import BAD, EXAMPLE_DATE, GOOD, UNKNOWN, Example, Expectation, named
from archrepo.validation.principle_form import Gap, gap_in_shape, gaps_of_form
from archrepo.workspace import Ontology

MOST_CHANGES = 3


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
    gaps = [*gaps_of_form(book, principle), *bench.missing_examples()]
    findings = 0
    for example in bench.examples:
        number, found = bench.run(example)
        findings += number
        gaps += found
    # A rule that cannot be run is the same gap for every example.
    placed = sorted(dict.fromkeys(gaps), key=lambda gap: gap.location)
    return Proof(principle, tuple(example.name for example in bench.examples), findings, tuple(placed))


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

    def missing_examples(self) -> Iterator[Gap]:
        """Yield the examples that should be there and are not."""
        principle = self._principle
        folder = self._folder()
        wanted = [
            (GOOD, Text("waarin iets aan het principe voldoet", "in which something meets the principle")),
            (BAD, Text("dat er net niet aan voldoet", "that just fails it")),
        ]
        if principle.needs or principle.applicability_needs or principle.question is not None:
            wanted.append((UNKNOWN, Text("waarin een nodig feit ontbreekt", "in which a needed fact is missing")))
        for name, what in wanted:
            if named(self.examples, name) is None:
                yield gap_in_shape(
                    self._book,
                    principle,
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

    def _folder(self) -> str:
        """Return the folder of the examples as it is shown: the one that is there, else where they are sought."""
        if self.examples:
            return self.examples[0].file.path.rsplit("/", 1)[0]
        folder, root = self._book.examples_of(self._principle), self._book.root_of(self._principle)
        return (folder.relative_to(root) if folder.is_relative_to(root) else folder).as_posix()

    def run(self, example: Example) -> tuple[int, list[Gap]]:
        """Return how many findings an example gives, and where these differ from what it says itself."""
        principle = self._principle
        gaps = list(self._gaps_of_marks(example))
        try:
            report = validate(example.opened(self._ontology, self._as_of), self._book, only={principle.id})
        except (ConfigurationFault, LimitFault) as fault:
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

    def _gap(self, example: Example, location: Location, message: Text, remedy: Text) -> Gap:
        excerpt = example.lines[location.line - 1].rstrip("\r") if location.line else ""
        return Gap(self._principle.id, location, message, remedy, excerpt)


def _did_you_mean(identifier: str, known: Sequence[str]) -> Text | None:
    near = get_close_matches(identifier.upper(), known, 1, 0.6)
    return Text(f"bedoelt u {near[0]}?", f"did you mean {near[0]}?") if near else None
