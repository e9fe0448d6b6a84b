"""All ways of looking at one picture together, in the order in which they must be applied.

A door fills in a `Seeing` from its options or its address and says how the picture itself is made of a model.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.findings import Report
from archrepo.language import Language, Text
from archrepo.picturing.changing import change_picture
from archrepo.picturing.collapsing import collapsed, find_groups
from archrepo.picturing.coloured_views import coloured
from archrepo.picturing.colouring import find_colouring
from archrepo.picturing.counting import counted, is_counted
from archrepo.picturing.dating import at_date, workspace_on
from archrepo.picturing.differences import differences
from archrepo.picturing.focusing import Direction, focused, focused_in
from archrepo.picturing.moments import on_side, sides
from archrepo.picturing.plotting import plot_landscape
from archrepo.views import View
from archrepo.wording import date_text
from archrepo.workspace import Workspace
from archrepo.workspace.history import OpenVersion, workspace_at

#: How the picture itself is made of a model, such as the one of another day or version.
Make = Callable[[Workspace], View]
#: Gives the verdicts of a check; asked for only when the colour needs them.
Check = Callable[[Workspace], Report]
_AS_OF = frozenset({"Stand", "As of"})


@dataclass(frozen=True, slots=True)
class Seeing:
    """What a user asks of a picture besides the picture itself.

    `colour` is the name of a fact, `year` the year of its amounts. `is_plotted` puts the own applications in it.
    `focus` names an element; `hops` steps from it are shown in `direction`, without the relations in `leave_out`.
    `folded` names groups, "*" all. `day` is the day of the picture and `between` the two moments of a change picture.
    """

    colour: str = ""
    year: int | None = None
    is_plotted: bool = False
    focus: str = ""
    hops: int | None = None
    direction: Direction = "both"
    leave_out: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    day: date | None = None
    between: tuple[str, str] | None = None


def seen(
    workspace: Workspace,
    make: Make,
    seeing: Seeing,
    language: Language = "nl",
    check: Check | None = None,
    open_version: OpenVersion = workspace_at,
) -> View:
    """Return the picture as asked for; nothing asked gives what `make` gives.

    `open_version` opens the two versions between which there is a difference, when they are asked for.

    Raises:
        RequestFault: something asked for does not exist in this model or picture, or two wishes do not go together.
    """
    if seeing.between is not None:
        view = _difference(workspace, make, seeing, seeing.between, language, open_version)
    else:
        view = _seen(workspace, make, seeing, language, check)
    return folded(counted(view, language) if is_counted(view) else view, seeing.folded, language)


def folded(view: View, names: Collection[str], language: Language = "nl") -> View:
    """Return a picture with the groups of these names folded, and counted again; no names give the picture itself.

    Raises:
        RequestFault: the picture has no such group.
    """
    if not names:
        return view
    found = collapsed(view, find_groups(view, names), language)
    return counted(found, language) if is_counted(found) else found


def _seen(workspace: Workspace, make: Make, seeing: Seeing, language: Language, check: Check | None) -> View:
    then = workspace if seeing.day is None else workspace_on(workspace, seeing.day)
    view = _as_of(_focused(then, make, seeing, language), workspace, language)
    colouring = find_colouring(workspace, seeing.colour) if seeing.colour else None
    report = None
    if colouring is not None and colouring.predicate is None and check is not None:
        report = check(then)
    if seeing.is_plotted:
        return plot_landscape(
            view, workspace, language, colouring=colouring, report=report, day=seeing.day, year=seeing.year
        )
    if colouring is not None:
        view = coloured(view, then, colouring, language, report=report, year=seeing.year)
    if seeing.day is not None:
        view = at_date(view, workspace, seeing.day, language)
    return view


def _difference(
    workspace: Workspace,
    make: Make,
    seeing: Seeing,
    between: tuple[str, str],
    language: Language,
    open_version: OpenVersion,
) -> View:
    """Return the picture of what changes between two moments."""
    if seeing.colour or seeing.is_plotted or seeing.day:
        raise RequestFault(
            Text("een verschil heeft zijn eigen kleuren en dagen", "a difference has its own colours and days"),
            remedy=Text("laat de kleur, het plotten en de dag weg", "leave out the colour, the plotting and the day"),
        )
    with sides(workspace, *between, open_version) as (before, after):
        views = [on_side(_focused(side.workspace, make, seeing, language), side) for side in (before, after)]
        changes = differences(before, after)
        view = change_picture(views[0], views[1], changes, (before.name, after.name), language)
    return _as_of(view, workspace, language)


def _focused(workspace: Workspace, make: Make, seeing: Seeing, language: Language) -> View:
    """Return the picture, with only what lies around the element of the focus when there is one."""
    view = make(workspace)
    if not seeing.focus:
        is_about = view.iri if view.kind == "generated" and view.iri in workspace.elements else None
        if seeing.hops is None and seeing.direction == "both" and not seeing.leave_out:
            return view
        if is_about is None:
            raise RequestFault(
                Text("van deze plaat is het midden niet bekend", "this view has no element in its middle"),
                remedy=Text("noem het element met --focus", "name the element with --focus"),
            )
        near = focused(workspace, is_about, seeing.hops or 1, seeing.direction, language, leave_out=seeing.leave_out)
        told = tuple(note for note in view.notes if note not in near.notes)
        return replace(near, notes=(*near.notes, *told))
    element = workspace.find(seeing.focus)
    return focused_in(
        view,
        _box_of(view, element),
        workspace,
        seeing.hops or 1,
        seeing.direction,
        language,
        leave_out=seeing.leave_out,
    )


def _box_of(view: View, element: ox.NamedNode) -> str:
    found = next((box.key for box in view.boxes if box.element == element), None)
    if found is None:
        raise RequestFault(
            Text("dat element staat niet op deze plaat", "that element is not on this view"),
            remedy=Text("kies een element dat erop staat", "choose an element that is on it"),
        )
    return found


def _as_of(view: View, workspace: Workspace, language: Language) -> View:
    """Return the view with the day of the data, where it was made of the model of another day."""
    day = date_text(workspace.as_of).in_(language)
    notes = tuple((name, day) if name in _AS_OF else (name, value) for name, value in view.notes)
    return replace(view, notes=notes) if notes != view.notes else view
