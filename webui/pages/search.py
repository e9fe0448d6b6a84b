"""Search by words, narrowed by kind and owner."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from archrepo.search import Hits
from webui.opened import opened
from webui.shown import page_of
from webui.words import words

room = Blueprint("search", __name__)


def _hits() -> Hits:
    return opened().search.find(
        request.args.get("q", ""),
        kind=request.args.get("soort", ""),
        owner=request.args.get("eigenaar", ""),
        page=request.args.get("pagina", 1, type=int),
    )


@room.get("/zoeken")
def search() -> str:
    """Show the hits, with the facets that narrow them."""
    return render_template("search.html", hits=_hits())


@room.get("/zoeken.json")
def search_as_data() -> Response:
    """Give the same page of hits as JSON."""
    hits = _hits()
    return jsonify(
        query=hits.query,
        total=hits.total,
        page=hits.page,
        pages=hits.pages,
        hits=[
            {
                "iri": entry.iri.value,
                "label": words(entry.name),
                "kind": words(entry.kind_name),
                "page": page_of(entry.iri),
            }
            for entry in hits.entries
        ],
    )
