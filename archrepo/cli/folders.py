"""A folder of the user that a command fills: what may stand in the way is told with a way on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.language import Text


@contextmanager
def filling(folder: Path, remedy: Text) -> Iterator[None]:
    """Write files into the folder; what the system refuses becomes a fault of the request.

    Raises:
        RequestFault: the folder is a file or lies in one, or nothing can be written in it.
    """
    file = next((place for place in (folder, *folder.parents) if place.is_file()), None)
    if file is not None:
        shown = file.as_posix()
        raise RequestFault(Text(f"{shown} is een bestand, geen map", f"{shown} is a file, not a folder"), remedy=remedy)
    try:
        yield
    except OSError as fault:
        shown = folder.as_posix()
        raise RequestFault(
            Text(f"in {shown} kan niet worden geschreven", f"nothing can be written in {shown}"), remedy=remedy
        ) from fault
