"""The saved questions: the list, and one page each with its parameters, its table and a download."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from archrepo.errors import RequestFault
from archrepo.queries import Query, Table, ask, find_query, saved_queries
from webui.opened import opened
from webui.tables import as_csv
from webui.words import language

room = Blueprint("questions", __name__)


@room.get("/vragen")
def questions() -> str:
    """List the saved questions."""
    return render_template("questions.html", questions=saved_queries())


@room.get("/vragen/<name>")
def question(name: str) -> str | Response:
    """Show a question, and its answer once every parameter it needs is given; with .csv the answer alone."""
    wants_file = name.endswith(".csv")
    query = find_query(name.removesuffix(".csv"))
    given = {key.name: request.args.get(key.name, "") for key in query.parameters}
    if wants_file:
        answer = as_csv(opened().workspace, _answer(query, given), language())
        headers = {"Content-Disposition": f'attachment; filename="{query.name}.csv"'}
        return Response(answer, mimetype="text/csv", headers=headers)
    table, fault = None, None
    if all(given[key.name] or key.is_optional for key in query.parameters):
        try:
            table = _answer(query, given)
        except RequestFault as found:
            fault = found
    return render_template("question.html", query=query, given=given, table=table, asked_wrong=fault)


def _answer(query: Query, given: dict[str, str]) -> Table:
    return ask(opened().workspace, query, given)
