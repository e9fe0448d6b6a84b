"""Damage model files of every form in many ways, import each, and tell what became of it.

    python tests/benchmarks/damaging.py ../shared/data --files 20000 --seed 1

Every file is imported in a process that is watched. A fault of the program is: an exception without words for the user,
a process that dies or takes over a minute for one file, more than 1 GiB of memory, a file outside the target folder, a
target that is left behind by a refused import, or an import that says it carried something over and holds nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import random
import re
import resource
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

_SECONDS = 60
_BATCH = 200
#: What no import may let out; whatever else escapes ends the process, which is a fault too.
_ESCAPES = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
_MOST_MEGABYTES = 1024
_SIBLING = "beside.txt"
#: A path that an archive names as if it might write there.
_OUTSIDE = Path(tempfile.gettempdir()) / "out-of-the-target.txt"
Files = Mapping[str, bytes]
Damage = Callable[[random.Random, bytes], bytes]


def bases(data: Path) -> dict[str, Files]:
    """Return a whole model of some eighty elements in each form: the files by their paths."""
    from archrepo.exchange import import_model
    from archrepo.exchange.gathering import gather
    from archrepo.exchange.writing import FORMATS, write_model
    from archrepo.workspace import open_workspace

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "model"
        import_model([data / "dienstverlening/dienstverlening-grafico.tar.xz"], folder)
        workspace = open_workspace(folder, date(2026, 11, 22))
        model = gather(workspace)
        found: dict[str, Files] = {}
        for form in FORMATS:
            if form.name == "xlsx":
                continue  # a workbook is no import: tests/exchange/test_workbook_hostile.py
            whole = form.of_workspace(workspace, "", "nl") if form.of_workspace else write_model(model, form.name)
            found[form.name] = dict(whole.files) or {f"model{form.endings[0]}": whole.data}
    native = found["archimate"]["model.archimate"]
    found["archimate in a zip"] = {"model.archimate": zipped({"model.xml": native, "images/a.png": b"\x89PNG\r\n"})}
    found["grafico in a zip"] = {"model.zip": zipped(found["grafico"])}
    found["grafico in a tar"] = {"model.tar.gz": tarred(found["grafico"])}
    found["table"] = {"applicaties.csv": _TABLE.encode()}
    found["archimate 2"] = {"old.xml": _ARCHIMATE_2.encode()}
    return found


_TABLE = "Naam;Levensfase;Leverancier;In gebruik sinds\nZaaksysteem;ar:InUse;Bouwsel B.V.;2020-01-01\nDMS;ar:Ended;;\n"
_ARCHIMATE_2 = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  identifier="m"><name xml:lang="nl">Proef</name>
<elements><element identifier="a" xsi:type="InfrastructureService"><label xml:lang="nl">Opslag</label></element>
<element identifier="b" xsi:type="ApplicationComponent"><label xml:lang="nl">DMS</label></element></elements>
<relationships><relationship identifier="r" source="a" target="b" xsi:type="UsedByRelationship"/></relationships>
<views><view identifier="v"><label xml:lang="nl">Plaat</label><node identifier="n" elementref="a" x="1" y="1" w="90"
  h="50"/></view></views></model>
"""


def zipped(files: Files) -> bytes:
    """Return the files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def tarred(files: Files, links: Mapping[str, str] | None = None) -> bytes:
    """Return the files as a compressed tar, with symbolic links by path."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for name, target in (links or {}).items():
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, target
            archive.addfile(link)
    return out.getvalue()


