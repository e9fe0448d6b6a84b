"""Read a requirement list into a proposal: tables, requirements, decisions, and the two files that keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.procurement.proposals import (
    READING_FILE,
    Proposal,
    folder_of,
    procurement_of,
    requirements_file,
)
from archrepo.procurement.requirements.columns import (
    ColumnMapping,
    RememberedMapping,
    meanings_of,
    plain,
    remembered_mappings,
    rows_of,
    with_choice,
)
from archrepo.procurement.requirements.decisions import (
    Decision,
    confirmed,
    decisions_in,
    rejected,
    still_doubtful,
    still_open,
)
from archrepo.procurement.requirements.phrases import Phrases, tokens_of
from archrepo.procurement.requirements.quantities import RecognisedQuantity
from archrepo.procurement.requirements.reading import (
    MappedTable,
    ReadRequirement,
    map_tables,
    read_requirements,
    stem_of,
)
from archrepo.procurement.requirements.recognising import Match, Recogniser
from archrepo.procurement.requirements.source_tables import SourceDocument
from archrepo.procurement.requirements.turtle_form import reading_text, requirements_text
from archrepo.store import Graph
from archrepo.turtle.reading import parse
from archrepo.vocabulary import ar
from archrepo.workspace import Workspace, with_files
from archrepo.workspace.saving import NewText, save_all, text_at


@dataclass(frozen=True, slots=True)
class TableColumn:
    """What a person says of one column: its table, its number from one, and the IRI of what it holds.

    It holds for every table with the same headings.
    """

    table: str
    number: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person says of a file: sheets or tables to read, columns as HEADING=MEANING, matches as NUMBER=NAME.

    `columns` are of whichever table has them; `table_columns` are of one table and those like it.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    document: str = ""
    replaces: bool = False
    table_columns: tuple[TableColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write: its text, and the text that was there, None when it is new."""

    path: Path
    before: str | None
    text: str


@dataclass(frozen=True, slots=True)
class TenderList:
    """A file as it was read into a proposal; nothing is written yet.

    `changes` are the requirements and the remembered mapping. `gone` are the names of requirements of an earlier
    reading that the file no longer has; `not_read` says of which tables lines that look like requirements were
    not read.
    """

    document: SourceDocument
    tables: tuple[MappedTable, ...]
    requirements: tuple[ReadRequirement, ...]
    decisions: Mapping[str, Decision]
    gone: tuple[str, ...]
    changes: tuple[Change, ...]
    not_read: tuple[Text, ...]

    def doubtful(self, requirement: ReadRequirement) -> tuple[Match, ...]:
        """Return the matches of a requirement that a person is still to confirm."""
        return still_doubtful(requirement, self.decisions.get(requirement.name, Decision()))

    def quantities(self, requirement: ReadRequirement) -> tuple[RecognisedQuantity, ...]:
        """Return the numbers of a requirement that a person is still to confirm."""
        return still_open(requirement, self.decisions.get(requirement.name, Decision()))


def read_tender_list(
    workspace: Workspace, proposal: Proposal, document: SourceDocument, choices: Choices = Choices()
) -> TenderList:
    """Return the file as requirements of the proposal, with what was decided at earlier readings.

    Raises:
        RequestFault: the proposal is no folder, a choice names nothing, no table has a text, or the file of an earlier
            reading holds more than requirements.
        InputFault: the proposal has no procurement, or more than one.
    """
    target = folder_of(proposal) / requirements_file(stem_of(document.file_name))
    after = with_files(workspace, [path for path in proposal.paths if path != target])
    procurement = procurement_of(workspace, after, proposal)
    in_document = after.find(choices.document).value if choices.document else ""
    remembered = _remembered(proposal.root / READING_FILE)
    tables = _mapped(document, workspace.ontology.graph, remembered, choices)
    recogniser = Recogniser(workspace)
    requirements = read_requirements(document.file_name, tables, recogniser)
    decisions: dict[str, Decision] = {}
    before = text_at(target)
    if before is not None and not choices.replaces:
        decided = decisions_in(before, target.name, recogniser)
        decisions = {iri.removeprefix(workspace.base): decision for iri, decision in decided.items()}
    names = {one.name for one in requirements}
    gone = tuple(name for name in decisions if name not in names)
    for choice in choices.confirm:
        decisions = confirmed(requirements, choice, decisions)
    for choice in choices.reject:
        decisions = rejected(requirements, choice, decisions)
    text = requirements_text(
        workspace.base,
        str(getattr(procurement, "value", "")),
        document,
        requirements,
        decisions,
        in_document=in_document,
    )
    reading = proposal.root / READING_FILE
    changes = (
        Change(target, before, text),
        Change(reading, text_at(reading), reading_text(workspace.base, remembered, tables)),
    )
    not_read = tuple(_left_out(tables, workspace.ontology.graph))
    shown = replace(document, remarks=(*not_read, *document.remarks))
    return TenderList(shown, tables, requirements, decisions, gone, changes, not_read)


def save_tender_list(workspace: Workspace, read: TenderList) -> tuple[Path, ...]:
    """Write what was read, all files or none, and return the paths of the files that changed.

    Raises:
        RequestFault: somebody changed a file meanwhile.
    """
    changed = [change for change in read.changes if change.text != change.before]
    save_all(workspace.root, [NewText(change.path, change.text, change.before) for change in changed])
    return tuple(change.path for change in changed)


