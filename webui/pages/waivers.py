"""The register of deviations ("leg uit"), and the text on those of a year for the annual report."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.reporting.annual_report import (
    AnnualReport,
    annual_report,
    annual_report_markdown,
    deviation_parts,
    duty_text,
    introduction,
    title,
)
from webui.opened import opened
from webui.words import language

room = Blueprint("waivers", __name__)
_FIRST, _LAST = 1900, 2999


@room.get("/afwijkingen")
def waivers() -> str:
    """Show every deviation with who decided on it and until when it holds, and the text of a year."""
    model = opened()
    today = model.workspace.as_of
    years = {today.year, *(found.decided_on.year for found in model.waivers if found.decided_on is not None)}
    report = _report(request.args.get("jaar") or str(today.year))
    return render_template(
        "waivers.html",
        waivers=model.waivers,
        years=sorted(years, reverse=True),
        report=report,
        title=title(report),
        introduction=introduction(report),
        parts=[deviation_parts(model.workspace, one) for one in report.deviations],
        duties=[(duty.id, duty_text(duty)) for duty in report.duties],
    )


@room.get("/afwijkingen/<year>.md")
def annual_text(year: str) -> Response:
    """Give the text of a year as Markdown."""
    text = "\n".join(annual_report_markdown(opened().workspace, _report(year), language()))
    headers = {"Content-Disposition": f'attachment; filename="leg-uit-{int(year)}.md"'}
    return Response(text + "\n", mimetype="text/markdown", headers=headers)


def _report(year: str) -> AnnualReport:
    if not (year.isascii() and year.isdigit() and _FIRST <= int(year) <= _LAST):
        raise RequestFault(
            Text(f"'{year[:10]}' is geen jaar", f"'{year[:10]}' is no year"),
            remedy=Text("kies een jaar uit de lijst", "choose a year from the list"),
        )
    model = opened()
    return annual_report(model.workspace, model.book, model.quality.report, model.waivers, int(year))
