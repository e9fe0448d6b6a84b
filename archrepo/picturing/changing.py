"""The change picture: two views of the same thing laid over each other, what is new, gone or changed in colour.

Boxes are matched by their element, groups by their name and lines by their relation or their two ends. What stays the
same is there in grey, so that the eye finds its way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from archrepo.language import Language, Text
from archrepo.picturing.coloured_views import COLOUR_NOTES
from archrepo.picturing.cutting import joined, with_details
from archrepo.picturing.differences import Change, ThingChange
from archrepo.picturing.looks import GROUND, Look, Shade, faded_box, faded_line, legend_of, unpainted
from archrepo.turtle.reading import Term
from archrepo.views import Box, Line, Style, View

SHADES: Mapping[Change, Shade] = {
    Change.NEW: Shade(Look("#c9e9d3", "+"), Text("nieuw", "new")),
    Change.GONE: Shade(Look("#fbc9c1", "−"), Text("vervalt", "goes")),
    Change.CHANGED: Shade(Look("#ffdf9e", "~"), Text("gewijzigd", "changed")),
}
#: What is said of a thing that is gone since its last day is over.
_ENDS = Text("loopt af", "ends")
_SAME = Shade(Look("#ffffff", "="), Text("gelijk", "the same"))
#: Colours of lines: at least 5 to 1 on white, so that their words can have them too.
_INKS: Mapping[Change, str] = {Change.NEW: "#1b6e37", Change.GONE: "#a8261b", Change.CHANGED: "#7a5200"}
_Identity = tuple[object, ...]


def change_picture(
    before: View,
    after: View,
    changes: Mapping[Term, ThingChange],
    names: tuple[Text, Text],
    language: Language = "nl",
) -> View:
    """Return one view of two: what is new, gone or changed has a colour, a sign and a word; the rest is grey.

    `changes` tells which elements changed and how, and `names` what the two are called. A box that stands in another
    group than before has changed. Boxes that are only in `before` follow the others, in the group where they stood when
    that is still there. The tip of a changed box, and so the table beside the picture, lists it property by property.
    """
    overlay = _Overlay(unpainted(before), unpainted(after), changes, language)
    boxes = overlay.boxes()
    keys = {box.key for box in boxes}
    drawn = joined(overlay.lines(), keys)
    first, last = names
    untouched = not any(overlay.counts[shade] for shade in SHADES.values())
    nothing = Text("Er verandert niets op deze plaat.", "Nothing changes on this view.")
    notes = tuple(note for note in after.notes if note[0] not in COLOUR_NOTES)
    elsewhere, details = _elsewhere(boxes, changes)
    told = replace(
        after,
        boxes=boxes,
        lines=drawn,
        nested=joined(after.nested, keys),
        question=Text("Wat verandert er tussen {first} en {last}?", "What changes between {first} and {last}?").format(
            first=first, last=last
        ),
        notes=(*notes, (Text("Verschil", "Difference").in_(language), f"{first.in_(language)} → {last.in_(language)}")),
        colours=legend_of(overlay.counts, (*SHADES.values(), _SAME)),
        left_out=(*after.left_out, *([nothing] if untouched else []), *elsewhere),
        x=None,
        y=None,
        width=None,
        height=None,
    )
    return with_details(told, (*overlay.told(), *details))


def _elsewhere(boxes: Sequence[Box], changes: Mapping[Term, ThingChange]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return how much changed that is not on the view, and the names of it for beside the picture."""
    shown = {box.element for box in boxes if box.element is not None}
    found: dict[Text, list[ThingChange]] = {}
    words_in_order = (*(shade.words for shade in SHADES.values()), _ENDS)
    for iri, one in changes.items():
        if iri not in shown:
            words = _ENDS if one.is_expired else SHADES[one.change].words
            found.setdefault(words, []).append(one)
    if not found:
        return (), ()
    told = [(words, found[words]) for words in words_in_order if words in found]
    parts = [
        Text("{words}: {counts}", "{words}: {counts}").format(words=words, counts=_by_kind(things))
        for words, things in told
    ]
    details = tuple(
        Text("Elders {words}: {names}.", "Elsewhere {words}: {names}.").format(
            words=words, names=Text(", ".join(one.name.nl for one in things), ", ".join(one.name.en for one in things))
        )
        for words, things in told
    )
    dutch, english = "; ".join(part.nl for part in parts), "; ".join(part.en for part in parts)
    return (Text(f"Elders in het model: {dutch}.", f"Elsewhere in the model: {english}."),), details


