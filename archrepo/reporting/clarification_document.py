"""The questions for the nota van inlichtingen that follow from gaps in a tender: a document and plain text."""

from __future__ import annotations

from collections.abc import Iterator

from archrepo.language import Language, Text
from archrepo.procurement.dossier.whole import Dossier
from archrepo.procurement.publication.gap_values import Gap
from archrepo.reporting.document import Block, Document, Heading, Paragraph

_TITLE = Text("Vragen voor de nota van inlichtingen", "Questions for the note of clarifications")
_NONE = Text("Er zijn geen vragen.", "There are no questions.")
_INSTEAD = Text("Eis om over te nemen", "Requirement to paste")


def asked_gaps(dossier: Dossier) -> tuple[Gap, ...]:
    """Return the gaps that have a question, in order of the dossier; gaps with the same question once."""
    found: dict[str, Gap] = {}
    for gap in dossier.gaps:
        if gap.clarification_question.nl:
            found.setdefault(gap.clarification_question.nl, gap)
    return tuple(found.values())


def clarification_document(dossier: Dossier, language: Language) -> Document:
    """Return the questions as a document, each with the reason and with the requirement that makes it superfluous."""
    assessment = dossier.assessment
    return Document(
        title=_TITLE.in_(language),
        subtitle=assessment.tender.name.in_(language),
        language=language,
        date=assessment.as_of,
        cover=(),
        blocks=tuple(_blocks(dossier, language)),
    )


def clarification_text(dossier: Dossier, language: Language) -> str:
    """Return the questions as numbered lines of plain text under a title; one line says so when there are none."""
    lines = [f"{_TITLE.in_(language)}: {dossier.assessment.tender.name.in_(language)}", ""]
    found = asked_gaps(dossier)
    lines += [
        f"{number}. {_one_line(gap.clarification_question.in_(language))}" for number, gap in enumerate(found, start=1)
    ] or [_NONE.in_(language)]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _blocks(dossier: Dossier, language: Language) -> Iterator[Block]:
    found = asked_gaps(dossier)
    if not found:
        yield Paragraph(_NONE.in_(language))
    for number, gap in enumerate(found, start=1):
        yield Heading(2, f"{Text('Vraag', 'Question').in_(language)} {number}")
        yield Paragraph(gap.clarification_question.in_(language), "lead")
        yield Paragraph(f"{gap.what.in_(language)}. {gap.why.in_(language)}")
        if gap.requirement_text.nl:
            yield Paragraph(f"{_INSTEAD.in_(language)}:", "note")
            yield Paragraph(gap.requirement_text.in_(language), "quote")
