"""Lay out an imported model as the files of a workspace: Turtle per layer, drawings as they were, and a lock file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from archrepo.exchange.facts.finding import Found
from archrepo.exchange.facts.placing_facts import place_facts
from archrepo.exchange.identities import Identities, local_name
from archrepo.exchange.lock import LOCK_FILE, lock_text
from archrepo.exchange.model import ModelFile, title_of
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.statements import Statements
from archrepo.metamodel import Metamodel
from archrepo.turtle import write
from archrepo.vocabulary import AM, AR, DCT, GEMMA, PREFIXES, PROP, RDF, RDFS

#: What remains of the imported file without its concepts and views: folders and order, metadata, definitions.
REST_FILE: Final = "model.xml"
DRAWINGS_FOLDER: Final = "views"

_PREFIXES: Final = {"am": AM, "ar": AR, "dct": DCT, "gemma": GEMMA, "prop": PROP, "rdf": RDF, "rdfs": RDFS}
#: Well below the 255 bytes that file systems allow.
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one model by path, and what went into them, counted as it was written."""

    files: Mapping[str, bytes]
    elements: Mapping[str, int]
    relations: Mapping[str, int]
    views: Mapping[str, int]
    plain_relations: int
    properties: int


def turtle_folder(
    model: ModelFile,
    identities: Identities,
    predicates: Mapping[str, NamedNode],
    metamodel: Metamodel,
    remarks: Remarks,
    *,
    base: str,
    language: str,
    facts: Found | None = None,
) -> Written:
    """Return the files of the model with the `facts` found in it; the same model always gives the same bytes."""
    drawing_paths = drawing_paths_of(model)
    nodes = facts.nodes if facts else frozenset()
    said = Statements(model, identities, predicates, metamodel, language, drawing_paths, remarks, nodes)
    name_of_model = " ".join(title_of(model).split())
    prefixes = {"": base, **_PREFIXES}
    if facts and facts.is_any:
        place_facts(said, facts, identities, language)
        prefixes |= PREFIXES
    files: dict[str, bytes] = {}
    for path, triples in sorted(said.triples.items()):
        if triples:
            title = f"{name_of_model}: {path.removesuffix('.ttl')}\nWritten by `archrepo import`, which replaces it."
            files[path] = write(triples, prefixes, title=title).encode()
    for view in model.views:
        files[drawing_paths[view.id]] = view.drawing
    files |= model.images
    files[REST_FILE] = model.rest
    files[LOCK_FILE] = lock_text(said.rows, {path: digest(data) for path, data in files.items()}).encode()
    return Written(files, said.elements, said.relations, said.views, said.plain_relations, said.properties)


def drawing_paths_of(model: ModelFile) -> Mapping[str, str]:
    """Return where the drawing of each view lies in the folder, by the id of the view."""
    names = file_names(view.id for view in model.views)
    return {identifier: f"{DRAWINGS_FOLDER}/{name}.xml" for identifier, name in names.items()}


def digest(data: bytes) -> str:
    """Return the digest of a file's content; line ends that git changes do not count."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def file_names(identifiers: Iterable[str]) -> Mapping[str, str]:
    """Return a file name for each id, safe and different on every system, also where capitals do not count."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for identifier in identifiers:
        name = stem = local_name(identifier).replace("%", "_").lstrip(".")[:_LONGEST_NAME] or "view"
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        names[identifier] = name
    return names
