"""Import a release of a reference model as a folder that nobody edits, and write down which release it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.exchange.identities import checked_base, property_predicates
from archrepo.exchange.importing import check_language, laid_out, model_report, own_base, read_model
from archrepo.exchange.lock import LOCK_FILE, read_lock
from archrepo.exchange.model import ModelFile, title_of
from archrepo.exchange.releases.guarding import added, edited_by_hand
from archrepo.exchange.releases.release import Terms
from archrepo.exchange.releases.swapping import swap
from archrepo.exchange.report import ModelReport
from archrepo.exchange.turtle_folder import Written, digest
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import Metamodel
from archrepo.vocabulary import NAME_OF_RELEASE
from archrepo.workspace import find_root, load_ontology
from archrepo.workspace.references import REFERENCES, Reference, read_references

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")


@dataclass(frozen=True, slots=True)
class PinOptions:
    """How to pin. `name` is by default that of the folder, `release` what the file states, `base` made of its id."""

    name: str = ""
    release: str = ""
    base: str = ""
    language: str = "nl"
    replaces_edited: bool = False


@dataclass(frozen=True, slots=True)
class Pinned:
    """A release that was pinned: its line in the lock, what was carried over, and the folder of the workspace."""

    reference: Reference
    report: ModelReport
    root: Path


@dataclass(frozen=True, slots=True)
class Staged:
    """A release as the files it becomes, not yet written."""

    model: ModelFile
    written: Written
    report: ModelReport
    reference: Reference


def pin(path: Path, into: Path, options: PinOptions | None = None) -> Pinned:
    """Import the file into the folder `into` of a workspace as a pinned reference, and return what was done.

    Raises:
        RequestFault: there is no workspace around the folder, the folder or name is taken, another release is pinned
            there, or its files were edited by hand (unless `replaces_edited`).
        InputFault: the file is broken, hostile, too large, no model, or holds no elements. Nothing has changed then.
    """
    options = options or PinOptions()
    root = _root_around(into)
    folder = into.resolve().relative_to(root).as_posix()
    references = read_references(root)
    name = options.name or Path(folder).name
    known = _refuse_taken(references, name, folder)
    ontology = load_ontology()
    staged = stage(
        path,
        ontology.metamodel,
        Terms.of(ontology.graph),
        name=name,
        folder=folder,
        base=options.base or (known.base if known else ""),
        language=options.language,
        release=options.release,
    )
    reference = staged.reference
    if known is not None and known.sha256 != reference.sha256:
        raise RequestFault(
            Text(
                f"{name} staat al vast op {known.title.nl}; dit bestand is {reference.title.nl}",
                f"{name} is pinned on {known.title.en} already; this file is {reference.title.en}",
            ),
            location=Location(REFERENCES, 0, 0, 0, 0),
            remedy=Text(
                f"bekijk eerst wat er verandert: archrepo upgrade {name} {path.as_posix()}",
                f"see first what changes: archrepo upgrade {name} {path.as_posix()}",
            ),
        )
    if known is not None and not options.replaces_edited:
        for fault in edited_by_hand(root, known):
            raise fault
    kept = _refuse_in_the_way(root, folder, staged.written, replaces_edited=options.replaces_edited)
    others = [one for one in references if one.name != name]
    if known is not None and not options.release:
        reference = replace(reference, release=known.release)
    swap(root, folder, staged.written.files, [*others, reference], kept=kept)
    return Pinned(reference, staged.report, root)


def stage(
    path: Path,
    metamodel: Metamodel,
    terms: Terms,
    *,
    name: str,
    folder: str,
    base: str,
    language: str,
    release: str,
) -> Staged:
    """Return what an import of the file would write; `base` and `release` are by default those of the file.

    Raises:
        RequestFault: the file does not exist, or the base is no beginning of names.
        InputFault: it is broken, hostile, too large, no model, or holds no elements.
    """
    check_language(language)
    model = read_model(path)
    base = checked_base(base or own_base(model))
    predicates = property_predicates(model.keys)
    written, remarks = laid_out(model, predicates, metamodel, base=base, language=language)
    keys = terms.keys[NAME_OF_RELEASE]
    stated = next((one.value.strip() for one in model.properties if one.key in keys and one.value.strip()), "")
    reference = Reference(
        name=name,
        folder=folder,
        model=title_of(model),
        release=release or stated,
        base=base,
        language=language,
        source=path.name,
        format=model.format,
        sha256=source_digest(path),
        ids=digest(written.files[LOCK_FILE]),
        elements=len(model.elements),
        relations=len(model.relations),
        views=len(model.views),
    )
    return Staged(model, written, model_report(model, written, remarks, folder, metamodel), reference)


def source_digest(path: Path) -> str:
    """Return the SHA-256 of a file, or of all files of a folder with their paths, in the order of the paths."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    found = hashlib.sha256()
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        inner = hashlib.sha256(file.read_bytes()).hexdigest()
        found.update(f"{file.relative_to(path).as_posix()}\t{inner}\n".encode())
    return found.hexdigest()


