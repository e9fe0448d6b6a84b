"""The lock file `model.ids.tsv` beside an imported model: what the Turtle cannot say, and who owns which file.

One tab-separated line a fact, sorted, so that it merges in git:

    model     IRI                           file id
    element   IRI                           file id
    view      IRI                           file id
    relation  IRI                           file id
    relation  subject  predicate  object    file id  Object ID     (a relation written as a plain triple)
    link      subject  predicate  object    file id               (a municipal link: a relation in the file)
    profile   IRI                           file id
    facts     number                                           (properties of the file that became municipal facts)
    import    base     format                                      (the beginning of the names, and what was imported)
    file      path                          SHA-256 of what the import wrote

What is usual in the file, and the concepts that deviate from it; `archrepo.exchange.keeping` reads and writes these:

    order     names of property predicates, as they mostly follow each other
    key       predicate  key                                       (in order of first appearance)
    language  tag of the Turtle  tag of the file                   (in order of first appearance)
    properties           listing            file id                (the model itself has no file id here)
    texts     name|text  listing            file id
    profiles             file ids           file id
    foreign              XML or @name="value"  file id             (in the order of the file)

Older imports listed the values themselves where a key occurred twice:

    property  IRI      key        value     language               (in the order of the file)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Final

from archrepo.errors import RequestFault
from archrepo.exchange.model import ModelFile, title_of
from archrepo.exchange.refusals import fault
from archrepo.language import Text

LOCK_FILE: Final = "model.ids.tsv"

_COLUMNS = 6
_HEADER = (
    "# Written by `archrepo import`; do not edit. Ids in the imported file, and the files that an import replaces.\n"
    "# kind\tsubject\tpredicate\tobject\tid\tObject ID\n"
)
_ESCAPES: Final = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN: Final = {escaped: plain for plain, escaped in _ESCAPES.items()}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPED = re.compile(r"\\[\\tnr]")

#: Kinds of rows of which the order says something.
_IN_ORDER: Final = frozenset({"foreign", "key", "language"})

#: kind, subject, predicate, object, id, Object ID; unused columns are empty.
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Lock:
    """The rows of a lock file, and the files it lists with the digest of their content."""

    rows: tuple[Row, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def concepts(self) -> dict[str, tuple[str, str, str]]:
        """Return, by file id, the IRI of the concept as (IRI, "", ""), or the terms of its plain triple."""
        return {
            row[4]: (row[1], row[2], row[3]) for row in self.rows if row[0] in ("element", "relation", "view", "model")
        }


def lock_text(rows: Iterable[Row], files: Mapping[str, str]) -> str:
    """Return the lock file: sorted, but rows whose order says something keep it within their concept."""
    rows = list(rows)
    listed: list[Row] = [("file", path, "", "", digest, "") for path, digest in files.items()]
    lines = sorted(_line(row) for row in [*rows, *listed] if row[0] not in _IN_ORDER)
    lines += [_line(row) for row in sorted((row for row in rows if row[0] in _IN_ORDER), key=itemgetter(0, 4))]
    return _HEADER + "\n".join(lines) + "\n"


def read_lock(folder: Path) -> Lock:
    """Return the lock of an imported folder; an empty one when the folder has none.

    Raises:
        InputFault: a line has not the form that an import writes.
    """
    path = folder / LOCK_FILE
    return lock_from(path.read_text("utf-8"), path.as_posix()) if path.is_file() else Lock()


def lock_from(text: str, path: str) -> Lock:
    """Return the lock that a text holds; `path` is the file it came from.

    Raises:
        InputFault: a line has not the form that an import writes.
    """
    rows: list[Row] = []
    files: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if not 2 <= len(cells) <= _COLUMNS:
            raise fault(
                path,
                Text(
                    "deze regel heeft niet de vorm van een importbestand",
                    "this line has not the form of an import lock",
                ),
                Text(
                    "zet het bestand terug uit git, of verwijder het en importeer in een nieuwe map",
                    "restore the file from git, or remove it and import into a new folder",
                ),
                number,
            )
        if "\\" in line:
            cells = [_ESCAPED.sub(lambda found: _PLAIN[found[0]], cell) for cell in cells]
        kind, subject, predicate, value, identifier, extra = (*cells, *[""] * (_COLUMNS - len(cells)))
        if kind == "file":
            files[subject] = identifier
        else:
            rows.append((kind, subject, predicate, value, identifier, extra))
    return Lock(tuple(rows), files)


def refuse_other_model(folder: Path, lock: Lock, model: ModelFile) -> None:
    """Refuse to put a model where an import of another model stands; a folder without an import takes any.

    Raises:
        RequestFault: the ids of the two models differ; the words name both.
    """
    row = next((row for row in lock.rows if row[0] == "model"), None)
    # The exchange format must begin an id with a letter, so tools put `id-` before it; it is the same model.
    if row is None or row[4].removeprefix("id-") == model.id.removeprefix("id-"):
        return
    old = f"{_name_there(folder)} ({row[4]})"
    new = f"{title_of(model)} ({model.id})"
    raise RequestFault(
        Text(
            f"in {folder.as_posix()} staat een ander model: {old}; dit bestand is {new}",
            f"{folder.as_posix()} holds another model: {old}; this file is {new}",
        ),
        remedy=Text(
            "importeer in een andere map; moet dit model het andere vervangen, zeg dat dan met --replace-model",
            "import into another folder; if this model must replace the other one, say so with --replace-model",
        ),
    )


def _name_there(folder: Path) -> str:
    """Return the name of the imported model in the folder, from the title of its own Turtle file; "?" without one."""
    path = folder / "model.ttl"
    first = path.read_text("utf-8").split("\n", 1)[0] if path.is_file() else ""
    return first.removeprefix("# ").removesuffix(": model") if first.startswith("# ") else "?"


def _line(row: Row) -> str:
    line = "\t".join(row)
    if line.count("\t") >= _COLUMNS or "\\" in line or "\n" in line or "\r" in line:
        line = "\t".join(_SPECIAL.sub(lambda found: _ESCAPES[found[0]], cell) for cell in row)
    return line.rstrip("\t")
