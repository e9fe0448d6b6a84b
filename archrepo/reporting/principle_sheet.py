"""All that a reader is told of one principle, drawn from its shape and its examples: the pages only lay it out."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Verdict
from archrepo.language import LANGUAGES, Language, Text
from archrepo.metamodel import local_name, prefixed, text_of
from archrepo.principles import Principle, PrincipleBook
from archrepo.reporting.shape_words import Clause, Names, clauses, path_words
from archrepo.reporting.text import report_text
from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation import validate
from archrepo.validation.examples import BAD, GOOD, Example, examples_of, named
from archrepo.validation.questions import questions
from archrepo.vocabulary import ASKED_OF, COMMENT, GRADES, LABEL, NOTATION, PREF_LABEL, sh
from archrepo.workspace import Ontology

_IN_CODE = Text(
    "Een regel in Python, `{check}`, omdat SHACL dit niet kan zeggen.",
    "A rule in Python, `{check}`, because SHACL cannot say this.",
)
_BY_PERSON = Text(
    "Een mens oordeelt; de regel kijkt of er een antwoord is dat nog telt en hoog genoeg is.",
    "A person judges; the rule looks whether there is an answer that still counts and is high enough.",
)
_BY_QUESTION = Text(
    "Een SPARQL-vraag in de shape; het commentaar daar zegt waarom.",
    "A SPARQL question in the shape; the comment there says why.",
)
_BY_CORE = Text("SHACL Core, zonder SPARQL.", "SHACL Core, without SPARQL.")
_WITH_PROPERTY = Text("alles met {name}", "everything with {name}")
_POINTED_AT = Text("alles wat {name} is van iets", "everything that is {name} of something")


@dataclass(frozen=True, slots=True)
class NeededFact:
    """A fact without which the verdict is unknown: how it is written, its name, what it is, and who knows it.

    `decides_applicability` tells whether it is already needed to know if the principle applies.
    """

    term: str
    name: Text
    about: Text
    asked_of: tuple[Text, ...]
    decides_applicability: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What a person is asked: the words, the grades from bad to good, who answers, and for how many months.

    A grade comes with whether it meets the principle; None for the months means: for ever.
    """

    words: Text
    grades: tuple[tuple[Text, bool], ...]
    asked_of: Text
    holds_months: int | None


@dataclass(frozen=True, slots=True)
class ShownExample:
    """One example: its file name, its path, its lines without marks, and how many findings of each kind it gives."""

    name: str
    path: str
    lines: tuple[str, ...]
    broken: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page tells of a principle besides its own texts; every part may be empty.

    `kinds` are what the principle can be put to, `conditions` when it applies, `rule` what it then demands, as far as
    SHACL core says it. `difference` are the lines in which the bad example differs from the good one, and `output` is
    what `archrepo check` says of the bad one, in each language. `fault` says why the examples are not shown.
    """

    kinds: tuple[Text, ...]
    conditions: tuple[Clause, ...]
    facts: tuple[NeededFact, ...]
    question: AskedQuestion | None
    way: Text
    rule: tuple[Clause, ...]
    examples: tuple[ShownExample, ...]
    difference: tuple[str, ...]
    output: Mapping[Language, tuple[str, ...]]
    fault: InputFault | None = None

    def example(self, name: str) -> ShownExample | None:
        """Return the example with that file name, or None."""
        return next((example for example in self.examples if example.name == name), None)


def sheet_of(book: PrincipleBook, principle: Principle, ontology: Ontology) -> Sheet:
    """Return what is told of one principle of the book; without its examples when one of them cannot be read.

    Raises:
        ConfigurationFault: the principle cannot be run.
    """
    shapes, shape = book.shapes, principle.shape
    names = _names(shapes, ontology.graph)
    examples: tuple[Example, ...] = ()
    unread: InputFault | None = None
    try:
        examples = examples_of(book, principle)
    except InputFault as fault:
        unread = fault
    bad = named(examples, BAD)
    return Sheet(
        kinds=_kinds(shapes, shape, names),
        conditions=clauses(shapes, principle.applies_when, names) if principle.applies_when is not None else (),
        facts=(
            *(_fact(need, shapes, ontology.graph, names, True) for need in principle.applicability_needs),
            *(_fact(need, shapes, ontology.graph, names, False) for need in principle.needs),
        ),
        question=_question(principle, shapes, ontology.graph, names),
        way=_way_of_testing(book, principle),
        rule=clauses(shapes, shape, names),
        examples=tuple(_shown(example) for example in examples),
        difference=wrong_and_right(examples),
        output=_output(book, principle, bad, ontology) if bad is not None else {},
        fault=unread,
    )


def wrong_and_right(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the lines in which the near miss differs from the good example, with three lines around them.

    Nothing when either is not there.
    """
    bad, good = named(tuple(examples), BAD), named(tuple(examples), GOOD)
    if bad is None or good is None:
        return ()
    found = list(difflib.unified_diff(bad.bare_lines, good.bare_lines, n=3, lineterm=""))[3:]
    return tuple("..." if line.startswith("@@") else line for line in found)


