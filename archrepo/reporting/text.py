"""A report as a compiler writes it: place, severity, principle, subject, source line, caret, remedy; then a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from archrepo.blocks import Block, blocks_of
from archrepo.errors import source_lines
from archrepo.findings import Finding, Location, Report, Severity, Verdict
from archrepo.language import Language, Text
from archrepo.reporting.paint import Paint, plain
from archrepo.workspace import Workspace

_REMEDY = Text("remedie", "remedy")
_EXPLANATION = Text("uitleg", "explanation")
_PRINCIPLES = Text("principes", "principles")
_SUBJECTS = Text("onderdelen", "subjects")
_ALL_NAMES = Text("alle namen: archrepo missing", "all names: archrepo missing")
_SEE_MISSING = Text(
    "wat u kunt schrijven en wie het weet: archrepo missing",
    "what you can write and who knows it: archrepo missing",
)
_SEVERITIES = {
    Severity.VIOLATION: (Text("fout", "error"), Text("fouten", "errors")),
    Severity.WARNING: (Text("waarschuwing", "warning"), Text("waarschuwingen", "warnings")),
    Severity.INFO: (Text("opmerking", "note"), Text("opmerkingen", "notes")),
}
#: A line of a finding is for reading; the full text stands in the model and in the forms for other programs.
_LONGEST_LABEL = 120
_LONGEST_MESSAGE = 400
_LONGEST_SOURCE = 200
_BEFORE_PLACE = 60
_VERDICTS = (Verdict.MET, Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE)


def finding_lines(
    workspace: Workspace,
    finding: Finding,
    language: Language,
    shown_path: Callable[[str], str] = str,
    paint: Paint = plain,
) -> Iterator[str]:
    """Yield the lines of one finding; `shown_path` turns a path of the workspace into one the reader can open."""
    location = finding.location.shown(shown_path)
    label = shortened(finding.label.in_(language), _LONGEST_LABEL)
    word = f"{finding.severity.word.in_(language)}[{finding.principle}]"
    yield (
        f"{paint(f'{location}:', 'place')} {paint(word, finding.severity.value)} "
        f"{label}: {shortened(finding.message.in_(language), _LONGEST_MESSAGE)}{_waived(workspace, finding, language)}"
    )
    source = workspace.source_line(finding.location)
    if source:
        note = finding.annotation.in_(language) if finding.annotation else ""
        for line in source_lines(*_around(source, finding.location), note):
            yield paint(line, "source")
    yield f"      = {paint(_REMEDY.in_(language), 'remedy')}: {finding.remedy.in_(language)}"
    yield f"      = {_EXPLANATION.in_(language)}: archrepo explain {finding.principle}"


def _together(
    workspace: Workspace, block: Block, language: Language, shown_path: Callable[[str], str], paint: Paint
) -> Iterator[str]:
    """Yield the lines on several unknown verdicts, which a fresh model has a lot of."""
    location = block.first.location.shown(shown_path)
    label = shortened(block.heading.in_(language), _LONGEST_LABEL)
    word = block.first.severity.word.in_(language)
    if block.is_one_principle:
        word += f"[{block.first.principle}]"
    message = shortened(block.message.in_(language), _LONGEST_MESSAGE)
    yield f"{paint(f'{location}:', 'place')} {paint(word, block.first.severity.value)} {label}: {message}"
    if block.is_one_principle:
        names = shortened(block.names.in_(language), _LONGEST_MESSAGE)
        yield f"      = {_SUBJECTS.in_(language)}: {names} ({_ALL_NAMES.in_(language)})"
        yield f"      = {paint(_REMEDY.in_(language), 'remedy')}: {block.remedy.in_(language)}"
        yield f"      = {_EXPLANATION.in_(language)}: archrepo explain {block.first.principle}"
        return
    source = workspace.source_line(block.first.location)
    if source:
        for line in source_lines(*_around(source, block.first.location), ""):
            yield paint(line, "source")
    yield f"      = {_PRINCIPLES.in_(language)}: {shortened(', '.join(block.principles), _LONGEST_MESSAGE)}"
    yield f"      = {paint(_REMEDY.in_(language), 'remedy')}: {_SEE_MISSING.in_(language)}"


def shortened(text: str, longest: int) -> str:
    """Return the text itself, or its beginning with `…` when it has more than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _around(source: str, location: Location) -> tuple[str, Location]:
    """Return the source line and its place; of a very long line only what stands around the place."""
    if len(source) <= _LONGEST_SOURCE:
        return source, location
    start = max(0, location.column - 1 - _BEFORE_PLACE)
    shown = ("…" if start else "") + source[start : start + _LONGEST_SOURCE]
    if start + _LONGEST_SOURCE < len(source):
        shown += "…"
    moved = start - 1 if start else 0
    end = max(location.column + 1, min(location.end_column, start + _LONGEST_SOURCE))
    return shown, replace(location, column=location.column - moved, end_column=end - moved)


