"""`archrepo check`: hold the model against the principles."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.choosing import at_least, existing, limited, selected, within, within_profile
from archrepo.cli.commands import (
    argument,
    as_of_option,
    command,
    format_option,
    option,
    select_option,
    workspace_option,
)
from archrepo.cli.opening import open_model
from archrepo.cli.painting import paint_for
from archrepo.cli.session import Session
from archrepo.errors import ArchrepoError
from archrepo.findings import Report, Severity, Verdict
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.compliance import Compliance
    from archrepo.validation import Check

FINDINGS = 1
NEVER = "never"
#: From so many unknown verdicts on, the worklist of missing facts is the better next step.
_MANY_UNKNOWN = 10
_MOST_EDITS = 10
FAIL_ON = option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    default=Severity.VIOLATION.value,
    text=Text(
        "Vanaf welke zwaarte de exitcode 1 is (standaard: violation).",
        "From which severity on the exit code is 1 (default: violation).",
    ),
)

PROFILE = option(
    "--profile",
    metavar="NAME",
    text=Text(
        "Alleen de principes van dit profiel (procurement, baseline, target, audit of een van uzelf).",
        "Only the principles of this profile (procurement, baseline, target, audit or one of your own).",
    ),
)


@command(
    "check",
    Text(
        "Toets het model aan de principes.\n\n"
        "Zonder PAD is dat het hele model. Met PAD gaat het verslag alleen over die bestanden of mappen; "
        "de rest van het model telt bij het toetsen wel mee. De exitcode is 1 zodra er een bevinding is van de zwaarte "
        "van --fail-on.",
        "Check the model against the principles.\n\n"
        "Without PATH that is the whole model. With PATH the report is about those files or folders only; "
        "the rest of the model still counts in the check. The exit code is 1 as soon as there is a finding as heavy as "
        "--fail-on.",
    ),
    "archrepo check",
    "archrepo check --select GOV,AVG-05 --fail-on never",
    "archrepo check --profile audit --fail-on never",
    "archrepo check --format json --fail-on never",
)
@argument(
    "paths",
    metavar="[PATH...]",
    nargs=-1,
    type=click.Path(path_type=Path),
    text=Text("Bestand of map van het model; mag ook de map zelf zijn.", "File or folder of the model, or its root."),
)
@format_option("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
@FAIL_ON
@option(
    "--least",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.INFO.value,
    text=Text(
        "Toon geen bevindingen die lichter zijn (standaard: info, dus alles); de exitcode telt ze wel mee.",
        "Do not show findings that are lighter (default: info, so all); the exit code does count them.",
    ),
)
@select_option
@PROFILE
@option(
    "--watch",
    is_flag=True,
    text=Text(
        "Toets opnieuw zodra een bestand verandert, tot Ctrl-C.", "Check again when a file changes, until Ctrl-C."
    ),
)
@workspace_option
@as_of_option
def check_command(
    session: Session,
    paths: Sequence[Path],
    form: str,
    fail_on: str,
    least: str,
    select: Sequence[str],
    profile: str | None,
    watch: bool,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Return 1 when a finding weighs as heavy as `fail_on`, else 0."""
    from archrepo.workspace import find_root

    if workspace is None:
        workspace = find_root(existing(paths[0]) if paths else session.here)

    last: Check | None = None

    def once() -> int:
        nonlocal last
        code, last = _check(session, paths, form, fail_on, least, select, profile, workspace, as_of, last)
        return code

    return _watched(session, workspace, once) if watch else once()


def _check(
    session: Session,
    paths: Sequence[Path],
    form: str,
    fail_on: str,
    least: str,
    select: Sequence[str],
    profile: str | None,
    workspace: Path | None,
    as_of: datetime | None,
    before: Check | None,
) -> tuple[int, Check]:
    """Return the exit code and the check itself; `before` is the one that it repeats after an edit."""
    from archrepo.compliance import measured
    from archrepo.exchange.releases import edited_by_hand
    from archrepo.principles import book_of
    from archrepo.profiles import find_profile, read_profiles, without_profile
    from archrepo.reporting.compliance_text import compliance_lines, families_text, unplaced_text
    from archrepo.reporting.text import report_text
    from archrepo.validation import check

    started = time.perf_counter()
    repeated = before.refreshed(as_of.date() if as_of else session.today) if before else None
    model = repeated.workspace if repeated else open_model(session, workspace, as_of)
    wanted = within(model, [existing(path) for path in paths])
    book = repeated.book if repeated else book_of(model)
    profiles = read_profiles(book, model.ontology.graph)
    chosen = find_profile(profiles, profile) if profile is not None else None
    only = within_profile(selected(book, select), chosen)
    checked = repeated or check(model, book, only=only)
    found = limited(model, _asked_for(checked, wanted), wanted)
    compliance = measured(model, book, found, chosen) if chosen else None
    report = at_least(found, Severity(least))
    edits = [fault for one in model.configuration.references for fault in edited_by_hand(model.root, one)]
    seconds = time.perf_counter() - started
    if form == "text":
        hidden = len(found.findings) - len(report.findings)
        session.say(report_text(model, report, session.language, session.shown_path, paint_for(session), hidden))
        if compliance is not None:
            session.say(["", *families_text(compliance, session.language), ""])
            session.say(line.in_(session.language) for line in compliance_lines(compliance))
        unplaced = without_profile(book, profiles)
        if unplaced:
            session.tell(unplaced_text(unplaced))
        if wanted is None:
            _tell_of_references(session, checked)
        _tell_what_next(session, report, len(model.elements), seconds, profile)
    else:
        session.say(_for_machines(session, checked, report, form, seconds, compliance, edits))
    code = max(told_faults(session, checked), _told_edits(session, edits))
    if code:
        return code, checked
    failed = is_failure((finding.severity for finding in found.findings), fail_on)
    return FINDINGS if failed else 0, checked


