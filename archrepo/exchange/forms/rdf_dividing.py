"""Divide statements over Turtle files: as the graphs of a TriG file say, and else by what each thing is.

A node without a name lives in one file only, so all statements about it stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, unquote

import pyoxigraph as ox

from archrepo.exchange.forms.rdf_reading import Statements
from archrepo.exchange.statements import (
    LAYER_FILES,
    MODEL_FILE,
    OTHER_FILE,
    PROPERTIES_FILE,
    RELATIONS_FILE,
    VIEWS_FILE,
)
from archrepo.metamodel import Metamodel
from archrepo.turtle import Triple
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import MODEL, TYPE, VIEW

#: What the name of a graph begins with that stands for a file of a workspace.
FILE_GRAPH: Final = "urn:archrepo:file:"

_ENDING: Final = ".ttl"
_PROPERTY: Final = "Property"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.\-]+")
_LONGEST: Final = 100


def file_graph(path: str) -> ox.NamedNode:
    """Return the name of the graph that stands for a file, by its path in the workspace."""
    return ox.NamedNode(FILE_GRAPH + quote(path, safe="/"))


def divided(statements: Statements, metamodel: Metamodel) -> dict[str, list[Triple]]:
    """Return the statements by the path of their file, sorted by path; each statement stands in one file."""
    graphs = _paths(dict.fromkeys(graph for _, graph in statements.quads if graph is not None))
    homes = _homes_by_type((triple for triple, graph in statements.quads if graph is None), metamodel)
    wanted = [
        (triple, graphs[graph] if graph is not None else homes.get(triple[0], OTHER_FILE))
        for triple, graph in statements.quads
    ]
    clusters = _Clusters(wanted)
    files: dict[str, dict[Triple, None]] = {}
    for triple, path in wanted:
        files.setdefault(clusters.home(triple, path), {})[triple] = None
    return {path: list(files[path]) for path in sorted(files)}


def _paths(graphs: Iterable[ox.NamedNode]) -> Mapping[ox.NamedNode, str]:
    """Return a path for each graph: the one it states when that stays inside, and else one made of its name."""
    paths: dict[ox.NamedNode, str] = {}
    taken: set[str] = set()
    for graph in graphs:
        path = stem = _stated(graph) or f"{_UNSAFE.sub('-', graph.value).strip('-.')[-_LONGEST:]}{_ENDING}"
        number = 1
        while path.casefold() in taken:
            number += 1
            path = f"{stem.removesuffix(_ENDING)}-{number}{_ENDING}"
        taken.add(path.casefold())
        paths[graph] = path
    return paths


def _stated(graph: ox.NamedNode) -> str:
    """Return the path that the name of a graph states; "" when it states none, or one that is not safe."""
    if not graph.value.startswith(FILE_GRAPH):
        return ""
    path = unquote(graph.value.removeprefix(FILE_GRAPH))
    parts = path.split("/")
    is_safe = path.endswith(_ENDING) and all(_is_name(part) for part in parts)
    return path if is_safe else ""


def _is_name(part: str) -> bool:
    is_special = part.startswith(".") or part.endswith((".", " ")) or len(part.encode()) > 2 * _LONGEST
    return bool(part) and not is_special and not any(one in '\\:*?"<>|' or ord(one) < 32 for one in part)


def _homes_by_type(triples: Iterable[Triple], metamodel: Metamodel) -> dict[Subject, str]:
    """Return the file of each subject that has a type, as an import of a model file would divide them."""
    types: dict[Subject, list[Term]] = {}
    for subject, predicate, value in triples:
        if predicate == TYPE:
            types.setdefault(subject, []).append(value)
    return {subject: _file_of(kinds, metamodel) for subject, kinds in types.items()}


def _file_of(kinds: list[Term], metamodel: Metamodel) -> str:
    if MODEL in kinds:
        return MODEL_FILE
    if VIEW in kinds:
        return VIEWS_FILE
    if any(kind in metamodel.relation_types for kind in kinds):
        return RELATIONS_FILE
    kind = metamodel.kind_of(kinds)
    if kind is not None:
        return LAYER_FILES.get(kind.layer, OTHER_FILE)
    is_property = any(isinstance(kind, ox.NamedNode) and kind.value.endswith(_PROPERTY) for kind in kinds)
    return PROPERTIES_FILE if is_property else OTHER_FILE


class _Clusters:
    """Nodes without a name that hang together, each cluster with the file of the first thing that refers to it."""

    def __init__(self, wanted: list[tuple[Triple, str]]) -> None:
        self._above: dict[ox.BlankNode, ox.BlankNode] = {}
        self._homes: dict[ox.BlankNode, str] = {}
        for (subject, _, value), _path in wanted:
            if isinstance(subject, ox.BlankNode) and isinstance(value, ox.BlankNode):
                self._above[self._top(subject)] = self._top(value)
        for (subject, _, value), path in wanted:
            if not isinstance(subject, ox.BlankNode) and isinstance(value, ox.BlankNode):
                self._homes.setdefault(self._top(value), path)
        for (subject, _, _), path in wanted:
            if isinstance(subject, ox.BlankNode):
                self._homes.setdefault(self._top(subject), path)

    def home(self, triple: Triple, path: str) -> str:
        """Return the file of a statement that would stand in `path`."""
        for term in (triple[0], triple[2]):
            if isinstance(term, ox.BlankNode):
                return self._homes[self._top(term)]
        return path

    def _top(self, node: ox.BlankNode) -> ox.BlankNode:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node
