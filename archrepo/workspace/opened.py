"""An opened workspace: one graph, its elements, labels and relations, and the place of every triple."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from archrepo.derivation import DerivedRelation, derive
from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.metamodel import ARCHIMATE_VERSIONS, Metamodel, local_name, text_of
from archrepo.places import shipped
from archrepo.relations import RelationSet, derived_graph, read_relations
from archrepo.store import Graph, Ground
from archrepo.turtle import Triple, parse
from archrepo.turtle.reading import Subject, Term
from archrepo.vocabulary import (
    AS_OF,
    LABEL,
    LANGUAGE,
    MODEL,
    NOTATION,
    PREF_LABEL,
    PREFIXES,
    RDF,
    RUN,
    RUN_CONTEXT,
    TYPE,
    WRITTEN_AS,
    XSD,
)
from archrepo.workspace.configuration import CONFIGURATION, Configuration, read_configuration
from archrepo.workspace.elements import Element, elements_among
from archrepo.workspace.file_places import FilePlaces
from archrepo.workspace.files import SourceFile, matching_files, model_files, read_files
from archrepo.workspace.references import Reference, reference_at


@dataclass(frozen=True, slots=True)
class Ontology:
    """The shipped vocabulary: the graph of its triples, the metamodel read from it, and the ground for small models."""

    graph: Graph
    metamodel: Metamodel
    ground: Ground


def load_ontology(folder: Path | None = None) -> Ontology:
    """Return the vocabulary of `folder`, by default the shipped one; its tables are read only when needed."""
    folder = folder or shipped("ontology")
    triples: list[Triple] = []
    with collector_paused():
        for path in sorted(folder.glob("*.ttl")):
            if not path.name.startswith("archimate-"):
                prefix = f"o{path.stem.replace('-', '')}"
                triples += parse(path.read_bytes(), f"ontology/{path.name}", blank_prefix=prefix)
        graph = Graph(triples)
        return Ontology(graph, Metamodel(graph, folder), Ground(graph))


class Workspace:
    """A model as it stood when it was opened, for one date; nothing in it changes afterwards."""

    def __init__(
        self,
        configuration: Configuration,
        files: Iterable[SourceFile],
        ontology: Ontology,
        as_of: date,
        model: Graph | None = None,
    ) -> None:
        """Put the files together into one model; `model` is their graph, when the caller has it already."""
        self.configuration = configuration
        self.files = tuple(files)
        self.ontology = ontology
        self.as_of = as_of
        self.model = Graph(*(file.triples for file in self.files)) if model is None else model
        self._places: dict[str, FilePlaces] = {}
        self._lines: dict[str, list[str]] = {}

    @property
    def root(self) -> Path:
        """The folder of archrepo.toml."""
        return self.configuration.root

    @property
    def name(self) -> str:
        """The name of the workspace."""
        return self.configuration.name

    @property
    def base(self) -> str:
        """The namespace of the workspace's own names."""
        return self.configuration.base

    @property
    def metamodel(self) -> Metamodel:
        """The ArchiMate metamodel that the model is held to."""
        return self.ontology.metamodel

    @cached_property
    def archimate_version(self) -> str:
        """The version of ArchiMate that the model header or archrepo.toml names: "3.2" or "4".

        Raises:
            ConfigurationFault: it names another version.
        """
        version, location = self._stated_version
        if version not in ARCHIMATE_VERSIONS:
            raise ConfigurationFault(
                Text(f"ArchiMate '{version}' is onbekend", f"ArchiMate '{version}' is unknown"),
                location=location,
                excerpt=self.source_line(location),
                remedy=Text('schrijf "3.2" of "4"', 'write "3.2" or "4"'),
            )
        return version

    @property
    def _stated_version(self) -> tuple[str, Location]:
        """The version that the first header of its own names, or archrepo.toml, and where."""
        for header in self.model.instances(MODEL):
            value = self.model.value(header, LANGUAGE)
            if isinstance(value, ox.Literal) and header not in self.reference_subjects:
                return value.value, self.locate(header, LANGUAGE)
        return self.configuration.language, Location(CONFIGURATION, 0, 0, 0, 0)

    @cached_property
    def elements(self) -> Mapping[Term, Element]:
        """The elements and junctions of the model by IRI, in the order of the files."""
        return self.read_elements()

    def read_elements(self, among: Iterable[Term] | None = None) -> Mapping[Term, Element]:
        """Return the elements `among` these subjects, None for all, in their order."""
        return elements_among(self.model, self.metamodel, self._stated_version[0], among)

    @cached_property
    def reference_bases(self) -> tuple[str, ...]:
        """The namespaces of known reference sets in which this model defines names itself, sorted."""
        left = {base for base in PREFIXES.values() if base != RDF}
        left |= {reference.base for reference in self.configuration.references} - {self.base}
        used: set[str] = set()
        for subject in self.model.all_subjects:
            if isinstance(subject, ox.NamedNode) and subject.value.startswith(tuple(left)):
                found = {base for base in left if subject.value.startswith(base)}
                used |= found
                left -= found
        return tuple(sorted(used))

    def reference_of(self, path: str) -> Reference | None:
        """Return the pinned reference to which a file of the model belongs; None for a file of one's own."""
        return reference_at(self.configuration.references, path)

    @cached_property
    def reference_subjects(self) -> Set[Subject]:
        """What only the pinned references describe; empty when there are none."""
        theirs: set[Subject] = set()
        own: set[Subject] = set()
        for file in self.files if self.configuration.references else ():
            (own if self.reference_of(file.path) is None else theirs).update(file.subjects)
        return theirs - own

    @cached_property
    def relations(self) -> RelationSet:
        """The set of relations of the model."""
        return read_relations(self.model, self.metamodel)

    @cached_property
    def derived(self) -> tuple[Triple, ...]:
        """The derived graph: what follows from the relations and is not written."""
        return tuple(derived_graph(self.model, self.metamodel, self.ontology.graph))

    @cached_property
    def derived_relations(self) -> Mapping[Term, tuple[DerivedRelation, ...]]:
        """The relations that the valid derivation rules add, by each of their two ends; not part of the model.

        The municipal links (owner, contract, supplier ...) take no part: deriving over them only gives associations
        that say less than the links do. Made on first use, since only a reader of one element asks for them.
        """
        kinds = {iri: element.kind for iri, element in self.elements.items()}
        predicates = self.metamodel.predicates
        pure = RelationSet(relation for relation in self.relations if not predicates[relation.predicate].is_domain_link)
        found: dict[Term, list[DerivedRelation]] = {}
        with collector_paused():
            for derived in derive(pure, kinds, self.metamodel):
                found.setdefault(derived.source, []).append(derived)
                found.setdefault(derived.target, []).append(derived)
        return {end: tuple(listed) for end, listed in found.items()}

    @cached_property
    def graph(self) -> Graph:
        """The model with the vocabulary, the derived graph and the run context: what shapes and queries see."""
        return self.model.extended([*self.ontology.graph, *self.derived, *self.run_context])

    @property
    def run_context(self) -> tuple[Triple, ...]:
        """What a rule may know of the run: its date."""
        as_of = ox.Literal(self.as_of.isoformat(), datatype=ox.NamedNode(XSD + "date"))
        return (RUN, TYPE, RUN_CONTEXT), (RUN, AS_OF, as_of)

    def instances(self, cls: Term) -> Sequence[Subject]:
        """Return everything of that class or of one below it, sorted by IRI, each once."""
        return self.graph.instances(cls)

    def prepare(self) -> None:
        """Make what nearly every use needs: the elements, the relations and the whole graph."""
        for name in ("elements", "relations", "graph"):
            getattr(self, name)

    def label(self, term: Term, language: Language = "nl") -> str:
        """Return the name of a term: its label, else its notation, else the last part of its IRI."""
        return self.name_of(term).in_(language)

    def name_of(self, term: Term) -> Text:
        """Return the name of a term in both languages; this is the one place that derives a label."""
        for graph in (self.model, self.ontology.graph):
            for predicate in (LABEL, PREF_LABEL, NOTATION):
                found = text_of(graph, term, predicate)
                if found is not None and (found.nl.strip() or found.en.strip()):
                    return found
        return Text.same(local_name(term))

    def words_of(self, literal: ox.Literal) -> Text:
        """Return the words of a literal: those of a fixed value that an imported model writes in one language."""
        return self._imported_values.get(literal) or Text.same(literal.value)

    @cached_property
    def _imported_values(self) -> Mapping[Term, Text]:
        graph = self.ontology.graph
        return {
            word: self.name_of(value) for word, values in graph.with_predicate(WRITTEN_AS).items() for value in values
        }

    def text(self, term: Term, predicate: ox.NamedNode, language: Language = "nl") -> str:
        """Return the text of a property in that language; empty when it has none."""
        found = text_of(self.graph, term, predicate)
        return found.in_(language) if found else ""

    def find(self, name: str) -> ox.NamedNode:
        """Return the element or record that a user means by an IRI, a prefixed or local name, or an exact label.

        Raises:
            RequestFault: nothing or more than one thing has that name; the words list the nearest.
        """
        name = name.strip()
        subjects = [subject for subject in self.model.all_subjects if isinstance(subject, ox.NamedNode)]
        for wanted in (name, self.base + name.removeprefix(":")):
            found = [subject for subject in subjects if subject.value == wanted]
            if found:
                return found[0]
        lowered = name.casefold()
        found = [
            subject
            for subject in subjects
            if local_name(subject).casefold() == lowered
            or lowered in (self.label(subject, "nl").casefold(), self.label(subject, "en").casefold())
        ]
        if len(found) == 1:
            return found[0]
        near = found[:3] or [subject for subject in subjects if lowered in self.label(subject).casefold()][:3]
        names = ", ".join(f"{self.label(subject)} ({local_name(subject)})" for subject in near)
        if found:
            text = Text(f"'{name}' is niet eenduidig", f"'{name}' is not unique")
        else:
            text = Text(f"niets in het model heet '{name}'", f"nothing in the model is called '{name}'")
        raise RequestFault(
            text,
            remedy=Text(f"bedoelt u: {names}?", f"did you mean: {names}?")
            if names
            else Text("zoek met: archrepo search TEKST", "search with: archrepo search TEXT"),
        )

    def source_line(self, location: Location) -> str:
        """Return the line of the file that a location names; empty when there is none."""
        if location.path not in self._lines:
            text = next((file.text for file in self.files if file.path == location.path), "")
            self._lines[location.path] = text.split("\n")
        lines = self._lines[location.path]
        return lines[location.line - 1].rstrip("\r") if 0 < location.line <= len(lines) else ""

    def locate(self, subject: Term, predicate: ox.NamedNode | None = None, value: Term | None = None) -> Location:
        """Return where something stands in the files.

        With a predicate: where that property of the subject is written, at the value when one is given. Without
        one, or when the property is not there: where the subject stands as a subject, in the file that gives its type
        when there is such a one, or else as a value. A term that stands nowhere gets the first file, line 0.
        """
        if predicate is not None:
            for place in self._where(subject, predicate, value):
                return place
        places = list(self._where(subject, None, None))
        if len(places) > 1:
            typed = {place.path for place in self._where(subject, TYPE, None)}
            places.sort(key=lambda place: place.path not in typed)
        if places:
            return places[0]
        for holder, link in self.model.incoming(subject):
            for place in self._where(holder, link, subject):
                return place
        path = self.files[0].path if self.files else CONFIGURATION
        return Location(path, 0, 0, 0, 0)

    def places_of(self, file: SourceFile) -> FilePlaces:
        """Return where the triples of one file stand; made on first use."""
        found = self._places.get(file.path)
        if found is None:
            found = self._places[file.path] = FilePlaces(file)
        return found

    def take_over(self, old: Workspace, changed: Collection[str], places: Mapping[str, FilePlaces]) -> None:
        """Take the places and lines of unchanged files from the workspace before this one, and `places` as they are."""
        # Copies, because readers of the old workspace in other threads add to its own.
        known, lines = dict(old._places), dict(old._lines)
        self._places.update({path: known[path] for path in known if path not in changed})
        self._places.update(places)
        self._lines.update({path: lines[path] for path in lines if path not in changed})

    def _where(self, subject: Term, predicate: ox.NamedNode | None, value: Term | None) -> Iterator[Location]:
        for file in self.files:
            if subject not in file.subjects:
                continue
            found = self.places_of(file).find(subject, predicate, value)
            if found is not None:
                yield found


