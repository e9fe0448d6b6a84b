"""What a filled workbook means for the model: three states compared, cell by cell.

What was exported, what the cell says now and what the model says now. Only a cell that a person changed means a change;
where the model changed too, and to something else, there is a conflict that a person has to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final, Literal

import pyoxigraph as ox

from archrepo.amending import Amendment, free_name
from archrepo.errors import RequestFault
from archrepo.findings import Location
from archrepo.landscape.cells import CellReading, Unreadable, cell_of, is_same, meaning, tidy, values_of
from archrepo.landscape.conflicts import Conflict
from archrepo.landscape.filled import FilledCell, FilledRow, FilledSheet, FilledWorkbook
from archrepo.landscape.sheets import Column, Sheet, read_sheets, rows_of
from archrepo.landscape.showing import names_of
from archrepo.language import Text
from archrepo.metamodel import local_name
from archrepo.procurement.drafts.starting import slug_of
from archrepo.turtle.reading import Term
from archrepo.vocabulary import LABEL, RELATION_SOURCE, RELATION_TARGET, TYPE
from archrepo.workspace import Workspace

#: Who is right where both changed: nobody yet, the workbook (or other file that came back) or the model.
Side = Literal["", "workbook", "model"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for a file that comes back.

    `right` is who is right where both changed; `into` the file for new things, "" for where most of their kind stand;
    `removals` when what left the file will go; `since` the model file as it was before it was edited.
    """

    right: Side = ""
    into: str = ""
    removals: bool = False
    since: Path | None = None


NOTHING_CHOSEN: Final = Choices()


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be read or obeyed: its place, why, and what to do."""

    place: str
    text: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the workbook means: facts to change, new elements with their file, rows that are gone, and what is wrong.

    A conflict is in `amendments` only when the workbook was said to be right. `gone` are elements of the model whose
    row was taken out, by sheet and name.
    """

    amendments: tuple[Amendment, ...]
    new_files: Mapping[ox.NamedNode, str]
    gone: tuple[ox.NamedNode, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[CellFault, ...]
    remarks: tuple[Text, ...]


def proposed(workspace: Workspace, filled: FilledWorkbook, choices: Choices = NOTHING_CHOSEN) -> Proposal:
    """Return what the filled workbook means for this workspace.

    Raises:
        RequestFault: the workbook was exported from another model.
    """
    if filled.base != workspace.base:
        raise RequestFault(
            Text(
                f"{filled.file_name} komt uit een ander model: {filled.base}",
                f"{filled.file_name} comes from another model: {filled.base}",
            ),
            location=Location(filled.file_name, 0, 0, 0, 0),
            remedy=Text(
                "kies een werkmap van dit model, of open dat model (op de opdrachtregel met --workspace)",
                "choose a workbook of this model, or open that model (on the command line with --workspace)",
            ),
        )
    return _Comparing(workspace, filled, choices).proposal()


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    values: dict[ox.NamedNode, dict[ox.NamedNode, list[Term]]] = field(default_factory=dict)
    new_files: dict[ox.NamedNode, str] = field(default_factory=dict)
    gone: list[ox.NamedNode] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)

    def fault(self, place: str, text: Text, remedy: Text) -> None:
        self.faults.append(CellFault(place, text, remedy))


