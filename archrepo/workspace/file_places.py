"""Where the triples of one file stand, also after edits of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from archrepo.errors import ArchrepoError
from archrepo.findings import Location
from archrepo.turtle import Triple, TripleSpans, line_and_column, line_starts, outline, parse
from archrepo.turtle.reading import Term
from archrepo.turtle.spans import Cuts, Outline, Span, cuts, statement_at
from archrepo.turtle.splicing import Splice, splice
from archrepo.workspace.files import SourceFile

_MOST_EDITS = 40
"""After so many edits the places are found anew, since each lookup applies every edit made after it."""


_MOST_NEAR = 60
"""Of so many subjects the statements are looked up one by one; with more, one walk over the whole text is quicker."""

_DIRECTIVE = re.compile(r"^(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>\s*\.?[ \t]*$", re.MULTILINE | re.IGNORECASE)


class FilePlaces:
    """Where the triples of one file stand; made for a file when a first finding needs it."""

    def __init__(self, file: SourceFile) -> None:
        """Keep the file; its text is walked through when a place is asked for."""
        self.file = file
        self._edits: tuple[_Edit, ...] = ()
        self._near: dict[Term, list[_Entry] | None] = {}

    @cached_property
    def _text(self) -> str:
        return self.file.text

    @cached_property
    def _outline(self) -> Outline:
        """The statements of the text; without triples when they do not match those of the file."""
        found = outline(self._text)
        return found if len(found.triples) == len(self.file.triples) else Outline([], [], [], len(self._text))

    @cached_property
    def _cuts(self) -> Cuts | None:
        return cuts(self._text)

    def prepare(self) -> None:
        """Find where the statements begin, which is what an edit asks first."""
        vars(self).setdefault("_cuts", cuts(self._text))

    @cached_property
    def _triples(self) -> dict[Term, list[Triple]]:
        found: dict[Term, list[Triple]] = {}
        for triple in self.file.triples:
            found.setdefault(triple[0], []).append(triple)
        return found

    @cached_property
    def _by_subject(self) -> dict[Term, list[_Entry]]:
        found: dict[Term, list[_Entry]] = {}
        for triple, place in zip(self.file.triples, self._outline.triples, strict=False):
            found.setdefault(triple[0], []).append(_Entry(triple, place, len(self._edits)))
        return found

    def _entries(self, subject: Term) -> list[_Entry]:
        """Return the triples of a subject with their spans; only its statements are walked when few are asked for."""
        if "_by_subject" not in vars(self):
            if subject not in self._near and len(self._near) < _MOST_NEAR:
                self._near[subject] = self._near_entries(subject)
            entries = self._near.get(subject)
            if entries is not None:
                return entries
        return self._by_subject.get(subject, [])

    def _near_entries(self, subject: Term) -> list[_Entry] | None:
        """Return the triples of a subject as its statements at the start of a line have them; None when unsure."""
        if not isinstance(subject, ox.NamedNode):
            return None
        wanted = self._triples.get(subject, [])
        text = self._text
        names = [f"<{subject.value}>"]
        for prefix, namespace in (found.groups() for found in self._directives):
            if subject.value.startswith(namespace):
                names.append(f"{prefix}:{subject.value[len(namespace) :]}")
        header = "\n".join(found[0] for found in self._directives)
        entries: list[_Entry] = []
        for start in sorted(start for name in names for start in _line_starts_with(text, name)):
            end, places = statement_at(text, start)
            try:
                triples = parse(f"{header}\n{text[start:end]} .".encode(), self.file.path)
            except ArchrepoError:
                return None
            if len(triples) != len(places):
                return None
            entries += [
                _Entry(*found, len(self._edits))
                for found in zip(triples, places, strict=True)
                if found[0][0] == subject
            ]
        return entries if [entry.triple for entry in entries] == wanted else None

    @cached_property
    def _directives(self) -> tuple[re.Match[str], ...]:
        return tuple(_DIRECTIVE.finditer(self._text))

    def edited(self, data: bytes) -> tuple[SourceFile, FilePlaces] | None:
        """Return the file with its new content and its places, read from the edited statements alone.

        None when the edit is one that asks for reading the whole text, or when there were too many before it.
        """
        text = data.decode("utf-8-sig", errors="replace")
        old = self.file
        if len(self._edits) >= _MOST_EDITS or text == self._text or "\ufffd" in text:
            return None
        known = self._cuts
        cut = splice(self._text, text, known, old.triples) if known is not None else None
        if known is None or cut is None or any(_has_blank(triple) for triple in old.triples[cut.first : cut.last]):
            return None
        file = SourceFile.of(old.path, data, (*old.triples[: cut.first], *cut.triples, *old.triples[cut.last :]))
        return file, self._spliced(file, text, known, cut)

    def _spliced(self, file: SourceFile, text: str, known: Cuts, cut: Splice) -> FilePlaces:
        new = FilePlaces(file)
        before = bisect_left(known.starts, cut.start)
        behind = bisect_left(known.starts, cut.end)
        starts = [
            *known.starts[:before],
            *(start + cut.start for start in cut.inner.starts),
            *(start + cut.shift for start in known.starts[behind:]),
        ]
        vars(new)["_text"] = text
        vars(new)["_cuts"] = Cuts(starts, known.directives_end)
        new._edits = (*self._edits, _Edit(cut.end, cut.shift))
        if "_by_subject" in vars(self):
            vars(new)["_by_subject"] = self._spliced_index(cut, len(new._edits))
        else:
            touched = {triple[0] for triple in (*self.file.triples[cut.first : cut.last], *cut.triples)}
            new._near = {subject: self._near[subject] for subject in list(self._near) if subject not in touched}
        return new

    def _spliced_index(self, cut: Splice, epoch: int) -> dict[Term, list[_Entry]]:
        index = dict(self._by_subject)
        rebuilt: dict[Term, tuple[list[_Entry], list[_Entry], list[_Entry]]] = {}
        for triple in (*self.file.triples[cut.first : cut.last], *cut.triples):
            if triple[0] not in rebuilt:
                entries = self._by_subject.get(triple[0], [])
                starts = [self._now(entry.place.object, entry.epoch).start for entry in entries]
                rebuilt[triple[0]] = (
                    [entry for entry, start in zip(entries, starts, strict=True) if start < cut.start],
                    [],
                    [entry for entry, start in zip(entries, starts, strict=True) if start >= cut.end],
                )
        for triple, place in zip(cut.triples, cut.inner.triples, strict=True):
            parts = (
                Span(part.start + cut.start, part.end + cut.start)
                for part in (place.subject, place.predicate, place.object)
            )
            rebuilt[triple[0]][1].append(_Entry(triple, TripleSpans(*parts), epoch))
        for subject, parted in rebuilt.items():
            index[subject] = [entry for part in parted for entry in part]
            if not index[subject]:
                del index[subject]
        return index

    def _now(self, span: Span, epoch: int) -> Span:
        """Return where a span found before the edits from `epoch` on stands now."""
        for edit in self._edits[epoch:]:
            if span.start >= edit.end:
                span = Span(span.start + edit.shift, span.end + edit.shift)
        return span

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self._text)

    def find(self, subject: Term, predicate: ox.NamedNode | None, value: Term | None) -> Location | None:
        """Return where the subject, one of its properties or one value of it is written; None when it is not."""
        entries = self._entries(subject)
        if predicate is None:
            start = min((self._now(entry.place.subject, entry.epoch) for entry in entries), default=None)
            return self._location(start) if start else None
        for entry in entries:
            if entry.triple[1] == predicate and value is not None and entry.triple[2] == value:
                return self._location(self._now(entry.place.object, entry.epoch))
        for entry in entries:
            if entry.triple[1] == predicate and value is None:
                return self._location(self._now(entry.place.predicate, entry.epoch))
        return None

    def statement(self, subject: Term) -> str:
        """Return the text of the first statement about a subject, up to its full stop; empty when there is none."""
        place = min(
            (self._now(one.place.subject, one.epoch) for one in self._by_subject.get(subject, [])), default=None
        )
        if place is None:
            return ""
        start = place.start
        end = min((opening for opening in self._outline.starts if opening > start), default=len(self._text))
        lines = self._text[start:end].rstrip().split("\n")
        while lines and lines[-1].lstrip().startswith(("#", "@prefix", "PREFIX")):
            lines.pop()
            while lines and not lines[-1].strip():
                lines.pop()
        return "\n".join(lines)

    def _location(self, span: Span) -> Location:
        starts = self._lines
        return Location(self.file.path, *line_and_column(starts, span.start), *line_and_column(starts, span.end))


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edit of the text: what stood at or behind `end` moved by `shift`."""

    end: int
    shift: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A triple with its spans as they were after the first `epoch` edits."""

    triple: Triple
    place: TripleSpans
    epoch: int


def _line_starts_with(text: str, name: str) -> Iterator[int]:
    """Yield the offsets of the lines that begin with a name and a space or a line end behind it."""
    start = 0 if text.startswith(name) else text.find(f"\n{name}") + 1 or -1
    while start >= 0:
        if text[start + len(name) : start + len(name) + 1].isspace():
            yield start
        start = text.find(f"\n{name}", start) + 1 or -1


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple[0], ox.BlankNode) or isinstance(triple[2], ox.BlankNode)
