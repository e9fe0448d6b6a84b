"""Every name by which a requirement can ask for something, from the ontology and from the reference model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

import pyoxigraph as ox

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.store import Graph
from archrepo.vocabulary import ALT_LABEL, CONSTRAINT, EXACT_MATCH, LABEL, NOTATION, PROP, SOURCE, SPECIALIZES, ar
from archrepo.workspace import Workspace


class Kind(Enum):
    """What a recognised name stands for, with the property by which a requirement asks for it."""

    STANDARD = "asksStandard"
    MEASURE = "asksMeasure"
    EVIDENCE = "asksEvidence"
    REGISTRATION = "usesBaseRegistration"
    TERMS = "contractTerms"
    NORMS = "qualityNorms"
    TOPIC = "topic"


#: The class of each kind, in the order in which one name of several kinds is taken.
_CLASSES: Final = (
    ("Standard", Kind.STANDARD),
    ("StandardVersion", Kind.STANDARD),
    ("EvidenceKind", Kind.EVIDENCE),
    ("BaseRegistration", Kind.REGISTRATION),
    ("TermsVersion", Kind.TERMS),
    ("QualityNormsVersion", Kind.NORMS),
    ("SecurityMeasure", Kind.MEASURE),
    ("ContractTopic", Kind.TOPIC),
)
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*\(([^()]+)\)\s*\Z")
_ABBREVIATION: Final = ox.NamedNode(f"{PROP}Afkorting")
_VERSION: Final = ox.NamedNode(f"{PROP}Versieaanduiding")
_SUFFIXES: Final = ("-standaard", " standaard")
_UNNAMED_VERSION: Final = frozenset({"actueel", "(actueel)"})
_SHORTEST: Final = 2
_SHORTEST_SURE: Final = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A name and what it stands for; `rank` says which of two with the same name goes first, the lowest."""

    spelled: str
    term: str
    name: Text
    kind: Kind
    is_sure: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a standard; `term` is the standard itself for one in force without a term of its own."""

    term: str
    name: Text


class KnownNames:
    """The names of a workspace; `versions` are those of a standard by number, `addresses` the names by web address."""

    def __init__(self, workspace: Workspace) -> None:
        """Read the names."""
        self.ontology, self.model = workspace.ontology.graph, workspace.model
        self.workspace = workspace
        self.versions: dict[str, dict[str, Version]] = defaultdict(dict)
        self._same_as = {
            match.value: standard.value
            for standard in self.ontology.instances(ar("Standard"))
            for match in self.ontology.objects(standard, EXACT_MATCH)
            if isinstance(match, ox.NamedNode) and isinstance(standard, ox.NamedNode)
        }
        self.names = tuple(self._of_ontology()) + tuple(self._of_model())
        self._read_versions()
        self.addresses = dict(self._addresses())

    def _of_ontology(self) -> Iterator[Named]:
        for rank, (class_name, kind) in enumerate(_CLASSES):
            for term in self.ontology.instances(ar(class_name)):
                if isinstance(term, ox.NamedNode):
                    yield from self._of_term(term, kind, rank)

    def _of_term(self, term: ox.NamedNode, kind: Kind, rank: int) -> Iterator[Named]:
        name = text_of(self.ontology, term, LABEL) or Text.same(term.value)
        doubtful = _texts(self.ontology, term, ar("recognisedWithDoubt"))
        given = _texts(self.ontology, term, ar("recognisedBy"))
        derived: list[str] = []
        if kind not in (Kind.TOPIC, Kind.MEASURE):
            derived = [part for label in (name.nl, name.en) for part in _parts(label)]
            derived += _texts(self.ontology, term, NOTATION) + _texts(self.ontology, term, ALT_LABEL)
        unsure = {one.casefold() for one in doubtful}
        for spelled in dict.fromkeys([*given, *derived]):
            if spelled.casefold() not in unsure:
                yield Named(spelled, term.value, name, kind, True, rank)
        for spelled in doubtful:
            yield Named(spelled, term.value, name, kind, False, rank)

    def _of_model(self) -> Iterator[Named]:
        """Iterate over the names of the constraints in the model; one that the ontology has too is named as that."""
        for term in self.model.instances(CONSTRAINT):
            if not isinstance(term, ox.NamedNode):
                continue
            own = self._same_as.get(term.value)
            is_version = bool(self.model.objects(term, SPECIALIZES))
            name = self.workspace.name_of(term) if own is None else self._own_name(own)
            rank = len(_CLASSES) + (1 if is_version else 0)
            for spelled in dict.fromkeys(self._names_in_model(term)):
                if len(spelled) >= _SHORTEST:
                    yield Named(spelled, own or term.value, name, Kind.STANDARD, _is_telling(spelled), rank)

    def _own_name(self, term: str) -> Text:
        return text_of(self.ontology, ox.NamedNode(term), LABEL) or Text.same(term)

    def _names_in_model(self, term: ox.NamedNode) -> Iterator[str]:
        label = self.workspace.name_of(term).nl
        names = [label, *_texts(self.model, term, _ABBREVIATION), *_texts(self.model, term, ALT_LABEL)]
        for one in names:
            yield one
            bracketed = _IN_BRACKETS.match(one)
            if bracketed:
                yield bracketed[1]
            for suffix in _SUFFIXES:
                if one.endswith(suffix):
                    yield one.removesuffix(suffix)

    def _read_versions(self) -> None:
        for version in self.ontology.instances(ar("StandardVersion")):
            standard = self.ontology.value(version, ar("versionOf"))
            if isinstance(version, ox.NamedNode) and isinstance(standard, ox.NamedNode):
                for number in _texts(self.ontology, version, ar("versionNumber")):
                    self.versions[standard.value][number] = Version(version.value, self._own_name(version.value))
        for standard, numbers in self.ontology.with_predicate(ar("currentVersion")).items():
            for subject in numbers:
                if isinstance(standard, ox.Literal) and isinstance(subject, ox.NamedNode):
                    self.versions[subject.value].setdefault(
                        standard.value, Version(subject.value, self._own_name(subject.value))
                    )
        for term in self.model.instances(CONSTRAINT):
            for standard in self.model.objects(term, SPECIALIZES):
                if isinstance(term, ox.NamedNode) and standard.value not in self._same_as:
                    for number in _texts(self.model, term, _VERSION):
                        if number.casefold() not in _UNNAMED_VERSION:
                            named = Version(term.value, self.workspace.name_of(term))
                            self.versions[standard.value].setdefault(number.lstrip("vV0 ") or number, named)

    def _addresses(self) -> Iterator[tuple[str, Named]]:
        """Iterate over the web addresses that belong to one standard only."""
        found: dict[str, dict[str, Named]] = defaultdict(dict)
        standards = {one.term: one for one in reversed(self.names) if one.kind is Kind.STANDARD}
        for term, named in standards.items():
            node = ox.NamedNode(term)
            for graph in (self.ontology, self.model):
                for predicate, values in graph.facts(node).items():
                    for value in values:
                        if isinstance(value, ox.Literal) or predicate == SOURCE:
                            address = plain_address(getattr(value, "value", ""))
                            if address:
                                found[address][term] = named
        yield from ((address, next(iter(terms.values()))) for address, terms in found.items() if len(terms) == 1)


def plain_address(text: str) -> str:
    """Return a web address as it is compared, without scheme, www. and closing slash; empty for any other text."""
    if not text.startswith(("http://", "https://")):
        return ""
    bare = text.split("://", 1)[1].rstrip("/.,;)").casefold().removeprefix("www.")
    return bare if "/" in bare else ""


def _texts(graph: Graph, term: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    return [one.value for one in graph.objects(term, predicate) if isinstance(one, ox.Literal)]


def _parts(label: str) -> Iterable[str]:
    """Return a label and, when it ends in brackets, what stands before and within them."""
    bracketed = _IN_BRACKETS.match(label)
    return (label, bracketed[1], bracketed[2]) if bracketed else (label,)


def _is_telling(spelled: str) -> bool:
    """Tell whether a name of the model is more than an ordinary word or two letters."""
    letters = [character for character in spelled if character.isalpha()]
    if len(letters) < _SHORTEST_SURE:
        return False
    return " " in spelled or any(character.isupper() for character in letters[1:]) or any(map(str.isdigit, spelled))
