"""Which predicates a SPARQL question reads, so that an edit of other facts need not ask it again.

A small walk over the tokens of the text: pyoxigraph parses SPARQL, but does not show what it read. The walk errs on
the safe side: every name in the text counts as read, a variable where a predicate stands counts as every value that
the text itself lets it have, and what the walk does not know for sure counts as everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.validation.question_words import Unsure, Words
from archrepo.vocabulary import FIRST, REST, TYPE

_CLAUSES = {"SELECT", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"}
_SUBJECT, _PREDICATE, _OBJECT, _DONE = range(4)
_Tokens: TypeAlias = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a question reads: every name in its text, and the predicates that are values of the properties `named_by`.

    The latter are what a variable in the place of a predicate stands for, as ?trait does in
    `?standard ar:triggeredBy ?trait . $this ?trait true`. `is_everything` says that any fact may be read.
    """

    predicates: frozenset[ox.NamedNode]
    named_by: frozenset[ox.NamedNode] = frozenset()
    is_everything: bool = False


def footprint(text: str) -> Footprint:
    """Return what a question with its prefixes reads."""
    walk = _Walk()
    try:
        tokens = walk.words.read(text)
        left = walk.group(iter([*tokens, _END]))
    except (Unsure, IndexError, ValueError, OverflowError):
        return Footprint(walk.names, is_everything=True)
    return Footprint(walk.names, frozenset(walk.named_by), walk.is_everything or not left.is_empty)


@dataclass(frozen=True, slots=True)
class _Left:
    """The variables that stand for a predicate nobody names: in patterns that are joined, and within EXISTS."""

    joined: frozenset[str] = frozenset()
    tested: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not self.joined and not self.tested


class _Walk:
    """The names met in one text; lives only inside `footprint`."""

    def __init__(self) -> None:
        self.words = Words()
        self.named_by: set[ox.NamedNode] = set()
        self.is_everything = False

    @property
    def names(self) -> frozenset[ox.NamedNode]:
        """Every name in the text, and what `a` and a list between brackets read without naming it."""
        return frozenset(self.words.names | {TYPE, FIRST, REST})

    def group(self, tokens: _Tokens) -> _Left:
        """Walk what stands between two braces; return what stands for a predicate that nobody in it names.

        A pattern in braces, or in one of several alternatives, is joined with what stands around it; so its variables
        have the values that are left there. An OPTIONAL is only joined with what stands before it. What EXISTS tests
        is held against the whole group around it, and against nothing further out. A SELECT within braces keeps its
        variables to itself.
        """
        at = _SUBJECT
        nested: list[int] = []
        wild: set[str] = set()
        tested: set[str] = set()
        bound: dict[str, ox.NamedNode] = {}
        predicate: ox.NamedNode | None = None
        ends = ["", ""]
        may_stand_still = False
        loose: list[set[str]] = []
        held: set[str] = {"this"}
        word = ""
        is_select = False
        kind, text = next(tokens, _END)
        while text != "}":
            if kind == "word" and text.upper() in _CLAUSES:
                is_select = True
                kind, text = self.clause(tokens, tested)
                continue
            if text == "{":
                self.inner(self.group(tokens), word, bound, wild, tested)
                at, word = _SUBJECT, ""
            elif text == "(" and at != _PREDICATE:
                self.expression(tokens, tested)
                at = _DONE if at == _OBJECT else _SUBJECT
            elif text == "[":
                nested.append(at)
                at = _PREDICATE
            elif text == "]":
                at = _PREDICATE if nested.pop() == _SUBJECT else _DONE
            elif text in (".", ";", ","):
                at = {".": _SUBJECT, ";": _PREDICATE, ",": _OBJECT}[text]
            elif at == _PREDICATE:
                if kind == "var":
                    wild.add(text[1:])
                first = self.words.name(kind, text) if kind in ("iri", "name") else None
                (kind, text), steps, may_stand_still = self.path(tokens, kind, text)
                predicate = first if steps == 1 else None
                at = _OBJECT
                continue
            elif kind == "word" and text != "a" and at != _OBJECT:
                word = text.upper()
                at = _SUBJECT
            else:
                if at == _OBJECT and kind == "var" and predicate is not None:
                    bound[text[1:]] = predicate
                if at in (_SUBJECT, _OBJECT):
                    ends[at == _OBJECT] = text[1:] if kind == "var" else ""
                if at == _OBJECT and may_stand_still and all(ends):
                    loose.append(set(ends))
                elif at == _OBJECT:
                    held |= set(ends)
                at = _PREDICATE if at == _SUBJECT else _DONE
            kind, text = next(tokens, _END)
        self.named_by |= {bound[variable] for variable in wild | tested if variable in bound}
        left = _Left(frozenset(wild - bound.keys()), frozenset(tested - bound.keys()))
        # A path of no steps holds for every node there is, unless another pattern says which ones.
        if (is_select and not left.is_empty) or any(held.isdisjoint(pair) for pair in loose):
            self.is_everything = True
        return left

    def inner(self, left: _Left, word: str, bound: dict[str, ox.NamedNode], wild: set[str], tested: set[str]) -> None:
        """Add what an inner group leaves open to the group around it, by the word before its braces."""
        if word == "EXISTS":
            tested |= left.joined | left.tested
        elif word in ("OPTIONAL", "MINUS", "GRAPH", "SERVICE"):
            if word != "OPTIONAL" or not (left.joined | left.tested) <= bound.keys():
                self.is_everything |= not left.is_empty
            self.named_by |= {bound[variable] for variable in left.joined | left.tested if variable in bound}
        else:
            wild |= left.joined
            self.is_everything |= bool(left.tested)

    def clause(self, tokens: _Tokens, tested: set[str]) -> tuple[str, str]:
        """Pass over a projection or a solution modifier; return the token at which patterns go on."""
        for kind, text in tokens:
            if text == "(":
                self.expression(tokens, tested)
            elif text in ("{", "}"):
                return kind, text
        return _END

    def expression(self, tokens: _Tokens, tested: set[str]) -> None:
        """Pass over what stands between parentheses; a pattern inside it is tested."""
        for _kind, text in tokens:
            if text == "(":
                self.expression(tokens, tested)
            elif text == "{":
                left = self.group(tokens)
                tested |= left.joined | left.tested
            elif text == ")":
                break

    def path(self, tokens: _Tokens, kind: str, text: str) -> tuple[tuple[str, str], int, bool]:
        """Pass over a predicate or a path; return the token behind it, its length, and whether it may be of no steps.

        Raises:
            Unsure: it is no path, or it takes every predicate but some.
        """
        depth = steps = 0
        may_stand_still = False
        while True:
            if kind not in ("iri", "name", "var") and text not in ("a", "(", ")", "^", "/", "|"):
                raise Unsure
            steps += 1
            depth += (text == "(") - (text == ")")
            is_whole = depth == 0 and text not in ("(", "^", "/", "|")
            kind, text = next(tokens, _END)
            while text in ("*", "+", "?"):
                steps += 1
                may_stand_still |= text != "+"
                kind, text = next(tokens, _END)
            if is_whole and text not in ("/", "|", ")"):
                return (kind, text), steps, may_stand_still


_END = ("mark", "}")
