"""Read the three tables in which Archi exports a model: elements, relations and properties.

The three belong together by name, as in `stad-elements.csv` and `stad-relations.csv`; only the elements are a must.
Source: the CSV import and export of Archi 5; a table holds no views and no folders.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from archrepo.errors import InputFault
from archrepo.exchange.document import Document, read_file
from archrepo.exchange.forms.csv_cells import Cell, Table, header_of, table_of
from archrepo.exchange.forms.native_tree import NativeTree, Pair, made_id
from archrepo.exchange.model import AccessType
from archrepo.exchange.names import ARCHI_ACCESS_TYPES, ELEMENTS_OF_ARCHIMATE_2, RELATIONS_OF_ARCHIMATE_2
from archrepo.exchange.refusals import fault
from archrepo.language import Text
from archrepo.metamodel import Metamodel

ELEMENTS: Final = "elements"
RELATIONS: Final = "relations"
PROPERTIES: Final = "properties"
ELEMENT_COLUMNS: Final = ("ID", "Type", "Name", "Documentation", "Specialization")
RELATION_COLUMNS: Final = ("ID", "Type", "Name", "Documentation", "Source", "Target", "Specialization")
PROPERTY_COLUMNS: Final = ("ID", "Key", "Value")
MODEL_TYPE: Final = "ArchimateModel"

#: Keys under which a table says what a concept of one type says with an attribute.
ACCESS_KEY: Final = "Access_Type"
STRENGTH_KEY: Final = "Influence_Strength"
DIRECTED_KEY: Final = "Directed"
JUNCTION_KEY: Final = "Junction_Type"
JUNCTIONS: Final[Mapping[str, str]] = {"And": "AndJunction", "Or": "OrJunction"}

_ACCESS_NUMBERS: Final = {name: number for number, name in ARCHI_ACCESS_TYPES.items() if number}
_JUNCTION: Final = "Junction"
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    RELATIONS: ("ID", "Type", "Source", "Target"),
    PROPERTIES: PROPERTY_COLUMNS,
    ELEMENTS: ("ID", "Type", "Name"),
}
_ALLOWED: Final = {RELATIONS: RELATION_COLUMNS, PROPERTIES: PROPERTY_COLUMNS, ELEMENTS: ELEMENT_COLUMNS}


def part_of(header: Sequence[str]) -> str:
    """Return which of the three tables has this header; "" when it is none of them."""
    names = {name.casefold() for name in header}
    for part, needed in _NEEDED.items():
        allowed = {name.casefold() for name in _ALLOWED[part]}
        if {name.casefold() for name in needed} <= names <= allowed:
            return part
    return ""


def companions(path: Path) -> dict[str, Path]:
    """Return the tables that belong to this one by their names, itself included; by part, only those that are there."""
    own = part_of(header_of(read_file(path)))
    stem = path.stem
    if not own or not stem.casefold().endswith(own):
        return {own: path}
    start = stem[: len(stem) - len(own)]
    beside = {part: path.with_name(f"{start}{part}{path.suffix}") for part in (ELEMENTS, RELATIONS, PROPERTIES)}
    return {part: found for part, found in {**beside, own: path}.items() if found.is_file()}


def without_companions(paths: Sequence[Path]) -> list[Path]:
    """Return the paths without tables that belong to one before them, so that three tables are one model."""
    kept: list[Path] = []
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in seen:
            continue
        kept.append(path)
        if path.is_file() and path.stem.casefold().endswith((ELEMENTS, RELATIONS, PROPERTIES)):
            seen |= {found.resolve() for part, found in companions(path).items() if part}
    return kept


def read_archi_tables(path: Path, metamodel: Metamodel) -> Document:
    """Return the model in the tables that belong to the one at `path`, as the tree of a native file.

    Raises:
        InputFault: the elements are missing, or a cell is not what it must be; the words name its row and column.
    """
    found = companions(path)
    if ELEMENTS not in found:
        raise fault(
            path.as_posix(),
            Text(
                "de tabel met elementen die bij deze tabel hoort, is er niet",
                "the table of elements that belongs to this table is not there",
            ),
            Text(
                f"zet hem ernaast, met een naam die eindigt op {ELEMENTS}.csv",
                f"put it beside this one, with a name that ends in {ELEMENTS}.csv",
            ),
        )
    tables = {part: table_of(read_file(one), one.as_posix()) for part, one in found.items()}
    return _Reader(path, tables, metamodel).document()


@dataclass(slots=True)
class _Row:
    """One concept on its way: its cells, the type it was read as, and what the properties say of it."""

    table: Table
    cells: tuple[Cell, ...]
    identifier: str
    kind: str
    properties: list[Pair] = field(default_factory=list)
    attributes: list[Pair] = field(default_factory=list)

    def text(self, name: str) -> str:
        at = self.table.column(name)
        return self.cells[at].text if at is not None else ""


def _columns(table: Table, names: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers of columns that must be there.

    Raises:
        InputFault: one is missing.
    """
    found = {name: table.column(name) for name in names}
    for name, at in found.items():
        if at is None:
            raise table.fault(
                table.header[0],
                Text(f"in deze tabel is geen kolom {name}", f"this table has no column {name}"),
                Text(f"noem een kolom {name} op de eerste regel", f"name a column {name} on the first line"),
            )
    return tuple(at for at in found.values() if at is not None)


