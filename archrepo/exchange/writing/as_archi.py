"""Turn any model file into the form of Archi: what has no place there becomes a property, or is told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar
from urllib.parse import unquote

from lxml import etree

from archrepo.exchange import carried
from archrepo.exchange.languages import in_one_language
from archrepo.exchange.model import (
    FileElement,
    FileRelation,
    FileView,
    Folder,
    ModelFile,
    Profile,
    Property,
)
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.ameff_parts import carried_parts, name_of_foreign
from archrepo.exchange.writing.archi_frame import archi_frame
from archrepo.exchange.writing.drawing_in_archi import drawing_in_archi
from archrepo.exchange.writing.file_concepts import FileConcepts
from archrepo.exchange.writing.identifiers import original_ids
from archrepo.exchange.writing.places_in_archi import Places, shipped_metamodel
from archrepo.exchange.writing.viewpoint_names import ViewpointNames
from archrepo.exchange.writing.xml_forms import parsed
from archrepo.language import Text
from archrepo.views import Point

_ACCESS: Final = "Access"
_UNDONE: Final = (carried.IDS, carried.FOLDERS, carried.PROFILES)

_Typed = TypeVar("_Typed", FileElement, FileRelation)


def as_archi(model: ModelFile, remarks: Remarks) -> ModelFile:
    """Return the model in the form of Archi, complete with what remains of a file without concepts."""
    return _Conversion(model, remarks).model()


class _Conversion:
    def __init__(self, model: ModelFile, remarks: Remarks) -> None:
        self._remarks = remarks
        self._parts = carried_parts(model, remarks)
        model = self._model = in_one_language(model)
        self._ids = original_ids(carried.stated(model.properties, carried.IDS))
        metamodel = shipped_metamodel()
        self._viewpoints = ViewpointNames(metamodel)
        self._places = Places(metamodel)
        self._profiles = _Profiles(model)

    def model(self) -> ModelFile:
        """Return the whole model."""
        model = self._model
        shown = FileConcepts(model)
        elements = tuple(self._typed(one) for one in model.elements)
        relations = tuple(self._relation(one) for one in model.relations)
        views = tuple(self._view(one, shown) for one in model.views)
        made = replace(
            model,
            format="archi",
            id=self._id(model.id),
            properties=carried.with_carried(carried.without(model.properties, _UNDONE), self._parts),
            elements=elements,
            relations=relations,
            views=views,
            profiles=self._profiles.all(),
            folders=tuple(self._folder(one) for one in model.folders),
        )
        kinds = {
            unquote(identifier): kind
            for part in carried.stated(model.properties, carried.FOLDERS).split()
            for kind, _, identifier in [part.partition("=")]
        }
        return replace(made, rest=archi_frame(made, kinds, self._places, self._remarks))

    def _id(self, identifier: str) -> str:
        return self._ids.get(identifier, identifier)

    def _relation(self, one: FileRelation) -> FileRelation:
        made = self._typed(one)
        access = one.access
        if made.kind == _ACCESS and access is None:
            access = "Access"
            self._remarks.loss(
                Text(
                    "toegang waarvan de soort niet is gezegd: Archi kent alleen toegang in het algemeen",
                    "access of which the type is not said: Archi only knows access in general",
                )
            )
        return replace(made, source=self._id(one.source), target=self._id(one.target), access=access)

    def _typed(self, one: _Typed) -> _Typed:
        """Return an element or relation with its own type and its specializations."""
        kind = carried.stated(one.properties, carried.KIND) or one.kind
        special = self._profiles.stated_last(one.properties, kind)
        made = replace(
            one,
            id=self._id(one.id),
            kind=kind,
            properties=carried.without(one.properties[: len(one.properties) - len(special)], [carried.KIND]),
            profiles=one.profiles + special,
        )
        if self._model.format != "ameff":
            return made
        for part in made.foreign:
            name = name_of_foreign(part)
            self._remarks.loss(
                Text(
                    f"onderdeel {name} van een concept in het uitwisselformaat",
                    f"part {name} of a concept in the exchange format",
                )
            )
        return replace(made, foreign=())

    def _view(self, view: FileView, shown: FileConcepts) -> FileView:
        drawing = view.drawing
        if view.drawn_in != "archi":
            drawing = drawing_in_archi(
                view, shown, _shift(carried.stated(view.properties, carried.SHIFT)), self._remarks
            )
            if self._ids:
                drawing = self._with_original_ids(drawing)
        made = replace(view, id=self._id(view.id))
        return replace(
            made,
            properties=carried.without(made.properties, [carried.SHIFT]),
            viewpoint=self._viewpoints.in_archi(view.viewpoint),
            drawing=drawing,
            drawn_in="archi",
            shows=tuple(self._id(one) for one in view.shows),
        )

    def _with_original_ids(self, drawing: bytes) -> bytes:
        root = parsed(drawing)
        for node in root.iter("element", "child", "sourceConnection"):
            for name in ("id", "source", "target", "archimateElement", "archimateRelationship", "model"):
                stated = node.get(name)
                if stated:
                    node.set(name, self._id(stated))
            ended = node.get("targetConnections")
            if ended:
                node.set("targetConnections", " ".join(self._id(one) for one in ended.split()))
        return etree.tostring(root, encoding="UTF-8") + b"\n"

    def _folder(self, folder: Folder) -> Folder:
        members = tuple(
            self._folder(member) if isinstance(member, Folder) else self._id(member) for member in folder.members
        )
        return replace(folder, id=self._id(folder.id), members=members)


class _Profiles:
    """The specializations of a model: those that it has, and one for each name that a concept states as a property."""

    def __init__(self, model: ModelFile) -> None:
        stated = carried.stated(model.properties, carried.PROFILES)
        self._known = bool(stated)
        self._all = {profile.id: profile for profile in model.profiles}
        for node in parsed(stated.encode()) if stated else ():
            profile = Profile(
                node.get("id", ""), node.get("name", ""), node.get("conceptType", ""), node.get("imagePath", "")
            )
            self._all[profile.id] = profile
        self._relation_kinds = {one.kind for one in model.relations}

    def all(self) -> tuple[Profile, ...]:
        """Return all specializations."""
        return tuple(self._all.values())

    def stated_last(self, properties: Sequence[Property], kind: str) -> tuple[str, ...]:
        """Return the ids of the specializations that the last properties name, in their order."""
        found: list[str] = []
        for one in reversed(properties):
            profile = self._of(one.value, kind) if one.key == carried.SPECIALIZATION else None
            if profile is None:
                break
            found.insert(0, profile)
        return tuple(found)

    def _of(self, name: str, kind: str) -> str | None:
        native = f"{kind}Relationship" if kind in self._relation_kinds else kind
        found = next((one.id for one in self._all.values() if one.name == name and one.kind == native), None)
        if found is None and not self._known and name:
            found = "id-" + hashlib.sha256(f"profile {native} {name}".encode()).hexdigest()[:32]
            self._all[found] = Profile(found, name, native)
        return found


def _shift(stated: str) -> Point:
    x, _, y = stated.partition(" ")
    return (float(x), float(y)) if x.isdecimal() and y.isdecimal() else (0.0, 0.0)
