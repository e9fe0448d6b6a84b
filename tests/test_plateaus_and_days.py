"""The plateaus of the sample and the days on which they are reached say the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from archrepo.generated_views import build_view
from archrepo.picturing.seeing import Seeing, seen
from archrepo.views import View
from archrepo.workspace import Workspace, open_workspace

_ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def town() -> Workspace:
    return open_workspace(_ROOT / "models/voorbeeldstad", date(2026, 11, 22))


def landscape(workspace: Workspace) -> View:
    return build_view(workspace, "landschap")


def changed(view: View) -> list[str]:
    """Return the labels of what is new or gone, in order."""
    return sorted(box.label for box in view.boxes if box.label.endswith(("+ nieuw", "− vervalt")))


@pytest.mark.parametrize(("plateau", "day"), [("tussenstand-2028", "2028-07-01"), ("doel-2030", "2030-12-31")])
def test_what_comes_and_goes_is_the_same_by_plateau_and_by_day(town: Workspace, plateau: str, day: str) -> None:
    by_plateau = changed(seen(town, landscape, Seeing(between=("nu", plateau))))
    by_day = changed(seen(town, landscape, Seeing(between=("2026-11-22", day))))

    assert by_plateau == by_day
    assert "Documentbeheersysteem\n− vervalt" in by_plateau
