"""The figures for management, against answers reckoned by hand on a town of four applications."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from given_verdicts import verdicts_on
from the_knowledge import sample_town, shipped_book

from archrepo.charts import build_chart, list_charts, named_chart
from archrepo.charts.quarters import Quarter, months_earlier
from archrepo.charts.supplier_shares import concentration
from archrepo.charts.values import (
    UNLISTED,
    Bars,
    Calendar,
    Heat,
    Portfolio,
    Shares,
    Timeline,
    Treemap,
)
from archrepo.diagrams.charts.colours import fact_look
from archrepo.errors import RequestFault
from archrepo.principles import PrincipleBook
from archrepo.workspace import Workspace, open_workspace

NAMES = [
    "contractkalender",
    "kosten-per-inwoner",
    "kostenkaart",
    "leveranciers",
    "naleving",
    "portfolio",
    "routekaart",
    "veranderlast",
]


@pytest.fixture(scope="module")
def book() -> PrincipleBook:
    return shipped_book()


@pytest.fixture(scope="module")
def voorbeeldstad() -> Workspace:
    return sample_town()


def test_shipped_charts_are_these_and_say_how_they_are_counted() -> None:
    charts = list_charts()

    assert [query.name for query in charts] == NAMES
    for query in charts:
        assert all(query.mark(f"{name}@{tongue}") for name in ("formula", "missing") for tongue in ("nl", "en"))
    assert named_chart("Portfolio") is not None
    assert named_chart("zoiets") is None


def test_cost_is_shared_evenly_over_domains_and_adds_up(town: Workspace) -> None:
    chart = build_chart(town, "kostenkaart")

    assert isinstance(chart.figure, Treemap)
    assert [(one.name.words, one.euro) for one in chart.figure.branches] == [
        ("Twee", Decimal(1150)),
        ("Een", Decimal(800)),
        ("nergens bij", Decimal(50)),
    ]
    assert chart.figure.total == sum(tile.euro for one in chart.figure.branches for tile in one.tiles) == 2000
    assert chart.left_out == ("Applicaties waarvan voor dit jaar geen kosten bekend zijn: 1.",)


def test_cost_of_another_year_is_that_of_that_year(town: Workspace) -> None:
    chart = build_chart(town, "kostenkaart", {"year": "2025", "by": "ar:supplier"})

    assert isinstance(chart.figure, Treemap)
    assert [(one.name.words, one.euro) for one in chart.figure.branches] == [("Groot B.V.", Decimal(9999))]


def test_cost_for_each_resident_is_compared_with_published_means_of_municipalities_as_large(town: Workspace) -> None:
    chart = build_chart(town, "kosten-per-inwoner")

    assert isinstance(chart.figure, Bars)
    assert [(bar.name.words, bar.value) for bar in chart.figure.ours] == [
        ("Twee", Decimal("11.5")),
        ("Een", Decimal(8)),
        ("nergens bij", Decimal("0.5")),
    ]
    assert chart.figure.total is not None
    assert (chart.figure.total.value, chart.figure.total.euro) == (Decimal(20), Decimal(2000))
    # The accounts include what no application has, so they are what others are compared with; the newest stands there.
    assert [(bar.name.words, bar.value, bar.euro) for bar in chart.figure.accounts] == [
        ("jaarrekening 2026", Decimal(25), Decimal(2500))
    ]
    assert [(bar.year, bar.value) for bar in chart.figure.others] == [(2018, Decimal(84)), (2019, Decimal(86))]
    assert all(bar.source.startswith("https://") for bar in chart.figure.others)


def test_a_year_without_residents_has_no_bar_and_says_so(town: Workspace) -> None:
    chart = build_chart(town, "kosten-per-inwoner", {"by": "ar:ByYear"})

    assert isinstance(chart.figure, Bars)
    assert [(bar.year, bar.value) for bar in chart.figure.ours] == [(2026, Decimal(20))]
    assert [bar.year for bar in chart.figure.others] == [2013, 2014, 2016, 2018, 2019]
    assert [bar.year for bar in chart.figure.accounts] == [2026]
    assert chart.left_out == (
        "Van 2024 is het aantal inwoners of een bedrag niet bekend.",
        "Van 2025 is het aantal inwoners of een bedrag niet bekend.",
    )


def test_by_year_shows_the_year_that_is_asked_for(opened: Callable[[str], Workspace]) -> None:
    town = opened(
        ":m a ar:Municipality ; ar:population [ ar:year 2025 ; rdf:value 50 ] , [ ar:year 2026 ; rdf:value 50 ] .\n"
        ":a a am:ApplicationComponent ; ar:cost [ ar:year 2025 ; ar:amountEuro 100 ] , "
        "[ ar:year 2026 ; ar:amountEuro 700 ] .\n"
    )

    one = build_chart(town, "kosten-per-inwoner", {"by": "ar:ByYear", "year": "2025"})
    both = build_chart(town, "kosten-per-inwoner", {"by": "ar:ByYear"})

    assert isinstance(one.figure, Bars)
    assert [(bar.year, bar.euro) for bar in one.figure.ours] == [(2025, Decimal(100))]
    assert one.counts == ("samen €\N{NO-BREAK SPACE}100",)
    assert both.counts == ("2 jaren",)


def test_annual_accounts_alone_are_enough_for_a_picture(opened: Callable[[str], Workspace]) -> None:
    chart = build_chart(
        opened(
            ":m a ar:Municipality ; ar:population [ ar:year 2025 ; rdf:value 50 ] ;\n"
            "    ar:ictAccounts [ ar:year 2025 ; ar:amountEuro 4000 ] .\n"
        ),
        "kosten-per-inwoner",
    )

    assert isinstance(chart.figure, Bars)
    assert (chart.figure.ours, chart.figure.total, chart.counts) == ((), None, ())
    assert [bar.value for bar in chart.figure.accounts] == [Decimal(80)]


def test_concentration_is_the_sum_of_the_squares_of_the_shares(town: Workspace) -> None:
    chart = build_chart(town, "leveranciers")

    assert isinstance(chart.figure, Shares)
    # 80, 17.5 and 2.5 percent: 6400 + 306.25 + 6.25 = 6712.5, to the even number.
    assert (chart.figure.index, chart.figure.index_words) == (6712, "sterk geconcentreerd")
    assert [one.percent for one in chart.figure.largest] == [Decimal(80), Decimal("17.5"), Decimal("2.5")]
    assert (chart.figure.top_three, chart.figure.suppliers) == (Decimal(100), 3)
    assert [(one.name.words, one.percent) for one in chart.figure.unknown] == [("Zonder bedrag B.V.", None)]
    assert [one.critical for one in chart.figure.largest] == [1, 0, 0]
    assert (concentration([Decimal(100)]), concentration([Decimal(25)] * 4), concentration([])) == (10000, 2500, 0)


def test_suppliers_beyond_the_top_stand_together(town: Workspace) -> None:
    chart = build_chart(town, "leveranciers", {"top": "1"})

    assert isinstance(chart.figure, Shares)
    assert [one.name.words for one in chart.figure.largest] == ["Groot B.V."]
    assert chart.figure.rest is not None
    assert (chart.figure.rest.percent, chart.figure.rest.applications) == (Decimal(20), 2)


def test_by_contract_those_who_supply_no_application_are_told_apart(town: Workspace) -> None:
    chart = build_chart(town, "leveranciers", {"by": "ar:annualValueEuro"})

    assert isinstance(chart.figure, Shares)
    assert [(one.name.words, one.euro) for one in chart.figure.largest] == [("Groot B.V.", Decimal(100))]
    assert "die geen applicatie leveren: 1, samen €\N{NO-BREAK SPACE}40 per jaar." in chart.left_out[0]


def test_load_of_change_is_that_of_the_busiest_day_and_never_more_people_than_there_are(town: Workspace) -> None:
    chart = build_chart(town, "veranderlast", {"quarters": "4"})

    assert isinstance(chart.figure, Heat)
    x, y = chart.figure.rows
    # The first change ends the day before the second begins, so the first quarter of 2027 never holds both.
    assert [(cell.load, cell.percent) for cell in x.cells] == [(10, 25), (30, 75), (30, 75), (0, 0)]
    assert [[part.words for part in cell.changes] for cell in x.cells] == [["Eerste"], ["Tweede"], ["Tweede"], []]
    assert [(cell.load, cell.percent) for cell in y.cells] == [(30, None), (30, None), (0, None), (0, None)]
    assert chart.left_out == (
        "Zonder afdeling, aantal mensen, zwaarte of data telt niet mee: Vaag.",
        "Niet bekend is wat deze aankunnen: Afdeling Y.",
    )


def test_changes_that_run_on_one_day_are_added_up(opened: Callable[[str], Workspace]) -> None:
    chart = build_chart(
        opened(
            ":x a ar:Department ; ar:staff 10 ; ar:changeCapacityPeople 10 .\n"
            ":w a am:WorkPackage ; ar:affects :x ; ar:peopleAffected 5 ; ar:changeWeight ar:Light ;\n"
            '    ar:starts "2026-01-01"^^xsd:date ; ar:ends "2026-12-15"^^xsd:date .\n'
            ":v a am:WorkPackage ; ar:affects :x ; ar:peopleAffected 4 ; ar:changeWeight ar:Medium ;\n"
            '    ar:starts "2026-12-15"^^xsd:date ; ar:ends "2027-01-15"^^xsd:date .\n'
        ),
        "veranderlast",
        {"quarters": "2"},
    )

    assert isinstance(chart.figure, Heat)
    assert [(cell.load, cell.percent) for cell in chart.figure.rows[0].cells] == [(13, 130), (8, 80)]
    assert "1 × meer dan de afdeling aankan: x 2026 K4" in chart.counts


def test_calendar_goes_by_the_last_day_to_give_notice(town: Workspace) -> None:
    chart = build_chart(town, "contractkalender", {"months": "12"})

    assert isinstance(chart.figure, Calendar)
    shown = [
        (period.quarter, [(entry.name.words, entry.notice) for entry in period.entries])
        for period in chart.figure.periods
    ]
    assert shown == [
        (None, [("Te laat", date(2026, 7, 31))]),
        (Quarter(2026, 4), []),
        (Quarter(2027, 1), [("Kwartaal", date(2027, 2, 28))]),
        (Quarter(2027, 2), [("Zonder termijn", date(2027, 6, 1)), ("Halfjaar", date(2027, 6, 30))]),
        (Quarter(2027, 3), []),
        (Quarter(2027, 4), []),
    ]
    assert [(one.open_euro, one.decided_euro) for one in chart.figure.periods][2:4] == [(0, 40), (100, 0)]
    assert chart.left_out == (
        "Contracten met waarde nul, zoals verwerkersovereenkomsten: 1.",
        "Contracten zonder einddatum: 1.",
        "Contracten zonder opzegtermijn, waar de einddatum zelf staat: 2.",
        "Contracten waarover pas na 22 november 2027 wordt beslist: 1, samen €\N{NO-BREAK SPACE}3 per jaar.",
    )


def test_calendar_ends_on_the_day_that_is_asked_for(town: Workspace) -> None:
    chart = build_chart(town, "contractkalender", {"months": "4"})

    # The fourth month ends on 22 March: the contract of 28 February is in, those of June are not.
    assert isinstance(chart.figure, Calendar)
    names = [entry.name.words for period in chart.figure.periods for entry in period.entries]
    assert names == ["Te laat", "Kwartaal"]
    assert any(told.startswith("Contracten waarover pas na 22 maart 2027 wordt beslist: 3") for told in chart.left_out)
    six = build_chart(town, "contractkalender", {"months": "6"})
    assert isinstance(six.figure, Calendar)
    assert six.figure.periods[-1].entries == ()


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2027, 1, 15), 12, date(2026, 1, 15)),
        (date(2027, 1, 1), 1, date(2026, 12, 1)),
        (date(2026, 11, 22), -36, date(2029, 11, 22)),
    ],
)
def test_months_earlier_keeps_to_the_month(day: date, months: int, earlier: date) -> None:
    assert months_earlier(day, months) == earlier


def test_quarters_follow_each_other() -> None:
    assert [Quarter.of(date(2026, month, 1)).number for month in (1, 3, 4, 12)] == [1, 1, 2, 4]
    assert Quarter(2026, 4).later(1) == Quarter(2027, 1)
    assert Quarter(2026, 1).later(-3) == Quarter(2025, 2)
    assert (Quarter(2027, 1).first, Quarter(2027, 1).last) == (date(2027, 1, 1), date(2027, 3, 31))
    assert (Quarter(2027, 1).words("nl"), Quarter(2027, 1).words("en")) == ("2027 K1", "2027 Q1")


def test_portfolio_puts_each_application_in_a_band_or_apart(town: Workspace) -> None:
    chart = build_chart(town, "portfolio")

    assert isinstance(chart.figure, Portfolio)
    assert (chart.figure.x.bands[0], chart.figure.y.bands[2]) == ("al voorbij", "2 of 3 processen")
    # Support of the map ends a day short of three years: still the band of two to four.
    assert {one.name.words: (one.column, one.row, one.euro) for one in chart.figure.bubbles} == {
        "Zaaksysteem": (0, 2, Decimal(1600)),
        "Kaart": (2, 1, Decimal(350)),
        "Losse app": (None, 0, Decimal(50)),
        "Duister": (None, 0, None),
    }


def test_roadmap_puts_what_ends_in_one_quarter_together(town: Workspace) -> None:
    chart = build_chart(town, "routekaart")

    assert isinstance(chart.figure, Timeline)
    assert (chart.figure.first, chart.figure.last) == (date(2026, 4, 1), date(2031, 9, 30))
    lanes = {lane.name.words: lane for lane in chart.figure.lanes}
    assert [span.name.words for span in lanes["Project"].bars] == ["Eerste", "Tweede"]
    moments = [(one.day, [span.name.words for span in one.members]) for one in lanes["Contract loopt af"].moments]
    assert moments == [
        (date(2027, 1, 31), ["Te laat"]),
        (date(2027, 5, 31), ["Kwartaal", "Zonder termijn"]),
        (date(2027, 12, 31), ["Halfjaar"]),
    ]
    assert chart.left_out == (
        "1 × Project: geen einddatum bekend.",
        "1 × Contract loopt af: geen einddatum bekend.",
        "2 × Einde ondersteuning: geen einddatum bekend.",
        "2 × Contract loopt af: buiten deze jaren.",
        "Contracten met waarde nul, zoals verwerkersovereenkomsten: 1.",
    )


def test_roadmap_by_domain_has_milestones_first_and_what_spans_domains_apart(voorbeeldstad: Workspace) -> None:
    chart = build_chart(voorbeeldstad, "routekaart", {"by": "ar:domain"})

    assert isinstance(chart.figure, Timeline)
    names = [lane.name.words for lane in chart.figure.lanes]
    assert names[0] == "Mijlpaal"
    assert names[-2:] == ["Meer dan één domein", "Zonder domein"]
    assert chart.figure.kinds == ("Mijlpaal", "Project", "Proef", "Contract loopt af", "Einde ondersteuning")


@pytest.mark.parametrize("name", NAMES)
def test_a_model_without_the_facts_gives_no_figure_and_says_which_are_needed(
    opened: Callable[[str], Workspace], book: PrincipleBook, name: str
) -> None:
    empty = opened("")

    chart = build_chart(empty, name, judge=verdicts_on(book))

    assert chart.figure is None
    assert "ar:" in chart.missing.nl
    assert "ar:" in chart.missing.en


@pytest.fixture(scope="module")
def gemma(gemma_folder: Path) -> Workspace:
    return open_workspace(gemma_folder, date(2026, 11, 22))


@pytest.mark.parametrize("name", NAMES)
def test_the_national_model_gives_no_figure_of_what_only_a_municipality_knows(
    gemma: Workspace, book: PrincipleBook, name: str
) -> None:
    chart = build_chart(gemma, name, judge=verdicts_on(book))

    assert chart.figure is None


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("portfolio", {"x": "ar:BRP"}, "ar:BRP"),
        ("portfolio", {"z": "1"}, "'z'"),
        ("veranderlast", {"quarters": "veel"}, "veel"),
        ("zoiets", {}, "zoiets"),
    ],
)
def test_a_wrong_value_is_refused_in_words(town: Workspace, name: str, given: dict[str, str], words: str) -> None:
    with pytest.raises(RequestFault) as fault:
        build_chart(town, name, given)

    assert words in fault.value.text.nl
    assert fault.value.remedy is not None


@pytest.mark.parametrize("number", ["0", "-5", "999999999999999999999"])
def test_a_number_that_no_picture_can_show_is_refused_with_the_range(town: Workspace, number: str) -> None:
    for name, parameter, most in (
        ("veranderlast", "quarters", 16),
        ("routekaart", "years", 15),
        ("contractkalender", "months", 120),
        ("leveranciers", "top", 30),
    ):
        with pytest.raises(RequestFault) as fault:
            build_chart(town, name, {parameter: number})

        assert fault.value.remedy is not None
        assert fault.value.remedy.nl == f"geef een heel getal van 1 tot en met {most}"


def test_a_value_that_the_ontology_does_not_have_is_none_of_its_own(opened: Callable[[str], Workspace]) -> None:
    turtle = "".join(
        f":a{number} a am:ApplicationComponent ; ar:lifecycle {value} ; ar:cost [ ar:year 2026 ; ar:amountEuro 9 ] .\n"
        for number, value in enumerate(("ar:Planned", "ar:Bestaatniet", '"in gebruik"'))
    )

    chart = build_chart(opened(turtle), "kostenkaart")

    assert isinstance(chart.figure, Treemap)
    facts = [tile.fact for branch in chart.figure.branches for tile in branch.tiles]
    assert [(fact.words, fact.place == UNLISTED) for fact in facts] == [
        ("Gepland", False),
        ("onbekende waarde", True),
        ("onbekende waarde", True),
    ]
    assert fact_look(facts[0]) != fact_look(facts[1])


def test_an_amount_that_is_none_is_never_drawn(opened: Callable[[str], Workspace]) -> None:
    strange = '"NaN"^^xsd:double', '"INF"^^xsd:double', "-5", '"veel"', "1e40"
    turtle = "".join(
        f":a{place} a am:ApplicationComponent ; ar:lifecycle ar:InUse ; "
        f"ar:cost [ ar:year 2026 ; ar:amountEuro {one} ] .\n"
        for place, one in enumerate(strange)
    )

    assert build_chart(opened(turtle), "kostenkaart").figure is None
