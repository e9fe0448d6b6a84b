"""Draw the pictures that the documents show: `python docs/drawn.py`.

They state no version of the model, since the version would be that of the commit that holds the picture.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from archrepo.charts import build_chart
from archrepo.diagrams import draw
from archrepo.diagrams.charts import chart_svg
from archrepo.generated_views import build_view
from archrepo.workspace import open_workspace

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
CHARTS = ("kosten-per-inwoner", "kostenkaart", "leveranciers", "portfolio", "routekaart", "veranderlast")


def pictures() -> dict[str, str]:
    """Return each picture as SVG, by the name of its file: those for management, and the one of the README."""
    town = open_workspace(ROOT / "models" / "voorbeeldstad", date(2026, 11, 22))
    drawn = {f"{name}.svg": chart_svg(build_chart(town, name), "nl") for name in CHARTS}
    return drawn | {"landschap.svg": draw(build_view(town, "landschap", {}, "en"), town.metamodel, "en")}


if __name__ == "__main__":
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8", newline="\n")