def _left_out(tables: Sequence[MappedTable], ontology: Graph) -> Iterator[Text]:
    """Yield a remark on each table that was not read and has rows with a number or a word such as `moet`."""
    words: Phrases[str] = Phrases()
    for word in ontology.objects(ar("DemandWord"), ar("recognisedBy")):
        if isinstance(word, ox.Literal):
            words.add(word.value, word.value)
    used = [one.table.name for one in tables if one.is_used]
    for one in tables:
        rows = () if one.is_used else rows_of(one.table, one.mapping)
        count = sum(bool(row.number) or any(words.longest(tokens_of(row.text))) for row in rows)
        if count:
            name, options = one.table.name, " ".join(f"--sheet {quote(other)}" for other in (*used, one.table.name))
            yield Text(
                f"NIET GELEZEN: in '{name}' lijken {count} van {len(rows)} regels op een eis; lees ze met {options}",
                f"NOT READ: in '{name}' {count} of {len(rows)} lines look like a requirement; read them with {options}",
            )


def _remembered(path: Path) -> tuple[RememberedMapping, ...]:
    return remembered_mappings(Graph(parse(path.read_bytes(), path.name))) if path.is_file() else ()


def _mapped(
    document: SourceDocument, ontology: Graph, remembered: Sequence[RememberedMapping], choices: Choices
) -> tuple[MappedTable, ...]:
    unknown = next((one for one in choices.sheets if one not in [table.name for table in document.tables]), None)
    if unknown is not None:
        listed = ", ".join(table.name for table in document.tables)
        raise RequestFault(
            Text(f"er is geen blad of tabel '{unknown}'", f"there is no sheet or table '{unknown}'"),
            remedy=Text(f"kies uit: {listed}", f"choose from: {listed}"),
        )
    tables = map_tables(document, ontology, remembered, choices.sheets)
    if choices.columns:
        stated = [_stated(choice, ontology) for choice in choices.columns]
        found = {heading for heading, _ in stated if any(_index(one.mapping, heading) is not None for one in tables)}
        for heading, _ in stated:
            if heading not in found:
                raise _no_column(heading, tables)
        tables = tuple(replace(one, mapping=_with_stated(one.mapping, stated)) for one in tables)
    if choices.table_columns:
        headings = {one.table.name: headings_of(one) for one in tables}
        tables = tuple(
            replace(one, mapping=_with_own(one, headings, choices.table_columns, ontology)) for one in tables
        )
    is_told = bool(choices.columns or choices.table_columns)
    if is_told and not any(one.is_used and one.mapping.is_usable for one in tables):
        tables = tuple(replace(one, is_used=one.mapping.is_usable) for one in tables)
    if not any(one.is_used and one.mapping.is_usable for one in tables):
        raise RequestFault(
            Text(
                f"in {document.file_name} is geen kolom met de tekst van eisen herkend",
                f"no column with the text of requirements was recognised in {document.file_name}",
            ),
            remedy=Text(
                'zeg welke kolom de tekst heeft, zoals --map "Omschrijving=tekst", en kies het blad met --sheet',
                'say which column has the text, such as --map "Description=text", and choose the sheet with --sheet',
            ),
        )
    return tables


def headings_of(one: MappedTable) -> tuple[str, ...]:
    """Return what tables are alike by: their headings; a table without any is like itself only."""
    headings = tuple(plain(column.heading) for column in one.mapping.columns)
    return headings if any(headings) else (one.table.name,)


def _with_own(
    one: MappedTable,
    headings: Mapping[str, tuple[str, ...]],
    columns: Sequence[TableColumn],
    ontology: Graph,
) -> ColumnMapping:
    mapping, meanings = one.mapping, meanings_of(ontology)
    for column in columns:
        is_like = headings.get(column.table) == headings_of(one)
        if is_like and column.meaning in meanings and 0 < column.number <= len(mapping.columns):
            mapping = with_choice(mapping, column.number - 1, column.meaning)
    return mapping


def _with_stated(mapping: ColumnMapping, stated: Sequence[tuple[str, str]]) -> ColumnMapping:
    for heading, meaning in stated:
        index = _index(mapping, heading)
        if index is not None:
            mapping = with_choice(mapping, index, meaning)
    return mapping


def _index(mapping: ColumnMapping, heading: str) -> int | None:
    """Return the place of a column by its heading, or by its number from one when no heading is like that."""
    for one in mapping.columns:
        if one.heading and plain(one.heading) == plain(heading):
            return one.index
    number = int(heading) - 1 if heading.isascii() and heading.isdigit() and len(heading) < 5 else -1
    return number if 0 <= number < len(mapping.columns) else None


def _stated(choice: str, ontology: Graph) -> tuple[str, str]:
    heading, equals, word = choice.rpartition("=")
    wanted = word.strip().casefold()
    meanings = meanings_of(ontology)
    for iri, name in meanings.items():
        short = local_name(ox.NamedNode(iri)).removeprefix("Column").casefold()
        if equals and heading.strip() and wanted in (short, name.nl.casefold(), name.en.casefold(), iri.casefold()):
            return heading.strip(), iri
    dutch, english = (", ".join(name.in_(language) for name in meanings.values()) for language in ("nl", "en"))
    raise RequestFault(
        Text(f"'{choice}' zegt niet wat een kolom bevat", f"'{choice}' does not say what a column holds"),
        remedy=Text(
            f"schrijf KOP=INHOUD, met als inhoud: {dutch}", f"write HEADING=CONTENT, with as content: {english}"
        ),
    )


def _no_column(heading: str, tables: Sequence[MappedTable]) -> RequestFault:
    listed = ", ".join(dict.fromkeys(one.heading for table in tables for one in table.mapping.columns if one.heading))
    return RequestFault(
        Text(f"er is geen kolom '{heading}'", f"there is no column '{heading}'"),
        remedy=Text(
            f"kies uit: {listed}; of noem het nummer van de kolom",
            f"choose from: {listed}; or state the number of the column",
        ),
    )
