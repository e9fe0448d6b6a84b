"""Which files and which principles a check is about, from what the user typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.cli.opening import nearest_names
from archrepo.errors import RequestFault
from archrepo.findings import Report, Severity
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.principles import PrincipleBook
    from archrepo.profiles import Profile
    from archrepo.workspace import Workspace


def existing(path: Path) -> Path:
    """Return the whole path of a file or folder that is there.

    Raises:
        RequestFault: it is not there.
    """
    if not path.exists():
        raise RequestFault(
            Text(f"{path.as_posix()} bestaat niet", f"{path.as_posix()} does not exist"),
            remedy=Text(
                "noem een bestand of map van het model, of laat het pad weg",
                "name a file or folder of the model, or leave the path out",
            ),
        )
    return path.resolve()


def within(workspace: Workspace, paths: Sequence[Path]) -> Collection[str] | None:
    """Return the paths of the model's files that the request names; None means all.

    Raises:
        RequestFault: a path holds no file of the model.
    """
    root = workspace.root.resolve()
    if not paths or root in paths:
        return None
    found: set[str] = set()
    for path in paths:
        inside = {
            file.path for file in workspace.files if path == root / file.path or path in (root / file.path).parents
        }
        if not inside:
            raise RequestFault(
                Text(f"{path.name} hoort niet bij het model van {root}", f"{path.name} is not in the model of {root}"),
                remedy=Text(
                    "kijk in archrepo.toml, bij [files], welke bestanden meedoen",
                    "see archrepo.toml, under [files], for the files that take part",
                ),
            )
        found |= inside
    return found


def limited(workspace: Workspace, report: Report, paths: Collection[str] | None) -> Report:
    """Return what the report says of these files: the findings in them, and the judgements on what they describe.

    A judgement whose finding stands in another file is left out with it. None means all.
    """
    if paths is None:
        return report
    findings = tuple(found for found in report.findings if found.location.path in paths)
    shown = {(found.principle, found.subject) for found in findings}
    described = {triple[0].value for file in workspace.files if file.path in paths for triple in file.triples}
    told = {(found.principle, found.subject) for found in report.findings}
    judgements = tuple(
        judgement
        for judgement in report.judgements
        if (key := (judgement.principle, judgement.subject)) in shown
        or (judgement.subject in described and key not in told)
    )
    return Report(findings, judgements)


def at_least(report: Report, least: Severity) -> Report:
    """Return the report without the findings that are lighter than `least`; its judgements stay."""
    return Report(tuple(found for found in report.findings if found.severity.rank <= least.rank), report.judgements)


def selected(book: PrincipleBook, select: Sequence[str]) -> set[str] | None:
    """Return the ids of the principles that --select names, by id or by family; None without --select.

    Raises:
        RequestFault: --select names nothing, or a name is no principle and no family; the words list the nearest.
    """
    if not select:
        return None
    names = [name.strip().upper() for part in select for name in part.split(",") if name.strip()]
    if not names:
        raise RequestFault(
            Text("--select noemt geen enkel principe", "--select names no principle at all"),
            remedy=Text(
                "noem principes of families: --select GOV,AVG-05, of laat --select weg",
                "name principles or families: --select GOV,AVG-05, or leave --select out",
            ),
        )
    known = {principle.id for principle in book} | {principle.family for principle in book}
    for name in names:
        if name not in known:
            raise unknown_principle(name, sorted(known))
    return {principle.id for principle in book if principle.id in names or principle.family in names}


def within_profile(chosen: set[str] | None, profile: Profile | None) -> set[str] | None:
    """Return the chosen ids that stand in the profile; None, for all, when neither says anything.

    Raises:
        RequestFault: none of the chosen principles stands in the profile.
    """
    if profile is None:
        return chosen
    found = set(profile.weights) if chosen is None else chosen & set(profile.weights)
    if not found:
        raise RequestFault(
            Text(
                f"geen van deze principes staat in profiel {profile.key}",
                f"none of these principles stands in profile {profile.key}",
            ),
            remedy=Text("laat --select of --profile weg", "leave --select or --profile out"),
        )
    return found


def unknown_principle(name: str, known: Sequence[str]) -> RequestFault:
    """Return the fault that says that no principle has that name, with the nearest."""
    near = ", ".join(nearest_names(name, known))
    return RequestFault(
        Text(f"er is geen principe {name}", f"there is no principle {name}"),
        remedy=Text(f"bedoelt u: {near}?", f"did you mean: {near}?")
        if near
        else Text("zie de lijst met: archrepo explain", "see the list with: archrepo explain"),
    )
