"""Which application components count as the municipality's own: no reference component, no system of another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.generated_views import build_view
from archrepo.workspace import Workspace, open_workspace
from archrepo.workspace.others_components import others_components

_ROOT = Path(__file__).parent.parent.parent
_DAY = date(2026, 11, 22)
_MODEL = """@prefix : <https://x.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix prop: <https://w3id.org/archrepo/property/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:ours a am:ApplicationComponent ; rdfs:label "Van ons"@nl ; ar:lifecycle ar:InUse ; ar:referenceComponent :filled .
:forgotten a am:ApplicationComponent ; rdfs:label "Fase vergeten"@nl ; ar:owner :department .
:department a ar:Department ; rdfs:label "Afdeling"@nl .
:filled a am:ApplicationComponent ; rdfs:label "Ingevulde referentiecomponent"@nl .
:gemma a am:ApplicationComponent ; rdfs:label "Andere referentiecomponent"@nl ; prop:GEMMA-type "Referentiecomponent" .
:state a am:ApplicationComponent ; rdfs:label "Van het Rijk"@nl ; ar:owner :ministry .
:ministry a ar:GovernmentBody ; rdfs:label "Ministerie"@nl .
"""


@pytest.fixture
def town(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    (tmp_path / "model.ttl").write_text(_MODEL, encoding="utf-8")
    return open_workspace(tmp_path, _DAY)


def test_reference_components_and_systems_of_others_are_not_our_own(town: Workspace) -> None:
    names = {town.label(one) for one in others_components(town)}

    assert names == {"Ingevulde referentiecomponent", "Andere referentiecomponent", "Van het Rijk"}


def test_landscape_counts_only_our_own_without_a_life_cycle(town: Workspace) -> None:
    told = [text.nl for text in build_view(town, "landschap", {}).left_out]

    start = "Aantal eigen applicaties zonder levensfase (ar:lifecycle), dat er daarom niet bij staat"
    assert told == [f"{start}: 1."]


def test_landscape_of_the_sample_misses_no_life_cycle() -> None:
    town = open_workspace(_ROOT / "models/voorbeeldstad", _DAY)

    assert not [text.nl for text in build_view(town, "landschap", {}).left_out if "levensfase" in text.nl]
