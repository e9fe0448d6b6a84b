"""`archrepo demo`: everything at once, on a copy of the example municipality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.assessing import told_unread
from archrepo.cli.checking import told_faults
from archrepo.cli.commands import as_of_option, command, option
from archrepo.cli.folders import filling
from archrepo.cli.opening import open_model
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.findings import Severity, Verdict
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.findings import Finding, Report
    from archrepo.procurement import Assessment
    from archrepo.workspace import Workspace

EXAMPLE = "voorbeeldstad"
FOLDER = Path("archrepo-demo")
PICTURES = "platen"


@command(
    "demo",
    Text(
        "Laat archrepo zien op een verzonnen gemeente.\n\n"
        "Zet een kopie van het model van Voorbeeldstad in een map van u, toetst het, toetst de inkoop die erbij hoort, "
        "tekent de platen en opent de viewer. De kopie is van u: wijzig wat u wilt.",
        "Show archrepo on an invented municipality.\n\n"
        "Puts a copy of the model of Voorbeeldstad into a folder of yours, checks it, assesses the purchase that "
        "comes with it, draws the views and starts the viewer. The copy is yours: change what you want.",
    ),
    "archrepo demo --no-serve",
)
@option(
    "--into",
    "folder",
    metavar="DIR",
    default=FOLDER,
    type=click.Path(path_type=Path),
    text=Text("Map voor de kopie (standaard: archrepo-demo).", "Folder for the copy (default: archrepo-demo)."),
)
@option("--no-serve", is_flag=True, text=Text("Stop na de platen; geen viewer.", "Stop after the views; no viewer."))
@as_of_option
def demo_command(session: Session, folder: Path, no_serve: bool, as_of: datetime | None) -> int:
    """Copy, check, assess, draw and serve the example."""
    from archrepo.cli.drawing import draw_all
    from archrepo.places import shipped
    from archrepo.principles import book_of
    from archrepo.procurement import assess, list_proposals
    from archrepo.validation import check

    _copy(session, shipped("models") / EXAMPLE, folder)
    model = open_model(session, folder, as_of)
    book = book_of(model)
    landscape = check(model, book)
    code = told_faults(session, landscape)
    report = landscape.report
    session.say(_checked(model, report, len(book)).in_(session.language))
    session.say(f"  {line.in_(session.language)}" for line in _heaviest(session, report))
    for proposal in list_proposals(model):
        assessment = assess(model, book, proposal, before=landscape)
        code = max(code, told_unread(session, assessment.unread))
        session.say(_assessed(assessment).in_(session.language))
    session.say(Text("De platen, als SVG:", "The views, as SVG:"))
    draw_all(session, model, folder / PICTURES, judge=lambda: (book, report))
    shown = folder.as_posix()
    session.tell(Text("Zelf verder:", "Go on yourself:"))
    session.tell([f"  cd {shown}", "  archrepo check", "  archrepo explain GOV-02", "  archrepo serve"])
    if no_serve:
        return code
    from archrepo.cli.serve import LOOPBACK, PORT, free_port, is_free, serve_viewer

    port = PORT if is_free(LOOPBACK, PORT) else free_port(LOOPBACK)
    return serve_viewer(session, folder, LOOPBACK, port, as_of)


def _copy(session: Session, source: Path, folder: Path) -> None:
    """Copy the example in `source` to `folder`; a copy of an earlier demo is used as it is.

    Raises:
        RequestFault: the folder holds something else, or cannot be written.
    """
    from archrepo.workspace.configuration import CONFIGURATION, read_configuration

    shown = folder.as_posix()
    elsewhere = Text("kies een andere map met --into", "choose another folder with --into")
    if (folder / CONFIGURATION).is_file():
        there = read_configuration(folder)
        if there.base != read_configuration(source).base:
            raise RequestFault(
                Text(
                    f"{shown} is de werkmap van {there.name}, geen kopie van Voorbeeldstad",
                    f"{shown} is the workspace of {there.name}, no copy of Voorbeeldstad",
                ),
                remedy=elsewhere,
            )
        session.say(Text(f"Uw kopie staat al in {shown}.", f"Your copy is already in {shown}."))
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestFault(
            Text(f"{shown} bestaat al en is geen model", f"{shown} exists already and is no model"),
            remedy=elsewhere,
        )
    # Bytes only: installed files and folders may be read-only, and the copy is there to be changed.
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        target = folder / path.relative_to(source)
        data = path.read_bytes()
        with filling(folder, elsewhere):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    session.say(Text(f"Het model van Voorbeeldstad staat in {shown}.", f"The model of Voorbeeldstad is in {shown}."))


def _checked(workspace: Workspace, report: Report, principles: int) -> Text:
    elements, relations = len(workspace.elements), len(workspace.relations)
    verdicts = Counter(judgement.verdict for judgement in report.judgements)
    broken, unknown = verdicts[Verdict.BROKEN], verdicts[Verdict.UNKNOWN]
    return Text(
        f"Getoetst: {elements} elementen en {relations} relaties aan {principles} principes. "
        f"{verdicts[Verdict.MET]} keer voldoet het, {broken} keer niet, {unknown} keer is het niet te bepalen.",
        f"Checked: {elements} elements and {relations} relations against {principles} principles. "
        f"It complies {verdicts[Verdict.MET]} times, {broken} times not, {unknown} times it cannot be judged.",
    )


def _heaviest(session: Session, report: Report, most: int = 3) -> Iterator[Text]:
    """Yield the first findings of the heaviest severity, each of another principle."""
    seen: dict[str, Finding] = {}
    for finding in report.findings:
        if finding.severity is Severity.VIOLATION and finding.verdict is Verdict.BROKEN:
            seen.setdefault(finding.principle, finding)
    for finding in list(seen.values())[:most]:
        place = finding.location.shown(session.shown_path)
        yield Text(
            f"{finding.principle}: {finding.label.nl} {finding.message.nl} ({place})",
            f"{finding.principle}: {finding.label.en} {finding.message.en} ({place})",
        )


def _assessed(assessment: Assessment) -> Text:
    from archrepo.procurement.judging.headline import headline

    name, told = assessment.procurement.name, headline(assessment)
    return Text(f"{name.nl}: {told.nl}", f"{name.en}: {told.en}")
