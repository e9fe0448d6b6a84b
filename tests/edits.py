"""Random one-line edits of Turtle files that stay Turtle: for tests that compare an update with a fresh start."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

_ATTRIBUTE = re.compile(r"^(\s+)(ar|am|rdfs|dct|prop):[\w-]+ .*;\s*$")
_STATEMENT = re.compile(r"^:[\w-]+ a ")


LINES = ("drop", "double", "value", "label", "comment")
"""The kinds of edit that touch one line."""

STATEMENTS = ("insert", "move", "remove", "blank")
"""The kinds of edit that add, move or take away a whole statement."""


def random_edit(folder: Path, chance: random.Random, kinds: Sequence[str] = (*LINES, *STATEMENTS)) -> str:
    """Change one file below the folder by one edit of these kinds and return what was done; it stays Turtle."""
    files = sorted(folder.rglob("*.ttl"))
    while True:
        path = chance.choice(files)
        before = path.read_text(encoding="utf-8")
        kind, after = _edited(before, chance, kinds)
        if after == before:
            continue
        try:
            list(ox.parse(after.encode(), format=ox.RdfFormat.TURTLE))
        except SyntaxError:
            continue
        path.write_text(after, encoding="utf-8", newline="")
        return f"{kind} in {path.relative_to(folder)}"


def _edited(text: str, chance: random.Random, kinds: Sequence[str]) -> tuple[str, str]:
    lines = text.split("\n")
    attributes = [index for index, line in enumerate(lines) if _ATTRIBUTE.match(line)]
    statements = [index for index, line in enumerate(lines) if _STATEMENT.match(line)]
    kind = chance.choice(kinds)
    if kind == "comment":
        lines.insert(chance.randrange(len(lines)), "# an edit")
    elif kind == "blank" and statements:
        lines.insert(chance.choice(statements), ":made-up ar:cost [ ar:amountEuro 10 ] .")
    elif kind == "insert" and statements:
        number = chance.randrange(1000)
        lines.insert(
            chance.choice(statements),
            f':new-{number} a am:ApplicationComponent ; rdfs:label "Nieuw {number}"@nl ; ar:lifecycle ar:InUse .',
        )
    elif kind in ("move", "remove") and len(statements) > 1:
        index = chance.randrange(len(statements) - 1)
        piece = lines[statements[index] : statements[index + 1]]
        del lines[statements[index] : statements[index + 1]]
        if kind == "move":
            lines += piece
    elif attributes:
        index = chance.choice(attributes)
        line = lines[index]
        if kind == "drop":
            del lines[index]
        elif kind == "double":
            lines.insert(index, line)
        elif kind == "label":
            lines.insert(index, '    rdfs:label "Veranderd"@nl ;')
        else:
            lines[index] = re.sub(r"ar:(InUse|SaaS|Critical|Residents|Phone)|true|2027|\b3\b", _other, line)
    return kind, "\n".join(lines)


def _other(found: re.Match[str]) -> str:
    return {
        "ar:InUse": "ar:Planned",
        "ar:SaaS": "ar:OnPremises",
        "ar:Critical": "ar:Supporting",
        "ar:Residents": "ar:Staff",
        "ar:Phone": "ar:Website",
        "true": "false",
        "2027": "2025",
        "3": "1",
    }[found[0]]
