"""A workbook that came back: only what a person changed means something, and nothing is guessed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from filled_workbooks import Filled, opened, proposal_of

from archrepo.amending import amended, write
from archrepo.exchange.workbook import read_landscape
from archrepo.landscape import Choices, Side, landscape, proposed
from archrepo.language import Text
from archrepo.reporting.amendment_text import amending, summary_lines
from archrepo.reporting.landscape_xlsx import landscape_xlsx
from archrepo.turtle import parse
from archrepo.vocabulary import CONTRACT, LABEL, SUPPLIER, TYPE, ar
from archrepo.workspace import Workspace

SYSTEM = ox.NamedNode("https://voorbeeldstad.example/id/zaaksysteem")
SERVICE = ox.NamedNode("https://voorbeeldstad.example/id/sla-zaakwerk")


@pytest.fixture(scope="module")
def shipped_town(exported_town: tuple[Workspace, bytes]) -> Workspace:
    return exported_town[0]


@pytest.fixture(scope="module")
def data(exported_town: tuple[Workspace, bytes]) -> bytes:
    return exported_town[1]


@pytest.fixture
def town(tmp_path: Path, shipped_town: Workspace) -> Workspace:
    shutil.copytree(shipped_town.root, tmp_path / "stad")
    return opened(tmp_path / "stad", shipped_town)


@pytest.fixture
def filled(data: bytes, tmp_path: Path) -> Filled:
    return Filled(data, tmp_path)


def values(workspace: Workspace, filled: Filled) -> dict[tuple[str, str], list[str]]:
    """Return the values that the workbook wants, by local names of subject and property."""
    proposal = proposal_of(workspace, filled)
    assert (proposal.faults, proposal.conflicts) == ((), ())
    return {
        (one.subject.value.rpartition("/")[2], predicate.value.rpartition("#")[2]): [str(value) for value in given]
        for one in proposal.amendments
        for predicate, given in one.values.items()
    }


def test_a_workbook_that_was_not_touched_means_nothing(shipped_town: Workspace, filled: Filled) -> None:
    proposal = proposal_of(shipped_town, filled)

    assert (proposal.amendments, proposal.gone, proposal.faults, proposal.remarks) == ((), (), (), ())


def test_what_means_the_same_is_no_change(shipped_town: Workspace, filled: Filled) -> None:
    filled.put("Applicaties", "zaaksysteem", "Naam", "  Zaaksysteem ")
    filled.put("Applicaties", "zaaksysteem", "Levensfase", "uitfaseren")
    filled.put("Applicaties", "zaaksysteem", "Aantal gebruikers", "410")
    filled.put("Applicaties", "zaaksysteem", "In gebruik vanaf", "1-5-2016")
    filled.put("Applicaties", "zaaksysteem", "Verwerkt persoonsgegevens", True)
    filled.put("Contracten", "sla-zaakwerk", "Beschikbaarheid in procent", "99,50")
    filled.put("Contracten", "sla-zaakwerk", "Partij", "Zaakwerk Voorbeeld B.V. ;gemeente voorbeeldstad;")

    assert values(shipped_town, filled) == {}


READ = (
    ("Eindigt op", "31-12-2028", '"2028-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("Eindigt op", "31 december 2028", '"2028-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("Eindigt op", date(2028, 12, 31), '"2028-12-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("Jaarwaarde in euro", "250.000,50", '"250000.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("Jaarwaarde in euro", 250000, '"250000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("Beschikbaarheid in procent", "99,9 %", '"99.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ("Opzegtermijn in maanden", " 12 ", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ("Auditbepaling", "Ja.", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ("Eigenaar", "Chief information officer", "<https://voorbeeldstad.example/id/cio>"),
    ("Eigenaar", "cio", "<https://voorbeeldstad.example/id/cio>"),
    ("Naam", "'s-Graven: SLA", '"\'s-Graven: SLA"@nl'),
)
UNREAD = (
    ("Eindigt op", "01/02/2028", "'01/02/2028' kan twee dagen zijn", "schrijf 2028-02-01 of 2028-01-02"),
    ("Eindigt op", "eind 2028", "'eind 2028' is geen datum", "schrijf de dag als 2026-11-22 of 22-11-2026"),
    ("Jaarwaarde in euro", "1.000", "'1.000' kan twee getallen zijn: 1 of 1000", "schrijf 1 of 1000"),
    ("Jaarwaarde in euro", "veel", "'veel' past hier niet", "schrijf een getal, zoals 99,5"),
    ("Opzegtermijn in maanden", 1.5, "'1.5' past hier niet", "schrijf een heel getal, zoals 12"),
    ("Auditbepaling", "misschien", "'misschien' past hier niet", "schrijf ja of nee"),
    ("Soort contract", "Licensie", "niets in het model heet 'Licensie'", "bedoelt u 'Licentie'?"),
    ("Soort contract", "SLA", "niets in het model heet 'SLA'", "bedoelt u 'Afspraak over serviceniveau (SLA)'?"),
    ("Soort contract", "Qqqq", "niets in het model heet 'Qqqq'", "kies uit de lijst in de cel"),
    ("Naam", None, "de naam is leeg", "vul een naam in, of haal de hele rij weg"),
    ("Jaarwaarde in euro", "=1+1", "deze formule heeft geen opgeslagen uitkomst", "schrijf de waarde zelf"),
    ("Jaarwaarde in euro", "#REF!", "deze cel toont een fout", "schrijf de waarde zelf"),
)


def test_a_cell_is_read_as_a_person_types_it(shipped_town: Workspace, filled: Filled) -> None:
    for number, (heading, typed, _) in enumerate(READ):
        filled.put("Contracten", _contract(filled, number), heading, typed)

    found = list(values(shipped_town, filled).values())
    assert sorted(wanted for _, _, wanted in READ) == sorted(
        one for given in found for one in given if one in {wanted for _, _, wanted in READ}
    )


def test_a_cell_that_cannot_be_read_is_told_with_its_place_and_remedy(shipped_town: Workspace, filled: Filled) -> None:
    told = {
        filled.put("Contracten", _contract(filled, number), heading, typed): (said, remedy)
        for number, (heading, typed, said, remedy) in enumerate(UNREAD)
    }
    proposal = proposal_of(shipped_town, filled)

    assert {one.place: (one.text.nl, one.remedy.nl) for one in proposal.faults} == told
    assert proposal.amendments == ()


def _contract(filled: Filled, number: int) -> str:
    """Return the key of a contract, another one for each number."""
    return str(filled.sheet("Contracten").cell(number + 2, 1).value)


def test_an_emptied_cell_takes_the_fact_out_and_a_name_in_one_language_leaves_the_other(
    shipped_town: Workspace, filled: Filled
) -> None:
    filled.put("Applicaties", "zaaksysteem", "Uit gebruik vanaf", None)
    filled.put("Applicaties", "zaaksysteem", "Naam (Engels)", "Cases")

    assert values(shipped_town, filled) == {
        ("zaaksysteem", "outOfUse"): [],
        ("zaaksysteem", "label"): ['"Zaaksysteem"@nl', '"Cases"@en'],
    }


def test_a_new_row_becomes_an_element_that_other_sheets_can_name(town: Workspace, filled: Filled) -> None:
    filled.add("Leveranciers", Naam="Nieuw & Soft B.V.", Land_van_vestiging="Nederland")
    filled.add("Applicaties", Naam="Zaaksysteem 2", Leverancier="nieuw & soft b.v.", Levensfase="Gepland")
    proposal = proposal_of(town, filled)
    write(town, amended(town, proposal.amendments, new_file=proposal.new_files).changes)

    after = opened(town.root, town)
    made = after.find("Zaaksysteem 2")
    (supplier,) = after.model.objects(made, ar("supplier"))
    assert after.model.objects(supplier, TYPE) == (SUPPLIER,)
    assert set(proposal.new_files.values()) == {
        "baseline/organisation.ttl",
        "baseline/applications/applications-added.ttl",
    }
    assert proposal_of(after, filled).amendments == ()


def test_a_name_in_use_elsewhere_gives_another_iri(shipped_town: Workspace, filled: Filled) -> None:
    filled.add("Contracten", Naam="Zaaksysteem")

    (new,) = proposal_of(shipped_town, filled).new_files
    assert new.value == "https://voorbeeldstad.example/id/zaaksysteem-2"


def test_two_rows_of_one_name_are_told_and_not_guessed(shipped_town: Workspace, filled: Filled) -> None:
    first = filled.add("Leveranciers", Naam="Tweeling B.V.")
    filled.add("Leveranciers", Naam="tweeling b.v.")
    filled.add("Contracten", Naam="SLA burgerzaken")
    proposal = proposal_of(shipped_town, filled)

    assert [one.place.partition("!")[0] for one in proposal.faults] == ["Contracten", "Leveranciers", "Leveranciers"]
    assert proposal.faults[0].text.nl == "er is al een rij met de naam 'SLA burgerzaken' (sla-burgerlijn)"
    assert proposal.faults[1].place == f"Leveranciers!A{first}"
    assert proposal.amendments == ()


def test_a_key_that_is_copied_or_made_up_is_told(shipped_town: Workspace, filled: Filled) -> None:
    filled.add("Contracten", Kenmerk="sla-zaakwerk", Naam="Kopie")
    filled.add("Contracten", Kenmerk="verzonnen", Naam="Verzonnen")

    said = [one.text.nl for one in proposal_of(shipped_town, filled).faults]
    assert said == [
        f"het kenmerk sla-zaakwerk staat ook in Contracten!A{filled.row('Contracten', 'sla-zaakwerk')}",
        "het kenmerk 'verzonnen' staat niet in de export",
    ]


def test_a_row_that_is_gone_is_proposed_and_what_points_to_it_goes_along(town: Workspace, filled: Filled) -> None:
    filled.take_out("Contracten", "sla-zaakwerk")
    proposal = proposal_of(town, filled)
    result = amended(town, proposal.amendments, removed=proposal.gone)

    assert (proposal.gone, proposal.amendments) == ((SERVICE,), ())
    assert (SYSTEM, ar("contract"), SERVICE) in result.pointing
    (change,) = result.changes
    assert not any(triple[0] == SERVICE for triple in parse(change.after.encode(), ""))
    taken = amending(town, proposal, removals=True, is_decided=False)
    summary = list(summary_lines(town, taken, "nl"))
    assert taken.may_be_written and taken.result.pointing == ()
    assert not any(SERVICE in triple for one in taken.result.changes for triple in parse(one.after.encode(), ""))
    assert any("sla-zaakwerk" in line for one in taken.result.changes for line in one.lines() if line.startswith("-"))
    assert not any("wijst er nog naar" in line for line in summary)


def test_rows_and_columns_may_be_moved_and_a_column_or_sheet_left_out(shipped_town: Workspace, filled: Filled) -> None:
    sheet = filled.sheet("Contracten")
    sheet.move_range(f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}", rows=2, cols=1)
    sheet["A1"] = "Lijst van afdeling inkoop"
    filled.sheet("Applicaties").delete_cols(filled.column("Applicaties", "Omschrijving"))
    filled.sheet("Applicaties").insert_cols(2)
    filled.sheet("Applicaties")["B1"] = "Opmerking"
    del filled.book["Gegevensstromen"]
    proposal = proposal_of(shipped_town, filled)

    assert (proposal.amendments, proposal.gone, proposal.faults) == ((), (), ())
    assert [one.nl for one in proposal.remarks] == [
        "Applicaties!B1: de kolom 'Opmerking' is niet uit de export en wordt niet gelezen",
        "het blad Gegevensstromen staat niet in de werkmap, of mist zijn kenmerken; zijn rijen blijven zo",
    ]


def test_where_the_model_changed_too_a_person_chooses(town: Workspace, filled: Filled) -> None:
    place = filled.put("Applicaties", "zaaksysteem", "Aantal gebruikers", 512)
    filled.put("Applicaties", "zaaksysteem", "Belang", "Kritisch")
    path = town.root / "baseline/applications/dienstverlening.ttl"
    path.write_text(path.read_text("utf-8").replace("ar:users 410", "ar:users 600"), "utf-8")
    later = opened(town.root, town)

    read = read_landscape(filled.save())
    sides: tuple[Side, ...] = ("", "model", "workbook")
    undecided, model, workbook = (proposed(later, read, Choices(side)) for side in sides)
    (conflict,) = undecided.conflicts
    texts = (conflict.exported, conflict.file, conflict.model)
    assert (conflict.place, *texts) == (place, *map(Text.same, ("410", "512", "600")))
    assert undecided.amendments == model.amendments
    ((amendment),) = model.amendments
    assert list(amendment.values) == [ar("criticality")]
    assert list(workbook.amendments[0].values) == [ar("users"), ar("criticality")]


def test_what_the_model_changed_alone_stays(town: Workspace, filled: Filled) -> None:
    path = town.root / "baseline/applications/dienstverlening.ttl"
    text = path.read_text("utf-8").replace("ar:users 410", "ar:users 600").replace('"Zaaksysteem"@nl', '"Zaken"@nl')
    path.write_text(text, "utf-8")
    filled.put("Applicaties", "zaaksysteem", "Aantal gebruikers", 410.0)
    filled.put("Contracten", "sla-burgerlijn", "Dekt", "Zaaksysteem")

    later = opened(town.root, town)
    proposal = proposal_of(later, filled)
    assert proposal.conflicts == ()
    assert [(one.subject.value.rpartition("/")[2], list(one.values.values())) for one in proposal.amendments] == [
        ("sla-burgerlijn", [[SYSTEM]])
    ]


def test_a_changed_element_that_left_the_model_is_a_conflict(town: Workspace, filled: Filled) -> None:
    filled.put("Contracten", "sla-zaakwerk", "Naam", "Andere naam")
    write(town, amended(town, [], removed=[SERVICE]).changes)
    later = opened(town.root, town)

    proposal = proposal_of(later, filled, "workbook")
    assert [one.model.nl for one in proposal.conflicts] == [""]
    assert proposal.amendments == ()


def test_a_flow_without_a_name_is_called_after_its_ends(town: Workspace, filled: Filled) -> None:
    filled.add("Gegevensstromen", Bron="Zaaksysteem", Doel="Financieel systeem", Versleuteld="ja")
    proposal = proposal_of(town, filled)
    write(town, amended(town, proposal.amendments, new_file=proposal.new_files).changes)

    after = opened(town.root, town)
    (flow,) = proposal.new_files
    assert flow.value.endswith("/zaaksysteem-financieel-systeem")
    assert after.relations.by_node[flow].source == SYSTEM
    assert after.model.objects(flow, LABEL) == ()


def test_a_cell_that_does_not_show_all_cannot_be_changed(town: Workspace, tmp_path: Path) -> None:
    path = town.root / "baseline/contracts.ttl"
    more = '\n:sla-zaakwerk ar:covers [ ar:year 2026 ] ; rdfs:label "Tweede naam"@nl .\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    later = opened(town.root, town)
    filled = Filled(landscape_xlsx(landscape(later, "nl")), tmp_path)
    filled.put("Contracten", "sla-zaakwerk", "Dekt", "Zaaksysteem")
    filled.put("Contracten", "sla-zaakwerk", "Naam", "Eerste naam")

    first, second = proposal_of(later, filled).faults
    assert first.remedy.nl == second.remedy.nl == "verander dit feit in het Turtle-bestand"
    assert later.model.objects(SERVICE, TYPE) == (CONTRACT,)