def _root_around(into: Path) -> Path:
    whole = into.resolve()
    try:
        root = find_root(whole)
    except RequestFault as fault:
        raise RequestFault(
            Text(
                f"{into.as_posix()} ligt niet in een werkmap; een referentiemodel hoort bij een eigen model",
                f"{into.as_posix()} lies in no workspace; a reference model belongs to a model of your own",
            ),
            remedy=Text("begin met: archrepo init MAP", "begin with: archrepo init DIR"),
        ) from fault
    if root == whole:
        raise RequestFault(
            Text(
                "een referentiemodel krijgt een eigen map binnen de werkmap",
                "a reference model gets a folder of its own within the workspace",
            ),
            remedy=Text("kies bijvoorbeeld --into reference/gemma", "choose for example --into reference/gemma"),
        )
    return root


def _refuse_taken(references: Sequence[Reference], name: str, folder: str) -> Reference | None:
    """Return the reference that is pinned under this name and folder; None when both are free."""
    if not _NAME.fullmatch(name):
        raise RequestFault(
            Text(f"'{name}' is geen naam voor een referentiemodel", f"'{name}' is no name for a reference model"),
            remedy=Text("gebruik letters, cijfers en streepjes", "use letters, digits and hyphens"),
        )
    for one in references:
        if one.name == name and one.folder == folder:
            return one
        inside = one.holds(f"{folder}/") or folder == one.folder or one.folder.startswith(f"{folder}/")
        if one.name == name or inside:
            raise RequestFault(
                Text(
                    f"{one.name} staat al vast in de map {one.folder}",
                    f"{one.name} is pinned already in the folder {one.folder}",
                ),
                location=Location(REFERENCES, 0, 0, 0, 0),
                remedy=Text(
                    "kies een andere map en naam, of werk dit model bij met `archrepo upgrade`",
                    "choose another folder and name, or bring that model up to date with `archrepo upgrade`",
                ),
            )
    return None


def _refuse_in_the_way(root: Path, folder: str, written: Written, *, replaces_edited: bool) -> tuple[str, ...]:
    """Return the files in the folder that no import made and that may stay beside those of the release."""
    home = root / folder
    lock = read_lock(home)
    kept = added(home, lock)
    for path in kept:
        if path in written.files or (path.endswith(".ttl") and "/" not in path and not replaces_edited):
            raise RequestFault(
                Text(
                    f"{path} staat al in de map en is niet door een import gemaakt",
                    f"{path} stands in the folder already and was not made by an import",
                ),
                location=Location(f"{folder}/{path}", 0, 0, 0, 0),
                remedy=Text("verplaats dit bestand naar een eigen map", "move this file to a folder of your own"),
            )
    edited = [
        path
        for path, released in sorted(lock.files.items())
        if (home / path).is_file() and digest((home / path).read_bytes()) != released
    ]
    if edited and not replaces_edited:
        raise RequestFault(
            Text(f"{edited[0]} is na de vorige import gewijzigd", f"{edited[0]} was changed since the last import"),
            location=Location(f"{folder}/{edited[0]}", 0, 0, 0, 0),
            remedy=Text(
                "verplaats de wijziging naar een eigen bestand, of vervang haar met --replace-edited",
                "move the change to a file of your own, or replace it with --replace-edited",
            ),
        )
    return tuple(path for path in kept if not (path.endswith(".ttl") and "/" not in path))
