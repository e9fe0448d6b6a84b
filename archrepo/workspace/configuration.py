"""archrepo.toml: the name of a workspace, the base of its names, and which files belong to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from glob import escape
from pathlib import Path

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Text
from archrepo.workspace.references import Reference, read_references

CONFIGURATION = "archrepo.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What archrepo.toml says; `model`, `proposals`, `shapes` and `views` are patterns relative to its folder.

    `root` has no links in it; `names_model` tells whether the patterns of the model are written down. `rule_seconds`
    is how long one of the workspace's own rules may take. `references` are the pinned models, from archrepo.lock.
    """

    root: Path
    name: str
    base: str
    language: str
    model: tuple[str, ...]
    proposals: tuple[str, ...]
    shapes: tuple[str, ...]
    views: tuple[str, ...] = ()
    names_model: bool = False
    rule_seconds: int = 15
    references: tuple[Reference, ...] = ()

    @property
    def turtle(self) -> tuple[str, ...]:
        """The patterns of all that is read: those of the model, and the Turtle of each pinned reference."""
        return (*self.model, *(f"{escape(reference.folder)}/*.ttl" for reference in self.references))


def find_root(start: Path) -> Path:
    """Return the nearest folder from `start` upwards that holds archrepo.toml.

    Raises:
        RequestFault: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise RequestFault(
        Text(f"geen {CONFIGURATION} gevonden in {start} of daarboven", f"no {CONFIGURATION} found in {start} or above"),
        remedy=Text(
            "ga naar de map van uw model, of geef die met --workspace MAP",
            "go to the folder of your model, or name it with --workspace DIR",
        ),
    )


def read_configuration(root: Path) -> Configuration:
    """Return what archrepo.toml in `root` says.

    Raises:
        RequestFault: the file is missing.
        ConfigurationFault: the file is not UTF-8 or TOML, lacks a name or base, or holds a table, key, value or pattern
            that has no meaning; or archrepo.lock is not as it was written. The words and the place say which.
    """
    root = root.resolve()
    try:
        data = (root / CONFIGURATION).read_bytes()
    except FileNotFoundError as fault:
        raise RequestFault(
            Text(f"{root} is geen werkmap: er is geen {CONFIGURATION}", f"{root} is no workspace: no {CONFIGURATION}"),
            remedy=Text(
                "geef de map van uw model met --workspace MAP", "name your model's folder with --workspace DIR"
            ),
        ) from fault
    written = _Written(data)
    patterns = {key: written.patterns(key, default) for key, default in _PATTERNS.items()}
    return Configuration(
        root=root,
        name=written.text("name"),
        base=written.text("base"),
        language=written.text("language", "3.2"),
        model=patterns["model"],
        proposals=patterns["proposals"],
        shapes=patterns["shapes"],
        views=patterns["views"],
        names_model="model" in written.tables.get("files", {}),
        rule_seconds=written.seconds("rule_seconds", 15),
        references=read_references(root),
    )


_HOUR = 3600
_PATTERNS: dict[str, tuple[str, ...]] = {
    "model": ("**/*.ttl",),
    "proposals": (),
    "shapes": ("shapes/**/*.ttl",),
    "views": ("views/**/*.rq",),
}
_KEYS = {"workspace": ("name", "base", "language"), "files": tuple(_PATTERNS), "limits": ("rule_seconds",)}


class _Written:
    """The tables of archrepo.toml, and the lines they stand on."""

    def __init__(self, data: bytes) -> None:
        try:
            self.lines = data.decode("utf-8-sig").split("\n")
            self.tables: dict[str, dict[str, object]] = tomllib.loads("\n".join(self.lines))
        except UnicodeDecodeError as fault:
            self.lines = []
            line = data.count(b"\n", 0, fault.start) + 1
            raise self.fault(
                Text("dit bestand is geen UTF-8-tekst", "this file is not UTF-8 text"),
                Text("sla het bestand op als UTF-8", "save the file as UTF-8"),
                line,
            ) from fault
        except tomllib.TOMLDecodeError as fault:
            reason, _, place = str(fault).partition(" (at ")
            numbers = [int(number) for number in re.findall(r"\d+", place)]
            line, column = numbers if len(numbers) == 2 else (len(self.lines), 1)
            raise self.fault(
                Text(f"geen geldige TOML: {reason}", f"not valid TOML: {reason}"),
                Text("zie het voorbeeld in models/voorbeeldstad", "see the example in models/voorbeeldstad"),
                line,
                column,
            ) from fault
        self._refuse_unknown("", self.tables, tuple(_KEYS))
        for table, keys in _KEYS.items():
            content = self.tables.get(table, {})
            if not isinstance(content, dict):
                raise self.fault(
                    Text(
                        f"{table} is geen tabel maar {_kind(content).nl}", f"{table} is no table: {_kind(content).en}"
                    ),
                    Text(f"schrijf `[{table}]` op een eigen regel", f"write `[{table}]` on a line of its own"),
                    self._line("", table),
                )
            self._refuse_unknown(table, content, keys)

    def text(self, key: str, default: str = "") -> str:
        """Return a text of [workspace]; without a default it must be there."""
        value = self.tables.get("workspace", {}).get(key, default)
        remedy = Text(f'schrijf `{key} = "..."` onder [workspace]', f'write `{key} = "..."` under [workspace]')
        line = self._line("workspace", key)
        if not isinstance(value, str):
            kind = _kind(value)
            raise self.fault(
                Text(f"[workspace] {key} is geen tekst maar {kind.nl}", f"[workspace] {key} is no text: {kind.en}"),
                remedy,
                line,
            )
        if not value:
            raise self.fault(Text(f"[workspace] heeft geen {key}", f"[workspace] has no {key}"), remedy, line)
        return value

    def patterns(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the patterns of a key of [files]."""
        value = self.tables.get("files", {}).get(key, default)
        line = self._line("files", key)
        if not isinstance(value, (list, tuple)) or not all(isinstance(pattern, str) for pattern in value):
            raise self.fault(
                Text(f"[files] {key} is geen lijst van patronen", f"[files] {key} is not a list of patterns"),
                Text(f'schrijf `{key} = ["map/**/*.ttl"]`', f'write `{key} = ["folder/**/*.ttl"]`'),
                line,
            )
        for pattern in value:
            wrong = _wrong_with(pattern)
            if wrong is not None:
                raise self.fault(
                    Text(f"[files] {key}: '{pattern}' {wrong.nl}", f"[files] {key}: '{pattern}' {wrong.en}"),
                    Text("schrijf bijvoorbeeld `map/**/*.ttl`", "write for example `folder/**/*.ttl`"),
                    line,
                )
        return tuple(value)

    def seconds(self, key: str, default: int) -> int:
        """Return a time of [limits]: whole seconds, at least one and at most an hour."""
        value = self.tables.get("limits", {}).get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _HOUR:
            raise self.fault(
                Text(
                    f"[limits] {key} is geen aantal seconden van 1 tot en met {_HOUR}",
                    f"[limits] {key} is no number of seconds from 1 to {_HOUR}",
                ),
                Text(f"schrijf `{key} = {default}` onder [limits]", f"write `{key} = {default}` under [limits]"),
                self._line("limits", key),
            )
        return value

    def fault(self, text: Text, remedy: Text, line: int, column: int = 1) -> ConfigurationFault:
        """Return the fault at a line of the file; line 0 is the file as a whole."""
        end = column + 1 if line else 0
        return ConfigurationFault(
            text,
            location=Location(CONFIGURATION, line, column if line else 0, line, end),
            remedy=remedy,
            excerpt=self.lines[line - 1].rstrip("\r") if 0 < line <= len(self.lines) else None,
        )

    def _refuse_unknown(self, table: str, content: Mapping[str, object], known: tuple[str, ...]) -> None:
        for key in content:
            if key not in known:
                near = get_close_matches(key, known, 1, 0.5)
                where = f"[{table}] " if table else ""
                raise self.fault(
                    Text(f"{where}'{key}' is onbekend", f"{where}'{key}' is unknown"),
                    Text(f"bedoelt u {near[0]}?", f"did you mean {near[0]}?")
                    if near
                    else Text(f"kies uit: {', '.join(known)}", f"choose from: {', '.join(known)}"),
                    self._line(table, key),
                )

    def _line(self, table: str, key: str) -> int:
        """Return the line on which a key, or a table, is written; 0 when it is not plain to see."""
        here = ""
        for number, line in enumerate(self.lines, 1):
            header = re.match(r"\s*\[+\s*([\w-]+)", line)
            here = header[1] if header else here
            if header and not table and here == key:
                return number
            if here == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return 0


def _wrong_with(pattern: str) -> Text | None:
    """Return what keeps a pattern from naming files of the workspace, or None."""
    parts = pattern.split("/")
    if not pattern.strip("./ "):
        return Text("is leeg", "is empty")
    if pattern.startswith("/") or re.match(r"[A-Za-z]:", pattern):
        return Text("begint buiten de map van het model", "begins outside the folder of the model")
    if ".." in parts:
        return Text("leidt met .. naar een andere map", "leads to another folder with ..")
    if "\\" in pattern:
        return Text("scheidt mappen met \\ in plaats van /", "parts folders with \\ instead of /")
    if any("**" in part and part != "**" for part in parts):
        return Text("heeft ** naast andere tekens tussen twee /", "has ** beside other characters between two /")
    return None


def _kind(value: object) -> Text:
    for types, kind in _KINDS:
        if isinstance(value, types):
            return kind
    return Text("een datum of tijd", "a date or time")


_KINDS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("waar of onwaar", "true or false")),
    ((int, float), Text("een getal", "a number")),
    (str, Text("een tekst", "a text")),
    (list, Text("een lijst", "a list")),
    (dict, Text("een tabel", "a table")),
)
