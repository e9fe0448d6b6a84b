"""The options of `archrepo draw` that change how a picture is looked at: colour, focus, folding, day and difference."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.commands import option
from archrepo.cli.words import in_words
from archrepo.errors import RequestFault
from archrepo.language import Language, Text

if TYPE_CHECKING:
    from archrepo.picturing.seeing import Seeing
    from archrepo.views import View
    from archrepo.workspace import Workspace

Function = Callable[..., Any]
_DIRECTIONS = ("in", "out", "both", "needs", "needed-by")

_OPTIONS = (
    option(
        "--colour",
        metavar="FACT",
        default="",
        text=Text(
            "Kleur naar een feit, zoals lifecycle, hosting, cost of compliance, of een eigenschap zoals ar:users.",
            "Colour by a fact, such as lifecycle, hosting, cost or compliance, or a property such as ar:users.",
        ),
    ),
    option(
        "--year",
        metavar="YEAR",
        type=click.IntRange(1900, 2999),
        text=Text("Jaar van de kosten (standaard: dat van de peildatum).", "Year of cost (default: that of the date)."),
    ),
    option(
        "--plot",
        "is_plotted",
        is_flag=True,
        text=Text(
            "Zet de eigen applicaties in hun referentiecomponenten.",
            "Put the own applications in their reference components.",
        ),
    ),
    option(
        "--focus",
        metavar="NAME",
        default="",
        text=Text(
            "Toon van de plaat alleen dit element en wat ernaast ligt.", "Show only this element and what is near."
        ),
    ),
    option(
        "--hops",
        metavar="NUMBER",
        type=click.IntRange(1, 3),
        text=Text("Hoeveel stappen ver, 1 tot en met 3.", "How many steps far, 1 to 3."),
    ),
    option(
        "--direction",
        type=click.Choice(_DIRECTIONS),
        default="both",
        text=Text(
            "Welke kant op: met de pijlen mee of tegen, of wat het nodig heeft of wie het nodig heeft.",
            "Which way: along or against the arrows, or what it needs or what needs it.",
        ),
    ),
    option(
        "--without",
        "leave_out",
        metavar="RELATION",
        multiple=True,
        text=Text(
            "Soort relatie die niet meedoet, zoals Aggregation of ar:owner; mag vaker.",
            "Kind of relation that does not count, such as Aggregation or ar:owner; may be repeated.",
        ),
    ),
    option(
        "--fold",
        "folded",
        metavar="GROUP",
        multiple=True,
        text=Text(
            "Klap deze groep in; '*' is elke groep; mag vaker.", "Fold this group; '*' is each; may be repeated."
        ),
    ),
    option(
        "--on",
        "day",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        text=Text("Teken de stand op deze dag, als 2028-01-01.", "Draw what is there on this day, as 2028-01-01."),
    ),
    option(
        "--between",
        nargs=2,
        metavar="FROM TO",
        type=str,
        text=Text(
            "Teken het verschil tussen twee dagen, twee plateaus (baseline, target, of een naam) of twee git-versies.",
            "Draw what changes between two days, two plateaus (baseline, target or a name) or two versions in git.",
        ),
    ),
)


def seeing_options(function: Function) -> Function:
    """Add the options, and give the function what they ask for as `seeing`."""

    @wraps(function)
    def with_seeing(*arguments: Any, day: datetime | None, **values: Any) -> Any:
        from archrepo.picturing.seeing import Seeing

        names = ("colour", "year", "is_plotted", "focus", "hops", "direction", "leave_out", "folded", "between")
        asked = {name: values.pop(name) for name in names}
        return function(*arguments, seeing=Seeing(day=day.date() if day else None, **asked), **values)

    decorated: Function = with_seeing
    for one in reversed(_OPTIONS):
        decorated = one(decorated)
    return decorated


def asked_in(words: Sequence[str]) -> tuple[str, list[str], Seeing]:
    """Return the picture, its values and how it is looked at, of a line with the same options as the command.

    Raises:
        RequestFault: the line has an option that is not known, or a value that does not fit.
    """

    @seeing_options
    def asked(view: str, values: tuple[str, ...], seeing: Seeing) -> tuple[str, list[str], Seeing]:
        return view, list(values), seeing

    line = click.command("line", add_help_option=False)(
        click.argument("view")(click.argument("values", nargs=-1)(asked))
    )
    try:
        with line.make_context("line", list(words)) as context:
            answer: tuple[str, list[str], Seeing] = line.invoke(context)
            return answer
    except click.ClickException as fault:
        raise RequestFault(
            in_words(fault),
            remedy=Text("schrijf bijvoorbeeld: landschap --colour cost", "write for example: landschap --colour cost"),
        ) from fault


def refuse_seeing(seeing: Seeing) -> None:
    """Refuse ways of looking at a picture that has none: a figure for management.

    Raises:
        RequestFault: anything was asked for.
    """
    from archrepo.picturing.seeing import Seeing

    if seeing != Seeing():
        raise RequestFault(
            Text("deze plaat heeft haar eigen kleuren en dagen", "this picture has its own colours and days"),
            remedy=Text("laat --colour, --on en dergelijke weg", "leave out --colour, --on and the like"),
        )


def view_as_asked(model: Workspace, make: Callable[[Workspace], View], seeing: Seeing, language: Language) -> View:
    """Return the picture that `make` makes of a model, looked at as asked; the check runs only when a colour needs it.

    Raises:
        RequestFault: something asked for does not exist, or two wishes do not go together.
    """
    from archrepo.picturing.seeing import Seeing, seen

    if seeing == Seeing():
        return make(model)
    return seen(model, make, seeing, language, _checked)


def elsewhere(view: View, seeing: Seeing) -> Text | None:
    """Return which command draws what is around the focus, when this view shows no relation; None when it does."""
    if not seeing.focus or view.lines or view.nested:
        return None
    way = f" --direction {seeing.direction}" if seeing.direction != "both" else ""
    command = f"archrepo draw {shlex.quote(seeing.focus)}{way}"
    return Text(
        f"Let op: deze plaat toont geen relaties van '{seeing.focus}'. Verder: {command}",
        f"Note: this picture shows no relations of '{seeing.focus}'. Next: {command}",
    )


def _checked(model: Workspace) -> Any:
    """Return the verdicts on a model by all of its principles."""
    from archrepo.principles import book_of
    from archrepo.validation import check

    return check(model, book_of(model)).report
