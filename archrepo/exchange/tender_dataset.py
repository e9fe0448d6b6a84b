"""A procurement as one RDF dataset (TriG): the purchase in a graph of its own, each bid in a graph named by the bid.

The landscape is not in it. The default graph says from which files each graph came, with their checksums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import pyoxigraph as ox

from archrepo.errors import InputFault, SyntaxFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.procurement.proposals import BIDS, PURCHASE_FILE, Proposal
from archrepo.turtle import Triple, write
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import BID, OF_PROCUREMENT, PREFIXES, PROCUREMENT, SOURCE, TYPE, ar
from archrepo.workspace import SourceFile, Workspace
from archrepo.workspace.files import read_files

MOST_BYTES = 64 * 1024 * 1024
_PLAIN_NAME = re.compile(r"^[\w][\w.-]*\.ttl$")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_FILE_NAME, _SHA256, _SOURCE_FILE = map(ar, ("fileName", "sha256", "SourceFile"))


@dataclass(frozen=True, slots=True)
class TenderFile:
    """One Turtle file of a procurement: its path within the folder of the proposal, and its text."""

    path: str
    text: str


def tender_trig(workspace: Workspace, proposal: Proposal) -> str:
    """Return the proposal as TriG; the same files always give the same text.

    Raises:
        SyntaxFault: a file is not Turtle.
        InputFault: the proposal has no procurement, or a file of `bids` no bid.
    """
    files = read_files(workspace.root, proposal.paths)
    graphs = [(_purchase(files, proposal), files)]
    graphs += [(_named(file, BID), [file]) for file in read_files(workspace.root, proposal.bid_paths)]
    prefixes = {"": workspace.base, **PREFIXES}
    parts = [write(list(_provenance(graphs)), prefixes)]
    for name, found in graphs:
        body = write([triple for file in found for triple in file.triples], prefixes)
        statements = body[body.index("\n\n") + 1 :] if "\n\n" in body else ""
        inside = "".join(f"    {line}\n" if line else "\n" for line in statements.strip().split("\n"))
        parts.append(f"\n<{name.value}> {{\n{inside}}}\n")
    return "".join(parts)


def tender_files(data: bytes, name: str, base: str) -> tuple[TenderFile, ...]:
    """Return the Turtle files of a dataset: the purchase first, then the bids by path.

    Raises:
        SyntaxFault: the data are not TriG.
        InputFault: there is no purchase, a graph that is neither the purchase nor a bid on it, or two bids of one file.
    """
    if len(data) > MOST_BYTES:
        raise _refused(name, Text("dit bestand is te groot", "this file is too large"))
    graphs: dict[ox.NamedNode | None, list[Triple]] = {}
    blank: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(term: Term) -> Term:
        """Return a node without a name under its number: the reader names it anew each time."""
        return blank.setdefault(term, ox.BlankNode(f"n{len(blank)}")) if isinstance(term, ox.BlankNode) else term

    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TRIG):
            graph = quad.graph_name if isinstance(quad.graph_name, ox.NamedNode) else None
            if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
                raise _refused(name, Text("dit bestand heeft een triple in een triple", "a triple holds a triple"))
            subject, value = named(quad.subject), named(quad.object)
            assert not isinstance(subject, ox.Literal)
            graphs.setdefault(graph, []).append((subject, quad.predicate, value))
    except SyntaxError as fault:
        raise SyntaxFault(
            Text("dit is geen TriG", "this is no TriG"), location=Location(name, fault.lineno or 0, 0, 0, 0)
        ) from fault
    said = graphs.pop(None, [])
    files = []
    purchases = [one for one, triples in graphs.items() if one is not None and (one, TYPE, PROCUREMENT) in triples]
    if len(purchases) != 1:
        raise _refused(name, Text("dit bestand heeft niet precies één inkoop", "this file has no single purchase"))
    for graph, triples in graphs.items():
        assert graph is not None
        if graph == purchases[0]:
            files.append(TenderFile(PURCHASE_FILE, _text(triples, base)))
        elif (graph, TYPE, BID) in triples and (graph, OF_PROCUREMENT, purchases[0]) in triples:
            files.append(TenderFile(f"{BIDS}/{_file_name(graph, said)}", _text(triples, base)))
        else:
            raise _refused(
                name,
                Text(
                    f"<{graph.value}> is geen inschrijving op deze inkoop",
                    f"<{graph.value}> is no bid on this purchase",
                ),
            )
    if len({file.path.casefold() for file in files}) < len(files):
        raise _refused(name, Text("twee inschrijvingen noemen hetzelfde bestand", "two bids state the same file"))
    return tuple(sorted(files, key=lambda file: (file.path.startswith(BIDS), file.path)))


def _text(triples: Iterable[Triple], base: str) -> str:
    return write(triples, {"": base, **PREFIXES})


def _purchase(files: Iterable[SourceFile], proposal: Proposal) -> ox.NamedNode:
    for file in files:
        for subject, predicate, value in file.triples:
            if predicate == TYPE and value == PROCUREMENT and isinstance(subject, ox.NamedNode):
                return subject
    raise _refused(proposal.name, Text("dit voorstel heeft geen inkoop", "this proposal has no procurement"))


def _named(file: SourceFile, kind: ox.NamedNode) -> ox.NamedNode:
    for subject, predicate, value in file.triples:
        if predicate == TYPE and value == kind and isinstance(subject, ox.NamedNode):
            return subject
    raise _refused(file.path, Text("dit bestand heeft geen inschrijving", "this file has no bid"))


def _provenance(graphs: Iterable[tuple[ox.NamedNode, list[SourceFile]]]) -> Iterator[Triple]:
    number = 0
    for name, files in graphs:
        for file in files:
            number += 1
            node = ox.BlankNode(f"file{number}")
            yield name, SOURCE, node
            yield node, TYPE, _SOURCE_FILE
            yield node, _FILE_NAME, ox.Literal(file.path.rpartition("/")[2])
            yield node, _SHA256, ox.Literal(sha256(file.data).hexdigest())


def _file_name(graph: Subject, said: Iterable[Triple]) -> str:
    """Return the name that the default graph states for a bid when it is a plain one; else one made of its IRI."""
    triples = list(said)
    nodes = {value for subject, predicate, value in triples if subject == graph and predicate == SOURCE}
    for subject, predicate, value in triples:
        is_name = subject in nodes and predicate == _FILE_NAME and isinstance(value, ox.Literal)
        if is_name and _PLAIN_NAME.match(value.value):
            return value.value
    last = re.split("[/#]", str(graph.value))[-1]
    return f"{_NOT_IN_NAMES.sub('-', last.casefold()).strip('-') or 'bid'}.ttl"


def _refused(name: str, text: Text) -> InputFault:
    return InputFault(
        text,
        location=Location(name, 0, 0, 0, 0),
        remedy=Text(
            "geef een dataset met één inkoop en een graaf per inschrijving, genoemd naar de inschrijving",
            "give a dataset with one purchase and a graph for each bid, named by the bid",
        ),
    )
