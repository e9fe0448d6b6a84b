"""What makes a picture readable before any layout: fewer lines, and leaves that belong together in one box."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from archrepo.diagrams.notation import Notation
from archrepo.language import Language
from archrepo.views import GROUP, Box, Line, View

#: With more lines than this, words on lines no longer keep leaves apart.
CROWDED = 20
#: From this many leaves with the same neighbours on, one box holds them all.
SMALLEST_SET = 4
MOST_LABELS = 3


def merge_lines(view: View) -> View:
    """Return the view with parallel lines of one kind as one line that counts them and joins their labels."""
    bundles: dict[tuple[object, ...], list[Line]] = {}
    for line in view.lines:
        bundle = (line.source, line.target, line.kind, line.access, line.directed, line.modifier, line.style)
        bundles.setdefault(bundle, []).append(line)
    return replace(view, lines=tuple(_merged(lines) for lines in bundles.values()))


def _merged(lines: list[Line]) -> Line:
    first = lines[0]
    if len(lines) == 1:
        return first
    labels = list(dict.fromkeys(line.label for line in lines if line.label))
    shown = [f"• {label}" if len(labels) > 1 else label for label in labels[:MOST_LABELS]]
    if len(labels) > MOST_LABELS:
        shown.append(f"+ {len(labels) - MOST_LABELS}")
    return replace(
        first,
        label="\n".join(shown) if shown else f"{len(lines)}×",
        relations=sum(line.relations for line in lines),
        relation=None,
    )


def gather_leaves(view: View, notation: Notation, language: Language) -> View:
    """Return the view with leaves of one type that have the same neighbours gathered in one group with one line."""
    parents = {box.parent for box in view.boxes}
    is_crowded = len(view.lines) > CROWDED
    neighbours: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for line in view.lines:
        words = "" if is_crowded else line.label
        marks = (line.kind, line.access, line.directed, line.modifier, words)
        neighbours[line.source].append(("to", line.target, *marks))
        neighbours[line.target].append(("from", line.source, *marks))
    alike: dict[tuple[object, ...], list[Box]] = defaultdict(list)
    for box in view.boxes:
        if box.key in neighbours and box.key not in parents:
            alike[(box.kind, box.parent, *sorted(neighbours[box.key], key=repr))].append(box)
    group_of: dict[str, str] = {}
    groups: dict[str, Box] = {}
    for leaves in alike.values():
        if len(leaves) >= SMALLEST_SET:
            key = f"set-{leaves[0].key}"
            kind = notation.box(leaves[0].kind).label.in_(language)
            groups[key] = Box(key, GROUP, f"{len(leaves)} × {kind}", parent=leaves[0].parent)
            group_of |= {leaf.key: key for leaf in leaves}
    if not groups:
        return view
    boxes: list[Box] = []
    for box in view.boxes:
        group = group_of.get(box.key)
        if group in groups:
            boxes.append(groups.pop(group))
        boxes.append(replace(box, parent=group) if group else box)
    lines: dict[tuple[object, ...], Line] = {}
    for line in view.lines:
        moved = replace(
            line, source=group_of.get(line.source, line.source), target=group_of.get(line.target, line.target)
        )
        if is_crowded and (moved.source != line.source or moved.target != line.target):
            moved = replace(moved, label="")
        same = (moved.source, moved.target, line.kind, line.access, line.directed, line.modifier, moved.label)
        known = lines.get(same)
        lines[same] = replace(known, relations=known.relations + line.relations, relation=None) if known else moved
    return replace(view, boxes=tuple(boxes), lines=tuple(lines.values()))
