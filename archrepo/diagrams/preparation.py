"""What makes a picture readable before any layout: fewer lines, and leaves that belong together in one box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.diagrams.frames import framed
from archrepo.diagrams.notation import Notation
from archrepo.language import Language, Text
from archrepo.views import GROUP, IMAGE, NOTE, Box, Line, View

if TYPE_CHECKING:
    from archrepo.diagrams.placing.keeping import KeptPlace

#: With more lines than this, words on lines no longer keep leaves apart: they then stand in the leaf.
CROWDED = 20
#: Words of a line that are longer do not go into a leaf; the view says that the table has them.
MOST_WORDS = 120
#: From this many leaves with the same neighbours on, one box holds them all.
SMALLEST_SET = 4
MOST_LABELS = 3


def unplaced(view: View) -> View:
    """Return a drawn view as one that has yet to be placed: what lies in what stays, places, sizes and bends go.

    A frame that was drawn underneath, often a note, holds what lies within it. Images and boxes without words keep
    their size. Fonts and fills stay as the author chose them; words stand where they fit best.
    """
    view = framed(view)
    parents = {box.parent for box in view.boxes}
    boxes = []
    for box in view.boxes:
        keeps_size = box.key not in parents and (box.kind == IMAGE or not box.label.strip())
        size = (box.w, box.h) if keeps_size else (None, None)
        style = box.style if box.kind == NOTE else replace(box.style, position=None)
        boxes.append(replace(box, x=None, y=None, w=size[0], h=size[1], style=style))
    lines = tuple(replace(line, bendpoints=(), label_point=None) for line in view.lines)
    return replace(view, boxes=tuple(boxes), lines=lines, kind="generated", x=None, y=None, width=None, height=None)


def with_sound_ends(view: View) -> View:
    """Return the view without lines of which an end is not in it, also not by way of other lines."""
    sound = {box.key for box in view.boxes}
    left = list(view.lines)
    while True:
        found = [line for line in left if line.source in sound and line.target in sound]
        if not found:
            break
        sound.update(line.key for line in found)
        left = [line for line in left if line.key not in sound]
    return replace(view, lines=tuple(line for line in view.lines if line.key in sound)) if left else view


def merge_lines(view: View) -> View:
    """Return the view with parallel lines of one kind as one line that counts them and joins their labels."""
    met = {end for line in view.lines for end in (line.source, line.target)}
    bundles: dict[tuple[object, ...], list[Line]] = {}
    for line in view.lines:
        # A line that another one ends at stays as it is.
        own = line.key if line.key in met else ""
        bundle = (line.source, line.target, line.kind, line.access, line.directed, line.modifier, line.style, own)
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


def gather_leaves(
    view: View, notation: Notation, language: Language, kept: Mapping[str, KeptPlace] | None = None
) -> View:
    """Return the view with leaves of one type that have the same neighbours gathered in one group with one line.

    Leaves that have a place already (`kept`) stay as they are: on their own, or in the group they stood in. Of more
    than `CROWDED` lines the words that differ within a group go into its leaves, or the view says that they are left
    out.
    """
    kept = kept or {}
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
        known = next((leaf for leaf in leaves if f"set-{leaf.key}" in kept), None)
        leaves = [leaf for leaf in leaves if leaf.key not in kept or kept[leaf.key].around != leaf.parent]
        if len(leaves) >= (1 if known else SMALLEST_SET):
            key = f"set-{(known or leaves[0]).key}"
            kind = notation.box(leaves[0].kind).label.in_(language)
            groups[key] = Box(key, GROUP, f"{len(leaves)} × {kind}", parent=leaves[0].parent)
            group_of |= {leaf.key: key for leaf in leaves}
    if not groups:
        return view
    said_of = _words_of_leaves(view.lines, group_of) if is_crowded else {}
    boxes: list[Box] = []
    for box in view.boxes:
        group = group_of.get(box.key)
        if group in groups:
            boxes.append(groups.pop(group))
        if group:
            said = said_of.get(box.key)
            box = replace(box, parent=group, label=f"{box.label}\n{said}" if said else box.label)
        boxes.append(box)
    lines: dict[tuple[object, ...], Line] = {}
    unsaid = 0
    for line in view.lines:
        moved = replace(
            line, source=group_of.get(line.source, line.source), target=group_of.get(line.target, line.target)
        )
        leaf = next((end for end in (line.source, line.target) if end in said_of), None)
        if leaf is not None and said_of[leaf] != "":
            unsaid += said_of[leaf] is None and bool(line.label)
            moved = replace(moved, label="")
        same = (moved.source, moved.target, line.kind, line.access, line.directed, line.modifier, moved.label)
        earlier = lines.get(same)
        lines[same] = (
            replace(earlier, relations=earlier.relations + line.relations, relation=None) if earlier else moved
        )
    left_out = (*view.left_out, _unsaid(unsaid)) if unsaid else view.left_out
    return replace(view, boxes=tuple(boxes), lines=tuple(lines.values()), left_out=left_out)


def _unsaid(count: int) -> Text:
    if count == 1:
        return Text(
            "De woorden bij een lijn staan niet op de plaat, wel in de tabel.",
            "The words of one line are left out of the picture; they stand in the table.",
        )
    return Text(
        f"De woorden bij {count} lijnen staan niet op de plaat, wel in de tabel.",
        f"The words of {count} lines are left out of the picture; they stand in the table.",
    )


def _words_of_leaves(lines: Sequence[Line], group_of: Mapping[str, str]) -> dict[str, str | None]:
    """Return what each gathered leaf says of its line in its own box.

    An empty text means that the line of the group says it, as all its leaves have the same words; None that the words
    are too many, or that the leaf has more lines than one.
    """
    of_leaf: dict[str, list[str]] = defaultdict(list)
    of_group: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in lines:
        for leaf, other in ((line.source, line.target), (line.target, line.source)):
            if leaf in group_of:
                of_leaf[leaf].append(line.label)
                of_group[group_of[leaf]][f"{other} {line.kind} {leaf == line.source}"].add(line.label)
    words: dict[str, str | None] = {}
    for leaf, labels in of_leaf.items():
        if all(len(each) == 1 for each in of_group[group_of[leaf]].values()):
            words[leaf] = ""
            continue
        parts = labels[0].removeprefix("• ").split("\n• ")
        said = parts[0] if len(parts) == 1 else "; ".join(part.replace("\n", ", ") for part in parts)
        words[leaf] = said if said and len(labels) == 1 and len(said) <= MOST_WORDS else None
    return words


def without_lines(view: View) -> View:
    """Return a view of very many boxes without its lines, with boxes that belong together one after the other."""
    beside: dict[str, list[str]] = {}
    for line in view.lines:
        beside.setdefault(line.source, []).append(line.target)
        beside.setdefault(line.target, []).append(line.source)
    tops: dict[str, str] = {}
    for box in view.boxes:
        tops[box.key] = box.key if box.parent is None else tops.get(box.parent, box.parent)
    order: dict[str, int] = {}
    for start in sorted(dict.fromkeys(tops.values()), key=lambda key: -len(beside.get(key, ()))):
        queue = [start]
        while queue:
            key = queue.pop(0)
            if key not in order:
                order[key] = len(order)
                queue += dict.fromkeys(tops[other] for other in beside.get(key, ()) if other in tops)
    count = len(view.lines)
    words = Text(
        f"Te veel vakken voor lijnen: {count} lijnen staan alleen in de tabel.",
        f"Too many boxes for lines: {count} lines are in the table only.",
    )
    boxes = sorted(view.boxes, key=lambda box: order.get(tops[box.key], 0))
    return replace(view, boxes=tuple(boxes), lines=(), left_out=(*view.left_out, words) if count else view.left_out)


def cut_lines(view: View, most: int) -> View:
    """Return the view with its first `most` lines; boxes that lose their last line go too, and the view says so."""
    if len(view.lines) <= most:
        return view
    kept = view.lines[:most]
    ends = {end for line in kept for end in (line.source, line.target)}
    lost = {end for line in view.lines[most:] for end in (line.source, line.target)} - ends
    around = {box.parent for box in view.boxes if box.parent}
    emptied = (lost & around) - {box.parent for box in view.boxes if box.key in ends}
    gone = (lost - around) | emptied | {box.key for box in view.boxes if box.parent in emptied}
    count = len(view.lines) - most
    words = Text(f"{count} lijnen staan alleen in de tabel.", f"{count} lines are in the table only.")
    return replace(
        view,
        boxes=tuple(box for box in view.boxes if box.key not in gone),
        lines=kept,
        left_out=(*view.left_out, words),
    )


def feedback_order(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """Return a rank for each of `count` nodes such that few edges run from a higher rank to a lower one.

    Source: P. Eades, X. Lin and W.F. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993.
    """
    after: list[set[int]] = [set() for _ in range(count)]
    before: list[set[int]] = [set() for _ in range(count)]
    for source, target in edges:
        if source != target:
            after[source].add(target)
            before[target].add(source)
    first: list[int] = []
    last: list[int] = []
    left = dict.fromkeys(range(count))
    while left:
        node = next((each for each in left if not after[each]), None)
        if node is not None:
            last.append(node)
        else:
            node = next((each for each in left if not before[each]), None)
            if node is None:
                node = max(left, key=lambda each: (len(after[each]) - len(before[each]), -each))
            first.append(node)
        for other in after[node]:
            before[other].discard(node)
        for other in before[node]:
            after[other].discard(node)
        del left[node]
    rank = [0] * count
    for place, node in enumerate([*first, *reversed(last)]):
        rank[node] = place
    return rank
