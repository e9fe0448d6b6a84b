"""The figure of contracts tells which decisions are due before contracts end, and what they cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.charts import build_chart
from archrepo.charts.values import Calendar
from archrepo.metrics import contracts_ending
from archrepo.workspace import Workspace, open_workspace

_ROOT = Path(__file__).parent.parent
_DAY = date(2026, 11, 22)
_HEAD = """@prefix : <https://x.example/> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def town(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        '[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    facts = (
        ("Op tijd", "2028-11-22", "ar:noticeMonths 6 ; ar:annualValueEuro 10 ; ar:party :een , :twee"),
        ("Een dag te laat", "2028-11-23", "ar:noticeMonths 6 ; ar:annualValueEuro 500"),
        ("Besloten", "2028-01-01", "ar:noticeMonths 6 ; ar:annualValueEuro 700 ; ar:renewalDecision :project"),
        ("Zonder termijn", "2028-05-22", "ar:annualValueEuro 30"),
        ("Bijlage", "2028-01-01", "ar:noticeMonths 1 ; ar:annualValueEuro 0"),
    )
    contracts = "".join(
        f':k{number} a am:Contract ; rdfs:label "{name}"@nl ; ar:ends "{ends}"^^xsd:date ; {more} .\n'
        for number, (name, ends, more) in enumerate(facts)
    )
    (tmp_path / "model.ttl").write_text(_HEAD + contracts, encoding="utf-8")
    return open_workspace(tmp_path, _DAY)


def test_a_decision_is_due_on_the_last_day_of_notice_and_a_value_counts_once(town: Workspace) -> None:
    remark = contracts_ending(town).remark.nl.replace("\N{NO-BREAK SPACE}", " ")

    assert remark == (
        "samen € 30 per jaar; binnen 18 maanden moet u besluiten over 2 contracten, samen € 40 per jaar; "
        "het grootste: Zonder termijn, € 30, uiterlijk 22 mei 2028"
    )


def test_figure_of_the_sample_names_the_same_decisions_as_the_contract_calendar() -> None:
    town = open_workspace(_ROOT / "models/voorbeeldstad", _DAY)
    figure, chart = contracts_ending(town), build_chart(town, "contractkalender", {"months": "18"})

    assert isinstance(chart.figure, Calendar)
    entries = [one for period in chart.figure.periods for one in period.entries if not one.is_decided]
    assert [sum(one.euro or 0 for one in entries), len(entries)] == [1241000, 3]
    remark = figure.remark.nl.replace("\N{NO-BREAK SPACE}", " ")
    assert "moet u besluiten over 3 contracten, samen € 1.241.000 per jaar" in remark
    assert "Dienstverleningsovereenkomst omgevingsdienst, € 1.180.000, uiterlijk 31 december 2027" in remark
