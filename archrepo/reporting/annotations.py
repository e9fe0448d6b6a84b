"""A report for the places where a change is discussed: annotations of GitHub and GitLab, JUnit and Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from archrepo.blocks import Block, blocks_of
from archrepo.findings import Finding, Report, Severity, Verdict
from archrepo.language import Language, Text
from archrepo.principles import PrincipleBook
from archrepo.reporting.sarif import fingerprint
from archrepo.reporting.text import summary

_GITHUB = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GITLAB = {Severity.VIOLATION: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_HEADINGS = (
    Text("zwaarte", "severity"),
    Text("principe", "principle"),
    Text("waar", "where"),
    Text("wat", "what"),
    Text("remedie", "remedy"),
)
# XML 1.0 has no form at all for these; a label may hold them.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _place(finding: Finding, shown_path: Callable[[str], str]) -> str:
    return str(finding.location.shown(shown_path))


def _words(finding: Finding, language: Language) -> str:
    return f"{finding.label.in_(language)}: {finding.message.in_(language)}"


def github_lines(report: Report, language: Language, shown_path: Callable[[str], str] = str) -> Iterator[str]:
    """Yield one workflow command a finding; GitHub shows it at the line."""
    for finding in report.findings:
        place = finding.location
        fields = [f"file={_escaped(shown_path(place.path), ':,')}"]
        if place.line:
            fields += [f"line={place.line}", f"endLine={place.end_line}", f"col={place.column}"]
            fields += [f"endColumn={place.end_column}"]
        fields.append(f"title={finding.principle}")
        words = f"{_words(finding, language)}\n{finding.remedy.in_(language)}"
        yield f"::{_GITHUB[finding.severity]} {','.join(fields)}::{_escaped(words)}"


def _escaped(text: str, further: str = "") -> str:
    for character in f"%\r\n{further}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def gitlab_form(report: Report, language: Language, shown_path: Callable[[str], str] = str) -> list[dict[str, object]]:
    """Return the findings as GitLab's code quality report."""
    return [
        {
            "description": f"{finding.principle} {_words(finding, language)}",
            "check_name": finding.principle,
            "fingerprint": fingerprint(finding),
            "severity": _GITLAB[finding.severity],
            "location": {"path": shown_path(finding.location.path), "lines": {"begin": max(1, finding.location.line)}},
        }
        for finding in report.findings
    ]


def junit_text(book: PrincipleBook, report: Report, language: Language, shown_path: Callable[[str], str] = str) -> str:
    """Return the report as JUnit XML: one test a principle, failed when something breaks it."""
    judged = {judgement.principle for judgement in report.judgements} | {one.principle for one in report.findings}
    suite = ElementTree.Element("testsuite", name="archrepo")
    failed = 0
    for principle in book:
        if principle.id not in judged:
            continue
        name = f"{principle.id} {principle.name.in_(language)}"
        case = ElementTree.SubElement(suite, "testcase", classname=principle.family, name=_clean(name))
        found = [finding for finding in report.findings if finding.principle == principle.id]
        broken = [finding for finding in found if finding.verdict is Verdict.BROKEN]
        others = [finding for finding in found if finding.verdict is not Verdict.BROKEN]
        if broken:
            failed += 1
            failure = ElementTree.SubElement(case, "failure", type=principle.severity.value)
            failure.set("message", _clean(_words(broken[0], language)))
            failure.text = _clean("\n".join(f"{_place(one, shown_path)}: {_words(one, language)}" for one in broken))
        if others:
            rest = "\n".join(f"{_place(one, shown_path)}: {_words(one, language)}" for one in others)
            ElementTree.SubElement(case, "system-out").text = _clean(rest)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failed))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode")


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def markdown_lines(report: Report, language: Language, shown_path: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the summary and a table of the findings, for a merge request or a page; one gap of many is one row."""
    for line in summary(report):
        yield line.in_(language)
        yield ""
    if report.findings:
        yield f"| {' | '.join(heading.in_(language) for heading in _HEADINGS)} |"
        yield "|---" * len(_HEADINGS) + "|"
    for block in blocks_of(report.findings):
        finding = block.first
        cells = (
            finding.severity.word.in_(language),
            ", ".join(block.principles),
            f"`{_place(finding, shown_path)}`",
            _block_words(block, language),
            block.remedy.in_(language) if block.is_one_principle or len(block.findings) == 1 else "`archrepo missing`",
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _block_words(block: Block, language: Language) -> str:
    words = f"{block.heading.in_(language)}: {block.message.in_(language)}"
    return f"{words} ({block.names.in_(language)})" if block.is_one_principle else words


def _cell(text: str) -> str:
    """Return the text so that it stays in its cell and is no HTML; what stands between backticks is safe already."""
    parts = text.replace("|", "\\|").replace("\n", " ").split("`")
    parts[::2] = [part.replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)
