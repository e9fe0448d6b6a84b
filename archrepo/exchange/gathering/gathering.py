"""Put a model file together from the Turtle of a workspace, the lock and rest of its imports, and their drawings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, get_args

from pyoxigraph import NamedNode

from archrepo.exchange.gathering.describing import NO_ID, Descriptions, profile_ids
from archrepo.exchange.gathering.drawings import Views
from archrepo.exchange.gathering.identifiers import Identifiers
from archrepo.exchange.gathering.kept import Kept, Terms
from archrepo.exchange.gathering.kinds import Kinds
from archrepo.exchange.gathering.municipal import with_municipal_facts
from archrepo.exchange.gathering.relations import Found, RelationMaker, find_relations, without_lost_ends
from archrepo.exchange.gathering.remains import Remains, read_text
from archrepo.exchange.gathering.scope import Import, Scope, scope_of
from archrepo.exchange.gathering.specializations import profiles_in
from archrepo.exchange.lock import Lock
from archrepo.exchange.model import FileElement, FileRelation, FileView, Format, ModelFile, Phrase, concepts
from archrepo.exchange.profiles import ProfileNames
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.turtle_folder import DRAWINGS_FOLDER, REST_FILE
from archrepo.language import LANGUAGES, Text
from archrepo.migrating import turned
from archrepo.relations import Relation
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import DRAWING, MODEL, TYPE, VIEW
from archrepo.workspace import Workspace
from archrepo.workspace.opened import collector_paused

_FORMATS: Final[Mapping[str, Format]] = {name: name for name in get_args(Format)}
_IMAGES: Final = "images"
#: How what was never imported is described: Dutch before English, each under its own tag.
_NEW: Final = Lock(tuple(("language", language, language, "", "", "") for language in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Gathered:
    """A model file, and the ids in it of what has a name in the workspace.

    `header` is what the workspace says of the model itself, `link_id` gives the id of a municipal link; `order` has
    the ids in the order of the imported file.
    """

    model: ModelFile
    ids: Mapping[Term, str] = field(repr=False)
    scope: Scope = field(repr=False)
    header: Subject | None
    link_id: Callable[[tuple[Term, Term, Term]], str] = field(repr=False)
    order: Sequence[str] = field(repr=False)


def gather(workspace: Workspace, folder: str = "") -> ModelFile:
    """Return the model of a workspace, or of one imported folder in it ("." for the workspace's own folder).

    With "" all goes along but what a pinned reference describes and nothing refers to. Concepts stand in the order of
    the imported file, new ones behind them by id. Its remarks tell what was left out.

    Raises:
        RequestFault: nothing was imported into that folder.
        InputFault: a file that an import wrote is no longer what it was.
    """
    with collector_paused():
        workspace = turned(workspace)
        found = _Gathering(workspace, scope_of(workspace, folder)).gathered()
        model = with_municipal_facts(found.model, workspace, found.scope, found.ids, found.header, found.link_id)
        return _in_order(model, found)


def gathered(workspace: Workspace, folder: str = "") -> Gathered:
    """Return the model of a workspace with the ids of its concepts; municipal facts are not in it yet.

    Raises:
        RequestFault: nothing was imported into that folder.
        InputFault: a file that an import wrote is no longer what it was.
    """
    with collector_paused():
        workspace = turned(workspace)
        return _Gathering(workspace, scope_of(workspace, folder)).gathered()


class _Gathering:
    """What one run knows."""

    def __init__(self, workspace: Workspace, scope: Scope) -> None:
        self._workspace = workspace
        self._scope = scope
        self._graph = scope.graph
        self._remarks = Remarks((workspace.root / scope.frame.folder).as_posix() if scope.frame else workspace.name)
        self._own = scope.own_imports
        self._new = scope.frame.kept if scope.frame else Kept(_NEW)
        kept = [one.kept for one in scope.imports]
        self._identifiers = Identifiers(kept)
        self._describe = Descriptions(self._graph, [*kept, *([] if scope.frame else [self._new])])
        self._kinds = Kinds(self._graph, workspace.elements, workspace.metamodel)
        self._remains = {one.kept: _remains(one) for one in self._own}
        self._orders = {one.kept: _order(one.kept, self._remains[one.kept]) for one in self._own}
        of_files = [profile for remains in self._remains.values() if remains for profile in remains.profiles()]
        self._profiles = profiles_in(self._graph, workspace.metamodel, self._kinds, self._identifiers, of_files)
        self._names = ProfileNames(self._profiles)
        self._elements: dict[Term, FileElement] = {}
        self._borrowed: dict[Term, FileElement] = {}
        self._elsewhere: dict[Kept, Descriptions] = {}

    def gathered(self) -> Gathered:
        """Return the whole."""
        self._find_elements()
        relations, others = find_relations(
            self._scope.relations,
            self._graph,
            self._workspace.metamodel,
            self._kinds,
            ((kept, identifier) for kept, order in self._orders.items() for identifier in order),
            self._new,
            self._is_ours,
        )
        there = {*self._elements, *(one.node for one in (*relations, *others) if one.node is not None)}
        views = [one for one in self._graph.subjects(TYPE, VIEW) if one in self._scope.own]
        lost: set[Term] = {
            iri
            for one in self._own
            for iri, identifier in one.kept.ids.items()
            if one.kept.kinds[identifier] in ("element", "relation") and iri not in there
        }
        kept_relations, left_out = without_lost_ends((*relations, *others), lost)
        for _ in range(left_out):
            self._remarks.loss(
                Text(
                    "relatie met een bron of doel dat is verwijderd: weggelaten; archrepo check noemt de plaats",
                    "relation with a source or target that was removed: left out; archrepo check names the place",
                )
            )
        made_relations = self._made_relations(kept_relations)
        gone = self._gone(kept_relations, views)
        made_views = self._views(views, gone)
        model = self._model(made_relations, made_views, gone)
        ids = self._ids(model, kept_relations)
        frame = self._scope.frame
        order = self._orders[frame.kept] if frame else ()
        return Gathered(model, ids, self._scope, self._header()[0], self._identifiers.link, order)

    def _find_elements(self) -> None:
        for kept, order in self._orders.items():
            for identifier in order:
                if kept.kinds.get(identifier) == "element":
                    iri = kept.iris[identifier]
                    kind = self._kinds.element(iri) if iri not in self._elements else None
                    if kind is not None:
                        self._elements[iri] = self._element(iri, kind, kept, identifier)
        elements = self._workspace.elements
        new = [one for one in self._scope.own if one in elements and one not in self._elements]
        for one in sorted(new, key=self._identifiers.__getitem__):
            self._elements[one] = self._element(one, self._kinds.element(one) or "", self._new, NO_ID)

    def _element(self, iri: Term, kind: str, kept: Kept, identifier: str) -> FileElement:
        assert isinstance(iri, NamedNode)
        described = self._describe(iri, kept, identifier)
        return FileElement(
            self._identifiers[iri],
            kind,
            described.names,
            described.texts,
            described.properties,
            profile_ids(described, kind, self._names, kept.profiles(identifier)),
            kept.foreign(identifier),
        )

    def _is_ours(self, relation: Relation) -> bool:
        """Tell whether a relation that was not imported belongs to the model: it or its source does."""
        return relation.source in self._scope.own or relation.node in self._scope.own

    def _made_relations(self, found: Iterable[Found]) -> tuple[FileRelation, ...]:
        maker = RelationMaker(self._graph, self._describe, self._identifiers, self._names)
        named = [(one.in_file == NO_ID, maker.identifier(one), one) for one in found]
        new = sorted((one for one in named if one[0]), key=lambda one: one[1])
        ordered = [*(one for one in named if not one[0]), *new]
        return tuple(maker.made(one, identifier, self._end) for _, identifier, one in ordered)

    def _end(self, term: Term) -> str:
        """Return the id of an end of a relation; an element of elsewhere comes along."""
        if term not in self._elements and term not in self._borrowed and term in self._workspace.elements:
            self._borrow(term)
        return self._identifiers.of_missing(term)

    def _borrow(self, term: Term) -> None:
        home = next((one for one in self._scope.imports if term in one.kept.ids), None)
        kept = home.kept if home else self._new
        if kept not in self._elsewhere:
            self._elsewhere[kept] = Descriptions(self._scope.everything, [kept])
        described = self._elsewhere[kept](term, kept, kept.ids.get(term, NO_ID))  # type: ignore[arg-type]  # an element is a subject
        self._borrowed[term] = FileElement(
            self._identifiers[term],
            self._workspace.elements[term].kind.drawn_as,
            described.names,
            described.texts,
            described.properties,
        )

    def _gone(self, relations: Iterable[Found], views: Iterable[Subject]) -> dict[Kept, frozenset[str]]:
        """Return, per import, the ids of its file that the model no longer has."""
        there = {(one.kept, one.in_file) for one in relations}
        known = {*self._elements, *views}
        return {
            kept: frozenset(
                identifier
                for identifier in order
                if (kept, identifier) not in there
                and identifier in kept.kinds
                and kept.iris.get(identifier) not in known
            ).union(identifier for terms, identifier in kept.links.items() if not self._has(terms))
            for kept, order in self._orders.items()
        }

    def _has(self, terms: Terms) -> bool:
        subject, predicate, value = terms
        return isinstance(predicate, NamedNode) and self._graph.has(subject, predicate, value)

    def _views(self, views: Iterable[Subject], gone: Mapping[Kept, frozenset[str]]) -> tuple[FileView, ...]:
        maker = Views(self._graph, self._describe, self._identifiers, self._workspace.root, self._remarks)
        left = dict.fromkeys(one for one in views if isinstance(one, NamedNode))
        found: list[FileView] = []
        for one in self._own:
            for identifier in self._orders[one.kept]:
                iri = one.kept.iris.get(identifier)
                if isinstance(iri, NamedNode) and iri in left and one.kept.kinds[identifier] == "view":
                    del left[iri]
                    found.append(maker.view(iri, one.kept, one.path, gone[one.kept], identifier))
        stated = {
            subject: (self._workspace.root / file.path).parent
            for file in (self._scope.files if left else ())
            for subject, predicate, _ in file.triples
            if predicate == DRAWING
        }
        for iri in sorted(left, key=self._identifiers.__getitem__):
            folder = stated.get(iri, self._workspace.root)
            found.append(maker.view(iri, self._new, folder, frozenset(), NO_ID))
        return tuple(found)

    def _model(
        self, relations: tuple[FileRelation, ...], views: tuple[FileView, ...], gone: Mapping[Kept, frozenset[str]]
    ) -> ModelFile:
        frame = self._scope.frame
        remains = self._remains[frame.kept] if frame else None
        if frame and remains:
            remains.take_out(gone[frame.kept])
            locked = frame.kept.usual.predicates
            keys = self._describe.keys
            remains.rename_keys({key: keys[name] for name, key in locked.items() if keys.get(name, key) != key})
        header, header_id = self._header()
        described = self._describe(header, self._new, "" if frame else NO_ID) if header else None
        elements = (*self._elements.values(), *sorted(self._borrowed.values(), key=lambda one: one.id))
        model = ModelFile(
            path=self._workspace.root.as_posix(),
            format=(_FORMATS.get(frame.kept.format) or remains.form) if frame and remains else "rdf",
            id=header_id,
            names=described.names if described else (Phrase(self._workspace.name),),
            texts=described.texts if described else (),
            properties=described.properties if described else (),
            elements=elements,
            relations=relations,
            views=views,
            profiles=self._profiles,
            keys={},
            rest=remains.data() if remains else b"",
            images=self._images(),
            remarks=self._remarks.all(),
            folders=remains.folders() if remains else (),
        )
        return _with_keys(model, self._describe, remains)

    def _header(self) -> tuple[Subject | None, str]:
        frame = self._scope.frame
        if frame and frame.kept.model:
            iri, identifier = frame.kept.model
            if isinstance(iri, NamedNode) and self._graph.objects(iri, TYPE):
                return iri, identifier
            return None, identifier
        found = next((one for one in self._graph.subjects(TYPE, MODEL) if one in self._scope.own), None)
        return (found, self._identifiers[found]) if found else (None, "model")

    def _images(self) -> dict[str, bytes]:
        """Return the pictures that an import brought along or someone put beside them, by their path in its folder."""
        found: dict[str, bytes] = {}
        for one in self._own:
            root = one.path.resolve()
            paths = [path for path in one.kept.files if not path.endswith(".ttl") and path != REST_FILE]
            listed = [one.path / path for path in paths if not path.startswith(f"{DRAWINGS_FOLDER}/")]
            for path in sorted({*listed, *(one.path / _IMAGES).rglob("*")}):
                if path.is_file() and path.resolve().is_relative_to(root):
                    found.setdefault(path.relative_to(one.path).as_posix(), path.read_bytes())
        return found

    def _ids(self, model: ModelFile, relations: Iterable[Found]) -> dict[Term, str]:
        named: list[Term] = [*self._elements, *self._borrowed]
        named += [one.node for one in relations if isinstance(one.node, NamedNode)]
        found = {term: self._identifiers[term] for term in named}
        views = {one.id for one in model.views}
        for view in self._graph.subjects(TYPE, VIEW):
            identifier = self._identifiers.known(view)
            if identifier in views:
                found[view] = identifier
        return found


def _in_order(model: ModelFile, found: Gathered) -> ModelFile:
    """Return the model with the associations that were links in their place among the relations."""
    if len(model.relations) == len(found.model.relations):
        return model
    places = {identifier: place for place, identifier in enumerate(found.order)}
    return replace(model, relations=tuple(sorted(model.relations, key=lambda one: places.get(one.id, len(places)))))


def _remains(one: Import) -> Remains | None:
    path = one.path / REST_FILE
    return Remains(read_text(path), path.as_posix()) if path.is_file() else None


def _order(kept: Kept, remains: Remains | None) -> tuple[str, ...]:
    """Return the ids of an import in the order of its file; what the rest does not have comes last, sorted."""
    order = remains.order() if remains else ()
    left = set(kept.kinds).difference(order)
    return (*dict.fromkeys(order), *sorted(left))


def _with_keys(model: ModelFile, describe: Descriptions, remains: Remains | None) -> ModelFile:
    """Return the model with its property keys: those that the file defines, and others as they first appear."""
    keys = dict.fromkeys(remains.definitions()) if remains else {}
    by_id = {concept.id: concept for concept in concepts(model)}
    in_order = remains.order() if remains and remains.form == "archi" else ()
    for described in (*(by_id.pop(one) for one in in_order if one in by_id), *by_id.values(), model):
        for one in described.properties:
            keys.setdefault(one.key)
    return replace(model, keys={key: describe.type_of(key) for key in keys})
