"""Write a whole workspace in another form of RDF: JSON-LD, N-Triples, or TriG with a graph for each file.

All statements go along, and only those: drawings and the ids of imported files are no statements. The same workspace
always gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from archrepo.exchange.forms.rdf_dividing import file_graph
from archrepo.exchange.forms.rdf_naming import stable_names
from archrepo.exchange.gathering.scope import HERE, imports_of
from archrepo.exchange.model import Remark
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.written import WrittenFile
from archrepo.language import Language, Text
from archrepo.turtle import Triple, write
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DRAWING, PREFIXES, TYPE, XSD
from archrepo.workspace import SourceFile, Workspace

_STRING: Final = XSD + "string"
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_HEADER: Final = "@prefix "
#: JSON-LD takes what ends in one of these for a prefix without being told.
_PREFIX_ENDS: Final = tuple(":/?#[]@")


def write_as_ntriples(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    """Return all statements as N-Triples, one a line, sorted."""
    lines = sorted({f"{ox.Triple(*triple)} .\n" for triple in _triples(workspace, folder)})
    return WrittenFile("".join(lines).encode(), remarks=_remarks(workspace, folder))


def write_as_trig(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    """Return all statements as TriG: a graph for each file, named after its path, so that the files come back."""
    prefixes = {"": workspace.configuration.base, **PREFIXES}
    parts = [f"{_HEADER}{prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items())]
    for file in _files(workspace, folder):
        lines = write(file.triples, prefixes).split("\n")
        body = "\n".join(line for line in lines if not line.startswith(_HEADER)).strip("\n")
        parts.append(f"\n{file_graph(file.path)} {{\n{body}\n}}\n")
    return WrittenFile("".join(parts).encode(), remarks=_remarks(workspace, folder))


def write_as_jsonld(workspace: Workspace, folder: str, language: Language) -> WrittenFile:
    """Return all statements as JSON-LD: one node a line, sorted, with a context that stands in the file itself."""
    names = _Names(workspace.configuration.base)
    nodes: dict[Subject, dict[ox.NamedNode, set[Term]]] = {}
    for subject, predicate, value in _triples(workspace, folder):
        nodes.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    lines = [_json(dict(names.node(subject, nodes[subject]))) for subject in sorted(nodes, key=str)]
    text = f'{{"@context": {_json(names.context())},\n"@graph": [\n' + ",\n".join(lines) + "\n]}\n"
    return WrittenFile(text.encode(), remarks=_remarks(workspace, folder))


def _triples(workspace: Workspace, folder: str) -> Iterator[Triple]:
    """Return the statements of all files, with names for the nodes that have none that do not depend on the files."""
    triples = [triple for file in _files(workspace, folder) for triple in file.triples]
    names: Mapping[Term, ox.BlankNode] = dict(stable_names(triples).items())
    for subject, predicate, value in triples:
        yield names.get(subject, subject), predicate, names.get(value, value)


def _files(workspace: Workspace, folder: str) -> Iterator[SourceFile]:
    """Return the files that go along, sorted by path: those in the folder, or all but the pinned references."""
    begin = _begin(folder)
    for file in sorted(workspace.files, key=lambda file: file.path):
        if file.path.startswith(begin) and (folder or workspace.reference_of(file.path) is None):
            yield file


def _begin(folder: str) -> str:
    """Return what the paths of files in the folder begin with; "." is the folder of the workspace itself."""
    return "" if folder in ("", HERE) else f"{folder.rstrip('/')}/"


def _remarks(workspace: Workspace, folder: str) -> tuple[Remark, ...]:
    remarks = Remarks(workspace.configuration.base)
    for file in _files(workspace, folder):
        for _, predicate, _ in file.triples:
            if predicate == DRAWING:
                remarks.loss(Text("tekening van een view", "drawing of a view"))
    begin = _begin(folder)
    for one in imports_of(workspace):
        if f"{one.folder}/".startswith(begin) and (folder or not one.is_reference):
            remarks.loss(Text("ids en mappen van een geïmporteerd bestand", "ids and folders of an imported file"))
    remarks.change(
        Text(
            "commentaar en volgorde in de Turtle-bestanden gaan niet mee",
            "comments and order in the Turtle files do not go along",
        )
    )
    return remarks.all()


class _Names:
    """Spells terms as JSON-LD does, by the house's prefixes and the base of the workspace."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))

    def context(self) -> dict[str, object]:
        """Return the context; nothing in it must be fetched."""
        terms: dict[str, object] = {"@base": self._base}
        for prefix, namespace in sorted(PREFIXES.items()):
            terms[prefix] = namespace if namespace.endswith(_PREFIX_ENDS) else {"@id": namespace, "@prefix": True}
        return terms

    def node(self, subject: Subject, facts: Mapping[ox.NamedNode, Iterable[Term]]) -> Iterator[tuple[str, object]]:
        """Return the parts of a node: its name, its types, and its other statements by name."""
        yield "@id", self._name(subject)
        types = [one for one in facts.get(TYPE, ()) if not isinstance(one, ox.Literal)]
        if types:
            yield "@type", sorted(self._short(one) for one in types)
        for predicate in sorted(facts, key=lambda one: self._short(one)):
            values = sorted(facts[predicate], key=str)
            if predicate == TYPE:
                values = [one for one in values if isinstance(one, ox.Literal)]
            if values:
                yield (str(TYPE.value) if predicate == TYPE else self._short(predicate)), [*map(self._value, values)]

    def _value(self, term: Term) -> object:
        if not isinstance(term, ox.Literal):
            return {"@id": self._name(term)}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        if term.datatype.value == _STRING:
            return term.value
        return {"@type": self._short(term.datatype), "@value": term.value}

    def _name(self, term: Subject) -> str:
        """Return a subject or a value: relative to the base where that is safe."""
        if isinstance(term, ox.NamedNode) and term.value.startswith(self._base):
            local = term.value[len(self._base) :]
            if _LOCAL.fullmatch(local) and self._base.endswith(("/", "#")):
                return f"#{local}" if self._base.endswith("#") else local
        return self._short(term)

    def _short(self, term: Subject) -> str:
        """Return a name with a prefix, which any place takes; the whole address where no prefix fits."""
        if isinstance(term, ox.BlankNode):
            return str(term)
        for prefix, namespace in self._prefixes:
            if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value[len(namespace) :]):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
