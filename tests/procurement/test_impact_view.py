"""The picture of what a purchase does: every neighbour once, in the colour of what happens to it."""

from __future__ import annotations

import pytest
from the_knowledge import sample_check

from archrepo.diagrams import draw, twin
from archrepo.procurement import find_proposal
from archrepo.procurement.dossier.impact_view import MOST_IN_GROUP, impact_view
from archrepo.procurement.dossier.whole import Dossier, dossier_of
from archrepo.validation import Check
from archrepo.views import View


@pytest.fixture(scope="module")
def town() -> Check:
    return sample_check()


@pytest.fixture(scope="module")
def dossier(town: Check) -> Dossier:
    return dossier_of(town, find_proposal(town.workspace, "zaaksysteem"))


def view_of(town: Check, dossier: Dossier) -> View:
    bid = dossier.assessment.bids[0]
    view = impact_view(town.workspace, dossier.assessment.tender, bid.impact, [bid], "nl")
    assert view is not None
    return view


def test_what_is_replaced_becomes_what_is_offered(town: Check, dossier: Dossier) -> None:
    view = view_of(town, dossier)
    names = {box.key: box.label.split("\n")[0] for box in view.boxes}
    becomes = [(names[line.source], names[line.target]) for line in view.lines if line.directed]

    assert becomes == [("Zaaksysteem", dossier.assessment.bids[0].name.nl)]


def test_each_neighbour_stands_there_once_or_is_counted_as_left_out(town: Check, dossier: Dossier) -> None:
    view, impact = view_of(town, dossier), dossier.assessment.bids[0].impact
    labels = [box.label.split("\n")[0] for box in view.boxes]
    taken = {one.name.nl for one in impact.taken_over}

    assert len(labels) == len(set(labels))
    assert len(taken & set(labels)) == min(len(taken), MOST_IN_GROUP)
    assert bool(view.left_out) is (len(taken) > MOST_IN_GROUP)


def test_every_colour_in_the_picture_is_explained(town: Check, dossier: Dossier) -> None:
    view = view_of(town, dossier)

    assert {box.style.fill for box in view.boxes} == {colour for colour, _ in view.colours}


def test_what_happens_stands_in_each_box_with_a_sign_and_words_and_in_the_table(town: Check, dossier: Dossier) -> None:
    view = view_of(town, dossier)
    told = twin(view, town.workspace.metamodel, "nl")

    said = {box.label.split("\n")[-1] for box in view.boxes}
    assert {"▼ wordt vervangen", "▲ komt ervoor in de plaats"} <= said
    assert all(" " in words and not words[0].isalnum() for words in said)
    assert any("▼ wordt vervangen" in row[0].words for row in told.boxes.rows)
    assert ("Stand", "22 november 2026") in view.notes


def test_the_picture_can_be_drawn_the_same_way_twice(town: Check, dossier: Dossier) -> None:
    view = view_of(town, dossier)

    assert draw(view, town.workspace.metamodel) == draw(view, town.workspace.metamodel)


def test_a_purchase_that_touches_nothing_has_no_picture(town: Check, dossier: Dossier) -> None:
    nothing = type(dossier.assessment.impact)((), (), (), (), (), (), ())

    assert impact_view(town.workspace, dossier.assessment.tender, nothing, [], "nl") is None
