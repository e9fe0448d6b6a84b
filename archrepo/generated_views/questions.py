"""The questions that views are made of: those that come with archrepo, and the user's own in the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from archrepo.errors import ConfigurationFault, InputFault, RequestFault
from archrepo.findings import Location
from archrepo.generated_views.verdicts import refuse_without_place
from archrepo.language import Text
from archrepo.picturing.wishes import WISHES
from archrepo.queries import Parameter, Query, read_query, saved_queries
from archrepo.viewpoints import list_viewpoints
from archrepo.views import Arrangement
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace, matching_files, read_configuration

_VIEWS = Path(__file__).parent.parent / "sparql" / "views"
_PARAMETER = re.compile(r"#\s*parameter:\s*(\w+)")
_MOST_BYTES = 1024 * 1024
_AUDIENCES = ("sturen", "architectuur", "toetsen")


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """A view that can be made, for a list: its name, title, question, audience and parameters.

    `is_own` tells that it comes from the workspace; `query` is the question itself.
    """

    name: str
    title: Text
    question: Text
    audience: str
    parameters: tuple[Parameter, ...]
    query: Query
    is_own: bool = False

    @property
    def arrangement(self) -> Arrangement:
        """Return how the picture is placed."""
        return next(each for each in get_args(Arrangement) if each == self.query.mark("arrangement"))


@dataclass(frozen=True, slots=True)
class ViewList:
    """The views that can be made of a workspace, shipped ones first, and what is wrong with the user's own."""

    views: tuple[ViewInfo, ...]
    faults: tuple[ConfigurationFault | InputFault, ...]

    @property
    def own(self) -> tuple[ViewInfo, ...]:
        """Return the user's own views, in the order of their names."""
        return tuple(info for info in self.views if info.is_own)

    @property
    def shipped(self) -> tuple[ViewInfo, ...]:
        """Return the views that come with archrepo, in the order of their names."""
        return tuple(info for info in self.views if not info.is_own)


def list_views(folder: Path = _VIEWS) -> tuple[ViewInfo, ...]:
    """Return the views that can be made of any model, in the order of their names."""
    return tuple(_info(query) for query in saved_queries(folder))


def views_of(workspace: Workspace, folder: Path = _VIEWS) -> ViewList:
    """Return the views that can be made of this workspace; a file that is not as it must be becomes a fault.

    A user's own view has the name of its file; one with the name of another view is a fault.

    Raises:
        ConfigurationFault: archrepo.toml is not as it must be.
    """
    shipped = list_views(folder)
    taken = {path.stem.casefold(): "" for path in folder.parent.glob("*/*.rq")}
    own: list[ViewInfo] = []
    faults: list[ConfigurationFault | InputFault] = []
    for path in matching_files(workspace.root, read_configuration(workspace.root).views):
        shown = path.relative_to(workspace.root.resolve()).as_posix()
        try:
            query = _own_query(path, shown)
            if query.name.casefold() in taken:
                raise _name_taken(query, taken[query.name.casefold()])
            _check(query, workspace)
        except (ConfigurationFault, InputFault) as fault:
            faults.append(fault)
            continue
        taken[query.name.casefold()] = shown
        own.append(replace(_info(query), is_own=True))
    return ViewList((*shipped, *sorted(own, key=lambda info: info.name)), tuple(faults))


def find_info(workspace: Workspace, name: str, folder: Path = _VIEWS) -> ViewInfo | None:
    """Return the view of that name, capitals left aside; None when there is none.

    Raises:
        ConfigurationFault: it is a user's own view, and its header is not as it must be.
        InputFault: it is a user's own view, and its file cannot be read.
    """
    known = views_of(workspace, folder)
    for info in known.views:
        if info.name.casefold() == name.casefold():
            return info
    for fault in known.faults:
        if fault.location and Path(fault.location.path).stem.casefold() == name.casefold():
            raise fault
    return None


