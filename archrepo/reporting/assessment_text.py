"""The assessment of a procurement proposal as lines to read: worst first, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from textwrap import wrap

from archrepo.findings import Finding, Location, Verdict
from archrepo.language import Language, Text
from archrepo.procurement import Assessment, Impact, PrincipleVerdict, Touched
from archrepo.reporting.paint import Paint, Role, plain
from archrepo.wording import date_text, number_text

_WIDTH = 100
#: More facts than these a verdict hide what they should show; the machine form has them all.
MOST_EVIDENCE = 3
_IN_FULL = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)
_ROLES: dict[Verdict, Role] = {Verdict.BROKEN: "violation", Verdict.UNKNOWN: "warning", Verdict.EXCEPTED: "info"}
_WORDS = {
    "value": Text("geraamde waarde", "estimated value"),
    "procedure": Text("procedure", "procedure"),
    "published": Text("publicatie", "publication"),
    "as_of": Text("peildatum", "reference date"),
    "itself": Text("De inkoop zelf", "The purchase itself"),
    "candidate": Text("Kandidaat", "Candidate"),
    "evidence": Text("bewijs", "evidence"),
    "more": Text("... en nog {more}; alles staat in --format json", "... and {more} more; --format json has all"),
    "missing": Text("ontbreekt", "missing"),
    "remedy": Text("remedie", "remedy"),
    "impact": Text("Gevolgen voor het landschap", "Effects on the landscape"),
    "new": Text("Nieuwe bevindingen in het bestaande landschap", "New findings in the existing landscape"),
    "resolved": Text("Bevindingen die verdwijnen", "Findings that go"),
    "nothing": Text("geen", "none"),
}
_IMPACT = (
    ("replaced", Text("wordt vervangen", "is replaced")),
    ("touched", Text("wordt geraakt", "is touched")),
    ("successors", Text("het model kent al een opvolger", "the model already names a successor")),
    ("to_move", Text("stromen waarvoor nog geen opvolger is beschreven", "flows without a described successor")),
    ("taken_over", Text("stromen die een kandidaat overneemt", "flows that a candidate takes over")),
    ("unsupported", Text("verliest ondersteuning", "loses its support")),
    ("contracts", Text("contracten van wat verdwijnt", "contracts of what goes")),
)


def assessment_text(
    assessment: Assessment, language: Language, shown_path: Callable[[str], str] = str, paint: Paint = plain
) -> Iterator[str]:
    """Yield the lines: the purchase, one sentence, the verdicts, and the effects on the landscape."""
    facts = assessment.procurement

    def place(location: Location) -> str:
        return str(replace(location, path=shown_path(location.path)))

    yield f"{facts.name.in_(language)}  ({place(facts.location)})"
    if facts.description.in_(language):
        yield from wrap(facts.description.in_(language), _WIDTH)
    yield "; ".join(_head(assessment, language))
    yield ""
    yield assessment.summary.in_(language)
    yield ""
    yield paint(f"{_WORDS['itself'].in_(language)}:", "heading")
    yield from _verdicts(assessment.verdicts, language, place, paint)
    for bid in assessment.bids:
        yield ""
        heading = f"{_WORDS['candidate'].in_(language)} {bid.name.in_(language)}:"
        yield f"{paint(heading, 'heading')} {bid.summary.in_(language)}"
        yield from _verdicts(bid.verdicts, language, place, paint)
    yield ""
    yield paint(f"{_WORDS['impact'].in_(language)}:", "heading")
    yield from _impact(assessment.impact, language)
    for name, found in (("new", assessment.new_findings), ("resolved", assessment.resolved_findings)):
        if found:
            yield ""
            yield paint(f"{_WORDS[name].in_(language)}:", "heading")
            yield from (f"  {_finding(finding, language, place)}" for finding in found)


def _head(assessment: Assessment, language: Language) -> Iterator[str]:
    facts = assessment.procurement
    if facts.estimated_value_euro is not None:
        yield f"{_WORDS['value'].in_(language)} {number_text(facts.estimated_value_euro).in_(language)} euro"
    if facts.procedure:
        yield f"{_WORDS['procedure'].in_(language)}: {facts.procedure}"
    if facts.publication_date:
        yield f"{_WORDS['published'].in_(language)} {date_text(facts.publication_date).in_(language)}"
    yield f"{_WORDS['as_of'].in_(language)} {date_text(assessment.as_of).in_(language)}"


def _verdicts(
    verdicts: Sequence[PrincipleVerdict], language: Language, place: Callable[[Location], str], paint: Paint
) -> Iterator[str]:
    """Yield what asks for work in full, and the rest as one line a verdict."""
    for verdict in verdicts:
        if verdict.verdict in _IN_FULL:
            yield from _in_full(verdict, language, place, paint)
    for kind in (Verdict.MET, Verdict.NOT_APPLICABLE):
        names = [verdict.principle for verdict in verdicts if verdict.verdict is kind]
        if names:
            line = f"{kind.word.in_(language)}: {', '.join(names)}"
            yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _in_full(
    verdict: PrincipleVerdict, language: Language, place: Callable[[Location], str], paint: Paint
) -> Iterator[str]:
    word = f"{verdict.verdict.word.in_(language)}[{verdict.principle}]"
    yield f"  {paint(word, _ROLES[verdict.verdict])} {verdict.name.in_(language)}"
    for finding in verdict.findings:
        yield f"      {_finding(finding, language, place)}"
    for evidence in verdict.evidence[:MOST_EVIDENCE]:
        yield f"      {_WORDS['evidence'].in_(language)}: {evidence.text.in_(language)} ({place(evidence.location)})"
    more = len(verdict.evidence) - MOST_EVIDENCE
    if more > 0:
        yield f"      {_WORDS['more'].format(more=more).in_(language)}"
    if verdict.missing:
        yield f"      {_WORDS['missing'].in_(language)}: {', '.join(verdict.missing)}"
    yield f"      = {paint(_WORDS['remedy'].in_(language), 'remedy')}: {verdict.remedy.in_(language)}"


def _finding(finding: Finding, language: Language, place: Callable[[Location], str]) -> str:
    return f"{place(finding.location)}: {finding.label.in_(language)}: {finding.message.in_(language)}"


def _impact(impact: Impact, language: Language) -> Iterator[str]:
    for name, words in _IMPACT:
        found: tuple[Touched, ...] = getattr(impact, name)
        if not found:
            yield f"  {words.in_(language)}: {_WORDS['nothing'].in_(language)}"
            continue
        by_thing: dict[str, list[str]] = {}
        for touched in found:
            thing = f"{touched.name.in_(language)} ({touched.kind.in_(language)})"
            by_thing.setdefault(thing, []).append(touched.how.in_(language))
        yield f"  {words.in_(language)} ({len(by_thing)}):"
        yield from (f"    {thing}: {'; '.join(how)}" for thing, how in by_thing.items())