def _waived(workspace: Workspace, finding: Finding, language: Language) -> str:
    if finding.verdict is not Verdict.EXCEPTED or finding.waiver is None:
        return ""
    name = workspace.label(ox.NamedNode(finding.waiver), language)
    return f" ({finding.verdict.word.in_(language)}: {name})"


def report_text(
    workspace: Workspace,
    report: Report,
    language: Language,
    shown_path: Callable[[str], str] = str,
    paint: Paint = plain,
    hidden: int = 0,
) -> Iterator[str]:
    """Yield the lines of a report: the findings in the order of their places, and the summary in words.

    Unknown verdicts that tell of one gap stand together, at the place of the first.
    `hidden` is how many findings the reader did not want to see; the last line tells it.
    """
    for block in blocks_of(report.findings):
        if len(block.findings) == 1:
            yield from finding_lines(workspace, block.first, language, shown_path, paint)
        else:
            yield from _together(workspace, block, language, shown_path, paint)
        yield ""
    for line in summary(report):
        yield line.in_(language)
    if hidden:
        yield _hidden(hidden).in_(language)


def _hidden(number: int) -> Text:
    if number == 1:
        return Text("1 lichtere bevinding is niet getoond (--least).", "1 lighter finding is not shown (--least).")
    return Text(
        f"{number} lichtere bevindingen zijn niet getoond (--least).",
        f"{number} lighter findings are not shown (--least).",
    )


def summary(report: Report) -> tuple[Text, ...]:
    """Return what a report comes to: findings per severity, what is excepted, judgements per verdict."""
    lines = [_severities(report)]
    excepted = sum(1 for finding in report.findings if finding.verdict is Verdict.EXCEPTED)
    if excepted:
        lines.append(
            Text(
                f"Daarvan {_is_are(excepted).nl} {excepted} door een vastgelegde afwijking toegestaan.",
                f"Of these {excepted} {_is_are(excepted).en} allowed by a recorded waiver.",
            )
        )
    counts = Counter(judgement.verdict for judgement in report.judgements)
    parts = [(counts[verdict], verdict.word) for verdict in _VERDICTS if counts[verdict]]
    if parts:
        principles = len({judgement.principle for judgement in report.judgements})
        lines.append(
            Text(
                f"{_principles(principles).nl}, {_judgements(len(report.judgements)).nl}: "
                + ", ".join(f"{number}× {word.nl}" for number, word in parts)
                + ".",
                f"{_principles(principles).en}, {_judgements(len(report.judgements)).en}: "
                + ", ".join(f"{number}× {word.en}" for number, word in parts)
                + ".",
            )
        )
    return tuple(lines)


def _severities(report: Report) -> Text:
    if not report.findings:
        return Text("Geen bevindingen.", "No findings.")
    parts = []
    for severity, (one, more) in _SEVERITIES.items():
        number = report.count(severity)
        if number:
            word = one if number == 1 else more
            parts.append(Text(f"{number} {word.nl}", f"{number} {word.en}"))
    return Text(listed([part.nl for part in parts], "en") + ".", listed([part.en for part in parts], "and") + ".")


def listed(parts: list[str], last: str) -> str:
    """Return the parts as a list in a sentence: "a, b en c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _is_are(number: int) -> Text:
    return Text("is", "is") if number == 1 else Text("zijn", "are")


def _principles(number: int) -> Text:
    return Text(
        f"{number} principe" if number == 1 else f"{number} principes",
        f"{number} principle" if number == 1 else f"{number} principles",
    )


def _judgements(number: int) -> Text:
    return Text(
        f"{number} oordeel" if number == 1 else f"{number} oordelen",
        f"{number} judgement" if number == 1 else f"{number} judgements",
    )
