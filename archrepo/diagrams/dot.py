"""Graphviz as a separate program: a graph of numbered boxes goes in, coordinates come out.

No word of the model ever reaches the program: nodes are numbers with a size.
It is started for each graph (2 ms with graphviz-pure) and killed at the time limit, so a graph that upsets it harms
nothing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archrepo.errors import LimitFault
from archrepo.language import Text
from archrepo.views import Point

#: Graphviz counts in points of 1/72 inch; one of our pixels is one point.
INCH = 72.0
TIME_LIMIT_SECONDS = 10.0
#: All graphs of one picture together.
PICTURE_LIMIT_SECONDS = 30.0


class LayoutFault(LimitFault):
    """The layout program is missing, failed or took too long; the words and the table of the view still hold."""


class SlowFault(LayoutFault):
    """It took too long. A faster computer may be in time, so no other arrangement may stand in for this one."""


class Sitting:
    """What all graphs of one picture share: the time they have together, and the answers that were given already.

    The time ends the work, and never chooses between pictures. One arrangement often asks what another asked before.
    """

    def __init__(self, seconds: float = PICTURE_LIMIT_SECONDS) -> None:
        """Start the clock, without any answer."""
        self.seconds = seconds
        #: What was answered, by the graph in Graphviz' language.
        self.answers: dict[str, Placement] = {}
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return how many seconds are left; 0 when it is over."""
        return max(0.0, self._end - time.monotonic())


@dataclass(frozen=True, slots=True)
class Node:
    """A box to place: its size, and the cluster around it (-1 for none)."""

    width: float
    height: float
    cluster: int = -1


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes by their place in the list."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A box around others: `parent` is the cluster around it (-1: none), `head` and `width` the room for its title."""

    parent: int = -1
    head: float = 20.0
    width: float = 40.0


@dataclass(frozen=True, slots=True)
class Request:
    """A graph to place; `ranks` lists nodes that stand on one row (or column, when the graph runs to the right)."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    clusters: Sequence[Cluster] = ()
    ranks: Sequence[Sequence[int]] = ()
    to_the_right: bool = False
    splines: str = "polyline"
    node_gap: float = 30.0
    rank_gap: float = 50.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Centres of nodes, boxes of clusters (left, top, right, bottom), routes of edges; y grows downwards."""

    centres: tuple[Point, ...]
    boxes: tuple[tuple[float, float, float, float], ...]
    bends: tuple[tuple[Point, ...], ...]


def program(name: str = "graphviz-pure") -> str:
    """Return the path of the layout program: the one beside this Python, or else on the search path.

    Raises:
        LayoutFault: it is not installed.
    """
    folder = Path(sysconfig.get_path("scripts"))
    found = shutil.which(name, path=str(folder)) or shutil.which(name)
    if found is None:
        raise LayoutFault(
            Text(f"het programma {name} staat niet op deze computer", f"the program {name} is not on this computer"),
            remedy=Text(
                "installeer het met `pip install graphviz-pure`", "install it with `pip install graphviz-pure`"
            ),
        )
    return found


