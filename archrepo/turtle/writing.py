"""Write Turtle in the house form: fixed prefix header, one block a subject, sorted, stable in git.

Nodes that are used once as an object and nowhere else are not nested: an imported model has no blank nodes, and
hand-written files are edited by spans, never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from archrepo.turtle.reading import Term, Triple
from archrepo.vocabulary import LABEL, TYPE, XSD

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?\Z")
_ESCAPE = re.compile(r'[\\"\n\r\t\b\f\x00-\x1f\x7f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+\Z")
_STRING = XSD + "string"


class Names:
    """Shorten terms with the prefixes; remembers what it shortened."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._short: dict[Term, str] = {}

    def __call__(self, term: Term) -> str:
        found = self._short.get(term)
        if found is None:
            found = self._short[term] = self._spell(term)
        return found

    def _spell(self, term: Term) -> str:
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.BlankNode):
            return str(term)
        iri = term.value
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                return f"{prefix}:{local}" if not local or _LOCAL.match(local) else f"<{iri}>"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        value = literal.value
        if literal.language:
            return f"{quoted(value)}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == _STRING:
            return quoted(value)
        plain = (
            (datatype == XSD + "boolean" and value in ("true", "false"))
            or (datatype == XSD + "integer" and _INTEGER.match(value))
            or (datatype == XSD + "decimal" and _DECIMAL.match(value))
        )
        return value if plain else f"{quoted(value)}^^{self(literal.datatype)}"


def quoted(value: str) -> str:
    """Return the text between double quotes with every control character escaped, so git cannot change it."""
    return '"' + _ESCAPE.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", value) + '"'


def write(triples: Iterable[Triple], prefixes: Mapping[str, str], *, title: str = "") -> str:
    """Return a Turtle document: `title` as comment lines, the prefixes, then the subjects sorted by IRI.

    Within a subject come its types, its labels, and the other predicates by name; values are sorted too. The same
    set of triples and prefixes always gives the same text.
    """
    names = Names(prefixes)
    subjects: dict[ox.NamedNode | ox.BlankNode, dict[ox.NamedNode, set[Term]]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    parts = [f"# {line}\n" if line else "#\n" for line in title.splitlines()]
    if parts:
        parts.append("\n")
    parts += [f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(prefixes.items())]
    for subject in sorted(subjects, key=str):
        parts.append("\n" + _block(names, subject, subjects[subject]))
    return "".join(parts)


def _block(names: Names, subject: ox.NamedNode | ox.BlankNode, facts: Mapping[ox.NamedNode, set[Term]]) -> str:
    types = facts.get(TYPE)
    opening = names(subject)
    if types:
        opening += " a " + _spelled(names, types)
    spelled = {predicate: names(predicate) for predicate in facts if predicate != TYPE}
    order = sorted(spelled, key=spelled.__getitem__)
    if LABEL in spelled:
        order.remove(LABEL)
        order.insert(0, LABEL)
    lines = [f"{spelled[predicate]} {_spelled(names, facts[predicate])}" for predicate in order]
    if types:
        return " ;\n    ".join([opening, *lines]) + " .\n"
    return opening + " " + " ;\n    ".join(lines) + " .\n"


def _spelled(names: Names, values: set[Term]) -> str:
    if len(values) == 1:
        (value,) = values
        return names(value)
    return " , ".join(sorted(map(names, values)))
