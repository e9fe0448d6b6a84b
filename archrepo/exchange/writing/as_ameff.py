"""Turn any model file into the form of the exchange format: what has no place there becomes a property, or is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar
from urllib.parse import quote

from lxml import etree

from archrepo.diagrams.notation import Notation
from archrepo.exchange import carried
from archrepo.exchange.languages import in_all_languages
from archrepo.exchange.model import (
    FileElement,
    FileRelation,
    FileView,
    Folder,
    ModelFile,
    Phrase,
    Property,
    concepts,
)
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.ameff_frame import ameff_frame
from archrepo.exchange.writing.ameff_parts import name_of_foreign
from archrepo.exchange.writing.drawing_in_ameff import drawing_in_ameff
from archrepo.exchange.writing.drawing_losses import DrawingLosses
from archrepo.exchange.writing.file_concepts import FileConcepts
from archrepo.exchange.writing.identifiers import XmlNames
from archrepo.exchange.writing.places_in_archi import is_default, shipped_metamodel
from archrepo.exchange.writing.viewpoint_names import ViewpointNames
from archrepo.language import Text

#: Types for concepts that ArchiMate does not have; the property `carried.KIND` keeps their own.
_ANY_ELEMENT: Final = "Grouping"
_ANY_RELATION: Final = "Association"
#: Attributes of relations, and the type that the schema allows each on.
_ACCESS, _INFLUENCE, _ASSOCIATION = "Access", "Influence", "Association"

_Concept = TypeVar("_Concept", FileElement, FileRelation, FileView)
_Typed = TypeVar("_Typed", FileElement, FileRelation)


def as_ameff(model: ModelFile, remarks: Remarks) -> ModelFile:
    """Return the model in the form of the exchange format, complete with what remains of a file without concepts."""
    return _Conversion(model, remarks).model()


class _Conversion:
    def __init__(self, model: ModelFile, remarks: Remarks) -> None:
        self._remarks = remarks
        model = self._model = in_all_languages(model)
        self._metamodel = shipped_metamodel()
        self._viewpoints = ViewpointNames(self._metamodel)
        self._notation = Notation.of(self._metamodel)
        self._losses = DrawingLosses(remarks)
        self._kinds = {kind.name for kind in self._metamodel.types.values()}
        self._relation_kinds = {kind.name for kind in self._metamodel.relation_types.values()}
        self._profiles = {profile.id: profile.name for profile in model.profiles}
        self._ids = XmlNames()

    def model(self) -> ModelFile:
        """Return the whole model."""
        model = self._model
        views = [view for view in model.views if view.form == "diagram"]
        for view in model.views:
            if view.form != "diagram":
                self._remarks.loss(
                    Text(f"hele view van de soort {view.form} van Archi", f"whole view of Archi's kind {view.form}")
                )
        relations = self._with_ends(model.relations, {one.id for one in model.elements})
        model = self._model = replace(model, folders=_own_folders(model.folders))
        folders = _folder_ids(model.folders)
        kept = replace(model, views=tuple(views), relations=relations)
        self._ids.add([model.id, *(one.id for one in concepts(kept)), *folders])
        shown = FileConcepts(kept)
        elements = tuple(self._element(one) for one in model.elements)
        relations = tuple(self._relation(one) for one in relations)
        drawn = tuple(self._view(one, shown) for one in views)
        if model.images:
            self._remarks.loss(Text("afbeeldingen in het bestand", "images in the file"))
        made = replace(
            model,
            format="ameff",
            id=self._ids[model.id],
            names=model.names or (Phrase(""),),
            properties=self._model_properties(model.properties),
            elements=elements,
            relations=relations,
            views=drawn,
            profiles=(),
            images={},
            folders=self._folders(model.folders, {one.id for one in concepts(kept)}),
        )
        return replace(made, rest=ameff_frame(made, model.properties))

    def _model_properties(self, properties: Sequence[Property]) -> tuple[Property, ...]:
        """Return the properties of the model, with those that let an Archi file come back as it was."""
        kept = carried.without(properties, (carried.METADATA, carried.VIEWPOINTS, carried.VERSION))
        top = " ".join(f"{folder.kind}={quote(folder.id, safe='')}" for folder in self._model.folders if folder.kind)
        made = etree.Element("profiles")
        for profile in self._model.profiles:
            node = etree.SubElement(made, "profile", name=profile.name, id=profile.id, conceptType=profile.kind)
            if profile.image:
                node.set("imagePath", profile.image)
        uses = any(one.key == carried.SPECIALIZATION for concept in concepts(self._model) for one in concept.properties)
        has_profiles = self._model.format == "archi" and (len(made) > 0 or uses)
        return carried.with_carried(
            kept,
            (
                (carried.IDS, self._ids.changed()),
                (carried.FOLDERS, top),
                (carried.PROFILES, etree.tostring(made, encoding="unicode") if has_profiles else ""),
            ),
        )

    def _element(self, one: FileElement) -> FileElement:
        kind, own = (one.kind, "") if one.kind in self._kinds else (_ANY_ELEMENT, one.kind)
        return replace(self._typed(one, own), kind=kind)

    def _relation(self, one: FileRelation) -> FileRelation:
        kind, own = (one.kind, "") if one.kind in self._relation_kinds else (_ANY_RELATION, one.kind)
        for is_stated, allowed, text in (
            (one.access is not None, _ACCESS, Text("soort toegang van een relatie", "access type of a relation")),
            (bool(one.modifier), _INFLUENCE, Text("sterkte van een relatie", "strength of a relation")),
            (one.directed, _ASSOCIATION, Text("richting van een relatie", "direction of a relation")),
        ):
            if is_stated and kind != allowed:
                self._remarks.loss(
                    Text(f"{text.nl} die geen {allowed} is", f"{text.en} that is no {allowed}"),
                )
        return replace(
            self._typed(one, own),
            kind=kind,
            source=self._ids[one.source],
            target=self._ids[one.target],
            access=one.access if kind == _ACCESS else None,
            modifier=one.modifier if kind == _INFLUENCE else "",
            directed=one.directed and kind == _ASSOCIATION,
        )

    def _concept(self, one: _Concept) -> _Concept:
        return replace(one, id=self._ids[one.id])

    def _typed(self, one: _Typed, own_kind: str) -> _Typed:
        """Return an element or relation with its specializations, and its own type, as properties."""
        made = self._concept(one)
        special: list[tuple[str, str]] = []
        for profile in one.profiles:
            if profile in self._profiles:
                special.append((carried.SPECIALIZATION, self._profiles[profile]))
            else:
                self._remarks.loss(Text("verwijzing naar een profiel dat er niet is", "reference to a missing profile"))
        for part in one.foreign:
            name = name_of_foreign(part)
            self._remarks.loss(
                Text(f"onderdeel {name} van een concept in Archi", f"part {name} of a concept in Archi"),
            )
        properties = carried.with_carried(made.properties, [(carried.KIND, own_kind), *special])
        return replace(made, properties=properties, profiles=(), foreign=())

    def _view(self, view: FileView, shown: FileConcepts) -> FileView:
        drawing, moved = view.drawing, ""
        if view.drawn_in != "ameff":
            drawing, moved = drawing_in_ameff(view, shown, self._ids, self._losses, self._notation)
        made = self._concept(view)
        return replace(
            made,
            properties=carried.with_carried(made.properties, [(carried.SHIFT, moved)]),
            viewpoint=self._viewpoints.in_ameff(view.viewpoint),
            drawing=drawing,
            drawn_in="ameff",
            shows=tuple(self._ids[one] for one in view.shows if one in self._ids),
        )

    def _folders(self, folders: Iterable[Folder], kept: set[str]) -> tuple[Folder, ...]:
        found = []
        for folder in folders:
            if folder.properties:
                self._remarks.loss(Text("eigenschappen van een map", "properties of a folder"))
            members: list[str | Folder] = []
            for member in folder.members:
                if isinstance(member, Folder):
                    members += self._folders([member], kept)
                elif member in kept:
                    members.append(self._ids[member])
            identifier = self._ids[folder.id] if folder.id else ""
            found.append(replace(folder, id=identifier, kind="", properties=(), members=tuple(members)))
        return tuple(found)

    def _with_ends(self, relations: Sequence[FileRelation], elements: set[str]) -> tuple[FileRelation, ...]:
        """Return the relations of which both ends, elements or relations, are in the file as well."""
        while True:
            known = elements | {one.id for one in relations}
            kept = tuple(one for one in relations if one.source in known and one.target in known)
            for _ in range(len(relations) - len(kept)):
                self._remarks.loss(
                    Text(
                        "relatie met een einde dat niet in het bestand staat",
                        "relation with an end that is not in the file",
                    )
                )
            if len(kept) == len(relations):
                return kept
            relations = kept


def _own_folders(folders: Iterable[Folder]) -> tuple[Folder, ...]:
    """Return the folders without those that only say of which layer a concept is; the folders in these rise."""
    found: list[Folder] = []
    for folder in folders:
        if is_default(folder):
            found += (member for member in folder.members if isinstance(member, Folder))
        else:
            found.append(folder)
    return tuple(found)


def _folder_ids(folders: Iterable[Folder]) -> list[str]:
    found = []
    for folder in folders:
        found += [folder.id] if folder.id else []
        found += _folder_ids(member for member in folder.members if isinstance(member, Folder))
    return found
