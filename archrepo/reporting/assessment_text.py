"""The assessment of a procurement proposal as lines to read: worst first, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from archrepo.findings import Finding, Location, Verdict
from archrepo.language import Language, Text
from archrepo.procurement import Assessment, PrincipleVerdict, Touched
from archrepo.procurement.dossier.takers import taker_words
from archrepo.procurement.judging.headline import headline
from archrepo.reporting.bid_text import bid_heading, bid_text
from archrepo.reporting.paint import Paint, Role, plain
from archrepo.reporting.plain_words import PlainWords
from archrepo.reporting.unread_bids import unread_lines
from archrepo.wording import date_text, number_text

_WIDTH = 100
#: More facts than these a verdict hide what they should show; the machine form has them all.
MOST_EVIDENCE = 3
MOST_FINDINGS = 5
FOR_MUNICIPALITY = Text("wat de gemeente zelf nog invult", "what the municipality itself still fills in")
_IN_FULL = (Verdict.BROKEN, Verdict.UNKNOWN, Verdict.EXCEPTED)
_ROLES: dict[Verdict, Role] = {Verdict.BROKEN: "violation", Verdict.UNKNOWN: "warning", Verdict.EXCEPTED: "info"}
_WORDS = {
    "value": Text("geraamde waarde", "estimated value"),
    "procedure": Text("procedure", "procedure"),
    "published": Text("publicatie", "publication"),
    "as_of": Text("peildatum", "reference date"),
    "itself": Text("De inkoop zelf", "The purchase itself"),
    "coverage": Text(
        "Vragen die geen machine kan beantwoorden: {answered} van {asked} beantwoord.",
        "Questions that no machine can answer: {answered} of {asked} answered.",
    ),
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
    (
        "taken_over",
        Text("stromen die minstens één kandidaat overneemt", "flows that at least one candidate takes over"),
    ),
    ("unsupported", Text("verliest ondersteuning", "loses its support")),
    ("contracts", Text("contracten van wat verdwijnt", "contracts of what goes")),
)


def assessment_text(
    assessment: Assessment,
    language: Language,
    shown_path: Callable[[str], str] = str,
    paint: Paint = plain,
    words: PlainWords | None = None,
) -> Iterator[str]:
    """Yield the lines: one sentence, the purchase, each bid, the award, and the effects on the landscape.

    With `words` what is missing and how to mend it is told without Turtle.
    """
    facts = assessment.procurement
    tell = _Teller(language, words)

    def place(location: Location) -> str:
        return str(location.shown(shown_path))

    yield f"{facts.name.in_(language)}  ({place(facts.location)})"
    if facts.description.in_(language):
        yield from wrap(facts.description.in_(language), _WIDTH)
    yield "; ".join(_head(assessment, language))
    yield ""
    yield headline(assessment).in_(language)
    yield from (paint(line, "violation") for line in unread_lines(assessment.unread, language, place))
    yield from _awards(assessment, language)
    yield ""
    yield paint(f"{_WORDS['itself'].in_(language)}:", "heading")
    yield from _verdicts(assessment.verdicts, tell, place, paint)
    for bid in assessment.bids:
        yield ""
        heading = f"{bid_heading(bid, language)}:"
        yield f"{paint(heading, 'heading')} {bid.summary.in_(language)}"
        yield from bid_text(bid, language, place, paint)
        yield from _verdicts([one for one in bid.verdicts if not one.is_for_municipality], tell, place, paint)
        if bid.for_municipality:
            yield f"  {FOR_MUNICIPALITY.in_(language)}:"
        for verdict in bid.for_municipality:
            yield f"    {verdict.principle} {verdict.name.in_(language)}: {tell.remedy(verdict)}"
    if assessment.all_questions:
        yield ""
        asked = len(assessment.all_questions)
        yield _WORDS["coverage"].format(answered=assessment.answered, asked=asked).in_(language)
    yield ""
    yield paint(f"{_WORDS['impact'].in_(language)}:", "heading")
    yield from _impact(assessment, language)
    for name, found in (("new", assessment.new_findings), ("resolved", assessment.resolved_findings)):
        if found:
            yield ""
            yield paint(f"{_WORDS[name].in_(language)}:", "heading")
            yield from (f"  {_finding(finding, language, place)}" for finding in found)


class _Teller:
    """Tells sentences in one language, in plain words when it has them."""

    def __init__(self, language: Language, words: PlainWords | None) -> None:
        self.language = language
        self._words = words

    def __call__(self, text: Text) -> str:
        return self._words(text, self.language) if self._words is not None else text.in_(self.language)

    def remedy(self, verdict: PrincipleVerdict) -> str:
        return self._words.remedy(verdict, self.language) if self._words is not None else self(verdict.remedy)

    def facts(self, names: Sequence[str]) -> str:
        listed = ", ".join(names)
        return self._words.named(listed, self.language) if self._words is not None else listed


def _awards(assessment: Assessment, language: Language) -> Iterator[str]:
    for award in assessment.awards:
        yield award.summary.in_(language)
        yield from (f"  {words.in_(language)}" for words in (*award.ties, *award.remarks))


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
    verdicts: Sequence[PrincipleVerdict], tell: _Teller, place: Callable[[Location], str], paint: Paint
) -> Iterator[str]:
    """Yield what asks for work in full, and the rest as one line a verdict."""
    for verdict in verdicts:
        if verdict.verdict in _IN_FULL:
            yield from _in_full(verdict, tell, place, paint)
    for kind in (Verdict.MET, Verdict.NOT_APPLICABLE):
        names = [verdict.principle for verdict in verdicts if verdict.verdict is kind]
        if names:
            line = f"{kind.word.in_(tell.language)}: {', '.join(names)}"
            yield from wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _in_full(verdict: PrincipleVerdict, tell: _Teller, place: Callable[[Location], str], paint: Paint) -> Iterator[str]:
    language = tell.language
    word = f"{verdict.verdict.word.in_(language)}[{verdict.principle}]"
    yield f"  {paint(word, _ROLES[verdict.verdict])} {verdict.name.in_(language)}"
    for finding in verdict.findings[:MOST_FINDINGS]:
        yield f"      {place(finding.location)}: {finding.label.in_(language)}: {tell(finding.message)}"
    if len(verdict.findings) > MOST_FINDINGS:
        yield f"      {_WORDS['more'].format(more=len(verdict.findings) - MOST_FINDINGS).in_(language)}"
    for evidence in verdict.evidence[:MOST_EVIDENCE]:
        yield f"      {_WORDS['evidence'].in_(language)}: {evidence.text.in_(language)} ({place(evidence.location)})"
    more = len(verdict.evidence) - MOST_EVIDENCE
    if more > 0:
        yield f"      {_WORDS['more'].format(more=more).in_(language)}"
    if verdict.missing:
        yield f"      {_WORDS['missing'].in_(language)}: {tell.facts(verdict.missing)}"
    remedy = tell.remedy(verdict)
    if remedy:
        yield f"      = {paint(_WORDS['remedy'].in_(language), 'remedy')}: {remedy}"


def _finding(finding: Finding, language: Language, place: Callable[[Location], str]) -> str:
    return f"{place(finding.location)}: {finding.label.in_(language)}: {finding.message.in_(language)}"


def _impact(assessment: Assessment, language: Language) -> Iterator[str]:
    for name, words in _IMPACT:
        found: tuple[Touched, ...] = getattr(assessment.impact, name)
        if not found:
            yield f"  {words.in_(language)}: {_WORDS['nothing'].in_(language)}"
            continue
        by_thing: dict[str, list[str]] = {}
        for touched in found:
            thing = f"{touched.name.in_(language)} ({touched.kind.in_(language)})"
            by = taker_words([touched], assessment.bids).in_(language) if name == "taken_over" else ""
            by_thing.setdefault(thing, []).append(touched.how.in_(language) + (f" ({by})" if by else ""))
        yield f"  {words.in_(language)} ({len(by_thing)}):"
        yield from (f"    {thing}: {'; '.join(how)}" for thing, how in by_thing.items())
