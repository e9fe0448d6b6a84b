"""The tender files of a procurement as they came in, kept beside its Turtle in the folder `sources`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.procurement.drafts.starting import slug_of
from archrepo.procurement.proposals import SOURCES, Proposal, folder_of
from archrepo.workspace.saving import put

ENDINGS = (".xlsx", ".xlsm", ".csv", ".docx", ".pdf")
_NUMBERED = re.compile(r"(?P<number>[A-Za-z]{0,4}[-.]?\d{1,4}(?:[.\-]\d{1,4}){0,4})[.):]?\s+(?P<text>\S.*)", re.DOTALL)


def safe_name(name: str) -> str:
    """Return the name under which a file is kept: small letters, digits and hyphens, and a known ending.

    Raises:
        RequestFault: files with this ending are not read.
    """
    plain = PurePath(name.replace("\\", "/"))
    ending = plain.suffix.casefold()
    if ending not in ENDINGS:
        listed = ", ".join(ENDINGS)
        raise RequestFault(
            Text("dit soort bestand wordt niet gelezen", "this kind of file is not read"),
            remedy=Text(f"kies een bestand dat eindigt op {listed}", f"choose a file that ends in {listed}"),
        )
    return f"{slug_of(plain.stem) or 'bestand'}{ending}"


def source_files(proposal: Proposal) -> tuple[Path, ...]:
    """Return the kept files of a procurement by name; none when it is a single file."""
    folder = proposal.root / SOURCES
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in ENDINGS))


def source_file(proposal: Proposal, name: str) -> Path:
    """Return the kept file of that name.

    Raises:
        RequestFault: there is none.
    """
    found = next((path for path in source_files(proposal) if path.name == name), None)
    if found is None:
        raise RequestFault(
            Text("dit bestand is er niet", "this file is not there"),
            remedy=Text("lees het opnieuw in bij de eisen", "read it in again at the requirements"),
        )
    return found


def keep(proposal: Proposal, name: str, data: bytes) -> Path:
    """Keep a file as `name` in place of an earlier one of that name, whole or not at all, and return where.

    Raises:
        RequestFault: the procurement is a single file, or files with this ending are not read.
    """
    target = folder_of(proposal) / SOURCES / safe_name(name)
    target.parent.mkdir(exist_ok=True)
    put(target, data)
    return target


def pasted_file(proposal: Proposal, text: str, obligation: str) -> tuple[str, bytes]:
    """Return name and content of a file for requirements that were pasted as lines; `obligation` is their word.

    A number at the beginning of a line becomes the number of the requirement.

    Raises:
        RequestFault: there is no line with a text.
    """
    rows = [_numbered(line) for line in _lines(text)]
    if not rows:
        raise RequestFault(
            Text("er staat nog geen eis in het vak", "there is no requirement in the box yet"),
            remedy=Text("zet elke eis op een eigen regel", "put each requirement on a line of its own"),
        )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Nummer", "Eis", "Eis of wens"))
    writer.writerows((number, words, obligation) for number, words in rows)
    taken = {path.name for path in source_files(proposal)}
    order, name = 1, "geplakt.csv"
    while name in taken:
        order += 1
        name = f"geplakt-{order}.csv"
    return name, out.getvalue().encode()


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        plain = line.strip().lstrip("•*–-\t ").strip()
        if plain:
            yield plain


def _numbered(line: str) -> tuple[str, str]:
    found = _NUMBERED.match(line)
    return (found["number"], found["text"]) if found else ("", line)
