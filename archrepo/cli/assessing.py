"""`archrepo assess`: hold a procurement proposal against the model and its principles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.checking import FAIL_ON, FINDINGS, is_failure, told_faults
from archrepo.cli.commands import argument, as_of_option, command, format_option, option, workspace_option
from archrepo.cli.opening import open_model
from archrepo.cli.painting import paint_for
from archrepo.cli.session import Session
from archrepo.errors import InputFault, RequestFault
from archrepo.findings import Severity, Verdict
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.procurement import Assessment
    from archrepo.procurement.assessment import UnreadBid
    from archrepo.procurement.dossier.whole import Dossier
    from archrepo.reporting.document import Picture
    from archrepo.workspace import Workspace


@command(
    "assess",
    Text(
        "Toets een voorgenomen inkoop: past zij bij de principes en bij het landschap?\n\n"
        "VOORSTEL is de naam van een voorstel uit archrepo.toml, of de map of het bestand ervan. Per principe ziet u "
        "het oordeel, het bewijs, wat er nog ontbreekt en wat u kunt doen. De exitcode is 1 zodra iets niet voldoet, "
        "en 3 als een inschrijving niet te lezen is: de rest is dan zonder haar getoetst.",
        "Assess a purchase: does it fit the principles and the landscape?\n\n"
        "PROPOSAL is the name of a proposal of archrepo.toml, or its folder or file. For each principle you see the "
        "verdict, the evidence, what is still missing and what to do. The exit code is 1 when something is broken, "
        "and 3 when a bid cannot be read: the rest is assessed without it.",
    ),
    "archrepo assess zaaksysteem --fail-on never",
    "archrepo assess zaaksysteem --format json --fail-on never",
    "archrepo assess zaaksysteem --report toets.pdf --fail-on never",
    "archrepo assess zaaksysteem --blind --fail-on never",
)
@argument("proposal", metavar="PROPOSAL", text=Text("Naam, map of bestand.", "Name, folder or file."))
@format_option("text", "json")
@option(
    "--report",
    "reports",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text(
        "Schrijf een rapport: .docx, .pdf, .html, .xlsx, .json of .ttl; vaker mag.",
        "Write a report: .docx, .pdf, .html, .xlsx, .json or .ttl; repeat for more.",
    ),
)
@option(
    "--profile",
    metavar="NAME",
    text=Text(
        "Alleen de principes van dit profiel (standaard: alle, gewogen als inkoop).",
        "Only the principles of this profile (default: all, weighed as procurement).",
    ),
)
@option(
    "--bid",
    metavar="NAME",
    text=Text(
        "Alleen wat deze inschrijver mag hebben: zijn eigen inschrijving en niets van de anderen.",
        "Only what this bidder may have: its own bid and nothing of the others.",
    ),
)
@option(
    "--blind",
    is_flag=True,
    text=Text("Noem de inschrijvers A, B en zo verder.", "Call the bidders A, B and so on."),
)
@option(
    "--without-prices",
    is_flag=True,
    text=Text("Toon bij --blind ook geen prijzen.", "With --blind, show no prices either."),
)
@option(
    "--turtle",
    is_flag=True,
    text=Text("Toon bij elke remedie ook de Turtle.", "Show the Turtle with each remedy as well."),
)
@FAIL_ON
@workspace_option
@as_of_option
def assess_command(
    session: Session,
    proposal: str,
    form: str,
    reports: Sequence[Path],
    profile: str | None,
    bid: str | None,
    blind: bool,
    without_prices: bool,
    turtle: bool,
    fail_on: str,
    workspace: Path | None,
    as_of: datetime | None,
) -> int:
    """Return 1 when a principle as heavy as `fail_on` is broken, else 0; more when something could not be judged."""
    from archrepo import __version__
    from archrepo.principles import book_of
    from archrepo.procurement import find_proposal
    from archrepo.procurement.bids.files import refuse_unread
    from archrepo.procurement.dossier.bidder_dossier import dossier_for_bidder
    from archrepo.procurement.dossier.confidential import blinded
    from archrepo.procurement.dossier.whole import confined, dossier_of
    from archrepo.procurement.proposals import find_bid
    from archrepo.profiles import find_profile, read_profiles
    from archrepo.reporting.assessment_form import assessment_form
    from archrepo.reporting.assessment_text import assessment_text
    from archrepo.reporting.json_form import written
    from archrepo.reporting.plain_words import PlainWords
    from archrepo.validation import check
    from archrepo.workspace import find_root
    from archrepo.workspace.revision import revision_of

    if workspace is None and Path(proposal).exists():
        workspace = find_root(Path(proposal))
    model = open_model(session, workspace, as_of)
    book = book_of(model)
    chosen = find_profile(read_profiles(book, model.ontology.graph), profile) if profile is not None else None
    revision = revision_of(model.root) if reports else None
    landscape = check(model, book)
    dossier = dossier_of(
        landscape,
        find_proposal(model, proposal),
        profile=chosen,
        commit=revision.commit if revision else "",
        is_changed=revision is not None and revision.is_changed,
        version=__version__,
    )
    assessment = dossier.assessment
    unread = assessment.unread
    if bid is not None:
        refuse_unread(unread, bid)
        products = {thing.iri: thing.name for one in assessment.bids for thing in one.things}
        wanted = find_bid([one.bid for one in assessment.bids], bid, products)
        dossier = dossier_for_bidder(dossier, next(one for one in assessment.bids if one.bid == wanted))
    if blind:
        dossier = confined(dossier, blinded(dossier.assessment, hides_prices=without_prices))
    assessment = dossier.assessment
    picture = _picture(session, model, dossier) if reports else None
    for path in reports:
        _write_report(session, path, dossier, model.base, picture)
    if form == "json":
        session.say(written(assessment_form(assessment, session.language, session.shown_path)))
    else:
        words = None if turtle else PlainWords(model)
        session.say(assessment_text(assessment, session.language, session.shown_path, paint_for(session), words))
        first = next(broken_principles(assessment), None)
        if first is not None:
            session.tell(Text(f"Verder: archrepo explain {first[0]}", f"Next: archrepo explain {first[0]}"))
    severities = [severity for _, severity in broken_principles(assessment)]
    code = FINDINGS if is_failure(severities, fail_on) else 0
    return max(code, told_unread(session, unread, is_confined=dossier.is_confined), told_faults(session, landscape))


def told_unread(session: Session, unread: Sequence[UnreadBid], *, is_confined: bool = False) -> int:
    """Say on stderr which bids could not be read, without their names when `is_confined`; return the exit code."""
    if is_confined and unread:
        words = Text("niet te lezen inschrijvingen: {count}", "bids that cannot be read: {count}")
        session.complain(
            InputFault(
                words.format(count=len(unread)),
                remedy=Text("bekijk de toets zonder --bid en --blind", "look at it without --bid and --blind"),
            )
        )
    for one in () if is_confined else unread:
        session.complain(one.fault())
    return InputFault.exit_code if unread else 0


def _picture(session: Session, model: Workspace, dossier: Dossier) -> Picture | None:
    """Return the picture of what the purchase does to the landscape; None when it does nothing, or cannot be drawn."""
    from archrepo.diagrams import Artist, LayoutFault, twin
    from archrepo.procurement.dossier.impact_view import impact_view
    from archrepo.reporting.document import Picture

    assessment, language = dossier.assessment, session.language
    view = impact_view(model, assessment.tender, assessment.impact, assessment.bids, language)
    if view is None:
        return None
    try:
        svg = Artist(model.metamodel, language).draw(view)
    except LayoutFault as fault:
        session.complain(fault)
        return None
    told = twin(view, model.metamodel, language)
    caption = Text("Wat de inkoop verandert", "What the purchase changes").in_(language)
    return Picture(svg, caption, " ".join(told.sentences))


def _write_report(session: Session, path: Path, dossier: Dossier, base: str, picture: Picture | None) -> None:
    """Write a report whole or not at all, in the format of its ending.

    Raises:
        RequestFault: no report has that ending, or the folder is not there.
    """
    from archrepo.reporting.dossier_files import dossier_file
    from archrepo.workspace.saving import put

    data = dossier_file(dossier, path.suffix.removeprefix(".").lower(), session.language, base, picture=picture)
    if not path.parent.is_dir():
        raise RequestFault(
            Text(f"de map {path.parent} is er niet", f"the folder {path.parent} is not there"),
            remedy=Text("maak de map, of kies een andere", "make the folder, or choose another"),
        )
    put(path, data)
    session.tell(Text(f"Rapport geschreven: {session.shown(path)}", f"Report written: {session.shown(path)}"))


def broken_principles(assessment: Assessment) -> Iterator[tuple[str, Severity]]:
    """Yield the broken principles with their severity, of the purchase and then of each bid, that count against it."""
    for verdicts in (assessment.verdicts, *(bid.verdicts for bid in assessment.bids)):
        for verdict in verdicts:
            if verdict.verdict is Verdict.BROKEN and not verdict.is_for_municipality:
                yield verdict.principle, verdict.severity
