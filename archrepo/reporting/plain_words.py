"""Sentences for somebody who reads no Turtle: without code, and with names in the place of its terms."""

from __future__ import annotations

import re

import pyoxigraph as ox

from archrepo.findings import Verdict
from archrepo.language import Language, Text
from archrepo.procurement.assessment import PrincipleVerdict
from archrepo.procurement.publication.tender_words import TenderWords
from archrepo.vocabulary import PREFIXES, PRINCIPLE
from archrepo.workspace import Workspace

_PREFIXED = rf"(?<![\w`:])(?:{'|'.join(PREFIXES)}):[A-Za-z][\w-]*"
_TERM = re.compile(_PREFIXED)
_CODE = re.compile(r"`([^`]*)`")
_LISTED = r"`[^`]*`(?:(?:,? (?:en|of|and|or|met|with) |, )`[^`]*`)*"
#: `(of ...)` holds nothing but code; what stands around it reads on without it.
_ASIDE = re.compile(rf"\s*\((?:(?:of|or|en|and|met|with|zoals|such as) )?{_LISTED}\)")
#: `doe een FRIA en schrijf ...`: what was done is also written down, which is no work for who writes no Turtle.
_WRITTEN_DOWN = re.compile(
    r",? (?:en|and) (?:schrijf|write)(?: haar| het| hem| it)?(?: op| down)?"
    rf"(?:,? (?:zoals|such as))?:? {_LISTED}(?=[,.]|$)"
)
_SHOWN = re.compile(rf": {_LISTED}$")
_ONLY_TERMS = re.compile(rf"{_PREFIXED}$")
_STATEMENTS = re.compile(r"\s;\s")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_QUOTED = re.compile(r'"[^"]*"(?:@\w+|\^\^\S+)?')
_CLAUSES = re.compile(r";\s+(?=(?:[^`]*`[^`]*`)*[^`]*$)")
_SPACES = re.compile(r"\s+([,.;:)])")
_TRUTHS = {"true": Text("ja", "yes"), "false": Text("nee", "no")}
#: What leads to an example says enough when it has this many words.
_FEWEST_WORDS = 3
_FILL_IN = Text("vul aan wat hier ontbreekt", "fill in what is missing here")


class PlainWords:
    """Puts sentences into plain words with the names of one model and its vocabulary."""

    def __init__(self, workspace: Workspace) -> None:
        """Keep where the names and the texts for buyers come from."""
        self._workspace = workspace
        self._texts = TenderWords(workspace)

    def __call__(self, text: Text, language: Language) -> str:
        """Return the sentence without code and prefixed terms; empty when nothing but code was in it."""
        parts = (self._clause(part.strip(), language) for part in _CLAUSES.split(text.in_(language)))
        return self.named(_SPACES.sub(r"\1", "; ".join(part for part in parts if part)), language)

    def remedy(self, verdict: PrincipleVerdict, language: Language) -> str:
        """Return what a buyer does about a verdict; where it cannot be given, that is to fill in what is missing."""
        if verdict.verdict is Verdict.UNKNOWN and verdict.missing:
            return _FILL_IN.in_(language)
        own = self._texts.remedy_for(ox.NamedNode(PRINCIPLE + verdict.principle))
        return self(own if own.nl else verdict.remedy, language)

    def named(self, text: str, language: Language) -> str:
        """Return the text with names in the place of prefixed terms."""
        return _TERM.sub(lambda found: self._name(found[0], language), text)

    def _clause(self, clause: str, language: Language) -> str:
        if "`" not in clause:
            return clause
        bare = _WRITTEN_DOWN.sub("", _ASIDE.sub("", clause))
        bare = _SHOWN.sub(self._shown, bare)
        if "`" not in bare:
            return bare
        names = [self._names(code, language) for code in _CODE.findall(bare)]
        if not all(names):
            return ""
        told = iter(names)
        return _CODE.sub(lambda _: next(told), bare)

    def _shown(self, found: re.Match[str]) -> str:
        """Return nothing for an example of what was said already, and what stands there when it says what to do."""
        codes = _CODE.findall(found[0])
        is_told = len(found.string[: found.start()].split()) >= _FEWEST_WORDS
        return "" if is_told and not all(_ONLY_TERMS.match(code) for code in codes) else found[0]

    def _names(self, code: str, language: Language) -> str:
        """Return the names of the properties that code states, with a value that has a name; empty without any."""
        bare = _QUOTED.sub("", code)
        while (inner := _BRACKETS.sub("", bare)) != bare:
            bare = inner
        names = []
        for statement in _STATEMENTS.split(bare):
            terms = _TERM.findall(statement)
            if not terms:
                continue
            truth = next((_TRUTHS[one] for one in statement.split() if one in _TRUTHS), None)
            values = [self._name(one, language) for one in terms[1:]]
            if truth is not None:
                values.append(truth.in_(language))
            name = self._name(terms[0], language)
            names.append(f"'{name}: {', '.join(values)}'" if values else f"'{name}'")
        return ", ".join(names)

    def _name(self, term: str, language: Language) -> str:
        prefix, _, name = term.partition(":")
        return self._workspace.label(ox.NamedNode(PREFIXES[prefix] + name), language)
