"""Where the shipped ontology, shapes and models lie, in a checkout or in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"


def shipped(folder: str) -> Path:
    """Return the path of the shipped `folder`: "ontology", "shapes" or "models"."""
    installed = _INSTALLED / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder
