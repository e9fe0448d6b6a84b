"""The two between which a change picture is made: days, plateaus or versions in git, as a user writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.picturing.cutting import without
from archrepo.picturing.dating import Calendar, Existence, Plateau, parsed_day, plateaus, workspace_on
from archrepo.picturing.differences import Side
from archrepo.turtle.reading import Term
from archrepo.views import View
from archrepo.wording import date_text
from archrepo.workspace import Workspace
from archrepo.workspace.history import Commit, OpenVersion, find_commit, workspace_at

#: The first and the last plateau of the model, whatever they are called.
_FIRST, _LAST = frozenset({"baseline", "nu"}), frozenset({"target", "doel"})
Moment = date | Plateau | Commit


def find_moment(workspace: Workspace, text: str) -> Moment:
    """Return the day (2028-01-01), the plateau (by name, "baseline", "target") or the version (`HEAD~5`, a tag) meant.

    Raises:
        RequestFault: it is none of these; the remedy names the plateaus.
    """
    wanted = text.strip()
    if wanted[:4].isdigit() and wanted.count("-") == 2 and len(wanted) == 10:
        return parsed_day(wanted)
    known = plateaus(workspace)
    named = [(plateau, (local_name(plateau.iri), plateau.name.nl, plateau.name.en)) for plateau in known]
    folded = wanted.casefold()
    exact = (plateau for plateau, names in named if wanted in names)
    alike = (plateau for plateau, names in named if folded in map(str.casefold, names))
    for plateau in (*exact, *alike):
        return plateau
    if known and wanted.casefold() in _FIRST:
        return known[0]
    if known and wanted.casefold() in _LAST:
        return known[-1]
    commit = find_commit(workspace.root, wanted)
    if commit is not None:
        return commit
    names = ", ".join(local_name(plateau.iri) for plateau in known) or "-"
    raise RequestFault(
        Text(f"'{wanted}' is geen dag, plateau of versie", f"'{wanted}' is no day, plateau or version"),
        remedy=Text(
            f"schrijf een dag (2028-01-01), een plateau ({names}) of een versie in git (HEAD~5)",
            f"write a day (2028-01-01), a plateau ({names}) or a version in git (HEAD~5)",
        ),
    )


def pinned(workspace: Workspace, between: tuple[str, str]) -> tuple[str, str]:
    """Return the two moments of a difference, versions by their commits: `HEAD` is another one tomorrow.

    Raises:
        RequestFault: one is no moment.
    """
    first, last = (find_moment(workspace, text) for text in between)
    if isinstance(first, Commit) and isinstance(last, Commit):
        return first.identifier, last.identifier
    return between


@contextmanager
def sides(
    workspace: Workspace, first: str, last: str, open_version: OpenVersion = workspace_at
) -> Iterator[tuple[Side, Side]]:
    """Give the two sides of a difference, to be used until this ends: then an old version may be gone.

    Raises:
        RequestFault: one is no moment, the two are of different sorts, or an old version cannot be opened.
    """
    moments = find_moment(workspace, first), find_moment(workspace, last)
    if type(moments[0]) is not type(moments[1]):
        raise RequestFault(
            Text(
                f"'{first}' en '{last}' zijn niet van dezelfde soort",
                f"'{first}' and '{last}' are not of the same sort",
            ),
            remedy=Text(
                "noem twee dagen, twee plateaus of twee versies", "name two days, two plateaus or two versions"
            ),
        )
    with ExitStack() as stack:
        yield _side(workspace, moments[0], stack, open_version), _side(workspace, moments[1], stack, open_version)


def _side(workspace: Workspace, moment: Moment, stack: ExitStack, open_version: OpenVersion) -> Side:
    if isinstance(moment, Commit):
        then = stack.enter_context(open_version(workspace.root, moment, workspace.as_of))
        return Side(
            then,
            Text("{short} ({day})", "{short} ({day})").format(short=moment.short, day=date_text(moment.day)),
            _everything,
        )
    if isinstance(moment, Plateau):
        elsewhere = frozenset(member for plateau in plateaus(workspace) for member in plateau.members)
        on_its_day = _there_on(workspace, moment.day)
        members = moment.members
        return Side(
            workspace_on(workspace, moment.day, {thing: thing in members for thing in elsewhere}),
            moment.name,
            lambda thing: thing in members if thing in elsewhere else on_its_day(thing),
        )
    return Side(workspace_on(workspace, moment), date_text(moment), _there_on(workspace, moment))


def _there_on(workspace: Workspace, day: date) -> Callable[[Term], bool]:
    """Return what tells whether a thing is there on a day; one of which the model does not say it, is."""
    calendar = Calendar(workspace)

    def is_there(thing: Term) -> bool:
        standing = calendar.standing(thing, day)
        return standing is None or standing.existence is Existence.PRESENT

    return is_there


def _everything(_: Term) -> bool:
    return True


def on_side(view: View, side: Side) -> View:
    """Return the view with only what is there on that side."""
    absent = {box.key for box in view.boxes if box.element is not None and not side.has(box.element)}
    return without(view, absent) if absent else view
