"""A principle in words, with wrong and right Turtle taken from the fixtures that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from textwrap import wrap

from archrepo.language import Language, Text
from archrepo.principles import Principle, PrincipleBook
from archrepo.profiles import Profile
from archrepo.reporting.compliance_text import places_text
from archrepo.reporting.principle_sheet import wrong_and_right
from archrepo.validation.examples import examples_of

_WIDTH = 100
_HEADINGS = {
    "why": Text("Waarom", "Why"),
    "source": Text("Bron", "Source"),
    "severity": Text("Zwaarte", "Severity"),
    "profiles": Text("Profielen", "Profiles"),
    "mend": Text("Herstellen", "How to mend"),
    "wrong": Text("Fout (-) en goed (+)", "Wrong (-) and right (+)"),
    "test": Text("Zo wordt het getoetst", "How it is tested"),
    "waive": Text("Afwijken (leg uit)", "How to deviate"),
}
_SINCE = Text("geldt vanaf {date}", "in force from {date}")
_DEVIATE = Text(
    "Leg in een bestand van het model vast wie waarom besloot, en tot wanneer; `archrepo waive` schrijft dit voor u:",
    "Record in a file of the model who decided why, and until when; `archrepo waive` writes this for you:",
)


def principle_list(principles: Iterable[Principle], language: Language) -> Iterator[str]:
    """Yield one line a principle: its id, severity and name."""
    rows = [(found.id, found.severity.word.in_(language), found.name.in_(language)) for found in principles]
    width = max((len(word) for _, word, _ in rows), default=0)
    yield from (f"{identifier:<8} {word:<{width}}  {name}" for identifier, word, name in rows)


def profile_text(book: PrincipleBook, profile: Profile, language: Language) -> Iterator[str]:
    """Yield what a profile is for, and its principles below the way in which they weigh, heaviest first."""
    yield f"{profile.name.in_(language)} ({profile.key})"
    yield ""
    yield from _wrapped(profile.purpose.in_(language))
    for weight in sorted(set(profile.weights.values()), key=lambda weight: (-weight.number, weight.name.nl)):
        yield ""
        yield f"{weight.name.in_(language)} ({weight.number}):".capitalize()
        members = (found for found in book if profile.weights.get(found.id) == weight)
        yield from (f"  {line}" for line in principle_list(members, language))


def principle_text(
    book: PrincipleBook, principle: Principle, language: Language, today: date, profiles: Sequence[Profile]
) -> Iterator[str]:
    """Yield the lines that explain one principle; `today` dates the waiver that is shown as an example."""
    yield f"{principle.id}  {principle.name.in_(language)}"
    yield ""
    yield from _wrapped(principle.statement.in_(language))

    def heading(name: str) -> Iterator[str]:
        yield ""
        yield f"{_HEADINGS[name].in_(language)}:"

    yield from heading("why")
    yield from _indented(principle.rationale.in_(language))
    yield from heading("severity")
    since = _SINCE.format(date=principle.in_force_from).in_(language) if principle.in_force_from else ""
    yield f"  {principle.severity.word.in_(language)}{f', {since}' if since else ''}"
    yield from heading("profiles")
    yield from (f"  {line}" for line in places_text(profiles, principle).in_(language).split("; "))
    yield from heading("source")
    yield from _indented(principle.source_text.in_(language))
    if principle.source:
        yield f"  {principle.source}"
    yield from heading("mend")
    yield from _indented(principle.remedy.in_(language))
    example = wrong_and_right(examples_of(book, principle))
    if example:
        yield from heading("wrong")
        yield from (f"  {line}".rstrip() for line in example)
    yield from heading("waive")
    yield from _indented(_DEVIATE.in_(language))
    yield ""
    yield from (f"  {line}" for line in waiver_turtle(principle, language, today))
    yield from heading("test")
    yield from (f"  {line}" for line in book.turtle(principle).splitlines())


def principle_form(principle: Principle, profiles: Sequence[Profile], language: Language) -> dict[str, object]:
    """Return a principle as fields, with its weight in each profile that it stands in."""
    return {
        "id": principle.id,
        "name": principle.name.in_(language),
        "family": principle.family,
        "severity": principle.severity.value,
        "statement": principle.statement.in_(language),
        "rationale": principle.rationale.in_(language),
        "remedy": principle.remedy.in_(language),
        "source": principle.source,
        "source_text": principle.source_text.in_(language),
        "in_force_from": principle.in_force_from.isoformat() if principle.in_force_from else None,
        "profiles": {one.key: one.weight_of(principle.id) for one in profiles if principle.id in one.weights},
    }


def _indented(text: str) -> Iterator[str]:
    yield from _wrapped(text, "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    # Hyphens stay whole: a term broken at its hyphen can no longer be copied.
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def waiver_turtle(principle: Principle, language: Language, today: date) -> tuple[str, ...]:
    """Return the Turtle of a waiver for a year, for the user to fill in."""
    until = today + timedelta(days=365)
    because = Text("waarom het nu niet anders kan", "why it cannot be otherwise now").in_(language)
    return (
        f":afwijking-{principle.id.lower()} a ar:Waiver ;",
        f"    ar:ofPrinciple principle:{principle.id} ; ar:subject :... ;",
        f'    ar:reason "{because}"@{language} ;',
        f'    ar:risk "..."@{language} ; ar:measure "..."@{language} ;',
        f'    ar:decidedBy :cio ; ar:decidedOn "{today}"^^xsd:date ; ar:validUntil "{until}"^^xsd:date .',
    )