def run(
    request: Request,
    sitting: Sitting | None = None,
    *,
    command: Sequence[str] = (),
    seconds: float = TIME_LIMIT_SECONDS,
) -> Placement:
    """Return where the nodes, clusters and edges of `request` go; `command` replaces the program of this installation.

    Raises:
        SlowFault: the program is still busy after `seconds` or at the end of the `sitting`; it is then killed.
        LayoutFault: it is missing, or fails.
    """
    argv = [*(command or [program(), "-Kdot"]), "-Tjson"]
    text = _text(request)
    if sitting is not None and text in sitting.answers:
        return sitting.answers[text]
    left = sitting.left() if sitting is not None else seconds
    patience = min(seconds, left)
    try:
        done = subprocess.run(argv, input=text.encode(), capture_output=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired as fault:
        limit = sitting.seconds if sitting is not None and left < seconds else seconds
        raise SlowFault(
            Text(
                f"de plaat is na {limit:g} seconden nog niet klaar en is afgebroken",
                f"the picture was not ready after {limit:g} seconds and was ended",
            ),
            remedy=Text("kies minder elementen, of lees de tabel", "choose fewer elements, or read the table"),
        ) from fault
    except OSError as fault:
        raise LayoutFault(
            Text(f"het programma {argv[0]} start niet", f"the program {argv[0]} does not start"),
            remedy=Text("controleer de installatie van graphviz-pure", "check the installation of graphviz-pure"),
        ) from fault
    if done.returncode:
        raise LayoutFault(
            Text("het tekenprogramma kon de plaat niet indelen", "the layout program could not place the picture"),
            remedy=Text("lees de tabel bij de plaat", "read the table of the picture"),
        )
    answer = _placement(request, done.stdout)
    if sitting is not None:
        sitting.answers[text] = answer
    return answer


def _text(request: Request) -> str:
    """Return the graph in Graphviz' language."""
    direction = "LR" if request.to_the_right else "TB"
    lines = [
        f"digraph{{rankdir={direction};splines={request.splines};nodesep={request.node_gap / INCH:.3f};"
        f'ranksep={request.rank_gap / INCH:.3f};node[shape=box,fixedsize=true,label=""];edge[dir=none,arrowsize=0];'
        "outputorder=nodesfirst;"
    ]
    lines += _cluster(request, -1)
    for rank in request.ranks:
        lines.append("{rank=same;" + ";".join(f"n{index}" for index in rank) + "}")
    for number, edge in enumerate(request.edges):
        lines.append(f'n{edge.source}->n{edge.target}[id="e{number}"]')
    return "\n".join([*lines, "}"])


def _cluster(request: Request, parent: int) -> list[str]:
    """Return the nodes directly in a cluster and the clusters in it."""
    lines = [
        f"n{index}[width={node.width / INCH:.4f},height={node.height / INCH:.4f}];"
        for index, node in enumerate(request.nodes)
        if node.cluster == parent
    ]
    for index, cluster in enumerate(request.clusters):
        if cluster.parent == parent:
            head = (
                '<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" FIXEDSIZE="TRUE" '
                f'WIDTH="{cluster.width:.0f}" HEIGHT="{cluster.head:.0f}"><TR><TD></TD></TR></TABLE>>'
            )
            lines += [
                f'subgraph cluster_{index}{{margin=12;label={head};id="c{index}";',
                *_cluster(request, index),
                "}",
            ]
    return lines


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def _placement(request: Request, answer: bytes) -> Placement:
    """Read Graphviz' JSON; its y grows upwards and is turned round here."""
    drawing = json.loads(answer)
    height = _numbers(drawing["bb"])[3]
    centres: dict[int, Point] = {}
    boxes: dict[int, tuple[float, float, float, float]] = {}
    for thing in drawing.get("objects", ()):
        name = thing["name"]
        if "pos" in thing:
            x, y = _numbers(thing["pos"])
            centres[int(name[1:])] = (x, height - y)
        elif name.startswith("cluster_") and "bb" in thing:
            left, low, right, high = _numbers(thing["bb"])
            boxes[int(name.removeprefix("cluster_"))] = (left, height - high, right, height - low)
    bends: dict[int, tuple[Point, ...]] = {}
    for edge in drawing.get("edges", ()):
        number = int(edge["id"][1:])
        bends[number] = _bends(edge.get("pos", ""), height)
    return Placement(
        tuple(centres[index] for index in range(len(request.nodes))),
        tuple(boxes.get(index, (0.0, 0.0, 0.0, 0.0)) for index in range(len(request.clusters))),
        tuple(bends.get(index, ()) for index in range(len(request.edges))),
    )


def _bends(position: str, height: float) -> tuple[Point, ...]:
    """Return the corner points of a route, its ends included; straight pieces between them stand for flat curves."""
    points = [
        (x, height - y)
        for x, y in (_numbers(pair) for pair in position.split(" ") if pair and not pair.startswith(("s,", "e,")))
    ]
    corners: list[Point] = []
    for point in points[::3] if len(points) % 3 == 1 else points:
        if not corners or abs(corners[-1][0] - point[0]) + abs(corners[-1][1] - point[1]) > 0.5:
            corners.append(point)
    return tuple(corners)
