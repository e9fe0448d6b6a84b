"""Profiles: for one purpose, such as a purchase or an audit, which principles weigh and how heavily.

A profile is data in `profiles/` beside the principles. A workspace adds its own in its own shapes folder, and extends
or changes a shipped one by saying more about it there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.metamodel import local_name, prefixed, text_of
from archrepo.principles import Principle, PrincipleBook
from archrepo.store import Graph
from archrepo.turtle import Triple
from archrepo.turtle.reading import Term
from archrepo.vocabulary import AR, COMMENT, LABEL, PRINCIPLE_CLASS, PROFILE_CLASS, TYPE, WEIGHT
from archrepo.workspace import SourceFile
from archrepo.workspace.file_places import FilePlaces


@dataclass(frozen=True, slots=True)
class Weight:
    """One way to weigh a principle: its name, and the number that counts in a weighted mean."""

    name: Text
    number: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A choice of principles with their weights by id, in the order of the book; `key` is what users type."""

    key: str
    name: Text
    purpose: Text
    weights: Mapping[str, Weight]

    def weight_of(self, identifier: str) -> int:
        """Return the weight of a principle; 0 when it is not in the profile."""
        found = self.weights.get(identifier)
        return found.number if found else 0


def read_profiles(book: PrincipleBook, ontology: Graph) -> tuple[Profile, ...]:
    """Return the profiles of a book, by key; the ontology says how much each way of weighing counts.

    What a file says of a profile that stands in another file adds to it, and goes before what is said there.

    Raises:
        ConfigurationFault: a profile lacks its names, names a principle that does not exist, weighs one twice, or says
            something that has no meaning.
    """
    return _Reader(book, ontology).profiles()


def find_profile(profiles: Sequence[Profile], name: str) -> Profile:
    """Return the profile with that key or name, in any case of letters.

    Raises:
        RequestFault: there is none; the words list those that are there.
    """
    wanted = name.casefold()
    for profile in profiles:
        if wanted in (profile.key.casefold(), profile.name.nl.casefold(), profile.name.en.casefold()):
            return profile
    known = ", ".join(profile.key for profile in profiles)
    raise RequestFault(
        Text(f"er is geen profiel '{name[:40]}'", f"there is no profile '{name[:40]}'"),
        remedy=Text(f"kies uit: {known}", f"choose from: {known}"),
    )


def without_profile(book: PrincipleBook, profiles: Sequence[Profile]) -> tuple[Principle, ...]:
    """Return the principles that stand in no profile, by id; a check by profile never looks at them."""
    return tuple(principle for principle in book if not any(profile.weight_of(principle.id) for profile in profiles))


