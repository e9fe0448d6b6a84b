"""Say an imported model in triples, and note for the lock file what triples cannot say.

A relation is a plain triple on its source when there is nothing to say about it, and a node of its own otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from archrepo.exchange.identities import Identities, local_name, object_id
from archrepo.exchange.keeping import phrase_listing, property_listing, usual_of
from archrepo.exchange.lock import Row
from archrepo.exchange.model import Concept, FileElement, FileRelation, FileView, ModelFile, Phrase
from archrepo.exchange.names import OBJECT_ID_KEY
from archrepo.exchange.profiles import ProfileNames
from archrepo.exchange.remarks import Remarks
from archrepo.language import Text
from archrepo.metamodel import Metamodel
from archrepo.turtle import Triple
from archrepo.vocabulary import (
    ACCESS_TYPE,
    AM,
    CONCEPT_TYPE,
    DATA_TYPE,
    DESCRIPTION,
    DIRECTED,
    DRAWING,
    DRAWING_FORM,
    IDENTIFIER,
    IMAGE,
    KEY,
    LABEL,
    LANGUAGE,
    MODEL,
    MODIFIER,
    PROFILE,
    PROP,
    PROPERTY_KEY,
    RELATION_SOURCE,
    RELATION_TARGET,
    SHOWS,
    SPECIALIZED_AS,
    TYPE,
    VIEW,
    VIEWPOINT,
)

#: In which file the elements of a layer stand; what has no layer of its own stands in OTHER_FILE.
LAYER_FILES: Final[Mapping[str, str]] = {
    "Strategy": "strategy.ttl",
    "Business": "business.ttl",
    "Application": "application.ttl",
    "Technology": "technology.ttl",
    "Physical": "technology.ttl",
    "Motivation": "motivation.ttl",
    "ImplementationMigration": "implementation.ttl",
}
OTHER_FILE: Final = "other.ttl"
RELATIONS_FILE: Final = "relations.ttl"
PROPERTIES_FILE: Final = "properties.ttl"
VIEWS_FILE: Final = "views.ttl"
MODEL_FILE: Final = "model.ttl"

_ARCHIMATE_VERSION: Final = Literal("3.2")
_TRUE: Final = Literal(True)


class Statements:
    """The triples of one model by file, the rows of its lock, and the counts of what went into them."""

    def __init__(
        self,
        model: ModelFile,
        identities: Identities,
        predicates: Mapping[str, NamedNode],
        metamodel: Metamodel,
        language: str,
        drawing_paths: Mapping[str, str],
        remarks: Remarks,
        nodes: frozenset[str] = frozenset(),
    ) -> None:
        """Say the whole model; `language` is that of texts whose language the file does not tell.

        The relations with an id in `nodes` are nodes, also when there is nothing to say about them.
        """
        self.triples: dict[str, list[Triple]] = {}
        self.rows: list[Row] = []
        self.elements: Counter[str] = Counter()
        self.relations: Counter[str] = Counter()
        self.views: Counter[str] = Counter()
        self.plain_relations = 0
        self.properties = 0
        self._model = model
        self._identities = identities
        self._predicates = predicates
        self._remarks = remarks
        self._language = language
        self._profiles = ProfileNames(model.profiles)
        self._nodes = nodes
        self._names = {key: predicate.value.removeprefix(PROP) for key, predicate in predicates.items()}
        self._tags: dict[str, str] = {}
        self._layers = {kind.name: kind.layer for kind in metamodel.types.values()}
        self._plain = {kind.name: kind.predicate for kind in metamodel.relation_types.values()}
        self._variants = {
            (written.kind.name, written.access, written.directed): written.iri
            for written in metamodel.predicates.values()
            if not written.is_domain_link
        }
        self._classes: dict[str, NamedNode] = {}
        self._files: dict[str, str] = {}
        self._usual = usual_of(model, predicates, self._turtle_tag)
        self.rows += [("import", identities.base, model.format, "", "", ""), *self._usual.rows()]
        self._say_model()
        for element in model.elements:
            self._say_element(element)
        self._say_relations(model.relations)
        for view in model.views:
            self._say_view(view, drawing_paths[view.id])
        self._say_vocabulary()

    def _to(self, name: str) -> list[Triple]:
        return self.triples.setdefault(name, [])

    def _class(self, kind: str) -> NamedNode:
        found = self._classes.get(kind)
        if found is None:
            found = self._classes[kind] = NamedNode(AM + local_name(kind))
            if kind not in self._layers and kind not in self._plain:
                self._remarks.change(
                    Text(
                        f"type {kind} is onbekend in ArchiMate: opgenomen onder die naam",
                        f"type {kind} is unknown in ArchiMate: carried over under that name",
                    )
                )
        return found

    def _turtle_tag(self, language: str) -> str:
        """Return the language tag that the Turtle gets for the one in the file."""
        found = self._tags.get(language)
        if found is None:
            try:
                literal = Literal("", language=language.strip().replace("_", "-") or self._language)
            except ValueError:
                self._remarks.change(
                    Text(
                        f'taalcode "{language}" bestaat niet: opgenomen als {self._language}',
                        f'language tag "{language}" does not exist: carried over as {self._language}',
                    )
                )
                literal = Literal("", language=self._language)
            found = self._tags[language] = literal.language or ""
        return found

    def _literal(self, phrase: Phrase) -> Literal:
        return Literal(phrase.text, language=self._turtle_tag(phrase.language))

    def _describe(self, triples: list[Triple], subject: NamedNode, described: ModelFile | Concept, key: str) -> None:
        """Say names, texts and properties; what of them deviates from the usual goes to the lock under `key`."""
        for kind, predicate, phrases in (("name", LABEL, described.names), ("text", DESCRIPTION, described.texts)):
            if phrases:
                literals = [self._literal(phrase) for phrase in phrases]
                triples += [(subject, predicate, literal) for literal in literals if literal.value]
                listing = phrase_listing(self._usual, phrases, literals)
                if listing:
                    self.rows.append(("texts", kind, listing, "", key, ""))
        properties = described.properties
        if properties:
            said: list[tuple[str, Literal]] = []
            for one in properties:
                value = self._literal(Phrase(one.value, one.language)) if one.language else Literal(one.value)
                triples.append((subject, self._predicates[one.key], value))
                said.append((self._names[one.key], value))
            self.properties += len(properties)
            listing = property_listing(self._usual, properties, said)
            if listing:
                self.rows.append(("properties", "", listing, "", key, ""))

    def _keep(self, concept: FileElement | FileRelation) -> None:
        """Note in the lock the parts of a concept that have no field."""
        self.rows += [("foreign", "", part, "", concept.id, "") for part in concept.foreign]

    def _specialize(self, triples: list[Triple], subject: NamedNode, concept: FileElement | FileRelation) -> None:
        if not concept.profiles:
            return
        names = [name for profile in concept.profiles if (name := self._profiles.name(profile)) is not None]
        triples += [(subject, SPECIALIZED_AS, Literal(name)) for name in names]
        if len(names) < len(concept.profiles):
            self._remarks.change(
                Text(
                    "verwijzing naar een profiel dat er niet is: staat alleen in model.ids.tsv",
                    "reference to a missing profile: stands in model.ids.tsv only",
                )
            )
        if self._profiles.ids(names, concept.kind) != concept.profiles:
            self.rows.append(("profiles", "", " ".join(concept.profiles), "", concept.id, ""))

    def _say_model(self) -> None:
        model, subject = self._model, self._identities.model
        triples = self._to(MODEL_FILE)
        triples.append((subject, TYPE, MODEL))
        triples.append((subject, LANGUAGE, _ARCHIMATE_VERSION))
        self._describe(triples, subject, model, "")
        self.rows.append(("model", subject.value, "", "", model.id, ""))

    def _say_element(self, element: FileElement) -> None:
        subject = self._identities[element.id]
        name = LAYER_FILES.get(self._layers.get(element.kind, ""), OTHER_FILE)
        triples = self._to(name)
        triples.append((subject, TYPE, self._class(element.kind)))
        self._describe(triples, subject, element, element.id)
        self._specialize(triples, subject, element)
        self._keep(element)
        self._files[element.id] = name
        self.rows.append(("element", subject.value, "", "", element.id, ""))
        self.elements[element.kind] += 1

    def _say_relations(self, relations: Sequence[FileRelation]) -> None:
        alike = Counter((relation.kind, relation.source, relation.target) for relation in relations)
        ends = {end for relation in relations for end in (relation.source, relation.target)} | self._nodes
        for relation in relations:
            has_twin = alike[relation.kind, relation.source, relation.target] > 1
            predicate = None if has_twin or relation.id in ends else self._predicate(relation)
            self.relations[relation.kind] += 1
            self._keep(relation)
            if predicate is None:
                self._say_node(relation)
            else:
                source, target = self._identities[relation.source], self._identities[relation.target]
                self._to(self._files.get(relation.source, RELATIONS_FILE)).append((source, predicate, target))
                lasting = relation.properties[0].value if relation.properties else ""
                self.rows.append(("relation", source.value, predicate.value, target.value, relation.id, lasting))
                self.rows += _empty_texts(relation)
                self.plain_relations += 1
                self.properties += len(relation.properties)

    def _predicate(self, relation: FileRelation) -> NamedNode | None:
        """Return the predicate that says all there is to say about the relation; None when no predicate does."""
        if relation.modifier or relation.profiles or any(one.text for one in (*relation.names, *relation.texts)):
            return None
        # The identity given by the publisher says nothing about the relation: the lock file keeps it.
        if relation.properties and (
            len(relation.properties) > 1
            or relation.properties[0].key != OBJECT_ID_KEY
            or relation.properties[0].language
            or relation.properties[0].definition
            or not object_id(relation.properties)
        ):
            return None
        if relation.source not in self._identities or relation.target not in self._identities:
            return None
        return self._variants.get((relation.kind, relation.access, relation.directed))

    def _say_node(self, relation: FileRelation) -> None:
        subject = self._identities[relation.id]
        triples = self._to(RELATIONS_FILE)
        triples.append((subject, TYPE, self._class(relation.kind)))
        for predicate, end in ((RELATION_SOURCE, relation.source), (RELATION_TARGET, relation.target)):
            if end:
                triples.append((subject, predicate, self._identities[end]))
            if end not in self._identities:
                self._remarks.change(
                    Text(
                        "relatie met een bron of doel dat niet in het bestand staat: opgenomen zoals ze is",
                        "relation with a source or target that is not in the file: carried over as it is",
                    )
                )
        if relation.access:
            triples.append((subject, ACCESS_TYPE, Literal(relation.access)))
        if relation.modifier:
            triples.append((subject, MODIFIER, Literal(relation.modifier)))
        if relation.directed:
            triples.append((subject, DIRECTED, _TRUE))
        self._describe(triples, subject, relation, relation.id)
        self._specialize(triples, subject, relation)
        self.rows.append(("relation", subject.value, "", "", relation.id, ""))

    def _say_view(self, view: FileView, drawing_path: str) -> None:
        subject = self._identities[view.id]
        triples = self._to(VIEWS_FILE)
        triples.append((subject, TYPE, VIEW))
        triples.append((subject, IDENTIFIER, Literal(view.id)))
        triples.append((subject, DRAWING, Literal(drawing_path)))
        if view.form != "diagram":
            triples.append((subject, DRAWING_FORM, Literal(view.form)))
        if view.viewpoint:
            triples.append((subject, VIEWPOINT, Literal(view.viewpoint)))
        self._describe(triples, subject, view, view.id)
        for shown in view.shows:
            if shown in self._identities:
                triples.append((subject, SHOWS, self._identities[shown]))
            else:
                self._remarks.change(
                    Text(
                        "vak in een view van een element dat niet in het bestand staat: staat alleen in de tekening",
                        "box in a view of an element that is not in the file: stands in the drawing only",
                    )
                )
        self.rows.append(("view", subject.value, "", "", view.id, ""))
        self.views[view.form] += 1

    def _say_vocabulary(self) -> None:
        """Declare the property keys and the specializations that the model uses."""
        triples = self._to(PROPERTIES_FILE)
        for key, data_type in self._model.keys.items():
            predicate = self._predicates[key]
            triples.append((predicate, TYPE, PROPERTY_KEY))
            triples.append((predicate, KEY, Literal(key)))
            if key:
                triples.append((predicate, LABEL, Literal(key, language=self._language)))
            if data_type != "string":
                triples.append((predicate, DATA_TYPE, Literal(data_type)))
        for profile in self._model.profiles:
            subject = self._identities.by_base(profile.id)
            triples.append((subject, TYPE, PROFILE))
            triples.append((subject, LABEL, Literal(profile.name, language=self._language)))
            if profile.kind:
                triples.append((subject, CONCEPT_TYPE, self._class(profile.kind.removesuffix("Relationship"))))
            if profile.image:
                triples.append((subject, IMAGE, Literal(profile.image)))
            self.rows.append(("profile", subject.value, "", "", profile.id, ""))


def _empty_texts(relation: FileRelation) -> list[Row]:
    """Return the rows for names and texts of a plain relation, which are there in the file but say nothing."""
    return [
        ("texts", kind, " ".join(f"-={local_name(one.language)}" for one in phrases), "", relation.id, "")
        for kind, phrases in (("name", relation.names), ("text", relation.texts))
        if phrases
    ]
