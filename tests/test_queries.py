"""Saved questions: their header, their parameters, and their answers on the example municipality."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.queries import ask, cell_text, find_query, questions_about, read_query, saved_queries
from archrepo.vocabulary import XSD
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent
HEADER = "# title@nl: Titel\n# title@en: Title\n# question@nl: Wat?\n# question@en: What?\n"
NAMES = ["C04", "C05", "C09", "C11", "C13", "C15", "C17", "C19", "C21", "C27", "C30", "C31", "C33"]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


def small(folder: Path, turtle: str, as_of: date = date(2026, 11, 22)) -> Workspace:
    """A workspace of one file."""
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Proef"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    prefixes = (
        "@prefix : <https://x.example/> .\n@prefix am: <https://purl.org/archimate#> .\n"
        "@prefix ar: <https://w3id.org/archrepo/def#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix principle: <https://w3id.org/archrepo/principle/> .\n"
        "@prefix prop: <https://w3id.org/archrepo/property/> .\n"
        "@prefix std: <https://w3id.org/archrepo/standard/> .\n"
    )
    (folder / "model.ttl").write_text(prefixes + turtle, encoding="utf-8")
    return open_workspace(folder, as_of)


def answer(workspace: Workspace, name: str, **parameters: str) -> list[tuple[str, ...]]:
    """The rows of a saved question as Dutch words."""
    table = ask(workspace, find_query(name), parameters)
    return [tuple(cell_text(workspace, cell) for cell in row) for row in table.rows]


def test_shipped_questions_are_these() -> None:
    assert [query.name for query in saved_queries()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_both_languages_and_a_heading_for_each_column(workspace: Workspace, name: str) -> None:
    query = find_query(name)

    table = ask(workspace, query, {each.name: each.example for each in query.parameters})

    assert query.title.nl and query.title.en and query.question.nl.endswith("?") and query.question.en.endswith("?")
    assert query.audience in {"sturen", "architectuur", "toetsen"}
    assert [column.name for column in table.columns] == [column.name for column in query.columns]


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_the_same_rows_twice(workspace: Workspace, name: str) -> None:
    query = find_query(name)
    examples = {each.name: each.example for each in query.parameters}

    assert ask(workspace, query, examples) == ask(workspace, query, examples)


def test_question_is_found_whatever_its_capitals() -> None:
    assert find_query("c17").name == "C17"


def test_unknown_question_lists_the_known_ones() -> None:
    with pytest.raises(RequestFault) as caught:
        find_query("C99")

    assert caught.value.remedy is not None and "C17" in caught.value.remedy.nl


@pytest.mark.parametrize(
    ("given", "words"),
    [({}, "ontbreekt"), ({"year": "vorig jaar"}, "past niet"), ({"year": "2026", "maand": "1"}, "kent 'maand' niet")],
)
def test_wrong_parameter_is_refused_in_words(workspace: Workspace, given: dict[str, str], words: str) -> None:
    with pytest.raises(RequestFault) as caught:
        ask(workspace, find_query("C17"), given)

    assert words in caught.value.text.nl


def test_parameter_is_a_value_and_never_a_piece_of_query(workspace: Workspace) -> None:
    query = read_query(
        HEADER + '# parameter: name text "x" "Naam" "Name"\nSELECT ?found WHERE { BIND(?name AS ?found) } # ?name', "q"
    )
    evil = '" . } } DROP ALL ; SELECT * WHERE { ?s ?p "'

    table = ask(workspace, query, {"name": evil})

    assert table.rows == ((ox.Literal(evil.strip()),),)


@pytest.mark.parametrize("line", ["# title@nl:", '# column: a "b', "# parameter: a nonsense b c d"])
def test_broken_header_is_a_clear_fault(line: str) -> None:
    header = HEADER.replace("# title@nl: Titel", line) if "title" in line else HEADER + line

    with pytest.raises(ConfigurationFault):
        read_query(header + "\nSELECT * WHERE { ?s ?p ?o }", "q")


def test_question_that_is_no_sparql_is_a_clear_fault(workspace: Workspace) -> None:
    with pytest.raises(ConfigurationFault, match="not SPARQL"):
        ask(workspace, read_query(HEADER + "SELECT nonsense", "q"))


def test_cells_are_words_in_the_language_of_the_reader(workspace: Workspace) -> None:
    truth = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    price = ox.Literal("1234.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))

    assert [cell_text(workspace, cell) for cell in (None, truth, price)] == ["", "ja", "1234,50"]
    assert [cell_text(workspace, cell, "en") for cell in (None, truth, price)] == ["", "yes", "1234.50"]


@pytest.mark.parametrize("text", ["veel", "NaN"])
def test_a_cell_that_is_no_number_stays_as_it_is_written(workspace: Workspace, text: str) -> None:
    cell = ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))

    assert cell_text(workspace, cell).casefold() == text.casefold()


def test_c04_names_the_owner_and_every_application_that_holds_the_datum(workspace: Workspace) -> None:
    rows = answer(workspace, "C04", data="persoonsgegevens")

    assert {(row[0], row[1]) for row in rows} == {("Persoonsgegevens van inwoners", "Publiekszaken")}
    assert ("Burgerzakensysteem", "schrijft") in {(row[2], row[3]) for row in rows}


def test_c04_also_lists_a_datum_that_no_application_holds(tmp_path: Path) -> None:
    workspace = small(tmp_path, ':d a am:DataObject ; rdfs:label "Wees"@nl .')

    assert answer(workspace, "C04") == [("Wees", "", "", "leest", "")]


def test_c05_follows_the_data_through_a_gateway(workspace: Workspace) -> None:
    rows = answer(workspace, "C05", registration="ar:BRP")

    systems = {(row[2], row[3]) for row in rows}
    assert ("", "Burgerzakensysteem") in systems
    assert ("API-gateway", "Inwonerportaal") in systems


def test_c09_finds_what_a_processing_lacks(tmp_path: Path) -> None:
    workspace = small(
        tmp_path,
        ':v a ar:Processing ; rdfs:label "Verwerking"@nl ; ar:purpose "doel"@nl ; ar:retention "P1Y"^^xsd:duration ; '
        "ar:dpiaRequired true .",
    )

    assert [row[:2] for row in answer(workspace, "C09")] == [
        ("Verwerking", workspace.label(ox.NamedNode("https://w3id.org/archrepo/def#dpiaDate"))),
        ("Verwerking", workspace.label(ox.NamedNode("https://w3id.org/archrepo/def#legalBasis"))),
    ]


def test_c15_leaves_out_what_has_ended(tmp_path: Path) -> None:
    workspace = small(
        tmp_path,
        "".join(
            f':a{i} a am:ApplicationComponent ; rdfs:label "A{i}"@nl ; ar:referenceComponent :r ; '
            f"ar:lifecycle {phase} .\n"
            for i, phase in enumerate(("ar:InUse", "ar:InUse", "ar:Ended"))
        ),
    )

    assert [(row[1], row[2]) for row in answer(workspace, "C15")] == [("2", "A0"), ("2", "A1")]


def test_c17_rows_add_up_to_all_costs_and_share_them_evenly(tmp_path: Path) -> None:
    workspace = small(
        tmp_path,
        ":m a ar:Municipality ; ar:population [ ar:year 2026 ; rdf:value 100 ] .\n"
        ':d1 a am:Grouping ; rdfs:label "Een"@nl ; am:aggregates :p1 . :d2 a am:Grouping ; rdfs:label "Twee"@nl ; '
        "am:aggregates :p2 , :p3 .\n"
        ":p1 a am:BusinessProcess . :p2 a am:BusinessProcess . :p3 a am:BusinessProcess .\n"
        ":a a am:ApplicationComponent ; am:serves :p1 , :p2 , :p3 ; ar:cost [ ar:year 2026 ; ar:amountEuro 1000 ] , "
        "[ ar:year 2026 ; ar:amountEuro 600 ] , [ ar:year 2025 ; ar:amountEuro 9999 ] .\n"
        ":b a am:ApplicationComponent ; ar:cost [ ar:year 2026 ; ar:amountEuro 50 ] .\n",
    )

    assert answer(workspace, "C17", year="2026") == [
        ("Een", "1", "800,00", "8,00"),
        ("Twee", "1", "800,00", "8,00"),
        ("", "1", "50,00", "0,50"),
    ]


def test_c17_adds_up_on_the_example_municipality(workspace: Workspace) -> None:
    rows = ask(workspace, find_query("C17"), {"year": "2026"}).rows
    costs = workspace.graph.sparql(
        "PREFIX ar: <https://w3id.org/archrepo/def#> SELECT (SUM(?e) AS ?sum) "
        "WHERE { ?c ar:cost [ ar:year 2026 ; ar:amountEuro ?e ] }"
    ).rows[0][0]

    assert costs is not None
    assert sum(float(row[2].value) for row in rows if row[2]) == pytest.approx(float(costs.value))


@pytest.mark.parametrize(("months", "found"), [("3", []), ("4", ["Net binnen"]), ("5", ["Net binnen", "Net erbuiten"])])
def test_c19_counts_months_to_the_day(tmp_path: Path, months: str, found: list[str]) -> None:
    workspace = small(
        tmp_path,
        ':a a am:Contract ; rdfs:label "Net binnen"@nl ; ar:ends "2027-03-22"^^xsd:date ; ar:noticeMonths 3 .\n'
        ':b a am:Contract ; rdfs:label "Net erbuiten"@nl ; ar:ends "2027-03-23"^^xsd:date .\n'
        ':c a am:Contract ; rdfs:label "Besloten"@nl ; ar:ends "2027-01-01"^^xsd:date ; ar:renewalDecision :w .\n'
        ':d a am:Contract ; rdfs:label "Voorbij"@nl ; ar:ends "2026-01-01"^^xsd:date .\n',
    )

    rows = answer(workspace, "C19", months=months)

    assert [row[0] for row in rows] == found
    assert all(row[2] == "2026-12-22" for row in rows if row[0] == "Net binnen")


def test_c21_shows_what_is_past_and_what_follows(workspace: Workspace) -> None:
    rows = answer(workspace, "C21", months="24")

    assert ("Reserveringssysteem vergaderzalen", "2026-03-31", "ja") in [row[:3] for row in rows]
    assert ("Documentbeheersysteem", "Zaakvoorziening") in [(row[0], row[4]) for row in rows]


def test_c27_finds_a_service_that_is_digital_only(workspace: Workspace) -> None:
    assert [row[:3] for row in answer(workspace, "C27")] == [("Een subsidie aanvragen", "ja", "nee")]


def test_c31_asks_for_an_agreement_only_across_the_border(tmp_path: Path) -> None:
    workspace = small(
        tmp_path,
        ":a a am:ApplicationComponent . :b a am:ApplicationComponent .\n"
        ":in a am:Flow ; am:source :a ; am:target :b ; ar:standard :s ; ar:encrypted true .\n"
        ":out a am:Flow ; am:source :a ; am:target :b ; ar:standard :s ; ar:encrypted false ; "
        "ar:crossesOrganisation true .\n",
    )

    assert [(row[0], row[3], row[4]) for row in answer(workspace, "C31")] == [
        ("out", workspace.label(ox.NamedNode("https://w3id.org/archrepo/def#contract")), "ja"),
        ("out", workspace.label(ox.NamedNode("https://w3id.org/archrepo/def#encrypted")), "ja"),
    ]


def test_c33_shows_the_parties_of_the_omgevingswet_chain(workspace: Workspace) -> None:
    rows = answer(workspace, "C33", start="dso-lv")

    assert {"Omgevingsdienst Voorbeeldregio", "Ruimte en wonen"} <= {row[0] for row in rows} | {row[2] for row in rows}
    assert all(row[4] for row in rows)


PLAIN_FLOWS = """
    :brp a am:ApplicationComponent ; rdfs:label "BRP"@nl ; ar:baseRegistration ar:BRP ; am:flowsTo :zaak , :belasting .
    :zaak a am:ApplicationComponent ; rdfs:label "Zaaksysteem"@nl .
    :belasting a am:ApplicationComponent ; rdfs:label "Belastingsysteem"@nl .
    :f a am:Flow ; rdfs:label "Levering"@nl ; am:source :brp ; am:target :zaak ; ar:encrypted true ; ar:standard :stuf .
    :stuf a am:Constraint ; rdfs:label "StUF"@nl .
