"""The dependence on suppliers: whose money it is, which amounts count, and when nothing can be concluded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from archrepo.charts import Chart, build_chart
from archrepo.charts.values import Shares, Treemap
from archrepo.diagrams.charts import chart_scene, chart_twin
from archrepo.diagrams.scene import Words
from archrepo.generated_views import build_view
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent.parent
Opener = Callable[[str], Workspace]

SUPPLIERS = """
:s1 a ar:Supplier ; rdfs:label "Groot B.V."@nl .
:s2 a ar:Supplier ; rdfs:label "Klein B.V."@nl .
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:InUse ; ar:supplier :s1 ;
    ar:criticality ar:Critical ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 300 ] .
:b a am:ApplicationComponent ; rdfs:label "B"@nl ; ar:lifecycle ar:InUse ; ar:supplier :s1 , :s2 ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 100 ] .
:net a am:CommunicationNetwork ; rdfs:label "Net"@nl ; ar:supplier :s1 ; ar:cost [ ar:year 2026 ; ar:amountEuro 900 ] .
:own a am:ApplicationComponent ; rdfs:label "Zelf gemaakt"@nl ; ar:lifecycle ar:InUse ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 50 ] .
"""
WATER_BOARD = """
:board a am:BusinessActor ; rdfs:label "Waterschap"@nl .
:other a am:BusinessActor ; rdfs:label "Buur"@nl .
:k1 a am:Contract ; rdfs:label "Eerste"@nl ; ar:party :board , :s1 ; ar:annualValueEuro 70 .
:k2 a am:Contract ; rdfs:label "Tweede"@nl ; ar:party :board , :other ; ar:annualValueEuro 30 .
:k3 a am:Contract ; rdfs:label "Volgend jaar"@nl ; ar:party :board , :s1 ; ar:annualValueEuro 5000 ;
    ar:starts "2027-01-01"^^xsd:date .
"""


def shares_of(chart: Chart) -> Shares:
    assert isinstance(chart.figure, Shares)
    return chart.figure


def told(chart: Chart) -> str:
    return " ".join(item.text for item in chart_scene(chart).items if isinstance(item, Words))


def test_only_applications_count_and_the_total_is_that_of_the_cost_map(opened: Opener) -> None:
    town = opened(SUPPLIERS)

    chart, cost = build_chart(town, "leveranciers"), build_chart(town, "kostenkaart", {"by": "ar:supplier"})

    found = shares_of(chart)
    assert [(one.name.words, one.euro, one.applications) for one in found.largest] == [
        ("Groot B.V.", Decimal(350), 2),
        ("Klein B.V.", Decimal(50), 1),
    ]
    assert "Applicaties zonder leverancier: 1, samen €\N{NO-BREAK SPACE}50 per jaar." in chart.left_out
    assert isinstance(cost.figure, Treemap)
    assert cost.figure.total == found.total + 50
    assert "Kosten van wat geen applicatie is: 1 onderdelen, samen €\N{NO-BREAK SPACE}900." in cost.left_out


def test_totals_of_the_example_agree_with_its_cost_map() -> None:
    town = open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))

    cost = build_chart(town, "kostenkaart").figure

    assert isinstance(cost, Treemap)
    assert shares_of(build_chart(town, "leveranciers")).total == cost.total


def test_contract_that_has_not_begun_is_no_money_now(opened: Opener) -> None:
    chart = build_chart(opened(SUPPLIERS + WATER_BOARD), "leveranciers", {"by": "ar:annualValueEuro"})

    assert [(one.name.words, one.euro) for one in shares_of(chart).largest] == [("Groot B.V.", Decimal(70))]
    assert "Contracten die nog niet zijn ingegaan: 1, samen €\N{NO-BREAK SPACE}5.000 per jaar." in chart.left_out


def test_own_organisation_is_no_party_that_it_pays_also_when_it_is_no_municipality(opened: Opener) -> None:
    town = opened(SUPPLIERS + WATER_BOARD)

    chart = build_chart(town, "leveranciers", {"by": "ar:annualValueEuro"})
    view = build_view(town, "organisaties")

    assert any("die geen applicatie leveren: 1, samen €\N{NO-BREAK SPACE}30 per jaar." in one for one in chart.left_out)
    assert "Waterschap" not in [box.label for box in view.boxes]
    assert {"Groot B.V.", "Buur"} <= {box.label for box in view.boxes}


def test_nothing_is_concluded_when_most_amounts_are_missing(opened: Opener) -> None:
    many = "".join(
        f':t{n} a ar:Supplier ; rdfs:label "Stil {n} B.V."@nl .\n'
        f":x{n} a am:ApplicationComponent ; ar:lifecycle ar:InUse ; ar:supplier :t{n} .\n"
        for n in range(15)
    )

    chart = build_chart(opened(SUPPLIERS + many), "leveranciers")

    found = shares_of(chart)
    assert (found.index, found.index_words) == (None, "")
    assert any("van 15 van de 17 leveranciers is geen bedrag bekend" in one for one in chart.left_out)
    assert any(one.endswith("en nog 3.") for one in chart.left_out)
    assert "te weinig bedragen bekend" in told(chart)
    assert not any(sentence.startswith("De concentratie-index (HHI) is") for sentence in chart_twin(chart).sentences)


def test_three_largest_are_three_however_few_are_drawn(opened: Opener) -> None:
    more = """
:s3 a ar:Supplier ; rdfs:label "Derde"@nl .
:c a am:ApplicationComponent ; ar:lifecycle ar:InUse ; ar:supplier :s3 ; ar:criticality ar:Critical ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 20 ] .
"""
    chart = build_chart(opened(SUPPLIERS + more), "leveranciers", {"top": "1"})

    assert (shares_of(chart).critical, shares_of(chart).critical_at_three) == (2, 2)
    assert "van 2 kritieke applicaties" in told(chart)


def test_one_critical_application_is_one_and_none_is_not_in_the_legend(opened: Opener) -> None:
    one = build_chart(opened(SUPPLIERS), "leveranciers")
    none = build_chart(opened(SUPPLIERS.replace("ar:criticality ar:Critical ;", "")), "leveranciers")

    assert "van 1 kritieke applicatie" in told(one)
    assert "van 1 kritieke applicaties" not in told(one)
    assert "kritieke applicatie " not in f"{told(none)} ".replace("van 0 kritieke", "")


def test_a_name_that_ends_in_a_full_stop_gets_no_second(town: Workspace) -> None:
    chart = build_chart(town, "leveranciers")

    assert chart.left_out == ("Geen bedrag bekend van: Zonder bedrag B.V.",)
