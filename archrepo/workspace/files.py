"""The Turtle files of a workspace: read, and where in them a triple stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault, InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle import Triple, TripleSpans, line_and_column, line_starts, parse, spans
from archrepo.turtle.reading import Term
from archrepo.workspace.configuration import CONFIGURATION, Configuration

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
    """Return the files that match a pattern, below the resolved root, sorted by path, each once.

    Links that lead outside are left out, and so are names that begin with a dot (.git, .venv, an editor's lock) unless
    the pattern names one itself.

    Raises:
        InputFault: a link leads to nothing.
    """
    inside = root.resolve()
    found: set[Path] = set()
    for pattern in patterns:
        names_hidden = any(part.startswith(".") and part != "." for part in pattern.split("/"))
        for path in inside.glob(pattern):
            if names_hidden or not any(part.startswith(".") for part in path.relative_to(inside).parts):
                found.add(path)
    for path in sorted(found):
        if path.is_symlink() and not path.exists():
            raise InputFault(
                Text("deze link leidt nergens heen", "this link leads nowhere"),
                location=Location(path.relative_to(inside).as_posix(), 0, 0, 0, 0),
                remedy=Text("verwijder de link, of zet het bestand terug", "remove the link, or put the file back"),
            )
    files = (path for path in found.difference(without) if path.is_file())
    return sorted(path for path in files if path.resolve().is_relative_to(inside))


def model_files(configuration: Configuration, without: Iterable[Path] = ()) -> list[Path]:
    """Return the files of the model: those that match a pattern of `model` and are not among `without`.

    Raises:
        ConfigurationFault: a pattern matches no file, while its folder is not there or holds other Turtle files.
        InputFault: a link leads to nothing.
    """
    for pattern in configuration.model:
        if configuration.names_model and not matching_files(configuration.root, [pattern]):
            folder = configuration.root / _fixed_part(pattern)
            if not folder.is_dir() or next(folder.rglob("*.ttl"), None) is not None:
                raise ConfigurationFault(
                    Text(
                        f"geen bestand past bij '{pattern}' onder [files] model",
                        f"no file matches '{pattern}' under [files] model",
                    ),
                    location=Location(CONFIGURATION, 0, 0, 0, 0),
                    remedy=Text(
                        "verbeter het patroon of haal het weg; of maak het bestand",
                        "mend the pattern or take it out; or make the file",
                    ),
                )
    return matching_files(configuration.root, configuration.model, without)


def _fixed_part(pattern: str) -> str:
    """Return what stands in a pattern before its first part with a wildcard."""
    return "/".join(takewhile(lambda part: not set(part) & set("*?["), pattern.split("/")))


def read_files(root: Path, paths: Iterable[Path], *, blank_prefix: str = "f") -> list[SourceFile]:
    """Return the Turtle files, parsed; `blank_prefix` keeps the blank nodes of separate reads apart.

    Raises:
        SyntaxFault: a file is not Turtle; its `others` hold the further faults, also those of other files.
        InputFault: a file is too large or not UTF-8.
    """
    files = []
    faults: list[SyntaxFault] = []
    for number, path in enumerate(paths):
        name = _name_within(root, path)
        if path.stat().st_size > MOST_BYTES:
            raise InputFault(
                Text(f"{name} is groter dan {MOST_BYTES // 2**20} MB", f"{name} is over {MOST_BYTES // 2**20} MB"),
                location=Location(name, 0, 0, 0, 0),
                remedy=Text("splits het bestand per onderwerp", "split the file by topic"),
            )
        data = path.read_bytes()
        try:
            triples = parse(data, name, blank_prefix=f"{blank_prefix}{number}b")
        except SyntaxFault as fault:
            faults += [fault, *fault.others]
        else:
            files.append(SourceFile(name, data, tuple(triples)))
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return files


def _name_within(root: Path, path: Path) -> str:
    """Return a path relative to the root, also when one of the two was reached by way of a link."""
    if not path.is_relative_to(root):
        root, path = root.resolve(), path.parent.resolve() / path.name
    return path.relative_to(root).as_posix()


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
