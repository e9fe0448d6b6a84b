"""The paragraph of the annual report that explains deviations ("leg uit"), for the families that ask for it.

Which families those are is data: a principle says of which family the waivers are published (ar:publishesWaiversOf).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from archrepo.findings import Report, Verdict
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.principles import Principle, PrincipleBook
from archrepo.reporting.markdown import escaped, one_line
from archrepo.vocabulary import PUBLISHES_WAIVERS_OF, ar
from archrepo.waivers import Waiver
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_NOT_RECORDED = Text("niet vastgelegd", "not recorded")


@dataclass(frozen=True, slots=True)
class Deviation:
    """One decision to deviate: by which things, from which principle, and what is not in order with them now.

    `faults` is empty once everything that the decision names has been mended.
    """

    waiver: Waiver
    principle: Principle
    subjects: tuple[Text, ...]
    faults: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """What the report on a year has to explain: decisions of that year, older ones that still held, undated ones.

    `duties` are the principles that ask for it, `topics` the families that they ask it for, by name. `has_begun` is
    false for a year after the reference date: nobody decided anything in it yet.
    """

    year: int
    has_begun: bool
    organisation: str
    topics: tuple[Text, ...]
    duties: tuple[Principle, ...]
    decided: tuple[Deviation, ...]
    continued: tuple[Deviation, ...]
    undated: tuple[Deviation, ...]

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Return everything that is to be explained."""
        return (*self.decided, *self.continued, *self.undated)


def published_principles(book: PrincipleBook) -> tuple[Principle, ...]:
    """Return the principles whose waivers belong in an annual report, by id."""
    families = {local_name(family) for duty in book for family in book.shapes.objects(duty.shape, PUBLISHES_WAIVERS_OF)}
    return tuple(principle for principle in book if principle.family in families)


def annual_report(
    workspace: Workspace, book: PrincipleBook, report: Report, waivers: Sequence[Waiver], year: int
) -> AnnualReport:
    """Return what the annual report on `year` has to explain; `report` is a check by the published principles."""
    duties = tuple(duty for duty in book if book.shapes.objects(duty.shape, PUBLISHES_WAIVERS_OF))
    principles = {principle.id: principle for principle in published_principles(book)}
    families = dict.fromkeys(principle.family for principle in principles.values())
    decisions: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        if waiver.principle in principles:
            decisions.setdefault(waiver.iri, []).append(waiver)
    found = [_deviation(workspace, principles[ones[0].principle], report, ones) for ones in decisions.values()]
    first = date(year, 1, 1)
    dated = [(one, one.waiver.decided_on) for one in found]
    return AnnualReport(
        year=year,
        has_begun=first <= workspace.as_of,
        organisation=one_line(workspace.name),
        topics=tuple(workspace.name_of(ar(family)) for family in families),
        duties=duties,
        decided=tuple(one for one, day in dated if day is not None and day.year == year),
        continued=tuple(one for one, day in dated if day is not None and day < first <= one.waiver.valid_until),
        undated=tuple(one for one, day in dated if day is None and first <= one.waiver.valid_until),
    )


def _deviation(workspace: Workspace, principle: Principle, report: Report, waivers: Sequence[Waiver]) -> Deviation:
    subjects = {waiver.subject for waiver in waivers}
    faults = [
        finding.message
        for finding in report.findings
        if finding.principle == principle.id
        and finding.subject in subjects
        and (finding.verdict is Verdict.EXCEPTED or (finding.verdict is Verdict.BROKEN and finding.waiver is None))
    ]
    names = tuple(workspace.name_of(ox.NamedNode(waiver.subject)) for waiver in waivers)
    return Deviation(waivers[0], principle, names, tuple(dict.fromkeys(faults)))


def introduction(report: AnnualReport) -> tuple[Text, ...]:
    """Return the sentences that say how often was deviated, and from which agreements."""
    values = {
        "topics": Text(_joined(report.topics, "nl"), _joined(report.topics, "en")),
        "year": report.year,
        "name": report.organisation,
        "count": len(report.decided),
    }
    if not report.has_begun and not report.decided:
        first = Text("{year} is nog niet begonnen.", "{year} has not begun yet.")
    elif not report.decided:
        first = Text(
            "In {year} besloot {name} niet om van de afspraken over {topics} af te wijken.",
            "In {year} {name} did not decide to deviate from the agreements on {topics}.",
        )
    else:
        first = Text(
            "In {year} besloot {name} {count} keer om van de afspraken over {topics} af te wijken. "
            "Hieronder staat wat dat is, waarom, en tot wanneer.",
            "In {year} {name} decided {count} times to deviate from the agreements on {topics}. "
            "Below stands what that is, why, and until when.",
        )
        if len(report.decided) == 1:
            first = Text(first.nl, first.en.replace("{count} times", "once"))
    sentences = [first.format(**values)]
    older = len(report.continued)
    if older:
        holds, hold, was, were = (
            ("gold", "golden", "was", "were") if report.has_begun else ("geldt", "gelden", "is", "are")
        )
        sentences.append(
            Text(
                f"Eén ouder besluit {holds} in dit jaar nog.", f"One older decision {was} still in force in this year."
            )
            if older == 1
            else Text(
                f"{older} oudere besluiten {hold} in dit jaar nog.",
                f"{older} older decisions {were} still in force in this year.",
            )
        )
    if report.undated:
        sentences.append(
            Text(
                f"Van {len(report.undated)} is niet vastgelegd wanneer het is besloten.",
                f"For {len(report.undated)} it is not recorded when it was decided.",
            )
        )
    return tuple(sentences)


