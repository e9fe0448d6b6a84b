"""What a check costs: with every principle, beside other tools, as the model grows, and again after an edit.

    python tests/benchmarks/checking.py [--shared DIR] [--rounds N] [--edits N] [--limit SECONDS] [--only PART ...]

Prints one table. Times are CPU time (user and system) of one process, so that what else the machine does weighs less;
of several rounds the best counts. A peer runs in turn with archrepo. The parts are `slow` (pySHACL's command line,
which takes minutes), `cold`, `parse`, `growth` and `edits`.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
AS_OF = date(2026, 11, 22)
PARTS = ("cold", "parse", "growth", "edits", "slow")
SIZES = (1, 2, 5, 10)
_NAMESPACE = "https://gemmaonline.nl/index.php/GEMMA/id-"
_KEYS = ('rdfs:label "', 'dct:identifier "', 'prop:ID "', 'prop:Object-ID "')
_RDFLIB = "import sys, rdflib; g = rdflib.Graph(); [g.parse(path, format='turtle') for path in sys.argv[1:]]"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process used: CPU seconds and the most memory it held; `is_whole` is false when it ran out of time."""

    seconds: float
    megabytes: float
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """How a figure is taken."""

    rounds: int
    edits: int
    limit: float


def cost_of(arguments: Sequence[str], limit: float = 600) -> Cost:
    """Return what a process of this Python costs; its output is thrown away, after `limit` CPU seconds it is ended.

    Raises:
        RuntimeError: the process failed; an exit code of 1 only says that there are findings.
    """
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=words, cwd=ROOT)
        most, is_whole = 0, True
        while not (waited := os.wait4(process.pid, os.WNOHANG))[0]:
            # Not ru_maxrss: that of a child begins with what this process holds itself.
            most = max(most, _peak_kilobytes(process.pid))
            if is_whole and _cpu_seconds(process.pid) > limit:
                process.send_signal(signal.SIGKILL)
                is_whole = False
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(waited[1])
        words.seek(0)
        said = words.read().decode()
    if is_whole and (process.returncode not in (0, 1) or "Traceback" in said):
        raise RuntimeError(said)
    return Cost(waited[2].ru_utime + waited[2].ru_stime, most / 1024, is_whole)


def _peak_kilobytes(process: int) -> int:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def best(costs: Sequence[Cost]) -> Cost:
    """Return the cheapest of some rounds."""
    return min(costs, key=lambda cost: cost.seconds)


def in_turn(rounds: int, *processes: Sequence[str]) -> list[Cost]:
    """Return the best cost of each process; in every round each of them runs once."""
    taken = [[cost_of(process) for process in processes] for _ in range(rounds)]
    return [best(costs) for costs in zip(*taken, strict=True)]


def check_of(folder: Path, select: str = "") -> list[str]:
    """Return the words of a whole check of a folder, as a process."""
    chosen = ["--select", select] if select else []
    return ["-m", "archrepo", "check", "--workspace", str(folder), "--as-of", str(AS_OF), "--format", "json", *chosen]


def row(*cells: str) -> None:
    """Print one line of the table."""
    print(f"| {' | '.join(cells)} |", flush=True)


# ------------------------------------------------------------------------------------------------------------- cold


def bench_cold(name: str, folder: Path, options: Options) -> None:
    """Time and peak memory of a check with every principle."""
    from archrepo.principles import read_book

    cost = best([cost_of(check_of(folder)) for _ in range(options.rounds)])
    what = f"check of {name} with all {len(read_book())} principles, cold, as a process"
    row(what, f"{cost.seconds:.2f} s", f"{cost.megabytes:.0f} MB", "-", "-")


def bench_parse(folder: Path, options: Options) -> None:
    """The whole cold check of GEMMA beside rdflib, which only parses the same Turtle."""
    files = sorted(str(path) for path in folder.rglob("*.ttl"))
    own, peer = in_turn(options.rounds, check_of(folder), ["-c", _RDFLIB, *files])
    ratio = own.seconds / peer.seconds
    row(
        "the same check of GEMMA beside rdflib, parse only",
        f"{own.seconds:.2f} s",
        f"{peer.seconds:.2f} s",
        f"{ratio:.2f} times its time",
        "at most 1",
    )