class _Reader:
    """The tables of one model."""

    def __init__(self, path: Path, tables: Mapping[str, Table], metamodel: Metamodel) -> None:
        self._path = path
        self._tables = tables
        self._metamodel = metamodel
        self._rows: dict[str, _Row] = {}
        self._model: _Row | None = None
        relations = (*(kind.name for kind in metamodel.relation_types.values()), *RELATIONS_OF_ARCHIMATE_2)
        elements = (kind.name for kind in metamodel.types.values())
        self._elements = _by_name((*elements, *ELEMENTS_OF_ARCHIMATE_2, _JUNCTION, *JUNCTIONS.values(), MODEL_TYPE))
        self._relations = _by_name(relations) | {f"{name.casefold()}relationship": name for name in relations}

    def document(self) -> Document:
        """Return the whole model."""
        elements = self._take(self._tables[ELEMENTS], self._elements)
        relations = self._take(self._tables[RELATIONS], self._relations) if RELATIONS in self._tables else []
        if PROPERTIES in self._tables:
            self._take_properties(self._tables[PROPERTIES])
        name = self._model.text("Name") if self._model else _prefix(self._path)
        tree = NativeTree(self._metamodel, self._model.identifier if self._model else made_id("model", name), name)
        for row in elements:
            kind = AND_JUNCTION if row.kind == _JUNCTION else row.kind
            described = (row.text("Name"), row.text("Documentation"), row.properties, row.text("Specialization"))
            tree.add_element(row.identifier, kind, *described)
        for row in relations:
            described = (row.text("Name"), row.text("Documentation"), row.properties, row.text("Specialization"))
            ends = (row.text("Source"), row.text("Target"))
            tree.add_relation(row.identifier, row.kind, ends, *described, row.attributes)
        if self._model:
            tree.describe(self._model.text("Documentation"), self._model.properties)
        remarks = tuple(remark for table in self._tables.values() for remark in table.remarks)
        return Document(self._path.as_posix(), "archi", tree.finish(), {}, remarks)

    def _take(self, table: Table, kinds: Mapping[str, str]) -> list[_Row]:
        """Return the concepts of a table; the row of the model itself is set apart."""
        at_id, at_type = _columns(table, ("ID", "Type"))
        taken: list[_Row] = []
        for number, cells in enumerate(table.rows, 1):
            kind = kinds.get("".join(cells[at_type].text.split()).casefold())
            if kind is None:
                raise _unknown_type(table, cells[at_type], kinds.values())
            identifier = cells[at_id].text.strip() or made_id(kind, str(number), *(cell.text for cell in cells))
            if identifier in self._rows:
                first = self._rows[identifier]
                raise table.fault(
                    cells[at_id],
                    Text(
                        f"id {identifier} komt twee keer voor; de eerste staat in {first.table.path}:{_line(first)}",
                        f"id {identifier} occurs twice; the first stands in {first.table.path}:{_line(first)}",
                    ),
                    Text("geef elke rij een eigen id", "give every row an id of its own"),
                )
            row = self._rows[identifier] = _Row(table, cells, identifier, kind)
            if kind == MODEL_TYPE:
                self._model = row
            else:
                taken.append(row)
        return taken

    def _take_properties(self, table: Table) -> None:
        at_id, at_key, at_value = _columns(table, PROPERTY_COLUMNS)
        for cells in table.rows:
            row = self._rows.get(cells[at_id].text.strip())
            if row is None:
                raise table.fault(
                    cells[at_id],
                    Text(
                        f"er is geen element of relatie met id {cells[at_id].text}",
                        f"there is no element or relation with id {cells[at_id].text}",
                    ),
                    Text("herstel het id, of haal de rij weg", "mend the id, or take the row away"),
                )
            key, value = cells[at_key].text, cells[at_value].text
            if not _is_attribute(row, key):
                row.properties.append((key, value))
            elif key == JUNCTION_KEY:
                row.kind = _chosen(table, cells[at_value], JUNCTIONS)
            elif key == ACCESS_KEY:
                number = _chosen(table, cells[at_value], {name: _ACCESS_NUMBERS[name] for name in get_args(AccessType)})
                row.attributes.append(("accessType", number))
            elif key == STRENGTH_KEY:
                row.attributes.append(("strength", value))
            else:
                truth = _chosen(table, cells[at_value], {"true": "true", "false": "false"})
                row.attributes.append(("directed", truth))


