"""What another version of ArchiMate means for a workspace: its elements, relations, views and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from archrepo.amending import Amendment, FileChange, amended, write
from archrepo.errors import RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import ElementType
from archrepo.migrating.header import Header, header_of
from archrepo.migrating.retyping import VERSIONS, Choices, Retyping
from archrepo.migrating.typing import Change
from archrepo.relations import Relation
from archrepo.turtle.reading import Term
from archrepo.vocabulary import SHOWS, TYPE, VIEW
from archrepo.workspace import SourceFile, Workspace, matching_files
from archrepo.workspace.files import read_files
from archrepo.workspace.saving import put


@dataclass(frozen=True, slots=True)
class MovedElement:
    """One element: its type before and after; `others` are what an architect may choose instead, `advice` says why."""

    iri: ox.NamedNode
    name: Text
    old: ElementType
    new: ElementType
    change: Change
    location: Location
    others: tuple[ElementType, ...] = ()
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class BrokenRelation:
    """A relation that the version left allows and the version taken does not; the ends are by name and new type."""

    relation: Relation
    message: Text
    location: Location
    remedy: Text


@dataclass(frozen=True, slots=True)
class TouchedView:
    """A view that shows elements of which the type changes, and how many of those types are no more."""

    iri: ox.NamedNode
    name: Text
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class Migration:
    """What a change of version means; elements and views in the order of the model, relations by place.

    `already` counts relations that both versions forbid. `kept` are the pinned references, which stay as they are.
    """

    version: str
    elements: tuple[MovedElement, ...]
    relations: tuple[BrokenRelation, ...]
    already: int
    relations_in_all: int
    views: tuple[TouchedView, ...]
    views_in_all: int
    kept: tuple[Text, ...]
    changes: tuple[FileChange, ...]
    header: Header | None = field(repr=False)

    def write(self, workspace: Workspace) -> None:
        """Write all files, or none.

        Raises:
            RequestFault: a file was changed meanwhile.
            OSError: the system refuses a file.
        """
        if self.header is None:
            write(workspace, self.changes)
            return
        put(self.header.path, self.header.after)
        try:
            write(workspace, self.changes)
        except (RequestFault, OSError):
            put(self.header.path, self.header.before)
            raise


def plan_migration(workspace: Workspace, version: str, choices: Mapping[str, str] | None = None) -> Migration:
    """Return what it means to bring the workspace to a version; nothing is written.

    `choices` name the type that an architect wants by the type that goes ("Contract") or by one element.

    Raises:
        RequestFault: the model is in that version already, no such version is known, or a choice cannot be.
        InputFault: a file would say something else than is meant.
    """
    if version not in VERSIONS:
        raise RequestFault(
            Text(f"ArchiMate '{version}' is onbekend", f"ArchiMate '{version}' is unknown"),
            remedy=Text(f"kies uit: {', '.join(VERSIONS)}", f"choose from: {', '.join(VERSIONS)}"),
        )
    if version == workspace.archimate_version:
        raise RequestFault(
            Text(f"dit model is al in ArchiMate {version}", f"this model is in ArchiMate {version} already"),
            remedy=Text("er hoeft niets te veranderen", "nothing has to change"),
        )
    return _Planning(workspace, version, _chosen(workspace, version, choices or {})).planned()


def _chosen(workspace: Workspace, version: str, given: Mapping[str, str]) -> Choices:
    types = {kind.name.casefold(): kind for kind in workspace.metamodel.types.values()}
    of_type: dict[Term, ox.NamedNode] = {}
    of_element: dict[Term, ox.NamedNode] = {}
    for name, wanted in given.items():
        new = types.get(wanted.removeprefix("am:").casefold())
        if new is None or version not in new.languages:
            raise RequestFault(
                Text(
                    f"'{wanted}' is geen type van ArchiMate {version}", f"'{wanted}' is no type of ArchiMate {version}"
                ),
                remedy=Text("kies bijvoorbeeld: Contract=Product", "choose for example: Contract=Product"),
            )
        old = types.get(name.removeprefix("am:").casefold())
        if old is not None:
            of_type[old.iri] = new.iri
        else:
            of_element[workspace.find(name)] = new.iri
    return Choices(of_type, of_element)


class _Planning:
    """What one plan knows; lives only inside `plan_migration`."""

    def __init__(self, workspace: Workspace, version: str, choices: Choices) -> None:
        self.workspace, self.version = workspace, version
        self.retyping = Retyping(workspace, version, choices)
        self.kinds: dict[Term, ElementType] = {}

    def planned(self) -> Migration:
        workspace = self.workspace
        changed = {
            file.path: found for file in self._files() if (found := self.retyping.of_file(file)) and self._is_own(file)
        }
        new_types = {
            subject: facts[TYPE] for found in changed.values() for subject, facts in found.items() if TYPE in facts
        }
        elements = tuple(self._elements(new_types))
        relations = tuple(sorted(self._relations(), key=_place_of))
        views = tuple(self._views(elements))
        return Migration(
            version=self.version,
            elements=elements,
            relations=relations,
            already=self._already,
            relations_in_all=len(workspace.relations),
            views=views,
            views_in_all=len(workspace.model.instances(VIEW)),
            kept=tuple(one.title for one in workspace.configuration.references),
            changes=tuple(self._changes(changed)),
            header=header_of(workspace, self.version),
        )

    def _is_own(self, file: SourceFile) -> bool:
        return self.workspace.reference_of(file.path) is None

    def _files(self) -> tuple[SourceFile, ...]:
        """Return the files of the model and of the proposals."""
        configuration = self.workspace.configuration
        root = configuration.root.resolve()
        known = {file.path for file in self.workspace.files}
        beside = read_files(
            root,
            [
                path
                for path in matching_files(root, configuration.proposals)
                if path.suffix == ".ttl" and path.relative_to(root).as_posix() not in known
            ],
        )
        self._all = {file.path: file for file in (*self.workspace.files, *beside)}
        return tuple(self._all.values())

    def _changes(
        self, changed: Mapping[str, Mapping[ox.NamedNode, Mapping[ox.NamedNode, tuple[Term, ...]]]]
    ) -> Iterator[FileChange]:
        """Yield the new text of each file by itself: what a file says of a type, it goes on saying."""
        workspace = self.workspace
        for path, found in sorted(changed.items()):
            alone = Workspace(workspace.configuration, [self._all[path]], workspace.ontology, workspace.as_of)
            amendments = [Amendment(subject, facts) for subject, facts in found.items()]
            yield from amended(alone, amendments).changes

    def _elements(self, new_types: Mapping[ox.NamedNode, Iterable[Term]]) -> Iterator[MovedElement]:
        metamodel = self.workspace.metamodel
        rules = self.retyping.rules.by_type
        for iri, element in self.workspace.elements.items():
            assert isinstance(iri, ox.NamedNode)
            old = metamodel.types[element.kind.iri]
            new = metamodel.kind_of(new_types[iri]) if iri in new_types else metamodel.kind_in(old, self.version)
            new = metamodel.types[(new or old).iri]
            self.kinds[iri] = new
            rule = rules.get(old.iri if self.retyping.is_forth else new.iri)
            is_moved = iri in new_types and rule is not None
            yield MovedElement(
                iri=iri,
                name=self.workspace.name_of(iri),
                old=old,
                new=new if is_moved else old,
                change=rule.change if rule is not None and is_moved else "unchanged",
                location=self.workspace.locate(iri, TYPE),
                others=rule.others if rule is not None and is_moved else (),
                advice=rule.advice if rule is not None and is_moved else None,
            )

    def _relations(self) -> Iterator[BrokenRelation]:
        self._already = 0
        workspace, metamodel = self.workspace, self.workspace.metamodel
        for relation in workspace.relations:
            ends = (relation.source, relation.target)
            if any(end not in self.kinds and end not in workspace.relations.by_node for end in ends):
                continue
            old = [workspace.elements[end].kind if end in workspace.elements else None for end in ends]
            new = [self.kinds.get(end) for end in ends]
            if metamodel.permits(new[0], relation.kind.iri, new[1], self.version):
                continue
            if metamodel.permits(old[0], relation.kind.iri, old[1], workspace.archimate_version):
                yield self._broken(relation, new[0], new[1])
            else:
                self._already += 1

    def _broken(self, relation: Relation, source: ElementType | None, target: ElementType | None) -> BrokenRelation:
        workspace = self.workspace
        place = (
            workspace.locate(relation.node)
            if relation.node is not None
            else workspace.locate(relation.source, relation.predicate, relation.target)
        )
        message = Text(
            "{one} ({source}) '{relation}' {other} ({target}) mag niet in ArchiMate {version}",
            "{one} ({source}) '{relation}' {other} ({target}) is not allowed in ArchiMate {version}",
        ).format(
            one=workspace.name_of(relation.source),
            other=workspace.name_of(relation.target),
            relation=relation.kind.label,
            source=_label(source),
            target=_label(target),
            version=self.version,
        )
        return BrokenRelation(relation, message, place, self._remedy(relation, source, target))

    def _remedy(self, relation: Relation, source: ElementType | None, target: ElementType | None) -> Text:
        said = self.retyping.rules.of_relations.get((source.iri, relation.kind.iri)) if source is not None else None
        if said is not None:
            return said
        metamodel = self.workspace.metamodel
        allowed = metamodel.allowed_between(source, target, self.version)
        back = metamodel.allowed_between(target, source, self.version)
        is_turned = any(one.iri == relation.kind.iri for one in back)
        dutch, english = (
            ", ".join(one.label.in_(language).lower() for one in allowed[:6]) for language in ("nl", "en")
        )
        if is_turned and relation.source != relation.target and not allowed:
            return Text("keer de richting om", "turn it round")
        return Text(
            f"kies een relatie die mag: {dutch or 'geen enkele'}",
            f"choose a relation that is allowed: {english or 'none'}",
        )

    def _views(self, elements: Iterable[MovedElement]) -> Iterator[TouchedView]:
        moved = {one.iri: one for one in elements if one.change != "unchanged"}
        model = self.workspace.model
        for view in model.instances(VIEW):
            shown = [moved[one] for one in model.objects(view, SHOWS) if isinstance(one, ox.NamedNode) and one in moved]
            if shown and isinstance(view, ox.NamedNode):
                removed = sum(one.change == "removed" for one in shown)
                yield TouchedView(view, self.workspace.name_of(view), len(shown), removed)


def _place_of(one: BrokenRelation) -> tuple[str, int, int]:
    return one.location.path, one.location.line, one.location.column


def _label(kind: ElementType | None) -> Text:
    return kind.label if kind is not None else Text("relatie", "relation")
