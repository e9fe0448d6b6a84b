"""The proposals of a workspace, the folders that archrepo.toml names under `proposals`, and the bids in them.

How the files of such a folder are called is spelled here; `waivers.ttl` has its name from `archrepo.waiving`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath
from types import MappingProxyType

import pyoxigraph as ox

from archrepo.errors import InputFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.procurement.tender import Bid
from archrepo.turtle.reading import Subject
from archrepo.vocabulary import PROCUREMENT
from archrepo.workspace import Workspace, matching_files

BIDS = "bids"
SOURCES = "sources"
PURCHASE_FILE = "procurement.ttl"
JUDGEMENTS_FILE = "judgements.ttl"
READING_FILE = "reading.ttl"
_WILD = set("*?[")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal: its name, the folder or file that holds it, its own files, and one file for each bid.

    `root` is the folder `proposals/<name>`, or the single file. What stands in its folder `bids` are the bids.
    """

    name: str
    root: Path
    paths: tuple[Path, ...]
    bid_paths: tuple[Path, ...] = ()


def list_proposals(workspace: Workspace) -> tuple[Proposal, ...]:
    """Return the proposals of a workspace, sorted by name: each folder, or single file, below the folder of proposals.

    The folder of proposals is the part of the pattern in archrepo.toml before its first wildcard.
    """
    grouped: dict[Path, list[Path]] = {}
    for pattern in workspace.configuration.proposals:
        home = _home(workspace, pattern)
        for path in matching_files(workspace.root, [pattern]):
            top = home / path.relative_to(home).parts[0] if path.is_relative_to(home) and path != home else path
            listed = grouped.setdefault(top, [])
            if path not in listed:
                listed.append(path)
    return tuple(sorted((_proposal(top, paths) for top, paths in grouped.items()), key=lambda found: found.name))


def requirements_file(stem: str) -> str:
    """Return the name of the file with the requirements that were read from the tender file of that stem."""
    return f"requirements-{stem}.ttl"


def folder_of(proposal: Proposal) -> Path:
    """Return the folder in which a further file of the procurement belongs.

    Raises:
        RequestFault: the procurement is a single file.
    """
    if proposal.root.suffix == ".ttl":
        raise RequestFault(
            Text("deze inkoop is één bestand", "this procurement is a single file"),
            remedy=Text("zet het in een map met die naam", "put it in a folder of that name"),
        )
    return proposal.root


def proposals_home(workspace: Workspace) -> Path | None:
    """Return the folder in which a new proposal belongs; None when archrepo.toml names none."""
    patterns = workspace.configuration.proposals
    return _home(workspace, patterns[0]) if patterns else None


def _home(workspace: Workspace, pattern: str) -> Path:
    return workspace.root.resolve().joinpath(*takewhile(lambda part: not _WILD & set(part), Path(pattern).parts))


def _proposal(root: Path, paths: Iterable[Path]) -> Proposal:
    listed = sorted(paths)
    bids = tuple(path for path in listed if path != root and path.relative_to(root).parts[0] == BIDS)
    return Proposal(
        root.stem if root.suffix == ".ttl" else root.name,
        root,
        tuple(path for path in listed if path not in bids),
        bids,
    )


def find_proposal(workspace: Workspace, wanted: str) -> Proposal:
    """Return the proposal that a user means by its name, or by the path of its folder or of a file in it.

    Raises:
        RequestFault: there is no such proposal; the words list those there are.
    """
    found = list_proposals(workspace)
    for proposal in found:
        if proposal.name == wanted.strip("/"):
            return proposal
    path = Path(wanted)
    for candidate in (path, workspace.root / path):
        if candidate.is_dir():
            inside = tuple(sorted(candidate.resolve().rglob("*.ttl")))
            if inside and all(one.is_relative_to(workspace.root.resolve()) for one in inside):
                return _proposal(candidate.resolve(), inside)
        elif candidate.is_file() and candidate.resolve().is_relative_to(workspace.root.resolve()):
            return _proposal(candidate.resolve(), [candidate.resolve()])
    names = [proposal.name for proposal in found]
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4) or names[:5]
    listed = ", ".join(near)
    raise RequestFault(
        Text(f"er is geen voorstel '{wanted}'", f"there is no proposal '{wanted}'"),
        remedy=Text(f"kies uit: {listed}", f"choose from: {listed}")
        if near
        else Text(
            'noem in archrepo.toml onder [files] `proposals = ["proposals/**/*.ttl"]` en zet daar een voorstel',
            'name in archrepo.toml under [files] `proposals = ["proposals/**/*.ttl"]` and put a proposal there',
        ),
    )


def find_bid(bids: Sequence[Bid], wanted: str, products: Mapping[str, Text] = MappingProxyType({})) -> Bid:
    """Return the bid that a user means by its name, bidder, product, file, IRI or the last part of that.

    `products` are the names of what is offered, by IRI.

    Raises:
        RequestFault: there is no such bid, or more than one; the words list those there are.
    """
    folded = wanted.strip().removeprefix(":").casefold()
    found = [bid for bid in bids if folded in {spelled.casefold() for spelled in _spellings(bid, products) if spelled}]
    if len(found) == 1:
        return found[0]
    short = [_last_part(bid.iri) for bid in bids]
    listed = Text(
        ", ".join(f"{bid.name.nl} ({own})" for bid, own in zip(bids, short, strict=True)),
        ", ".join(f"{bid.name.en} ({own})" for bid, own in zip(bids, short, strict=True)),
    )
    raise RequestFault(
        Text(f"'{wanted}' is niet eenduidig", f"'{wanted}' is not unique")
        if found
        else Text(f"er is geen inschrijving '{wanted}'", f"there is no bid '{wanted}'"),
        remedy=Text("kies uit: {listed}", "choose from: {listed}").format(listed=listed)
        if bids
        else Text("zet eerst een inschrijving in de map bids", "put a bid in the folder bids first"),
    )


def _spellings(bid: Bid, products: Mapping[str, Text]) -> tuple[str, ...]:
    offered = [products[iri] for iri in bid.offered if iri in products]
    path = PurePosixPath(bid.location.path)
    names = (bid.name.nl, bid.name.en, bid.bidder_name.nl, bid.bidder_name.en)
    product = (*map(_last_part, bid.offered), *(one.nl for one in offered), *(one.en for one in offered))
    return (bid.iri, _last_part(bid.iri), *names, *product, _last_part(bid.bidder), str(path), path.stem)


def _last_part(iri: str) -> str:
    return local_name(ox.NamedNode(iri)) if iri else ""


def procurement_of(workspace: Workspace, after: Workspace, proposal: Proposal) -> Subject:
    """Return the one purchase that a proposal describes; `after` is the workspace with the proposal laid over it.

    Raises:
        InputFault: the proposal has no purchase, or more than one.
    """
    found = [node for node in after.model.instances(PROCUREMENT) if not workspace.model.facts(node)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(after.label(node) for node in found)
    path = proposal.paths[0].relative_to(workspace.root.resolve()).as_posix() if proposal.paths else ""
    location = after.locate(found[1]) if found else Location(path, 0, 0, 0, 0)
    raise InputFault(
        Text(
            f"dit voorstel heeft meer dan één inkoop: {names}", f"this proposal has more than one procurement: {names}"
        )
        if found
        else Text("dit voorstel heeft geen inkoop", "this proposal has no procurement"),
        location=location,
        remedy=Text(
            "beschrijf precies één `:inkoop a ar:Procurement ; ar:candidate :... .`",
            "describe exactly one `:purchase a ar:Procurement ; ar:candidate :... .`",
        ),
    )
