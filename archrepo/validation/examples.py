"""The examples that prove a principle: small Turtle files that say themselves what a check must find in them.

An example ends a line in `# expect: <ID>` where a finding must stand, or in `# expect-unknown: <ID>` where a fact must
be missed. `good.ttl` has no such mark, `bad.ttl` is a near miss of it, and others are named after how they fail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from archrepo.findings import Location, Verdict
from archrepo.principles import Principle, PrincipleBook
from archrepo.store import Graph
from archrepo.turtle import parse
from archrepo.workspace import Configuration, Ontology, SourceFile, Workspace
from archrepo.workspace.files import parsed

GOOD: Final = "good.ttl"
BAD: Final = "bad.ttl"
UNKNOWN: Final = "unknown.ttl"
#: The date for which examples are written; a proof that holds today then holds next year.
EXAMPLE_DATE: Final = date(2026, 11, 22)

_MARK = re.compile(r"\s*# (expect|expect-unknown): (\S+)\s*$")
_LIKE_A_MARK = re.compile(r"#\s*expect")
_BASE = re.compile(r"^\s*@?prefix\s+:\s*<([^>]+)>", re.MULTILINE | re.IGNORECASE)
_ANY_BASE = "https://voorbeeldstad.example/id/"
_VERDICTS = {"expect": Verdict.BROKEN, "expect-unknown": Verdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the mark at the end of a line says: this principle gives this verdict here."""

    line: int
    principle: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Example:
    """One example of the principle whose id is the name of its folder."""

    principle: str
    file: SourceFile

    @property
    def name(self) -> str:
        """Return the name of the file: `bad.ttl`."""
        return self.file.path.rsplit("/", 1)[-1]

    @property
    def lines(self) -> list[str]:
        """Return the lines of the file as they are."""
        return self.file.text.split("\n")

    @property
    def bare_lines(self) -> list[str]:
        """Return the lines of the file without the marks, which a model would not have."""
        return [_MARK.sub("", line).rstrip() for line in self.file.text.rstrip("\n").split("\n")]

    @property
    def expectations(self) -> tuple[Expectation, ...]:
        """Return what the marks say, in the order of the lines."""
        found = ((number, _MARK.search(line)) for number, line in enumerate(self.lines, start=1))
        return tuple(Expectation(number, mark[2], _VERDICTS[mark[1]]) for number, mark in found if mark)

    @property
    def unread_marks(self) -> tuple[int, ...]:
        """Return the lines with something that looks like a mark and is none."""
        return tuple(
            number
            for number, line in enumerate(self.lines, start=1)
            if _LIKE_A_MARK.search(line) and not _MARK.search(line)
        )

    def place(self, line: int) -> Location:
        """Return the place of a whole line."""
        text = self.lines[line - 1].rstrip("\r") if line <= len(self.lines) else ""
        start = len(text) - len(text.lstrip()) + 1
        return Location(self.file.path, line, start, line, max(start, len(text)) + 1)

    def opened(self, ontology: Ontology, as_of: date = EXAMPLE_DATE) -> Workspace:
        """Return the example as a model of its own; the prefix `:` names the base of its names."""
        base = _BASE.search(self.file.text)
        return _model_of(self.file, base[1] if base else _ANY_BASE, ontology, as_of)

    def as_a_model(self, ontology: Ontology, as_of: date = EXAMPLE_DATE) -> Workspace:
        """Return the example opened without its marks, as a user would have written it."""
        data = ("\n".join(self.bare_lines) + "\n").encode()
        file = SourceFile.of(self.file.path, data, parse(data, self.file.path, blank_prefix="e"))
        base = _BASE.search(self.file.text)
        return _model_of(file, base[1] if base else _ANY_BASE, ontology, as_of)


def _model_of(file: SourceFile, base: str, ontology: Ontology, as_of: date) -> Workspace:
    configuration = Configuration(
        root=Path(file.path).parent,
        name=file.path,
        base=base,
        language="3.2",
        model=(file.path,),
        proposals=(),
        shapes=(),
    )
    return _SmallModel(configuration, [file], ontology, as_of, Graph(file.triples))


class _SmallModel(Workspace):
    """A model that is far smaller than the vocabulary, so that its graph is the vocabulary with the model laid over."""

    @cached_property
    def graph(self) -> Graph:
        return self.ontology.ground.under([*self.model, *self.derived, *self.run_context])


def examples_of(book: PrincipleBook, principle: Principle) -> tuple[Example, ...]:
    """Return the examples of one principle by name; none when its folder is not there.

    Raises:
        InputFault: an example cannot be read.
    """
    return read_examples(book.examples_of(principle).parent, book.root_of(principle), only=principle.id).get(
        principle.id, ()
    )


def read_examples(folder: Path, root: Path, *, only: str | None = None) -> Mapping[str, tuple[Example, ...]]:
    """Return the examples in a folder by the id of their principle, each in the order of their names.

    Paths are told from `root`, or in full when they lie elsewhere. `only` is the one id to read.

    Raises:
        SyntaxFault: an example is not Turtle; its `others` hold the further faults, also those of other files.
        InputFault: an example is not UTF-8.
    """
    paths = sorted(folder.glob(f"{only or '*'}/*.ttl"))
    files = parsed((_shown(path, root), path.read_bytes(), None) for path in paths)
    found: dict[str, list[Example]] = {}
    for path, file in zip(paths, files, strict=True):
        found.setdefault(path.parent.name, []).append(Example(path.parent.name, file))
    return {identifier: tuple(examples) for identifier, examples in found.items()}


def _shown(path: Path, root: Path) -> str:
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def named(examples: tuple[Example, ...], name: str) -> Example | None:
    """Return the example with that file name, or None."""
    return next((example for example in examples if example.name == name), None)
