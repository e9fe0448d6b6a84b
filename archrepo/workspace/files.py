"""The Turtle files of a workspace: read, and where in them a triple stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle import Triple, TripleSpans, line_and_column, line_starts, parse, spans
from archrepo.turtle.reading import Term

# A hand-written model file is a few hundred kB; GEMMA's largest is 1.5 MB. Beyond this it is data, not a model.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Turtle file: its path relative to the workspace, its text and its triples in the order of the text."""

    path: str
    data: bytes
    triples: tuple[Triple, ...]

    @property
    def text(self) -> str:
        """The text of the file, without a byte order mark."""
        return self.data.decode("utf-8-sig")


def matching_files(root: Path, patterns: Iterable[str], without: Iterable[Path] = ()) -> list[Path]:
    """Return the files that match a pattern, sorted by path, each once; links that lead outside are left out."""
    left_out = set(without)
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    inside = root.resolve()
    return sorted(path for path in found - left_out if path.resolve().is_relative_to(inside))


def read_files(root: Path, paths: Iterable[Path], *, blank_prefix: str = "f") -> list[SourceFile]:
    """Return the Turtle files, parsed; `blank_prefix` keeps the blank nodes of separate reads apart.

    Raises:
        SyntaxFault: a file is not Turtle.
        InputFault: a file is too large or not UTF-8.
    """
    files = []
    for number, path in enumerate(paths):
        name = path.relative_to(root).as_posix()
        if path.stat().st_size > MOST_BYTES:
            raise InputFault(
                Text(f"{name} is groter dan {MOST_BYTES // 2**20} MB", f"{name} is over {MOST_BYTES // 2**20} MB"),
                location=Location(name, 0, 0, 0, 0),
                remedy=Text("splits het bestand per onderwerp", "split the file by topic"),
            )
        data = path.read_bytes()
        files.append(SourceFile(name, data, tuple(parse(data, name, blank_prefix=f"{blank_prefix}{number}b"))))
    return files


class FilePlaces:
    """Where the triples of one file stand; made for a file when a first finding needs it."""

    def __init__(self, file: SourceFile) -> None:
        """Find the spans of all triples of the file."""
        text = file.text
        self._path = file.path
        self._text = text
        self._starts = line_starts(text)
        found = spans(text)
        if len(found) != len(file.triples):
            found = []
        self._by_subject: dict[Term, list[tuple[Triple, TripleSpans]]] = {}
        for triple, place in zip(file.triples, found, strict=False):
            self._by_subject.setdefault(triple[0], []).append((triple, place))

    def find(self, subject: Term, predicate: ox.NamedNode | None, value: Term | None) -> Location | None:
        """Return where the subject, one of its properties or one value of it is written; None when it is not."""
        entries = self._by_subject.get(subject, [])
        if predicate is None:
            start = min((place.subject for _, place in entries), default=None)
            return self._location(*start) if start else None
        for triple, place in entries:
            if triple[1] == predicate and value is not None and triple[2] == value:
                return self._location(*place.object)
        for triple, place in entries:
            if triple[1] == predicate and value is None:
                return self._location(*place.predicate)
        return None

    def statement(self, subject: Term) -> str:
        """Return the text of the first statement about a subject, up to its full stop; empty when there is none."""
        entries = self._by_subject.get(subject, [])
        if not entries:
            return ""
        start = min(place.subject.start for _, place in entries)
        named = (
            place.subject.start
            for subject_of_line, listed in self._by_subject.items()
            if isinstance(subject_of_line, ox.NamedNode)
            for _, place in listed
        )
        end = min((opening for opening in named if opening > start), default=len(self._text))
        lines = self._text[start:end].rstrip().split("\n")
        while lines and lines[-1].lstrip().startswith(("#", "@prefix", "PREFIX")):
            lines.pop()
            while lines and not lines[-1].strip():
                lines.pop()
        return "\n".join(lines)

    def _location(self, start: int, end: int) -> Location:
        return Location(self._path, *line_and_column(self._starts, start), *line_and_column(self._starts, end))
