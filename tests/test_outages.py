"""What can fail, and what then stops: own parts to choose from, and no goals that fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.picturing.focusing import focused
from archrepo.picturing.outages import outage_groups
from archrepo.workspace import Workspace, open_workspace

BASE = "https://klein.example/id/"
MANY = 70
TURTLE = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:app a am:ApplicationComponent ; rdfs:label "App"@nl ; ar:lifecycle ar:InUse ; ar:referenceComponent :ref ;
    am:realizes :requirement , :capability ; am:serves {" , ".join(f":p{number}" for number in range(MANY))} .
:planned a am:ApplicationComponent ; rdfs:label "Gepland"@nl ; ar:lifecycle ar:Planned .
:ended a am:ApplicationComponent ; rdfs:label "Weg"@nl ; ar:lifecycle ar:Ended .
:ref a am:ApplicationComponent ; rdfs:label "Referentie"@nl .
:state a am:ApplicationComponent ; rdfs:label "Van het Rijk"@nl ; ar:owner :ministry .
:ministry a ar:GovernmentBody ; rdfs:label "Ministerie"@nl .
:requirement a am:Requirement ; rdfs:label "Eis"@nl .
:capability a am:Capability ; rdfs:label "Kunnen"@nl ; am:realizes :goal .
:goal a am:Goal ; rdfs:label "Doel"@nl .
""" + "".join(
    f':p{number} a am:BusinessProcess ; rdfs:label "Proces {number:02}"@nl , "Process {number:02}"@en .\n'
    for number in range(MANY)
)


@pytest.fixture
def klein(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (tmp_path / "model.ttl").write_text(TURTLE)
    return open_workspace(tmp_path, date(2026, 11, 22))


def test_own_applications_come_first_and_reference_components_never(klein: Workspace) -> None:
    groups = [(group.title.nl, [name for name, _ in group.parts]) for group in outage_groups(klein)]

    assert groups == [("Applicaties", ["App", "Gepland"]), ("Systemen van anderen", ["Van het Rijk"])]


def test_requirements_and_goals_do_not_fail_and_a_capability_is_touched(klein: Workspace) -> None:
    view = focused(klein, NamedNode(BASE + "app"), 3, "needed-by")

    labels = {box.label for box in view.boxes}
    assert "Kunnen\n(wordt geraakt)" in labels
    assert not labels & {"Eis", "Doel", "Kunnen"}


def test_all_processes_that_stop_stand_in_words_when_the_picture_is_full(klein: Workspace) -> None:
    view = focused(klein, NamedNode(BASE + "app"), 3, "needed-by", "en")

    assert len(view.boxes) == 60
    assert not isinstance(view.description, str)
    assert view.description.en.startswith(f"Processes that stop ({MANY}): Process 00, Process 01, ")
    assert view.description.en.endswith(f"Process {MANY - 1}.")
    assert view.description.nl.startswith(f"Processen die stilvallen ({MANY}): Proces 00, ")
