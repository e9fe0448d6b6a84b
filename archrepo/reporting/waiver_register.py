"""The register of waivers, as lines to read and as fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyoxigraph as ox

from archrepo.language import Language, Text
from archrepo.reporting.markdown import escaped, one_line
from archrepo.waivers import Waiver
from archrepo.wording import date_text
from archrepo.workspace import Workspace

_LABELS = {
    "reason": Text("reden", "reason"),
    "risk": Text("risico", "risk"),
    "measure": Text("maatregel", "measure"),
    "decided": Text("besloten door", "decided by"),
    "place": Text("staat in", "written in"),
}
_HEADINGS = (
    Text("principe", "principle"),
    Text("onderdeel", "subject"),
    *(_LABELS[name] for name in ("reason", "risk", "measure", "decided")),
    Text("geldigheid", "validity"),
    _LABELS["place"],
)
_NOT_RECORDED = Text("niet vastgelegd", "not recorded")
_DAY_NOT_RECORDED = Text("datum niet vastgelegd", "date not recorded")


def register_text(
    workspace: Workspace, waivers: Sequence[Waiver], language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield a paragraph for each waiver, and a sentence that counts them."""
    for waiver in waivers:
        yield _heading(workspace, waiver).in_(language)
        for name, words in _parts(waiver, language):
            yield f"    {_LABELS[name].in_(language)}: {words}"
        location = waiver.location.shown(shown_path)
        yield f"    {_LABELS['place'].in_(language)}: {location}"
        yield ""
    yield _count(workspace, waivers).in_(language)


def register_markdown(
    workspace: Workspace, waivers: Sequence[Waiver], language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield the register as a table in Markdown, in which the words of the model are only words."""
    yield _count(workspace, waivers).in_(language)
    if not waivers:
        return
    yield ""
    yield f"| {' | '.join(heading.in_(language) for heading in _HEADINGS)} |"
    yield "|---" * len(_HEADINGS) + "|"
    for waiver in waivers:
        parts = [escaped(words) for _, words in _parts(waiver, language)]
        place = waiver.location.shown(shown_path)
        name = workspace.label(ox.NamedNode(waiver.subject), language)
        until = _until(workspace, waiver).in_(language)
        yield f"| {' | '.join((waiver.principle, escaped(name), *parts, until, f'`{place}`'))} |"


def _parts(waiver: Waiver, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what was written down with a decision, each on one line; what was not is told as such."""
    for name, text in (("reason", waiver.reason), ("risk", waiver.risk), ("measure", waiver.measure)):
        yield name, one_line(text.in_(language)) or _NOT_RECORDED.in_(language)
    decided = one_line(waiver.decided_by.in_(language))
    day = date_text(waiver.decided_on) if waiver.decided_on else _DAY_NOT_RECORDED
    yield "decided", f"{decided}, {day.in_(language)}"


def _heading(workspace: Workspace, waiver: Waiver) -> Text:
    subject, until = workspace.name_of(ox.NamedNode(waiver.subject)), _until(workspace, waiver)
    return Text(
        f"{waiver.principle}  {one_line(subject.nl)}: {until.nl}",
        f"{waiver.principle}  {one_line(subject.en)}: {until.en}",
    )


def _until(workspace: Workspace, waiver: Waiver) -> Text:
    day = date_text(waiver.valid_until)
    if waiver.is_expired(workspace.as_of):
        return Text(f"VERLOPEN op {day.nl}", f"EXPIRED on {day.en}")
    return Text(f"geldt tot en met {day.nl}", f"in force until {day.en}")


def _count(workspace: Workspace, waivers: Sequence[Waiver]) -> Text:
    if not waivers:
        return Text("Er zijn geen afwijkingen vastgelegd.", "No waivers are recorded.")
    expired = sum(1 for waiver in waivers if waiver.is_expired(workspace.as_of))
    number = len(waivers)
    return Text(
        f"{number} {'afwijking' if number == 1 else 'afwijkingen'}, waarvan {expired} verlopen.",
        f"{number} {'waiver' if number == 1 else 'waivers'}, of which {expired} expired.",
    )


def register_form(
    workspace: Workspace, waivers: Sequence[Waiver], language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the same as fields; dates as 2026-11-22."""
    return {
        "schema": "archrepo/waivers/1",
        "as_of": workspace.as_of.isoformat(),
        "waivers": [
            {
                "iri": waiver.iri,
                "principle": waiver.principle,
                "subject": waiver.subject,
                "label": workspace.label(ox.NamedNode(waiver.subject), language),
                "reason": waiver.reason.in_(language),
                "risk": waiver.risk.in_(language),
                "measure": waiver.measure.in_(language),
                "decided_by": waiver.decided_by.in_(language),
                "decided_on": waiver.decided_on.isoformat() if waiver.decided_on else None,
                "valid_until": waiver.valid_until.isoformat(),
                "expired": waiver.is_expired(workspace.as_of),
                "reported_in": waiver.reported_in or None,
                "path": shown_path(waiver.location.path),
                "line": waiver.location.line,
            }
            for waiver in waivers
        ],
    }