class _Reader:
    """Reads the profiles from the files of a book."""

    def __init__(self, book: PrincipleBook, ontology: Graph) -> None:
        self._book = book
        self._graph = book.shapes
        self._ways = {
            predicate: Weight(
                text_of(ontology, predicate, LABEL) or Text.same(local_name(predicate)), int(number.value)
            )
            for number, predicates in ontology.with_predicate(WEIGHT).items()
            for predicate in predicates
            if isinstance(predicate, ox.NamedNode)
        }
        self._ids = {principle.shape: principle.id for principle in book}
        self._resting = set(self._graph.instances(PRINCIPLE_CLASS)) - self._ids.keys()

    def profiles(self) -> tuple[Profile, ...]:
        """Return every profile, by key."""
        nodes = {node for node in self._graph.instances(PROFILE_CLASS) if isinstance(node, ox.NamedNode)}
        said: dict[ox.NamedNode, list[tuple[SourceFile, Triple]]] = {node: [] for node in nodes}
        for file, triple in self._weighing(nodes):
            subject = triple[0]
            if subject not in nodes:
                known = sorted(_written(node) for node in nodes)
                raise _fault(
                    file,
                    triple,
                    Text(f"{local_name(subject)} is geen profiel", f"{local_name(subject)} is no profile"),
                    _nearest(_written(subject), known)
                    or Text("schrijf erbij: `a ar:PrincipleProfile`", "add: `a ar:PrincipleProfile`"),
                )
            assert isinstance(subject, ox.NamedNode)
            said[subject].append((file, triple))
        found: dict[str, Profile] = {}
        files = self._book.files
        for node in sorted(nodes, key=lambda node: (local_name(node).casefold(), files.index(self._home(node)))):
            profile = self._profile(node, said[node])
            if profile.key in found:
                raise self._fault_of(
                    node,
                    Text(f"twee profielen heten {profile.key}", f"two profiles are called {profile.key}"),
                    Text("geef het nieuwe een eigen naam", "give the new one a name of its own"),
                )
            found[profile.key] = profile
        return tuple(found.values())

    def _weighing(self, nodes: set[ox.NamedNode]) -> Iterator[tuple[SourceFile, Triple]]:
        """Yield what the files say of profiles with a term of our own."""
        weighing = {
            subject
            for way in self._ways
            for subjects in self._graph.with_predicate(way).values()
            for subject in subjects
        }
        for file in self._book.files:
            if (nodes | weighing).isdisjoint(file.subjects):
                continue
            for triple in file.triples:
                if triple[1] in self._ways or (triple[0] in nodes and triple[1].value.startswith(AR)):
                    yield file, triple

    def _profile(self, node: ox.NamedNode, said: Sequence[tuple[SourceFile, Triple]]) -> Profile:
        name, purpose = (self._words(node, predicate) for predicate in (LABEL, COMMENT))
        home = self._home(node)
        weights: dict[str, Weight] = {}
        for is_added in (False, True):
            part: dict[str, Weight] = {}
            for file, triple in said:
                if (file is not home) is is_added and (identifier := self._identifier(file, triple)):
                    way = self._ways[triple[1]]
                    if part.setdefault(identifier, way) != way:
                        raise _fault(
                            file,
                            triple,
                            Text(
                                f"profiel {local_name(node)} weegt {identifier} twee keer, en verschillend",
                                f"profile {local_name(node)} weighs {identifier} twice, and differently",
                            ),
                            Text("laat één van beide staan", "keep one of the two"),
                        )
            weights.update(part)
        order = [principle.id for principle in self._book if principle.id in weights]
        return Profile(local_name(node), name, purpose, {identifier: weights[identifier] for identifier in order})

    def _home(self, node: ox.NamedNode) -> SourceFile:
        """Return the file that declares a profile; the first, when a workspace declares a shipped one again."""
        return next(
            file for file in self._book.files if node in file.subjects and (node, TYPE, PROFILE_CLASS) in file.triples
        )

    def _identifier(self, file: SourceFile, triple: Triple) -> str:
        """Return the id of the principle that a triple weighs; empty for one that is deactivated."""
        profile = local_name(triple[0])
        if triple[1] not in self._ways:
            near = _nearest(prefixed(triple[1]), sorted(prefixed(way) for way in self._ways))
            known = ", ".join(f"`{prefixed(way)}`" for way in self._ways)
            raise _fault(
                file,
                triple,
                Text(
                    f"{prefixed(triple[1])} zegt niets in profiel {profile}",
                    f"{prefixed(triple[1])} has no meaning in profile {profile}",
                ),
                near or Text(f"kies uit: {known}", f"choose from: {known}"),
                is_about_value=False,
            )
        found = self._ids.get(triple[2]) if isinstance(triple[2], ox.NamedNode) else None
        if found is None and triple[2] in self._resting:
            return ""
        if found is None:
            name = local_name(triple[2])
            raise _fault(
                file,
                triple,
                Text(
                    f"profiel {profile} noemt principe {name}, en dat bestaat niet",
                    f"profile {profile} names principle {name}, which does not exist",
                ),
                _nearest(name, sorted(self._ids.values()))
                or Text("zie de lijst met: archrepo explain", "see the list with: archrepo explain"),
            )
        return found

    def _words(self, node: ox.NamedNode, predicate: ox.NamedNode) -> Text:
        found = text_of(self._graph, node, predicate)
        if found is None:
            term = prefixed(predicate)
            raise self._fault_of(
                node,
                Text(f"profiel {local_name(node)} heeft geen {term}", f"profile {local_name(node)} has no {term}"),
                Text(f"voeg {term} toe in het Nederlands en Engels", f"add {term} in Dutch and English"),
            )
        return found

    def _fault_of(self, node: ox.NamedNode, text: Text, remedy: Text) -> ConfigurationFault:
        return _fault(self._home(node), (node, TYPE, PROFILE_CLASS), text, remedy)


def _written(node: Term) -> str:
    return f"profile:{local_name(node)}"


def _nearest(name: str, known: Sequence[str]) -> Text | None:
    near = ", ".join(difflib.get_close_matches(name, known, n=3, cutoff=0.4))
    return Text(f"bedoelt u {near}?", f"did you mean {near}?") if near else None


def _fault(
    file: SourceFile, triple: Triple, text: Text, remedy: Text, *, is_about_value: bool = True
) -> ConfigurationFault:
    subject, predicate, value = triple
    location = FilePlaces(file).find(subject, predicate, value if is_about_value else None)
    location = location or Location(file.path, 0, 0, 0, 0)
    lines = file.text.split("\n")
    excerpt = lines[location.line - 1].rstrip("\r") if 0 < location.line <= len(lines) else None
    return ConfigurationFault(text, location=location, remedy=remedy, excerpt=excerpt)
