"""Write the list of rooms in docs/explanation/architecture.md from the docstrings of the modules.

python docs/rooms.py
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/explanation/architecture.md"
BEGIN, END = "<!-- rooms: made by docs/rooms.py -->", "<!-- end of rooms -->"


def with_rooms(document: str) -> str:
    """Return the document with its list of rooms as the docstrings say it."""
    head, rest = document.split(BEGIN)
    tail = rest.split(END)[1]
    return f"{head}{BEGIN}\n{''.join(_rooms())}{END}{tail}"


def _rooms() -> Iterator[str]:
    for package in ("archrepo", "webui"):
        folders = sorted({path.parent for path in (ROOT / package).rglob("*.py")})
        for folder in folders:
            room = folder.relative_to(ROOT).as_posix()
            yield f"\n### `{room}/`\n\n{_first_sentence(folder / '__init__.py')}\n\n"
            yield "| module | what it holds |\n|---|---|\n"
            for path in sorted(folder.glob("*.py")):
                if path.name != "__init__.py":
                    yield f"| `{path.name}` | {_first_sentence(path)} |\n"
    yield "\n"


def _first_sentence(path: Path) -> str:
    paragraph = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    text = " ".join(paragraph.split()).replace("|", "\\|")
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


if __name__ == "__main__":
    DOCUMENT.write_text(with_rooms(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
