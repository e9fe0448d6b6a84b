"""archrepo.lock: which reference models a workspace has pinned, and how each is to be recognised.

A pinned model is a folder that only an import or an upgrade writes. The lock is committed with the model: one table a
reference, sorted, one fact a line, so that two people who pin different references do not collide in git.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from archrepo.errors import ConfigurationFault
from archrepo.findings import Location
from archrepo.language import Text

REFERENCES: Final = "archrepo.lock"

_HEADER = "# Pinned reference models, written by `archrepo import --reference` and `archrepo upgrade`; do not edit.\n"
_MAYBE_EMPTY = ("release",)


@dataclass(frozen=True, slots=True)
class Reference:
    """One pinned model. `folder` is its path in the workspace; `release` is "" when neither file nor user names one.

    `base` begins the names of what has no identity of the publisher; `language` is that of texts of which the file does
    not tell it. `source` is the name of the file it came from, `format` its format and `sha256` the digest of its
    bytes. `ids` is the digest of the lock file in the folder, which has those of all other files.
    """

    name: str
    folder: str
    model: str
    release: str
    base: str
    language: str
    source: str
    format: str
    sha256: str
    ids: str
    elements: int
    relations: int
    views: int

    @property
    def title(self) -> Text:
        """Return the model with its release, as a reader knows it."""
        if self.release:
            return Text.same(f"{self.model} {self.release}")
        digest = self.sha256[:8]
        return Text(f"{self.model} (zonder uitgave, {digest})", f"{self.model} (no release, {digest})")

    def holds(self, path: str) -> bool:
        """Tell whether a path of the workspace lies in the folder."""
        return path.startswith(f"{self.folder}/")


def read_references(root: Path) -> tuple[Reference, ...]:
    """Return the pinned references of the workspace in `root`, by name; () when it has none.

    Raises:
        ConfigurationFault: archrepo.lock is not as an import writes it.
    """
    path = root / REFERENCES
    if not path.is_file():
        return ()
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _fault(
            Text(f"{REFERENCES} is niet te lezen: het is geen TOML", f"{REFERENCES} cannot be read: it is no TOML")
        ) from fault
    return tuple(_reference(name, table) for name, table in sorted(tables.items()))


def references_text(references: Iterable[Reference]) -> str:
    """Return the lock of these references; "" for none."""
    blocks: list[str] = []
    for reference in sorted(references, key=lambda one: one.name):
        lines = [f"[{reference.name if '.' not in reference.name else _quoted(reference.name)}]"]
        for field in sorted(fields(Reference), key=lambda one: one.name):
            value = getattr(reference, field.name)
            if field.name != "name":
                lines.append(f"{field.name} = {value if isinstance(value, int) else _quoted(value)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join([_HEADER, *blocks]) if blocks else ""


def reference_at(references: Iterable[Reference], path: str) -> Reference | None:
    """Return the reference in whose folder a path of the workspace lies; None for a file of one's own."""
    return next((reference for reference in references if reference.holds(path)), None)


def _reference(name: str, table: object) -> Reference:
    values: dict[str, str | int] = {}
    for field in fields(Reference):
        value = name if field.name == "name" else table.get(field.name) if isinstance(table, dict) else None
        kind = int if field.type == "int" else str
        if not isinstance(value, kind) or isinstance(value, bool) or (value == "" and field.name not in _MAYBE_EMPTY):
            raise _fault(
                Text(
                    f"[{name}] in {REFERENCES} heeft geen geldige {field.name}",
                    f"[{name}] in {REFERENCES} has no valid {field.name}",
                )
            )
        values[field.name] = value
    folder = str(values["folder"])
    if folder.startswith("/") or ".." in folder.split("/") or "\\" in folder:
        raise _fault(
            Text(f"[{name}] wijst naar een map buiten het model", f"[{name}] points to a folder outside the model")
        )
    return Reference(**values)  # type: ignore[arg-type]  # each value was held against the type of its field


def _fault(text: Text) -> ConfigurationFault:
    return ConfigurationFault(
        text,
        location=Location(REFERENCES, 0, 0, 0, 0),
        remedy=Text(
            "zet het bestand terug uit git; het wordt alleen door archrepo geschreven",
            "restore the file from git; only archrepo writes it",
        ),
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(one):04X}" if ord(one) < 32 or ord(one) == 127 else one for one in escaped) + '"'
