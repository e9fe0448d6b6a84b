"""Where an import goes: a folder for each of more files, and the configuration of a workspace still to be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archrepo.errors import RequestFault
from archrepo.exchange.turtle_folder import file_names
from archrepo.language import Text
from archrepo.workspace.configuration import CONFIGURATION

#: The beginning of names that nobody chose.
MODEL_BASES = "https://w3id.org/archrepo/model/"


def folder_names(paths: Sequence[Path]) -> list[str]:
    """Return a folder for each file: its name without the ending, or with it where two would be the same.

    Raises:
        RequestFault: two files have the same name.
    """
    stems = [path.stem.casefold() for path in paths]
    chosen = [path.name if stems.count(path.stem.casefold()) > 1 else path.stem for path in paths]
    if len(set(chosen)) < len(chosen):
        raise RequestFault(
            Text("twee bestanden hebben dezelfde naam", "two files have the same name"),
            remedy=Text("importeer ze elk in een eigen map", "import each into a folder of its own"),
        )
    names = file_names(chosen)
    return [names[name] for name in chosen]


def new_workspace(name: str, base: str) -> dict[str, bytes]:
    """Return the configuration file of a workspace that the import makes."""
    text = f'[workspace]\nname = {_toml(name)}\nbase = {_toml(base)}\n\n[files]\nmodel = ["**/*.ttl"]\n'
    return {CONFIGURATION: text.encode()}


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    escaped = "".join(f"\\u{ord(one):04X}" if ord(one) < 32 or ord(one) == 127 else one for one in escaped)
    return f'"{escaped}"'
