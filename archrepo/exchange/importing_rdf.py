"""Import statements in another form of RDF: each file becomes a folder of Turtle with the same statements.

Which files an import wrote stands beside them, so that a next import replaces those and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.exchange.forms.rdf_dividing import divided
from archrepo.exchange.forms.rdf_reading import Statements, is_rdf, read_statements
from archrepo.exchange.identities import checked_base, local_name
from archrepo.exchange.import_options import ImportOptions
from archrepo.exchange.lock import Lock, lock_from, lock_text
from archrepo.exchange.places_of_import import MODEL_BASES, folder_names, new_workspace
from archrepo.exchange.placing import place
from archrepo.exchange.receiving import receiver_of
from archrepo.exchange.refusals import too_large
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.report import Count, ImportReport, ModelReport, counts
from archrepo.exchange.turtle_folder import digest
from archrepo.language import Text
from archrepo.relations import read_relations
from archrepo.store import Graph
from archrepo.turtle import Triple, write
from archrepo.vocabulary import DRAWING, LABEL, MODEL, PREFIXES, TYPE
from archrepo.workspace import Ontology, load_ontology
from archrepo.workspace.files import MOST_BYTES

#: Beside the Turtle of an import: its files with their digests. Not the lock of a model file, which has ids as well.
FILES_LOCK: Final = "rdf.files.tsv"


def import_rdf(paths: Sequence[Path], into: Path, options: ImportOptions) -> ImportReport:
    """Import the files into the folder `into`, and return what was carried over.

    One file is laid out in the folder itself; of more files each gets a folder of its own in it, with the file's name.

    Raises:
        RequestFault: a file is not there or is a model file, or something in the folder may not be replaced.
        ConfigurationFault: an archrepo.toml of or around the folder is not as it must be.
        InputFault: a file is broken, too large, or holds no statement. The folder is then untouched.
    """
    other = next((path for path in paths if not is_rdf(path)), None)
    if other is not None:
        raise RequestFault(
            Text(
                f"{other.as_posix()} is geen RDF; modelbestanden en RDF gaan niet in één import",
                f"{other.as_posix()} is no RDF; model files and RDF do not go in one import",
            ),
            remedy=Text("importeer ze na elkaar", "import them one after the other"),
        )
    read = [read_statements(path) for path in paths]
    ontology = load_ontology()
    folders = [""] if len(read) == 1 else [f"{name}/" for name in folder_names(paths)]
    receiver = receiver_of(into, folders)
    base = checked_base(options.base or receiver.base or _base_of(read[0], paths[0]))
    files: dict[str, bytes] = {}
    if not receiver.configuration:
        files |= new_workspace(options.name or _name_of(read[0], paths[0]), base)
    owned: dict[str, str] = {}
    reports: list[ModelReport] = []
    for statements, path, folder in zip(read, paths, folders, strict=True):
        name = _name_of(statements, path)
        laid_out, remarks = _without_drawings(divided(statements, ontology.metamodel), statements.path)
        written = _turtle(laid_out, name, base, statements.path)
        files |= {folder + one: data for one, data in written.items()}
        earlier = _earlier(into / folder / FILES_LOCK)
        owned |= {folder + one: known for one, known in earlier.files.items()}
        if (into / folder / FILES_LOCK).is_file():
            owned[folder + FILES_LOCK] = digest((into / folder / FILES_LOCK).read_bytes())
        reports.append(_report(statements, laid_out, name, (into / folder).as_posix(), ontology, remarks))
    receiver.refuse_unread(files, paths[0])
    placed = place(files, into, owned, replaces_edited=options.replaces_edited, is_trial=options.is_trial)
    root = receiver.root.as_posix()
    return ImportReport(tuple(reports), placed.written, placed.unchanged, placed.removed, root, receiver.notes)


def _without_drawings(files: Mapping[str, list[Triple]], path: str) -> tuple[dict[str, list[Triple]], Remarks]:
    """Return the statements without those that name the file of a drawing, which a file of statements cannot hold."""
    remarks = Remarks(path)
    kept: dict[str, list[Triple]] = {}
    for name, triples in files.items():
        kept[name] = [triple for triple in triples if triple[1] != DRAWING]
        for _ in range(len(triples) - len(kept[name])):
            remarks.loss(
                Text(
                    "tekening van een view: die staat niet in een bestand met uitspraken; haal haar met archrepo "
                    "import uit het modelbestand zelf",
                    "drawing of a view: a file of statements does not hold it; take it from the model file itself with "
                    "archrepo import",
                )
            )
    return {name: triples for name, triples in kept.items() if triples}, remarks


def _turtle(laid_out: Mapping[str, list[Triple]], name: str, base: str, source: str) -> dict[str, bytes]:
    prefixes = {"": base, **PREFIXES}
    files: dict[str, bytes] = {}
    for path, triples in laid_out.items():
        title = (
            f"{' '.join(name.split())}: {path.removesuffix('.ttl')}\nWritten by `archrepo import`, which replaces it."
        )
        files[path] = write(triples, prefixes, title=title).encode()
        if len(files[path]) > MOST_BYTES:
            raise too_large(source, len(files[path]))
    files[FILES_LOCK] = lock_text([], {path: digest(data) for path, data in files.items()}).encode()
    return files


def _earlier(path: Path) -> Lock:
    return lock_from(path.read_text("utf-8"), path.as_posix()) if path.is_file() else Lock()


def _base_of(statements: Statements, path: Path) -> str:
    """Return what the names of the model begin with: as the file says, or as most things with a type do."""
    if statements.base.endswith(("/", "#", "-", ":")):
        return statements.base
    known = tuple(PREFIXES.values())
    begins = Counter(
        _namespace(triple[0].value)
        for triple, _ in statements.quads
        if triple[1] == TYPE and isinstance(triple[0], ox.NamedNode) and not triple[0].value.startswith(known)
    )
    usual = begins.most_common(1)
    return usual[0][0] if usual and usual[0][0] else f"{MODEL_BASES}{local_name(path.stem)}/"


def _namespace(iri: str) -> str:
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:end] if "://" in iri[: end - 1] or iri.startswith("urn:") else ""


def _name_of(statements: Statements, path: Path) -> str:
    """Return what the model calls itself, and else the name of the file."""
    models = {triple[0] for triple, _ in statements.quads if triple[1] == TYPE and triple[2] == MODEL}
    if len(models) == 1:
        for (subject, predicate, value), _ in statements.quads:
            if subject in models and predicate == LABEL and isinstance(value, ox.Literal):
                return value.value
    return path.stem


def _report(
    statements: Statements,
    laid_out: Mapping[str, list[Triple]],
    name: str,
    folder: str,
    ontology: Ontology,
    remarks: Remarks,
) -> ModelReport:
    metamodel = ontology.metamodel
    written = Graph(*laid_out.values())
    kinds = Counter(
        kind.name
        for subject in dict.fromkeys(subject for triples in laid_out.values() for subject, _, _ in triples)
        if (kind := metamodel.kind_of(written.objects(subject, TYPE))) is not None
    )
    relations = read_relations(written, metamodel)
    verbs = Counter(relation.kind.name for relation in relations)
    stated = {triple for triple, _ in statements.quads}
    return ModelReport(
        source=statements.path,
        format="rdf",
        name=name,
        folder=folder,
        elements=counts(kinds.elements(), kinds, {kind.name: kind.label for kind in metamodel.types.values()}),
        relations=counts(
            verbs.elements(), verbs, {kind.name: kind.label for kind in metamodel.relation_types.values()}
        ),
        views=(),
        properties=Count("statements", len(stated), sum(map(len, laid_out.values()))),
        profiles=0,
        images=0,
        plain_relations=sum(relation.node is None for relation in relations),
        remarks=remarks.all(),
    )
