"""Where the side file of a view stands: one file for each view with its values, beside the questions for own views."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import pyoxigraph as ox

from archrepo.errors import InputFault, RequestFault
from archrepo.findings import Location
from archrepo.generated_views import defaults_of, find_info
from archrepo.language import Text
from archrepo.metamodel import local_name, prefixed
from archrepo.picturing.wishes import COLOUR
from archrepo.positions.side_file import MOST_BYTES, SideFile, parse_side_file, side_file_text
from archrepo.queries import Parameter, find_term
from archrepo.views import View
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace
from archrepo.workspace.saving import put

FOLDER = "views/positions"
_UNSAFE = re.compile(r"[^A-Za-z0-9._=-]+")
_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Home:
    """The side file of one view: its path, its name within the workspace, and the view as the file states it."""

    path: Path
    shown: str
    view: str


def home_of(workspace: Workspace, view: View, values: Mapping[str, str]) -> Home | None:
    """Return where the places of a made view are kept; None for a drawn view, which has places of its own.

    The same view with the same values has the same home, however the values were written.
    """
    if view.kind != "generated":
        return None
    info = find_info(workspace, view.key)
    if info is not None:
        return home_made(workspace, info.name, info.parameters, defaults_of(info) | _filled(values))
    return home_around(workspace, view.iri) if view.iri in workspace.elements and view.iri is not None else None


def home_around(workspace: Workspace, element: ox.NamedNode) -> Home:
    """Return where the places of the picture of one element with all around it are kept."""
    shown = prefixed(element, workspace.base)
    is_exact = shown.startswith(":") and _is_plain(shown[1:])
    return _home(workspace, f"around {shown}", f"around--{local_name(element)}", is_exact=is_exact)


def home_made(workspace: Workspace, view: str, parameters: Sequence[Parameter], values: Mapping[str, str]) -> Home:
    """Return where the places of a view with all its values are kept; the colours of a view share one layout."""
    given = _filled(values)
    asked = sorted(
        (one.name, _canonical(workspace, given[one.name]) if one.type == "element" else given[one.name])
        for one in parameters
        if one.name in given and one.name != COLOUR
    )
    stated = " ".join([view, *(f"{key}={quote(value)}" for key, value in asked)])
    name = "--".join([view, *(f"{key}={value.strip(':<>')}" for key, value in asked)])
    types = {one.name: one.type for one in parameters}
    is_exact = all(_is_exact(value, is_element=types[key] == "element") for key, value in asked)
    return _home(workspace, stated, name, is_exact=is_exact)


def _is_exact(value: str, *, is_element: bool) -> bool:
    """Tell whether no other value gives the same name of a file: a plain one, or one with a usual prefix."""
    prefix, colon, local = value.removeprefix(":" if is_element else "").partition(":")
    if colon:
        return prefix in PREFIXES and _is_plain(local)
    return _is_plain(prefix) and prefix.partition("-")[0] not in PREFIXES


def _is_plain(words: str) -> bool:
    return bool(_PLAIN.fullmatch(words)) and "--" not in words and words == words.strip("-.")


def _home(workspace: Workspace, stated: str, name: str, *, is_exact: bool) -> Home:
    """Return the file of a view; when other values could give its name, a hash of the view as stated tells them apart.

    What is long is cut, and always has a hash.
    """
    slug = _UNSAFE.sub("-", name).strip("-.") or "view"
    if not is_exact:
        slug = f"{slug[:_LONGEST]}-{hashlib.sha256(stated.encode()).hexdigest()[:8]}"
    elif len(slug) > _LONGEST:
        slug = f"{slug[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    shown = f"{FOLDER}/{slug}.tsv"
    return Home(workspace.root / shown, shown, " ".join(stated.split()))


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value.strip()}


def _canonical(workspace: Workspace, value: str) -> str:
    try:
        return prefixed(find_term(workspace, value), workspace.base)
    except RequestFault:
        return value


def read_home(home: Home) -> SideFile | None:
    """Return the places that are kept for a view; None when there are none.

    Raises:
        InputFault: the file cannot be read, is no side file, or belongs to another view.
    """
    data = bytes_at(home)
    if data is None:
        return None
    side_file = parse_side_file(data, home.shown)
    if side_file.view != home.view:
        raise InputFault(
            Text(
                f"deze plaatsen zijn van een andere plaat: {side_file.view[:200] or 'zonder naam'}",
                f"these places are of another view: {side_file.view[:200] or 'without a name'}",
            ),
            location=Location(home.shown, 0, 0, 0, 0),
            remedy=Text(f"bovenin hoort: # view: {home.view}", f"its head should say: # view: {home.view}"),
        )
    return side_file


def bytes_at(home: Home) -> bytes | None:
    """Return what stands in the file of a home, or None when there is none.

    Raises:
        InputFault: it cannot be read.
    """
    try:
        if not home.path.exists():
            return None
        with home.path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as refused:
        raise InputFault(
            Text("de plaatsen zijn niet te lezen", "the places cannot be read"),
            location=Location(home.shown, 0, 0, 0, 0),
            remedy=Text("geef leesrechten op dit bestand", "give the right to read this file"),
        ) from refused


def write_home(home: Home, side_file: SideFile) -> bool:
    """Write the places of a view whole or not at all, and return whether that changed the file.

    Raises:
        RequestFault: the file cannot be written, or it lies outside the workspace by a link.
        InputFault: the places are beyond what a picture can hold.
    """
    data = side_file_text(side_file).encode("utf-8")
    parse_side_file(data, home.shown)
    root = home.path.parents[len(Path(FOLDER).parts)].resolve()
    if not home.path.parent.resolve().is_relative_to(root) or home.path.is_symlink():
        raise RequestFault(
            Text(f"{home.shown} is een link", f"{home.shown} is a link"),
            remedy=Text(
                "vervang de link door een gewone map of een gewoon bestand", "replace the link by a plain file"
            ),
        )
    try:
        if home.path.is_file() and home.path.read_bytes() == data:
            return False
        home.path.parent.mkdir(parents=True, exist_ok=True)
        put(home.path, data)
    except OSError as fault:
        raise RequestFault(
            Text(f"{home.shown} is niet te schrijven", f"{home.shown} cannot be written"),
            remedy=Text("kies een map waarin u mag schrijven", "choose a folder in which you may write"),
        ) from fault
    return True
