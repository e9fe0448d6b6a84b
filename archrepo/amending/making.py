"""From what is wanted of subjects to the new texts of the files that they stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pyoxigraph as ox

from archrepo.amending.changes import FileChange, prefixes
from archrepo.amending.proving import prove
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.turtle import Triple, Value, edited, parse, renamed
from archrepo.turtle.reading import Term
from archrepo.vocabulary import TYPE
from archrepo.workspace import SourceFile, Workspace, matching_files
from archrepo.workspace.files import read_files
from archrepo.workspace.patterns import covers

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a subject says from now on: exactly these values for these predicates; none takes the predicate out.

    Predicates that are not named stay. A blank node of the workspace among the values stays as it is written.
    """

    subject: ox.NamedNode
    values: Mapping[ox.NamedNode, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Amended:
    """The files that change, sorted by path, and the triples that would still point to a subject that goes."""

    changes: tuple[FileChange, ...]
    pointing: tuple[Triple, ...] = ()


def amended(
    workspace: Workspace,
    amendments: Iterable[Amendment],
    *,
    removed: Collection[ox.NamedNode] = (),
    names: Mapping[ox.NamedNode, ox.NamedNode] | None = None,
    new_file: str | Mapping[ox.NamedNode, str] = "",
) -> Amended:
    """Return what the files of the model become; nothing is written, and no change gives no files.

    `removed` subjects go with all they say; what points to them stays and is told. `names` gives subjects, predicates
    and values a new IRI in every Turtle file of the workspace, also of proposals and own principles; amendments call
    them by their old one. A subject that the model does not have goes behind what `new_file` says, a path relative to
    the workspace, or one for each such subject.

    Raises:
        RequestFault: there is a new subject and no file for it, the model would not read that file, a subject that
            goes is not there or is amended too, or a new name is in use.
        InputFault: a file would say something else than what is wanted, such as one that declares a prefix twice.
    """
    plan = _Plan(workspace, _merged(amendments), frozenset(removed), dict(names or {}), new_file)
    return plan.amended()


def amendments_between(workspace: Workspace, gone: Iterable[Triple], come: Iterable[Triple]) -> tuple[Amendment, ...]:
    """Return the amendments that take these triples out and put those in, by subject in order of first mention.

    Triples of nodes without a name are passed over: they stand and fall with the fact that holds them.
    """
    left: dict[ox.NamedNode, dict[ox.NamedNode, dict[Value, None]]] = {}

    def values(triple: Triple) -> dict[Value, None] | None:
        subject, predicate, _ = triple
        if not isinstance(subject, ox.NamedNode):
            return None
        said = left.setdefault(subject, {})
        if predicate not in said:
            said[predicate] = dict.fromkeys(workspace.model.objects(subject, predicate))
        return said[predicate]

    for triple in gone:
        known = values(triple)
        if known is not None:
            known.pop(triple[2], None)
    for triple in come:
        known = values(triple)
        if known is not None:
            known[triple[2]] = None
    return tuple(
        Amendment(subject, {predicate: tuple(given) for predicate, given in said.items()})
        for subject, said in left.items()
    )


def _merged(amendments: Iterable[Amendment]) -> dict[ox.NamedNode, dict[ox.NamedNode, Sequence[Value]]]:
    """Return the wanted values by subject; of two amendments of one predicate the last counts."""
    found: dict[ox.NamedNode, dict[ox.NamedNode, Sequence[Value]]] = {}
    for one in amendments:
        found.setdefault(one.subject, {}).update(one.values)
    return found


@dataclass(slots=True)
class _Wanted:
    """What one file has to say from now on, by subject and predicate."""

    values: dict[ox.NamedNode, dict[ox.NamedNode, Sequence[Value]]] = field(default_factory=dict)

    def put(self, subject: ox.NamedNode, predicate: ox.NamedNode, given: Sequence[Value]) -> None:
        self.values.setdefault(subject, {})[predicate] = given


class _Plan:
    """Which file gets which values; lives only inside `amended`."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: Mapping[ox.NamedNode, Mapping[ox.NamedNode, Sequence[Value]]],
        removed: frozenset[ox.NamedNode],
        names: Mapping[ox.NamedNode, ox.NamedNode],
        new_file: str | Mapping[ox.NamedNode, str],
    ) -> None:
        self.workspace, self.wanted, self.removed = workspace, wanted, removed
        self.names, self.new_file = names, new_file
        self.files = {file.path: file for file in workspace.files}

    def amended(self) -> Amended:
        self._refuse()
        held = self._held()
        by_file: dict[str, _Wanted] = {}
        for subject, values in self.wanted.items():
            for path, predicate, given in self._placed(subject, values, held.get(subject, {})):
                by_file.setdefault(path, _Wanted()).put(subject, predicate, given)
        for subject in self.removed:
            for path, said in held[subject].items():
                for predicate in said:
                    by_file.setdefault(path, _Wanted()).put(subject, predicate, ())
        looked_at = {path for subject in (*self.wanted, *self.removed) for path in held.get(subject, {})}
        if self.names:
            self.files |= {file.path: file for file in self._beside()}
            looked_at |= {path for path, file in self.files.items() if self._names_one(file)}
        texts = {path: self._text(path, by_file.get(path)) for path in sorted({*looked_at, *by_file})}
        before = [self.files[path] for path in texts if path in self.files]
        prove(before, texts, self.wanted, self.removed, self.names)
        changes = (FileChange(path, self._before(path), after) for path, after in texts.items())
        return Amended(tuple(one for one in changes if one.before != one.after), tuple(self._pointing()))

    def _refuse(self) -> None:
        model = self.workspace.model
        for subject in sorted(self.removed, key=str):
            if not model.facts(subject) or subject in self.wanted:
                raise RequestFault(
                    Text(f"{subject.value} kan niet weg", f"{subject.value} cannot go"),
                    remedy=Text(
                        "wat weg gaat, staat in het model en verandert niet ook nog",
                        "what goes is in the model, and does not change as well",
                    ),
                )
        for new in sorted(self.names.values(), key=str):
            others = sum(one == new for one in self.names.values())
            if others > 1 or (model.facts(new) and new not in self.names) or new in self.wanted:
                raise RequestFault(
                    Text(f"de naam {new.value} is al in gebruik", f"the name {new.value} is in use already"),
                    location=self.workspace.locate(new),
                    remedy=Text("kies een andere naam", "choose another name"),
                )

    def _held(self) -> dict[ox.NamedNode, dict[str, dict[ox.NamedNode, list[Term]]]]:
        """Return what each subject says by file and predicate, in the order of the files and their texts."""
        asked = self.wanted.keys() | self.removed
        found: dict[ox.NamedNode, dict[str, dict[ox.NamedNode, list[Term]]]] = {}
        for file in self.workspace.files:
            if (
                asked.isdisjoint(file.subjects)
                if len(asked) < len(file.subjects)
                else not any(subject in asked for subject in file.subjects)
            ):
                continue
            for subject, predicate, value in file.triples:
                if isinstance(subject, ox.NamedNode) and subject in asked:
                    found.setdefault(subject, {}).setdefault(file.path, {}).setdefault(predicate, []).append(value)
        return found

    def _placed(
        self,
        subject: ox.NamedNode,
        values: Mapping[ox.NamedNode, Sequence[Value]],
        held: Mapping[str, Mapping[ox.NamedNode, list[Term]]],
    ) -> Iterator[tuple[str, ox.NamedNode, Sequence[Value]]]:
        """Yield for each file and predicate that changes the values that the file has to give."""
        if not held:
            if any(values.values()):
                path = self._new_path(subject)
                yield from ((path, predicate, given) for predicate, given in values.items())
            return
        home = next((path for path, said in held.items() if TYPE in said), next(iter(held)))
        for predicate, given in values.items():
            present = {path: said[predicate] for path, said in held.items() if predicate in said}
            known = {value for there in present.values() for value in there}
            added = [value for value in dict.fromkeys(given) if value not in known]
            losing = (path for path, there in present.items() if not set(there) <= set(given))
            target = next(losing, next(iter(present), home))
            for path in dict.fromkeys([*present, target]):
                there = present.get(path, [])
                kept: list[Value] = [value for value in there if value in given]
                new = [*kept, *(added if path == target else ())]
                if len(kept) != len(there) or len(new) != len(kept):
                    yield path, predicate, new

    def _new_path(self, subject: ox.NamedNode) -> str:
        asked = self.new_file if isinstance(self.new_file, str) else self.new_file.get(subject, "")
        path = PurePosixPath(asked).as_posix() if asked else ""
        configuration = self.workspace.configuration
        is_hidden = any(part.startswith(".") for part in PurePosixPath(path).parts)
        is_free = covers(configuration.model, path) and not is_hidden and not (self.workspace.root / path).exists()
        if path and (path in self.files or is_free):
            return path
        fits = Text(
            f"kies een .ttl-bestand dat past bij {', '.join(configuration.model)}",
            f"choose a .ttl file that fits {', '.join(configuration.model)}",
        )
        if not path:
            text = Text(
                f"{subject.value} is nieuw en heeft nog geen bestand", f"{subject.value} is new and has no file"
            )
        else:
            text = Text(f"{path} hoort niet bij het model", f"{path} is not in the model")
        raise RequestFault(text, remedy=fits)

    def _beside(self) -> Iterable[SourceFile]:
        """Return the Turtle files of the workspace that are not in the model: proposals and own principles."""
        configuration = self.workspace.configuration
        root = configuration.root.resolve()
        paths = matching_files(root, [*configuration.proposals, *configuration.shapes])
        return read_files(root, [path for path in paths if path.relative_to(root).as_posix() not in self.files])

    def _names_one(self, file: SourceFile) -> bool:
        return any(term in self.names for triple in file.triples for term in triple)

    def _before(self, path: str) -> str | None:
        return self.files[path].data.decode("utf-8") if path in self.files else None

    def _text(self, path: str, wanted: _Wanted | None) -> str:
        file = self.files.get(path)
        text = file.text if file else ""
        if wanted:
            text = edited(text, file.triples if file else (), wanted.values, prefixes(self.workspace))
        if self.names:
            text = renamed(text, parse(text.encode("utf-8"), path), self.names)
        is_marked = file is not None and file.data.decode("utf-8").startswith(_MARK)
        return f"{_MARK}{text}" if is_marked else text

    def _pointing(self) -> Iterator[Triple]:
        for subject in sorted(self.removed, key=str):
            for holder, link in sorted(self.workspace.model.incoming(subject), key=str):
                wanted = self.wanted.get(holder, {}) if isinstance(holder, ox.NamedNode) else {}
                if holder not in self.removed and subject in wanted.get(link, (subject,)):
                    yield holder, link, subject
