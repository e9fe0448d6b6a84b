"""Path data as pieces that other formats can draw."""

from __future__ import annotations

import math

import pytest

from archrepo.diagrams.icons import ICONS
from archrepo.diagrams.shapes import SECOND_FIGURES, cut, dog_ear, rounded
from archrepo.reporting.path_points import Piece, pieces


def test_relative_and_absolute_commands_give_the_same_points() -> None:
    absolute = list(pieces("M10 20L30 20L30 50L10 50Z"))
    relative = list(pieces("M10 20h20v30h-20z"))

    assert absolute == relative
    assert absolute[0] == Piece("move", ((10.0, 20.0),))


def test_what_follows_a_closed_part_starts_at_its_beginning() -> None:
    found = list(pieces("M10 10h5v5zl1 1"))

    assert found[-1] == Piece("line", ((11.0, 11.0),))


def test_an_arc_stays_on_its_circle() -> None:
    found = [piece for piece in pieces("M0 5A5 5 0 1 1 5 10") if piece.form == "curve"]

    assert len(found) == 3
    assert found[-1].points[-1] == (5.0, 10.0)
    for piece in found:
        assert math.dist(piece.points[-1], (5, 5)) == pytest.approx(5, abs=1e-6)


@pytest.mark.parametrize(("sweep", "middle"), [(1, (5.0, 0.0)), (0, (5.0, 10.0))])
def test_the_sweep_of_an_arc_decides_its_side(sweep: int, middle: tuple[float, float]) -> None:
    first, *_ = (piece for piece in pieces(f"M0 5A5 5 0 0 {sweep} 10 5") if piece.form == "curve")

    assert first.points[-1] == pytest.approx(middle, abs=1e-6)


def test_a_quadratic_curve_runs_through_its_own_middle() -> None:
    *_, piece = pieces("M0 0Q6 12 12 0")

    (ax, ay), (bx, by), (x, y) = piece.points
    assert (3 * ax + 3 * bx + x) / 8 == pytest.approx(6)
    assert (3 * ay + 3 * by + y) / 8 == pytest.approx(6)


def test_every_figure_of_the_notation_can_be_read() -> None:
    outlines = (rounded, cut, dog_ear, *SECOND_FIGURES.values())
    paths = [outline(3, 4, 120, 55) for outline in outlines]
    paths += [path for icon in ICONS.values() for path in (icon.stroke, icon.fill) if path]

    assert all(len(list(pieces(path))) >= 2 for path in paths)


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown command"):
        list(pieces("M0 0T5 5"))
