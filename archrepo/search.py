"""Find things by words: whole words, beginnings of words, and parts of Dutch compounds.

An index in memory with two tables: one of words for the order of the results, one of trigrams so that "zaak" also finds
"basiszaakregistratie". Both hold the text without diacritics.
"""

from __future__ import annotations

import difflib
import re
import sqlite3
import threading
import unicodedata
import weakref
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.element_facts import kind_name
from archrepo.language import Text
from archrepo.metamodel import local_name, text_of
from archrepo.vocabulary import ALT_LABEL, DESCRIPTION, IDENTIFIER, LABEL, PREF_LABEL, RELATION_SOURCE, TYPE, ar
from archrepo.workspace import Workspace

PAGE_SIZE = 25
MOST_CHARACTERS = 200
_MOST_WORDS = 8
_OWNER = ar("owner")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found; `owner` is None when the model names none."""

    iri: ox.NamedNode
    name: Text
    kind: ox.NamedNode
    kind_name: Text
    description: Text
    owner: ox.NamedNode | None
    owner_name: Text


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the result: the value, its name and how many hits it keeps."""

    key: str
    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of an answer; `suggestions` is filled only when there are no hits at all."""

    query: str
    entries: tuple[Entry, ...]
    total: int
    page: int
    pages: int
    kinds: tuple[Facet, ...]
    owners: tuple[Facet, ...]
    suggestions: tuple[Entry, ...] = ()


class SearchIndex:
    """The index of one opened model; safe to ask from several threads."""

    def __init__(self, workspace: Workspace) -> None:
        """Put every named thing of the model into the index, except relations without a name."""
        self._base = workspace.base
        self._entries = tuple(_entries(workspace))
        self._lock = threading.Lock()
        self._database = database = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, database.close)
        database.execute("CREATE VIRTUAL TABLE words USING fts5(name, rest, tokenize='unicode61', prefix='2 3')")
        database.execute("CREATE VIRTUAL TABLE parts USING fts5(name, rest, tokenize='trigram')")
        rows = [
            (
                number,
                fold(f"{entry.name.nl} {entry.name.en}"),
                fold(f"{_words(workspace, entry)} {entry.kind_name.nl} {entry.kind_name.en}"),
            )
            for number, entry in enumerate(self._entries)
        ]
        database.executemany("INSERT INTO words(rowid, name, rest) VALUES (?, ?, ?)", rows)
        database.executemany("INSERT INTO parts(rowid, name, rest) VALUES (?, ?, ?)", rows)

    def __len__(self) -> int:
        """Return the number of things that can be found."""
        return len(self._entries)

    def find(self, query: str, *, kind: str = "", owner: str = "", page: int = 1) -> Hits:
        """Return one page of the things that hold every word of `query`, best first; no words give everything by name.

        `kind` and `owner` are local names that narrow the result; each facet counts what the other one leaves.
        """
        query = query[:MOST_CHARACTERS].strip()
        found = [self._entries[number] for number in self._ranked(query)]
        of_kind = [entry for entry in found if not kind or local_name(entry.kind) == kind]
        of_owner = [entry for entry in found if not owner or (entry.owner and local_name(entry.owner) == owner)]
        both = [entry for entry in of_kind if not owner or (entry.owner and local_name(entry.owner) == owner)]
        pages = max(1, -(-len(both) // PAGE_SIZE))
        page = min(max(1, page), pages)
        return Hits(
            query=query,
            entries=tuple(both[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]),
            total=len(both),
            page=page,
            pages=pages,
            kinds=_facets((local_name(entry.kind), entry.kind_name) for entry in of_owner),
            owners=_facets((local_name(entry.owner), entry.owner_name) for entry in of_kind if entry.owner),
            suggestions=() if both else self.nearest(query),
        )

    def nearest(self, query: str, most: int = 5) -> tuple[Entry, ...]:
        """Return the things whose name looks most like `query`, nearest first."""
        wanted = fold(query)[:MOST_CHARACTERS]
        if not wanted:
            return ()
        grams = {wanted[start : start + 3] for start in range(max(1, len(wanted) - 2))}
        grams = {gram for gram in grams if len(gram) == 3}
        numbers: Iterable[int] = range(len(self._entries))
        if grams:
            match = " OR ".join(_quoted(gram) for gram in sorted(grams))
            numbers = self._ask("SELECT rowid FROM parts WHERE name MATCH ? ORDER BY rank LIMIT 60", match)
        scored = sorted((-_likeness(wanted, self._entries[number]), number) for number in numbers)
        return tuple(self._entries[number] for score, number in scored[:most] if score < -0.3)

    def _ranked(self, query: str) -> list[int]:
        words = _WORD.findall(fold(query))[:_MOST_WORDS]
        if not words:
            return list(range(len(self._entries))) if not query else []
        beginnings = " ".join(f"{_quoted(word)}*" for word in words)
        found = dict.fromkeys(
            self._ask("SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 10.0, 1.0), rowid", beginnings)
        )
        long_words = [word for word in words if len(word) >= 3]
        if long_words and len(long_words) == len(words):
            parts = " ".join(_quoted(word) for word in long_words)
            question = "SELECT rowid FROM parts WHERE parts MATCH ? ORDER BY bm25(parts, 10.0, 1.0), rowid"
            found.update(dict.fromkeys(self._ask(question, parts)))
        whole = fold(query).strip()
        order = {number: place for place, number in enumerate(found)}
        return sorted(found, key=lambda number: (*self._place(number, whole, words), order[number]))

    def _place(self, number: int, whole: str, words: list[str]) -> tuple[int, bool, int]:
        """Return how well a thing fits: the very name, its beginning, all words in the name, or elsewhere.

        Within those, the workspace's own things come before those of a reference model, and shorter names first.
        """
        entry = self._entries[number]
        names = (fold(entry.name.nl), fold(entry.name.en))
        if whole in names:
            rank = 0
        elif any(name.startswith(whole) for name in names):
            rank = 1
        else:
            rank = 2 if any(all(word in name for word in words) for name in names) else 3
        return rank, not entry.iri.value.startswith(self._base), len(entry.name.nl) if rank == 1 else 0

    def _ask(self, question: str, match: str) -> list[int]:
        with self._lock:
            return [int(row[0]) for row in self._database.execute(question, (match,))]


def _entries(workspace: Workspace) -> list[Entry]:
    found: list[Entry] = []
    none = Text.same("")
    kinds: dict[ox.NamedNode, Text] = {}
    model = workspace.model
    for subject, facts in ((subject, model.facts(subject)) for subject in model.all_subjects):
        if not isinstance(subject, ox.NamedNode) or not (LABEL in facts or PREF_LABEL in facts):
            continue
        if RELATION_SOURCE in facts:
            continue
        element = workspace.elements.get(subject)
        types = [cls for cls in model.objects(subject, TYPE) if isinstance(cls, ox.NamedNode)]
        if not types:
            continue
        kind = element.kind.iri if element else types[0]
        if kind not in kinds:
            kinds[kind] = element.kind.label if element else kind_name(workspace, subject)
        owner = model.value(subject, _OWNER)
        owner = owner if isinstance(owner, ox.NamedNode) else None
        found.append(
            Entry(
                iri=subject,
                name=workspace.name_of(subject),
                kind=kind,
                kind_name=kinds[kind],
                description=text_of(model, subject, DESCRIPTION) or none,
                owner=owner,
                owner_name=workspace.name_of(owner) if owner else none,
            )
        )
    return sorted(found, key=lambda entry: (entry.name.nl.casefold(), entry.iri.value))


def _words(workspace: Workspace, entry: Entry) -> str:
    """Return the further text of a thing: other names, identifier, last part of its IRI, description."""
    other = [
        value.value
        for predicate in (ALT_LABEL, IDENTIFIER)
        for value in workspace.model.objects(entry.iri, predicate)
        if isinstance(value, ox.Literal)
    ]
    return " ".join([*other, local_name(entry.iri), entry.description.nl, entry.description.en])


def _facets(values: Iterable[tuple[str, Text]]) -> tuple[Facet, ...]:
    counted = Counter(values)
    facets = (Facet(key, name, count) for (key, name), count in counted.items())
    return tuple(sorted(facets, key=lambda facet: (-facet.count, facet.name.nl.casefold(), facet.key)))


def _likeness(wanted: str, entry: Entry) -> float:
    """Return how much a name looks like what was asked, 0 to 1; a word of a longer name counts a little less."""
    best = 0.0
    for name in {fold(entry.name.nl), fold(entry.name.en)}:
        best = max(best, difflib.SequenceMatcher(None, wanted, name).ratio())
        for word in name.split():
            best = max(best, 0.9 * difflib.SequenceMatcher(None, wanted, word).ratio())
    return best


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def fold(text: str) -> str:
    """Return the text in lower case without diacritics: "Coördinatie" becomes "coordinatie"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
