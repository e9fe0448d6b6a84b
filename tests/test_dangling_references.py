"""A reference that leads nowhere is told under the name of what a reader knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from the_knowledge import shipped_book, shipped_ontology

from archrepo.validation import check
from archrepo.workspace import open_workspace

TURTLE = """@prefix : <https://klein.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:app a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl ; ar:cost [ ar:costYear 2026 ; ar:owner :niemand ] .
"""


def test_a_fact_without_a_name_is_told_under_the_name_of_what_has_it(tmp_path: Path) -> None:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "K"\nbase = "https://klein.example/id/"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (tmp_path / "model.ttl").write_text(TURTLE)
    town = open_workspace(tmp_path, date(2026, 11, 22), ontology=shipped_ontology())

    [found] = [one for one in check(town, shipped_book()).report.findings if "`:niemand`" in one.message.nl]

    assert found.label.nl == "Zaaksysteem"
