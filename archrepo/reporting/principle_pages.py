"""The reference pages of the principles, made from the principle book, its examples and Voorbeeldstad.

    python -m archrepo.reporting.principle_pages docs/reference/principles

A page never says anything that the shape and its examples do not say; a test holds the pages to that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from archrepo.findings import Report, Verdict
from archrepo.language import LANGUAGES, Text
from archrepo.metamodel import text_of
from archrepo.places import shipped
from archrepo.principles import Principle, PrincipleBook, read_book
from archrepo.profiles import Profile, read_profiles
from archrepo.reporting.principle_sheet import AskedQuestion, NeededFact, Sheet, sheet_of
from archrepo.reporting.shape_words import Clause
from archrepo.store import Graph
from archrepo.validation import validate
from archrepo.validation.examples import BAD, EXAMPLE_DATE
from archrepo.vocabulary import COMMENT, LABEL, SOURCE, ar
from archrepo.workspace import Ontology, load_ontology, open_workspace

_ROWS = (
    ("Wat", "What", "statement"),
    ("Waarom", "Why", "rationale"),
    ("Melding", "Message", "message"),
    ("Herstellen", "How to mend", "remedy"),
    ("Bron", "Source", "source_text"),
)
_MADE = "<!-- Made by `python -m archrepo.reporting.principle_pages docs/reference/principles`; do not edit. -->"
#: What a finding fills in; a page has nothing to fill in.
_PLACEHOLDER = re.compile(r"\{[?$]\w+\}")
#: Of a longer output the English one is left out: it says the same at the same places.
_LONGEST_OUTPUT = 14


def principle_pages(book: PrincipleBook, ontology: Ontology) -> dict[str, str]:
    """Return the text of every page by its file name: one a principle, and `index.md`."""
    town = validate(
        open_workspace(shipped("models") / "voorbeeldstad", EXAMPLE_DATE, ontology=ontology),
        book,
    )
    profiles = read_profiles(book, ontology.graph)
    pages = {"index.md": "\n".join(_index(book, ontology.graph)) + "\n"}
    for principle in book:
        sheet = sheet_of(book, principle, ontology)
        pages[f"{principle.id}.md"] = "\n".join(_page(book, principle, sheet, profiles, ontology.graph, town)) + "\n"
    return pages


def write_pages(folder: Path) -> None:
    """Write the pages of the shipped principles into a folder, and remove those of principles that are gone."""
    pages = principle_pages(read_book(), load_ontology())
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


def _page(
    book: PrincipleBook,
    principle: Principle,
    sheet: Sheet,
    profiles: Sequence[Profile],
    ontology: Graph,
    town: Report,
) -> Iterator[str]:
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
    for source in book.shapes.objects(principle.shape, SOURCE):
        yield ""
        yield f"<{source.value}>"
    yield from _in_profiles(principle, profiles)
    yield from _applies_to(sheet)
    if sheet.facts:
        yield from _facts(sheet.facts)
    if sheet.question is not None:
        yield from _question(sheet.question)
    yield from _examples(sheet)
    yield from _in_the_town(principle, town)
    yield ""
    yield "## Zo wordt het getoetst / How it is tested"
    yield ""
    yield f"{sheet.way.nl} *{sheet.way.en}*"
    if sheet.rule:
        yield ""
        yield from _clauses(sheet.rule)
    yield ""
    yield from _fenced("turtle", book.turtle(principle).splitlines())


def _in_profiles(principle: Principle, profiles: Sequence[Profile]) -> Iterator[str]:
    yield ""
    yield "## In profielen / In profiles"
    yield ""
    yield "| profiel / profile | weegt / weighs | gewicht / weight |"
    yield "|---|---|---|"
    for profile in profiles:
        weight = profile.weights.get(principle.id)
        if weight is not None:
            yield f"| {_both(profile.name)} (`{profile.key}`) | {_both(weight.name)} | {weight.number} |"


def _applies_to(sheet: Sheet) -> Iterator[str]:
    yield ""
    yield "## Waarover het gaat / What it applies to"
    yield ""
    yield from (f"- {_both(kind)}" for kind in sheet.kinds)
    if not sheet.kinds:
        yield "- het hele model / the whole model"
    if sheet.conditions:
        yield ""
        yield "En alleen als dit alles geldt: *And only if all of this holds:*"
        yield ""
        yield from _clauses(sheet.conditions)


def _clauses(clauses: Sequence[Clause], depth: int = 0) -> Iterator[str]:
    for clause in clauses:
        words = clause.words
        told = words.nl if words.nl == words.en else f"{words.nl} — *{words.en}*"
        yield f"{'  ' * depth}- {told}{':' if clause.parts else ''}"
        yield from _clauses(clause.parts, depth + 1)


def _facts(facts: Sequence[NeededFact]) -> Iterator[str]:
    yield ""
    yield "## Wat er bekend moet zijn / What must be known"
    yield ""
    yield (
        "Ontbreekt zo'n feit, dan is het oordeel “niet te bepalen”, tenzij het ook zonder dat feit zeker fout is. "
        "*Without such a fact the verdict is “unknown”, unless it is wrong for certain without that fact as well.*"
    )
    yield ""
    yield "| feit / fact | betekenis / meaning | te vragen aan / ask |"
    yield "|---|---|---|"
    for fact in facts:
        asked = _joined(fact.asked_of)
        about = _cell(_both(fact.about)) if fact.about.nl else ""
        yield f"| {_both(fact.name)} (`{fact.term}`) | {about} | {_both(asked)} |"


def _question(question: AskedQuestion) -> Iterator[str]:
    yield ""
    yield "## De vraag / The question"
    yield ""
    yield f"> {question.words.nl}"
    yield ">"
    yield f"> *{question.words.en}*"
    yield ""
    for grade, passes in question.grades:
        verdict = Verdict.MET.word if passes else Verdict.BROKEN.word
        yield f"- {_both(grade)}: {_both(verdict)}"
    yield ""
    months = question.holds_months
    until = Text(
        f"Het antwoord telt {months} maanden." if months else "Het antwoord blijft tellen.",
        f"The answer counts for {months} months." if months else "The answer keeps counting.",
    )
    yield (
        f"Wie antwoordt: {question.asked_of.nl}. {until.nl} Zonder antwoord is het oordeel “niet te bepalen”. "
        f"*Who answers: {question.asked_of.en}. {until.en} Without an answer the verdict is “unknown”.*"
    )


def _examples(sheet: Sheet) -> Iterator[str]:
    yield ""
    yield "## Fout (-) en goed (+) / Wrong (-) and right (+)"
    yield ""
    yield from _fenced("diff", sheet.difference)
    yield ""
    links = ", ".join(f"[{one.name}](../../../{one.path})" for one in sheet.examples)
    yield f"Alle voorbeelden / All examples: {links}."
    bad = sheet.example(BAD)
    if bad is not None:
        yield ""
        yield f"Van [{bad.name}](../../../{bad.path}) zegt / of this says `archrepo check`:"
        for language in LANGUAGES if len(sheet.output["nl"]) <= _LONGEST_OUTPUT else LANGUAGES[:1]:
            yield ""
            yield from _fenced("text", sheet.output[language])


def _in_the_town(principle: Principle, town: Report) -> Iterator[str]:
    counts = town.verdicts(principle.id)
    yield ""
    yield "## In Voorbeeldstad"
    yield ""
    yield "Zoveel onderwerpen kregen elk oordeel. *So many subjects got each verdict.*"
    yield ""
    yield "| " + " | ".join(_both(verdict.word) for verdict in Verdict) + " |"
    yield "|" + "---|" * len(Verdict)
    yield "| " + " | ".join(str(counts[verdict]) for verdict in Verdict) + " |"


def _words_of(ontology: Graph, term: str) -> tuple[Text, Text]:
    subject = ar(term)
    name = text_of(ontology, subject, LABEL) or Text.same(term)
    return name, text_of(ontology, subject, COMMENT) or Text.same("")


def _both(words: Text) -> str:
    return words.nl if words.nl == words.en else f"{words.nl} / {words.en}"


def _joined(words: Sequence[Text]) -> Text:
    return Text(", ".join(word.nl for word in words), ", ".join(word.en for word in words))


def _cell(text: str) -> str:
    return _PLACEHOLDER.sub("…", text).replace("|", "\\|").replace("\n", " ")


def _fenced(language: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"```{language}"
    yield from lines
    yield "```"


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
