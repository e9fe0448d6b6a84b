"""The principle book: every principle, read from its shape, with the text that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault
from archrepo.findings import Location, Severity
from archrepo.language import Text
from archrepo.metamodel import local_name, prefixed, text_of
from archrepo.places import examples_folder, is_example, shipped
from archrepo.store import Graph
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    ANSWER_HOLDS_MONTHS,
    APPLICABILITY_NEEDS,
    APPLIES_WHEN,
    ASKED_OF,
    CHECK,
    COMMENT,
    FAMILY,
    IN_FORCE_FROM,
    LABEL,
    MARK,
    NEEDS,
    NOTATION,
    PASSES_FROM,
    PRINCIPLE_CLASS,
    PROFILE_CLASS,
    QUESTION,
    RATIONALE,
    REMEDY,
    SCALE,
    SOURCE,
    SOURCE_TEXT,
    TYPE,
    VIOLATION_FROM,
    sh,
)
from archrepo.workspace import SourceFile, Workspace, collector_paused, matching_files
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import read_bytes, read_files

_SEVERITIES = {
    sh("Violation"): Severity.VIOLATION,
    sh("Warning"): Severity.WARNING,
    sh("Info"): Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about each subject, because no machine can judge it.

    `scale` names the possible grades, from bad to good; those from `passes_from` on meet the principle.
    `holds_months` is how long an answer counts; None means: for ever. `asked_of` is the informant who answers.
    """

    words: Text
    scale: Term
    passes_from: Term
    holds_months: int | None
    asked_of: Term


@dataclass(frozen=True, slots=True)
class Principle:
    """One principle, complete in itself; `shape` is the node in the book's graph that carries its rule.

    `applies_when` is a core shape that a subject must keep for the principle to concern it; the two `needs` are the
    facts without which the verdict is unknown. `check` names a rule that is written in Python instead of SHACL, and
    `question` is what a person answers where there is no rule. Before `violation_from` a breach is a warning.
    """

    id: str
    shape: ox.NamedNode
    name: Text
    statement: Text
    rationale: Text
    remedy: Text
    message: Text
    severity: Severity
    family: str
    mark: str
    source: str
    source_text: Text
    in_force_from: date | None
    applies_when: Term | None
    applicability_needs: tuple[Term, ...]
    needs: tuple[Term, ...]
    check: str | None
    question: Question | None
    violation_from: date | None
    places: FilePlaces = field(repr=False, compare=False)

    @property
    def location(self) -> Location:
        """Where the principle begins."""
        return _location(self.places, self.shape)


class PrincipleBook:
    """The principles of one or more shapes folders, sorted by family and id, with the graph of their shapes."""

    def __init__(
        self,
        shapes: Graph,
        principles: Iterable[Principle],
        files: Sequence[SourceFile],
        own_files: Sequence[SourceFile] = (),
        own_root: Path | None = None,
    ) -> None:
        """Keep the principles in the order of their ids; paths of `own_files` are relative to `own_root`."""
        self.shapes = shapes
        self.files = (*files, *own_files)
        self.own_files = tuple(own_files)
        self._own_root = own_root
        self._principles = {found.id: found for found in sorted(principles, key=lambda found: found.id)}
        self._by_folded_id = {identifier.casefold(): found for identifier, found in self._principles.items()}
        #: The rules of shipped principles, made ready to run, by id: they depend on nothing but this book.
        self.prepared: dict[str, object] = {}

    def __iter__(self) -> Iterator[Principle]:
        """Iterate over the principles by id."""
        return iter(self._principles.values())

    def __len__(self) -> int:
        """Return the number of principles."""
        return len(self._principles)

    def get(self, identifier: str) -> Principle | None:
        """Return the principle with that id, in any case of letters, or None."""
        return self._by_folded_id.get(identifier.casefold())

    @property
    def own(self) -> tuple[Principle, ...]:
        """The principles that are not shipped: those of a workspace or of a folder of shapes, by id."""
        return tuple(principle for principle in self if self.is_own(principle))

    def is_own(self, principle: Principle) -> bool:
        """Tell whether a principle is one of a workspace or folder, and not a shipped one."""
        return any(principle.shape in file.subjects for file in self.own_files)

    def file_of(self, principle: Principle) -> SourceFile:
        """Return the file that holds a principle."""
        return next(file for file in self.files if principle.shape in file.subjects)

    def turtle(self, principle: Principle) -> str:
        """Return the Turtle of one principle as it stands in its file, without the prefixes."""
        return FilePlaces(self.file_of(principle)).statement(principle.shape)

    def root_of(self, principle: Principle) -> Path:
        """Return the folder that the path of the principle's file is relative to."""
        own = self._own_root if self.is_own(principle) else None
        return own or shipped("shapes").parent

    def examples_of(self, principle: Principle) -> Path:
        """Return the folder of the examples that prove a principle; it need not be there."""
        home = (self.root_of(principle) / principle.location.path).parent
        return examples_folder(home) / principle.id


