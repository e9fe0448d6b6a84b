"""Each view that is made from the model has exactly the boxes and lines that a small town calls for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.findings import Judgement, Report, Verdict
from archrepo.generated_views import build_view
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace

_NBSP = "\N{NO-BREAK SPACE}"
TOWN = Path(__file__).parent / "town.ttl"


def open_town(folder: Path, turtle: str) -> Workspace:
    (folder / "archrepo.toml").write_text(
        '[workspace]\nname = "Gehucht"\nbase = "https://x.example/"\n[files]\nmodel = ["*.ttl"]\n', encoding="utf-8"
    )
    (folder / "model.ttl").write_text(turtle, encoding="utf-8")
    return open_workspace(folder, date(2026, 11, 22))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_town(tmp_path_factory.mktemp("town"), TOWN.read_text(encoding="utf-8"))


def boxes_of(view: View) -> set[str]:
    """Return the path of each box: the first lines of the labels, outermost first."""
    by_key = {box.key: box for box in view.boxes}
    found = set()
    for box in view.boxes:
        path = [box.label.split("\n")[0]]
        while box.parent is not None:
            box = by_key[box.parent]
            path.insert(0, box.label.split("\n")[0])
        found.add(" > ".join(path))
    return found


def lines_of(view: View) -> set[tuple[str, str, str, str]]:
    labels = {box.key: box.label.split("\n")[0] for box in view.boxes}
    return {(labels[line.source], line.kind, labels[line.target], line.label) for line in view.lines}


def told(view: View) -> dict[str, list[str]]:
    """Return what stands under the name of each box that has more than a name."""
    lines = {box.label.split("\n")[0]: box.label.split("\n")[1:] for box in view.boxes}
    return {name: under for name, under in lines.items() if under}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("ar:domain", {"Bevolking", "Bevolking > Baliesysteem", "Bevolking > Grafboek"}),
        (
            "am:BusinessFunction",
            {"Bijhouden", "Bijhouden > Baliesysteem", "Zonder bedrijfsfunctie", "Zonder bedrijfsfunctie > Grafboek"},
        ),
        ("ar:owner", {"Burgerzaken", "Burgerzaken > Baliesysteem", "ICT", "ICT > Grafboek"}),
        (
            "ar:supplier",
            {"Maker B.V.", "Maker B.V. > Baliesysteem", "Zonder leverancier", "Zonder leverancier > Grafboek"},
        ),
    ],
)
def test_landscape_groups_the_running_applications(town: Workspace, by: str, expected: set[str]) -> None:
    view = build_view(town, "landschap", {"by": by})

    assert boxes_of(view) == expected
    assert told(view) == {"Baliesysteem": ["● In gebruik"], "Grafboek": ["▲ Uitfaseren"]}
    assert view.left_out == ()


def test_functions_stand_in_the_function_above_them(tmp_path: Path) -> None:
    more = ':alles a am:BusinessFunction ; rdfs:label "Uitvoering"@nl ; am:aggregates :werk , :leeg .\n'
    more += ':leeg a am:BusinessFunction ; rdfs:label "Leeg"@nl .\n'

    view = build_view(
        open_town(tmp_path, TOWN.read_text(encoding="utf-8") + more), "landschap", {"by": "am:BusinessFunction"}
    )

    assert "Uitvoering > Bijhouden > Baliesysteem" in boxes_of(view)
    assert not any("Leeg" in path for path in boxes_of(view))


FLOW = ("BRP", "Flow", "Baliesysteem", "Persoonsgegevens\nAansluiting")
COPY = ("Baliesysteem", "Flow", "Grafboek", "Persoonsgegevens")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("balie", {FLOW, COPY}),
        ("brp", {FLOW}),
        ("gegevens", {FLOW, COPY}),
        ("persoon", {FLOW, COPY}),
        ("inschrijven", {FLOW, COPY}),
        ("begraven", {COPY}),
        ("rijk", {FLOW}),
        ("maker", {FLOW, COPY}),
        ("ict", {COPY}),
    ],
)
@pytest.mark.parametrize("name", ["gegevensstromen", "keten"])
def test_flows_are_shown_around_anything(
    town: Workspace, name: str, start: str, expected: set[tuple[str, str, str, str]]
) -> None:
    assert lines_of(build_view(town, name, {"start": start})) == expected


def test_two_steps_show_the_flows_of_the_neighbours(town: Workspace) -> None:
    assert lines_of(build_view(town, "gegevensstromen", {"start": "brp", "hops": "2"})) == {FLOW, COPY}


def test_chain_puts_each_system_in_the_box_of_its_party(town: Workspace) -> None:
    view = build_view(town, "keten", {"start": "balie"})

    assert boxes_of(view) == {"Gehucht", "Gehucht > Baliesysteem", "Gehucht > Grafboek", "Het Rijk", "Het Rijk > BRP"}


def test_processes_stand_in_their_domain_with_what_sets_them_going(town: Workspace) -> None:
    view = build_view(town, "processen")

    assert boxes_of(view) == {"Bevolking", "Bevolking > Inschrijven", "Bevolking > Begraven"}
    assert lines_of(view) == {("Inschrijven", "Triggering", "Begraven", "")}
    assert view.left_out[0].nl == "Aantal processen dat geen ander proces in gang zet en er niet bij staat: 1."


def test_processes_of_one_domain_show_the_data_that_they_share(town: Workspace) -> None:
    view = build_view(town, "processen", {"domain": "domein"})

    assert lines_of(view) == {
        ("Inschrijven", "Triggering", "Begraven", ""),
        ("Inschrijven", "Access", "Persoon", ""),
        ("Begraven", "Access", "Persoon", ""),
    }
    assert "Graf" not in boxes_of(view)
    assert "er niet bij staat: 1." in view.left_out[0].nl


def test_service_is_followed_down_to_the_technology(town: Workspace) -> None:
    view = build_view(town, "dienst", {"service": "verhuizen"})

    assert boxes_of(view) == {
        "Dienst",
        "Dienst > Verhuizen",
        "Proces en rol",
        "Proces en rol > Inschrijven",
        "Proces en rol > Ambtenaar",
        "Applicaties",
        "Applicaties > Baliesysteem",
        "Techniek en leveranciers",
        "Techniek en leveranciers > Server",
        "Techniek en leveranciers > Maker B.V.",
    }
    assert lines_of(view) == {
        ("Inschrijven", "Realization", "Verhuizen", ""),
        ("Ambtenaar", "Assignment", "Inschrijven", ""),
        ("Baliesysteem", "Serving", "Inschrijven", ""),
        ("Server", "Serving", "Baliesysteem", ""),
        ("Baliesysteem", "Association", "Maker B.V.", ""),
    }
    assert told(view) == {"Verhuizen": ["voor: inwoners", "via: balie"], "Inschrijven": ["met: Persoon"]}


def test_use_of_a_base_registration_says_how(town: Workspace) -> None:
    view = build_view(town, "basisregistraties")

    register = "Basisregistratie Personen (BRP)"
    assert boxes_of(view) == {register, f"{register} > Baliesysteem", f"{register} > Grafboek"}
    assert told(view) == {
        "Baliesysteem": ["● vraagt bij de bron"],
        "Grafboek": ["langs Baliesysteem", "□ houdt een kopie"],
    }


def test_use_of_a_base_registration_by_processes(town: Workspace) -> None:
    view = build_view(town, "basisregistraties", {"who": "am:BusinessProcess", "register": "ar:BRP"})

    assert told(view) == {"Inschrijven": ["● vraagt bij de bron"], "Begraven": ["□ houdt een kopie"]}


def test_register_that_nobody_uses_is_empty_and_says_why(town: Workspace) -> None:
    view = build_view(town, "basisregistraties", {"register": "ar:WOZ"})

    assert view.boxes == ()
    assert "ar:authenticIn" in view.left_out[1].nl


def test_contracts_stand_in_their_organisation_with_their_end(town: Workspace) -> None:
    view = build_view(town, "organisaties")

    assert boxes_of(view) == {
        "Leverancier",
        "Leverancier > Maker B.V.",
        "Leverancier > Maker B.V. > SLA balie",
        "Overheidsorganisatie",
        "Overheidsorganisatie > Het Rijk",
        "Overheidsorganisatie > Het Rijk > Aansluiting",
    }
    assert told(view) == {
        "SLA balie": [
            "tot en met 31 maart 2027",
            f"€{_NBSP}12.500 per jaar",
            "▲ loopt binnen anderhalf jaar af, geen besluit",
        ],
        "Aansluiting": ["■ zonder einddatum"],
    }


def test_contracts_of_one_organisation_say_what_they_cover(town: Workspace) -> None:
    view = build_view(town, "organisaties", {"organisation": "maker"})

    assert boxes_of(view) == {"Maker B.V.", "Maker B.V. > SLA balie"}
    assert "dekt Baliesysteem" in told(view)["SLA balie"]


def test_motivation_goes_from_why_to_principle_and_with_a_goal_down_to_what_realises_it(town: Workspace) -> None:
    whole = build_view(town, "motivatie")
    one = build_view(town, "motivatie", {"goal": "doel"})

    above = {("Wet", "Influence", "Juiste gegevens", ""), ("Bij de bron", "Realization", "Juiste gegevens", "")}
    assert lines_of(whole) == above
    assert "Aantal eisen dat er niet bij staat: 1." in whole.left_out[0].nl
    assert lines_of(one) == above | {
        ("Uit de BRP", "Realization", "Bij de bron", ""),
        ("Baliesysteem", "Realization", "Uit de BRP", ""),
        ("Proef", "Realization", "Juiste gegevens", ""),
    }
    assert one.left_out == ()


@pytest.mark.parametrize(
    ("colour", "counting", "predicting"),
    [
        ("am:ApplicationComponent", ["● één applicatie"], ["○ geen applicatie"]),
        ("ar:cost", [f"€{_NBSP}120.000 per jaar", f"●● €{_NBSP}100.000 tot €{_NBSP}250.000"], ["○ geen kosten bekend"]),
    ],
)
def test_capabilities_are_coloured_by_what_realises_them(
    town: Workspace, colour: str, counting: list[str], predicting: list[str]
) -> None:
    view = build_view(town, "capabilities", {"measure": colour})

    assert boxes_of(view) == {"Weten", "Weten > Tellen", "Weten > Voorspellen"}
    assert told(view) == {"Tellen": counting, "Voorspellen": predicting}
    assert "am:realizes" in view.left_out[0].nl


def test_cost_of_an_application_that_carries_two_capabilities_is_shared_and_adds_up(tmp_path: Path) -> None:
    more = (
        ":werk am:realizes :voorspellen .\n"
        ':los-app a am:ApplicationComponent ; ar:cost [ ar:year 2026 ; ar:amountEuro 7000 ] ; rdfs:label "Los"@nl .\n'
    )
    model = open_town(tmp_path, TOWN.read_text(encoding="utf-8") + more)

    view = build_view(model, "capabilities", {"measure": "ar:cost"})

    assert told(view)["Tellen"][0] == told(view)["Voorspellen"][0] == f"€{_NBSP}60.000 per jaar"
    assert "geen capability dragen: 1, samen €\N{NO-BREAK SPACE}7.000 per jaar." in view.left_out[0].nl
    assert any(name == "Zo is het gerekend" and "gelijk deel" in words for name, words in view.notes)


def test_a_contract_with_two_other_parties_counts_once_in_the_legend(tmp_path: Path) -> None:
    more = (
        ':drie a am:Contract ; rdfs:label "Samen"@nl ; '
        'ar:party :gemeente , :maker , :rijk ; ar:ends "2020-01-01"^^xsd:date .\n'
    )
    model = open_town(tmp_path, TOWN.read_text(encoding="utf-8") + more)

    view = build_view(model, "organisaties")

    assert [box.label.split("\n")[0] for box in view.boxes].count("Samen") == 2
    assert "● verlopen (1)" in [
        words.nl.replace("■", "●").replace("□", "●").replace("▼", "●") for _, words in view.colours
    ]


def test_data_stand_with_their_owner_and_once(town: Workspace) -> None:
    view = build_view(town, "informatie")

    assert boxes_of(view) == {"Burgerzaken", "Burgerzaken > Persoonsgegevens"}
    assert told(view) == {"Persoonsgegevens": ["bewaakt door ambtenaar", "authentiek in BRP", "●● 2 midden"]}
    assert view.left_out[0].nl == "Aantal gegevens zonder eigenaar (ar:owner), dat er niet bij staat: 1."


def test_plateaus_say_what_goes_and_what_stays_is_counted(town: Workspace) -> None:
    view = build_view(town, "plateaus")

    assert boxes_of(view) == {"Nu", "Straks", "Straks > Grafboek", "Straks > Opruimen"}
    assert lines_of(view) == {("Nu", "Triggering", "Straks", "")}
    assert told(view)["Grafboek"] == ["□ verdwijnt"]
    assert "er niet bij staat: 1." in view.left_out[0].nl


def test_pilots_tell_their_days_and_that_nobody_decided(town: Workspace) -> None:
    view = build_view(town, "proeven")

    assert told(view) == {"Proef": ["1 januari 2026 tot en met 30 juni 2026", "□ afgelopen zonder besluit"]}
    assert lines_of(view) == {
        ("Proef", "Realization", "Juiste gegevens", ""),
        ("Proef", "Association", "Baliesysteem", ""),
    }


def test_a_model_of_many_goals_shows_the_goals_alone_until_one_is_chosen(tmp_path: Path) -> None:
    many = "".join(f':d{number} a am:Goal ; rdfs:label "Doel {number}"@nl .\n' for number in range(20))
    model = open_town(tmp_path, TOWN.read_text(encoding="utf-8") + many)

    whole, one = build_view(model, "motivatie"), build_view(model, "motivatie", {"goal": "doel"})

    assert (len(whole.boxes), whole.lines, whole.arrangement) == (22, (), "nested")
    assert any(text.nl.endswith("voor één plaat: 2.") for text in whole.left_out)
    assert len(one.lines) == 5


def test_capabilities_are_coloured_by_the_principles_that_are_broken(town: Workspace) -> None:
    elements = {name: town.find(name).value for name in ("balie", "grafboek")}
    report = Report(
        (),
        (
            Judgement("GOV-02", elements["balie"], Verdict.BROKEN),
            Judgement("LCM-01", elements["balie"], Verdict.BROKEN),
            Judgement("STD-02", elements["balie"], Verdict.BROKEN),
            Judgement("STD-03", elements["balie"], Verdict.MET),
        ),
    )

    view = build_view(town, "capabilities", {"measure": "ar:ColourByCompliance"}, judge=lambda: report)

    assert told(view) == {
        "Tellen": ["3 keer geschonden", "●●● drie tot en met vijf"],
        "Voorspellen": ["○ geen applicatie"],
    }


def test_a_view_that_counts_no_verdicts_does_not_judge_the_model(town: Workspace) -> None:
    def judge() -> Report:
        raise AssertionError("nobody asked for a verdict")

    assert build_view(town, "capabilities", judge=judge).boxes
