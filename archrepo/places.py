"""Where shipped ontology, shapes and models lie, in a checkout or an installed wheel, and where examples lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "data"
_EXAMPLES = "tests"


def shipped(folder: str) -> Path:
    """Return the path of the shipped `folder`: "ontology", "shapes" or "models"."""
    installed = _INSTALLED / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder


def examples_folder(shapes: Path) -> Path:
    """Return the folder with the examples of all principles of a shapes folder, one folder a principle.

    That is `tests` within the shapes folder; a catalogue in a project of its own may have `tests/principles` beside it.
    """
    beside = shapes.parent / _EXAMPLES / "principles"
    return beside if beside.is_dir() and not (shapes / _EXAMPLES).is_dir() else shapes / _EXAMPLES


def is_example(path: Path, root: Path) -> bool:
    """Tell whether a file below `root` is no shape but an example: whatever lies in the folder `tests` of a folder."""
    whole = root.resolve()
    parts = path.relative_to(whole if path.is_relative_to(whole) else root).parts
    return _EXAMPLES in parts[1:-1]
