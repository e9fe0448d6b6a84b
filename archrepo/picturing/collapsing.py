"""Groups of a view folded into one box each, their lines merged; unfolding is folding one group fewer.

Which groups are folded is all the state there is, so a link can hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from archrepo.errors import RequestFault
from archrepo.language import Language, Text
from archrepo.picturing.cutting import joined, shortened
from archrepo.picturing.looks import fact_lines
from archrepo.views import Box, Line, View

#: What a user says for every group at the top.
ALL = "*"
_FOLDED = Text("+ {number} hierin", "+ {number} inside")


@dataclass(frozen=True, slots=True)
class Group:
    """A box that holds others: its key, its label, how many boxes are in it at any depth, and the group around it."""

    key: str
    label: str
    size: int
    parent: str | None


def groups(view: View) -> tuple[Group, ...]:
    """Return the boxes that hold others, in drawing order."""
    sizes: Counter[str] = Counter()
    parent_of = {box.key: box.parent for box in view.boxes}
    for box in view.boxes:
        above = box.parent
        while above is not None:
            sizes[above] += 1
            above = parent_of.get(above)
    return tuple(
        Group(box.key, box.label.split("\n", 1)[0], sizes[box.key], box.parent) for box in view.boxes if sizes[box.key]
    )


def find_groups(view: View, names: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the groups that a user means by key or label; "*" means every group at the top.

    Raises:
        RequestFault: the view has no such group; the remedy lists those that it has.
    """
    known = groups(view)
    found: dict[str, None] = {}
    for name in names:
        wanted = name.strip().casefold()
        keys = [one.key for one in known if wanted in (one.key.casefold(), one.label.casefold())]
        if wanted == ALL:
            keys = [one.key for one in known if one.parent is None]
        if not known:
            raise RequestFault(
                Text("deze plaat heeft geen groepen", "this view has no groups"),
                remedy=Text("laat het inklappen weg", "leave the folding out"),
            )
        if not keys:
            listed = ", ".join(f"{one.label}" for one in known[:8]) or "-"
            raise RequestFault(
                Text(f"deze plaat heeft geen groep '{name}'", f"this view has no group '{name}'"),
                remedy=Text(f"kies uit: {listed}", f"choose from: {listed}"),
            )
        found |= dict.fromkeys(keys)
    return tuple(found)


def collapsed(view: View, keys: Collection[str], language: Language = "nl") -> View:
    """Return the view with each of these groups as one box that counts what is in it.

    A group inside another folded one is part of it. Lines to what is inside end at the group, parallel ones are merged,
    and those within one group are gone. Keys that are no group of the view change nothing; without keys the view is as
    it was. A box keeps its place when it has one. Where boxes carry a fact, the group counts its signs.
    """
    sizes = {one.key: one.size for one in groups(view)}
    wanted = {key for key in keys if key in sizes}
    if not wanted:
        return view
    home = _homes(view, wanted)
    signs = _signs(view, home)
    boxes = [
        _folded(box, sizes[box.key], signs.get(box.key, ""), language) if box.key in wanted else box
        for box in view.boxes
        if box.key not in home
    ]
    known = {box.key for box in boxes}
    lines = joined(_merged(view.lines, home), known)
    nested = joined(_merged(view.nested, home), known)
    names = shortened([box.label.split("\n", 1)[0] for box in boxes if box.key in wanted])
    note = (Text("Ingeklapt", "Folded").in_(language), names.in_(language))
    return replace(view, boxes=tuple(boxes), lines=lines, nested=nested, notes=(*view.notes, note))


def _homes(view: View, wanted: Collection[str]) -> Mapping[str, str]:
    """Return the outermost folded group around each box that is inside one."""
    home: dict[str, str] = {}
    for box in view.boxes:
        if box.parent is None:
            continue
        around = home.get(box.parent, box.parent if box.parent in wanted else None)
        if around is not None:
            home[box.key] = around
    return home


def _signs(view: View, home: Mapping[str, str]) -> Mapping[str, str]:
    """Return how often each sign of a fact stands in a folded group, such as "● 8 · ▲ 3"."""
    lines = fact_lines(view)
    counts: dict[str, Counter[str]] = {}
    for box in view.boxes:
        last = box.label.rpartition("\n")[2]
        if box.key in home and last in lines:
            counts.setdefault(home[box.key], Counter())[last.split(" ", 1)[0]] += 1
    order = [text.nl.split(" ", 1)[0] for _, text in view.colours]
    return {
        key: " · ".join(f"{sign} {count[sign]}" for sign in dict.fromkeys(order) if count[sign])
        for key, count in counts.items()
    }


def _folded(box: Box, size: int, signs: str, language: Language) -> Box:
    words = _FOLDED.format(number=size).in_(language)
    style = replace(box.style, border="rectangle", position="middle", align="center")
    return replace(box, label="\n".join(part for part in (box.label, words, signs) if part), style=style)


def _merged(lines: Iterable[Line], home: Mapping[str, str]) -> list[Line]:
    """Return the lines with their ends at the groups; one that moved joins those of its kind between the same ends."""
    kept: dict[tuple[object, ...], Line] = {}
    labels: dict[tuple[object, ...], dict[str, None]] = {}
    for line in lines:
        source, target = home.get(line.source, line.source), home.get(line.target, line.target)
        has_moved = (source, target) != (line.source, line.target)
        if has_moved and source == target:
            continue
        same = (line.kind, source, target, line.access, line.directed, line.modifier)
        key: tuple[object, ...] = same if has_moved else (line.key,)
        if key not in kept:
            fresh = replace(line, source=source, target=target, bendpoints=(), label_point=None, relation=None)
            kept[key] = fresh if has_moved else line
            labels[key] = {line.label: None}
        else:
            labels[key][line.label] = None
            kept[key] = replace(kept[key], relations=kept[key].relations + line.relations)
    return [replace(line, label="") if len(labels[key]) > 1 else line for key, line in kept.items()]
