"""The Turtle files of a workspace: read, and where in them a triple stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from itertools import takewhile
from operator import itemgetter
from pathlib import Path

from archrepo.errors import ConfigurationFault, InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.turtle import Triple, parse
from archrepo.turtle.reading import Subject
from archrepo.workspace.configuration import CONFIGURATION, Configuration

# A hand-written model file is a few hundred kB; GEMMA's largest is 1.5 MB. Beyond this it is data, not a model.
MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Turtle file: its path relative to the workspace, its text and its triples in the order of the text."""

    path: str
    data: bytes
    triples: tuple[Triple, ...]
    subjects: Mapping[Subject, None]

    @classmethod
    def of(cls, path: str, data: bytes, triples: Iterable[Triple]) -> SourceFile:
        """Return the file with its subjects, in order of first appearance."""
        kept = tuple(triples)
        return cls(path, data, kept, dict.fromkeys(map(itemgetter(0), kept)))

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
    homes = {folder: folder.resolve().is_relative_to(inside) for folder in {path.parent for path in found}}
    files = (path for path in found.difference(without) if homes[path.parent] and path.is_file())
    return sorted(path for path in files if not path.is_symlink() or path.resolve().is_relative_to(inside))


def model_files(configuration: Configuration, without: Iterable[Path] = ()) -> list[Path]:
    """Return the files of the model: those that match a pattern of `model` and are not among `without`.

    Raises:
        ConfigurationFault: a pattern matches no file, while its folder is not there or holds other Turtle files.
        InputFault: a link leads to nothing.
    """
    root = configuration.root.resolve()
    found = matching_files(root, configuration.turtle, without)
    for pattern in configuration.model if configuration.names_model else ():
        is_plain = "**" not in pattern
        if is_plain and any(path.relative_to(root).match(pattern) for path in found):
            continue
        if not matching_files(root, [pattern]):
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
    return found


def _fixed_part(pattern: str) -> str:
    """Return what stands in a pattern before its first part with a wildcard."""
    return "/".join(takewhile(lambda part: not set(part) & set("*?["), pattern.split("/")))


def read_files(root: Path, paths: Iterable[Path], *, space: str = "") -> list[SourceFile]:
    """Return the Turtle files, parsed; `space` keeps the blank nodes apart of folders that have the same file names.

    Raises:
        SyntaxFault: a file is not Turtle; its `others` hold the further faults, also those of other files.
        InputFault: a file is too large or not UTF-8.
    """
    return parsed(((name, data, None) for name, data in read_bytes(root, paths)), space)


def read_bytes(root: Path, paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the name within the workspace and the content of each file.

    Raises:
        InputFault: a file is too large.
    """
    for path in paths:
        name = name_within(root, path)
        if path.stat().st_size > MOST_BYTES:
            raise InputFault(
                Text(f"{name} is groter dan {MOST_BYTES // 2**20} MB", f"{name} is over {MOST_BYTES // 2**20} MB"),
                location=Location(name, 0, 0, 0, 0),
                remedy=Text("splits het bestand per onderwerp", "split the file by topic"),
            )
        yield name, path.read_bytes()


def parsed(contents: Iterable[tuple[str, bytes, SourceFile | None]], space: str = "") -> list[SourceFile]:
    """Return the files of these names and contents; one that is given already is taken as it is.

    The blank nodes of a file are named after its path, so that they stay what they are when other files come or go.

    Raises:
        SyntaxFault: a file is not Turtle; its `others` hold the further faults, also those of other files.
        InputFault: a file is not UTF-8.
    """
    files = []
    faults: list[SyntaxFault] = []
    for name, data, known in contents:
        if known is not None:
            files.append(known)
            continue
        try:
            digest = blake2s(f"{space}/{name}".encode(), digest_size=6).hexdigest()
            triples = parse(data, name, blank_prefix=f"f{digest}b")
        except SyntaxFault as fault:
            faults += [fault, *fault.others]
        else:
            files.append(SourceFile.of(name, data, triples))
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return files


def name_within(root: Path, path: Path) -> str:
    """Return a path relative to the root, also when one of the two was reached by way of a link."""
    if not path.is_relative_to(root):
        root, path = root.resolve(), path.parent.resolve() / path.name
    return path.relative_to(root).as_posix()
