"""Editing what a Turtle text says of one subject: the rest of the text stays, letter for letter."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.turtle import Unnamed, Value, parse, with_values
from archrepo.vocabulary import LABEL, TYPE, XSD, ar

BASE = "https://m.example/id/"
PREFIXES = {"": BASE, "ar": "https://w3id.org/archrepo/def#", "xsd": XSD}
THING, OTHER = ox.NamedNode(BASE + "inkoop"), ox.NamedNode(BASE + "anders")
TEXT = """# bovenaan
@prefix : <https://m.example/id/> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

:anders ar:owner :a .   # van een ander

:inkoop a ar:Procurement ;   # de soort
    rdfs:label "Inkoop; met . tekens"@nl ;
    # over de waarde
    ar:estimatedValueEuro 480000 ;
    ar:alternativeConsidered [ ar:alternativeKind ar:OpenSource ; ar:reason "x;y" ] , [ ar:reason "z" ] ;
    ar:owner :publiekszaken .

:slot ar:owner :b .
"""


def number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def canonical(text: str) -> set[str]:
    quads = [ox.Quad(*triple) for triple in parse(text.encode(), "")]
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def test_a_changed_value_changes_only_its_own_letters() -> None:
    changed = with_values(TEXT, THING, {ar("estimatedValueEuro"): [number(1)]}, PREFIXES)

    assert changed == TEXT.replace("480000", "1")


def test_a_new_predicate_comes_last_in_the_statement() -> None:
    changed = with_values(TEXT, THING, {ar("termYears"): [number(4)]}, PREFIXES)

    assert changed == TEXT.replace("ar:owner :publiekszaken .", "ar:owner :publiekszaken ;\n    ar:termYears 4 .")


@pytest.mark.parametrize(
    ("predicate", "gone"),
    [
        (TYPE, "a ar:Procurement ;   # de soort\n    "),
        (LABEL, '\n    rdfs:label "Inkoop; met . tekens"@nl ;'),
        (ar("owner"), " ;\n    ar:owner :publiekszaken"),
    ],
)
def test_a_predicate_without_values_goes(predicate: ox.NamedNode, gone: str) -> None:
    assert with_values(TEXT, THING, {predicate: []}, PREFIXES) == TEXT.replace(gone, "")


def test_a_subject_that_is_not_there_comes_behind_the_text() -> None:
    new = ox.NamedNode(BASE + "nieuw")

    assert with_values(TEXT, new, {ar("owner"): [OTHER]}, PREFIXES) == TEXT + "\n:nieuw ar:owner :anders .\n"


def test_an_empty_text_gets_its_prefixes() -> None:
    changed = with_values("", THING, {TYPE: [ar("Procurement")], ar("termYears"): [number(4)]}, PREFIXES)

    assert changed.endswith("\n:inkoop a ar:Procurement ;\n    ar:termYears 4 .\n")
    assert len(parse(changed.encode(), "")) == 2


def test_all_predicates_gone_takes_the_statement_out() -> None:
    every = {predicate: [] for _, predicate, _ in parse(TEXT.encode(), "")}
    changed = with_values(TEXT, THING, every, PREFIXES)

    assert [triple[0].value for triple in parse(changed.encode(), "")] == [BASE + "anders", BASE + "slot"]


def test_a_predicate_that_is_spread_over_statements_ends_up_once() -> None:
    text = TEXT + ":inkoop ar:owner :c ; ar:owner :d .\n"
    changed = with_values(text, THING, {ar("owner"): [OTHER]}, PREFIXES)

    assert [triple[2] for triple in parse(changed.encode(), "") if triple[:2] == (THING, ar("owner"))] == [OTHER]


def test_an_unnamed_value_is_written_between_brackets() -> None:
    node = Unnamed(((ar("alternativeKind"), (ar("Neighbour"),)), (ar("reason"), (ox.Literal("ja"),))))
    changed = with_values(TEXT, THING, {ar("alternativeConsidered"): [node]}, PREFIXES)

    assert '[ ar:alternativeKind ar:Neighbour ; ar:reason "ja" ] ;' in changed


PREDICATES = [TYPE, LABEL, ar("estimatedValueEuro"), ar("alternativeConsidered"), ar("owner"), ar("termYears")]
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])).map(ox.Literal),
    st.integers().map(number),
    st.sampled_from([THING, OTHER, ar("Procurement")]),
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(PREDICATES), st.lists(VALUES, max_size=3, unique=True)))
def test_the_subject_says_what_was_asked_and_all_else_stays(values: dict[ox.NamedNode, list[Value]]) -> None:
    changed = with_values(TEXT, THING, values, PREFIXES)

    told = parse(changed.encode(), "")
    for predicate, given_values in values.items():
        assert {triple[2] for triple in told if triple[:2] == (THING, predicate)} == set(given_values)
    untouched = {predicate: [] for predicate in values}
    assert canonical(with_values(changed, THING, untouched, PREFIXES)) == canonical(
        with_values(TEXT, THING, untouched, PREFIXES)
    )