def no_such_view(name: str, known: tuple[ViewInfo, ...]) -> RequestFault:
    """Return the fault that says that there is no view of that name; the remedy lists the names."""
    names = ", ".join(info.name for info in known)
    return RequestFault(
        Text(f"er is geen plaat '{name}'", f"there is no view '{name}'"),
        remedy=Text(f"kies uit: {names}", f"choose from: {names}"),
    )


def _info(query: Query) -> ViewInfo:
    return ViewInfo(query.name, query.title, query.question, query.audience, query.parameters, query)


def _own_query(path: Path, shown: str) -> Query:
    """Return the question in a file of the workspace."""
    whole = Location(shown, 0, 0, 0, 0)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputFault(
                Text("dit is te groot voor een vraag", "this is too large for a question"),
                location=whole,
                remedy=Text("een vraag is hoogstens 1 MB", "a question has at most 1 MB"),
            )
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputFault(
            Text("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
            location=whole,
            remedy=Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
        ) from fault
    except OSError as fault:
        raise InputFault(
            Text("dit bestand is niet te lezen", "this file cannot be read"),
            location=whole,
            remedy=Text("geef uzelf leesrecht op het bestand", "give yourself the right to read the file"),
        ) from fault
    return read_query(text, path.stem, shown)


def _name_taken(query: Query, other: str) -> ConfigurationFault:
    by = Text(f"het bestand {other}", f"the file {other}") if other else Text("archrepo zelf", "archrepo itself")
    return query.fault(
        Text(f"de naam '{query.name}' is al van een plaat van {by.nl}", f"the name '{query.name}' is taken by {by.en}"),
        Text("geef het bestand een andere naam", "give the file another name"),
        1,
    )


def _check(query: Query, workspace: Workspace) -> None:
    """Refuse a header that says what no view can be."""
    refuse_without_place(query)
    for number, line in enumerate(query.text.splitlines(), 1):
        asked = _PARAMETER.match(line)
        if asked and asked[1] in WISHES:
            raise query.fault(
                Text(
                    f"een plaat kan niet naar '{asked[1]}' vragen: dat woord vraagt in het adres al iets anders",
                    f"a view cannot ask for '{asked[1]}': in the address that word asks something else",
                ),
                Text("geef de parameter een andere naam", "give the parameter another name"),
                number,
            )
    for parameter in query.parameters:
        for key, names in (("kinds", parameter.kinds), ("busiest", parameter.busiest)):
            for name in names:
                if name.partition(":")[0] not in PREFIXES or not name.replace(":", "", 1).isalnum():
                    raise query.fault(
                        Text(f"'{name}' heeft geen bekend voorvoegsel", f"'{name}' has no known prefix"),
                        Text("schrijf bijvoorbeeld am:BusinessProcess", "write for example am:BusinessProcess"),
                        query.line_of(f"{key} {parameter.name}"),
                    )
    for key in ("arrangement", "audience", "viewpoint"):
        value = query.audience if key == "audience" else query.mark(key)
        if not value and key == "arrangement":
            raise query.fault(
                Text(
                    f"plaat {query.name} zegt niet hoe zij staat", f"view {query.name} does not say how it is arranged"
                ),
                Text("voeg toe: # arrangement: flow", "add: # arrangement: flow"),
                1,
            )
        allowed = _allowed(key, workspace) if value else ()
        if value and value not in allowed:
            near = ", ".join(allowed if len(allowed) < 6 else get_close_matches(value, allowed, 3, 0.3) or allowed)
            raise query.fault(
                Text(f"'{key}' kan niet '{value}' zijn", f"'{key}' cannot be '{value}'"),
                Text(f"kies uit: {near}", f"choose from: {near}"),
                query.line_of(key),
            )


def _allowed(key: str, workspace: Workspace) -> tuple[str, ...]:
    if key == "viewpoint":
        return tuple(viewpoint.name for viewpoint in list_viewpoints(workspace))
    return get_args(Arrangement) if key == "arrangement" else _AUDIENCES
