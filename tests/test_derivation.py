"""The valid derivation rules, on small chains and on the national reference model."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.derivation import DerivedRelation, derive
from archrepo.metamodel import local_name
from archrepo.relations import read_relations
from archrepo.store import Graph
from archrepo.turtle import parse
from archrepo.vocabulary import AM, TYPE
from archrepo.workspace import open_workspace

ONTOLOGY = shipped_ontology()


def derived_from(text: str) -> tuple[DerivedRelation, ...]:
    model = Graph(parse(f"@prefix : <http://m.example/> . @prefix am: <{AM}> .\n{text}".encode(), "m.ttl"))
    kinds = {subject: ONTOLOGY.metamodel.kind_of(model.objects(subject, TYPE)) for subject in model.all_subjects}
    return derive(
        read_relations(model, ONTOLOGY.metamodel),
        {subject: kind for subject, kind in kinds.items() if kind is not None},
        ONTOLOGY.metamodel,
    )


def spelled(text: str) -> set[str]:
    return {
        f"{found.rule}: {local_name(found.source)} {found.kind.name} {local_name(found.target)}"
        for found in derived_from(text)
    }


APPLICATION = ":app a am:ApplicationComponent . :dienst a am:ApplicationService . :proces a am:BusinessProcess . "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ":a a am:Goal ; am:specializes :b . :b a am:Goal ; am:specializes :c . :c a am:Goal .",
            {"DR1: a Specialization c"},
        ),
        (
            ":a a am:Node ; am:composedOf :b . :b a am:Device ; am:aggregates :c . :c a am:Device .",
            {"DR2: a Aggregation c"},
        ),
        (APPLICATION + ":app am:realizes :dienst . :dienst am:serves :proces .", {"DR3: app Serving proces"}),
        (
            ":geheel a am:BusinessProcess ; am:composedOf :deel . :deel a am:BusinessProcess . "
            ":app a am:ApplicationComponent ; am:serves :deel .",
            {"DR4: app Serving geheel"},
        ),
        (
            ":g a am:BusinessProcess ; am:composedOf :d . :d a am:BusinessProcess ; am:triggers :n . "
            ":n a am:BusinessProcess .",
            {"DR5: g Triggering n"},
        ),
        (
            ":g a am:BusinessProcess ; am:composedOf :d . :d a am:BusinessProcess . "
            ":n a am:BusinessProcess ; am:flowsTo :d .",
            {"DR6: n Flow g"},
        ),
        (
            ":a a am:BusinessProcess ; am:triggers :b . :b a am:BusinessProcess ; am:composedOf :c . "
            ":c a am:BusinessProcess .",
            {"DR7: a Triggering c"},
        ),
        (
            ":a a am:BusinessProcess ; am:triggers :b . :b a am:BusinessProcess ; am:triggers :c . "
            ":c a am:BusinessProcess .",
            {"DR8: a Triggering c"},
        ),
    ],
)
def test_each_valid_rule_gives_its_relation(text: str, expected: set[str]) -> None:
    assert spelled(text) == expected


def test_two_serving_relations_in_a_row_derive_nothing_because_that_is_only_possible() -> None:
    assert spelled(APPLICATION + ":x a am:ApplicationComponent ; am:serves :app . :app am:serves :proces .") == set()


def test_a_grouping_in_the_middle_carries_no_derivation() -> None:
    text = ":g a am:Grouping ; am:aggregates :b . :b a am:ApplicationComponent . :a a am:Location ; am:aggregates :g ."

    assert spelled(text) == set()


def test_a_junction_passes_its_relation_on() -> None:
    text = APPLICATION + ":app am:realizes :dienst . :dienst am:serves :j . :j a am:AndJunction ; am:serves :proces ."

    assert spelled(text) == {"DR3: app Serving proces"}


def test_a_ladder_of_junctions_passes_each_relation_on_once() -> None:
    rungs = 1500
    ladder = "".join(
        f":j{rung} a am:OrJunction ; am:serves :k{rung}, :l{rung} . "
        f":k{rung} a am:OrJunction ; am:serves :j{rung + 1} . :l{rung} a am:OrJunction ; am:serves :j{rung + 1} . "
        for rung in range(rungs)
    )
    text = APPLICATION + f":app am:realizes :dienst . :dienst am:serves :j0 . {ladder} :j{rungs} a am:OrJunction ; "

    assert spelled(text + "am:serves :proces, :j0 .") == {"DR3: app Serving proces"}


def test_a_derived_relation_names_its_two_premises() -> None:
    (found,) = derived_from(APPLICATION + ":app am:realizes :dienst . :dienst am:serves :proces .")

    assert [(local_name(a), local_name(kind), local_name(b)) for a, kind, b in found.premises] == [
        ("app", "Realization", "dienst"),
        ("dienst", "Serving", "proces"),
    ]


def test_gemma_derives_4088_relations_without_groupings_all_allowed_by_the_matrix(gemma_folder: Path) -> None:
    workspace = open_workspace(gemma_folder, date(2026, 11, 22), ontology=ONTOLOGY)
    kinds = {iri: element.kind for iri, element in workspace.elements.items() if element.kind.name != "Grouping"}

    found = derive(workspace.relations, kinds, workspace.metamodel)

    assert len(found) == 4088
    assert all(workspace.metamodel.permits(kinds[one.source], one.kind.iri, kinds[one.target]) for one in found)
    assert derive(workspace.relations, kinds, workspace.metamodel) == found
