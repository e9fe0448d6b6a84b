"""What a SPARQL question reads: the names in its text, and everything where the text does not say it for sure."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from archrepo.validation.footprint import footprint

PROLOGUE = "PREFIX ar: <urn:ar#>\nPREFIX : <urn:own#>\n"


def ar(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:ar#{name}")


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("$this ar:x ?o", "x"),
        ("$this ar:x/ar:y ?o", "y"),
        ("$this (ar:x|^ar:y)+ ?o", "y"),
        ("$this a ?k ; ar:x [ ar:y 1.55 ; ar:z ?o ]", "z"),
        ('$this ar:x "een ; twee"@nl-NL ; ar:y ?o', "y"),
        ("$this ar:x true , 1e5 ; ar:y ?o", "y"),
        ("OPTIONAL { SELECT $this (COUNT(?o) AS ?n) WHERE { $this ar:x ?o } GROUP BY $this }", "x"),
        ("FILTER NOT EXISTS { $this ar:x ?o }", "x"),
        ("BIND (EXISTS { $this ar:x ?o } AS ?b)", "x"),
        ("$this a ?k . # een opmerking\r $this ar:x ?o", "x"),
        ("$this a ?k . # PREFIX ar: <urn:other#>\n $this ar:x ?o", "x"),
        ('$this a "PREFIX ar: <urn:other#>" ; ar:x ?o', "x"),
        ("$this ar:x:y ?o", "x:y"),
        ("$this ar:x\\-y ?o", "x-y"),
        ("$this ar:x-y.z ?o.", "x-y.z"),
        ("$this ar:x·y ?o.", "x·y"),
        ("$this <urn:ar\\u0023x> ?o", "x"),
    ],
)
def test_every_name_in_the_text_is_read(pattern: str, name: str) -> None:
    found = footprint(f"{PROLOGUE}SELECT $this WHERE {{ {pattern} }}")

    assert ar(name) in found.predicates
    assert not found.is_everything


@pytest.mark.parametrize(
    "pattern",
    [
        "?s ar:t ?p . $this ?p true",
        "$this ?p true . ?s ar:t ?p",
        "?s ar:t ?p . FILTER NOT EXISTS { $this ?p true }",
        "FILTER NOT EXISTS { $this ?p true } ?s ar:t ?p",
        "?s ar:t ?p . FILTER EXISTS { $this a ?k FILTER NOT EXISTS { $this ?p true } }",
        "?s ar:t ?p . OPTIONAL { $this ?p ?o }",
        "?s ar:t ?p . { $this ?p 1 } UNION { ?o ?p $this }",
        "?s a ?k ; ar:t ?p , ?q . $this ?p ?o , ?r ; ?q ?z",
    ],
)
def test_variable_predicate_has_the_values_that_the_text_gives_it(pattern: str) -> None:
    found = footprint(f"{PROLOGUE}SELECT $this WHERE {{ {pattern} }}")

    assert found.named_by == {ar("t")}
    assert not found.is_everything


@pytest.mark.parametrize(
    "pattern",
    [
        "$this ?p ?o",
        "OPTIONAL { ?s ar:t ?p } $this ?p ?o",
        "{ ?s ar:t ?p } UNION { $this ?p ?o }",
        "OPTIONAL { $this ?p ?o } ?s ar:t ?p",
        "MINUS { $this ?p ?o } ?s ar:t ?p",
        "?s ar:t ?p . { SELECT $this WHERE { $this ?p ?o } }",
        "?s ar:t ?p . { $this a ?k FILTER NOT EXISTS { $this ?p ?o } }",
        "?s ar:t/ar:u ?p . $this ?p ?o",
        "BIND (ar:x AS ?p) $this ?p ?o",
        "$this !ar:x ?o",
        "$this !(ar:x|^ar:y) ?o",
        "$this a ?k . ?a ar:x* ?b",
        "$this a ?k . ?a ar:x? ?b",
        "$this other:x ?o",
        "$this ar:x ?o FILTER (?o<2&&?o>1)",
        "$this ar:x] ?o",
    ],
)
def test_what_the_text_leaves_open_may_be_everything(pattern: str) -> None:
    assert footprint(f"{PROLOGUE}SELECT $this WHERE {{ {pattern} }}").is_everything


def test_base_in_a_question_may_make_a_name_anything() -> None:
    assert footprint("BASE <urn:ar#> SELECT $this WHERE { $this <x> ?o }").is_everything


def test_list_and_type_are_read_without_being_named() -> None:
    found = footprint(f"{PROLOGUE}SELECT $this WHERE {{ $this ar:x ( ?o ?z ) }}")

    names = {name.value.rpartition("#")[2] for name in found.predicates}
    assert names == {"x", "type", "first", "rest"}


def test_path_of_no_steps_from_a_known_thing_reads_its_predicates_alone() -> None:
    assert not footprint(f"{PROLOGUE}SELECT $this WHERE {{ $this ar:x ?a . ?a ar:y* ?b }}").is_everything
