"""Faults put into a copy of the national reference model on purpose: every one is found, and nothing else is."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import SyntaxFault
from archrepo.findings import Finding
from archrepo.validation import validate
from archrepo.vocabulary import AM
from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)
ONTOLOGY = shipped_ontology()
BOOK = shipped_book()
SEEDS = 60


@pytest.fixture(scope="module")
def clean(gemma_folder: Path) -> Workspace:
    return open_workspace(gemma_folder, AS_OF, ontology=ONTOLOGY)


@pytest.fixture
def copy(gemma_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(gemma_folder, tmp_path / "copy"))


def findings(folder: Path, principle: str) -> tuple[Finding, ...]:
    return validate(open_workspace(folder, AS_OF, ontology=ONTOLOGY), BOOK, only={principle}).findings


def test_the_model_itself_has_no_relation_that_archimate_forbids(clean: Workspace) -> None:
    assert validate(clean, BOOK, only={"MOD-03"}).findings == ()


def test_the_model_itself_refers_to_nothing_that_is_not_defined(clean: Workspace) -> None:
    assert validate(clean, BOOK, only={"MOD-05"}).findings == ()


def test_its_real_duplicate_principle_ids_are_found(clean: Workspace) -> None:
    found = validate(clean, BOOK, only={"MOD-01"}).findings

    assert len(found) == 4
    lines = {clean.source_line(finding.location).strip() for finding in found}
    assert {line.split('"')[1] for line in lines} == {"GAP19", "GAP20"}


def test_every_seeded_wrong_relation_is_found_at_its_own_line(clean: Workspace, copy: Path) -> None:
    chance = random.Random(2026)
    elements = [element for element in clean.elements.values() if element.kind.layer != "Composite"]
    lines: list[str] = []
    while len(lines) < SEEDS:
        source, target = chance.choice(elements), chance.choice(elements)
        kind = chance.choice(list(clean.metamodel.relation_types.values()))
        wrong = not clean.metamodel.permits(source.kind, kind.iri, target.kind)
        if wrong and not clean.relations.outgoing(source.iri) and source != target:
            if len(lines) % 2:
                lines.append(f"{source.iri} {kind.predicate} {target.iri} .")
            else:
                node = f"<https://voorbeeldstad.example/id/fout-{len(lines)}>"
                lines.append(f"{node} a {kind.iri} ; <{AM}source> {source.iri} ; <{AM}target> {target.iri} .")
    (copy / "seeded.ttl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    found = findings(copy, "MOD-03")

    assert {(finding.location.path, finding.location.line) for finding in found} == {
        ("seeded.ttl", number) for number in range(1, SEEDS + 1)
    }
    assert len(found) == SEEDS


def test_an_unknown_term_is_found_at_its_place_with_the_nearest_names(copy: Path) -> None:
    text = (
        f"@prefix am: <{AM}> .\n@prefix ar: <https://w3id.org/archrepo/def#> .\n"
        "<https://voorbeeldstad.example/id/a> a am:ApplicationComponnent ;\n    ar:hostting ar:SaaS .\n"
    )
    (copy / "seeded.ttl").write_text(text, encoding="utf-8")

    found = findings(copy, "MOD-05")

    assert [(finding.location.line, finding.location.column) for finding in found] == [(3, 40), (4, 5)]
    assert "`am:ApplicationComponent`" in found[0].remedy.nl
    assert "`ar:hosting`" in found[1].remedy.en


def test_broken_turtle_is_one_fault_with_its_place_and_changes_nothing(copy: Path) -> None:
    (copy / "seeded.ttl").write_text('<urn:a> <urn:b> "open .\n', encoding="utf-8")
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}

    with pytest.raises(SyntaxFault) as caught:
        open_workspace(copy, AS_OF, ontology=ONTOLOGY)

    assert str(caught.value.location).startswith("seeded.ttl:1:")
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_the_derived_graph_of_the_model_holds_no_triple_that_it_states_itself(clean: Workspace) -> None:
    assert not any(clean.model.has(*triple) for triple in clean.derived)
    assert all(isinstance(triple[1], ox.NamedNode) for triple in clean.derived)
