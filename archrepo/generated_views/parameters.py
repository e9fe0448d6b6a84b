"""The values that a view asks for: what it takes when none is given, and how they read in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from archrepo.errors import RequestFault
from archrepo.generated_views.questions import ViewInfo
from archrepo.language import Language, Text
from archrepo.metamodel import local_name
from archrepo.queries import Parameter, find_term
from archrepo.vocabulary import PREFIXES
from archrepo.workspace import Workspace

#: A longer list to choose from is slower than typing a name.
_MOST_NAMES = 1000
_PLAIN_NAME = re.compile(r"[\w:.-]+")
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

    Of those the one with the most of the relations that the header names is taken; when nothing has any, the one of the
    first kind with the most relations of all. An empty text when the model has no such element.
    """
    if parameter.type != "element" or _is_there(workspace, parameter.example):
        return parameter.example
    groups = [workspace.instances(kind) for kind in kinds_of(parameter)] if parameter.kinds else [workspace.elements]
    among = [[one for one in group if isinstance(one, ox.NamedNode) and one in workspace.elements] for group in groups]
    counts = dict.fromkeys((one for group in among for one in group), 0)
    if not counts:
        return ""
    for name in parameter.busiest:
        for subject, values in workspace.graph.described_with(_term(name)):
            for end in (subject, *values):
                if isinstance(end, ox.NamedNode) and end in counts:
                    counts[end] += 1
    if not any(counts.values()):
        relations = workspace.relations
        first = next(group for group in among if group)
        counts = {one: len(relations.outgoing(one)) + len(relations.incoming(one)) for one in first}
    best = min(counts, key=lambda one: (-counts[one], one.value))
    label = workspace.label(best, "nl")
    alike = sum(workspace.label(one, "nl").casefold() == label.casefold() for one in workspace.elements)
    return label if alike == 1 else local_name(best)


def names_to_choose(workspace: Workspace, parameter: Parameter, language: Language = "nl") -> tuple[str, ...]:
    """Return the labels of the elements of the kinds that a parameter asks for, in alphabetical order, each once.

    None when it names no kinds, or when there are too many to choose from.
    """
    found = {one for kind in kinds_of(parameter) for one in workspace.instances(kind) if one in workspace.elements}
    labels = sorted({workspace.label(one, language) for one in found}, key=str.casefold)
    return tuple(labels) if len(labels) <= _MOST_NAMES else ()


def kinds_of(parameter: Parameter) -> tuple[ox.NamedNode, ...]:
    """Return the kinds of element that a parameter asks for, in the order of the header; none when any will do."""
    return tuple(map(_term, parameter.kinds))


def refuse_other_kind(workspace: Workspace, parameter: Parameter, value: str) -> None:
    """Refuse an element that is of none of the kinds that a parameter asks for: its picture would be empty.

    Raises:
        RequestFault: it is another kind of thing, or is not there at all.
    """
    element = find_term(workspace, value)
    if any(element in workspace.instances(kind) for kind in kinds_of(parameter)):
        return
    kinds = kinds_in_words(workspace, parameter)
    known = fitting(workspace, parameter)
    remedy = Text(f"kies bijvoorbeeld {parameter.name}={known}", f"choose for instance {parameter.name}={known}")
    nothing = Text("dit model heeft er geen", "this model has none")
    raise RequestFault(
        Text(f"'{value[:80]}' is geen {kinds.nl}", f"'{value[:80]}' is no {kinds.en}"),
        remedy=remedy if known else nothing,
    )


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
    labels = [workspace.name_of(kind) for kind in kinds_of(parameter)]
    return Text(_listed([label.nl for label in labels], "of"), _listed([label.en for label in labels], "or"))


def _listed(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def _words(workspace: Workspace, parameter: Parameter, value: str, language: Language) -> str:
    if parameter.type != "element":
        return value
    return workspace.label(find_term(workspace, value), language)


def _term(name: str) -> ox.NamedNode:
    prefix, _colon, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _is_there(workspace: Workspace, example: str) -> bool:
    """Tell whether an example is a term of the vocabulary, or the name of something in this very model."""
    if not _PLAIN_NAME.fullmatch(example):
        return False
    is_term = example.partition(":")[0] in PREFIXES
    return bool(workspace.graph.facts(_term(example) if is_term else ox.NamedNode(workspace.base + example)))
