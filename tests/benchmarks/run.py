"""Figures of archrepo beside those of its peers, taken side by side in one run.

    python tests/benchmarks/run.py [--shared DIR] [--rounds N]

Prints one table of medians and ratios. Machines are noisy: read the ratios, not the seconds. The peers are lxml's
bare parse, rdflib's Turtle parser and pyArchimate (`pip install ".[bench]"`). What a check costs: `checking.py`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = date(2026, 11, 22)


def seconds(action: Callable[[], object], rounds: int) -> float:
    """Return the median time of an action over `rounds` runs, in seconds of the wall clock."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of this Python; its output is kept, its exit code is not judged."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)


def row(name: str, own: float, peer_name: str, peer: float, aim: str, *, own_over_peer: bool = False) -> None:
    """Print one line of the table."""
    ratio = own / peer if own_over_peer else peer / own
    word = "times its time" if own_over_peer else "times faster"
    print(f"| {name} | {own:.2f} s | {peer_name} | {peer:.2f} s | {ratio:.1f} {word} | {aim} |", flush=True)


def bench_import(gemma: Path, work: Path, rounds: int) -> Path:
    """Import of GEMMA as a whole process beside lxml's bare parse as a whole process and in process."""
    target = work / "gemma"

    def imported() -> None:
        shutil.rmtree(target, ignore_errors=True)
        done = run("-m", "archrepo", "import", str(gemma), "--into", str(target))
        assert done.returncode == 0, done.stderr

    own = seconds(imported, rounds)
    from lxml import etree

    row(
        "import of gemma.archimate, process start included",
        own,
        "lxml bare parse",
        seconds(lambda: etree.parse(gemma), rounds),
        "at most 8",
        own_over_peer=True,
    )
    return target


def bench_load(folder: Path, rounds: int) -> None:
    """Open the imported workspace beside rdflib's parse of the same files."""
    import rdflib

    from archrepo.workspace import load_ontology, open_workspace

    def opened() -> None:
        workspace = open_workspace(folder, AS_OF, ontology=load_ontology())
        assert len(workspace.relations) == 6257
        assert len(workspace.elements) == 3006

    def parsed() -> None:
        graph = rdflib.Graph()
        for path in sorted(folder.rglob("*.ttl")):
            graph.parse(path, format="turtle")

    row(
        "open the GEMMA workspace (graph, elements, relations, derived)",
        seconds(opened, rounds),
        "rdflib parse",
        seconds(parsed, max(1, rounds // 2)),
        "at least 5",
    )


def bench_diagrams(gemma: Path, folder: Path, work: Path, rounds: int) -> None:
    """All stored drawings to SVG in one process beside pyArchimate's own SVGs of the same file."""
    from archrepo.diagrams import Artist
    from archrepo.exchange.drawings import Drawings
    from archrepo.vocabulary import VIEW
    from archrepo.workspace import open_workspace

    workspace = open_workspace(folder, AS_OF)
    stored = workspace.model.instances(VIEW)
    peer = _pyarchimate(gemma, work)
    reading, drawing, peers = [], [], []
    # Turn about, in seconds of the processor, so that what else the machine does weighs on both alike.
    for _ in range(rounds):
        start = time.process_time()
        drawings = Drawings(workspace, "nl")
        views = [drawings.view(view) for view in stored]
        reading.append(time.process_time() - start)
        start = time.process_time()
        artist = Artist(workspace.metamodel, "nl")
        for view in views:
            artist.draw(view)
        drawing.append(time.process_time() - start)
        if peer:
            start = time.process_time()
            peer()
            peers.append(time.process_time() - start)
    own, both = min(drawing), min(map(sum, zip(reading, drawing, strict=True)))
    if not peers:
        print(f"| {len(views)} drawings to SVG | {own:.2f} s | pyArchimate is not installed | - | - | at least 1 |")
        return
    for name, seconds_own in (("from geometry to SVG", own), ("to SVG, reading them included", both)):
        row(f"{len(views)} drawings {name}", seconds_own, "pyArchimate, its SVG only", min(peers), "at least 1")
    print(f"  a drawing, from geometry to SVG: {own / len(views) * 1000:.2f} ms; pyArchimate {_each(peers, views)} ms")


def _each(peers: list[float], views: Sequence[object]) -> str:
    return f"{min(peers) / (len(views) - 1) * 1000:.2f}"


def _pyarchimate(gemma: Path, work: Path) -> Callable[[], None] | None:
    """Return what makes pyArchimate's SVGs; it reads GEMMA only with prefixed ids and without the sketch."""
    try:
        from pyArchimate import Model
    except ImportError:
        return None
    text = gemma.read_text(encoding="utf-8")
    text = re.sub(r'<element xsi:type="archimate:SketchModel".*?</element>', "", text, flags=re.DOTALL)
    text = re.sub(r'((?:id|source|target|archimateElement|archimateRelationship)=")(?!id-)', r"\1id-", text)
    fixed = work / "fixed.archimate"
    fixed.write_text(text, encoding="utf-8")
    model = Model("GEMMA")
    model.read(str(fixed))

    def drawn() -> None:
        for view in model.views:
            view.to_svg(str(work / "peer.svg"))

    return drawn


def bench_page(folder: Path, rounds: int) -> None:
    """The element page of a well-connected GEMMA element: the first request of a fresh server, and later ones."""
    from archrepo.metamodel import local_name
    from archrepo.workspace import open_workspace
    from webui import create_app

    workspace = open_workspace(folder, AS_OF)
    busiest = max(
        workspace.elements,
        key=lambda iri: len(workspace.relations.outgoing(iri)) + len(workspace.relations.incoming(iri)),
    )
    quiet = next(iter(workspace.elements))
    client = create_app(folder, as_of=AS_OF).test_client()
    client.get("/")
    for name, iri in (("an ordinary element", quiet), ("the busiest element", busiest)):
        address = client.get(f"/id/element/{local_name(iri)}").headers.get("Location", "")
        start = time.perf_counter()
        answer = client.get(address)
        cold = time.perf_counter() - start
        assert answer.status_code == 200, (address, answer.status_code)
        warm = seconds(lambda address=address: client.get(address), max(5, rounds))  # type: ignore[misc]  # bound at once
        print(f"| page of {name} | cold {cold * 1000:.0f} ms | - | warm {warm * 1000:.1f} ms | - | 100 and 10 ms |")


def main() -> None:
    """Run all benchmarks and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with the test data")
    parser.add_argument("--rounds", type=int, default=3, help="how often each own figure is taken")
    options = parser.parse_args()
    gemma = options.shared / "data/gemma/gemma.archimate"
    sys.path.insert(0, str(ROOT))
    print("| what | archrepo | peer | peer's time | ratio | aim |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = bench_import(gemma, work, options.rounds)
        bench_load(folder, options.rounds)
        bench_diagrams(gemma, folder, work, options.rounds)
        bench_page(folder, options.rounds)


if __name__ == "__main__":
    main()
