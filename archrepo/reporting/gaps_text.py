"""What a tender lacks and by which road that is mended: to read, and as fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from archrepo.language import Language, Text
from archrepo.procurement.publication.gap_values import Applicable, AskedAt, Gap
from archrepo.procurement.publication.stages import Stage, Standing

_WIDTH = 100
_MOST_PLACES = 2
_MORE = Text(" en nog {count}", " and {count} more")
_NO_GAPS = Text("Er zijn geen gaten: deze stukken zijn klaar.", "There are no gaps: these documents are ready.")
_STANDARDS = Text("Verplichte standaarden", "Mandatory standards")
_TOPICS = Text("Onderwerpen die bij deze inkoop horen", "Topics that belong to this procurement")
_WHY = Text("waarom", "why")
_DO = Text("doe", "do")
_PASTE = Text("eis om over te nemen", "requirement to paste")
_ASK = Text("vraag voor de nota van inlichtingen", "question for the clarification note")


def gaps_text(
    gaps: Sequence[Gap],
    standards: Sequence[Applicable],
    topics: Sequence[Applicable],
    standing: Standing,
    language: Language,
    shown_path: Callable[[str], str] = str,
) -> Iterator[str]:
    """Yield the two tables of what applies, the gaps by kind with what to do, to paste and to ask, and the road."""
    for title, rows in ((_STANDARDS, standards), (_TOPICS, topics)):
        if rows:
            yield f"{title.in_(language)} ({len(rows)})"
            yield from _table(rows, language)
            yield ""
    for kind, listed in groupby(gaps, key=lambda gap: gap.kind):
        found = tuple(listed)
        yield f"{_capital(kind.word.in_(language))} ({len(found)})"
        for gap in found:
            yield from _gap_lines(gap, language, shown_path)
        yield ""
    if not gaps:
        yield _NO_GAPS.in_(language)
        return
    yield f"{standing.counted(len(gaps)).in_(language)}."
    if standing.stage is not Stage.PREPARED:
        yield from wrap(standing.road.in_(language), _WIDTH)


def _table(rows: Sequence[Applicable], language: Language) -> Iterator[str]:
    width = max(len(row.name.in_(language)) for row in rows)
    state = max(len(row.state.word.in_(language)) for row in rows)
    for row in rows:
        place = ", ".join(_asked(one, language) for one in row.asked[:_MOST_PLACES])
        if len(row.asked) > _MOST_PLACES:
            place += _MORE.format(count=len(row.asked) - _MOST_PLACES).in_(language)
        reasons = ", ".join(one.in_(language) for one in row.why)
        told = f"  {row.name.in_(language):<{width}}  {row.state.word.in_(language):<{state}}  {reasons}"
        yield f"{told}; {place}" if place else told


def _asked(asked: AskedAt, language: Language) -> str:
    """Return where it is asked: by its number, else by its name, with the document."""
    document = asked.document.in_(language)
    return (asked.number or asked.name.in_(language)) + (f" ({document})" if document else "")


def _gap_lines(gap: Gap, language: Language, shown_path: Callable[[str], str]) -> Iterator[str]:
    yield f"  {gap.what.in_(language)} [{gap.principle}]"
    yield f"    {gap.location.shown(shown_path)}"
    for name, text in (
        (_WHY, gap.why),
        (_DO, gap.remedy),
        (_PASTE, gap.requirement_text),
        (_ASK, gap.clarification_question),
    ):
        if text.nl:
            yield from wrap(
                f"{name.in_(language)}: {text.in_(language)}", _WIDTH, initial_indent="    ", subsequent_indent="      "
            )


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def gaps_form(
    gaps: Sequence[Gap],
    standards: Sequence[Applicable],
    topics: Sequence[Applicable],
    language: Language,
    shown_path: Callable[[str], str] = str,
) -> dict[str, object]:
    """Return the same as fields."""
    return {
        "schema": "archrepo/gaps/1",
        "standards": [_row_form(row, language, shown_path) for row in standards],
        "topics": [_row_form(row, language, shown_path) for row in topics],
        "gaps": [
            {
                "kind": gap.kind.value,
                "principle": gap.principle,
                "severity": gap.severity.value,
                "subject": gap.subject,
                "about": gap.about or None,
                "is_certain": gap.is_certain,
                "what": gap.what.in_(language),
                "why": gap.why.in_(language),
                "remedy": gap.remedy.in_(language),
                "requirement_text": gap.requirement_text.in_(language) or None,
                "clarification_question": gap.clarification_question.in_(language) or None,
                "place": str(gap.location.shown(shown_path)),
                "evidence": [
                    {"text": one.text.in_(language), "place": str(one.location.shown(shown_path))}
                    for one in gap.evidence
                ],
            }
            for gap in gaps
        ],
    }


def _row_form(row: Applicable, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    return {
        "iri": row.iri,
        "name": row.name.in_(language),
        "state": row.state.value,
        "why": [one.in_(language) for one in row.why],
        "asked": [
            {
                "requirement": one.requirement,
                "number": one.number or None,
                "name": one.name.in_(language),
                "document": one.document.in_(language) or None,
                "version": one.version.in_(language),
                "is_mandatory": one.is_knock_out,
                "place": str(one.location.shown(shown_path)),
            }
            for one in row.asked
        ],
    }
