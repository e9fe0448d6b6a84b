"""How much a picture shows: each thing once, and only what is drawn as a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from archrepo.diagrams.words import twin
from archrepo.generated_views import build_view
from archrepo.picturing.counting import counted
from archrepo.views import Box, Line, View
from archrepo.workspace import Workspace, open_workspace

_ROOT = Path(__file__).parent.parent.parent
_A, _B = NamedNode("https://x.example/a"), NamedNode("https://x.example/b")
_NESTED = View(
    "v",
    "V",
    (
        Box("g", "BusinessFunction", "G", element=_B),
        Box("a", "ApplicationComponent", "A", element=_A, parent="g"),
        Box("a-2", "ApplicationComponent", "A", element=_A),
        Box("n", "Note", "toelichting"),
    ),
    (),
    "generated",
    nested=(Line("l", "Serving", "a", "g"),),
)


@pytest.fixture(scope="module")
def voorbeeldstad() -> Workspace:
    return open_workspace(_ROOT / "models/voorbeeldstad", date(2026, 11, 22))


def test_a_thing_in_two_boxes_counts_once_and_what_lies_in_another_is_no_line() -> None:
    assert counted(_NESTED).notes == (("Op de plaat", "2 onderdelen in 3 vakken, 1 × ligt in"),)
    assert counted(_NESTED, "en").notes == (("Shown", "2 parts in 3 boxes, 1 × lies in"),)


def test_words_count_each_thing_once_and_tell_lines_from_boxes_in_boxes(voorbeeldstad: Workspace) -> None:
    told = twin(_NESTED, voorbeeldstad.metamodel).sentences

    assert (
        "De plaat toont 1 × Taakgebied (ArchiMate: Bedrijfsfunctie), "
        "1 × Applicatie (ArchiMate: Applicatiecomponent) in 2 vakken."
    ) in told
    assert "Er staan 1 relaties op doordat het ene vak in het andere ligt." not in told
    assert "Er staat 1 relatie op doordat het ene vak in het andere ligt." in told
    assert not any("als lijn" in sentence for sentence in told)


def test_use_of_base_registrations_counts_applications_and_not_boxes(voorbeeldstad: Workspace) -> None:
    view = build_view(voorbeeldstad, "basisregistraties", {})

    assert dict(view.notes)["Op de plaat"] == "44 onderdelen in 74 vakken"
    told = twin(view, voorbeeldstad.metamodel).sentences
    assert "De plaat toont 44 × Applicatie (ArchiMate: Applicatiecomponent) in 74 vakken." in told
