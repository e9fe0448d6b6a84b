"""The report of a merge names what became one and contradicts itself, and which value a reader sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pyoxigraph import NamedNode
from the_knowledge import shipped_ontology

from archrepo.merging import plan_merge, read_decisions, told, told_plan, write_merge
from archrepo.vocabulary import AM, AR
from archrepo.workspace import Workspace, open_workspace

BASE = "https://n.example/"
SAME = f"same\tx\tapp\tapp\tiri\t{BASE}app\t{BASE}app\n"


def small(folder: Path, text: str) -> Workspace:
    folder.mkdir()
    (folder / "archrepo.toml").write_text(f'[workspace]\nname = "{folder.name}"\nbase = "{BASE}"\n', "utf-8")
    prefixes = f"@prefix : <{BASE}> .\n@prefix am: <{AM}> .\n@prefix ar: <{AR}> .\n"
    prefixes += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    (folder / "m.ttl").write_text(prefixes + text, "utf-8")
    return open_workspace(folder, date(2026, 11, 22), ontology=shipped_ontology())


def test_two_names_and_two_values_of_a_single_valued_fact_are_named(tmp_path: Path) -> None:
    said = ':app a am:ApplicationComponent ; rdfs:label "{}"@nl , "App"@en ; ar:users {} .\n'
    one = small(tmp_path / "noord", said.format("Zaken", 410))
    other = small(tmp_path / "zuid", said.format("Zaaksysteem", 90))
    plan = plan_merge(one, other, read_decisions(SAME, "d.tsv"))

    proposed = "\n".join(told_plan(plan, "nl"))
    done = write_merge(plan, tmp_path / "samen", BASE, "nl")
    lines = [line for line in told(done, "nl") if "noord: " in line and "zuid: " in line]

    assert "elkaar tegenspreekt: 2" in proposed and "getoond" not in proposed
    assert len(lines) == 2
    assert any("(nl): noord: Zaken; zuid: Zaaksysteem; getoond wordt: Zaken" in line for line in lines)
    assert any("noord: 410; zuid: 90; getoond wordt: 410" in line for line in lines)
    assert done.workspace.name_of(NamedNode(f"{BASE}app")).nl == "Zaken"


def test_what_both_say_alike_is_no_contradiction(tmp_path: Path) -> None:
    said = ':app a am:ApplicationComponent ; rdfs:label "Zaken"@nl .\n'
    plan = plan_merge(small(tmp_path / "a", said), small(tmp_path / "b", said), read_decisions(SAME, "d.tsv"))

    assert "tegenspreekt" not in "\n".join(told_plan(plan, "nl"))


def test_a_pair_of_which_only_the_english_names_are_the_same_says_which(tmp_path: Path) -> None:
    said = ':{0} a am:ApplicationComponent ; rdfs:label "{1}"@nl , "Case system"@en .\n'
    plan = plan_merge(
        small(tmp_path / "a", said.format("x", "Zaaksysteem")), small(tmp_path / "b", said.format("y", "Dossiers"))
    )

    assert [reason.nl for one in plan.duplicates for reason in one.reasons] == ["zelfde Engelse naam: Case system"]
