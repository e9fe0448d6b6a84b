"""The change picture: between two models, days, plateaus and versions in git."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.diagrams.words import twin
from archrepo.errors import RequestFault
from archrepo.generated_views import build_view
from archrepo.language import Text
from archrepo.picturing.changing import change_picture
from archrepo.picturing.dating import Plateau
from archrepo.picturing.differences import Change, Side, differences
from archrepo.picturing.moments import find_moment, sides
from archrepo.picturing.seeing import Seeing, seen
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

ROOT = Path(__file__).parent.parent
BASE = "https://klein.example/id/"
HEAD = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
OLD = """
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:InUse ; ar:owner :x ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 100 ] ; am:serves :b .
:b a am:ApplicationComponent ; rdfs:label "B"@nl ; ar:lifecycle ar:InUse ; ar:cost [ ar:amountEuro 5 ; ar:year 2026 ] .
:c a am:ApplicationComponent ; rdfs:label "C"@nl .
:x a am:BusinessActor ; rdfs:label "Afdeling X"@nl .
"""
NEW = """
:a a am:ApplicationComponent ; rdfs:label "A"@nl ; ar:lifecycle ar:PhaseOut ;
    ar:cost [ ar:year 2026 ; ar:amountEuro 200 ] ; am:serves :b .
:b a am:ApplicationComponent ; rdfs:label "B"@nl ; ar:lifecycle ar:InUse ; ar:cost [ ar:year 2026 ; ar:amountEuro 5 ] .
:d a am:ApplicationComponent ; rdfs:label "D"@nl .
:x a am:BusinessActor ; rdfs:label "Afdeling X"@nl .
"""


def of_turtle(folder: Path, turtle: str) -> Workspace:
    folder.mkdir(exist_ok=True)
    (folder / "archrepo.toml").write_text(
        f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (folder / "model.ttl").write_text(HEAD + turtle)
    return open_workspace(folder, date(2026, 11, 22))


def side(workspace: Workspace, name: str) -> Side:
    return Side(workspace, Text.same(name), lambda _: True)


def test_differences_are_told_property_by_property(tmp_path: Path) -> None:
    old, new = of_turtle(tmp_path / "old", OLD), of_turtle(tmp_path / "new", NEW)

    found = differences(side(old, "toen"), side(new, "nu"))

    assert [(one.name.nl, one.change, [each.words.nl for each in one.properties]) for one in found.values()] == [
        (
            "A",
            Change.CHANGED,
            [
                "levensfase: In gebruik → Uitfaseren",
                "kosten: 2026 · 100 → 2026 · 200",
                "eigenaar: Afdeling X → niets",
            ],
        ),
        ("D", Change.NEW, []),
        ("C", Change.GONE, []),
    ]


def test_a_model_does_not_differ_from_itself(tmp_path: Path) -> None:
    old = of_turtle(tmp_path / "old", OLD)

    assert differences(side(old, "toen"), side(of_turtle(tmp_path / "again", OLD), "nu")) == {}
    assert differences(side(old, "toen"), side(old, "nu")) == {}


def box(name: str, parent: str | None = None) -> Box:
    return Box(name.casefold(), "ApplicationComponent", name, NamedNode(BASE + name.casefold()), parent=parent)


def test_change_picture_matches_boxes_groups_and_lines(tmp_path: Path) -> None:
    old, new = of_turtle(tmp_path / "old", OLD), of_turtle(tmp_path / "new", NEW)
    before = View(
        "v",
        "V",
        (Box("g", "Group", "Groep"), box("A", "g"), box("B", "g"), box("C", "g")),
        (Line("l1", "Serving", "a", "b"), Line("l2", "Flow", "c", "b")),
        "generated",
    )
    after = View(
        "v",
        "V",
        (Box("h", "Group", "Groep"), box("A", "h"), Box("k", "Group", "Ander"), box("B", "k"), box("D", "k")),
        (Line("l1", "Serving", "a", "b"), Line("l9", "Flow", "d", "b", label="bericht")),
        "generated",
    )
    changes = differences(side(old, "toen"), side(new, "nu"))

    view = change_picture(before, after, changes, (Text.same("toen"), Text.same("nu")))

    assert [(one.label, one.parent) for one in view.boxes] == [
        ("Groep", None),
        ("A\n~ gewijzigd", "h"),
        ("C\n− vervalt", "h"),
        ("Ander", None),
        ("B\n~ gewijzigd", "k"),
        ("D\n+ nieuw", "k"),
    ]
    assert [text.nl for _, text in view.colours] == [
        "+ nieuw (2)",
        "− vervalt (2)",
        "~ gewijzigd (2)",
        "= gelijk (1)",
    ]
    tips = {one.label.split("\n")[0]: one.tip for one in view.boxes}
    assert tips["A"].startswith("levensfase: In gebruik → Uitfaseren; kosten: ")
    assert tips["B"] == "staat in: Groep → Ander"
    assert [(one.kind, one.source, one.target, one.label) for one in view.lines] == [
        ("Serving", "a", "b", ""),
        ("Flow", "d", "b", "+ bericht"),
        ("Flow", "c", "b", "−"),
    ]
    assert isinstance(view.question, Text) and view.question.nl == "Wat verandert er tussen toen en nu?"


def test_parallel_lines_of_one_kind_are_kept_apart_by_their_words() -> None:
    def drawing(*labels: str) -> View:
        lines = tuple(Line(f"l{number}", "Association", "a", "b", label=label) for number, label in enumerate(labels))
        return View("v", "V", (box("A"), box("B")), lines, "generated")

    def told(before: View, after: View) -> list[str]:
        return [line.label for line in change_picture(before, after, {}, (Text.same("1"), Text.same("2"))).lines]

    assert told(drawing("eigenaar", "leverancier"), drawing("leverancier", "eigenaar")) == ["leverancier", "eigenaar"]
    assert told(drawing("eigenaar", "leverancier"), drawing("leverancier")) == ["leverancier", "− eigenaar"]
    assert told(drawing("eigenaar"), drawing("eigenaar", "eigenaar")) == ["eigenaar", "+ eigenaar"]
    assert told(drawing("bericht", "eigenaar"), drawing("eigenaar", "bestand")) == [
        "eigenaar",
        "~ (bericht → bestand)",
    ]


def test_a_plateau_is_named_whatever_its_capitals_and_an_exact_name_goes_first(tmp_path: Path) -> None:
    plateaus = """
