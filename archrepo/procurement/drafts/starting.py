"""Begin a procurement and fill it in: one folder of Turtle, made and changed without anybody seeing Turtle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import free_name, prefixes
from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.procurement.proposals import (
    PURCHASE_FILE,
    Proposal,
    list_proposals,
    procurement_of,
    proposals_home,
)
from archrepo.turtle import Value, with_values
from archrepo.vocabulary import LABEL, PROCUREMENT, TYPE, ar
from archrepo.workspace import Workspace, with_files
from archrepo.workspace.saving import save, text_at

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Started:
    """A procurement that was begun: the name of its folder, its file and its IRI."""

    name: str
    path: Path
    iri: str


def start(workspace: Workspace, title: str, language: Language) -> Started:
    """Make the folder and the first file of a procurement and return where they are.

    Raises:
        RequestFault: the title gives no name, or a procurement of that name is there already.
        ConfigurationFault: archrepo.toml names no folder for proposals.
    """
    folder = new_folder(workspace, title)
    slug = folder.name
    iri = free_name(workspace, f"{workspace.base}inkoop-{slug}")
    text = with_values(
        "",
        iri,
        {
            TYPE: (PROCUREMENT,),
            LABEL: (ox.Literal(title.strip(), language=language),),
            ar("tenderTitle"): (ox.Literal(title.strip()),),
        },
        prefixes(workspace),
    )
    save(workspace.root, folder / PURCHASE_FILE, text, was=None)
    return Started(slug, folder / PURCHASE_FILE, iri.value)


def new_folder(workspace: Workspace, title: str) -> Path:
    """Return the folder that a new proposal of that title gets; it is not made yet.

    Raises:
        RequestFault: the title gives no name, or a procurement of that name is there already.
        ConfigurationFault: archrepo.toml names no folder for proposals.
    """
    slug = slug_of(title)
    if not slug:
        raise RequestFault(
            Text("deze titel heeft geen letters of cijfers", "this title has no letters or digits"),
            remedy=Text("geef de inkoop een naam, zoals Zaaksysteem", "give the purchase a name, such as Case system"),
        )
    home = proposals_home(workspace)
    if home is None:
        raise ConfigurationFault(
            Text("archrepo.toml noemt geen map voor inkopen", "archrepo.toml names no folder for procurements"),
            location=Location("archrepo.toml", 0, 0, 0, 0),
            remedy=Text(
                'zet onder [files]: `proposals = ["proposals/**/*.ttl"]`',
                'put under [files]: `proposals = ["proposals/**/*.ttl"]`',
            ),
        )
    folder = home / slug
    if folder.exists() or any(found.name == slug for found in list_proposals(workspace)):
        raise RequestFault(
            Text(f"er is al een inkoop '{slug}'", f"there is a procurement '{slug}' already"),
            remedy=Text("open die, of kies een andere naam", "open that one, or choose another name"),
        )
    return folder


def fill_in(workspace: Workspace, proposal: Proposal, values: Mapping[ox.NamedNode, Sequence[Value]]) -> Path:
    """Write what was answered of the purchase into the file that describes it and return that file.

    Only the properties in `values` change; an empty answer takes the property out.

    Raises:
        RequestFault: the file was changed meanwhile.
        InputFault: the proposal cannot be read, or has no purchase.
    """
    after = with_files(workspace, proposal.paths)
    node = procurement_of(workspace, after, proposal)
    path = workspace.root / after.locate(node, TYPE).path
    was = text_at(path)
    assert was is not None and isinstance(node, ox.NamedNode)
    changed = with_values(was, node, values, prefixes(workspace))
    if changed != was:
        save(workspace.root, path, changed, was=was)
    return path


def slug_of(title: str) -> str:
    """Return the name for a folder that a title gives: small letters, digits and hyphens; empty when it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