def _truncated(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flipped(chance: random.Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if found:
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def _spliced(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = data[start : min(end, start + 4000)]
    place = chance.randrange(len(data) + 1)
    return chance.choice(
        (
            data[:start] + data[start + len(piece) :],
            data[:place] + piece + data[place:],
            data[:start] + chance.randbytes(chance.randint(1, 60)) + data[start + len(piece) :],
        )
    )


def _valued(chance: random.Random, data: bytes) -> bytes:
    """Put something else in the place of values: an id, a type, a number, a name, often one from elsewhere."""
    for _ in range(chance.randint(1, 4)):
        values = list(_VALUE.finditer(data))
        if not values:
            return _flipped(chance, data)
        chosen, other = chance.choice(values), chance.choice(values)
        value = other[0] if chance.random() < 0.5 else chance.choice(_VALUES)
        data = data[: chosen.start()] + value + data[chosen.end() :]
    return data


#: What stands between quotation marks of an attribute or a literal, between tags, or between marks of a table.
_VALUE = re.compile(
    rb'(?<==")[^"<>]*(?=")|(?<=: ")[^"]*(?=")|(?<=>)[^<>\n]+(?=<)|(?<=[;,]")[^"]*(?=")|(?<=<)[^<>" ]+(?=>)'
)
_VALUES = (
    b"",
    b" ",
    b"../../x",
    b"/etc/passwd",
    b"nan",
    b"1e999",
    b"-99999999999999999999",
    b"a" * 70_000,
    b"&#0;",
    b"&lol;",
    "\u202e\u0000é😀".encode(),
    b"<script>",
    b"archimate:Unknown",
    b"a b c",
    b"%%%",
    b"urn:x y",
)


def _recoded(chance: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return chance.choice(
        (
            text.encode("utf-16"),
            text.encode("latin-1", "replace"),
            text.replace("UTF-8", "UTF-32", 1).encode(),
            text.replace("UTF-8", chance.choice(("ebcdic", "x" * 300, "utf-7")), 1).encode(),
            b"\xef\xbb\xbf" + data,
            b"\x00" * chance.randint(1, 50) + data,
        )
    )


def _bombed(chance: random.Random, data: bytes) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE model [<!ENTITY l0 "lol">{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]>'.encode()
    head, mark, tail = data.partition(b"?>")
    whole = head + mark + bomb + tail if mark else bomb + data
    return whole.replace(b'name="', b'name="&l8;&f;', 1)


def _nested(chance: random.Random, data: bytes) -> bytes:
    tag = chance.choice((b"folder", b"item", b"child", b"element", b"properties"))
    depth = chance.choice((300, 5_000, 60_000))
    place = data.find(b"<" + tag)
    place = place if place > 0 else len(data) // 2
    return data[:place] + b"<" + tag + b">" * 1 + (b"<" + tag + b">") * depth + data[place:]


_BRACKETS = (b"[" * 50_000, b"{" * 50_000, b"(" * 50_000, b'"' * 5_000, b"<a:" * 9_000)


def _bracketed(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_BRACKETS) + data[place:]


_DAMAGES: tuple[tuple[Damage, int], ...] = (
    (_truncated, 15),
    (_flipped, 15),
    (_spliced, 15),
    (_valued, 42),
    (_recoded, 5),
    (_bombed, 3),
    (_nested, 3),
    (_bracketed, 2),
)


def _archived(chance: random.Random, files: Files, kind: str) -> bytes:
    """Return an archive that means harm: paths that lead out, links, a bomb, doubles, or damage to one member."""
    found = dict(files)
    way = chance.randrange(6)
    first = next(iter(found))
    if way == 0:
        found[chance.choice(("../../out.txt", _OUTSIDE.as_posix(), "a/../../../out.xml", "C:\\x.xml", "con"))] = b"x"
    elif way == 1:
        found[f"images/{'n' * chance.choice((10, 300, 5000))}.png"] = b"\x00" * chance.choice((10, 30_000_000))
    elif way == 2:
        found = {name: damaged(chance, data) if name == first else data for name, data in found.items()}
    elif way == 3:
        names = list(found)
        found = {name: found[name] for name in chance.sample(names, chance.randint(0, len(names)))}
    elif way == 4 and kind == "tar":
        return tarred(found, {"model/link": chance.choice(("/etc/passwd", "../../..", "model"))})
    data = tarred(found) if kind == "tar" else zipped(found)
    return damaged(chance, data) if way == 5 else data


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Return the file with damage of one or two sorts."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        (damage,) = chance.choices([one for one, _ in _DAMAGES], [weight for _, weight in _DAMAGES])
        data = damage(chance, data) if data else chance.randbytes(9)
    return data


def hurt(seed: int, whole: Mapping[str, Files]) -> tuple[str, Files]:
    """Return the form and the damaged files that belong to a seed; the same seed always gives the same."""
    chance = random.Random(seed)
    form = chance.choice(sorted(whole))
    files = dict(whole[form])
    if form in ("archimate in a zip", "grafico in a zip", "grafico in a tar") and chance.random() < 0.6:
        name = next(iter(files))
        inner = whole["grafico"] if "grafico" in form else {"model.xml": whole["archimate"]["model.archimate"]}
        return form, {name: _archived(chance, inner, "tar" if "tar" in form else "zip")}
    for name in chance.sample(sorted(files), min(len(files), chance.randint(1, 3))):
        if chance.random() < 0.08 and len(files) > 1:
            del files[name]
        else:
            files[name] = damaged(chance, files[name])
    return form, files


def outcome(files: Files, room: Path) -> str:
    """Import the files within `room`, and return what became of them; a word that begins with ! is a fault of ours."""
    from archrepo.errors import ArchrepoError
    from archrepo.exchange import import_model

    source, target = room / "in", room / "out"
    for name, data in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (room / _SIBLING).write_text("as it was", "utf-8")
    path = source / next(iter(files)) if len(files) == 1 else source
    try:
        report = import_model([path], target)
    except ArchrepoError as fault:
        has_words = fault.text.nl and fault.text.en and fault.remedy is not None
        found = "refused" if has_words else f"!no words: {fault!r}"
        if target.exists():
            found = "!a refused import left a target"
    except MemoryError:
        found = "!out of memory"
    except _ESCAPES:
        found = "!" + traceback.format_exc(limit=-3)
    else:
        elements = sum(count.read for model in report.models for count in model.elements)
        is_empty = not any(target.rglob("*.ttl"))
        found = "!imported, and there is nothing" if is_empty else "imported" if elements else "imported as RDF"
    others = {each.name for each in room.iterdir()} - {"in", "out", _SIBLING}
    if others or (room / _SIBLING).read_text("utf-8") != "as it was" or _OUTSIDE.exists():
        found = f"!wrote outside the target: {sorted(others)}"
    return found


def _work(seeds: range, whole: Mapping[str, Files], out: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    for seed in seeds:
        form, files = hurt(seed, whole)
        out.send((seed, form, None, 0))
        with tempfile.TemporaryDirectory() as made:
            found = outcome(files, Path(made))
        out.send((seed, form, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    out.close()


def run(whole: Mapping[str, Files], first: int, count: int) -> Iterator[tuple[int, str, str, int]]:
    """Yield seed, form, outcome and the memory in MB of each file; a process that hangs or dies is one too."""
    context = multiprocessing.get_context("fork")
    at = first
    while at < first + count:
        here, there = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(range(at, min(at + _BATCH, first + count)), whole, there))
        worker.start()
        there.close()
        busy: tuple[int, str] | None = None
        try:
            while here.poll(_SECONDS):
                seed, form, found, megabytes = here.recv()
                at = seed + 1
                busy = (seed, form) if found is None else None
                if found is not None:
                    too_much = megabytes > _MOST_MEGABYTES
                    yield seed, form, f"!{megabytes} MB" if too_much else found, megabytes
            else:
                worker.kill()
                assert busy is not None
                yield *busy, f"!took over {_SECONDS} s", 0
        except EOFError:
            if busy is not None:
                yield *busy, "!the process died", 0
        worker.join()


def main() -> None:
    """Damage, import, count, and end with 1 when there is a fault of the program."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--files", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    whole = bases(asked.data)
    counts: Counter[tuple[str, str]] = Counter()
    faults: list[tuple[int, str, str]] = []
    most, began = 0, time.process_time()
    for seed, form, found, megabytes in run(whole, asked.seed * 1_000_000, asked.files):
        counts[form, "FAULT" if found.startswith("!") else found] += 1
        most = max(most, megabytes)
        if found.startswith("!"):
            faults.append((seed, form, found))
            print(json.dumps([seed, form, found], ensure_ascii=False), file=sys.stderr, flush=True)
    for (form, found), number in sorted(counts.items()):
        print(f"{form:22} {found:18} {number:7}")
    print(f"{sum(counts.values())} files, {len(faults)} faults, at most {most} MB in a process")
    print(f"{time.process_time() - began:.0f} s in the watching process")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
