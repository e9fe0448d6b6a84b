"""A new waiver is decided by somebody of the model, ends on a day ahead, and is the only one for its subject."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from the_knowledge import shipped_book, shipped_ontology

from archrepo.errors import ArchrepoError, RequestFault
from archrepo.findings import Verdict
from archrepo.validation import validate
from archrepo.vocabulary import PRINCIPLE
from archrepo.waiving import (
    Decision,
    NewWaiver,
    RecordedWaiver,
    find_decider,
    longer_than_usual,
    record_waiver,
    refuse_past,
    refuse_second,
    usual_file,
)
from archrepo.workspace import Workspace, open_workspace

ONTOLOGY = shipped_ontology()
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
    found = validate(model(tmp_path, "2027-06-30", decider), shipped_book()).findings

    assert len([one for one in found if "besloten door" in one.message.nl]) == min(findings, 1)


def record(
    workspace: Workspace, *, reason: str = "Nog niet.", until: date = date(2027, 6, 30), path: str = "waivers.ttl"
) -> RecordedWaiver:
    book = shipped_book()
    principle = book.get("GOV-02")
    assert principle is not None
    decision = Decision(reason, "", "", find_decider(workspace, "college"), AS_OF, until, "nl")
    return record_waiver(
        workspace,
        book,
        NewWaiver(principle, APP, decision),
        workspace.root / path,
        reopened=lambda: open_workspace(workspace.root, AS_OF, ontology=ONTOLOGY),
    )


def test_recorded_waiver_excepts_its_subject_from_then_on(tmp_path: Path) -> None:
    found = record(model(tmp_path))

    assert found == RecordedWaiver(
        "https://m.example/id/afwijking-gov-02-app", tmp_path / "waivers.ttl", None, Verdict.EXCEPTED
    )
    assert found.effect is None
    assert ":afwijking-gov-02-app a ar:Waiver" in found.path.read_text()


def test_recorded_waiver_of_long_tells_so(tmp_path: Path) -> None:
    found = record(model(tmp_path), until=date(2031, 1, 1))

    assert found.length is not None and "36 maanden" in found.length.nl


@pytest.mark.parametrize(
    ("reason", "until"), [(" ", date(2027, 6, 30)), ("Nog niet.", date(2026, 11, 22)), ("", date(2020, 1, 1))]
)
def test_waiver_without_reason_or_with_a_past_end_is_not_written(tmp_path: Path, reason: str, until: date) -> None:
    with pytest.raises(RequestFault):
        record(model(tmp_path), reason=reason, until=until)

    assert not (tmp_path / "waivers.ttl").exists()


def test_second_waiver_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(RequestFault, match="already"):
        record(model(tmp_path, "2027-06-30"))

    assert not (tmp_path / "waivers.ttl").exists()


@pytest.mark.parametrize("path", ["map/nieuw.txt", "archrepo.toml", "../elders.ttl"])
def test_waiver_where_the_model_does_not_look_leaves_nothing_behind(tmp_path: Path, path: str) -> None:
    home = tmp_path / "m"
    home.mkdir()
    workspace = model(home)
    before = sorted((one, one.read_bytes()) for one in tmp_path.rglob("*") if one.is_file())

    with pytest.raises(ArchrepoError):
        record(workspace, path=path)

    assert sorted((one, one.read_bytes()) for one in tmp_path.rglob("*") if one.is_file()) == before
    assert [one.name for one in home.iterdir() if one.is_dir()] == []


def test_waiver_is_taken_back_when_the_model_cannot_be_opened_with_it(tmp_path: Path) -> None:
    workspace = model(tmp_path)
    (tmp_path / "stuk.ttl").write_text(":a :b")

    with pytest.raises(ArchrepoError):
        record(workspace)

    assert not (tmp_path / "waivers.ttl").exists()


def test_waiver_goes_where_others_stand_else_in_a_file_of_its_own(tmp_path: Path) -> None:
    assert usual_file(model(tmp_path)) == tmp_path / "waivers.ttl"
    assert usual_file(model(tmp_path, "2027-06-30")) == tmp_path / "model.ttl"
