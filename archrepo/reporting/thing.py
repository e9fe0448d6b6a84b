"""One thing of the model, as lines to read and as fields: its facts, and its relations as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from archrepo.derived_facts import derived_sentences
from archrepo.element_facts import ElementFacts, Neighbour, Value
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.workspace import Workspace

_WIDTH = 100
_PLACE = Text("staat in", "written in")
_DERIVED = Text("afgeleid, niet in het model:", "derived, not in the model:")
_BECAUSE = Text("{first}, en {second}", "{first}, and {second}")
_VIEWS = Text("op platen", "on views")


def thing_text(
    workspace: Workspace, facts: ElementFacts, language: Language, shown_path: Callable[[str], str] = str
) -> Iterator[str]:
    """Yield the lines that tell what the model says of one thing."""
    yield f"{facts.name.in_(language)}  ({facts.kind.in_(language)})"
    yield facts.iri.value
    location = facts.location.shown(shown_path)
    yield f"{_PLACE.in_(language)} {location}"
    if facts.description.in_(language):
        yield ""
        yield from wrap(facts.description.in_(language), _WIDTH)
    if facts.facts:
        yield ""
    for fact in facts.facts:
        values = "; ".join(value_words(value, language) for value in fact.values)
        yield f"  {fact.name.in_(language)}: {values}"
    if facts.sentences:
        yield ""
    for sentence in facts.sentences:
        yield f"  {sentence.verb.in_(language)}"
        for neighbour in sentence.neighbours:
            yield f"    {_neighbour(neighbour, language)}"
    derived = derived_sentences(workspace, facts.iri)
    if derived:
        yield ""
        yield f"  {_DERIVED.in_(language)}"
    for one in derived:
        because = _BECAUSE.format(first=one.because[0], second=one.because[1]).in_(language)
        yield f"    {one.verb.in_(language)} {one.other_name.in_(language)} ({one.rule}: {because})"
    if facts.views:
        yield ""
        yield f"  {_VIEWS.in_(language)}: " + "; ".join(workspace.label(view, language) for view in facts.views)


def value_words(value: Value, language: Language) -> str:
    """Return one value of a fact in words; the parts of a value without a name stand between brackets."""
    if value.parts:
        return "(" + ", ".join(f"{name.in_(language)} {part.in_(language)}" for name, part in value.parts) + ")"
    return value.address or value.text.in_(language)


def _neighbour(neighbour: Neighbour, language: Language) -> str:
    remark = neighbour.remark.in_(language)
    return f"{neighbour.name.in_(language)} ({neighbour.kind.in_(language)}){f': {remark}' if remark else ''}"


def thing_form(
    workspace: Workspace, facts: ElementFacts, language: Language, shown_path: Callable[[str], str] = str
) -> dict[str, object]:
    """Return the same as fields."""
    return {
        "schema": "archrepo/show/1",
        "iri": facts.iri.value,
        "name": local_name(facts.iri),
        "label": facts.name.in_(language),
        "kind": facts.kind.in_(language),
        "layer": facts.layer,
        "description": facts.description.in_(language),
        "path": shown_path(facts.location.path),
        "line": facts.location.line,
        "facts": [
            {
                "predicate": fact.predicate.value,
                "label": fact.name.in_(language),
                "values": [
                    {"text": value_words(value, language), "iri": value.iri.value if value.iri else None}
                    for value in fact.values
                ],
            }
            for fact in facts.facts
        ],
        "relations": [
            {
                "verb": sentence.verb.in_(language),
                "outgoing": sentence.is_outgoing,
                "iri": neighbour.iri.value,
                "label": neighbour.name.in_(language),
                "kind": neighbour.kind.in_(language),
                "remark": neighbour.remark.in_(language),
            }
            for sentence in facts.sentences
            for neighbour in sentence.neighbours
        ],
        "derived": [
            {
                "verb": one.verb.in_(language),
                "outgoing": one.is_outgoing,
                "iri": one.other.value,
                "label": one.other_name.in_(language),
                "rule": one.rule,
                "because": [premise.in_(language) for premise in one.because],
            }
            for one in derived_sentences(workspace, facts.iri)
        ],
        "views": [view.value for view in facts.views],
    }
