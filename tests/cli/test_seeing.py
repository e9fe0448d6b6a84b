"""`archrepo draw` with its ways of looking at a picture, alone and in a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from the_command import AS_OF, Run

from archrepo.cli.seeing import asked_in
from archrepo.errors import RequestFault
from archrepo.picturing.focusing import DIRECTIONS
from archrepo.picturing.seeing import Seeing

WAYS = {
    "colour": (("landschap", "--colour", "cost", "--year", "2026"), "€€€€€ €\N{NO-BREAK SPACE}100.000 of meer"),
    "compliance": (("landschap", "--colour", "naleving"), "voldoet niet"),
    "focus": (("zaaksysteem", "--hops", "1", "--direction", "in"), "Wat leidt er naar Zaaksysteem?"),
    "fold": (("landschap", "--fold", "Belastingen"), "+ 4 hierin"),
    "day": (("landschap", "--on", "2028-01-01"), "× tot 31 december 2027"),
    "difference": (("landschap", "--between", "baseline", "target"), "− vervalt (7)"),
}


@pytest.mark.parametrize(("words", "expected"), WAYS.values(), ids=WAYS.keys())
def test_picture_is_looked_at_as_asked(words: tuple[str, ...], expected: str, town: Path, run: Run) -> None:
    done = run("draw", *words, "--as-of", AS_OF, cwd=town)

    assert done.returncode == 0, done.stderr
    assert expected in done.stdout.replace("</tspan>", " ").replace("  ", " ") or expected in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("landschap", "--colour", "smaak"), "kan een plaat niet gekleurd worden"),
        (("landschap", "--fold", "Zuid"), "deze plaat heeft geen groep 'Zuid'"),
        (("landschap", "--focus", "college"), "dat element staat niet op deze plaat"),
        (("landschap", "--hops", "2"), "van deze plaat is het midden niet bekend"),
        (("landschap", "--between", "nu", "2028-01-01"), "niet van dezelfde soort"),
        (("kostenkaart", "--colour", "cost"), "deze plaat heeft haar eigen kleuren"),
    ],
)
def test_what_cannot_be_is_told_in_dutch(words: tuple[str, ...], expected: str, town: Path, run: Run) -> None:
    done = run("draw", *words, "--as-of", AS_OF, cwd=town)

    assert done.returncode == 2
    assert expected in done.stderr and "remedie" in done.stderr


def test_line_of_a_list_takes_the_same_options() -> None:
    name, values, seeing = asked_in(["keten", "start=dso-lv", "--colour", "cost", "--fold", "A", "--fold", "B"])

    assert (name, values) == ("keten", ["start=dso-lv"])
    assert seeing == Seeing(colour="cost", folded=("A", "B"))
    assert asked_in(["landschap"]) == ("landschap", [], Seeing())
    with pytest.raises(RequestFault, match="--kleur"):
        asked_in(["landschap", "--kleur", "cost"])


def test_every_direction_can_be_asked_for() -> None:
    assert [asked_in(["x", "--direction", one])[2].direction for one in DIRECTIONS] == list(DIRECTIONS)
