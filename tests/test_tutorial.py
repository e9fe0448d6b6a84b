"""The tutorial for a buyer names the steps of the viewer as the viewer does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("document", "heading", "language"),
    [("tutorial-procurement.md", "stap", 0), ("tutorial-procurement.en.md", "step", 1)],
)
def test_the_steps_in_the_tutorial_are_those_of_the_viewer(document: str, heading: str, language: int) -> None:
    template = (ROOT / "webui/templates/_steps.html").read_text(encoding="utf-8")
    navigation = template.split("{% endmacro %}", 1)[0]
    shown = [found[language] for found in re.findall(r'\("[^"]*", t\("([^"]+)", "([^"]+)"\)\)', navigation)]

    table = (ROOT / "docs" / document).read_text(encoding="utf-8").split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]

    assert len(shown) == 9
    assert re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE) == shown
