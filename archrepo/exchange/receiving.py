"""Which workspace receives an import: the folder itself, the workspace around it, or a new one.

A file that no pattern of the workspace covers would be written and never read; that is refused before anything changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.language import Text
from archrepo.workspace import read_configuration
from archrepo.workspace.configuration import CONFIGURATION, Configuration
from archrepo.workspace.patterns import covers, folder_of
from archrepo.workspace.references import reference_at

#: The first pattern that a new workspace gets.
_EVERYTHING = "**/*.ttl"


@dataclass(frozen=True, slots=True)
class Receiver:
    """The workspace of an import: its folder, the base it states, and the path of the import in it ("" or `a/b/`).

    `configuration` is None for a workspace that is still to be made; `notes` are for the user to read.
    """

    root: Path
    prefix: str = ""
    configuration: Configuration | None = None
    notes: tuple[Text, ...] = ()

    @property
    def base(self) -> str | None:
        """Return the beginning of the names that the workspace states."""
        return self.configuration.base if self.configuration else None

    def refuse_unread(self, paths: Iterable[str], source: Path) -> None:
        """Refuse an import of which the workspace would not read every Turtle file; `paths` are those to be written.

        Raises:
            RequestFault: no pattern covers a file; the words name a folder or a pattern that does.
        """
        if self.configuration is None:
            return
        patterns = self.configuration.model
        unread = [path for path in paths if path.endswith(".ttl") and not covers(patterns, self.prefix + path)]
        if not unread:
            return
        shown = (self.root / CONFIGURATION).as_posix()
        said = ", ".join(f'"{pattern}"' for pattern in patterns)
        folder = next((found for pattern in patterns if (found := folder_of(pattern))), None)
        add = f'"{self.prefix}{_EVERYTHING if any("/" in path for path in unread) else "*.ttl"}"'
        there = (self.root / folder / source.stem).as_posix() if folder else ""
        raise RequestFault(
            Text(
                f"{shown} leest alleen {said}; {unread[0]} zou geschreven worden, maar niet bij het model horen",
                f"{shown} reads {said} only; {unread[0]} would be written, but not be part of the model",
            ),
            remedy=Text(
                (f"kies een map die meedoet: --into {there}, of " if there else "")
                + f"voeg {add} toe aan `model` onder [files] in archrepo.toml",
                (f"choose a folder that takes part: --into {there}, or " if there else "")
                + f"add {add} to `model` under [files] in archrepo.toml",
            ),
        )


def receiver_of(into: Path, folders: Iterable[str]) -> Receiver:
    """Return the workspace that gets an import into `into`, in which each model has one of the `folders`.

    Raises:
        ConfigurationFault: an archrepo.toml is not as it must be.
        RequestFault: the folder belongs to a pinned reference model.
    """
    if (into / CONFIGURATION).is_file():
        return Receiver(into, "", _configuration(into))
    whole = into.resolve()
    around = next((folder for folder in whole.parents if (folder / CONFIGURATION).is_file()), None)
    if around is None:
        return Receiver(into)
    configuration = _configuration(around)
    prefix = whole.relative_to(around).as_posix() + "/"
    _refuse_reference(configuration, prefix)
    if all(covers(configuration.model, f"{prefix}{folder}x.ttl") for folder in folders):
        return Receiver(_shortest(around, into), prefix, configuration)
    note = Text(
        f"{into.as_posix()} is een eigen werkmap: die van {configuration.name} leest deze map niet",
        f"{into.as_posix()} is a workspace of its own: that of {configuration.name} does not read this folder",
    )
    return Receiver(into, notes=(note,))


def _refuse_reference(configuration: Configuration, prefix: str) -> None:
    reference = reference_at(configuration.references, prefix)
    if reference is not None:
        raise RequestFault(
            Text(
                f"in {reference.folder} staat een vastgezet referentiemodel: {reference.title.nl}",
                f"{reference.folder} holds a pinned reference model: {reference.title.en}",
            ),
            remedy=Text(
                f"bekijk een nieuwe uitgave met: archrepo upgrade {reference.name} BESTAND",
                f"look at a new release with: archrepo upgrade {reference.name} FILE",
            ),
        )


def _shortest(root: Path, into: Path) -> Path:
    """Return the root as the user would write it, beginning with what was typed for `into`."""
    for parent in into.parents:
        if parent.resolve() == root:
            return parent
    return root


def _configuration(root: Path) -> Configuration:
    try:
        return read_configuration(root)
    except ConfigurationFault as fault:
        if fault.location is not None:
            fault.location = replace(fault.location, path=(root / fault.location.path).as_posix())
        raise
