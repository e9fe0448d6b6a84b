"""What the layout makes of views: beside the drawings that architects made, and beside plain dot.

    python tests/benchmarks/layouts.py --gemma DIR [--growth] [--only WORD]

DIR is a workspace with GEMMA imported (`archrepo import`). Prints Markdown tables with, for each picture: crossings;
what is wrong, in four figures: lines through boxes that are not theirs, words on a line that cover something, lines
through titles with boxes on boxes, labels that do not fit their box at their own size; room in millions of pixels;
width by height. `--growth` prints the time of layouts of 20, 100, 500 and 3000 boxes instead. A line that ends in a
line is left out for plain dot, which cannot draw it. Counts are the same on each machine; read times as ratios.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from archrepo.diagrams import Artist, Notation
from archrepo.diagrams.dot import INCH, program
from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.line_svg import label_lines
from archrepo.diagrams.preparation import unplaced
from archrepo.diagrams.scoring import Score, score
from archrepo.diagrams.sizes import Sizes
from archrepo.diagrams.text import LEADING, Typesetter
from archrepo.exchange.drawings import Drawings
from archrepo.views import Box, Line, Point, View
from archrepo.workspace import open_workspace

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = date(2026, 11, 22)

#: Views of GEMMA of different kinds and sizes: flows, information models, processes, standards, goals, nested maps.
GEMMA_VIEWS = (
    "Applicatiecomponenten",
    "Technologiecomponenten en -services mapping",
    "Sociaal Domein Generiek",
    "Financien",
    "Vaststellen omgevingsplan",
    "Haal Centraal BRP bevragen",
    "Beleidskaders",
    "Beleidsdomeinen en Iv3",
    "Kernwaarden, kwaliteitsdoelen (generated)",
    "ZGW services, interfaces en standaarden",
    "Toelichting OOV data-analyse",
    "Van GEMMA - Gradaties interoperabiliteit",
    "e-Factureren - keten en standaarden compleet",
    "Afleiden relaties voor Softwarecatalogus",
    "Toelichting toegankelijkheid",
    "GR02 Domeingroepen bedrijfsfunctiemodel",
    "Toelichting Zaak- en documentstandaarden",
    "Klant-tot-klantproces - services",
    "Publiceren buitengemeentelijke voorzieningen",
    "Projectarchitectuur basis Wkpb",
)
SIZES = (20, 100, 500, 3000)
#: Points of a curve of which the straight pieces between them count.
_SAMPLES = 8

Routes = dict[str, list[Point]]


def plain_dot(view: View, notation: Notation, setter: Typesetter) -> tuple[View, Routes]:
    """Return the view as Graphviz places it when it is given as it is, with the points of its curves."""
    sizes = Sizes(view, setter, notation)
    parents = {box.parent for box in view.boxes}
    number = {box.key: index for index, box in enumerate(view.boxes)}
    lines = [line for line in view.lines if line.source in number and line.target in number]

    def leaf(key: str) -> str:
        while key in parents:
            key = next(box.key for box in view.boxes if box.parent == key)
        return key

    def nested(parent: str | None) -> Iterator[str]:
        for box in view.boxes:
            if box.parent == parent and box.key in parents:
                wide = setter.width(box.label) * 12 + 40
                yield f"subgraph cluster_{number[box.key]}{{label={_room(wide, 20)};"
                yield from nested(box.key)
                yield "}"
            elif box.parent == parent:
                wide, high = sizes.of(box.key)
                yield f"n{number[box.key]}[width={wide / INCH:.4f},height={high / INCH:.4f}];"

    def edges() -> Iterator[str]:
        for index, line in enumerate(lines):
            words, size, width = label_lines(line, setter)
            marks = [f'id="e{index}"']
            if words:
                marks.append(f"label={_room(width, len(words) * size * LEADING)}")
            if line.source in parents:
                marks.append(f"ltail=cluster_{number[line.source]}")
            if line.target in parents:
                marks.append(f"lhead=cluster_{number[line.target]}")
            yield f"n{number[leaf(line.source)]}->n{number[leaf(line.target)]}[{','.join(marks)}];"

    direction = "LR" if view.arrangement == "flow" else "TB"
    text = "".join(
        [
            f'digraph{{compound=true;rankdir={direction};node[shape=box,fixedsize=true,label=""];edge[arrowsize=0];',
            *nested(None),
            *edges(),
            "}",
        ]
    )
    done = subprocess.run([program(), "-Kdot", "-Tjson"], input=text.encode(), capture_output=True, check=True)
    return _placed(view, lines, sizes, json.loads(done.stdout))


def _room(width: float, height: float) -> str:
    return (
        '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" '
        f'WIDTH="{width:.0f}" HEIGHT="{height:.0f}"><TR><TD></TD></TR></TABLE>>'
    )


def _placed(view: View, lines: Sequence[Line], sizes: Sizes, drawing: dict[str, object]) -> tuple[View, Routes]:
    height = _numbers(str(drawing["bb"]))[3]
    rects: dict[int, Rect] = {}
    for thing in drawing.get("objects", ()):  # type: ignore[attr-defined]
        name = thing["name"]
        if "pos" in thing:
            x, y = _numbers(thing["pos"])
            wide, high = sizes.of(view.boxes[int(name[1:])].key)
            rects[int(name[1:])] = Rect(x - wide / 2, height - y - high / 2, wide, high)
        elif "bb" in thing:
            left, low, right, top = _numbers(thing["bb"])
            rects[int(name.removeprefix("cluster_"))] = Rect(left, height - top, right - left, top - low)
    boxes = tuple(
        replace(box, x=rects[index].x, y=rects[index].y, w=rects[index].w, h=rects[index].h)
        for index, box in enumerate(view.boxes)
    )
    routes: Routes = {}
    labels: dict[str, Point] = {}
    for edge in drawing.get("edges", ()):  # type: ignore[attr-defined]
        line = lines[int(edge["id"][1:])]
        routes[line.key] = [(x, height - y) for x, y in _curve(edge.get("pos", ""))]
        if "lp" in edge:
            x, y = _numbers(edge["lp"])
            labels[line.key] = (x, height - y)
    placed = tuple(replace(line, label_point=labels.get(line.key)) for line in lines)
    return replace(view, boxes=boxes, lines=placed), routes


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def _curve(position: str) -> Iterator[Point]:
    """Yield points on the curve of an edge."""
    points = [_numbers(pair) for pair in position.split(" ") if pair and not pair.startswith(("s,", "e,"))]
    if points:
        yield points[0][0], points[0][1]
    for a, b, c, d in zip(points[::3], points[1::3], points[2::3], points[3::3], strict=False):
        for step in range(1, _SAMPLES + 1):
            t = step / _SAMPLES
            u = 1 - t
            x, y = (
                u * u * u * a[axis] + 3 * u * u * t * b[axis] + 3 * u * t * t * c[axis] + t * t * t * d[axis]
                for axis in (0, 1)
            )
            yield x, y


def cells(found: Score | None) -> str:
    """Return the columns of one picture."""
    if found is None:
        return " - | - | - | - |"
    wrong = found.lines_through_boxes, found.label_overlaps, found.covered_titles + found.box_overlaps, found.overflows
    room = found.width * found.height / 1e6
    shape = found.width / max(found.height, 1)
    return f" {found.crossings} | {' · '.join(map(str, wrong))} | {room:.1f} | {shape:.1f} |"


def report(titled: Sequence[tuple[str, View, View | None]], artist: Artist, notation: Notation, place: Place) -> None:
    """Print one table of views: each as drawn (when it is), by plain dot, and by our layout."""
    setter = Typesetter("nl")
    heads = "".join(f" {name}: × | wrong | Mpx | w/h |" for name in ("drawn", "dot", "ours"))
    print(f"| view | boxes | lines |{heads}")
    print("|---|" + "--:|" * 14)
    total = [0, 0, 0]
    wrong = [0, 0, 0]
    for title, view, original in titled:
        drawn = score(original, notation, setter) if original else None
        plain, routes = plain_dot(view, notation, setter)
        dotted = score(plain, notation, setter, routes)
        ours = score(place(view), notation, setter)
        print(
            f"| {title} | {len(view.boxes)} | {len(view.lines)} |{cells(drawn)}{cells(dotted)}{cells(ours)}", flush=True
        )
        for index, found in enumerate((drawn, dotted, ours)):
            if found:
                total[index] += found.crossings
                wrong[index] += found.wrong
    ratio = f"{total[2] / total[1]:.2f}" if total[1] else "-"
    print(f"\ncrossings: drawn {total[0]}, plain dot {total[1]}, ours {total[2]} ({ratio} of plain dot)")
    print(f"wrong: drawn {wrong[0]}, plain dot {wrong[1]}, ours {wrong[2]}\n")


Place = Callable[[View], View]


def gemma_views(folder: Path, only: str) -> Iterator[tuple[str, View, View | None]]:
    """Yield the named views of GEMMA: the title, without geometry, and as drawn."""
    workspace = open_workspace(folder, AS_OF)
    drawings = Drawings(workspace, "nl")
    by_title = {workspace.label(iri, "nl"): iri for iri in drawings}
    for title in GEMMA_VIEWS:
        if only in title:
            drawn = drawings.view(by_title[title])
            yield title, unplaced(drawn), drawn


def own_views(only: str) -> Iterator[tuple[str, View, View | None]]:
    """Yield the views made of the example municipality by each saved question."""
    from archrepo.generated_views import build_view, list_views

    workspace = open_workspace(ROOT / "models/voorbeeldstad", AS_OF)
    for info in list_views():
        if only in info.name:
            given = {one.name: one.example for one in info.parameters if not one.is_optional}
            yield info.name, build_view(workspace, info.name, given, "nl"), None


def graph(count: int) -> View:
    """Return a view of `count` boxes, each with lines to one or two before it, as in a landscape of flows."""
    boxes = tuple(Box(f"b{i}", "ApplicationComponent", f"Applicatie {i}") for i in range(count))
    ends = [(i, (i * 7919) // 13 % i) for i in range(1, count)] + [(i, i // 2) for i in range(3, count, 3)]
    lines = tuple(Line(f"l{n}", "Flow", f"b{a}", f"b{b}") for n, (a, b) in enumerate(ends) if a != b)
    return View(f"boxes {count}", f"{count}", boxes, lines, "generated")


def growth(place: Place) -> None:
    """Print the time of layouts of growing size, and how it grows."""
    print("| boxes | lines | CPU seconds | lines drawn | width by height | grows with the power |")
    print("|--:|--:|--:|--:|--:|--:|")
    before: tuple[int, float] | None = None
    place(graph(5))
    for count in SIZES:
        view = graph(count)
        start = sum(os.times()[:4])
        placed = place(view)
        took = max(sum(os.times()[:4]) - start, 0.01)
        power = f"{math.log(took / before[1]) / math.log(count / before[0]):.2f}" if before else ""
        room = f"{placed.width:.0f} x {placed.height:.0f}"
        print(f"| {count} | {len(view.lines)} | {took:.2f} | {len(placed.lines)} | {room} | {power} |", flush=True)
        before = count, took


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gemma", type=Path)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    metamodel = open_workspace(ROOT / "models/voorbeeldstad", AS_OF).metamodel
    artist, notation = Artist(metamodel, "nl"), Notation.of(metamodel)
    if given.growth:
        growth(artist.place)
        return
    if given.gemma:
        report(list(gemma_views(given.gemma, given.only)), artist, notation, artist.place)
    report(list(own_views(given.only)), artist, notation, artist.place)


if __name__ == "__main__":
    main()
