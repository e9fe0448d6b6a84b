"""A tender file that was read, in words for the terminal and as fields for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.procurement.requirements.columns import TEXT, MappedColumn, doubles
from archrepo.procurement.requirements.known_names import Kind
from archrepo.procurement.requirements.lists import TenderList
from archrepo.procurement.requirements.reading import MappedTable, ReadRequirement
from archrepo.procurement.requirements.recognising import Match

SCHEMA = "archrepo/tender-list/1"
_PREVIEWED = 5
#: What a requirement mentions and the procurement as a whole states.
_OF_THE_PURCHASE = (Kind.REGISTRATION, Kind.TERMS, Kind.NORMS)
_LONGEST = 72


def tender_list_text(
    read: TenderList, names: Mapping[str, Text], language: Language, *, is_preview: bool
) -> Iterator[str]:
    """Iterate over the lines: remarks, each table with its columns, the first rows, and what is to be confirmed.

    `names` are the names of what a column can hold, by IRI.
    """

    def say(dutch: str, english: str) -> str:
        return Text(dutch, english).in_(language)

    yield read.document.file_name
    for remark in read.document.remarks:
        yield f"  ! {remark.in_(language)}"
    for one in read.tables:
        yield ""
        yield from _table(one, names, language)
    if is_preview:
        yield ""
        yield say("De eerste eisen:", "The first requirements:")
        for requirement in read.requirements[:_PREVIEWED]:
            row = requirement.row
            must = local_name(ox.NamedNode(row.obligation)) if row.obligation else "?"
            yield f"  {row.number or '-'}  [{_obligation(must).in_(language)}]  {_cut(row.text)}  ({row.place})"
    yield ""
    yield from _counted(read, language)
    open_ones = [one for one in read.requirements if read.doubtful(one) or read.quantities(one) or one.row.doubt]
    if open_ones:
        yield ""
        yield say("Te bevestigen door een mens:", "To be confirmed by a person:")
        for requirement in open_ones:
            yield from _open(read, requirement, language)


def _obligation(name: str) -> Text:
    return {"Mandatory": Text("eis", "must"), "Wish": Text("wens", "wish")}.get(
        name, Text("eis of wens?", "must or wish?")
    )


def _table(one: MappedTable, names: Mapping[str, Text], language: Language) -> Iterator[str]:
    count = len(one.table.rows) - one.mapping.skipped_rows
    if not one.is_used:
        yield Text(
            f"{one.table.name}: {count} rijen, niet gelezen (kies dit blad met --sheet)",
            f"{one.table.name}: {count} rows, not read (choose this sheet with --sheet)",
        ).in_(language)
        return
    yield Text(f"{one.table.name}: {count} rijen", f"{one.table.name}: {count} rows").in_(language)
    for column in one.mapping.columns:
        yield f"  {_column(column, names).in_(language)}"


def _column(column: MappedColumn, names: Mapping[str, Text]) -> Text:
    heading = column.heading.replace("\n", " ") or f"[{column.index + 1}]"
    if not column.meaning:
        return Text(f"? {heading}: niet gelezen, {column.why.nl}", f"? {heading}: not read, {column.why.en}")
    name = names.get(column.meaning, Text.same(column.meaning))
    return Text(f"{heading}: {name.nl} ({column.why.nl})", f"{heading}: {name.en} ({column.why.en})")


def _counted(read: TenderList, language: Language) -> Iterator[str]:
    count = len(read.requirements)
    yield Text(f"{count} eisen en wensen", f"{count} requirements and wishes").in_(language)
    found = Counter(match.kind for one in read.requirements for match in one.sure)
    words = {
        Kind.STANDARD: Text("standaard", "standard"),
        Kind.MEASURE: Text("maatregel", "measure"),
        Kind.EVIDENCE: Text("bewijsstuk", "evidence"),
        Kind.TOPIC: Text("onderwerp", "topic"),
    }
    for kind, word in words.items():
        if found[kind]:
            yield Text(f"  {word.nl}: {found[kind]} keer herkend", f"  {word.en}: recognised {found[kind]} times").in_(
                language
            )
    named = {
        match.name for one in read.requirements for match in one.recognised.sure if match.kind is Kind.REGISTRATION
    }
    if named:
        listed = [", ".join(sorted(name.in_(one) for name in named)) for one in ("nl", "en")]
        yield Text(f"  genoemd: {listed[0]}", f"  mentioned: {listed[1]}").in_(language)
    double = doubles(one.row for one in read.requirements)
    if double:
        shown = ", ".join(double[:10])
        yield Text(f"  ! nummer meer dan eens gebruikt: {shown}", f"  ! number used more than once: {shown}").in_(
            language
        )
    without = sum(not one.row.obligation for one in read.requirements)
    if without:
        yield Text(
            f"  ! van {without} is niet gezegd of het een eis of een wens is",
            f"  ! of {without} it is not said whether it is a must or a wish",
        ).in_(language)
    if read.gone:
        shown = ", ".join(read.gone[:10])
        yield Text(f"  ! staat niet meer in het bestand: {shown}", f"  ! no longer in the file: {shown}").in_(language)


def _open(read: TenderList, requirement: ReadRequirement, language: Language) -> Iterator[str]:
    row = requirement.row
    yield f"  {row.number or requirement.name}  {_cut(row.text)}  ({row.place})"
    if row.doubt is not None:
        yield f"      {row.doubt.in_(language)}"
    for match in read.doubtful(requirement):
        yield f"      {match.matched} = {match.name.in_(language)}? {match.why.in_(language)}"
    for quantity in read.quantities(requirement):
        limit, unit = quantity.limit_name.in_(language), quantity.unit_name.in_(language)
        if not limit:
            limit = Text("minstens of hoogstens", "at least or at most").in_(language)
        yield f"      {quantity.text} = {limit.lower()} {quantity.shown.in_(language)} {unit}?"


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rpartition(" ")[0] + " ..."


def tender_list_form(read: TenderList, language: Language) -> dict[str, object]:
    """Return the file, its tables and its requirements as fields; doubtful matches are those still to be confirmed."""
    return {
        "schema": SCHEMA,
        "file": read.document.file_name,
        "sha256": read.document.sha256,
        "remarks": [remark.in_(language) for remark in read.document.remarks],
        "tables": [
            {
                "name": one.table.name,
                "rows": len(one.table.rows) - one.mapping.skipped_rows,
                "is_read": one.is_used,
                "columns": [
                    {
                        "column": column.index + 1,
                        "heading": column.heading,
                        "holds": column.meaning or None,
                        "why": column.why.in_(language),
                    }
                    for column in one.mapping.columns
                ],
                "has_text": one.mapping.column(TEXT) is not None,
            }
            for one in read.tables
        ],
        "requirements": [_requirement_form(read, one, language) for one in read.requirements],
        "gone": list(read.gone),
    }


def _requirement_form(read: TenderList, one: ReadRequirement, language: Language) -> dict[str, object]:
    row = one.row
    return {
        "name": one.name,
        "number": row.number,
        "text": row.text,
        "table": one.table,
        "chapter": row.chapter,
        "place": row.place,
        "obligation": row.obligation or None,
        "points": None if row.points is None else float(row.points),
        "doubt": row.doubt.in_(language) if row.doubt else None,
        "sure": [_match_form(match, language) for match in one.recognised.sure],
        "doubtful": [_match_form(match, language) for match in read.doubtful(one)],
        "quantities": [
            {
                "value": float(quantity.value),
                "unit": quantity.unit,
                "limit": quantity.limit or None,
                "text": quantity.text,
                "start": quantity.start,
                "end": quantity.end,
            }
            for quantity in read.quantities(one)
        ],
    }


def _match_form(match: Match, language: Language) -> dict[str, object]:
    return {
        "term": match.term,
        "name": match.name.in_(language),
        "kind": match.kind.name.lower(),
        "property": match.kind.value,
        "matched": match.matched,
        "start": match.start,
        "end": match.end,
        "version": match.version or None,
        "why": match.why.in_(language),
    }
