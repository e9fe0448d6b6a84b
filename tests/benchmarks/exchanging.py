"""Files of other tools in and out, beside lxml and beside peers, and what each of them loses on the way.

    python tests/benchmarks/exchanging.py ../shared/data [--rounds 5] [--etcion PYTHON]

Seconds of the processor in one process, turn about, the best of all rounds. pyArchimate comes with `pip install
".[bench]"`; etcion needs a Python of its own (3.12 or newer), named with `--etcion`. A peer that cannot read a file
gets it mended first, and the table says with what. What is lost is counted by archrepo's own reader in the file that
the peer wrote back, against the file that it read.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from archrepo.exchange import import_model, read_model, report_lines
from archrepo.exchange.gathering import gather
from archrepo.exchange.model import Folder, ModelFile, concepts
from archrepo.exchange.writing import write_model
from archrepo.turtle import parse, write
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import open_workspace

AS_OF = date(2026, 11, 22)
_ETCION = """
import json, sys, time
from etcion.serialization.xml import read_model, write_model
began = time.process_time()
try:
    model = read_model(sys.argv[1])
    read = time.process_time() - began
    began = time.process_time()
    write_model(model, sys.argv[2])
    print(json.dumps({"read": read, "write": time.process_time() - began}))
except Exception as fault:
    print(json.dumps({"fault": f"{type(fault).__name__}: {str(fault)[:160]}"}))
