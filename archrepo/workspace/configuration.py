"""archrepo.toml: the name of a workspace, the base of its names, and which files belong to it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from archrepo.errors import ConfigurationFault, RequestFault
from archrepo.findings import Location
from archrepo.language import Text

CONFIGURATION = "archrepo.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What archrepo.toml says; `model`, `proposals` and `shapes` are patterns relative to its folder."""

    root: Path
    name: str
    base: str
    language: str
    model: tuple[str, ...]
    proposals: tuple[str, ...]
    shapes: tuple[str, ...]


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
        ConfigurationFault: the file is missing, is not TOML, or lacks a name or base; the words say which.
    """
    path = root / CONFIGURATION
    whole = Location(CONFIGURATION, 0, 0, 0, 0)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise RequestFault(
            Text(f"{root} is geen werkmap: er is geen {CONFIGURATION}", f"{root} is no workspace: no {CONFIGURATION}"),
            remedy=Text(
                "geef de map van uw model met --workspace MAP", "name your model's folder with --workspace DIR"
            ),
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigurationFault(
            Text(f"{CONFIGURATION} is geen geldige TOML: {fault}", f"{CONFIGURATION} is not valid TOML: {fault}"),
            location=whole,
            remedy=Text("zie het voorbeeld in models/voorbeeldstad", "see the example in models/voorbeeldstad"),
        ) from fault
    settings = content.get("workspace", {})
    patterns = content.get("files", {})
    for key in ("name", "base"):
        if not isinstance(settings, dict) or not isinstance(settings.get(key), str) or not settings[key]:
            raise ConfigurationFault(
                Text(f"[workspace] heeft geen {key}", f"[workspace] has no {key}"),
                location=whole,
                remedy=Text(f'schrijf `{key} = "..."` onder [workspace]', f'write `{key} = "..."` under [workspace]'),
            )
    return Configuration(
        root=root,
        name=settings["name"],
        base=settings["base"],
        language=str(settings.get("language", "3.2")),
        model=_patterns(patterns, "model", ("**/*.ttl",)),
        proposals=_patterns(patterns, "proposals", ()),
        shapes=_patterns(patterns, "shapes", ("shapes/**/*.ttl",)),
    )


def _patterns(settings: object, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = settings.get(key, list(default)) if isinstance(settings, dict) else None
    if not isinstance(value, list) or not all(isinstance(pattern, str) for pattern in value):
        raise ConfigurationFault(
            Text(f"[files] {key} is geen lijst van patronen", f"[files] {key} is not a list of patterns"),
            location=Location(CONFIGURATION, 0, 0, 0, 0),
            remedy=Text(f'schrijf `{key} = ["map/**/*.ttl"]`', f'write `{key} = ["folder/**/*.ttl"]`'),
        )
    return tuple(value)