def _watched(session: Session, root: Path, once: Callable[[], int]) -> int:
    """Check now and after every change of a file; a file that is broken for a while does not end it."""
    from watchfiles import watch

    def is_ours(_change: object, path: str) -> bool:
        return path.endswith((".ttl", ".toml"))

    def try_once() -> int:
        try:
            return once()
        except ArchrepoError as error:
            session.complain(error)
            return error.exit_code

    code = try_once()
    session.tell(Text("Wacht op een wijziging (stoppen: Ctrl-C) ...", "Waiting for a change (stop: Ctrl-C) ..."))
    for _changes in watch(root, watch_filter=is_ours, debounce=200, step=50):
        session.say(f"\n{'-' * 72}")
        code = try_once()
    return code


def _for_machines(
    session: Session,
    checked: Check,
    report: Report,
    form: str,
    seconds: float,
    compliance: Compliance | None,
    edits: Sequence[ArchrepoError],
) -> str:
    """Return the report in one of the forms that other programs read."""
    from archrepo.reporting.annotations import github_lines, gitlab_form, junit_text, markdown_lines
    from archrepo.reporting.compliance_text import compliance_lines
    from archrepo.reporting.json_form import check_form, written
    from archrepo.reporting.sarif import sarif_form

    language, shown, model, book = session.language, session.shown_path, checked.workspace, checked.book
    if form == "github":
        return "\n".join(github_lines(report, language, shown))
    if form == "markdown":
        closing = [line.in_(language) for line in compliance_lines(compliance)] if compliance else []
        return "\n".join((*markdown_lines(report, language, shown), *(["", *closing] if closing else [])))
    if form == "junit":
        return junit_text(book, report, language, shown)
    if form == "gitlab":
        return written(gitlab_form(report, language, shown))
    if form == "sarif":
        return written(sarif_form(book, report, language, shown))
    return written(check_form(model, report, language, seconds, shown, compliance, (*checked.faults, *edits)))


def told_faults(session: Session, checked: Check) -> int:
    """Say on stderr which rules of the workspace's own could not be run; return the exit code, 0 without any."""
    for fault in checked.faults:
        # Telling a fault writes its path as the reader sees it; the check is kept for a repetition.
        session.complain(copy(fault))
    return max((fault.exit_code for fault in checked.faults), default=0)


def _told_edits(session: Session, edits: Sequence[ArchrepoError]) -> int:
    """Say on stderr which files of pinned references were edited by hand; return the exit code, 0 without any."""
    for fault in edits[:_MOST_EDITS]:
        session.complain(copy(fault))
    if len(edits) > _MOST_EDITS:
        left = len(edits) - _MOST_EDITS
        session.tell(Text(f"en nog {left} andere bestanden", f"and {left} other files"))
    return max((fault.exit_code for fault in edits), default=0)


def _asked_for(checked: Check, wanted: Collection[str] | None) -> Report:
    """Return the report on the paths that were asked for: that of the references when all paths lie in them."""
    references = checked.workspace.configuration.references
    if wanted and all(any(one.holds(path) for one in references) for path in wanted):
        return checked.of_references
    return checked.report


def _tell_of_references(session: Session, checked: Check) -> None:
    findings = checked.of_references.findings
    for reference in checked.workspace.configuration.references:
        count = sum(reference.holds(finding.location.path) for finding in findings)
        if count:
            folder = session.shown(checked.workspace.root / reference.folder)
            session.tell(
                Text(
                    f"Niet meegeteld: {count} bevindingen in {reference.title.nl} zelf (archrepo check {folder})",
                    f"Not counted: {count} findings in {reference.title.en} itself (archrepo check {folder})",
                )
            )


def is_failure(severities: Iterable[Severity], fail_on: str) -> bool:
    """Tell whether one of the severities is as heavy as --fail-on."""
    return fail_on != NEVER and any(severity.rank <= Severity(fail_on).rank for severity in severities)


def _tell_what_next(session: Session, report: Report, elements: int, seconds: float, profile: str | None) -> None:
    took = f"{seconds:.1f} s"
    session.tell(Text(f"({elements} elementen, {took.replace('.', ',')})", f"({elements} elements, {took})"))
    if report.findings:
        first = min(report.findings, key=lambda finding: (finding.severity.rank, finding.order)).principle
        session.tell(Text(f"Verder: archrepo explain {first}", f"Next: archrepo explain {first}"))
        if sum(found.verdict is Verdict.UNKNOWN for found in report.findings) >= _MANY_UNKNOWN:
            worklist = f"archrepo missing --profile {profile}" if profile else "archrepo missing"
            session.tell(
                Text(f"Wat ontbreekt en wie het weet: {worklist}", f"What is missing and who knows it: {worklist}")
            )
    else:
        session.tell(Text("Verder: archrepo draw --list", "Next: archrepo draw --list"))
