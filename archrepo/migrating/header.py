"""The version of ArchiMate in archrepo.toml, for a model that has no header that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from archrepo.vocabulary import LANGUAGE, MODEL
from archrepo.workspace import Workspace
from archrepo.workspace.configuration import CONFIGURATION

_LINE = re.compile(r"^([ \t]*language[ \t]*=[ \t]*)([\"'])[^\"']*\2", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[workspace\][^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Header:
    """The file that names the version, as it is and as it would be."""

    path: Path
    before: bytes
    after: bytes


def header_of(workspace: Workspace, version: str) -> Header | None:
    """Return what archrepo.toml becomes; None when a header in the model says the version."""
    model = workspace.model
    own = (header for header in model.instances(MODEL) if header not in workspace.reference_subjects)
    if any(model.objects(header, LANGUAGE) for header in own):
        return None
    path = workspace.root / CONFIGURATION
    before = path.read_bytes()
    text = before.decode("utf-8")
    if _LINE.search(text):
        after = _LINE.sub(rf"\g<1>\g<2>{version}\g<2>", text, count=1)
    else:
        after = _TABLE.sub(rf'\g<0>language = "{version}"' + "\n", text, count=1)
    return Header(path, before, after.encode("utf-8"))
