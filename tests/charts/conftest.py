"""A town small enough to reckon by hand, for the figures that are read as a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archrepo.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 22)
PREFIXES = (
    "@prefix : <https://x.example/> .\n@prefix am: <https://purl.org/archimate#> .\n"
    "@prefix ar: <https://w3id.org/archrepo/def#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
TOWN = """
:m a ar:Municipality ; rdfs:label "Proefstad"@nl ; ar:population [ ar:year 2026 ; rdf:value 100 ] ;
    ar:ictAccounts [ ar:year 2026 ; ar:amountEuro 2500 ] , [ ar:year 2024 ; ar:amountEuro 900 ] .
:d1 a am:Grouping ; rdfs:label "Een"@nl ; am:aggregates :p1 .
:d2 a am:Grouping ; rdfs:label "Twee"@nl ; am:aggregates :p2 , :p3 .
:p1 a am:BusinessProcess ; rdfs:label "P1"@nl .
:p2 a am:BusinessProcess ; rdfs:label "P2"@nl .
:p3 a am:BusinessProcess ; rdfs:label "P3"@nl .
:s1 a ar:Supplier ; rdfs:label "Groot B.V."@nl .
:s2 a ar:Supplier ; rdfs:label "Klein B.V."@nl .
:s3 a ar:Supplier ; rdfs:label "Middel B.V."@nl .
:s4 a ar:Supplier ; rdfs:label "Zonder bedrag B.V."@nl .

:a a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl ; ar:lifecycle ar:InUse ; ar:supplier :s1 ;
    am:serves :p1 , :p2 , :p3 ; ar:criticality ar:Critical ; ar:users 60 ; ar:endOfSupport "2026-09-30"^^xsd:date ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 1000 ] , [ ar:year 2026 ; ar:amountEuro 600 ] ,
        [ ar:year 2025 ; ar:amountEuro 9999 ] .
:b a am:ApplicationComponent ; rdfs:label "Losse app"@nl ; ar:lifecycle ar:PhaseOut ; ar:supplier :s2 ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 50 ] .
:c a am:ApplicationComponent ; rdfs:label "Kaart"@nl ; ar:lifecycle ar:InUse ; ar:supplier :s3 ; am:serves :p3 ;
    ar:users 9 ; ar:endOfSupport "2029-11-21"^^xsd:date ; ar:cost [ ar:year 2026 ; ar:amountEuro 350 ] .
:e a am:ApplicationComponent ; rdfs:label "Duister"@nl ; ar:lifecycle ar:InUse ; ar:supplier :s4 .
:f a am:ApplicationComponent ; rdfs:label "Weg"@nl ; ar:lifecycle ar:Ended .

:x a ar:Department ; rdfs:label "Afdeling X"@nl ; ar:staff 10 ; ar:changeCapacityPeople 40 .
:y a ar:Department ; rdfs:label "Afdeling Y"@nl ; ar:staff 30 .
:w1 a am:WorkPackage ; rdfs:label "Eerste"@nl ; ar:affects :x , :y ; ar:peopleAffected 20 ; ar:changeWeight ar:Medium ;
    ar:starts "2026-11-01"^^xsd:date ; ar:ends "2027-02-15"^^xsd:date .
:w2 a am:WorkPackage ; rdfs:label "Tweede"@nl ; ar:affects :x ; ar:peopleAffected 100 ; ar:changeWeight ar:Heavy ;
    ar:starts "2027-02-16"^^xsd:date ; ar:ends "2027-06-30"^^xsd:date .
:w3 a am:WorkPackage ; rdfs:label "Vaag"@nl ; ar:affects :x .

:k1 a am:Contract ; rdfs:label "Halfjaar"@nl ; ar:party :m , :s1 ; ar:ends "2027-12-31"^^xsd:date ; ar:noticeMonths 6 ;
    ar:annualValueEuro 100 .
:k2 a am:Contract ; rdfs:label "Kwartaal"@nl ; ar:party :m , :regio ; ar:ends "2027-05-31"^^xsd:date ;
    ar:noticeMonths 3 ; ar:annualValueEuro 40 ; ar:renewalDecision :w1 .
:k3 a am:Contract ; rdfs:label "Te laat"@nl ; ar:ends "2027-01-31"^^xsd:date ; ar:noticeMonths 6 ;
    ar:annualValueEuro 7 .
:k4 a am:Contract ; rdfs:label "Zonder termijn"@nl ; ar:ends "2027-06-01"^^xsd:date .
:k5 a am:Contract ; rdfs:label "Zonder einde"@nl ; ar:annualValueEuro 5 .
:k6 a am:Contract ; rdfs:label "Voorbij"@nl ; ar:ends "2026-01-01"^^xsd:date ; ar:annualValueEuro 5 .
:k7 a am:Contract ; rdfs:label "Bijlage"@nl ; ar:ends "2027-06-01"^^xsd:date ; ar:annualValueEuro 0 .
:k8 a am:Contract ; rdfs:label "Veel later"@nl ; ar:ends "2035-06-01"^^xsd:date ; ar:annualValueEuro 3 .
"""

Opener = Callable[[str], Workspace]


@pytest.fixture
def opened(tmp_path: Path) -> Opener:
    """A function that opens a workspace of one file with this Turtle."""

    def open_it(turtle: str) -> Workspace:
        (tmp_path / "archrepo.toml").write_text(
            '[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
        )
        (tmp_path / "model.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return open_workspace(tmp_path, AS_OF)

    return open_it


@pytest.fixture
def town(opened: Opener) -> Workspace:
    """The town."""
    return opened(TOWN)