def open_workspace(root: Path, as_of: date, *, ontology: Ontology | None = None) -> Workspace:
    """Return the workspace in `root` as it stands on disk, for the date `as_of`.

    Raises:
        ArchrepoError: the configuration or a file cannot be read; nothing is opened then.
    """
    with collector_paused():
        return _open(root, as_of, ontology)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's garbage collector still while hundreds of thousands of lasting objects are made.

    Its repeated walks over them, none of which is garbage, take a third to a half of the time of opening GEMMA.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _open(root: Path, as_of: date, ontology: Ontology | None) -> Workspace:
    configuration = read_configuration(root)
    files = read_files(root, files_of_model(configuration))
    workspace = Workspace(configuration, files, ontology or load_ontology(), as_of)
    workspace.prepare()
    return workspace


def files_of_model(configuration: Configuration) -> list[Path]:
    """Return the Turtle files of the model: neither a proposal nor an own principle.

    Raises:
        ConfigurationFault: a pattern matches no file.
        InputFault: a link leads to nothing.
    """
    proposals = matching_files(configuration.root, configuration.proposals)
    own_shapes = matching_files(configuration.root, configuration.shapes)
    return model_files(configuration, without=[*proposals, *own_shapes])


def with_files(workspace: Workspace, paths: Iterable[Path]) -> Workspace:
    """Return the workspace with further files laid over it, such as a procurement proposal."""
    extra = read_files(workspace.root, paths)
    return Workspace(workspace.configuration, [*workspace.files, *extra], workspace.ontology, workspace.as_of)
