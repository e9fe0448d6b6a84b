"""From --workspace and --as-of to an opened workspace and its principles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.principles import PrincipleBook
    from archrepo.workspace import Workspace


def open_model(session: Session, workspace: Path | None, as_of: datetime | None = None) -> Workspace:
    """Return the workspace that the options name: the given folder, or the nearest one upwards.

    Raises:
        ArchrepoError: there is no workspace, or it cannot be read.
    """
    from archrepo.workspace import find_root, open_workspace

    root = workspace.absolute() if workspace is not None else find_root(session.here)
    session.root = root.resolve()
    return open_workspace(root, as_of.date() if as_of else session.today)


def book_for(session: Session, workspace: Path | None) -> PrincipleBook:
    """Return the principles of the workspace, or the shipped ones when there is no workspace here."""
    from archrepo.principles import book_of, read_book
    from archrepo.workspace import Workspace, find_root, load_ontology, read_configuration

    if workspace is None:
        try:
            workspace = find_root(session.here)
        except RequestFault:
            return read_book()
    session.root = workspace.resolve()
    # Without its files: a principle can be explained while the model itself is broken.
    return book_of(Workspace(read_configuration(workspace), [], load_ontology(), session.today))


def nearest_names(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the three known names most like `name`; none when nothing looks like it."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in known}
    return tuple(folded[one] for one in get_close_matches(name.casefold(), folded, 3, 0.5))


def values_given(values: Sequence[str]) -> dict[str, str]:
    """Return the NAME=VALUE arguments by name.

    Raises:
        RequestFault: an argument has no `=`, or a name is given twice.
    """
    found: dict[str, str] = {}
    for value in values:
        name, equals, given = value.partition("=")
        if not equals or not name:
            raise RequestFault(
                Text(f"'{value}' is geen naam met een waarde", f"'{value}' is no name with a value"),
                remedy=Text("schrijf bijvoorbeeld: year=2026", "write for example: year=2026"),
            )
        if name in found:
            raise RequestFault(
                Text(f"'{name}' is twee keer gegeven", f"'{name}' is given twice"),
                remedy=Text(f"kies één waarde voor {name}", f"choose one value for {name}"),
            )
        found[name] = given
    return found
