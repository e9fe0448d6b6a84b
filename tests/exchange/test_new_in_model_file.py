"""A new element of a file that comes back gets a type of the model's version of ArchiMate, and a file of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from the_knowledge import shipped_ontology

from archrepo.amending import amended, write
from archrepo.exchange.bringing_back import brought_back
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import FileElement, FileRelation, Phrase, Property
from archrepo.exchange.writing import write_model
from archrepo.landscape import Proposal
from archrepo.vocabulary import TYPE
from archrepo.workspace import Workspace, open_workspace
from tests.exchange.test_third_state import BASE, DAY

ONTOLOGY = shipped_ontology()
PREFIXES = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix gemma: <https://gemmaonline.nl/index.php/GEMMA/id-> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
APP = "a am:ApplicationComponent ; rdfs:label"
FILES = {
    "model.ttl": ':m a am:Model ; rdfs:label "Proef"@nl ; am:language "3.2" .',
    "own.ttl": f':eigen {APP} "Eigen"@nl ; ar:lifecycle ar:InUse . :werk a am:BusinessProcess ; rdfs:label "Werk"@nl .',
    "chain.ttl": f""":kvk a ar:GovernmentBody ; rdfs:label "KvK"@nl .
:nhr {APP} "NHR"@nl ; ar:owner :kvk . :bag {APP} "BAG"@nl ; ar:owner :kvk . :brk {APP} "BRK"@nl ; ar:owner :kvk .""",
    "reference.ttl": """# Niet met de hand wijzigen.
prop:Object-ID a am:Property ; rdfs:label "Object ID" ; am:key "Object ID" .
gemma:1 a am:ApplicationComponent ; rdfs:label "Component"@nl . gemma:2 a am:ApplicationComponent .""",
}


def opened(root: Path, version: str = "3.2") -> Workspace:
    (root / "archrepo.toml").write_text(f'[workspace]\nname = "P"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    for name, text in FILES.items():
        turtle = text.replace('"3.2"', f'"{version}"')
        if version == "4":
            turtle = turtle.replace("am:BusinessProcess", "am:Process ; am:formerType am:BusinessProcess")
        (root / name).write_text(f"{PREFIXES}\n{turtle}\n", encoding="utf-8", newline="")
    return open_workspace(root, DAY, ontology=ONTOLOGY)


def back(workspace: Workspace, *elements: FileElement, relations: tuple[FileRelation, ...] = ()) -> Proposal:
    model = gather(workspace)
    keys = {**model.keys, **{one.key: "string" for element in elements for one in element.properties}}
    model = replace(model, elements=(*model.elements, *elements), relations=(*model.relations, *relations), keys=keys)
    path = workspace.root / "back.archimate"
    path.write_bytes(write_model(model, "archimate").data)
    return brought_back(workspace, path)


def homes(proposal: Proposal) -> dict[str, str]:
    return {one.value.rpartition("/")[2]: path for one, path in proposal.new_files.items()}


def test_an_own_application_does_not_go_to_those_of_others(tmp_path: Path) -> None:
    new = FileElement("nieuw", "ApplicationComponent", (Phrase("Nieuw", "nl"),))

    assert homes(back(opened(tmp_path), new)) == {"nieuw": "own.ttl"}


def test_a_kind_that_is_nowhere_goes_to_what_it_is_related_to(tmp_path: Path) -> None:
    new = FileElement("knoop", "Node", (Phrase("Knoop", "nl"),))
    serves = FileRelation("r1", "Serving", "knoop", "nhr")

    assert homes(back(opened(tmp_path), new, relations=(serves,))) == {"knoop": "chain.ttl"}


def test_a_key_of_a_property_goes_where_it_is_used_and_never_to_a_reference(tmp_path: Path) -> None:
    new = FileElement(
        "nieuw", "ApplicationComponent", (Phrase("Nieuw", "nl"),), properties=(Property("Kleur", "rood"),)
    )

    assert homes(back(opened(tmp_path), new)) == {"nieuw": "own.ttl", "Kleur": "own.ttl"}


@pytest.mark.parametrize(("version", "expected"), [("3.2", ["BusinessProcess"]), ("4", ["Process"])])
def test_a_new_process_has_the_type_of_the_version(tmp_path: Path, version: str, expected: list[str]) -> None:
    workspace = opened(tmp_path, version)
    proposal = back(workspace, FileElement("stap", "BusinessProcess", (Phrase("Stap", "nl"),)))
    write(workspace, amended(workspace, proposal.amendments, new_file=proposal.new_files).changes)

    after = open_workspace(tmp_path, DAY, ontology=ONTOLOGY)
    (subject,) = proposal.new_files
    assert homes(proposal) == {"stap": "own.ttl"}
    assert [one.value.rpartition("#")[2] for one in after.model.objects(subject, TYPE)] == expected  # type: ignore[union-attr]
    again = brought_back(after, tmp_path / "back.archimate")
    assert (again.amendments, again.conflicts, again.gone) == ((), (), ())


def test_another_type_is_that_of_the_version_too(tmp_path: Path) -> None:
    workspace = opened(tmp_path, "4")
    path = tmp_path / "back.archimate"
    text = write_model(gather(workspace), "archimate").data.decode()
    assert "archimate:BusinessProcess" in text
    path.write_text(text.replace("archimate:BusinessProcess", "archimate:BusinessFunction"), encoding="utf-8")
    proposal = brought_back(workspace, path)
    write(workspace, amended(workspace, proposal.amendments, new_file=proposal.new_files).changes)

    assert "am:Function" in (tmp_path / "own.ttl").read_text(encoding="utf-8")
    assert "am:formerType am:BusinessFunction" in (tmp_path / "own.ttl").read_text(encoding="utf-8")
    after = open_workspace(tmp_path, DAY, ontology=ONTOLOGY)
    assert brought_back(after, path).amendments == ()