class _Comparing:
    def __init__(self, workspace: Workspace, filled: FilledWorkbook, choices: Choices) -> None:
        self.workspace, self.filled, self.choices = workspace, filled, choices
        self.found = _Found(remarks=list(filled.remarks))
        self.sheets = {one.iri: one for one in read_sheets(workspace, filled.language)}

    def proposal(self) -> Proposal:
        pairs = [(self.sheets[one.iri], one) for one in self.filled.sheets if one.iri in self.sheets]
        matched = [(sheet, filled, self._by_row(sheet, filled)) for sheet, filled in pairs if not filled.is_gone]
        for sheet, filled in pairs:
            self._tell_sheet(sheet, filled)
        # A new row can be named in any other, so all get their IRI before a cell is read.
        new: dict[str, ox.NamedNode] = {}
        for _, filled, rows in matched:
            for row, subject in rows:
                name = self._name_in(filled, row)
                if subject not in self.workspace.model.all_subjects and name:
                    new.setdefault(name.casefold(), subject)
        for sheet, filled, rows in matched:
            self._compare(sheet, filled, rows, new)
            self._rows_gone(filled, {subject for _, subject in rows})
        found = self.found
        return Proposal(
            tuple(Amendment(subject, values) for subject, values in found.values.items() if values),
            found.new_files,
            tuple(found.gone),
            tuple(found.conflicts),
            tuple(found.faults),
            tuple(found.remarks),
        )

    def _tell_sheet(self, sheet: Sheet, filled: FilledSheet) -> None:
        if filled.is_gone:
            self.found.remarks.append(
                Text(
                    f"het blad {filled.title} staat niet in de werkmap, of mist zijn kenmerken; zijn rijen blijven zo",
                    f"the sheet {filled.title} is not in the workbook, or misses its keys; its rows stay as they are",
                )
            )
        for heading in filled.unknown:
            self.found.remarks.append(
                Text(
                    f"{heading.place}: de kolom '{heading.text[:40]}' is niet uit de export en wordt niet gelezen",
                    f"{heading.place}: the column '{heading.text[:40]}' is not of the export and is not read",
                )
            )
        known = {(column.predicate, column.language) for column in sheet.columns}
        if any((predicate, language) not in known for predicate, language in filled.columns):
            self.found.remarks.append(
                Text(
                    f"{filled.title}: een kolom van toen hoort niet meer bij het blad en wordt niet gelezen",
                    f"{filled.title}: a column of then is no longer one of the sheet and is not read",
                )
            )

    # Which row is which element

    def _by_row(self, sheet: Sheet, filled: FilledSheet) -> list[tuple[FilledRow, ox.NamedNode]]:
        """Return the rows with their element; those that have none to be, or twice the same, are told and left out."""
        found: list[tuple[FilledRow, ox.NamedNode]] = []
        places: dict[ox.NamedNode, str] = {}
        names = {
            self.workspace.label(one, self.filled.language).casefold(): one for one in rows_of(self.workspace, sheet)
        }
        new = Counter(self._name_in(filled, row).casefold() for row in filled.rows if not row.key.text)
        for row in filled.rows:
            subject = self._keyed(row, filled) if row.key.text else self._named_new(sheet, filled, row, names, new)
            if subject is None:
                continue
            if subject in places:
                self.found.fault(
                    row.key.place,
                    Text(
                        f"het kenmerk {row.key.text} staat ook in {places[subject]}",
                        f"the key {row.key.text} stands in {places[subject]} too",
                    ),
                    Text("maak het kenmerk van een nieuwe rij leeg", "leave the key of a new row empty"),
                )
                continue
            places[subject] = row.key.place
            found.append((row, subject))
        return found

    def _keyed(self, row: FilledRow, filled: FilledSheet) -> ox.NamedNode | None:
        key = row.key.text
        iris = {one.value: one for one in filled.exported}
        subject = iris.get(key) or iris.get(self.workspace.base + key)
        if subject is None:
            self.found.fault(
                row.key.place,
                Text(f"het kenmerk '{key[:60]}' staat niet in de export", f"the key '{key[:60]}' is not in the export"),
                Text(
                    "zet het oude kenmerk terug, of maak het leeg voor een nieuw element",
                    "put the old key back, or leave it empty for a new element",
                ),
            )
        return subject

    def _named_new(
        self,
        sheet: Sheet,
        filled: FilledSheet,
        row: FilledRow,
        names: Mapping[str, ox.NamedNode],
        new: Mapping[str, int],
    ) -> ox.NamedNode | None:
        """Return the IRI that a row without a key gets: from its name, and of a relation without one from its ends."""
        name = self._name_in(filled, row)
        place = row.key.place
        if not name:
            self.found.fault(
                place,
                Text("deze nieuwe rij heeft geen naam", "this new row has no name"),
                Text("vul de naam in, of maak de hele rij leeg", "fill in the name, or empty the whole row"),
            )
            return None
        same = names.get(name.casefold())
        if same is not None and same not in filled.exported and new[name.casefold()] == 1:
            # Added to the model after the export, perhaps from this very workbook.
            return same
        if same is not None or new[name.casefold()] > 1:
            other = f" ({local_name(same)})" if same is not None else ""
            self.found.fault(
                place,
                Text(f"er is al een rij met de naam '{name}'{other}", f"there is a row named '{name}' already{other}"),
                Text(
                    "zet het kenmerk van die rij terug, of geef elke nieuwe rij een eigen naam",
                    "put the key of that row back, or give each new row a name of its own",
                ),
            )
            return None
        stem = self.workspace.base + (slug_of(name) or "nieuw")
        subject = free_name(self.workspace, stem, self.found.new_files)
        self.found.new_files[subject] = self.choices.into or self._file_for(sheet)
        return subject

    def _name_in(self, filled: FilledSheet, row: FilledRow) -> str:
        """Return the name that a row gives: its first filled name, else those of the two ends of a relation."""
        said = [
            (predicate, tidy(row.cells[at].text)) for at, (predicate, _) in enumerate(filled.columns) if at in row.cells
        ]
        named = [text for predicate, text in said if predicate == LABEL and text]
        ends = [text for predicate, text in said if predicate in (RELATION_SOURCE, RELATION_TARGET) and text]
        return named[0] if named else " - ".join(ends)

    def _file_for(self, sheet: Sheet) -> str:
        """Return the file with more than half of the rows, else a new one in the folder that has most of them."""
        files = Counter(self.workspace.locate(one, TYPE).path for one in rows_of(self.workspace, sheet))
        ranked = sorted(files.items(), key=lambda item: (-item[1], item[0]))
        if ranked and ranked[0][1] * 2 > files.total():
            return ranked[0][0]
        folders = Counter(str(PurePosixPath(path).parent) for path in files.elements())
        patterns = [PurePosixPath(one).parts[0] for one in self.workspace.configuration.model if "/" in one]
        folder = min(folders, key=lambda one: (-folders[one], one)) if folders else next(iter(patterns), "")
        return str(PurePosixPath(folder, f"{slug_of(sheet.title.en)}-added.ttl"))

    # What the cells of a row say

    def _compare(
        self,
        sheet: Sheet,
        filled: FilledSheet,
        rows: Sequence[tuple[FilledRow, ox.NamedNode]],
        new: Mapping[str, ox.NamedNode],
    ) -> None:
        places = {known: at for at, known in enumerate(filled.columns)}
        subjects = [subject for _, subject in rows]
        for column in sheet.columns:
            at = places.get((column.predicate, column.language))
            if at is None:
                continue
            now = names_of(self.workspace, sheet, column, self.filled.language, subjects)
            known = {name.casefold(): one for one, name in now.items() if isinstance(one, ox.NamedNode)}
            names = {**new, **known, **filled.names[at]}
            reading = CellReading(self.workspace, column, names)
            for row, subject in rows:
                cell = row.cells.get(at)
                exported = filled.exported.get(subject, ("",) * len(filled.columns))[at]
                if cell is not None and cell.problem is not None:
                    self.found.fault(cell.place, cell.problem, Text("schrijf de waarde zelf", "write the value itself"))
                elif cell is not None and (tidy(cell.text) != tidy(exported) or subject in self.found.new_files):
                    self._cell(sheet, column, reading, subject, cell, exported, now)

    def _cell(
        self,
        sheet: Sheet,
        column: Column,
        reading: CellReading,
        subject: ox.NamedNode,
        cell: FilledCell,
        exported: str,
        names: Mapping[Term, str],
    ) -> None:
        wanted = reading.values(cell.text, is_number=cell.is_number)
        was = reading.values(exported)
        if isinstance(wanted, Unreadable):
            self.found.fault(cell.place, wanted.text, wanted.remedy)
            return
        if not isinstance(was, Unreadable) and is_same(was, wanted):
            return
        is_new = subject in self.found.new_files
        if not is_new and not self.workspace.model.facts(subject):
            self._conflict(column, subject, cell, exported, "")
            return
        held = () if is_new else values_of(self.workspace, subject, column)
        if is_same(held, wanted):
            return
        shown = cell_of(held, column, names)
        if shown.is_locked:
            self.found.fault(
                cell.place,
                Text("deze cel toont niet alles wat het model zegt", "this cell does not show all that the model says"),
                Text("verander dit feit in het Turtle-bestand", "change this fact in the Turtle file"),
            )
            return
        if column.predicate == LABEL and not wanted and not column.is_extra:
            self.found.fault(
                cell.place,
                Text("de naam is leeg", "the name is empty"),
                Text("vul een naam in, of haal de hele rij weg", "fill in a name, or take the whole row out"),
            )
            return
        moved = isinstance(was, Unreadable) or not is_same(was, held)
        if not is_new and moved and tidy(shown.text) != tidy(exported):
            self._conflict(column, subject, cell, exported, shown.text)
            if self.choices.right != "workbook":
                return
        self._put(subject, sheet, column, held, wanted)

    def _conflict(self, column: Column, subject: ox.NamedNode, cell: FilledCell, exported: str, model: str) -> None:
        name = self.workspace.name_of(subject)
        texts = (Text.same(exported), Text.same(tidy(cell.text)), Text.same(model))
        is_gone = not self.workspace.model.facts(subject)
        self.found.conflicts.append(Conflict(cell.place, name, column.heading, *texts, is_gone))

    def _put(
        self, subject: ox.NamedNode, sheet: Sheet, column: Column, held: Iterable[Term], wanted: Iterable[Term]
    ) -> None:
        """Keep what the subject says from now on; a value that means the same stays as it is written."""
        said = self.found.values.setdefault(subject, {})
        if subject in self.found.new_files and TYPE not in said:
            said[TYPE] = [sheet.rows_of]
        known = {meaning(value): value for value in held}
        present = said.get(column.predicate)
        if present is None or (column.predicate == TYPE and subject in self.found.new_files):
            present = [] if column.predicate == TYPE else list(self.workspace.model.objects(subject, column.predicate))
        left = [value for value in present if value not in known.values()]
        new = [known.get(meaning(value), _as_held(value, held)) for value in wanted]
        said[column.predicate] = [*left, *new]

    def _rows_gone(self, filled: FilledSheet, present: Collection[ox.NamedNode]) -> None:
        # A row with a fault in its key is there still.
        keys = {row.key.text for row in filled.rows}
        for subject in filled.exported:
            is_here = (
                subject in present or subject.value in keys or subject.value.removeprefix(self.workspace.base) in keys
            )
            if not is_here and self.workspace.model.facts(subject):
                self.found.gone.append(subject)


def _as_held(value: Term, held: Iterable[Term]) -> Term:
    """Return a text without a language when the text that it replaces has none."""
    plain = [one for one in held if isinstance(one, ox.Literal) and not one.language]
    return ox.Literal(value.value) if isinstance(value, ox.Literal) and value.language and plain else value
