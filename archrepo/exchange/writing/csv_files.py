"""Write a model as the three tables of Archi: elements, relations and properties.

A cell that a spreadsheet would take for a formula gets a space before it. Reading the tables again takes it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from archrepo.exchange.forms.csv_cells import written_table
from archrepo.exchange.forms.csv_model import (
    ACCESS_KEY,
    DIRECTED_KEY,
    ELEMENT_COLUMNS,
    ELEMENTS,
    JUNCTION_KEY,
    JUNCTIONS,
    MODEL_TYPE,
    PROPERTIES,
    PROPERTY_COLUMNS,
    RELATION_COLUMNS,
    RELATIONS,
    STRENGTH_KEY,
)
from archrepo.exchange.model import FileElement, FileRelation, FileView, Folder, ModelFile, Phrase, Property
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.writing.converting import in_form
from archrepo.exchange.writing.places_in_archi import TOP_FOLDERS, Places, shipped_metamodel
from archrepo.exchange.writing.written import WrittenFile
from archrepo.exchange.writing.xml_forms import without_control_characters
from archrepo.language import Text

_JUNCTION_KINDS: Final = {kind: name for name, kind in JUNCTIONS.items()}
_FOLDERS: Final = tuple(TOP_FOLDERS)
_Row = tuple[str, ...]


def write_as_csv(model: ModelFile) -> WrittenFile:
    """Return the three tables by file name, with what a table cannot hold.

    The model is put in the words of Archi first, so that what Archi says in properties is said so here too.
    """
    remarks = Remarks(model.path)
    made = in_form(replace(model, views=()), "archi", remarks)
    return _Writer(replace(made, views=model.views, folders=model.folders), remarks).written()


class _Writer:
    """One model on its way to tables."""

    def __init__(self, model: ModelFile, remarks: Remarks) -> None:
        self._model = model
        self._remarks = remarks
        self._elements: list[FileElement] = []
        self._profiles = {profile.id: profile.name for profile in model.profiles}

    def written(self) -> WrittenFile:
        """Return the tables."""
        model = self._model
        # In the order of the folders of Archi, in which they come back.
        places = Places(shipped_metamodel())
        self._elements = sorted(model.elements, key=lambda element: _FOLDERS.index(places[element]))
        tables = {
            ELEMENTS: [ELEMENT_COLUMNS, self._model_row(), *map(self._element, self._elements)],
            RELATIONS: [RELATION_COLUMNS, *map(self._relation, model.relations)],
            PROPERTIES: [PROPERTY_COLUMNS, *self._properties()],
        }
        self._tell_losses()
        files = {
            f"{part}.csv": written_table([[without_control_characters(text) for text in row] for row in rows])
            for part, rows in tables.items()
        }
        without = dict.fromkeys((*(view.form for view in model.views), "images"), 0)
        return WrittenFile(files=files, remarks=self._remarks.all(), counts=without)

    def _model_row(self) -> _Row:
        model = self._model
        return (model.id, MODEL_TYPE, self._first(model.names), self._first(model.texts), "")

    def _element(self, element: FileElement) -> _Row:
        kind = "Junction" if element.kind in _JUNCTION_KINDS else element.kind
        return (element.id, kind, *self._described(element))

    def _relation(self, relation: FileRelation) -> _Row:
        name, text, specialization = self._described(relation)
        ends = (relation.source, relation.target)
        return (relation.id, f"{relation.kind}Relationship", name, text, *ends, specialization)

    def _described(self, concept: FileElement | FileRelation) -> tuple[str, str, str]:
        for profile in concept.profiles[1:]:
            self._remarks.loss(
                Text(
                    f"tweede specialisatie {self._profiles.get(profile, profile)} van een concept",
                    f"second specialization {self._profiles.get(profile, profile)} of a concept",
                )
            )
        for _ in concept.foreign:
            self._remarks.loss(
                Text("instelling van Archi bij een concept", "setting of Archi that stands with a concept")
            )
        first = self._profiles.get(concept.profiles[0], "") if concept.profiles else ""
        return self._first(concept.names), self._first(concept.texts), first

    def _first(self, phrases: tuple[Phrase, ...]) -> str:
        for phrase in phrases[1:]:
            self._remarks.loss(
                Text(
                    f"naam of tekst in nog een taal ({phrase.language or '?'})",
                    f"name or text in a further language ({phrase.language or '?'})",
                )
            )
        return phrases[0].text if phrases else ""

    def _properties(self) -> Iterator[_Row]:
        yield from self._pairs(self._model.id, self._model.properties)
        for element in self._elements:
            yield from self._pairs(element.id, element.properties)
            if element.kind in _JUNCTION_KINDS:
                yield (element.id, JUNCTION_KEY, _JUNCTION_KINDS[element.kind])
        for relation in self._model.relations:
            yield from self._pairs(relation.id, relation.properties)
            if relation.access:
                yield (relation.id, ACCESS_KEY, relation.access)
            if relation.modifier:
                yield (relation.id, STRENGTH_KEY, relation.modifier)
            if relation.directed:
                yield (relation.id, DIRECTED_KEY, "true")

    def _pairs(self, identifier: str, properties: Iterable[Property]) -> Iterator[_Row]:
        for one in properties:
            if one.language:
                self._remarks.loss(Text("taal van de waarde van een eigenschap", "language of the value of a property"))
            yield (identifier, one.key, one.value)

    def _tell_losses(self) -> None:
        for view in self._model.views:
            self._tell_view(view)
        for _ in self._model.images:
            self._remarks.loss(Text("afbeelding", "image"))
        for folder in self._model.folders:
            # The folders at the top come back of their own accord, by layer.
            for _ in range(_own_folders(folder)):
                self._remarks.loss(Text("eigen map", "folder of one's own"))

    def _tell_view(self, view: FileView) -> None:
        name = view.form
        self._remarks.loss(
            Text(f"view ({name}): een tabel heeft geen tekening", f"view ({name}): a table has no drawing")
        )


def _own_folders(folder: Folder) -> int:
    """Return how many folders lie in a folder, at any depth."""
    count, waiting = 0, [folder]
    while waiting:
        below = [member for member in waiting.pop().members if isinstance(member, Folder)]
        count += len(below)
        waiting += below
    return count
