"""The compliance with a profile, as closing words of a report and as fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archrepo.compliance import Compliance, Standing
from archrepo.findings import Verdict
from archrepo.language import Language, Text
from archrepo.principles import Principle
from archrepo.profiles import Profile
from archrepo.wording import number_text

_APART = (Verdict.UNKNOWN, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE)
_COLUMNS = (Verdict.MET, Verdict.BROKEN, *_APART)
_HEADINGS = (Text("onderwerp", "topic"), Text("gewogen", "weighted"), Text("ongewogen", "plain"))
_NOTHING = Text("–", "–")


def compliance_lines(compliance: Compliance) -> tuple[Text, ...]:
    """Return in two sentences how the model stands by a profile, and what the percentages leave out."""
    name, total = compliance.total.name, compliance.total
    if total.weighted is None or total.percentage is None:
        first = Text("Profiel {name}: er is nog niets te beoordelen.", "Profile {name}: there is nothing to judge yet.")
    else:
        first = Text(
            "Profiel {name}: gewogen naleving {weighted}, ongewogen {plain} ({met} van {judged}).",
            "Profile {name}: weighted compliance {weighted}, plain {plain} ({met} of {judged}).",
        )
    lines = [
        first.format(
            name=name,
            weighted=percent_text(total.weighted),
            plain=percent_text(total.percentage),
            met=number_text(total.counts[Verdict.MET]),
            judged=number_text(total.judged),
        )
    ]
    apart = [(number_text(total.counts[verdict]), verdict.word) for verdict in _APART if total.counts[verdict]]
    if apart:
        lines.append(
            Text(
                "Apart geteld: " + ", ".join(f"{number.nl}× {word.nl}" for number, word in apart) + ".",
                "Counted apart: " + ", ".join(f"{number.en}× {word.en}" for number, word in apart) + ".",
            )
        )
    return tuple(lines)


def percent_text(percentage: int | None) -> Text:
    """Return a percentage in words; a dash when nothing was judged."""
    return _NOTHING if percentage is None else Text(f"{percentage}%", f"{percentage}%")


def families_text(compliance: Compliance, language: Language) -> Iterator[str]:
    """Yield a table of the compliance by family; numbers stand to the right."""
    rows = [[*_HEADINGS, *(verdict.word for verdict in _COLUMNS)]]
    for family in compliance.families:
        percentages = (percent_text(family.weighted), percent_text(family.percentage))
        counts = (number_text(family.counts[verdict]) for verdict in _COLUMNS)
        rows.append([family.name, *percentages, *counts])
    words = [[cell.in_(language) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*words, strict=True)]
    for first, *rest in words:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells))


def compliance_form(compliance: Compliance, language: Language) -> dict[str, object]:
    """Return the compliance with a profile as fields; percentages are whole numbers, null when nothing was judged."""
    profile = compliance.profile
    return {
        "id": compliance.total.key,
        "name": compliance.total.name.in_(language),
        "weights": {identifier: weight.number for identifier, weight in profile.weights.items()} if profile else {},
        **_standing_form(compliance.total),
        "families": [_named(family, language) for family in compliance.families],
        "owners": [_named(owner, language) for owner in compliance.owners],
    }


def _named(standing: Standing, language: Language) -> dict[str, object]:
    return {"id": standing.key, "name": standing.name.in_(language), **_standing_form(standing)}


def _standing_form(standing: Standing) -> dict[str, object]:
    return {
        "compliance": standing.percentage,
        "weighted_compliance": standing.weighted,
        **{verdict.value: standing.counts[verdict] for verdict in _COLUMNS},
    }


def places_text(profiles: Sequence[Profile], principle: Principle) -> Text:
    """Return in which profiles a principle stands and how it weighs there."""
    found = [(profile, profile.weights[principle.id]) for profile in profiles if principle.id in profile.weights]
    if not found:
        return Text(
            "in geen enkel profiel: een toets met --profile ziet dit principe niet",
            "in no profile at all: a check with --profile does not see this principle",
        )
    return Text(
        "; ".join(f"{profile.name.nl} ({profile.key}): {weight.name.nl}" for profile, weight in found),
        "; ".join(f"{profile.name.en} ({profile.key}): {weight.name.en}" for profile, weight in found),
    )


def unplaced_text(principles: Sequence[Principle]) -> Text:
    """Return the remark on principles that stand in no profile; there is at least one."""
    names = ", ".join(principle.id for principle in principles)
    if len(principles) == 1:
        return Text(
            f"Principe {names} staat in geen enkel profiel; geef het een plek in shapes/profiles/.",
            f"Principle {names} stands in no profile; give it a place in shapes/profiles/.",
        )
    return Text(
        f"Deze principes staan in geen enkel profiel: {names}; geef ze een plek in shapes/profiles/.",
        f"These principles stand in no profile: {names}; give them a place in shapes/profiles/.",
    )