def _names(shapes: Graph, ontology: Graph) -> Names:
    def name(term: Term) -> Text:
        for graph in (shapes, ontology):
            for predicate in (LABEL, PREF_LABEL, NOTATION):
                found = text_of(graph, term, predicate)
                if found is not None:
                    return found
        return Text.same(local_name(term))

    return name


def _kinds(shapes: Graph, shape: Term, names: Names) -> tuple[Text, ...]:
    found = [names(kind) for kind in shapes.objects(shape, sh("targetClass"))]
    for target, words in (("targetSubjectsOf", _WITH_PROPERTY), ("targetObjectsOf", _POINTED_AT)):
        for predicate in shapes.objects(shape, sh(target)):
            name = names(predicate)
            found.append(words.format(name=Text(f"“{name.nl}”", f"“{name.en}”")))
    found += [names(node) for node in shapes.objects(shape, sh("targetNode"))]
    return tuple(found)


def _fact(need: Term, shapes: Graph, ontology: Graph, names: Names, decides: bool) -> NeededFact:
    steps = _steps(shapes, need)
    informants = dict.fromkeys(role for step in steps for role in ontology.objects(step, ASKED_OF))
    return NeededFact(
        term=prefixed(steps[0]) if steps else "",
        name=path_words(shapes, need, names),
        about=(text_of(ontology, steps[0], COMMENT) or Text.same("")) if len(steps) == 1 else Text.same(""),
        asked_of=tuple(names(role) for role in informants),
        decides_applicability=decides,
    )


def _steps(shapes: Graph, path: Term) -> list[ox.NamedNode]:
    """Return the predicates of a path, in the order in which they are written."""
    if isinstance(path, ox.NamedNode):
        return [path]
    if isinstance(path, ox.Literal):
        return []
    parts = shapes.members(path) or tuple(one for values in shapes.facts(path).values() for one in values)
    return [step for part in parts for step in _steps(shapes, part)]


def _question(principle: Principle, shapes: Graph, ontology: Graph, names: Names) -> AskedQuestion | None:
    question = principle.question
    if question is None:
        return None
    for graph in (shapes, ontology):
        head = graph.value(question.scale, GRADES)
        if head is not None:
            steps = graph.members(head)
            passes = steps.index(question.passes_from) if question.passes_from in steps else len(steps)
            grades = tuple((names(step), number >= passes) for number, step in enumerate(steps))
            return AskedQuestion(question.words, grades, names(question.asked_of), question.holds_months)
    return AskedQuestion(question.words, (), names(question.asked_of), question.holds_months)


def _way_of_testing(book: PrincipleBook, principle: Principle) -> Text:
    if principle.check is not None:
        return _IN_CODE.format(check=principle.check)
    if principle.question is not None:
        return _BY_PERSON
    return _BY_QUESTION if questions(book.shapes, principle.shape) else _BY_CORE


def _shown(example: Example) -> ShownExample:
    verdicts = [mark.verdict for mark in example.expectations]
    return ShownExample(
        example.name,
        example.file.path,
        tuple(example.bare_lines),
        verdicts.count(Verdict.BROKEN),
        verdicts.count(Verdict.UNKNOWN),
    )


def _output(
    book: PrincipleBook, principle: Principle, bad: Example, ontology: Ontology
) -> dict[Language, tuple[str, ...]]:
    model = bad.as_a_model(ontology)
    report = validate(model, book, only={principle.id})
    return {language: tuple(report_text(model, report, language)) for language in LANGUAGES}
