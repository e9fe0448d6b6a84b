"""Focus on one element, over the model and within a view; and groups of a view folded into one box."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.picturing.collapsing import collapsed, find_groups, groups
from archrepo.picturing.focusing import Direction, focused, focused_in, parsed_direction
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

BASE = "https://klein.example/id/"
TURTLE = f"""@prefix : <{BASE}> .
@prefix am: <https://purl.org/archimate#> .
@prefix ar: <https://w3id.org/archrepo/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:app a am:ApplicationComponent ; rdfs:label "App"@nl ; am:serves :proces ; am:flowsTo :ander ; am:reads :gegeven ;
    ar:owner :afdeling .
:server a am:Node ; rdfs:label "Server"@nl ; am:serves :app .
:stroom a am:Device ; rdfs:label "Stroom"@nl ; am:serves :server .
:proces a am:BusinessProcess ; rdfs:label "Proces"@nl ; am:triggers :vervolg .
:vervolg a am:BusinessProcess ; rdfs:label "Vervolg"@nl .
:ander a am:ApplicationComponent ; rdfs:label "Ander"@nl ; am:serves :vervolg .
:gegeven a am:DataObject ; rdfs:label "Gegeven"@nl .
:afdeling a am:BusinessActor ; rdfs:label "Afdeling"@nl .
:knoop a am:AndJunction .
:begin a am:BusinessEvent ; rdfs:label "Begin"@nl ; am:triggers :knoop .
:knoop am:triggers :proces .
"""


@pytest.fixture
def klein(tmp_path: Path) -> Workspace:
    (tmp_path / "archrepo.toml").write_text(
        f'[workspace]\nname = "Klein"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n'
    )
    (tmp_path / "model.ttl").write_text(TURTLE)
    return open_workspace(tmp_path, date(2026, 11, 22))


def node(name: str) -> NamedNode:
    return NamedNode(BASE + name)


CASES: list[tuple[int, Direction, set[str]]] = [
    (1, "out", {"app", "proces", "ander", "gegeven", "afdeling"}),
    (1, "in", {"app", "server"}),
    (2, "in", {"app", "server", "stroom"}),
    (1, "both", {"app", "proces", "ander", "gegeven", "afdeling", "server"}),
    # What the application cannot do without: the server that serves it and the data it reads; not what it serves.
    (1, "needs", {"app", "server", "gegeven"}),
    (2, "needs", {"app", "server", "gegeven", "stroom"}),
    (1, "needed-by", {"app", "proces", "ander"}),
    (2, "needed-by", {"app", "proces", "ander", "vervolg"}),
]


@pytest.mark.parametrize(("hops", "direction", "expected"), CASES)
def test_focus_follows_the_direction(klein: Workspace, hops: int, direction: Direction, expected: set[str]) -> None:
    view = focused(klein, node("app"), hops, direction)

    assert {box.key for box in view.boxes} == expected
    assert view.boxes[0].key == "app" and view.boxes[0].style.line_width == 3


def test_what_lies_beyond_is_counted_on_the_border_and_explained(klein: Workspace) -> None:
    view = focused(klein, node("app"), 1, "needed-by")

    assert {box.label for box in view.boxes} == {"App", "Proces\n+1", "Ander\n(wordt geraakt)"}
    assert [text.nl for text in view.left_out] == [
        "Een getal als +7 in een vak: zoveel liggen er verder, buiten deze plaat."
    ]
    assert focused(klein, node("app"), 2, "needed-by").left_out == ()


def test_a_kind_of_relation_can_be_left_out_by_class_label_or_property(klein: Workspace) -> None:
    for name in ("Serving", "bediening", "Serving "):
        assert "proces" not in {box.key for box in focused(klein, node("app"), 1, "out", leave_out=[name]).boxes}
    left = focused(klein, node("app"), 1, "out", leave_out=["ar:owner"])

    assert {box.key for box in left.boxes} == {"app", "proces", "ander", "gegeven"}
    with pytest.raises(RequestFault, match="no relation is called 'Vriendschap'"):
        focused(klein, node("app"), leave_out=["Vriendschap"])


def test_a_junction_is_no_step(klein: Workspace) -> None:
    view = focused(klein, node("proces"), 1, "in")

    assert {box.key for box in view.boxes} == {"proces", "app", "knoop", "begin"}
    assert next(box for box in view.boxes if box.key == "knoop").label == ""


def test_only_the_relations_along_which_the_steps_go_are_drawn(klein: Workspace) -> None:
    near = focused(klein, node("vervolg"), 1, "in")
    view = focused(klein, node("app"), 2, "needed-by")

    assert {(line.source, line.target) for line in near.lines} == {("proces", "vervolg"), ("ander", "vervolg")}
    ends = {(line.kind, line.source, line.target, line.label) for line in view.lines}
    assert ends == {
        ("Serving", "app", "proces", ""),
        ("Flow", "app", "ander", ""),
        ("Triggering", "proces", "vervolg", ""),
        ("Serving", "ander", "vervolg", ""),
    }


def test_too_many_lines_are_thinned_to_the_shortest_ways_and_counted(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(15)]
    facts = "".join(
        f':{one} a am:ApplicationComponent ; rdfs:label "{one}"@nl ; '
        f"am:serves {' , '.join(f':{other}' for other in names if other > one) or ':n0'} .\n"
        for one in names
    )
    (tmp_path / "archrepo.toml").write_text(f'[workspace]\nname = "K"\nbase = "{BASE}"\n\n[files]\nmodel = ["*.ttl"]\n')
    (tmp_path / "model.ttl").write_text(TURTLE.split(":app a")[0] + facts)
    model = open_workspace(tmp_path, date(2026, 11, 22))

    view = focused(model, node("n0"), 2)

    assert len(view.boxes) == 15
    assert {"n0"} == {line.source for line in view.lines} - {line.source for line in view.lines if line.target == "n0"}
    assert (
        view.left_out[0].nl == f"Alleen de kortste wegen zijn getekend; {106 - len(view.lines)} andere relaties niet."
    )


@pytest.mark.parametrize("hops", [0, 4])
def test_number_of_steps_is_one_to_three(klein: Workspace, hops: int) -> None:
    with pytest.raises(RequestFault, match="no number of steps"):
        focused(klein, node("app"), hops)


def test_direction_that_is_none_names_those_there_are() -> None:
    with pytest.raises(RequestFault) as fault:
        parsed_direction("omhoog")

    assert fault.value.remedy is not None and "in, out, both, needs, needed-by" in fault.value.remedy.nl


def a_view() -> View:
    """Two groups, one in another; lines within a group, between groups, and to a box outside."""
    boxes = (
        Box("noord", "Group", "Noord", x=0, y=0, w=300, h=200),
        Box("kern", "Group", "Kern", parent="noord", x=10, y=30, w=200, h=100),
        Box("a", "ApplicationComponent", "A\n● goed", parent="kern", x=20, y=60, w=80, h=40),
        Box("b", "ApplicationComponent", "B\n▲ matig", parent="kern", x=110, y=60, w=80, h=40),
        Box("c", "ApplicationComponent", "C\n● goed", parent="noord", x=20, y=150, w=80, h=40),
        Box("d", "ApplicationComponent", "D", x=400, y=60, w=80, h=40),
    )
    lines = (
        Line("ab", "Flow", "a", "b"),
        Line("ad", "Flow", "a", "d", label="x"),
        Line("bd", "Flow", "b", "d", label="y", relations=2),
        Line("cd", "Serving", "c", "d", label="z", bendpoints=((1, 1),)),
        Line("dc", "Flow", "d", "c"),
    )
    nested = (Line("nc", "Composition", "noord", "c"),)
    colours = (("#c9e9d3", Text("● goed (2)", "● good (2)")), ("#ffdf9e", Text("▲ matig (1)", "▲ fair (1)")))
    return View("v", "V", boxes, lines, "generated", nested=nested, colours=colours)


def test_groups_count_what_is_in_them_at_any_depth() -> None:
    assert [(one.key, one.size, one.parent) for one in groups(a_view())] == [("noord", 4, None), ("kern", 2, "noord")]


def test_folded_group_counts_its_boxes_and_signs_and_merges_its_lines() -> None:
    view = collapsed(a_view(), ["noord"])

    assert [box.key for box in view.boxes] == ["noord", "d"]
    assert view.boxes[0].label == "Noord\n+ 4 hierin\n● 2 · ▲ 1"
    assert [(one.kind, one.source, one.target, one.label, one.relations) for one in view.lines] == [
        ("Flow", "noord", "d", "", 3),
        ("Serving", "noord", "d", "z", 1),
        ("Flow", "d", "noord", "", 1),
    ]
    assert view.nested == ()
    assert (view.boxes[0].x, view.boxes[0].w) == (0, 300)
    assert ("Ingeklapt", "Noord") in view.notes


def test_inner_group_folds_alone_and_unfolding_gives_the_view_back() -> None:
    view = collapsed(a_view(), ["kern"], "en")

    assert [box.key for box in view.boxes] == ["noord", "kern", "c", "d"]
    assert view.boxes[1].label == "Kern\n+ 2 inside\n● 1 · ▲ 1"
    assert view.lines[1:] == a_view().lines[3:]
    assert collapsed(a_view(), []) == a_view()
    assert [box.key for box in collapsed(a_view(), ["noord", "kern"]).boxes] == ["noord", "d"]


def test_groups_are_found_by_key_by_label_and_all_at_once() -> None:
    assert find_groups(a_view(), ["kern", "NOORD"]) == ("kern", "noord")
    assert find_groups(a_view(), ["*"]) == ("noord",)
    with pytest.raises(RequestFault) as fault:
        find_groups(a_view(), ["zuid"])
    assert fault.value.remedy is not None and fault.value.remedy.nl == "kies uit: Noord, Kern"


def test_focus_within_a_view_keeps_places_and_the_groups_around(klein: Workspace) -> None:
    view = focused_in(a_view(), "d", klein, 1, "out")

    assert [box.key for box in view.boxes] == ["noord", "c", "d"]
    assert (view.boxes[1].x, view.boxes[1].y) == (20, 150)
    assert {line.key for line in view.lines} == {"cd", "dc"}
    assert [text.nl for _, text in view.colours] == ["● goed (1)"]


def test_focus_within_a_view_counts_what_lies_beyond(klein: Workspace) -> None:
    view = focused_in(a_view(), "a", klein, 1, "out", leave_out=["Serving"])

    assert {box.key: box.label for box in view.boxes if box.key in "abd"} == {
        "a": "A\n● goed",
        "b": "B\n▲ matig",
        "d": "D\n+1",
    }


def test_focus_within_a_view_without_lines_says_that_it_shows_no_relations(klein: Workspace) -> None:
    whole = replace(a_view(), lines=(), nested=(), question=Text("Wat is er?", "What is there?"))

    view = focused_in(whole, "a", klein, 1, "needs")

    assert view.question == whole.question
    assert view.left_out[0].nl == (
        "Op deze plaat staan geen relaties. Waarmee A samenhangt, staat op de plaat rond A zelf."
    )
    assert view.notes == whole.notes
