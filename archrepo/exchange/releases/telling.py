"""An upgrade in words: what changes in the reference model, what that means here, and what to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from archrepo.exchange.releases.comparing import ChangeKind, DemandChange, PartChange, ViewChange
from archrepo.exchange.releases.meaning import Mention, OwnDemand, OwnView
from archrepo.exchange.releases.release import Part, is_lasting
from archrepo.exchange.releases.upgrading import Upgrade
from archrepo.findings import Finding, Location
from archrepo.language import Language, Text
from archrepo.workspace import Workspace

_NOTHING = Text("niets", "nothing")
#: A list longer than this is cut off in a report on the screen; a file has it whole.
_MOST = 20
#: So many applications are named with a view; more are counted.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading, the level of that from 1, and its lines. `is_code` lines stay as they are."""

    title: Text
    level: int
    lines: tuple[Text, ...] = ()
    is_code: bool = False
    #: Tell whether a person has to decide about its lines.
    is_asking: bool = False


def sections(
    workspace: Workspace, upgrade: Upgrade, shown_path: Callable[[str], str] = str, *, is_whole: bool = True
) -> tuple[Section, ...]:
    """Return the report: counts, the meaning here, the proposed edits, and all changes when `is_whole`."""
    return tuple(_Telling(workspace, upgrade, shown_path).sections(is_whole=is_whole))


def text_lines(parts: Iterable[Section], language: Language, *, is_whole: bool = True) -> Iterator[str]:
    """Yield the report for a screen; long lists are cut off unless `is_whole`."""
    for number, part in enumerate(parts):
        indent = "  " * (part.level - 1)
        if number and (part.level == 1 or part.is_code):
            yield ""
        yield f"{indent}{part.title.in_(language)}"
        most = len(part.lines) if is_whole or part.is_code or len(part.lines) <= _MOST else _MOST
        yield from (
            line.in_(language) if part.is_code else f"{indent}  {line.in_(language)}" for line in part.lines[:most]
        )
        if most < len(part.lines):
            left = len(part.lines) - most
            yield f"{indent}  " + Text(f"en nog {left} (--all toont alles)", f"and {left} more (--all shows all)").in_(
                language
            )


def markdown_lines(parts: Iterable[Section], language: Language) -> Iterator[str]:
    """Yield the report as Markdown; the first section is the title of the whole."""
    for number, part in enumerate(parts):
        yield f"{'#' * (part.level + (number > 0))} {part.title.in_(language)}"
        yield ""
        if part.is_code:
            yield "```diff"
            yield from (line.in_(language) for line in part.lines)
            yield "```"
        else:
            yield from (f"- {_escaped(line.in_(language))}" for line in part.lines)
        if part.lines or part.is_code:
            yield ""


def _escaped(line: str) -> str:
    return "".join(f"\\{one}" if one in "\\`*_[]<>|#" else one for one in line)


