"""What can fail, and what then stops: own parts to choose from, and no goals that fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from the_knowledge import sample_town

from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.picturing.failing import Outage
from archrepo.picturing.focusing import focused
from archrepo.picturing.hops import Dependence
from archrepo.picturing.outages import outage_groups
from archrepo.vocabulary import AR
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
    assert view.description.en.startswith(f"Processes that stop ({MANY}, of which 58 in the picture): Process 00, ")
    assert f"Process {MANY - 1}." in view.description.en
    assert view.description.nl.startswith(f"Processen die stilvallen ({MANY}, waarvan 58 op de plaat): Proces 00, ")


CHAIN = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:hall a am:Location ; am:aggregates :host .
:host a am:Node ; am:serves :app , :both .
:spare a am:Node ; am:serves :both .
:platform a am:Node ; am:composedOf :database ; am:serves :lone .
:database a am:SystemSoftware ; am:serves :stored .
:lone a am:ApplicationComponent ; ar:lifecycle ar:InUse .
:stored a am:ApplicationComponent ; ar:lifecycle ar:InUse .
:app a am:ApplicationComponent ; ar:lifecycle ar:InUse ; ar:supplier :firm ; ar:hosting ar:OnPremises ;
    am:serves :stops , :shared , :falls ; am:flowsTo :fed .
:both a am:ApplicationComponent ; ar:lifecycle ar:InUse ; am:serves :shared .
:cloud a am:ApplicationComponent ; ar:lifecycle ar:InUse ; ar:supplier :firm ; ar:hosting ar:SaaS .
:fed a am:ApplicationComponent ; ar:lifecycle ar:InUse ; am:serves :far .
:old a am:ApplicationComponent ; ar:lifecycle ar:Ended ; am:serves :stops .
:firm a ar:Supplier .
:stops a am:BusinessProcess ; am:realizes :service ; am:triggers :next .
:shared a am:BusinessProcess .
:next a am:BusinessProcess .
:far a am:BusinessProcess .
:falls a am:BusinessProcess ; ar:fallback "Paper"@en , "Papier"@nl ; am:realizes :kept .
:circle a am:BusinessProcess ; ar:fallback :app .
:app am:serves :circle .
:service a am:BusinessService .
:kept a am:BusinessService .
"""


@pytest.fixture
def chain(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "K"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    (tmp_path / "model.ttl").write_text(CHAIN)
    return open_workspace(tmp_path, date(2026, 11, 22))


def effects(workspace: Workspace, start: str) -> dict[str, str]:
    found = Outage(workspace, NamedNode(BASE + start), Dependence(workspace)).effects
    return {local_name(one): local_name(effect) for one, effect in found.items()}


def test_each_dependent_stops_goes_on_in_part_falls_back_or_is_touched(chain: Workspace) -> None:
    assert effects(chain, "app") == {
        "stops": "StopsAtOutage",
        "service": "StopsAtOutage",
        "shared": "GoesOnInPart",
        # A fallback holds up what rests on it, unless it is what fails.
        "falls": "FallsBack",
        "circle": "StopsAtOutage",
        # Data or a signal that stays away stops nothing, and goes no further.
        "fed": "TouchedAtOutage",
        "next": "TouchedAtOutage",
    }


def test_a_whole_never_stops_less_than_a_part_of_it(chain: Workspace) -> None:
    part, whole = effects(chain, "host"), effects(chain, "hall")

    assert part["both"] == "GoesOnInPart" and part["app"] == "StopsAtOutage"
    assert whole == {"host": "StopsAtOutage", **part}


def test_a_part_stops_with_its_whole_and_a_whole_goes_on_in_part_without_a_part(chain: Workspace) -> None:
    assert effects(chain, "platform") == dict.fromkeys(("database", "lone", "stored"), "StopsAtOutage")
    assert effects(chain, "database") == {"stored": "StopsAtOutage", "platform": "GoesOnInPart", "lone": "GoesOnInPart"}


def test_no_part_of_the_town_that_stops_with_its_whole_does_more_harm_than_that() -> None:
    town = sample_town()
    dependence = Dependence(town)
    order = ("StopsAtOutage", "GoesOnInPart", "FallsBack", "TouchedAtOutage")
    held = [
        (one.source, one.target)
        for one in town.relations
        if one.kind.name in ("Composition", "Aggregation") and dependence.end(one) in ("target", "both")
    ]
    compared = 0
    for whole, part in held:
        assert isinstance(whole, NamedNode) and isinstance(part, NamedNode)
        harm = {**Outage(town, whole, dependence).effects, whole: NamedNode(AR + order[0])}
        if harm.get(part) != NamedNode(AR + order[0]):
            continue
        compared += 1
        for thing, effect in Outage(town, part, dependence).effects.items():
            assert thing in harm, (whole, part, thing)
            assert order.index(local_name(harm[thing])) <= order.index(local_name(effect)), (whole, part, thing)
    assert compared > 20


def test_what_runs_on_own_premises_outlives_its_supplier(chain: Workspace) -> None:
    assert effects(chain, "firm") == {"app": "TouchedAtOutage", "cloud": "StopsAtOutage"}


def test_what_is_not_in_use_stops_nothing_and_the_words_say_so(chain: Workspace) -> None:
    view = focused(chain, NamedNode(BASE + "old"), 3, "needed-by")

    assert effects(chain, "old") == {}
    assert len(view.boxes) == 1
    assert isinstance(view.description, Text)
    assert view.description.nl.endswith("is op deze dag niet in gebruik: er valt niets stil.")


def test_words_count_what_lies_beyond_the_picture(chain: Workspace) -> None:
    view = focused(chain, NamedNode(BASE + "hall"), 1, "needed-by")

    assert {box.key for box in view.boxes} == {"hall", "host"}
    assert isinstance(view.description, Text)
    assert "Processes that stop (2, of which 0 in the picture): circle, stops." in view.description.en
    assert "Processes with a fallback (1, of which 0 in the picture): falls." in view.description.en


def test_a_start_that_is_there_twice_or_has_a_fallback_says_so(chain: Workspace, tmp_path: Path) -> None:
    (tmp_path / "more.ttl").write_text(
        f'@prefix ar: <https://w3id.org/archrepo/def#> . <{BASE}host> ar:redundant true ; ar:fallback "Huren"@nl .'
    )
    view = focused(open_workspace(tmp_path, date(2026, 11, 22)), NamedNode(BASE + "host"), 1, "needed-by")

    assert isinstance(view.description, Text)
    assert view.description.nl.startswith("Dit onderdeel is dubbel uitgevoerd")
    assert "Er is een terugvaloptie: Huren." in view.description.nl
