"""The cost of a bid over the term and per resident, and how it is read from the model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from tenders import bid, tender
from the_knowledge import shipped_ontology

from archrepo.language import Text
from archrepo.procurement.award.costs import Residents, cost_of, residents_of
from archrepo.procurement.tender import CostLine
from archrepo.procurement.tender_reading import read_tender
from archrepo.workspace import Workspace, open_workspace

PROJECT = CostLine(2027, Decimal(48000), Text("Projectkosten", "Project"), True)
CLOUD = CostLine(2028, Decimal(96000), Text("Clouddienst", "Cloud service"), False)
STAFF = CostLine(2028, Decimal(24000), Text("Medewerkers", "Staff"), False)
RESIDENTS = Residents(60000, 2026)


def test_one_off_and_yearly_cost_add_up_over_the_term() -> None:
    one = tender([], [bid("a", 410000, costs=(PROJECT, CLOUD, STAFF))], estimate=480000)

    found = cost_of(one, one.bids[0], RESIDENTS)

    assert (found.one_off_euro, found.yearly_euro, found.total_euro) == (48000, 120000, 528000)
    assert found.per_resident_per_year_euro == Decimal("2.20")
    assert (found.beside_price_euro, found.beside_estimate_euro) == (118000, -70000)
    assert [step.nl for step in found.steps] == [
        "eenmalig, in euro: 48.000 (projectkosten)",
        "per jaar, in euro: 96.000 (clouddienst) + 24.000 (medewerkers) = 120.000",
        "over de looptijd, in euro: 48.000 + 4 jaar x 120.000 = 528.000",
        "per inwoner per jaar, in euro: 528.000 / 4 jaar / 60.000 inwoners (2026) = 2,20",
        "boven de inschrijfprijs, in euro: 528.000 - 410.000 = 118.000",
        "boven de raming, in euro: 410.000 - 480.000 = -70.000",
    ]
    assert found.missing == ()


def test_cost_of_several_years_is_averaged() -> None:
    later = CostLine(2029, Decimal(105000), Text("Clouddienst", "Cloud service"), False)
    one = tender([], [bid("a", 410000, costs=(CLOUD, later))])

    found = cost_of(one, one.bids[0], RESIDENTS)

    assert found.yearly_euro == Decimal(100500)
    assert found.steps[0].nl == "per jaar, in euro: (96.000 (clouddienst) + 105.000 (clouddienst)) / 2 = 100.500"


def test_without_stated_cost_the_price_stands_for_the_total() -> None:
    one = tender([], [bid("a", 480000)])

    found = cost_of(one, one.bids[0], RESIDENTS)

    assert (found.total_euro, found.per_resident_per_year_euro) == (480000, Decimal("2.00"))
    assert (found.one_off_euro, found.beside_price_euro) == (None, None)
    assert "alleen de inschrijfprijs" in found.remarks[0].nl


@pytest.mark.parametrize(
    ("price", "term", "residents", "missing"),
    [
        (None, 4, RESIDENTS, ["de inschrijfprijs", "de geraamde waarde"]),
        (480000, None, RESIDENTS, ["de looptijd in jaren", "de geraamde waarde"]),
        (480000, 4, None, ["het aantal inwoners", "de geraamde waarde"]),
    ],
)
def test_what_is_not_known_stays_unknown(
    price: int | None, term: int | None, residents: Residents | None, missing: list[str]
) -> None:
    one = tender([], [bid("a", price)], term=term)

    found = cost_of(one, one.bids[0], residents)

    assert found.per_resident_per_year_euro is None
    assert [what.nl for what in found.missing] == missing


PREFIXES = """
@prefix : <https://m.example/id/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
TOWN = """
:dorp a ar:Municipality ; rdfs:label "Dorp"@nl ;
    ar:population [ ar:year 2025 ; rdf:value 5900 ] , [ ar:year 2026 ; rdf:value 6000 ] ,
        [ ar:year 2030 ; rdf:value 7000 ] .
:inkoop a ar:Procurement ; rdfs:label "Inkoop"@nl ; ar:termYears 4 ; ar:bid :bod ; ar:lot :perceel ;
    ar:awardCriterion :plan ; ar:awardGrade :deels , :leeg .
:perceel a ar:Lot ; rdfs:label "Perceel"@nl ; ar:awardCriterion :prijs .
:plan a ar:AwardCriterion ; rdfs:label "Plan"@nl ; ar:maxPoints 60 .
:prijs a ar:AwardCriterion ; rdfs:label "Prijs"@nl ; ar:maxPoints 40 .
:deels a ar:AwardGrade ; rdfs:label "Deels"@nl ; ar:pointsPercent 50 ; ar:forAnswer ar:Partly .
:leeg a ar:AwardGrade ; rdfs:label "Leeg"@nl .
:bod a ar:Bid ; rdfs:label "Bod"@nl ; ar:bidPriceEuro 1000 ; ar:offers :ding .
:ding a am:ApplicationComponent ; rdfs:label "Ding"@nl ;
    ar:cost [ ar:year 2027 ; ar:amountEuro 500 ; ar:costKind ar:Project ] ,
        [ ar:year 2028 ; ar:amountEuro 250 ; ar:costKind ar:CloudService ] , [ ar:year 2028 ] .
:oordeel a ar:Judgement ; rdfs:label "Oordeel"@nl ; ar:ofBid :bod ; ar:onCriterion :plan ; ar:awardedGrade :deels .
[] a ar:Judgement ; ar:ofBid :bod ; ar:onCriterion :elders ; ar:awardedGrade :deels .
"""


@pytest.fixture
def town(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "D"\nbase = "https://m.example/id/"\n[files]\nmodel = ["model.ttl"]\n', encoding="utf-8"
    )
    (tmp_path / "model.ttl").write_text(PREFIXES + TOWN, encoding="utf-8")
    return open_workspace(tmp_path, date(2026, 11, 22), ontology=shipped_ontology())


def test_the_latest_number_of_residents_that_is_not_in_the_future_counts(town: Workspace) -> None:
    assert residents_of(town) == Residents(6000, 2026)


def test_cost_scale_and_lot_are_read_as_the_files_state_them(town: Workspace) -> None:
    one = read_tender(town, ox.NamedNode("https://m.example/id/inkoop"))

    assert [(line.year, line.amount_euro, line.is_one_off) for line in one.bids[0].costs] == [
        (2027, Decimal(500), True),
        (2028, Decimal(250), False),
    ]
    assert [(grade.name.nl, grade.answer.rpartition("#")[2]) for grade in one.grades] == [("Deels", "Partly")]
    assert [(criterion.name.nl, criterion.lot.rpartition("/")[2]) for criterion in one.criteria] == [
        ("Plan", ""),
        ("Prijs", "perceel"),
    ]
    assert cost_of(one, one.bids[0], residents_of(town)).total_euro == 1500


def test_a_judgement_belongs_to_the_procurement_of_its_criterion(town: Workspace) -> None:
    one = read_tender(town, ox.NamedNode("https://m.example/id/inkoop"))

    assert [(found.bid.rpartition("/")[2], found.grade.rpartition("/")[2]) for found in one.judgements] == [
        ("bod", "deels")
    ]