class _Telling:
    """Puts one upgrade into words; lives only inside `sections`."""

    def __init__(self, workspace: Workspace, upgrade: Upgrade, shown_path: Callable[[str], str]) -> None:
        self._workspace, self._upgrade, self._shown = workspace, upgrade, shown_path
        self._kinds = {kind.name: kind.label for kind in workspace.metamodel.types.values()}

    def sections(self, *, is_whole: bool) -> Iterator[Section]:
        upgrade = self._upgrade
        old, new = upgrade.pinned.title, upgrade.reference.title
        yield Section(Text(f"{old.nl} -> {new.nl}", f"{old.en} -> {new.en}"), 1, tuple(self._counts()))
        if not upgrade.is_nothing:
            yield Section(Text("Wat dit voor u betekent", "What this means for you"), 1, tuple(self._none()))
            yield from self._meaning()
        if upgrade.changes:
            yield Section(
                Text("Voorgestelde wijzigingen in uw bestanden", "Proposed edits of your files"),
                1,
                tuple(Text.same(line) for change in upgrade.changes for line in change.lines()),
                is_code=True,
            )
        if is_whole and not upgrade.difference.is_nothing:
            yield Section(
                Text(f"Alles wat in {upgrade.pinned.model} verandert", f"All that changes in {upgrade.pinned.model}"), 1
            )
            yield from self._everything()

    def _counts(self) -> Iterator[Text]:
        difference = self._upgrade.difference
        if self._upgrade.is_older:
            yield Text(
                "Let op: deze uitgave is ouder dan de uitgave die vaststaat. U gaat terug in de tijd: 'vervallen' is "
                "hier wat er nog niet was.",
                "Mind: this release is older than the pinned one. You go back in time: what was not there yet is "
                "called 'withdrawn' here.",
            )
        if difference.is_nothing:
            yield Text(
                "Beide uitgaven zeggen hetzelfde: er verandert niets in het referentiemodel.",
                "Both releases say the same: nothing changes in the reference model.",
            )
            return
        for kind in ChangeKind:
            count = len(difference.of(kind))
            if count:
                yield _counted(count, kind.word)
        asked = _parted(difference.demands)
        for heading, demands in asked:
            yield _counted(len(demands), Text(f"standaarden: {heading.nl}", f"standards: {heading.en}"))
        if difference.views:
            yield _counted(len(difference.views), Text("platen anders", "views changed"))
        if difference.relations_came or difference.relations_went:
            came, went = difference.relations_came, difference.relations_went
            yield Text(f"{came} relaties erbij, {went} eraf", f"{came} relations came, {went} went")

    def _none(self) -> Iterator[Text]:
        meaning, upgrade = self._upgrade.meaning, self._upgrade
        if not (meaning.mentions or meaning.demands or meaning.views or upgrade.new_findings):
            yield Text(
                "Uw model verwijst naar niets van wat er verandert.", "Your model refers to nothing of what changes."
            )

    def _meaning(self) -> Iterator[Section]:
        meaning = self._upgrade.meaning
        decisions = [self._decision(one) for one in meaning.mentions if one.is_decision]
        yield from (replace(one, is_asking=True) for one in _listed(Text("Te beslissen", "To decide"), decisions))
        yield from _listed(
            Text("Wordt aangepast als u schrijft", "Will be adapted when you write"),
            [self._adapted(one) for one in meaning.mentions if one.is_proposed],
        )
        for heading, demands in _parted_own(meaning.demands):
            yield from _listed(
                Text(
                    f"Standaarden voor uw applicaties: {heading.nl}", f"Standards for your applications: {heading.en}"
                ),
                [self._demand(one) for one in demands],
            )
        noted = [one for one in meaning.mentions if not one.is_decision and not one.is_proposed]
        yield from _listed(Text("Goed om te weten", "Good to know"), _merged(self._noted(one) for one in noted))
        yield from _listed(
            Text("Platen waarop uw applicaties staan", "Views on which your applications stand"),
            [_own_view(one) for one in meaning.views],
        )
        for title, findings in (
            (Text("Nieuwe bevindingen", "New findings"), self._upgrade.new_findings),
            (Text("Bevindingen die verdwijnen", "Findings that go"), self._upgrade.resolved_findings),
        ):
            yield from _listed(title, [self._finding(one) for one in findings])

    def _everything(self) -> Iterator[Section]:
        difference = self._upgrade.difference
        for kind in ChangeKind:
            yield from _listed(kind.word, [self._change(one) for one in difference.of(kind)])
        for heading, demands in _parted(difference.demands):
            yield from _listed(
                Text(f"standaarden: {heading.nl}", f"standards: {heading.en}"),
                [
                    _both("{component}: {standard}", component=one.component_name, standard=one.standard_name)
                    for one in demands
                ],
            )
        yield from _listed(Text("platen", "views"), [_view(one) for one in difference.views])

    def _decision(self, mention: Mention) -> Text:
        change = mention.change
        if change.kind is ChangeKind.WITHDRAWN:
            what = Text("is vervallen", "is withdrawn")
        else:
            what = _both("heeft nu status {status}", "now has status {status}", status=self._value(change.after))
        if mention.successor is not None:
            next_step = _both(
                "opvolger volgens de uitgave: {name}", "successor by the release: {name}", name=mention.successor.name
            )
        elif mention.alternatives:
            next_step = _both(
                "andere versies: {names}", "other versions: {names}", names=self._with_status(mention.alternatives)
            )
        else:
            next_step = Text("de uitgave noemt geen opvolger", "the release names no successor")
        return _both(
            "{place} {name}, {link}: {part} {what}; {next_step}",
            place=self._place(mention.location),
            name=mention.name,
            link=mention.link,
            part=_called(change),
            what=what,
            next_step=next_step,
        )

    def _with_status(self, parts: Iterable[Part]) -> Text:
        """Return the names of parts, each with its status."""
        known = [(one.name, self._value(one.status)) for one in parts]
        return Text(
            ", ".join(f"{name.nl} ({status.nl})" if status.nl else name.nl for name, status in known),
            ", ".join(f"{name.en} ({status.en})" if status.en else name.en for name, status in known),
        )

    def _adapted(self, mention: Mention) -> Text:
        change = mention.change
        if change.kind is ChangeKind.READDRESSED:
            why = Text("is hetzelfde onderdeel met een ander adres", "is the same part with another address")
            if is_lasting(change.part) and not is_lasting(ox.NamedNode(change.after)):
                why = Text(
                    "krijgt een tijdelijk adres: het Object ID staat in de uitgave bij meer dan één onderdeel",
                    "gets a passing address: its Object ID stands with more than one part in the release",
                )
        else:
            name = mention.successor.name if mention.successor else Text.same("?")
            why = _both("vervalt en wordt {name}", "is withdrawn and becomes {name}", name=name)
        return _both(
            "{place} {name}, {link}: {part} {why}",
            place=self._place(mention.location),
            name=mention.name,
            link=mention.link,
            part=_called(change),
            why=why,
        )

    def _noted(self, mention: Mention) -> Text:
        change = mention.change
        word = {
            ChangeKind.RENAMED: Text("heet nu {after}", "is now called {after}"),
            ChangeKind.RETYPED: Text("was {before}, is nu {after}", "was {before}, is now {after}"),
            ChangeKind.READDRESSED: Text("heeft een ander adres", "has another address"),
        }.get(change.kind, Text("verandert", "changes"))
        what = word.format(before=self._value(change.before), after=self._value(change.after))
        old = Text.same(change.before) if change.kind is ChangeKind.RENAMED else change.name
        return _both(
            "{part} {what}; u verwijst ernaar bij {name}",
            "{part} {what}; you refer to it at {name}",
            part=old,
            what=what,
            name=mention.name,
        )

    def _demand(self, own: OwnDemand) -> Text:
        known = {
            True: Text("wordt ondersteund", "is supported"),
            False: Text("wordt niet ondersteund", "is not supported"),
            None: Text("onbekend of het wordt ondersteund", "nobody knows whether it is supported"),
        }[own.is_supported]
        if not own.change.after:
            known = Text("niet meer gevraagd", "no longer asked")
        return _both(
            "{place} {name} ({component}): {standard}, {known}",
            place=self._place(own.location),
            name=own.name,
            component=own.change.component_name,
            standard=own.change.standard_name,
            known=known,
        )

    def _change(self, change: PartChange) -> Text:
        before, after = self._value(change.before), self._value(change.after)
        if change.kind in (ChangeKind.NEW, ChangeKind.WITHDRAWN):
            status = after if change.kind is ChangeKind.NEW else before
            tail = Text(f" ({status.nl})", f" ({status.en})") if status.nl else Text.same("")
        elif change.kind is ChangeKind.REWORDED:
            tail = Text(f": {after.nl}", f": {after.en}")
        else:
            tail = _both(": {before} -> {after}", before=before, after=after)
        return _both("{category} {name}{tail}", category=change.category, name=change.name, tail=tail)

    def _finding(self, finding: Finding) -> Text:
        return _both(
            "{place} {principle} {name}: {message}",
            place=self._place(finding.location),
            principle=finding.principle,
            name=finding.label,
            message=finding.message,
        )

    def _value(self, value: str) -> Text:
        """Return a value in both languages: a status by its word, a type by its label; "" as nothing."""
        parts = value.split(", ")
        if all(part in self._kinds for part in parts):
            labels = [self._kinds[part] for part in parts]
            return Text(", ".join(one.nl for one in labels), ", ".join(one.en for one in labels))
        return self._workspace.words_of(ox.Literal(value)) if value else Text.same("")

    def _place(self, location: Location) -> str:
        return str(location.shown(self._shown))


