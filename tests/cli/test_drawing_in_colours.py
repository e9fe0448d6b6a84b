"""Pictures in other colours, from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from the_command import Run


@pytest.mark.parametrize("palette", ["standard", "contrast", "print"])
def test_a_picture_is_drawn_in_the_colours_that_are_asked_for(
    run: Run, town: Path, tmp_path: Path, palette: str
) -> None:
    done = run("draw", "landschap", "--palette", palette, "-o", str(tmp_path / "a.svg"), cwd=town)

    assert done.returncode == 0, done.stderr
    colours = set(re.findall("#[0-9a-f]{6}", (tmp_path / "a.svg").read_text()))
    has_colour = any(len({each[1:3], each[3:5], each[5:7]}) > 1 for each in colours)
    assert has_colour == (palette != "print")


def test_an_unknown_palette_is_refused_with_the_names_there_are(run: Run, town: Path) -> None:
    found = run("draw", "landschap", "--palette", "sepia", cwd=town)

    assert found.returncode == 2
    assert "standard, contrast, print" in found.stderr