"""


def test_c05_and_c33_hold_a_flow_written_as_a_plain_triple_and_each_flow_once(tmp_path: Path) -> None:
    workspace = small(tmp_path, PLAIN_FLOWS)

    assert [row[3] for row in answer(workspace, "C05")] == ["Belastingsysteem", "Zaaksysteem"]
    assert [(row[1], row[3], row[4]) for row in answer(workspace, "C33", start="brp")] == [
        ("BRP", "Belastingsysteem", ""),
        ("BRP", "Zaaksysteem", "Levering"),
    ]


def test_c31_says_that_a_plain_flow_lacks_a_standard_and_encryption(tmp_path: Path) -> None:
    rows = answer(small(tmp_path, PLAIN_FLOWS), "C31")

    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("BRP", "Belastingsysteem", "versleuteld"),
        ("BRP", "Belastingsysteem", "standaard"),
    ]


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("zaaksysteem", ["C11", "C13", "C30", "C33"]),
        ("persoonsgegevens", ["C04"]),
        ("publiekszaken", []),
    ],
)
def test_a_thing_is_offered_the_questions_that_fit_it(workspace: Workspace, name: str, offered: list[str]) -> None:
    thing = workspace.find(name)

    found = questions_about(workspace.graph, thing, saved_queries())

    assert [query.name for query, _ in found] == offered
    assert all(ask(workspace, query, {parameter.name: thing.value}).rows for query, parameter in found)
