"""Of which part of a workspace a model file is: of the whole, or of one folder that was imported."""

from __future__ import annotations

from dataclasses import dataclass

from archrepo.exchange.facts.finding import stated_base
from archrepo.exchange.facts.terms import FURTHER_THINGS_KEY
from archrepo.exchange.gathering import gather
from archrepo.exchange.gathering.municipal import language_of
from archrepo.exchange.gathering.scope import HERE, imports_of, scope_of
from archrepo.exchange.model import ModelFile, concepts
from archrepo.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Origin:
    """What an export of the part holds now, its folder ("" for the whole), the beginning of its own names, and the
    language of texts without one.
    """

    folder: str
    own: ModelFile
    base: str
    language: str

    def is_of(self, model: ModelFile) -> bool:
        """Tell whether the file is of this part, by the id of the model and its own names."""
        return _plain(self.own.id) == _plain(model.id) and stated_base(model) in (None, self.base)


def origin_of(workspace: Workspace, model: ModelFile, gathered: ModelFile | None = None) -> Origin | None:
    """Return the part of the workspace that the file is of; None when it is of another model.

    A whole and its only import may have one id: the file is of the import when it has nothing that stands beside it.
    `gathered` is what an export of the whole holds now, for who made it already.

    Raises:
        InputFault: an import in the workspace is no longer what it was.
    """
    whole, frame = _origin(workspace, "", gathered), scope_of(workspace, "").frame
    if whole.is_of(model):
        part = _origin(workspace, frame.folder or HERE) if frame is not None else whole
        beside = _names(whole.own) - _names(part.own)
        return part if beside and beside.isdisjoint(_names(model)) else whole
    for one in imports_of(workspace):
        if not one.is_reference and one.kept.model and _plain(one.kept.model[1]) == _plain(model.id):
            part = _origin(workspace, one.folder or HERE)
            if part.is_of(model):
                return part
    return None


def _origin(workspace: Workspace, folder: str, gathered: ModelFile | None = None) -> Origin:
    scope = scope_of(workspace, folder)
    base = (scope.frame.kept.base if scope.frame else "") or workspace.base
    return Origin(folder if folder != HERE else "", gathered or gather(workspace, folder), base, language_of(scope))


def _names(model: ModelFile) -> frozenset[str]:
    """Return the ids of the concepts, and one more name when the model tells of things that are none."""
    things = {one.key for one in model.properties if one.key == FURTHER_THINGS_KEY}
    return frozenset(_plain(one.id) for one in concepts(model)) | things


def _plain(identifier: str) -> str:
    return identifier.removeprefix("id-")