def _joined(topics: Sequence[Text], language: Language) -> str:
    last = " en " if language == "nl" else " and "
    return last.join(topic.in_(language)[:1].lower() + topic.in_(language)[1:] for topic in topics)


def deviation_parts(workspace: Workspace, deviation: Deviation) -> tuple[tuple[Text, Text], ...]:
    """Return what is told of a deviation, as heading and words; the words are those of the model, as they stand."""
    waiver = deviation.waiver
    is_over = waiver.is_expired(workspace.as_of)
    faults = deviation.faults or (Text("inmiddels in orde", "in order by now"),)
    day = date_text(waiver.decided_on) if waiver.decided_on else _NOT_RECORDED
    return (
        (
            Text("Waar", "Where"),
            Text(", ".join(name.nl for name in deviation.subjects), ", ".join(name.en for name in deviation.subjects)),
        ),
        (
            Text("Afspraak", "Agreement"),
            Text("{name} ({id})", "{name} ({id})").format(name=deviation.principle.name, id=deviation.principle.id),
        ),
        (Text("Wat", "What"), Text("; ".join(one.nl for one in faults), "; ".join(one.en for one in faults))),
        (Text("Waarom", "Why"), waiver.reason),
        (Text("Risico", "Risk"), _recorded(waiver.risk)),
        (Text("Maatregel", "Measure"), _recorded(waiver.measure)),
        (
            Text("Besloten", "Decided"),
            Text("door {who}, {day}", "by {who}, {day}").format(who=waiver.decided_by, day=day),
        ),
        (
            Text("Gold tot en met", "Was valid until") if is_over else Text("Geldt tot en met", "Valid until"),
            date_text(waiver.valid_until),
        ),
        (
            Text("Staat in jaarverslag", "In annual report"),
            Text.same(waiver.reported_in) if waiver.reported_in else Text("nog niet", "not yet"),
        ),
    )


def _recorded(words: Text) -> Text:
    return Text(words.nl or _NOT_RECORDED.nl, words.en or _NOT_RECORDED.en)


def duty_text(duty: Principle) -> Text:
    """Return what the principle says that asks for publication."""
    return Text("{what} ({id})", "{what} ({id})").format(what=duty.statement, id=duty.id)


def title(report: AnnualReport) -> Text:
    """Return the heading of the paragraph."""
    return Text(
        f"Leg uit: afwijkingen van {_joined(report.topics, 'nl')} in {report.year}",
        f"Explained: deviations from {_joined(report.topics, 'en')} in {report.year}",
    )


def annual_report_text(workspace: Workspace, report: AnnualReport, language: Language) -> Iterator[str]:
    """Yield the paragraph as plain text."""
    yield title(report).in_(language)
    yield ""
    yield " ".join(sentence.in_(language) for sentence in introduction(report))
    for number, deviation in enumerate(report.deviations, 1):
        yield ""
        for index, (heading, words) in enumerate(deviation_parts(workspace, deviation)):
            start = f"{number}." if index == 0 else ""
            yield f"{start:<4}{heading.in_(language)}: {one_line(words.in_(language))}"
    for duty in report.duties:
        yield ""
        yield duty_text(duty).in_(language)


def annual_report_markdown(workspace: Workspace, report: AnnualReport, language: Language) -> Iterator[str]:
    """Yield the paragraph as Markdown in which the words of the model are only words."""
    yield f"## {escaped(title(report).in_(language))}"
    yield ""
    yield escaped(" ".join(sentence.in_(language) for sentence in introduction(report)))
    for number, deviation in enumerate(report.deviations, 1):
        yield ""
        for index, (heading, words) in enumerate(deviation_parts(workspace, deviation)):
            start = f"{number}. " if index == 0 else " " * len(f"{number}. ")
            # Two spaces at the end keep the next part on a line of its own.
            yield f"{start}**{heading.in_(language)}:** {escaped(words.in_(language))}  "
    for duty in report.duties:
        yield ""
        yield escaped(duty_text(duty).in_(language))


def annual_report_form(
    report: AnnualReport, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the paragraph as fields; each deviation once, with all that it is for."""
    return {
        "year": report.year,
        "title": title(report).in_(language),
        "introduction": " ".join(sentence.in_(language) for sentence in introduction(report)),
        **{
            name: [_deviation_form(one, language, shown_path) for one in group]
            for name, group in (
                ("decided", report.decided),
                ("continued", report.continued),
                ("undated", report.undated),
            )
        },
        "duties": [{"principle": duty.id, "statement": duty.statement.in_(language)} for duty in report.duties],
    }


def _deviation_form(deviation: Deviation, language: Language, shown_path: Callable[[str], str]) -> dict[str, object]:
    waiver = deviation.waiver
    return {
        "iri": waiver.iri,
        "principle": deviation.principle.id,
        "labels": [name.in_(language) for name in deviation.subjects],
        "faults": [fault.in_(language) for fault in deviation.faults],
        "reason": waiver.reason.in_(language),
        "risk": waiver.risk.in_(language),
        "measure": waiver.measure.in_(language),
        "decided_by": waiver.decided_by.in_(language),
        "decided_on": waiver.decided_on.isoformat() if waiver.decided_on else None,
        "valid_until": waiver.valid_until.isoformat(),
        "reported_in": waiver.reported_in or None,
        "path": shown_path(waiver.location.path),
        "line": waiver.location.line,
    }
