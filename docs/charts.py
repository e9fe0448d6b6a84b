"""Draw the pictures of the page on pictures for management: `python docs/charts.py`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from archrepo.charts import build_chart
from archrepo.diagrams.charts import chart_svg
from archrepo.workspace import open_workspace

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
SHOWN = ("kosten-per-inwoner", "kostenkaart", "leveranciers", "portfolio", "routekaart", "veranderlast")


def pictures() -> dict[str, str]:
    """Return each picture of the page as SVG, by the name of its file."""
    town = open_workspace(ROOT / "models" / "voorbeeldstad", date(2026, 11, 22))
    return {f"{name}.svg": chart_svg(build_chart(town, name), "nl") for name in SHOWN}


if __name__ == "__main__":
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