def _by_kind(things: Sequence[ThingChange]) -> Text:
    """Return how many things there are of each kind, the most first."""
    counts = Counter(one.kind for one in things).most_common()
    return Text(
        ", ".join(f"{number} × {kind.nl}" for kind, number in counts),
        ", ".join(f"{number} × {kind.en}" for kind, number in counts),
    )


class _Overlay:
    """The boxes and lines of two views, matched."""

    def __init__(self, before: View, after: View, changes: Mapping[Term, ThingChange], language: Language) -> None:
        self._before, self._after = before, after
        self._changes = changes
        self._language = language
        self._old = _identities(before)
        self._new = _identities(after)
        self._by_identity = {identity: key for key, identity in self._new.items()}
        self._by_key = {box.key: box for box in after.boxes}
        self._elements = {box.element: box for box in after.boxes if box.element is not None}
        self._taken = {box.key for box in after.boxes} | {line.key for line in after.lines}
        self._key_of: dict[str, str] = {}
        #: How many boxes and lines there are of each kind of change; frames that stay do not count.
        self.counts: Counter[Shade] = Counter()
        #: The names of what changes, each thing once.
        self._names: dict[Change, dict[Term, str]] = {}

    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes of both, those of `after` first."""
        holds = {box.parent for box in (*self._after.boxes, *self._before.boxes)}
        found: list[Box] = []
        parents = {box.key: box for box in self._before.boxes}
        was_in = {
            box.element: parents[box.parent].label
            for box in self._before.boxes
            if box.element is not None and box.parent is not None
        }
        before_elements = {box.element for box in self._before.boxes if box.element is not None}
        before_groups = set(self._old.values())
        for box in self._after.boxes:
            change, tip = None, ""
            if box.element is not None:
                if box.element not in before_elements:
                    change, tip = Change.NEW, self._place(box.element)
                else:
                    around = self._by_key[box.parent].label if box.parent is not None else None
                    change, tip = self._changed(box.element, was_in.get(box.element), around)
            elif self._new[box.key] not in before_groups:
                change = Change.NEW if box.key not in holds else None
            found.append(self._shown(box, change, tip, box.key in holds))
        for box in self._before.boxes:
            key = self._match(box)
            if key is not None:
                self._key_of[box.key] = key
                continue
            fresh = self._fresh(box.key)
            self._key_of[box.key] = fresh
            gone = replace(box, key=fresh, parent=self._key_of.get(box.parent or ""))
            change = Change.GONE if box.element is not None or box.key not in holds else None
            tip = self._place(box.element) if box.element is not None else ""
            found.append(self._shown(gone, change, tip, box.key in holds))
        return _parents_first(found)

    def _match(self, box: Box) -> str | None:
        """Return the key of the box of `after` that stands for a box of `before`."""
        twin = self._by_key.get(box.key)
        is_same = twin is not None and (twin.element, twin.kind) == (box.element, box.kind)
        # The same element may stand in a drawing twice; the keys then tell which is which.
        if twin is not None and is_same and (box.element is not None or twin.label == box.label):
            return twin.key
        if box.element is not None:
            same = self._by_identity.get(self._old[box.key])
            now = self._elements.get(box.element)
            return same or (now.key if now is not None else None)
        return self._by_identity.get(self._old[box.key])

    def _fresh(self, key: str) -> str:
        name, number = key, 2
        while name in self._taken:
            name, number = f"{key}-{number}", number + 1
        self._taken.add(name)
        return name

    def _changed(self, element: Term, was_in: str | None, is_in: str | None) -> tuple[Change | None, str]:
        """Return whether an element that is in both has changed, and in which words."""
        say = self._language
        known = self._changes.get(element)
        told = [words.in_(say) for words in known.words] if known is not None else []
        if was_in != is_in:
            nowhere = Text("nergens", "nowhere").in_(say)
            told.append(f"{Text('staat in', 'stands in').in_(say)}: {was_in or nowhere} → {is_in or nowhere}")
        return (Change.CHANGED, "; ".join(told)) if told else (None, "")

    def _place(self, element: Term) -> str:
        """Return what a new element replaces, or what replaces one that is gone."""
        known = self._changes.get(element)
        return "; ".join(words.in_(self._language) for words in known.words) if known is not None else ""

    def _shown(self, box: Box, change: Change | None, tip: str, holds: bool) -> Box:
        if change is None:
            if holds:
                return replace(box, style=replace(box.style, fill=GROUND))
            self.counts[_SAME] += 1
            return faded_box(box, "solid")
        shade = SHADES[change]
        self.counts[shade] += 1
        if box.element is not None:
            self._names.setdefault(change, {}).setdefault(box.element, box.label.split("\n", 1)[0])
        style = Style(
            fill=shade.look.fill,
            line=_INKS[change],
            line_width=2,
            line_style="dashed" if change is Change.GONE else None,
            font_size=box.style.font_size,
            align=box.style.align,
            position=box.style.position,
        )
        return replace(box, label=f"{box.label}\n{shade.line(self._language)}", style=style, tip=tip or box.tip)

    def told(self) -> tuple[Text, ...]:
        """Return for each kind of change how many things and which; to be asked after the boxes."""
        found = []
        for change, shade in SHADES.items():
            names = sorted(self._names.get(change, {}).values(), key=str.casefold)
            if names:
                words = Text(shade.words.nl.capitalize(), shade.words.en.capitalize())
                told = Text("{words} ({number}): {names}.", "{words} ({number}): {names}.")
                found.append(told.format(words=words, number=len(names), names=", ".join(names)))
        return tuple(found)

    def lines(self) -> list[Line]:
        """Return the lines of both; to be asked after the boxes."""
        olds = self._before.lines
        twins = _twins(olds, self._after.lines, self._key_of)
        found = []
        for number, line in enumerate(self._after.lines):
            was = olds[twins[number]] if number in twins else None
            change = Change.NEW if was is None else Change.CHANGED if was.label != line.label else None
            words = f" ({was.label} → {line.label})" if was is not None and change else ""
            found.append(self._drawn(line, change, words))
        matched = set(twins.values())
        for line in (line for number, line in enumerate(olds) if number not in matched):
            ends = self._key_of.get(line.source, line.source), self._key_of.get(line.target, line.target)
            moved = replace(line, key=self._fresh(line.key), source=ends[0], target=ends[1])
            found.append(self._drawn(moved, Change.GONE, ""))
        return found

    def _drawn(self, line: Line, change: Change | None, words: str) -> Line:
        if change is None:
            self.counts[_SAME] += 1
            return faded_line(line)
        self.counts[SHADES[change]] += 1
        sign = SHADES[change].look.sign
        label = f"{sign}{words}" if words else f"{sign} {line.label}".rstrip()
        ink = _INKS[change]
        return replace(line, label=label, style=replace(line.style, line=ink, line_width=2, text=ink))


def _identities(view: View) -> dict[str, _Identity]:
    """Return what makes each box the same in another view: its element or its label, inside the same parent."""
    found: dict[str, _Identity] = {}
    for box in view.boxes:
        around = found.get(box.parent or "", ())
        found[box.key] = (*around, box.element.value if box.element is not None else box.label)
    return found


def _twins(before: Sequence[Line], after: Sequence[Line], key_of: Mapping[str, str]) -> dict[int, int]:
    """Return of each line of `after` that was there already its place in `before`, both counted from 0.

    Lines with the same words find each other first; of what is left, those that differ in their words only are taken in
    the order in which they stand.
    """
    found: dict[int, int] = {}
    for has_words in (True, False):
        waiting: dict[_Identity, list[int]] = {}
        taken = set(found.values())
        for number, line in enumerate(before):
            if number not in taken:
                identity = (*_line_identity(line, key_of), line.label if has_words else "")
                waiting.setdefault(identity, []).append(number)
        for number, line in enumerate(after):
            same = waiting.get((*_line_identity(line, {}), line.label if has_words else ""))
            if number not in found and same:
                found[number] = same.pop(0)
    return found


def _line_identity(line: Line, key_of: Mapping[str, str]) -> _Identity:
    """Return what makes a line the same, its words apart: its relation or its kind, and its ends in the new view."""
    if line.relation is not None:
        return (line.relation.value, key_of.get(line.source, line.source), key_of.get(line.target, line.target))
    return (line.kind, key_of.get(line.source, line.source), key_of.get(line.target, line.target), line.access)


def _parents_first(boxes: list[Box]) -> tuple[Box, ...]:
    """Return the boxes with each parent before its children, otherwise in the order given."""
    held: dict[str | None, list[Box]] = {}
    keys = {box.key for box in boxes}
    for box in boxes:
        held.setdefault(box.parent if box.parent in keys else None, []).append(box)
    ordered: list[Box] = []
    queue = list(reversed(held.get(None, [])))
    while queue:
        box = queue.pop()
        ordered.append(box)
        queue += reversed(held.get(box.key, []))
    return tuple(ordered)
