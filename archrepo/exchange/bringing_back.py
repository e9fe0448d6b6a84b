"""What a changed model file means for the Turtle that it was exported from: facts that change, come and go.

Three states are compared, as of a workbook: what was exported, what the file says now and what the model says now. A
file that does not say what was exported wins wherever it differs.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from archrepo.amending import Amendment
from archrepo.errors import RequestFault
from archrepo.exchange.drawing_changes import drawing_remarks
from archrepo.exchange.facts.export_state import differing_in
from archrepo.exchange.facts.finding import Found, found_facts
from archrepo.exchange.facts.returning import returned, returned_with
from archrepo.exchange.facts.spelled import Fact, Spelled, Values
from archrepo.exchange.facts.texts import spelling
from archrepo.exchange.homes import Homes
from archrepo.exchange.importing import read_model
from archrepo.exchange.lost_ends import without_lost_ends
from archrepo.exchange.model import ModelFile
from archrepo.exchange.origin import Origin, origin_of
from archrepo.exchange.remarks import Remarks
from archrepo.exchange.third_state import Exported, exported
from archrepo.findings import Location
from archrepo.landscape import NOTHING_CHOSEN, CellFault, Choices, Conflict, Proposal
from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.migrating.turning import EXCHANGED
from archrepo.migrating.typing import TypeRules, Typing
from archrepo.turtle import Unnamed, Value
from archrepo.turtle.reading import Term
from archrepo.vocabulary import DOMAIN, FORMER_TYPE, KEY, LABEL, RELATION_SOURCE, RELATION_TARGET, TYPE
from archrepo.wording import value_text
from archrepo.workspace import Workspace

#: So many names fit in a remark, and so many characters of a value in a conflict.
_MOST_NAMED = 5
_LONGEST = 200


def brought_back(
    workspace: Workspace,
    path: Path,
    choices: Choices = NOTHING_CHOSEN,
    *,
    whole: ModelFile | None = None,
) -> Proposal:
    """Return what the file changes in the workspace since it was exported.

    The file of one imported folder says nothing of the rest. Without the file of then, one that does not say what was
    exported is compared with what an export would hold now. A new concept goes to the file in which most of its type
    stand that are the organisation's own, or to the one that was chosen. Drawings are left out, and told where they
    differ: they come with an import. A property that cannot be read is a fault. What points to a concept that left the
    file stays as long as that concept stays: always, but for those that may go. `whole` is what an export of the
    workspace holds now, for who made it already.

    Raises:
        RequestFault: a file does not exist, or is of another model; that of then is not what the file was edited from.
        InputFault: it is no model file, or a broken one.
    """
    model = read_model(path)
    origin = origin_of(workspace, model, whole)
    if origin is None:
        raise _of_another_model(path)
    earlier = read_model(choices.since) if choices.since is not None else None
    if choices.since is not None and earlier is not None and not origin.is_of(earlier):
        raise _of_another_model(choices.since)
    ontology, base, language = workspace.ontology, origin.base, origin.language
    keys = {
        key.value: one
        for key, found in workspace.model.with_predicate(KEY).items()
        for one in found
        if isinstance(one, ox.NamedNode)
    }

    def spelled(one: ModelFile) -> Spelled:
        return Spelled(returned(one, ontology, base, language, keys), base, ontology.metamodel)

    model, lost = without_lost_ends(model, origin.own)
    found = found_facts(model, lambda: ontology, base, language, Remarks(model.path))
    after = Spelled(returned_with(found, ontology, base, language, keys), base, ontology.metamodel)
    then = exported(model, earlier, spelled)
    comparing = _Comparing(workspace, origin, spelled(origin.own), after, then, choices, path.name)
    proposal = comparing.proposal(found, lost)
    return replace(proposal, remarks=(*proposal.remarks, *drawing_remarks(earlier or origin.own, model)))


def _of_another_model(path: Path) -> RequestFault:
    return RequestFault(
        Text(f"{path.name} komt uit een ander model", f"{path.name} comes from another model"),
        location=Location(path.as_posix(), 0, 0, 0, 0),
        remedy=Text(
            "kies dat model met --workspace, of neem het bestand over met archrepo import",
            "choose that model with --workspace, or take the file over with archrepo import",
        ),
    )


class _Comparing:
    def __init__(
        self,
        workspace: Workspace,
        origin: Origin,
        before: Spelled,
        after: Spelled,
        then: Exported,
        choices: Choices,
        name: str,
    ) -> None:
        self._workspace = workspace
        self._before, self._after = before, after
        self._then, self._state = then, then.state
        self._choices, self._name = choices, name
        self._homes = Homes(workspace, origin.folder, origin.base)
        self._spell = spelling(workspace.model, workspace.base)
        self._conflicts: list[Conflict] = []
        self._kept: list[ox.NamedNode] = []
        self._stays: frozenset[Term] = frozenset()
        self._skipped = 0
        self._newer = 0

    def proposal(self, found: Found, lost: Iterable[CellFault]) -> Proposal:
        """Return the whole; where things may go, nothing will point to them any more."""
        gone = self._gone()
        self._stays = frozenset(self._kept if self._choices.removals else (*self._kept, *gone))
        amendments: list[Amendment] = []
        new: dict[ox.NamedNode, str] = {}
        for subject in self._after.subjects:
            if self._after.is_view(subject) and subject not in self._before.subjects:
                continue
            changed = self._in_version(subject, self._changed(subject))
            if changed:
                amendments.append(Amendment(subject, changed))
                if not self._workspace.model.facts(subject):
                    new[subject] = self._choices.into or self._homes.of(
                        self._after.graph.objects(subject, TYPE), self._related(subject), new
                    )
        faults = (
            CellFault(
                place.nl,
                why,
                Text("verbeter de waarde of de sleutel in het bestand", "mend the value or the key in the file"),
            )
            for place, why in found.refused
        )
        return Proposal(
            tuple(amendments),
            new,
            gone,
            tuple(self._conflicts),
            (*lost, *faults, *self._dangling(amendments, new)),
            (*self._then.remarks, *self._remarks()),
        )

    def _dangling(self, amendments: Iterable[Amendment], new: Container[Value]) -> Iterator[CellFault]:
        """Yield what is wrong with each value that would point to something that is nowhere."""
        model, base = self._workspace.model, self._workspace.base
        for one in amendments:
            for predicate, values in one.values.items():
                held = frozenset(model.objects(one.subject, predicate))
                for value in (named for each in values if each not in held for named in _named(each)):
                    is_known = value in new or bool(model.facts(value))
                    if is_known or not (value.value.startswith(base) or value in self._after.subjects):
                        continue
                    yield CellFault(
                        f"{self._name}: {self._name_of(one.subject).nl}",
                        Text(
                            "wijst met '{predicate}' naar {shown}, dat niet (meer) in het model staat",
                            "points with '{predicate}' to {shown}, which is not in the model (any more)",
                        ).format(predicate=self._workspace.name_of(predicate), shown=self._name_of(value)),
                        Text(
                            "haal dat in het bestand weg, of zet het andere element terug in de Turtle",
                            "take that out of the file, or put the other element back in Turtle",
                        ),
                    )

    def _name_of(self, subject: ox.NamedNode) -> Text:
        """Return the name of a subject, also of one that only the file has."""
        is_here = bool(self._workspace.model.facts(subject))
        found = None if is_here else text_of(self._after.graph, subject, LABEL)
        return found or self._workspace.name_of(subject)

    def _changed(self, subject: ox.NamedNode) -> dict[ox.NamedNode, tuple[Value, ...]]:
        """Return the values that the subject gets from the file by predicate, its type first."""
        was = self._before.values(subject)
        now = self._with_what_stays(was, self._after.values(subject))
        if was == now:
            return {}
        every = dict.fromkeys((*was, *now))
        differing = differing_in(was, now)
        self._skipped += sum(was.get(one, {}).keys() != now.get(one, {}).keys() for one in every) - len(differing)
        wanted = self._from_file(subject, was, now, differing)
        return {
            predicate: self._values(subject, predicate, [one for one in wanted if one.predicate == predicate], was, now)
            for predicate in sorted(dict.fromkeys(one.predicate for one in every), key=lambda one: one != TYPE)
            if any(one.predicate == predicate for one in wanted)
        }

    def _in_version(
        self, subject: ox.NamedNode, changed: dict[ox.NamedNode, tuple[Value, ...]]
    ) -> dict[ox.NamedNode, tuple[Value, ...]]:
        """Return what changes with the types of the version of ArchiMate that the model is in."""
        version = self._workspace.archimate_version
        if TYPE not in changed or version == EXCHANGED:
            return changed
        said = Typing(self._after.graph.objects(subject, TYPE))
        typing = TypeRules(self._workspace.metamodel, version).raised(said, {})
        has = self._workspace.model.facts(subject)
        beside = ((FORMER_TYPE, typing.former), (DOMAIN, typing.domains))
        return {
            TYPE: _values(typing.types),
            **{predicate: _values(terms) for predicate, terms in beside if terms or predicate in has},
            **{predicate: values for predicate, values in changed.items() if predicate != TYPE},
        }

    def _related(self, subject: ox.NamedNode) -> Iterator[Term]:
        """Yield what the subject names, what names it, and of a property what has it."""
        graph = self._after.graph
        yield from (value for values in graph.facts(subject).values() for value in values)
        yield from (one for one, _ in graph.incoming(subject))
        yield from (one for one, _ in graph.described_with(subject))

    def _with_what_stays(self, was: Values, now: Values) -> Values:
        """Return what the file says of a subject, with what the model says of concepts that left it but stay."""
        held: dict[Fact, Mapping[str, Term]] = {}
        for fact, values in was.items():
            stays = {spelled: value for spelled, value in values.items() if value in self._stays}
            said = now.get(fact, {})
            # One value in the place of the only other is moved on purpose.
            if stays and (len(values) > 1 or not said):
                held[fact] = {**said, **stays}
        return {**now, **held}

    def _from_file(
        self, subject: ox.NamedNode, was: Values, now: Values, differing: Sequence[Fact]
    ) -> Collection[Fact]:
        """Return which of the differing facts the file decides; the others stay as the model has them."""
        if self._state is None or not differing:
            return differing
        sides = self._state.sides(subject, was, now)
        of_file, both = sides.file, sides.both
        if len(of_file) + len(both) < len(differing):
            self._newer += 1
        if not was and (of_file or both) and self._state.knows(subject):
            # The model lost the subject and the file says something new of it: it comes back whole, or stays away.
            self._tell(subject, was, now, of_file | both)
            return differing if self._choices.right == "workbook" else ()
        self._tell(subject, was, now, both)
        return of_file | both if self._choices.right == "workbook" else of_file

    def _tell(self, subject: ox.NamedNode, was: Values, now: Values, facts: Iterable[Fact]) -> None:
        then = self._then.values.values(subject) if self._then.values is not None else None
        for fact in sorted(facts, key=str):
            self._conflicts.append(
                Conflict(
                    self._name,
                    self._name_of(subject),
                    self._fact_name(fact),
                    self._words(then.get(fact, {})) if then is not None else None,
                    self._words(now.get(fact, {})),
                    self._words(was.get(fact, {})),
                    is_gone=not was,
                )
            )

    def _fact_name(self, fact: Fact) -> Text:
        """Return the name of the predicate, of texts with their language."""
        name = self._workspace.name_of(fact.predicate)
        if not fact.part.startswith("@"):
            return name
        return Text(f"{name.nl} ({fact.part[1:]})", f"{name.en} ({fact.part[1:]})")

    def _words(self, values: Mapping[str, Term]) -> Text:
        """Return the values in words; of a node without a name, its Turtle."""
        shown = [
            Text.same(one) if isinstance(values[one], ox.BlankNode) else value_text(self._workspace, values[one])
            for one in sorted(values)
        ]
        return Text(_short(", ".join(one.nl for one in shown)), _short(", ".join(one.en for one in shown)))

    def _values(
        self, subject: ox.NamedNode, predicate: ox.NamedNode, facts: Sequence[Fact], was: Values, now: Values
    ) -> tuple[Value, ...]:
        """Return the values that the predicate gets; those that the Turtle has already stay as they are written."""
        old = {spelled for fact in facts for spelled in was.get(fact, {})}
        new = {spelled: value for fact in facts for spelled, value in now.get(fact, {}).items()}
        stays = {self._spell(value): value for value in self._workspace.model.objects(subject, predicate)}
        left = [value for one, value in stays.items() if one not in old - new.keys()]
        come = [self._after.value(value) for one, value in new.items() if one not in stays]
        return (*left, *come)

    def _gone(self) -> tuple[ox.NamedNode, ...]:
        """Return what the file took out; a relation with an end that is kept is kept too, unless its other end goes."""
        gone = dict.fromkeys(
            one
            for one in self._before.subjects
            if one not in self._after.subjects and not self._before.is_view(one) and self._is_gone(one)
        )
        while held := [one for one in gone if self._touches(one, self._kept) and not self._touches(one, gone)]:
            for one in held:
                del gone[one]
            self._kept += held
        return tuple(gone)

    def _touches(self, relation: ox.NamedNode, concepts: Container[Term]) -> bool:
        ends = (RELATION_SOURCE, RELATION_TARGET)
        return any(value in concepts for end in ends for value in self._before.graph.objects(relation, end))

    def _is_gone(self, subject: ox.NamedNode) -> bool:
        """Tell whether the file took the subject out; what the model got or changed since the export is kept."""
        if self._state is None or self._state.is_still(subject, self._before.values(subject)):
            return True
        if not self._state.knows(subject):
            self._newer += 1
            return False
        if self._choices.right == "workbook":
            return True
        self._kept.append(subject)
        return False

    def _remarks(self) -> Iterator[Text]:
        if self._newer:
            yield Text(
                f"na de export is het model zelf op {self._newer} plaats(en) veranderd: dat blijft",
                f"after the export the model itself changed in {self._newer} place(s): that stays",
            )
        if self._kept:
            names = [self._workspace.name_of(one) for one in self._kept[:_MOST_NAMED]]
            more = ["…"] if len(self._kept) > _MOST_NAMED else []
            yield Text(
                "niet meer in het bestand, maar na de export in het model veranderd, en daarom gebleven: {nl}",
                "no longer in the file but changed in the model after the export, and therefore kept: {en}",
            ).format(
                nl=", ".join([*(one.nl for one in names), *more]), en=", ".join([*(one.en for one in names), *more])
            )
        if self._skipped:
            yield Text(
                f"{self._skipped} feit(en) met een knoop zonder naam op meer plaatsen: wijzig die in de Turtle",
                f"{self._skipped} fact(s) with a node without a name in more places: change those in Turtle",
            )


def _values(terms: Iterable[Term]) -> tuple[Value, ...]:
    return tuple(one for one in terms if isinstance(one, Value))


def _named(value: Value) -> Iterator[ox.NamedNode]:
    """Yield the things that a value names, also between brackets."""
    if isinstance(value, ox.NamedNode):
        yield value
    elif isinstance(value, Unnamed):
        yield from (named for _, values in value.facts for one in values for named in _named(one))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