:Over a am:Plateau ; rdfs:label "Stap een"@nl ; ar:date "2027-01-01"^^xsd:date ; am:aggregates :a .
:over a am:Plateau ; rdfs:label "Stap twee"@nl ; ar:date "2028-01-01"^^xsd:date ; am:aggregates :a .
:Straks a am:Plateau ; rdfs:label "Stap drie"@nl ; ar:date "2029-01-01"^^xsd:date ; am:aggregates :a .
:a a am:ApplicationComponent ; rdfs:label "A"@nl .
"""
    model = of_turtle(tmp_path / "model", plateaus)

    def named(text: str) -> str:
        moment = find_moment(model, text)
        assert isinstance(moment, Plateau)
        return moment.name.nl

    assert [named(text) for text in ("Straks", "straks", "Over", "over")] == [
        "Stap drie",
        "Stap drie",
        "Stap een",
        "Stap twee",
    ]


def test_change_that_is_not_on_the_view_is_counted_and_named(tmp_path: Path) -> None:
    old, new = of_turtle(tmp_path / "old", OLD), of_turtle(tmp_path / "new", NEW)
    view = View("v", "V", (box("A"),), (), "generated")

    seen_now = change_picture(view, view, differences(side(old, "1"), side(new, "2")), (Text.same("1"), Text.same("2")))

    assert [text.nl for text in seen_now.left_out] == [
        "Elders in het model: nieuw: 1 × applicatie; vervalt: 1 × applicatie."
    ]
    assert isinstance(seen_now.description, Text)
    assert seen_now.description.nl == "Gewijzigd (1): A. Elders nieuw: D. Elders vervalt: C."


def test_what_stays_is_faded_and_no_change_is_told() -> None:
    view = View("v", "V", (box("A"),), (), "generated")

    same = change_picture(view, view, {}, (Text.same("1"), Text.same("2")), "en")

    assert same.boxes[0].style.text == "#595959" and same.boxes[0].label == "A"
    assert [text.en for _, text in same.colours] == ["= the same (1)"]
    assert [text.en for text in same.left_out] == ["Nothing changes on this view."]


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(ROOT / "models/voorbeeldstad", date(2026, 11, 22))


def landscape(workspace: Workspace) -> View:
    return build_view(workspace, "landschap")


def changed(view: View) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in view.boxes:
        name, _, word = one.label.partition("\n")
        if word[:1] in "+−~" and word:
            found.setdefault(word, []).append(name)
    return {word: sorted(names) for word, names in found.items()}


def test_between_two_days(town: Workspace) -> None:
    view = seen(town, landscape, Seeing(between=("2026-11-22", "2029-01-01")))

    found = changed(view)
    assert found["+ nieuw"] == ["Publicatievoorziening Woo", "Zaakvoorziening"]
    assert {"Zaaksysteem", "Documentbeheersysteem"} <= set(found["− vervalt"])
    tips = {one.label.split("\n")[0]: one.tip for one in view.boxes}
    assert tips["Zaaksysteem"] == "vervangen door Zaakvoorziening"
    assert tips["Zaakvoorziening"] == "vervangt Zaaksysteem, Documentbeheersysteem"
    assert ("Verschil", "22 november 2026 → 1 januari 2029") in view.notes


def test_between_two_plateaus_by_name_and_by_place(town: Workspace) -> None:
    view = seen(town, landscape, Seeing(between=("baseline", "target")))

    found = changed(view)
    assert found["+ nieuw"] == ["Publicatievoorziening Woo", "Zaakvoorziening"]
    assert len(found["− vervalt"]) == 7
    again = seen(town, landscape, Seeing(between=("nu", "Doel 2030")))
    assert again == view


def test_moments_of_different_sorts_are_refused(town: Workspace) -> None:
    with pytest.raises(RequestFault, match="not of the same sort"), sides(town, "2026-01-01", "target"):
        pass


def test_unknown_moment_names_the_plateaus(town: Workspace) -> None:
    with pytest.raises(RequestFault) as fault:
        find_moment(town, "ooit")

    assert fault.value.remedy is not None and "nu, tussenstand-2028, doel-2030" in fault.value.remedy.nl


def test_wishes_that_do_not_go_together_are_refused(town: Workspace) -> None:
    with pytest.raises(RequestFault, match="its own colours"):
        seen(town, landscape, Seeing(between=("nu", "target"), colour="cost"))


def test_colour_day_and_folding_go_together(town: Workspace) -> None:
    asked = Seeing(colour="hosting", day=date(2028, 1, 1), folded=("*",))

    view = seen(town, lambda model: build_view(model, "landschap", language="en"), asked, "en")

    assert all(one.parent is None for one in view.boxes)
    assert any("inside" in one.label and "◊" in one.label for one in view.boxes)
    assert ("Reference date", "1 January 2028") in view.notes and ("As of", "22 November 2026") in view.notes
    assert ("Coloured by", "life cycle") not in view.notes and ("Colour", "hosting") in view.notes
    assert isinstance(view.question, Text) and view.question.en.endswith("(hosting)?")
    assert "× no longer there (1)" in [text.en for _, text in view.colours]


def test_nothing_asked_gives_the_picture_itself(town: Workspace) -> None:
    assert seen(town, landscape, Seeing()) == landscape(town)


def test_element_that_stands_twice_keeps_its_two_places() -> None:
    def twice(second: str) -> View:
        boxes = (box("A"), Box("a2", "ApplicationComponent", "A", NamedNode(BASE + "a")), box("B"), box("C"))
        return View("v", "V", boxes, (Line("l1", "Flow", "a", "b"), Line("l2", "Flow", "a2", second)), "generated")

    view = change_picture(twice("b"), twice("b"), {}, (Text.same("1"), Text.same("2")))

    assert [text.nl for _, text in view.colours] == ["= gelijk (6)"]


def test_words_begin_with_what_is_new_and_gone_on_the_picture(town: Workspace) -> None:
    view = seen(town, landscape, Seeing(between=("nu", "doel-2030")))

    told = twin(view, town.metamodel).sentences
    assert told[1].startswith("Nieuw (2): Publicatievoorziening Woo, Zaakvoorziening. Vervalt (7): ")
    assert told[1].index("Zaaksysteem") < told[1].index("Elders loopt af: ")
    ends = next(text.nl for text in view.left_out if text.nl.startswith("Elders in het model"))
    assert "× contract of afspraak" in ends and "loopt af: " in ends and "vervalt" not in ends