# ------------------------------------------------------------------------------------------------------------- slow


def bench_slow(name: str, folder: Path, work: Path, options: Options) -> None:
    """The rules in SHACL beside pySHACL's command line with the same shapes on the same triples."""
    import pyoxigraph as ox

    from archrepo.principles import read_book
    from archrepo.validation.reference import plain_shapes
    from archrepo.workspace import open_workspace

    book = read_book()
    chosen = [principle for principle in book if principle.check is None and principle.question is None]
    workspace = open_workspace(folder, AS_OF)
    data, shapes = work / f"{name}.nt", work / "shapes.nt"
    plain = plain_shapes(book.shapes, only={principle.shape for principle in chosen})
    for path, triples in ((data, workspace.graph), (shapes, plain)):
        path.write_bytes(ox.serialize((ox.Triple(*triple) for triple in triples), format=ox.RdfFormat.N_TRIPLES) or b"")
    forms = ["-sf", "nt", "-df", "nt", "-f", "nt"]
    select = ",".join(principle.id for principle in chosen)
    own = best([cost_of(check_of(folder, select)) for _ in range(options.rounds)])
    peer = cost_of(["-m", "pyshacl", "-s", str(shapes), *forms, "-o", str(work / "o"), str(data)], options.limit)
    more = "" if peer.is_whole else "more than "
    row(
        f"check of {name} with the {len(chosen)} principles in SHACL, beside pySHACL's command line",
        f"{own.seconds:.2f} s, {own.megabytes:.0f} MB",
        f"{more}{peer.seconds:.0f} s, {peer.megabytes:.0f} MB",
        f"{more}{peer.seconds / own.seconds:.0f} times faster",
        "at least 60",
    )


# ----------------------------------------------------------------------------------------------------------- growth


def enlarge(folder: Path, target: Path, times: int) -> None:
    """Lay out GEMMA and `times` - 1 copies of it in one workspace; in each copy every thing is a thing of its own."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("views", "model.*.tsv", "model.xml"))
    for copy in range(1, times):
        for path in folder.glob("*.ttl"):
            if path.name == "properties.ttl":
                continue
            text = path.read_text(encoding="utf-8").replace(_NAMESPACE, f"{_NAMESPACE}{copy}-")
            for key in _KEYS:
                text = text.replace(key, f"{key}{copy} ")
            (target / f"copy{copy}-{path.name}").write_text(text, encoding="utf-8", newline="\n")


def slope(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the exponent of the power law that fits best: the slope of the logarithms by least squares."""
    return statistics.linear_regression([math.log(size) for size in sizes], [math.log(value) for value in values]).slope


def bench_growth(folder: Path, work: Path, options: Options) -> None:
    """How the time of a check grows with the model, from one GEMMA to ten."""
    costs = []
    for times in SIZES:
        enlarge(folder, work / "grown", times)
        costs.append(best([cost_of(check_of(work / "grown")) for _ in range(min(options.rounds, 3))]))
    seconds = [cost.seconds for cost in costs]
    row(
        f"check with all principles of {', '.join(map(str, SIZES))} times GEMMA",
        ", ".join(f"{second:.2f}" for second in seconds) + " s",
        ", ".join(f"{cost.megabytes:.0f}" for cost in costs) + " MB",
        f"grows with the power {slope(SIZES, seconds):.2f}",
        "at most 1.1",
    )


# ------------------------------------------------------------------------------------------------------------ edits


@dataclass(frozen=True, slots=True)
class Edit:
    """One random edit: what it was, and the CPU seconds of the repeated check after it."""

    what: str
    seconds: float


def timed(action: Callable[[], object]) -> float:
    """Return the CPU seconds of an action in this process; what lay about in memory is cleared first."""
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def cold_seconds(folder: Path, rounds: int) -> float:
    """Return the best time of a check from the start: open, read the book, judge, report."""
    from archrepo.principles import book_of
    from archrepo.validation import check
    from archrepo.workspace import load_ontology, open_workspace

    def fresh() -> None:
        workspace = open_workspace(folder, AS_OF, ontology=load_ontology())
        assert check(workspace, book_of(workspace)).report

    return min(timed(fresh) for _ in range(rounds))


