"""The proposals of a workspace: the folders that archrepo.toml names under `proposals`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.workspace import Workspace, matching_files


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal: the name of its folder, or of its file without ending, and its files."""

    name: str
    paths: tuple[Path, ...]


def list_proposals(workspace: Workspace) -> tuple[Proposal, ...]:
    """Return the proposals of a workspace, sorted by name."""
    grouped: dict[str, list[Path]] = {}
    for path in matching_files(workspace.root, workspace.configuration.proposals):
        folder = path.parent
        is_alone = folder == workspace.root or any(other.is_dir() for other in folder.iterdir())
        grouped.setdefault(path.stem if is_alone else folder.name, []).append(path)
    return tuple(Proposal(name, tuple(paths)) for name, paths in sorted(grouped.items()))


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
                return Proposal(candidate.name, inside)
        elif candidate.is_file() and candidate.resolve().is_relative_to(workspace.root.resolve()):
            return Proposal(candidate.stem, (candidate.resolve(),))
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