AND_JUNCTION: Final = JUNCTIONS["And"]
#: Of which type of concept each key is an attribute.
_ATTRIBUTE_OF: Final[Mapping[str, str]] = {
    ACCESS_KEY: "Access",
    STRENGTH_KEY: "Influence",
    DIRECTED_KEY: "Association",
    JUNCTION_KEY: _JUNCTION,
}


def _is_attribute(row: _Row, key: str) -> bool:
    return key in _ATTRIBUTE_OF and row.kind == _ATTRIBUTE_OF[key]


def _chosen(table: Table, cell: Cell, choices: Mapping[str, str]) -> str:
    found = {name.casefold(): value for name, value in choices.items()}.get(cell.text.strip().casefold())
    if found is None:
        listed = ", ".join(choices)
        raise table.fault(
            cell,
            Text(f'"{cell.text}" is geen van: {listed}', f'"{cell.text}" is none of: {listed}'),
            Text(f"kies uit: {listed}", f"choose from: {listed}"),
        )
    return found


def _unknown_type(table: Table, cell: Cell, known: Iterable[str]) -> InputFault:
    names = sorted(set(known))
    near = difflib.get_close_matches(cell.text.strip(), names, n=3, cutoff=0.4) or names[:3]
    listed = ", ".join(near)
    return table.fault(
        cell,
        Text(f'"{cell.text}" is hier geen type van ArchiMate', f'"{cell.text}" is no type of ArchiMate here'),
        Text(f"bedoelt u een van deze: {listed}", f"do you mean one of these: {listed}"),
    )


def _by_name(names: Sequence[str]) -> dict[str, str]:
    return {name.casefold(): name for name in names}


def _line(row: _Row) -> int:
    return row.cells[0].line


def _prefix(path: Path) -> str:
    """Return what the name of the file says of the model."""
    stem = path.stem
    for part in (ELEMENTS, RELATIONS, PROPERTIES):
        stem = stem.removesuffix(part)
    return stem.strip("-_ ") or path.stem
