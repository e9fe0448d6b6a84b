"""The keys under which facts travel, and how names of things are written in a property."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from archrepo.exchange.carried import STATE
from archrepo.store import Graph
from archrepo.vocabulary import (
    AM,
    AR,
    COMMENT,
    DATATYPE_PROPERTY,
    DCT,
    DESCRIPTION,
    LABEL,
    OBJECT_PROPERTY,
    OWL,
    PREFIXES,
    PRINCIPLE,
    PROPERTY_KEY,
    RDF,
    RDFS,
    SH,
    SKOS,
    TYPE,
    XSD,
)

#: The address of a concept that the import would give another one.
ADDRESS_KEY: Final = "ar:iri"
#: The beginning of the model's own names; stands with the model.
BASE_KEY: Final = "ar:base"
#: The types of a concept when ArchiMate's own type does not say all.
TYPE_KEY: Final = "rdf:type"
#: On an association: the link that it stands for.
ROLE_KEY: Final = "rol"
#: Turtle about the concept that has the property: predicates with their values.
FURTHER_FACTS_KEY: Final = "ar:furtherFacts"
#: Turtle about things that are no concepts; stands with the model only.
FURTHER_THINGS_KEY: Final = "ar:furtherThings"
#: Which texts of the concept have no language.
BARE_TEXTS_KEY: Final = "ar:textsWithoutLanguage"
BARE_TEXTS: Final[Mapping[str, ox.NamedNode]] = {"rdfs:label": LABEL, "dct:description": DESCRIPTION}
OWN_KEYS: Final = frozenset(
    {ADDRESS_KEY, BASE_KEY, TYPE_KEY, ROLE_KEY, FURTHER_FACTS_KEY, FURTHER_THINGS_KEY, BARE_TEXTS_KEY, STATE}
)

#: Nodes without a name that are no part of one thing get a name for the journey, which begins so.
UNNAMED: Final = "urn:archrepo:unnamed:"
#: What a model file may never describe: the languages that models are written in.
LANGUAGES_OF_MODELS: Final = (AM, AR, PRINCIPLE, DCT, OWL, RDF, RDFS, SH, SKOS, XSD)

_KEY = re.compile(r"([a-z]+):([A-Za-z][\w.\-]*)(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*))?", re.ASCII)
_NAME = re.compile(r"([a-z]*):([A-Za-z0-9_](?:[\w.\-]*[\w\-])?)", re.ASCII)
_IN_ANGLES = re.compile(r"<([^<>\"{}|^`\\\s]*)>")
_PREDICATE_PREFIXES: Final = ("ar", "dct", "skos", "rdfs")
_PROPERTY_CLASSES: Final = frozenset({DATATYPE_PROPERTY, OBJECT_PROPERTY, PROPERTY_KEY})
#: Names and texts have a place of their own in every format; as a property they come in a further language.
_TEXTS: Final = frozenset({LABEL, DESCRIPTION, COMMENT})


def looks_like_fact(key: str) -> bool:
    """Tell whether a property with this key may hold a fact; says nothing about the term."""
    return key in OWN_KEYS or key.startswith(tuple(f"{prefix}:" for prefix in _PREDICATE_PREFIXES))


def predicate_of(key: str, ontology: Graph) -> tuple[ox.NamedNode, str] | None:
    """Return the predicate of a key such as `ar:purpose@nl`, and the language behind it; None when it is none.

    Only a property that the ontology knows is one.
    """
    found = _KEY.fullmatch(key)
    if key in OWN_KEYS or found is None or found[1] not in _PREDICATE_PREFIXES:
        return None
    predicate = ox.NamedNode(PREFIXES[found[1]] + found[2])
    return (predicate, found[3] or "") if is_known(predicate, ontology) else None


def is_known(predicate: ox.NamedNode, ontology: Graph) -> bool:
    """Tell whether the ontology has the property, as its own or as one borrowed from another vocabulary."""
    if predicate in _TEXTS:
        return True
    types = ontology.objects(predicate, TYPE)
    if not _PROPERTY_CLASSES.isdisjoint(types):
        return True
    return not predicate.value.startswith(AR) and bool(ontology.facts(predicate)) and not types


def key_of(predicate: ox.NamedNode, ontology: Graph) -> str | None:
    """Return the key of a property with this predicate; None when a key cannot say it."""
    for prefix in _PREDICATE_PREFIXES:
        namespace = PREFIXES[prefix]
        if predicate.value.startswith(namespace):
            key = f"{prefix}:{predicate.value[len(namespace) :]}"
            return key if predicate_of(key, ontology) == (predicate, "") else None
    return None


def spelled(iri: ox.NamedNode, base: str) -> str:
    """Return an address as a person writes it: `:name` within the base, `gemma:name`, or between angle brackets."""
    for prefix, namespace in prefixes(base).items():
        if iri.value.startswith(namespace):
            short = f"{prefix}:{iri.value[len(namespace) :]}"
            return short if _NAME.fullmatch(short) else f"<{iri.value}>"
    return f"<{iri.value}>"


def address(text: str, base: str) -> ox.NamedNode | None:
    """Return the address that `spelled` wrote; None when the text has not that form or the prefix is unknown."""
    if found := _IN_ANGLES.fullmatch(text):
        value = found[1]
    elif (found := _NAME.fullmatch(text)) and (namespace := prefixes(base).get(found[1])):
        value = namespace + found[2]
    else:
        return None
    try:
        return ox.NamedNode(value)
    except ValueError:
        return None


def prefixes(base: str) -> Mapping[str, str]:
    """Return the prefixes that may stand in a property, with the empty one for the model's own names."""
    return {"": base, **PREFIXES}


def is_language(iri: ox.NamedNode) -> bool:
    """Tell whether an address belongs to a language that models are written in."""
    return iri.value.startswith(LANGUAGES_OF_MODELS)


def unnamed(iri: ox.NamedNode) -> ox.BlankNode | None:
    """Return the node without a name that a name of the journey stands for; None for any other address."""
    if not iri.value.startswith(UNNAMED):
        return None
    return ox.BlankNode("n" + iri.value.removeprefix(UNNAMED).encode().hex())
