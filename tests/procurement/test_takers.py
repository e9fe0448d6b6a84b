"""Which candidate takes over a flow: told in the picture, in its legend, and in every list of effects."""

from __future__ import annotations

from datetime import date

import pytest

from archrepo.diagrams import Artist, twin
from archrepo.places import shipped
from archrepo.procurement import find_proposal
from archrepo.procurement.assessment import Assessment
from archrepo.procurement.dossier.confidential import blinded
from archrepo.procurement.dossier.impact_view import impact_view
from archrepo.procurement.dossier.takers import without_successor
from archrepo.procurement.dossier.whole import Dossier, dossier_of
from archrepo.reporting.assessment_text import assessment_text
from archrepo.reporting.document import Bullets, Table
from archrepo.reporting.dossier_document import dossier_document
from archrepo.validation import Check, open_check
from archrepo.views import View


@pytest.fixture(scope="module")
def town() -> Check:
    return open_check(shipped("models") / "voorbeeldstad", date(2026, 11, 22))


@pytest.fixture(scope="module")
def dossier(town: Check) -> Dossier:
    return dossier_of(town, find_proposal(town.workspace, "zaaksysteem"))


def view_of(town: Check, assessment: Assessment) -> View:
    view = impact_view(town.workspace, assessment.tender, assessment.impact, assessment.bids, "nl")
    assert view is not None
    return view


def test_each_candidate_leaves_other_systems_without_a_successor(dossier: Dossier) -> None:
    left = {bid.name.nl.split()[0]: len(without_successor(bid)) for bid in dossier.assessment.bids}

    assert left == {"Zaakhaven": 1, "Zaakstroom": 3, "Snelzaak": 9, "Zaaknevel": 11}


def test_legend_of_several_bids_says_by_how_many_candidates(town: Check, dossier: Dossier) -> None:
    legend = [words.nl for _, words in view_of(town, dossier.assessment).colours]

    assert "● stroom wordt overgenomen door elke kandidaat (2)" in legend
    assert "► stroom wordt overgenomen door minstens één kandidaat, niet door elke (10)" in legend
    assert "□ stroom heeft bij geen kandidaat een opvolger (1)" in legend


def test_box_names_the_candidates_that_take_over_or_do_not(town: Check, dossier: Dossier) -> None:
    view = view_of(town, dossier.assessment)
    boxes = {label[0]: label[1:] for label in (box.label.split("\n") for box in view.boxes)}

    assert boxes["Gegevensmagazijn"][0] == "door Zaakhaven (Voorbeeldhaven B.V.)"
    assert boxes["Uitgaande post en printstraat"][0] == "niet door Zaaknevel (Nevel Voorbeeld B.V.)"
    assert boxes["Inkoop zaaksysteem"][0] == "een van 4 kandidaten"
    assert any(
        "door Zaakhaven" in cell.words for row in twin(view, town.workspace.metamodel, "nl").boxes.rows for cell in row
    )
    assert Artist(town.workspace.metamodel, "nl").draw(view).startswith("<")


def test_picture_without_names_has_none_of_the_candidates(town: Check, dossier: Dossier) -> None:
    labels = " ".join(box.label for box in view_of(town, blinded(dossier.assessment)).boxes)

    assert "door Inschrijver" in labels
    assert not any(name in labels for name in ("Zaakhaven", "Snelzaak", "Zaaknevel", "Zaakstroom"))


def test_lists_of_effects_name_the_candidates(dossier: Dossier) -> None:
    told = "\n".join(assessment_text(dossier.assessment, "en"))
    blocks = dossier_document(dossier, "nl").blocks
    listed = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    table = next(one for one in blocks if isinstance(one, Table) and one.headings[:2] == ("kandidaat", "systemen"))

    assert "flows that at least one candidate takes over (12):" in told
    assert "(by Zaakhaven (Voorbeeldhaven B.V.); not by Snelzaak (Snelzaak Voorbeeld Inc.), " in told
    assert any(item.startswith("API-gateway") and item.endswith("(door elke kandidaat)") for item in listed)
    assert [row[1] for row in table.rows] == ["9", "1", "11", "3"]
