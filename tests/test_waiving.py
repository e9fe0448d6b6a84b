"""A new waiver is decided by somebody of the model, ends on a day ahead, and is the only one for its subject."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.errors import RequestFault
from archrepo.validation import validate
from archrepo.vocabulary import PRINCIPLE
from archrepo.waiving import find_decider, longer_than_usual, refuse_past, refuse_second
from archrepo.workspace import Workspace, load_ontology, open_workspace

ONTOLOGY = load_ontology()
AS_OF = date(2026, 11, 22)
APP = ox.NamedNode("https://m.example/id/app")
GOV_02 = ox.NamedNode(PRINCIPLE + "GOV-02")
MODEL = """@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix principle: <https://w3id.org/archrepo/principle/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:college a am:BusinessActor ; rdfs:label "College van B en W"@nl , "Municipal executive"@en .
:ciso a am:BusinessRole ; rdfs:label "CISO"@nl .
:zorg a ar:Department ; rdfs:label "Zorg"@nl .
:overleg a am:BusinessCollaboration ; rdfs:label "Architectuuroverleg"@nl .
:app a am:ApplicationComponent ; rdfs:label "App"@nl ; ar:lifecycle ar:InUse .
:collegeapp a am:ApplicationComponent ; rdfs:label "Collegeapp"@nl ; ar:lifecycle ar:InUse .
"""
WAIVER = """:w a ar:Waiver ; ar:ofPrinciple principle:GOV-02 ; ar:subject :app , :collegeapp ;
    ar:reason "Nog niet."@nl ;
    ar:decidedBy DECIDER ; ar:decidedOn "2026-01-15"^^xsd:date ; ar:validUntil "UNTIL"^^xsd:date .
"""


def model(folder: Path, until: str = "", decider: str = ":college") -> Workspace:
    (folder / "archrepo.toml").write_text('[workspace]\nname = "M"\nbase = "https://m.example/id/"\n')
    waiver = WAIVER.replace("UNTIL", until).replace("DECIDER", decider) if until else ""
    (folder / "model.ttl").write_text(MODEL + waiver)
    return open_workspace(folder, AS_OF, ontology=ONTOLOGY)


@pytest.mark.parametrize("until", [date(2026, 11, 22), date(2026, 11, 21), date(1900, 1, 1)])
def test_last_day_that_is_not_ahead_is_refused(tmp_path: Path, until: date) -> None:
    with pytest.raises(RequestFault) as caught:
        refuse_past(model(tmp_path), until)

    assert str(until) in caught.value.text.nl
    assert caught.value.remedy is not None


def test_day_after_the_date_of_the_check_will_do(tmp_path: Path) -> None:
    refuse_past(model(tmp_path), date(2026, 11, 23))


@pytest.mark.parametrize(("until", "is_told"), [(date(2029, 11, 22), False), (date(2029, 11, 23), True)])
def test_last_day_far_ahead_is_told_from_the_months_in_the_ontology_on(
    tmp_path: Path, until: date, is_told: bool
) -> None:
    told = longer_than_usual(model(tmp_path), until)

    assert (told is not None) is is_told
    assert told is None or ("36 maanden" in told.nl and "36 months" in told.en)


@pytest.mark.parametrize(
    ("name", "decider"),
    [("college", "college"), ("ciso", "ciso"), ("Zorg", "zorg"), ("overleg", "overleg"), (":college", "college")],
)
def test_role_department_or_body_of_the_model_decides(tmp_path: Path, name: str, decider: str) -> None:
    assert find_decider(model(tmp_path), name).value == f"https://m.example/id/{decider}"


@pytest.mark.parametrize("name", ["colege", "Collegeapp", "municipal executve"])
def test_decider_that_is_none_is_refused_with_the_nearest(tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestFault) as caught:
        find_decider(model(tmp_path), name)

    assert name.casefold() in caught.value.text.nl.casefold()
    assert caught.value.remedy is not None
    assert "College van B en W (college)" in caught.value.remedy.nl
    assert "Municipal executive (college)" in caught.value.remedy.en


def test_person_is_no_decider_and_is_told_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(RequestFault) as caught:
        find_decider(model(tmp_path), "Jan de Vries-Xqz")

    assert caught.value.remedy is not None
    assert "am:BusinessActor" in caught.value.remedy.nl


def test_second_waiver_is_refused_at_the_place_of_the_first(tmp_path: Path) -> None:
    with pytest.raises(RequestFault) as caught:
        refuse_second(model(tmp_path, "2027-06-30"), GOV_02, APP)

    assert caught.value.location is not None
    assert (caught.value.location.path, caught.value.location.line) == ("model.ttl", MODEL.count("\n") + 1)
    assert "2027-06-30" in caught.value.text.en
    assert caught.value.remedy is not None
    assert "ar:validUntil" in caught.value.remedy.nl


def test_waiver_that_ended_or_is_for_something_else_is_no_hindrance(tmp_path: Path) -> None:
    refuse_second(model(tmp_path, "2026-11-21"), GOV_02, APP)
    refuse_second(model(tmp_path, "2027-06-30"), ox.NamedNode(PRINCIPLE + "GOV-01"), APP)
    refuse_second(model(tmp_path, "2027-06-30"), GOV_02, ox.NamedNode("https://m.example/id/zorg"))


@pytest.mark.parametrize(
    ("decider", "findings"), [(":college", 0), (":zorg", 0), ('"college"@nl', 0), ('"college"', 0), (":app", 2)]
)
def test_check_tells_of_a_recorded_decider_that_cannot_decide(tmp_path: Path, decider: str, findings: int) -> None:
    from archrepo.principles import read_book

    found = validate(model(tmp_path, "2027-06-30", decider), read_book()).findings

    assert len([one for one in found if "besloten door" in one.message.nl]) == min(findings, 1)