def _listed(title: Text, lines: Sequence[Text]) -> Iterator[Section]:
    if lines:
        yield Section(Text(f"{title.nl} ({len(lines)})", f"{title.en} ({len(lines)})"), 2, tuple(lines))


def _merged(lines: Iterable[Text]) -> list[Text]:
    return list(dict.fromkeys(lines))


def _counted(count: int, words: Text) -> Text:
    return Text(f"{count} {words.nl}", f"{count} {words.en}")


def _parted(demands: Sequence[DemandChange]) -> list[tuple[Text, list[DemandChange]]]:
    """Return the demands by what happens to them, without empty groups."""
    return [(word, found) for word, test in _TURNS if (found := [one for one in demands if test(one)])]


def _parted_own(demands: Sequence[OwnDemand]) -> list[tuple[Text, list[OwnDemand]]]:
    return [(word, found) for word, test in _TURNS if (found := [one for one in demands if test(one.change)])]


_TURNS: tuple[tuple[Text, Callable[[DemandChange], bool]], ...] = (
    (Text("nu verplicht", "mandatory now"), lambda one: one.is_binding and not one.was_binding),
    (Text("niet meer verplicht", "no longer mandatory"), lambda one: one.was_binding and not one.is_binding),
    (
        Text("nu aanbevolen", "recommended now"),
        lambda one: bool(one.after) and not one.before and not one.is_binding,
    ),
    (
        Text("niet meer aanbevolen", "no longer recommended"),
        lambda one: bool(one.before) and not one.after and not one.was_binding,
    ),
)


