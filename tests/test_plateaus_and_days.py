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


def without_support(view: View) -> list[str]:
    """Return what the view says of applications that run without support."""
    return [text.nl.rsplit(": ", 1)[1] for text in view.left_out if "ondersteuning dan voorbij is" in text.nl]


def test_support_that_is_over_is_counted_alike_by_plateau_and_by_day(town: Workspace) -> None:
    by_plateau = without_support(seen(town, landscape, Seeing(between=("nu", "doel-2030"))))
    by_day = without_support(seen(town, landscape, Seeing(between=("2026-11-22", "2030-12-31"))))

    assert by_plateau == by_day == without_support(seen(town, landscape, Seeing(day=date(2030, 12, 31)))) == ["47."]


def test_what_is_phased_out_and_still_runs_without_support_counts(town: Workspace) -> None:
    assert without_support(landscape(town)) == ["1."]
    assert without_support(seen(town, landscape, Seeing(day=date(2028, 1, 1)))) == ["2."]
