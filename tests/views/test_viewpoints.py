"""A viewpoint restricts a made view, and names and judges a drawn one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archrepo.exchange.drawings import Drawings
from archrepo.generated_views import build_view, furnished
from archrepo.viewpoints import find_viewpoint, list_viewpoints, remarked, restricted
from archrepo.views import Box, Line, View
from archrepo.vocabulary import VIEWPOINT
from archrepo.workspace import Workspace, open_workspace
from tests.views.test_own_views import HEADER, workspace


@pytest.fixture
def model(tmp_path: Path) -> Workspace:
    body = "SELECT ?box WHERE { VALUES ?box { <https://x.example/a> <https://x.example/p> } }"
    return workspace(tmp_path, {"views/mijn.rq": f"{HEADER}# viewpoint: application-cooperation\n{body}\n"})


def drawn(viewpoint: str) -> View:
    boxes = (
        Box("a", "ApplicationComponent", "A"),
        Box("p", "BusinessProcess", "P"),
        Box("q", "BusinessProcess", "Q", parent="p"),
        Box("g", "Grouping", "G"),
        Box("n", "Note", "N"),
    )
    return View("v", "Plaat", boxes, (Line("l", "Serving", "a", "p"),), "drawn", viewpoint=viewpoint)


@pytest.mark.parametrize("name", ["application_cooperation", "Application Cooperation", "application-cooperation"])
def test_a_viewpoint_is_known_by_the_name_of_any_tool(model: Workspace, name: str) -> None:
    found = find_viewpoint(model, name)

    assert found is not None and found.label.nl == "Samenwerking van applicaties"


def test_the_viewpoints_of_archimate_are_all_there(model: Workspace) -> None:
    names = [viewpoint.name for viewpoint in list_viewpoints(model)]

    assert len(names) >= 25
    assert find_viewpoint(model, "") is None and find_viewpoint(model, "landschap") is None


def test_a_made_view_leaves_out_what_does_not_belong_and_counts_it(model: Workspace) -> None:
    viewpoint = find_viewpoint(model, "application-cooperation")
    assert viewpoint is not None

    view = restricted(drawn(""), viewpoint, model)

    assert [box.key for box in view.boxes] == ["a", "g", "n"]
    assert view.lines == ()
    assert [text.nl for text in view.left_out] == [
        "Niet op deze plaat, want het hoort niet bij het gezichtspunt Samenwerking van applicaties: 2 × Bedrijfsproces."
    ]


def test_what_stood_inside_a_box_that_goes_comes_to_stand_around_it(model: Workspace) -> None:
    viewpoint = find_viewpoint(model, "application-cooperation")
    assert viewpoint is not None
    inside = replace(drawn(""), boxes=(*drawn("").boxes, Box("b", "ApplicationComponent", "B", parent="q")))

    view = restricted(inside, viewpoint, model)

    assert {box.key: box.parent for box in view.boxes}["b"] is None


def test_the_header_of_a_question_names_the_viewpoint(model: Workspace) -> None:
    view = build_view(model, "mijn")

    assert "P" not in {box.label for box in view.boxes}
    assert view.viewpoint == "application-cooperation"
    assert (
        "Gezichtspunt",
        "Samenwerking van applicaties (welke applicaties er zijn en wat zij uitwisselen)",
    ) in view.notes


def test_a_drawn_view_keeps_all_and_gets_a_remark(model: Workspace) -> None:
    view = remarked(drawn("application_cooperation"), model)

    assert view.boxes == drawn("").boxes
    assert [text.nl for text in view.remarks] == [
        "Dit hoort volgens ArchiMate niet bij het gezichtspunt Samenwerking van applicaties: 2 × Bedrijfsproces (P, Q)."
    ]


def test_a_drawn_view_without_a_viewpoint_or_with_one_that_allows_all_gets_no_remark(model: Workspace) -> None:
    assert remarked(drawn(""), model).remarks == ()
    assert remarked(drawn("layered"), model).remarks == ()
    assert furnished(drawn("principles"), model).remarks == ()


def test_each_drawing_of_gemma_that_has_a_viewpoint_names_it(gemma_folder: Path) -> None:
    gemma = open_workspace(gemma_folder, date(2026, 11, 22))
    drawings = Drawings(gemma, "nl")

    views = [furnished(drawings.view(iri), gemma) for iri in drawings if gemma.model.value(iri, VIEWPOINT)]

    assert len(views) == 3
    assert all("Gezichtspunt" in dict(view.notes) for view in views)
