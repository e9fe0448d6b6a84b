"""What the columns of a plain table mean: a name, a type, a municipal fact, a relation, or just a property.

A column is named by its key (`ar:lifecycle`), by the last part of it, or by the words that the ontology has for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from archrepo.exchange.facts.terms import key_of
from archrepo.exchange.forms.csv_cells import Table
from archrepo.language import Text
from archrepo.metamodel import RelationPredicate, local_name, prefixed, text_of
from archrepo.vocabulary import AM, AR, DATATYPE_PROPERTY, LABEL, OBJECT_PROPERTY, TYPE
from archrepo.workspace import Ontology

NAME: Final = "name"
TEXT: Final = "text"
IDENTIFIER: Final = "id"
KIND: Final = "kind"
#: What people put above the columns that every table has.
_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("naam", "name", "label", "applicatie", "application", "applicatienaam", "rdfs:label"), NAME),
    **dict.fromkeys(
        ("omschrijving", "beschrijving", "description", "documentatie", "documentation", "dct:description"), TEXT
    ),
    **dict.fromkeys(("id", "code", "kenmerk", "identifier"), IDENTIFIER),
    **dict.fromkeys(("type", "soort", "kind"), KIND),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `role` of the four that every table can have, or the `predicate` it states; else just a property.

    `key` is that of the property that its cells become; `relation` says which relation they are, if any.
    """

    at: int
    key: str
    role: str = ""
    predicate: ox.NamedNode | None = None
    relation: RelationPredicate | None = None


def is_plain_table(header: Sequence[str]) -> bool:
    """Tell whether a header is that of a table with a row for each thing: a column with names, and another one."""
    roles = [_WORDS.get(name.casefold(), "") for name in header]
    return NAME in roles and len(header) > 1


def columns_of(table: Table, ontology: Ontology) -> tuple[Column, ...]:
    """Return the columns in order; one without a header is left out.

    Raises:
        InputFault: two columns have one meaning, or a header means two things.
    """
    known = _known(ontology)
    found: list[Column] = []
    for at, cell in enumerate(table.header):
        name = cell.text.strip()
        if not name:
            continue
        role = _WORDS.get(name.casefold(), "")
        meant = () if role else known.get(name.casefold(), ())
        if len(meant) > 1:
            listed = ", ".join(sorted(prefixed(iri) for iri in meant))
            raise table.fault(
                cell,
                Text(f'kolom "{name}" kan meer betekenen: {listed}', f'column "{name}" can mean more: {listed}'),
                Text("zet een van deze namen boven de kolom", "put one of these names above the column"),
            )
        column = Column(at, name, role) if role or not meant else _stating(at, name, meant[0], ontology)
        twin = next((each for each in found if _same(each, column)), None)
        if twin is not None:
            other = table.header[twin.at].text
            raise table.fault(
                cell,
                Text(f'kolommen "{other}" en "{name}" zijn dezelfde', f'columns "{other}" and "{name}" are the same'),
                Text("voeg de twee kolommen samen", "merge the two columns"),
            )
        found.append(column)
    return tuple(found)


def _same(one: Column, other: Column) -> bool:
    return one.role == other.role and one.predicate == other.predicate and (bool(one.role) or one.key == other.key)


def _stating(at: int, name: str, predicate: ox.NamedNode, ontology: Ontology) -> Column:
    relation = ontology.metamodel.predicates.get(predicate)
    key = key_of(predicate, ontology.graph) or name
    return Column(at, key, predicate=predicate, relation=relation)


def _known(ontology: Ontology) -> Mapping[str, tuple[ox.NamedNode, ...]]:
    """Return the properties of the ontology by each of their names, in small letters; a key goes before words."""
    graph, metamodel = ontology.graph, ontology.metamodel
    properties = dict.fromkeys(
        iri
        for kind in (DATATYPE_PROPERTY, OBJECT_PROPERTY)
        for iri in graph.subjects(TYPE, kind)
        if isinstance(iri, ox.NamedNode) and iri.value.startswith((AR, AM))
    )
    properties |= dict.fromkeys(metamodel.predicates)
    by_key: dict[str, tuple[ox.NamedNode, ...]] = {}
    by_word: dict[str, dict[ox.NamedNode, None]] = {}
    for iri in properties:
        by_key[prefixed(iri).casefold()] = (iri,)
        words = [text_of(graph, iri, LABEL)]
        if iri in metamodel.predicates:
            words.append(metamodel.sentence(iri))
        names = {local_name(iri), *(one for word in words if word for one in (word.nl, word.en))}
        for name in names:
            by_word.setdefault(name.casefold(), {})[iri] = None
    return {name: tuple(iris) for name, iris in by_word.items()} | by_key
