"""Read a Word document (.docx): tables, and paragraphs with the number that Word shows before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from archrepo.exchange.tender_files.cell_values import tidy
from archrepo.exchange.tender_files.faults import MOST_CELLS, MOST_ROWS, damaged, listed, other_form, too_much
from archrepo.exchange.tender_files.list_numbers import ListNumbers, W
from archrepo.exchange.tender_files.numbered_text import Passage, tables_of
from archrepo.exchange.tender_files.packages import Package
from archrepo.exchange.tender_files.tables import Grid, table_of
from archrepo.language import Text
from archrepo.procurement.requirements.source_tables import SourceCell, SourceTable

DOCUMENT: Final = "word/document.xml"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNWRAPPED: Final = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
_NOT_READ: Final = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", _FALLBACK, f"{W}txbxContent"})


def read_word(package: Package) -> tuple[tuple[SourceTable, ...], tuple[Text, ...]]:
    """Return the tables of the document in order, then its numbered and its other paragraphs, and what is to be told.

    Raises:
        InputFault: a part is damaged.
        LimitFault: there is more than a list of requirements has.
    """
    return _Reader(package).all()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.name = package.name
        self.numbers = ListNumbers(package)
        self.chapters: dict[int, str] = {}
        self.tables: list[SourceTable] = []
        self.remarks: list[Text] = []
        self.passages: list[Passage] = []
        self.paragraphs = 0
        self.cells = 0

    def all(self) -> tuple[tuple[SourceTable, ...], tuple[Text, ...]]:
        root = self.package.tree(DOCUMENT)
        if root is not None and root.tag != f"{W}document":
            raise other_form(self.name, ".docx")
        body = root.find(f"{W}body") if root is not None else None
        if root is None or body is None:
            raise damaged(self.name)
        for node in _blocks(body):
            if node.tag == f"{W}p":
                self._paragraph(node)
            else:
                self._table(node)
        return (*self.tables, *tables_of(self.passages)), (*self._told(root), *self.remarks)

    def _paragraph(self, node: etree._Element) -> None:
        text = _text(node)
        if not text:
            return
        self.paragraphs += 1
        if self.paragraphs > MOST_ROWS:
            raise too_much(self.name, f"alinea {self.paragraphs}")
        number, level = self.numbers.next(node), self.numbers.heading_level(node)
        if level:
            for deeper in [one for one in self.chapters if one >= level]:
                del self.chapters[deeper]
            self.chapters[level] = f"{number} {text}".strip()
        else:
            self.passages.append(Passage(text, f"alinea {self.paragraphs}", self._chapter(), number))

    def _chapter(self) -> str:
        return self.chapters[max(self.chapters)] if self.chapters else ""

    def _table(self, node: etree._Element) -> None:
        order = len(self.tables) + 1
        name = f"tabel {order}"
        rows: list[dict[int, SourceCell]] = []
        above: dict[int, SourceCell] = {}
        merged: list[str] = []
        for row_number, row in enumerate(_unwrapped(node, f"{W}tr"), 1):
            found: dict[int, SourceCell] = {}
            column = 1
            for cell in _unwrapped(row, f"{W}tc"):
                place = f"{name}, rij {row_number}, kolom {column}"
                text = "\n".join(filter(None, map(self._cell_paragraph, cell.iter(f"{W}p"))))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in above:
                    found[column] = above[column]
                    if above[column].place not in merged:
                        merged.append(above[column].place)
                elif text:
                    found[column] = SourceCell(text, place)
                if column in found:
                    above[column] = found[column]
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = span.get(f"{W}val", "1") if span is not None else "1"
                column += int(width) if width.isdigit() and 0 < int(width[:4]) < 64 else 1
            self.cells += len(found)
            if len(rows) >= MOST_ROWS or self.cells > MOST_CELLS:
                raise too_much(self.name, f"{name}, rij {row_number}")
            if found:
                rows.append(found)
        if merged:
            places = listed(merged)
            self.remarks.append(
                Text(
                    f"een cel over meer rijen samengevoegd is voor elke rij gelezen: {places.nl}",
                    f"a cell merged over several rows was read for each row: {places.en}",
                )
            )
        table, said = table_of(self.name, Grid(name, rows))
        chapter = self._chapter()
        if chapter:
            table = replace(
                table, rows=tuple(row if row.chapter else replace(row, chapter=chapter) for row in table.rows)
            )
        self.tables.append(table)
        self.remarks += said

    def _cell_paragraph(self, node: etree._Element) -> str:
        text = _text(node)
        number = self.numbers.next(node) if text or self.numbers.is_numbered(node) else ""
        return f"{number} {text}".strip()

    def _told(self, root: etree._Element) -> Iterator[Text]:
        if any(part.endswith("vbaProject.bin") for part in self.package.parts()):
            yield Text(
                "het bestand heeft macro's; die zijn niet uitgevoerd en niet gelezen",
                "the file has macros; they were not run and not read",
            )
        for tag, words in (
            (
                "del",
                Text(
                    "bijgehouden wijzigingen: verwijderde tekst is niet gelezen, toegevoegde tekst wel",
                    "tracked changes: deleted text was not read, added text was",
                ),
            ),
            ("vanish", Text("verborgen tekst is wel gelezen", "hidden text was read all the same")),
            ("footnoteReference", Text("voetnoten zijn niet gelezen", "footnotes were not read")),
            ("txbxContent", Text("tekst in tekstvakken is niet gelezen", "text in text boxes was not read")),
        ):
            if next(root.iter(f"{W}{tag}"), None) is not None:
                yield words


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Iterate over the paragraphs and tables of the body, also those in content controls, in order."""
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag in (f"{W}p", f"{W}tbl"):
            yield node
        elif node.tag in _UNWRAPPED:
            stack.extend(reversed(node))


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag == tag:
            yield node
        elif node.tag in _UNWRAPPED:
            stack.extend(reversed(node))


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without what was deleted, field codes and text boxes."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag == f"{W}tab":
            parts.append(" ")
        elif node.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif node.tag not in _NOT_READ and node.tag != f"{W}pPr":
            stack.extend(reversed(node))
    return tidy("".join(parts))