def read_book() -> PrincipleBook:
    """Return the shipped principles.

    Raises:
        SyntaxFault: a shapes file is not Turtle.
        ConfigurationFault: a principle lacks a part, or two principles share an id.
    """
    with collector_paused():
        return _book(_shipped_files(), (), None)


def book_of(workspace: Workspace) -> PrincipleBook:
    """Return the shipped principles together with those that the workspace's own shapes folder adds.

    Raises:
        SyntaxFault: a shapes file is not Turtle.
        ConfigurationFault: a principle lacks a part, two share an id, or an own file changes a shipped one.
    """
    root, own = workspace.root, _own_paths(workspace)
    if not own:
        return read_book()
    with collector_paused():
        return _book(_shipped_files(), read_files(root, own), root)


def is_current(book: PrincipleBook, workspace: Workspace) -> bool:
    """Tell whether no principle file of the workspace's own came, went or changed since the book was read."""
    return {file.path: file.data for file in book.own_files} == dict(read_bytes(workspace.root, _own_paths(workspace)))


def _own_paths(workspace: Workspace) -> list[Path]:
    root = workspace.root
    folder = shipped("shapes")
    return [
        path
        for path in matching_files(root, workspace.configuration.shapes)
        if folder not in path.parents and not is_example(path, root)
    ]


def book_in(folder: Path, root: Path) -> PrincipleBook:
    """Return the shipped principles together with those in a folder of shapes, whose paths are told from `root`.

    A folder that holds shipped principles itself, such as another checkout, takes the place of the shipped ones.

    Raises:
        SyntaxFault: a shapes file is not Turtle.
        ConfigurationFault: a principle lacks a part, or two principles share an id.
    """
    if folder.resolve() == shipped("shapes").resolve():
        return read_book()
    own = read_files(root, [path for path in sorted(folder.rglob("*.ttl")) if not is_example(path, folder.parent)])
    ours = _shipped_files()
    principles = set(Graph(*(file.triples for file in ours)).instances(PRINCIPLE_CLASS))
    is_catalogue = any(not principles.isdisjoint(file.subjects) for file in own)
    return _book(() if is_catalogue else ours, own, root)


def _shipped_files() -> list[SourceFile]:
    folder = shipped("shapes")
    return read_files(folder.parent, sorted(folder.rglob("*.ttl")), space="archrepo")


def _book(shipped_files: Sequence[SourceFile], own_files: Sequence[SourceFile], own_root: Path | None) -> PrincipleBook:
    files = (*shipped_files, *own_files)
    shapes = Graph(*(file.triples for file in files))
    shipped_shapes = set(Graph(*(file.triples for file in shipped_files)).instances(PRINCIPLE_CLASS))
    for file in own_files:
        for subject in dict.fromkeys(triple[0] for triple in file.triples if triple[0] in shipped_shapes):
            raise ConfigurationFault(
                Text(
                    f"{local_name(subject)} is een principe van archrepo zelf",
                    f"{local_name(subject)} is a principle of archrepo itself",
                ),
                location=_location(FilePlaces(file), subject),
                remedy=Text(
                    "geef uw principe een eigen nummer; afwijken doet u met een afwijking (ar:Waiver)",
                    "give your principle an id of its own; to deviate, record a waiver (ar:Waiver)",
                ),
            )
    _refuse_changes(shapes, shipped_files, own_files)
    principles: dict[str, Principle] = {}
    places = {shape: places for places in map(FilePlaces, files) for shape in places.file.subjects}
    for shape in shapes.instances(PRINCIPLE_CLASS):
        if not isinstance(shape, ox.NamedNode) or shapes.has(shape, sh("deactivated"), ox.Literal(True)):
            continue
        principle = _principle(shapes, shape, places[shape])
        if principle.id in principles:
            raise ConfigurationFault(
                Text(f"twee principes heten {principle.id}", f"two principles are called {principle.id}"),
                location=principle.location,
                remedy=Text("geef het nieuwe een eigen nummer", "give the new one a number of its own"),
            )
        principles[principle.id] = principle
    return PrincipleBook(shapes, principles.values(), shipped_files, own_files, own_root)


def _refuse_changes(shapes: Graph, shipped_files: Sequence[SourceFile], own_files: Sequence[SourceFile]) -> None:
    """Refuse an own file that changes what the shipped principles mean.

    Raises:
        ConfigurationFault: it adds to what a shipped file describes other than a profile, or makes a property that the
            shipped principles use into a parameter of a constraint component of its own.
    """
    described = {
        subject
        for file in shipped_files
        for subject in file.subjects
        if isinstance(subject, ox.NamedNode) and not shapes.has(subject, TYPE, PROFILE_CLASS)
    }
    for file in own_files:
        for subject in file.subjects:
            if subject in described and isinstance(subject, ox.NamedNode):
                raise ConfigurationFault(
                    Text(
                        f"{prefixed(subject)} hoort bij de principes van archrepo zelf",
                        f"{prefixed(subject)} belongs to the principles of archrepo itself",
                    ),
                    location=_location(FilePlaces(file), subject),
                    remedy=Text("kies een eigen naam", "choose a name of your own"),
                )
    parameters = [
        (file, parameter, path)
        for file in own_files
        for _component, predicate, parameter in file.triples
        if predicate == sh("parameter") and not isinstance(parameter, ox.Literal)
        for path in shapes.objects(parameter, sh("path"))
    ]
    used = {triple[1] for file in shipped_files for triple in file.triples} if parameters else set()
    for file, parameter, path in parameters:
        if isinstance(path, ox.NamedNode) and path in used:
            raise ConfigurationFault(
                Text(
                    f"{prefixed(path)} is al een eigenschap in de principes van archrepo zelf",
                    f"{prefixed(path)} is a property in the principles of archrepo itself already",
                ),
                location=_location(FilePlaces(file), parameter),
                remedy=Text("kies voor uw toets een eigen eigenschap", "choose a property of your own for your check"),
            )


