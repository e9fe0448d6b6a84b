"""A migration in words: what becomes of the types, which relations break, which views are touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from archrepo.language import Language, Text
from archrepo.migrating.planning import Migration, MovedElement
from archrepo.migrating.typing import Change

_CHANGES: Final[dict[Change, Text]] = {
    "unchanged": Text("blijft", "unchanged"),
    "renamed": Text("andere naam", "renamed"),
    "merged": Text("samengevoegd", "merged"),
    "removed": Text("vervallen", "removed"),
}
_COLUMNS = (
    Text("wat", "change"),
    Text("element", "element"),
    Text("naam", "name"),
    Text("was", "was"),
    Text("wordt", "becomes"),
    Text("of", "or"),
    Text("plaats", "place"),
)
_MOST: Final = 25


def told(migration: Migration, language: Language, most: int = _MOST) -> Iterator[str]:
    """Yield the migration in lines: counts by type, what was removed, relations and views; `most` lines of a kind."""
    counts = Counter(one.change for one in migration.elements)
    yield Text(
        f"Naar ArchiMate {migration.version}: {len(migration.elements)} elementen",
        f"To ArchiMate {migration.version}: {len(migration.elements)} elements",
    ).in_(language)
    for change, label in _CHANGES.items():
        yield f"  {counts[change]:>6} {label.in_(language)}"
    yield from _types(migration, language)
    yield from _removed(migration, language, most)
    yield from _relations(migration, language, most)
    yield from _views(migration, language, most)
    for title in migration.kept:
        yield Text(
            f"{title.nl} blijft zoals het is: een vastgezet referentiemodel wordt niet bewerkt.",
            f"{title.en} stays as it is: a pinned reference model is not edited.",
        ).in_(language)
    files = len(migration.changes) + (migration.header is not None)
    yield Text(f"Bestanden die veranderen: {files}", f"Files that change: {files}").in_(language)


def listed(migration: Migration, language: Language) -> Iterator[str]:
    """Yield a table with tabs: a header, and a line for each element in the order of the files."""
    yield "\t".join(column.in_(language) for column in _COLUMNS)
    for one in migration.elements:
        others = ", ".join(f"am:{other.name}" for other in one.others)
        cells = (
            _CHANGES[one.change].in_(language),
            one.iri.value,
            " ".join(one.name.in_(language).split()),
            f"am:{one.old.name}",
            f"am:{one.new.name}",
            others,
            _place(one),
        )
        yield "\t".join(cells)


def _types(migration: Migration, language: Language) -> Iterator[str]:
    moved = [one for one in migration.elements if one.change != "unchanged"]
    counts = Counter((one.old.label.in_(language), one.new.label.in_(language), one.change) for one in moved)
    if counts:
        yield Text("Typen die veranderen", "Types that change").in_(language)
    for (old, new, change), count in sorted(counts.items()):
        yield f"  {count:>6} {old} -> {new} ({_CHANGES[change].in_(language)})"


def _removed(migration: Migration, language: Language, most: int) -> Iterator[str]:
    gone = [one for one in migration.elements if one.change == "removed"]
    if not gone:
        return
    yield Text("Vervallen typen, met het voorstel", "Types that are no more, with the proposal").in_(language)
    kinds = dict.fromkeys(one.old.name for one in gone)
    for kind in kinds:
        there = [one for one in gone if one.old.name == kind]
        first = there[0]
        others = ", ".join(other.label.in_(language) for other in first.others)
        choice = Text(f"; ook mogelijk: {others}", f"; also possible: {others}").in_(language) if others else ""
        yield f"  {first.old.label.in_(language)} -> {first.new.label.in_(language)}{choice}"
        if first.advice is not None:
            yield f"    {first.advice.in_(language)}"
        for one in there[:most]:
            yield f"    {_place(one)} {one.name.in_(language)}"
        yield from _more(len(there) - most, language)


def _relations(migration: Migration, language: Language, most: int) -> Iterator[str]:
    count, version = len(migration.relations), migration.version
    yield Text(
        f"Relaties die ArchiMate {version} niet toestaat: {count} van {migration.relations_in_all}",
        f"Relations that ArchiMate {version} does not allow: {count} of {migration.relations_in_all}",
    ).in_(language)
    for one in migration.relations[:most]:
        yield f"  {one.location.path}:{one.location.line}:{one.location.column} {one.message.in_(language)}"
        yield f"      = {Text('remedie', 'remedy').in_(language)}: {one.remedy.in_(language)}"
    yield from _more(count - most, language)
    if migration.already:
        yield Text(
            f"  {migration.already} mochten al niet; die staan in archrepo check",
            f"  {migration.already} were not allowed already; archrepo check lists them",
        ).in_(language)


def _views(migration: Migration, language: Language, most: int) -> Iterator[str]:
    if not migration.views_in_all:
        return
    yield Text(
        f"Platen met een element dat verandert: {len(migration.views)} van {migration.views_in_all}",
        f"Views with an element that changes: {len(migration.views)} of {migration.views_in_all}",
    ).in_(language)
    ranked = sorted(migration.views, key=lambda one: (-one.removed, -one.changed, one.iri.value))
    for one in ranked[:most]:
        gone = Text(f", {one.removed} vervallen", f", {one.removed} removed").in_(language) if one.removed else ""
        yield f"  {one.name.in_(language)}: {one.changed}{gone}"
    yield from _more(len(ranked) - most, language)


def _more(count: int, language: Language) -> Iterator[str]:
    if count > 0:
        yield Text(f"    en {count} meer", f"    and {count} more").in_(language)


def _place(one: MovedElement) -> str:
    return f"{one.location.path}:{one.location.line}:{one.location.column}"
