"""Read a plain table, such as a list of applications: one row a thing, its facts in columns named by the ontology.

A cell of a relation names another row; what the table does not list becomes an element of its own where the ontology
says of which type it must be, such as the supplier of an application.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from archrepo.errors import InputFault
from archrepo.exchange.document import Document
from archrepo.exchange.facts.terms import ROLE_KEY, TYPE_KEY
from archrepo.exchange.facts.texts import Refused
from archrepo.exchange.facts.values import Values
from archrepo.exchange.forms.csv_cells import Cell, Table, table_of
from archrepo.exchange.forms.csv_columns import IDENTIFIER, KIND, NAME, TEXT, Column, columns_of
from archrepo.exchange.forms.native_tree import NativeTree, Pair, made_id
from archrepo.exchange.names import ARCHI_ACCESS_TYPES
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.metamodel import ElementType, local_name, prefixed, text_of
from archrepo.vocabulary import APPLICATION_COMPONENT, LABEL, SUBCLASS_OF
from archrepo.workspace import Ontology

#: More than one value in a cell is put on lines of its own, or apart with an upright bar.
_BETWEEN_VALUES: Final = re.compile(r"[|\r\n]+")
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_ACCESS_NUMBERS: Final[Mapping[str, str]] = {name: number for number, name in ARCHI_ACCESS_TYPES.items() if number}
#: Values are only judged here, so what the names of the model begin with does not matter.
_ANY_BASE: Final = "urn:archrepo:table:"


def read_plain_table(path: Path, data: bytes, ontology: Ontology) -> Document:
    """Return what a plain table says, as the tree of a native file.

    Raises:
        InputFault: a cell does not fit its column; the words name its row and column.
    """
    return _Reader(table_of(data, path.as_posix()), ontology).document(path)


@dataclass(slots=True)
class _Thing:
    """An element on its way; `kind` is its type in ArchiMate."""

    identifier: str
    kind: str
    name: str
    text: str = ""
    properties: list[Pair] = field(default_factory=list)


class _Reader:
    """One table."""

    def __init__(self, table: Table, ontology: Ontology) -> None:
        self._table = table
        self._ontology = ontology
        self._values = Values(ontology.graph, _ANY_BASE, "nl")
        self._remarks = Remarks(table.path)
        self._columns = columns_of(table, ontology)
        self._roles = {column.role: column for column in self._columns if column.role}
        self._kinds = _kinds(ontology)
        self._things: dict[str, _Thing] = {}
        #: The ids of things by their names and ids in small letters; more than one when a name is not enough.
        self._named: dict[str, list[str]] = {}

    def document(self, path: Path) -> Document:
        """Return the whole model."""
        rows = [(self._thing(cells), cells) for cells in self._table.rows]
        relations = [found for thing, cells in rows for found in self._relations(thing, cells)]
        tree = NativeTree(self._ontology.metamodel, _slug(path.stem), path.stem)
        for thing in self._things.values():
            tree.add_element(thing.identifier, thing.kind, thing.name, thing.text, thing.properties)
        for source, column, target in relations:
            relation = column.relation
            assert relation is not None
            attributes = [("accessType", _ACCESS_NUMBERS[relation.access])] if relation.access else []
            attributes += [("directed", "true")] if relation.directed else []
            role = [(ROLE_KEY, prefixed(relation.iri))] if relation.is_domain_link else []
            identifier = made_id(source, relation.iri.value, target)
            tree.add_relation(identifier, relation.kind.name, (source, target), properties=role, attributes=attributes)
        self._tell_columns()
        return Document(self._table.path, "archi", tree.finish(), {}, (*self._table.remarks, *self._remarks.all()))

    def _cell(self, cells: tuple[Cell, ...], role: str) -> Cell | None:
        return cells[self._roles[role].at] if role in self._roles else None

    def _thing(self, cells: tuple[Cell, ...]) -> _Thing:
        named = self._cell(cells, NAME)
        assert named is not None
        name = named.text.strip()
        if not name:
            raise self._table.fault(
                named,
                Text("deze rij heeft geen naam", "this row has no name"),
                Text("vul de naam in, of haal de rij weg", "fill in the name, or take the row away"),
            )
        stated = self._cell(cells, IDENTIFIER)
        identifier = stated.text.strip() if stated else ""
        if identifier in self._things:
            assert stated is not None
            raise self._table.fault(
                stated,
                Text(f"{identifier} komt twee keer voor", f"{identifier} occurs twice"),
                Text("geef elke rij een eigen waarde", "give every row a value of its own"),
            )
        text = self._cell(cells, TEXT)
        kind, own_class = self._kind(self._cell(cells, KIND))
        thing = self._add(identifier or self._slug(name), kind, own_class, name, text.text if text else "")
        for column in self._columns:
            if not column.role and column.relation is None and cells[column.at].text:
                thing.properties += self._properties(column, cells[column.at])
        return thing

    def _add(self, identifier: str, kind: str, own_class: ox.NamedNode | None, name: str, text: str = "") -> _Thing:
        made = self._things[identifier] = _Thing(identifier, kind, name, text)
        if own_class is not None:
            made.properties.append((TYPE_KEY, prefixed(own_class)))
        for known in dict.fromkeys((name.casefold(), identifier.casefold())):
            self._named.setdefault(known, []).append(identifier)
        return made

    def _slug(self, name: str) -> str:
        """Return a readable id for a name; those that would be alike are numbered."""
        stem = _slug(name)
        slug, number = stem, 1
        while slug in self._things:
            number += 1
            slug = f"{stem}-{number}"
        return slug

    def _kind(self, cell: Cell | None) -> tuple[str, ox.NamedNode | None]:
        """Return the type in ArchiMate, and the class of our own when a cell names one."""
        if cell is None or not cell.text.strip():
            return self._ontology.metamodel.types[APPLICATION_COMPONENT].name, None
        found = self._kinds.get(cell.text.strip().casefold())
        if found is None:
            raise self._table.fault(
                cell,
                Text(f'"{cell.text}" is geen type dat bekend is', f'"{cell.text}" is no type that is known'),
                Text(
                    "schrijf een type van ArchiMate, zoals Applicatiecomponent of BusinessActor",
                    "write a type of ArchiMate, such as ApplicationComponent",
                ),
            )
        kind, cls = found
        return kind.name, None if cls == kind.iri else cls

    def _properties(self, column: Column, cell: Cell) -> Iterator[Pair]:
        if column.predicate is None:
            yield column.key, cell.text
            return
        demand = self._values.demand(column.predicate)
        texts = [cell.text] if demand.is_text else _BETWEEN_VALUES.split(cell.text)
        for text in texts:
            if not text.strip():
                continue
            try:
                self._values.read(column.predicate, text.strip())
            except Refused as refused:
                raise self._no_fit(column, cell, refused.text) from refused
            yield column.key, text.strip()

    def _no_fit(self, column: Column, cell: Cell, why: Text) -> InputFault:
        name = self._table.header[column.at].text
        return self._table.fault(
            cell,
            Text(f'kolom "{name}": {why.nl}', f'column "{name}": {why.en}'),
            Text("herstel deze cel, of maak haar leeg", "mend this cell, or empty it"),
        )

    def _relations(self, thing: _Thing, cells: tuple[Cell, ...]) -> Iterator[tuple[str, Column, str]]:
        for column in self._columns:
            if column.relation is None:
                continue
            cell = cells[column.at]
            for name in dict.fromkeys(part.strip() for part in _BETWEEN_VALUES.split(cell.text)):
                if name:
                    yield thing.identifier, column, self._target(column, cell, name)

    def _target(self, column: Column, cell: Cell, name: str) -> str:
        found = self._named.get(name.casefold(), [])
        if len(found) > 1:
            listed = ", ".join(found)
            raise self._no_fit(
                column, cell, Text(f"{name} kan meer zijn: {listed}", f"{name} can be more than one: {listed}")
            )
        if found:
            return found[0]
        assert column.predicate is not None
        wanted = self._values.demand(column.predicate).classes
        kind = self._ontology.metamodel.kind_of(wanted) if len(wanted) == 1 else None
        if kind is None:
            raise self._no_fit(
                column, cell, Text(f"{name} staat in geen rij van deze tabel", f"{name} is in no row of this table")
            )
        self._remarks.change(
            Text(
                "{kind} die alleen als waarde in de tabel staat: opgenomen als eigen element",
                "{kind} that stands in the table as a value only: carried over as an element of its own",
            ).format(kind=kind.label),
            cell.line,
        )
        own = None if wanted[0] == kind.iri else wanted[0]
        return self._add(self._slug(name), kind.name, own, name).identifier

    def _tell_columns(self) -> None:
        for column in self._columns:
            if not column.role and column.predicate is None:
                self._remarks.change(
                    Text(
                        f'kolom "{column.key}" is geen bekend feit: opgenomen als eigenschap',
                        f'column "{column.key}" is no known fact: carried over as a property',
                    ),
                    self._table.header[column.at].line,
                )


def _slug(name: str) -> str:
    """Return a name as an id that a person can read."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NO_NAME.sub("-", plain).strip("-") or made_id(name)
    return stem if stem[0].isalpha() else f"id-{stem}"


def _kinds(ontology: Ontology) -> Mapping[str, tuple[ElementType, ox.NamedNode]]:
    """Return the types of ArchiMate and the classes of our own below them, by each of their names in small letters."""
    found: dict[str, tuple[ElementType, ox.NamedNode]] = {}
    below = (cls for holders in ontology.graph.with_predicate(SUBCLASS_OF).values() for cls in holders)
    for cls in dict.fromkeys(below):
        kind = ontology.metamodel.kind_of([cls])
        if not isinstance(cls, ox.NamedNode) or kind is None or cls in ontology.metamodel.types:
            continue
        label = text_of(ontology.graph, cls, LABEL) or Text.same(local_name(cls))
        for name in (label.nl, label.en, local_name(cls), prefixed(cls)):
            found.setdefault(name.casefold(), (kind, cls))
    for kind in ontology.metamodel.types.values():
        for name in (kind.label.nl, kind.label.en, kind.name, prefixed(kind.iri)):
            found[name.casefold()] = (kind, kind.iri)
    return found
