"""What a page tells of a principle comes from its shape and its examples alone."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.principles import Principle
from archrepo.reporting.principle_sheet import Sheet, sheet_of
from archrepo.reporting.shape_words import Clause, clauses, path_words
from archrepo.store import Graph
from archrepo.turtle import parse
from archrepo.turtle.reading import Term

BOOK = shipped_book()
ONTOLOGY = shipped_ontology()
PREFIXES = """\
@prefix : <https://m.example/> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def sheet(identifier: str) -> Sheet:
    principle = BOOK.get(identifier)
    assert principle is not None
    return sheet_of(BOOK, principle, ONTOLOGY)


def told(found: tuple[Clause, ...], language: str = "en") -> list[object]:
    """Return clauses as nested lists of words."""
    flat: list[object] = []
    for clause in found:
        flat.append(clause.words.nl if language == "nl" else clause.words.en)
        if clause.parts:
            flat.append(told(clause.parts, language))
    return flat


def of(shape: str, language: str = "en") -> list[object]:
    graph = Graph(parse(f"{PREFIXES}:s {shape} .".encode(), "s.ttl"))

    def name(term: Term) -> Text:
        return Text.same(local_name(term))

    return told(clauses(graph, ox.NamedNode("https://m.example/s"), name), language)


@pytest.mark.parametrize(
    ("shape", "english"),
    [
        ("sh:path :p ; sh:hasValue :v", ["p: v"]),
        ("sh:path :p ; sh:hasValue true", ["p: yes"]),
        ("sh:path :p ; sh:minCount 1", ["p: recorded"]),
        ("sh:path :p ; sh:minCount 2", ["p: at least 2"]),
        ("sh:path :p ; sh:maxCount 0", ["p: not recorded"]),
        ("sh:path :p ; sh:minCount 1 ; sh:in ( :a :b :c )", ["p: a, b or c"]),
        ("sh:path :p ; sh:minInclusive 2", ["p: 2 or more"]),
        ("sh:path ( :p [ sh:inversePath :q ] ) ; sh:minCount 1", ["p › q (reversed): recorded"]),
        ("sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 1", ["(p or q): recorded"]),
        ("sh:class :C", ["a C"]),
        ("sh:class :Area", ["an Area"]),
        ("sh:not [ sh:path :p ; sh:hasValue :v ]", ["p: not v"]),
        ("sh:not [ sh:path :p ; sh:hasValue false ]", ["p: yes or not known"]),
        ("sh:not [ sh:path :p ; sh:hasValue true ]", ["p: no or not known"]),
        ("sh:not [ sh:path :p ; sh:minCount 1 ]", ["p: not recorded"]),
        ("sh:not [ sh:path :p ; sh:in ( :a :b ) ]", ["p: other than a or b"]),
        ("sh:not [ sh:path :p ; sh:pattern 'x' ; sh:flags 'i' ]", ["p: not of the form `x`"]),
        ("sh:not [ sh:path :p ; sh:equals :q ]", ["p: not equal to q"]),
        ("sh:not [ sh:path :p ; sh:disjoint :q ]", ["p: also q"]),
        ("sh:not [ sh:class :C ]", ["not a C"]),
        ("sh:path :p ; sh:not [ sh:class :C ]", ["p: not a C"]),
        ("sh:path :p ; sh:not [ sh:path :q ; sh:hasValue :v ]", ["p › q: not v"]),
        ("sh:not [ sh:path :p ; sh:minInclusive 2 ]", ["not this: p: 2 or more"]),
        ("sh:path :p ; sh:not [ sh:minInclusive 2 ]", ["p: not this: 2 or more"]),
        (
            "sh:not [ sh:path :p ; sh:minCount 1 ; sh:maxInclusive 1 ]",
            ["not all of these", ["p: recorded", "p: 1 or less"]],
        ),
        (
            "sh:not [ sh:path :p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:in ( :a :b ) ] ]",
            ["p: none for which holds: a or b"],
        ),
        ("sh:or ( [ sh:class :C ] [ sh:class :D ; sh:path :p ] )", ["one of these", ["a C", "p: a D"]]),
        ("sh:and ( [ sh:path :p ; sh:minCount 1 ] [ sh:class :D ] )", ["p: recorded", "a D"]),
        (
            "sh:path :p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:in ( :a :b ) ]",
            ["p: at least one for which holds: a or b"],
        ),
        (
            "sh:path :p ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:class :C , :D ]",
            ["p: none for which holds", ["a C", "a D"]],
        ),
        ("sh:path :p ; ar:maxAgeMonths 12", ["p: not older than 12 months"]),
        ("sh:path :p ; ar:maxAgeMonths 1200", ["p: not after the reference date"]),
        ("sh:path :p ; ar:minMonthsAhead 0", ["p: not before the reference date"]),
        ("sh:path :p ; sh:lessThan :q", ["p: before or less than q"]),
        ("sh:path :p ; sh:uniqueLang true", ["p: (further: see the rule itself)"]),
    ],
)
def test_shape_reads_as_words(shape: str, english: list[object]) -> None:
    assert of(shape) == english


def test_shape_reads_in_dutch() -> None:
    shape = "sh:path :p ; sh:qualifiedMinCount 2 ; sh:qualifiedValueShape [ sh:in ( :a :b ) ]"

    assert of(shape, "nl") == ["p: minstens 2 waarvoor geldt: a of b"]


def test_path_reads_as_its_steps() -> None:
    name = ONTOLOGY.graph
    path = ox.NamedNode("https://w3id.org/archrepo/def#owner")

    assert path_words(name, path, lambda term: Text.same(local_name(term))).en == "owner"


@pytest.mark.parametrize("principle", list(BOOK), ids=lambda principle: principle.id)
def test_every_principle_has_a_whole_sheet(principle: Principle) -> None:
    found = sheet_of(BOOK, principle, ONTOLOGY)

    assert found.fault is None
    assert found.difference
    assert f"[{principle.id}]" in found.output["nl"][0]
    assert f"[{principle.id}]" in found.output["en"][0]
    assert f"tests/principles/{principle.id}/bad.ttl:" in found.output["nl"][0]
    assert "# expect" not in "".join(found.output["nl"] + found.difference)
    assert (found.question is None) is (principle.question is None)
    assert len(found.facts) == len(principle.needs) + len(principle.applicability_needs)


def test_needed_fact_names_who_knows_it() -> None:
    (fact,) = sheet("AVG-05").facts

    assert (fact.term, fact.name.nl) == ("ar:dpiaRequired", "DPIA verplicht")
    assert [role.en for role in fact.asked_of] == ["privacy officer"]


def test_question_tells_which_grades_pass() -> None:
    question = sheet("DIE-09").question

    assert question is not None
    assert [(grade.en, passes) for grade, passes in question.grades] == [
        ("no", False),
        ("partly", False),
        ("yes", True),
    ]
    assert (question.asked_of.en, question.holds_months) == ("communications adviser", 24)