def repeated(folder: Path, kinds: Sequence[str], count: int, seed: int = 0) -> Iterator[Edit]:
    """Yield `count` random edits of these kinds, each with the time of the check that is repeated after it."""
    from edits import random_edit

    from archrepo.errors import ConfigurationFault
    from archrepo.principles import book_of
    from archrepo.validation import check
    from archrepo.workspace import load_ontology, open_workspace
    from archrepo.workspace.renewal import renewed

    chance = random.Random(seed)
    workspace = open_workspace(folder, AS_OF, ontology=load_ontology())
    current = check(workspace, book_of(workspace)).ready_for_edits()
    assert current.report
    for _ in range(count):
        what = random_edit(folder, chance, kinds)
        gc.collect()
        start = time.process_time()
        found = renewed(current.workspace, AS_OF)
        assert found is not None, what
        current = current.after(*found)
        try:
            assert current.report
        except ConfigurationFault:
            what = f"{what} (breaks a waiver)"
        yield Edit(what, time.process_time() - start)


def bench_edits(name: str, folder: Path, work: Path, options: Options) -> None:
    """The check that is repeated after an edit beside the check from the start, in one process.

    Edits of one line, and apart from them edits that add, move or take away a whole statement.
    """
    sys.path.insert(0, str(ROOT / "tests"))
    from edits import LINES, STATEMENTS

    for kinds, words in ((LINES, "one line"), (STATEMENTS, "a whole statement")):
        copy = Path(shutil.copytree(folder, work / f"edited-{name}-{len(words)}"))
        _bench_kind(name, copy, kinds, words, options)


def _bench_kind(name: str, copy: Path, kinds: Sequence[str], words: str, options: Options) -> None:
    cold = cold_seconds(copy, options.rounds)
    edits = sorted(repeated(copy, kinds, options.edits), key=lambda edit: edit.seconds)
    middle, worst = statistics.median(edit.seconds for edit in edits), edits[-1]
    row(
        f"check of {name} repeated after each of {len(edits)} random edits of {words}: median, worst ({worst.what})",
        f"{middle * 1000:.0f} ms, {worst.seconds * 1000:.0f} ms",
        f"cold {cold * 1000:.0f} ms",
        f"{cold / middle:.0f} and {cold / worst.seconds:.0f} times faster",
        "at least 20",
    )


# ------------------------------------------------------------------------------------------------------------- main


def bench(gemma: Path, work: Path, options: Options, parts: Sequence[str]) -> None:
    """Print the rows of the parts, on an imported GEMMA in the folder `gemma` and on Voorbeeldstad."""
    own = ROOT / "models" / "voorbeeldstad"
    both = (("GEMMA", gemma), ("Voorbeeldstad", own))
    if "cold" in parts:
        for name, folder in both:
            bench_cold(name, folder, options)
    if "parse" in parts:
        bench_parse(gemma, options)
    if "growth" in parts:
        bench_growth(gemma, work, options)
    if "edits" in parts:
        for name, folder in both:
            bench_edits(name, folder, work, options)
    if "slow" in parts:
        for name, folder in both:
            bench_slow(name, folder, work, options)


def main() -> None:
    """Import GEMMA, run the parts that are asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="the folder with the test data")
    parser.add_argument("--rounds", type=int, default=3, help="how often each figure is taken")
    parser.add_argument("--edits", type=int, default=40, help="how many random edits")
    parser.add_argument("--limit", type=float, default=1800, help="how many CPU seconds pySHACL gets")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help="some parts")
    words = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from archrepo.exchange import import_model

    print("| what | archrepo | peer or memory | ratio | aim |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        import_model([words.shared / "data/gemma/gemma.archimate"], work / "gemma")
        bench(work / "gemma", work, Options(words.rounds, words.edits, words.limit), words.only)


if __name__ == "__main__":
    main()