def _location(places: FilePlaces, shape: Subject) -> Location:
    return places.find(shape, None, None) or Location(places.file.path, 0, 0, 0, 0)


def _principle(shapes: Graph, shape: ox.NamedNode, places: FilePlaces) -> Principle:
    identifier = _literal(shapes, shape, NOTATION) or local_name(shape)

    def words(predicate: ox.NamedNode) -> Text:
        found = text_of(shapes, shape, predicate)
        if found is None:
            term = local_name(predicate)
            raise ConfigurationFault(
                Text(f"principe {identifier} heeft geen {term}", f"principle {identifier} has no {term}"),
                location=_location(places, shape),
                remedy=Text(f"voeg {term} toe in het Nederlands en Engels", f"add {term} in Dutch and English"),
            )
        return found

    source = shapes.value(shape, SOURCE)
    severity = shapes.value(shape, sh("severity"))
    mark = shapes.value(shape, MARK)
    family = shapes.value(shape, FAMILY)
    return Principle(
        id=identifier,
        shape=shape,
        name=words(LABEL),
        statement=words(COMMENT),
        rationale=words(RATIONALE),
        remedy=words(REMEDY),
        message=words(sh("message")),
        severity=_SEVERITIES.get(severity, Severity.VIOLATION)
        if isinstance(severity, ox.NamedNode)
        else Severity.VIOLATION,
        family=local_name(family) if family is not None else identifier.split("-")[0],
        mark=local_name(mark) if mark is not None else "",
        source=source.value if source is not None else "",
        source_text=text_of(shapes, shape, SOURCE_TEXT) or Text.same(""),
        in_force_from=_day(shapes, shape, IN_FORCE_FROM, places),
        applies_when=shapes.value(shape, APPLIES_WHEN),
        applicability_needs=shapes.objects(shape, APPLICABILITY_NEEDS),
        needs=shapes.objects(shape, NEEDS),
        check=_literal(shapes, shape, CHECK),
        question=_question(shapes, shape, places),
        violation_from=_day(shapes, shape, VIOLATION_FROM, places),
        places=places,
    )


def _question(shapes: Graph, shape: ox.NamedNode, places: FilePlaces) -> Question | None:
    """Return the question of a principle; None when it has none.

    Raises:
        ConfigurationFault: it lacks a scale, the grade from which it passes, or somebody to ask.
    """
    words = text_of(shapes, shape, QUESTION)
    if words is None:
        return None
    scale, passes_from, asked_of = (shapes.value(shape, part) for part in (SCALE, PASSES_FROM, ASKED_OF))
    if scale is None or passes_from is None or asked_of is None:
        name = local_name(shape)
        raise ConfigurationFault(
            Text(f"de vraag van principe {name} is niet compleet", f"the question of principle {name} is not complete"),
            location=_location(places, shape),
            remedy=Text(
                "schrijf `ar:scale ar:YesPartlyNo ; ar:passesFrom ar:Yes ; ar:askedOf ar:ProcessOwner`",
                "write `ar:scale ar:YesPartlyNo ; ar:passesFrom ar:Yes ; ar:askedOf ar:ProcessOwner`",
            ),
        )
    months = _literal(shapes, shape, ANSWER_HOLDS_MONTHS)
    return Question(words, scale, passes_from, int(months) if months else None, asked_of)


def _day(shapes: Graph, shape: ox.NamedNode, predicate: ox.NamedNode, places: FilePlaces) -> date | None:
    written = _literal(shapes, shape, predicate)
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as fault:
        name, term = local_name(shape), prefixed(predicate)
        raise ConfigurationFault(
            Text(
                f"principe {name}: {term} '{written}' is geen datum", f"principle {name}: {term} '{written}' is no date"
            ),
            location=_location(places, shape),
            remedy=Text('schrijf `"2026-01-01"^^xsd:date`', 'write `"2026-01-01"^^xsd:date`'),
        ) from fault


def _literal(graph: Graph, subject: Term, predicate: ox.NamedNode) -> str | None:
    value = graph.value(subject, predicate)
    return value.value if isinstance(value, ox.Literal) else None
