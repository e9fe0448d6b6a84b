"""What a person chooses about an import, whatever the form of the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. `language` is that of texts whose language the file does not tell.

    `base` and `name` go into the new workspace; without them the folder's own `archrepo.toml` decides, and else the
    model itself. `replaces_edited` also replaces files of an earlier import that were edited since; `replaces_model`
    lets a model take the place of another one. `is_trial` only tells what an import would do.
    """

    language: str = "nl"
    base: str | None = None
    name: str | None = None
    replaces_edited: bool = False
    replaces_model: bool = False
    is_trial: bool = False
