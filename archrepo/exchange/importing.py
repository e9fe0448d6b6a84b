"""Import model files of other tools into a folder of Turtle: read, check, name, write, put in place, report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from archrepo.errors import RequestFault
from archrepo.exchange.ameff import read_ameff
from archrepo.exchange.archi import read_archi
from archrepo.exchange.facts.finding import found_facts, stated_base
from archrepo.exchange.facts.things import described_elsewhere
from archrepo.exchange.forms.csv_model import without_companions
from archrepo.exchange.forms.rdf_reading import is_rdf
from archrepo.exchange.identities import Identities, checked_base, local_name, property_predicates
from archrepo.exchange.import_options import ImportOptions
from archrepo.exchange.languages import in_all_languages
from archrepo.exchange.lock import LOCK_FILE, read_lock, refuse_other_model
from archrepo.exchange.model import ModelFile, concepts, title_of
from archrepo.exchange.opening import line_of_second, open_document
from archrepo.exchange.places_of_import import MODEL_BASES, folder_names, new_workspace
from archrepo.exchange.placing import place
from archrepo.exchange.receiving import receiver_of
from archrepo.exchange.refusals import fault
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.report import Count, ImportReport, ModelReport, counts
from archrepo.exchange.shared_names import names_of_imports, tell_shared_names
from archrepo.exchange.turtle_folder import Written, turtle_folder
from archrepo.language import Text
from archrepo.metamodel import Metamodel
from archrepo.places import shipped
from archrepo.store import Graph
from archrepo.turtle import parse
from archrepo.workspace import load_ontology
from archrepo.workspace.opened import collector_paused

_METAMODEL = "archimate.ttl"


@collector_paused()
def import_model(paths: Sequence[Path], into: Path, options: ImportOptions | None = None) -> ImportReport:
    """Import the files into the folder `into`, and return what was carried over and what was not.

    One file is laid out in the folder itself; of more files each gets a folder of its own in it, with the file's name.

    Raises:
        RequestFault: a file does not exist, the workspace would not read the result, or something in the folder may
            not be replaced.
        ConfigurationFault: an archrepo.toml of or around the folder is not as it must be.
        InputFault: a file is broken, hostile, too large, no model, or holds no elements. The folder is then untouched.
    """
    options = options or ImportOptions()
    if not paths:
        raise RequestFault(
            Text("er is geen bestand genoemd", "no file is named"),
            remedy=Text("noem een of meer modelbestanden", "name one or more model files"),
        )
    check_language(options.language)
    if any(is_rdf(path) for path in paths):
        from archrepo.exchange.importing_rdf import (
            import_rdf,  # few imports are of RDF, and it reads the whole ontology
        )

        return import_rdf(paths, into, options)
    paths = without_companions(paths)
    models = [read_model(path) for path in paths]
    predicates = property_predicates(key for model in models for key in model.keys)
    metamodel = _metamodel()
    folders = [""] if len(models) == 1 else [f"{name}/" for name in folder_names(paths)]
    receiver = receiver_of(into, folders)
    base = checked_base(options.base or receiver.base or stated_base(models[0]) or own_base(models[0]))
    files: dict[str, bytes] = {} if receiver.configuration else new_workspace(options.name or title_of(models[0]), base)
    owned: dict[str, str] = {}
    reports: list[ModelReport] = []
    locks = {folder: read_lock(into / folder) for folder in folders}
    replaced = [into / folder / path for folder, lock in locks.items() for path in lock.files]
    elsewhere = described_elsewhere(receiver, models, replaced)
    names = names_of_imports(receiver, [into / folder for folder in folders])
    for model, folder in zip(models, folders, strict=True):
        written, remarks = laid_out(
            model, predicates, metamodel, base=base, language=options.language, elsewhere=elsewhere
        )
        files |= {folder + path: data for path, data in written.files.items()}
        if names or len(models) > 1:
            tell_shared_names(written.files[LOCK_FILE], names, f"{receiver.prefix}{folder}".rstrip("/"), remarks)
        earlier = locks[folder]
        if not options.replaces_model:
            refuse_other_model(into / folder, earlier, model)
        owned |= {folder + path: digest for path, digest in earlier.files.items()}
        owned |= {folder + LOCK_FILE: ""} if (into / folder / LOCK_FILE).is_file() else {}
        reports.append(model_report(model, written, remarks, (into / folder).as_posix(), metamodel))
    receiver.refuse_unread(files, paths[0])
    placed = place(files, into, owned, replaces_edited=options.replaces_edited, is_trial=options.is_trial)
    root = receiver.root.as_posix()
    return ImportReport(tuple(reports), placed.written, placed.unchanged, placed.removed, root, receiver.notes)


def laid_out(
    model: ModelFile,
    predicates: Mapping[str, NamedNode],
    metamodel: Metamodel,
    *,
    base: str,
    language: str,
    elsewhere: Graph | None = None,
) -> tuple[Written, Remarks]:
    """Return the model as the files of a folder, and what is not carried over as it was.

    `elsewhere` is what other files of the workspace say.
    """
    remarks = Remarks(model.path)
    facts = found_facts(model, load_ontology, base, language, remarks, elsewhere)
    identities = Identities(facts.model, base, facts.addresses)
    for value in identities.ambiguous:
        remarks.change(
            Text(
                f"Object ID {value} staat bij meer dan één concept: die krijgen het id uit het bestand",
                f"Object ID {value} stands at more than one concept: these keep the id of the file",
            )
        )
    written = turtle_folder(
        facts.model, identities, predicates, metamodel, remarks, base=base, language=language, facts=facts
    )
    return written, remarks


def read_model(path: Path) -> ModelFile:
    """Return the model in the file, whatever its format.

    Raises:
        RequestFault: the file does not exist.
        InputFault: it is broken, hostile, too large, no model, holds no elements, or uses one id twice.
    """
    document = open_document(path)
    model = read_archi(document) if document.format == "archi" else read_ameff(document)
    model = in_all_languages(replace(model, remarks=(*document.remarks, *model.remarks)))
    if not model.elements:
        raise fault(
            document.path,
            Text("dit model bevat geen elementen", "this model holds no elements"),
            Text(
                "kies het bestand waarin het model zelf staat; een leeg model hoeft niet te worden geïmporteerd",
                "choose the file that holds the model itself; an empty model needs no import",
            ),
        )
    seen: set[str] = set()
    for concept in concepts(model):
        if concept.id in seen:
            raise fault(
                document.path,
                Text(f"id {concept.id} komt twee keer voor", f"id {concept.id} occurs twice"),
                Text(
                    "geef een van de twee concepten een ander id, en pas de verwijzingen aan",
                    "give one of the two concepts another id, and adapt the references",
                ),
                line_of_second(document, concept.id),
            )
        seen.add(concept.id)
    return model


def check_language(language: str) -> None:
    """Refuse what is no language tag.

    Raises:
        RequestFault: it is none.
    """
    try:
        Literal("", language=language)
    except ValueError as unknown:
        raise RequestFault(
            Text(f'"{language}" is geen taalcode', f'"{language}" is no language tag'),
            remedy=Text("geef een taalcode zoals nl of en", "give a language tag such as nl or en"),
        ) from unknown


def model_report(
    model: ModelFile, written: Written, remarks: Remarks, folder: str, metamodel: Metamodel
) -> ModelReport:
    """Return what was read and written of one model."""
    labels = {kind.name: kind.label for kind in metamodel.types.values()}
    verbs = {kind.name: kind.label for kind in metamodel.relation_types.values()}
    read = len(model.properties) + sum(len(concept.properties) for concept in concepts(model))
    return ModelReport(
        source=model.path,
        format=model.format,
        name=title_of(model),
        folder=folder,
        elements=counts((element.kind for element in model.elements), written.elements, labels),
        relations=counts((relation.kind for relation in model.relations), written.relations, verbs),
        views=counts((view.form for view in model.views), written.views),
        properties=Count("properties", read, written.properties),
        profiles=len(model.profiles),
        images=len(model.images),
        plain_relations=written.plain_relations,
        remarks=(*model.remarks, *remarks.all()),
    )


def _metamodel() -> Metamodel:
    folder = shipped("ontology")
    path = folder / _METAMODEL
    return Metamodel(Graph(parse(path.read_bytes(), f"ontology/{_METAMODEL}")), folder)


def own_base(model: ModelFile) -> str:
    """Return the beginning of names that belongs to the model alone, made of its id."""
    return f"{MODEL_BASES}{local_name(model.id)}/"
