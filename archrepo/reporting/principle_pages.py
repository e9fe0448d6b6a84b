"""The reference pages of the principles, made from the principle book and its fixtures.

    python -m archrepo.reporting.principle_pages docs/reference/principles

A page never says anything that the shape does not say; a test holds the pages to that.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from archrepo.language import Text
from archrepo.metamodel import text_of
from archrepo.places import shipped
from archrepo.principles import Principle, PrincipleBook, read_book
from archrepo.reporting.principle_text import wrong_and_right
from archrepo.store import Graph
from archrepo.validation.questions import questions
from archrepo.vocabulary import COMMENT, LABEL, ar
from archrepo.workspace import load_ontology

_ROWS = (
    ("Wat", "What", "statement"),
    ("Waarom", "Why", "rationale"),
    ("Melding", "Message", "message"),
    ("Herstellen", "How to mend", "remedy"),
    ("Bron", "Source", "source_text"),
)
_MADE = "<!-- Made by `python -m archrepo.reporting.principle_pages docs/reference/principles`; do not edit. -->"
_IN_CODE = Text(
    "Een regel in Python, `{check}`, omdat SHACL dit niet kan zeggen.",
    "A rule in Python, `{check}`, because SHACL cannot say this.",
)
_BY_QUESTION = Text(
    "Een SPARQL-vraag in de shape; het commentaar daar zegt waarom.",
    "A SPARQL question in the shape; the comment there says why.",
)
_BY_CORE = Text("SHACL Core, zonder SPARQL.", "SHACL Core, without SPARQL.")


def principle_pages(book: PrincipleBook, ontology: Graph) -> dict[str, str]:
    """Return the text of every page by its file name: one a principle, and `index.md`."""
    pages = {f"{principle.id}.md": "\n".join(_page(book, principle, ontology)) + "\n" for principle in book}
    return {"index.md": "\n".join(_index(book, ontology)) + "\n", **pages}


def write_pages(folder: Path) -> None:
    """Write the pages of the shipped principles into a folder, and remove those of principles that are gone."""
    pages = principle_pages(read_book(), load_ontology().graph)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _index(book: PrincipleBook, ontology: Graph) -> Iterator[str]:
    yield _MADE
    yield ""
    yield "# Principes / Principles"
    yield ""
    yield f"{len(book)} principes, per familie. *{len(book)} principles, by family.*"
    families: dict[str, list[Principle]] = {}
    for principle in book:
        families.setdefault(principle.family, []).append(principle)
    for family, principles in families.items():
        name, about = _words_of(ontology, family)
        yield ""
        yield f"## {family}: {_both(name)}"
        yield ""
        yield f"{about.nl} *{about.en}*"
        yield ""
        yield "| | | | zwaarte / severity |"
        yield "|---|---|---|---|"
        for principle in principles:
            link = f"[{principle.id}]({principle.id}.md)"
            yield f"| {link} | {principle.name.nl} | {principle.name.en} | {_both(principle.severity.word)} |"


def _page(book: PrincipleBook, principle: Principle, ontology: Graph) -> Iterator[str]:
    family, _about = _words_of(ontology, principle.family)
    mark, meaning = _words_of(ontology, principle.mark)
    yield _MADE
    yield ""
    yield f"# {principle.id}: {_both(principle.name)}"
    yield ""
    yield "| | Nederlands | English |"
    yield "|---|---|---|"
    for dutch, english, field in _ROWS:
        words: Text = getattr(principle, field)
        yield f"| {dutch} / {english} | {_cell(words.nl)} | {_cell(words.en)} |"
    yield f"| Familie / Family | {family.nl} | {family.en} |"
    yield f"| Zwaarte / Severity | {principle.severity.word.nl} | {principle.severity.word.en} |"
    yield f"| Herkomst / Origin | {mark.nl}: {_cell(meaning.nl)} | {mark.en}: {_cell(meaning.en)} |"
    if principle.in_force_from is not None:
        yield f"| Geldt vanaf / In force from | {principle.in_force_from} | {principle.in_force_from} |"
    if principle.source:
        yield ""
        yield f"<{principle.source}>"
    yield ""
    yield "## Fout (-) en goed (+) / Wrong (-) and right (+)"
    yield ""
    yield from _fenced("diff", wrong_and_right(principle))
    yield ""
    near_misses = sorted(path.name for path in (shipped("tests/principles") / principle.id).glob("*.ttl"))
    links = ", ".join(f"[{name}](../../../tests/principles/{principle.id}/{name})" for name in near_misses)
    yield f"Alle voorbeelden / All examples: {links}."
    yield ""
    yield "## Zo wordt het getoetst / How it is tested"
    yield ""
    way = _way_of_testing(book, principle)
    yield f"{way.nl} *{way.en}*"
    yield ""
    yield from _fenced("turtle", book.turtle(principle).splitlines())


def _way_of_testing(book: PrincipleBook, principle: Principle) -> Text:
    if principle.check is not None:
        return _IN_CODE.format(check=principle.check)
    return _BY_QUESTION if questions(book.shapes, principle.shape) else _BY_CORE


def _words_of(ontology: Graph, term: str) -> tuple[Text, Text]:
    subject = ar(term)
    name = text_of(ontology, subject, LABEL) or Text.same(term)
    return name, text_of(ontology, subject, COMMENT) or Text.same("")


def _both(words: Text) -> str:
    return words.nl if words.nl == words.en else f"{words.nl} / {words.en}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _fenced(language: str, lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    yield f"```{language}"
    yield from lines
    yield "```"


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