"""


def best(actions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the least time of each action in seconds of the processor; they take turns."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, taken in zip(actions, times, strict=True):
            began = time.process_time()
            action()
            taken.append(time.process_time() - began)
    return [min(taken) for taken in times]


def bench_import(gemma: Path, work: Path, rounds: int) -> Path:
    """Import with its report, beside a bare parse and the mere writing of the same Turtle."""
    target = work / "gemma"

    def imported() -> None:
        shutil.rmtree(target, ignore_errors=True)
        assert report_lines(import_model([gemma], target))

    imported()
    turtle = {path: parse(path.read_bytes(), path.name) for path in sorted(target.glob("*.ttl"))}

    def bare() -> None:
        etree.parse(gemma)
        for path, triples in turtle.items():
            (work / path.name).write_text(write(triples, PREFIXES, title="Bare"), "utf-8")

    own, least = best([imported, bare], rounds)
    print(
        f"| import of gemma.archimate with its report | {own:.2f} s | lxml's bare parse and writing the Turtle |",
        end="",
    )
    print(f" {least:.2f} s | {own / least:.2f} times its time | at most 3 |")
    return target


def bench_export(folder: Path, rounds: int) -> None:
    """Each way out of the imported model."""
    workspace = open_workspace(folder, AS_OF)
    model = gather(workspace)
    (gathered,) = best([lambda: gather(workspace)], rounds)
    print(f"| gather GEMMA from its Turtle | {gathered:.2f} s | | | | |")
    for form in ("archimate", "ameff", "grafico", "csv"):
        (taken,) = best([lambda form=form: write_model(model, form)], max(1, rounds // 2))  # type: ignore[misc]  # bound
        print(f"| write GEMMA as {form} | {taken:.2f} s | | | | |")


def folders(model: ModelFile) -> int:
    """Return how many folders a model has, at every depth."""

    def held(folder: Folder) -> int:
        return 1 + sum(held(one) for one in folder.members if isinstance(one, Folder))

    return sum(map(held, model.folders))


def counted(model: ModelFile) -> dict[str, int]:
    """Return how much of each sort a model holds."""
    drawings = [view.drawing for view in model.views]
    return {
        "elements": len(model.elements),
        "relations": len(model.relations),
        "properties": sum(len(one.properties) for one in concepts(model)),
        "texts": sum(len(one.texts) for one in concepts(model)),
        "views": len(model.views),
        "boxes": sum(len(re.findall(rb"<(?:child|node)\b", one)) for one in drawings),
        "lines": sum(len(re.findall(rb"<(?:sourceConnection|connection)\b", one)) for one in drawings),
        "bends": sum(one.count(b"<bendpoint") for one in drawings),
        "folders": folders(model),
    }


def told(name: str, source: Path, back: Path | None, seconds: tuple[float, float] | None, mended: str) -> None:
    """Print a line: what is left of each sort after the tool wrote the file that it had read."""
    if back is None:
        print(f"| {name} | {source.name} | {mended} | - | - |")
        return
    before, after = counted(read_model(source)), counted(read_model(back))
    lost = [f"{sort} {after[sort]} of {number}" for sort, number in before.items() if after[sort] != number]
    took = f"{seconds[0]:.1f} + {seconds[1]:.1f} s" if seconds else "-"
    print(f"| {name} | {source.name} | {mended or 'none'} | {took} | {', '.join(lost) or 'nothing'} |")


def own_trip(source: Path, form: str, work: Path) -> None:
    """File, Turtle, file: in the format that it came in."""
    folder, back = work / f"own-{source.name}", work / f"back-{source.name}"
    began = time.process_time()
    import_model([source], folder)
    read = time.process_time() - began
    began = time.process_time()
    back.write_bytes(write_model(gather(open_workspace(folder, AS_OF)), form).data)
    told("archrepo, by way of Turtle", source, back, (read, time.process_time() - began), "")


def pyarchimate_trip(source: Path, work: Path) -> None:
    """pyArchimate reads and writes; it wants prefixed ids and no sketch."""
    try:
        from pyArchimate import Model
    except ImportError:
        told("pyArchimate", source, None, None, "not installed")
        return
    text = source.read_text("utf-8")
    text = re.sub(r'<element xsi:type="archimate:SketchModel".*?</element>', "", text, flags=re.DOTALL)
    is_native = source.suffix == ".archimate"
    if is_native:
        text = re.sub(r'((?:id|source|target|archimateElement|archimateRelationship)=")(?!id-)', r"\1id-", text)
    fixed, back = work / f"fixed-{source.name}", work / "pyarchimate.xml"
    fixed.write_text(text, "utf-8")
    model = Model("trial")
    began = time.process_time()
    try:
        model.read(str(fixed))
    except ValueError as fault:
        told("pyArchimate", source, None, None, f"cannot: {fault}")
        return
    read = time.process_time() - began
    began = time.process_time()
    model.write(str(back))
    mended = "ids prefixed, sketch taken out" if is_native else ""
    told("pyArchimate", source, back, (read, time.process_time() - began), mended)


def etcion_trip(source: Path, python: str, work: Path) -> None:
    """etcion reads and writes the exchange format in a Python of its own."""
    back = work / "etcion.xml"
    done = subprocess.run([python, "-c", _ETCION, str(source), str(back)], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else {"fault": done.stderr[-160:]}
    if "fault" in found:
        told("etcion", source, None, None, f"cannot: {found['fault']}".replace("|", "/").replace("\n", " "))
    else:
        told("etcion", source, back, (found["read"], found["write"]), "")


def main() -> None:
    """Run all and print two tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--etcion", default="")
    asked = options.parse_args()
    gemma, vera = asked.data / "gemma/gemma.archimate", asked.data / "vera"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        print("| what | archrepo | peer | peer's time | ratio | aim |\n|---|---|---|---|---|---|")
        folder = bench_import(gemma, work, asked.rounds)
        bench_export(folder, asked.rounds)
        exchange = work / "gemma.xml"
        exchange.write_bytes(write_model(gather(open_workspace(folder, AS_OF)), "ameff").data)
        print("\n| tool | file | mended before | read + write | lost |\n|---|---|---|---|---|")
        for source, form in (
            (gemma, "archimate"),
            (vera / "vera41.archimate", "archimate"),
            (vera / "vera41.xml", "ameff"),
        ):
            own_trip(source, form, work)
        for source in (gemma, vera / "vera41.archimate", vera / "vera41.xml"):
            pyarchimate_trip(source, work)
        for source in (vera / "vera41.xml", exchange) if asked.etcion else ():
            etcion_trip(source, asked.etcion, work)


if __name__ == "__main__":
    main()
