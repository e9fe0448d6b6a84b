"""The values that a view asks for: what it takes when none is given, and how they read in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.generated_views.questions import ViewInfo
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.queries import Parameter, find_term
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace

_HOLE = re.compile(r"\{\w+\}")


def defaults_of(info: ViewInfo) -> dict[str, str]:
    """Return the values that a view takes of itself: numbers, and terms of the vocabulary that must be given."""
    return {
        one.name: one.example
        for one in info.parameters
        if not one.is_optional and (one.type == "integer" or one.example.partition(":")[0] in PREFIXES)
    }


def fitting(workspace: Workspace, parameter: Parameter) -> str:
    """Return a value of this model that fits the parameter: its example, else an element of the kinds it asks for.

    Of those the one with the most relations is taken, the first by IRI when there are more. An empty text when the
    model has no such element.
    """
    if parameter.type != "element" or _is_name(workspace, parameter.example):
        return parameter.example
    kinds = kinds_of(parameter)
    found = [one for kind in kinds for one in workspace.instances(kind)] if kinds else workspace.elements
    among = {one: 0 for one in found if isinstance(one, ox.NamedNode) and one in workspace.elements}
    if not among:
        return ""
    for name in parameter.busiest:
        for subject, values in workspace.graph.described_with(_term(name)):
            for end in (subject, *values):
                if isinstance(end, ox.NamedNode) and end in among:
                    among[end] += 1
    if not any(among.values()):
        relations = workspace.relations
        among = {one: len(relations.outgoing(one)) + len(relations.incoming(one)) for one in among}
    best = min(among, key=lambda one: (-among[one], one.value))
    label = workspace.label(best, "nl")
    alike = sum(workspace.label(one, "nl").casefold() == label.casefold() for one in workspace.elements)
    return label if alike == 1 else local_name(best)


def kinds_of(parameter: Parameter) -> frozenset[ox.NamedNode]:
    """Return the kinds of element that a parameter asks for; none when any will do."""
    return frozenset(map(_term, parameter.kinds))


def in_words(
    workspace: Workspace, info: ViewInfo, given: Mapping[str, str], language: Language
) -> Mapping[str, tuple[str, str]]:
    """Return of each parameter that has a value its label and its value in words, under its name."""
    return {
        one.name: (one.label.in_(language), _words(workspace, one, given[one.name], language))
        for one in info.parameters
        if given.get(one.name)
    }


def filled_in(template: str, values: Mapping[str, str], words: Mapping[str, tuple[str, str]]) -> str:
    """Return a text of a header with each `{name}` replaced by its value in words; empty when a value is missing.

    A term of the vocabulary begins with a small letter, as it does within a sentence.
    """
    for name, (_label, value) in words.items():
        is_plain_word = values[name].partition(":")[0] in PREFIXES and value[1:2].islower()
        template = template.replace("{" + name + "}", value[:1].lower() + value[1:] if is_plain_word else value)
    return "" if _HOLE.search(template) else template


def kinds_in_words(workspace: Workspace, parameter: Parameter) -> Text:
    """Return the kinds that a parameter asks for as words: "Applicatiecomponent of Bedrijfsproces"."""
    labels = [workspace.name_of(kind) for kind in sorted(kinds_of(parameter), key=str)]
    return Text(" of ".join(label.nl for label in labels), " or ".join(label.en for label in labels))


def _words(workspace: Workspace, parameter: Parameter, value: str, language: Language) -> str:
    if parameter.type != "element":
        return value
    return workspace.label(find_term(workspace, value), language)


def _term(name: str) -> ox.NamedNode:
    prefix, _colon, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _is_name(workspace: Workspace, name: str) -> bool:
    try:
        find_term(workspace, name)
    except RequestFault:
        return False
    return True