def _called(change: PartChange) -> Text:
    return _both("{category} {name}", category=change.category, name=change.name)


def _own_view(own: OwnView) -> Text:
    names = Text(", ".join(one.nl for one in own.applications), ", ".join(one.en for one in own.applications))
    count = len(own.applications)
    if count > _MOST_NAMES:
        names = Text(f"{count} van uw applicaties", f"{count} of your applications")
    return _both("{view}; met {names}", "{view}; with {names}", view=_view(own.change), names=names)


def _view(change: ViewChange) -> Text:
    if change.before is None:
        return _both("{name}: nieuw", "{name}: new", name=change.name)
    if change.after is None:
        return _both("{name}: vervallen", "{name}: withdrawn", name=change.name)
    parts = [Text(f"heette {change.before.name.nl}", f"was called {change.before.name.en}")] * (
        change.before.name != change.name
    )
    if change.came:
        parts.append(Text("erbij: " + ", ".join(change.came), "came: " + ", ".join(change.came)))
    if change.went:
        parts.append(Text("eraf: " + ", ".join(change.went), "went: " + ", ".join(change.went)))
    said = Text("; ".join(one.nl for one in parts), "; ".join(one.en for one in parts))
    return _both("{name}: {said}", name=change.name, said=said)


def _both(dutch: str, english: str | None = None, **values: object) -> Text:
    """Return a sentence with its values filled in; one pattern serves both languages when it has no words."""
    return Text(dutch, dutch if english is None else english).format(**values)
