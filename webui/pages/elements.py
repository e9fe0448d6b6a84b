"""The page of one thing, and the same thing as Turtle, JSON and picture."""

from __future__ import annotations

import pyoxigraph as ox
from flask import Blueprint, Response, jsonify, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from archrepo.derived_facts import derived_sentences
from archrepo.element_facts import as_turtle, element_facts
from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.queries import questions_about
from webui.opened import opened
from webui.words import language, words

room = Blueprint("elements", __name__)
_FORMS = ("ttl", "json", "svg")


@room.get("/id/<sort>/<ref>")
def identity(sort: str, ref: str) -> AnyResponse:
    """Lead from the name of a thing to the document about it."""
    return redirect(opened().addresses.page(_thing(ref)) or "/", 303)


@room.get("/doc/<sort>/<ref>")
def document(sort: str, ref: str) -> str | AnyResponse:
    """Show a thing; an address with an older sort leads to the present one."""
    addresses = opened().addresses
    name, _, form = ref.rpartition(".")
    if addresses.thing(ref) is None and form in _FORMS:
        return _in_form(_thing(name), form)
    thing = _thing(ref)
    if addresses.sort(thing) != sort:
        return redirect(addresses.page(thing) or "/", 303)
    return render_template(
        "element.html",
        facts=element_facts(opened().workspace, thing),
        derived=derived_sentences(opened().workspace, thing),
        findings=opened().quality.of(thing),
        verdicts_on=opened().quality.verdicts_on(thing),
        picture=opened().pictures.surroundings(thing, language()),
        questions=questions_about(opened().workspace.graph, thing, opened().queries),
    )


def _thing(ref: str) -> ox.NamedNode:
    thing = opened().addresses.thing(ref)
    if thing is None:
        raise RequestFault(
            Text(f"niets in het model heet '{ref[:80]}'", f"nothing in the model is called '{ref[:80]}'"),
            remedy=Text(
                "misschien is het hernoemd of verwijderd; zoek op de naam",
                "perhaps it was renamed or removed; search for the name",
            ),
        )
    return thing


def _in_form(thing: ox.NamedNode, form: str) -> Response:
    workspace = opened().workspace
    if form == "ttl":
        return Response(as_turtle(workspace, thing), mimetype="text/turtle")
    if form == "svg":
        picture = opened().pictures.surroundings(thing, language())
        if picture is None or picture.svg is None:
            raise RequestFault(Text("hiervan is geen plaat", "there is no picture of this"))
        return Response(str(picture.svg), mimetype="image/svg+xml")
    facts = element_facts(workspace, thing)
    return jsonify(
        iri=thing.value,
        label={"nl": facts.name.nl, "en": facts.name.en},
        kind=words(facts.kind),
        description=words(facts.description),
        source=str(facts.location),
        facts=[
            {
                "property": fact.predicate.value,
                "label": words(fact.name),
                "values": [
                    {words(name): words(value) for name, value in found.parts} or words(found.text)
                    for found in fact.values
                ],
            }
            for fact in facts.facts
        ],
        relations=[
            {
                "sentence": words(sentence.verb),
                "outgoing": sentence.is_outgoing,
                "with": [{"iri": found.iri.value, "label": words(found.name)} for found in sentence.neighbours],
            }
            for sentence in facts.sentences
        ],
    )
