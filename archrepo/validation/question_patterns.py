"""The triple patterns of a SPARQL question, in the groups that its text puts them in.

pyoxigraph parses SPARQL, but does not show what it read. This reads the part of the language that rules are written in;
of the rest it says that it is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from archrepo.store import Graph
from archrepo.turtle.reading import Term
from archrepo.validation.paths import Path, alternative, repeated, sequence, single
from archrepo.validation.question_words import Unsure, Words
from archrepo.vocabulary import NIL, TYPE

End: TypeAlias = "str | Term"
"""One end of a pattern: a variable by its name, or a term."""

_NO_FACTS = Graph()
_STEPS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_REFUSED = {"MINUS", "VALUES", "GRAPH", "SERVICE", "LIMIT", "OFFSET"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern: its two ends, and the path between them both ways; or a variable that is the predicate."""

    subject: End
    object: End
    forward: Path | None
    backward: Path | None
    variable: str = ""

    @property
    def held(self) -> tuple[str, ...]:
        """The variables that stand for something in the graph; none where the path may be of no steps at all."""
        if self.forward is not None and self.forward.values(_NO_FACTS, NIL):
            return ()
        named = (self.subject, self.object, self.variable)
        return tuple(each for each in named if isinstance(each, str) and each)


@dataclass(frozen=True, slots=True)
class Inner:
    """What stands in a group between braces of its own.

    By its word: alternatives of which one holds (UNION), OPTIONAL, what a filter tests (EXISTS), and what is tested
    to compute a value (BIND).
    """

    word: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces, in the order of the text.

    `projected` are the variables that a SELECT gives as they are; None when the group is no SELECT.
    """

    parts: tuple[Pattern | Inner, ...]
    projected: frozenset[str] | None = None


def read_patterns(text: str) -> Group:
    """Return the patterns of a SELECT with its prefixes.

    Raises:
        Unsure: the text says something that is not read here.
    """
    words = Words()
    try:
        reader = _Reader(words.read(text), words)
        found = reader.select()
    except (IndexError, ValueError, OverflowError) as fault:
        raise Unsure from fault
    if reader.at < len(reader.tokens):
        raise Unsure
    return found


class _Reader:
    """A place in the tokens of one text; lives only inside `read_patterns`."""

    def __init__(self, tokens: Sequence[tuple[str, str]], words: Words) -> None:
        self.tokens = tokens
        self.words = words
        self.at = 0

    @property
    def text(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    @property
    def word(self) -> str:
        """The token as a keyword; empty when it is something else."""
        is_word = self.at < len(self.tokens) and self.tokens[self.at][0] == "word"
        return self.text.upper() if is_word else ""

    def take(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def takes(self, *texts: str) -> bool:
        """Pass over the token when it is one of these, and tell whether it was."""
        is_there = self.text in texts
        self.at += is_there
        return is_there

    def expect(self, text: str) -> None:
        if not self.takes(text):
            raise Unsure

    def select(self) -> Group:
        if self.word != "SELECT":
            raise Unsure
        projected: set[str] = set()
        while self.text != "{" and self.word != "WHERE":
            if self.text == "*":
                raise Unsure
            if self.text == "(":
                self.refuse_patterns(self.expression())
                continue
            kind, text = self.take()
            if kind == "var":
                projected.add(text[1:])
        if self.word == "WHERE":
            self.take()
        parts = self.group().parts
        while self.text and self.text != "}":
            if self.word in _REFUSED:
                raise Unsure
            if self.text == "(":
                self.refuse_patterns(self.expression())
            else:
                self.take()
        return Group(parts, frozenset(projected))

    def refuse_patterns(self, found: list[Inner]) -> None:
        if found:
            raise Unsure

    def group(self) -> Group:
        self.expect("{")
        if self.word == "SELECT":
            found = self.select()
            self.expect("}")
            return found
        parts: list[Pattern | Inner] = []
        while not self.takes("}"):
            word = self.word
            if self.text == "{":
                groups = [self.group()]
                while self.word == "UNION":
                    self.take()
                    groups.append(self.group())
                parts.append(Inner("UNION", tuple(groups)))
            elif word == "OPTIONAL":
                self.take()
                parts.append(Inner("OPTIONAL", (self.group(),)))
            elif word == "FILTER":
                self.take()
                parts += self.condition()
            elif word == "BIND":
                self.take()
                parts += [Inner("BIND", tested.groups) for tested in self.expression()]
            elif word in _REFUSED:
                raise Unsure
            elif not self.takes("."):
                parts += self.statement()
        return Group(tuple(parts))

    def condition(self) -> list[Inner]:
        """Pass over what a FILTER says; return the patterns that it tests."""
        while self.text != "(":
            if self.word == "EXISTS":
                self.take()
                return [Inner("EXISTS", (self.group(),))]
            if self.text in ("{", "}", "."):
                raise Unsure
            self.take()
        return self.expression()

    def expression(self) -> list[Inner]:
        """Pass over what stands between parentheses; return the patterns that it tests."""
        self.expect("(")
        found: list[Inner] = []
        while not self.takes(")"):
            if self.text == "(":
                found += self.expression()
            elif self.word == "EXISTS":
                self.take()
                found.append(Inner("EXISTS", (self.group(),)))
            elif self.text in ("{", "}", ""):
                raise Unsure
            else:
                self.take()
        return found

    def statement(self) -> list[Pattern]:
        """Read patterns with one subject."""
        subject = self.end()
        found: list[Pattern] = []
        while True:
            paths = self.verb()
            found.append(self.pattern(subject, *paths))
            while self.takes(","):
                found.append(self.pattern(subject, *paths))
            if not self.takes(";"):
                return found
            while self.takes(";"):
                pass
            if self.text in (".", "}"):
                return found

    def pattern(self, subject: End, forward: Path | None, backward: Path | None, variable: str) -> Pattern:
        return Pattern(subject, self.end(), forward, backward, variable)

    def verb(self) -> tuple[Path | None, Path | None, str]:
        """Read a predicate: the path forwards and backwards, or the name of a variable."""
        kind, text = self.tokens[self.at]
        if kind == "var":
            self.take()
            return None, None, text[1:]
        start = self.at
        forward = self.path(is_forward=True)
        self.at = start
        return forward, self.path(is_forward=False), ""

    def path(self, *, is_forward: bool) -> Path:
        parts = [self.in_turn(is_forward=is_forward)]
        while self.takes("|"):
            parts.append(self.in_turn(is_forward=is_forward))
        return alternative(parts) if len(parts) > 1 else parts[0]

    def in_turn(self, *, is_forward: bool) -> Path:
        parts = [self.step(is_forward=is_forward)]
        while self.takes("/"):
            parts.append(self.step(is_forward=is_forward))
        if len(parts) == 1:
            return parts[0]
        return sequence(parts if is_forward else parts[::-1])

    def step(self, *, is_forward: bool) -> Path:
        if self.takes("^"):
            is_forward = not is_forward
        kind, text = self.take()
        if text == "(":
            found = self.path(is_forward=is_forward)
            self.expect(")")
        elif kind in ("iri", "name"):
            found = single(self.words.name(kind, text), is_forward=is_forward)
        elif text == "a":
            found = single(TYPE, is_forward=is_forward)
        else:
            raise Unsure
        return repeated(found, *_STEPS[self.take()[1]]) if self.text in _STEPS else found

    def end(self) -> End:
        """Read the subject or the object of a pattern."""
        kind, text = self.take()
        if kind == "var":
            return text[1:]
        if kind == "blank":
            return text
        if kind in ("iri", "name"):
            return self.words.name(kind, text)
        if kind == "text":
            return self.words_of(text)
        if kind == "number" or (kind == "word" and text in ("true", "false")):
            return self.some_value()
        raise Unsure

    def words_of(self, quoted: str) -> End:
        if self.tokens[self.at][0] == "lang":
            self.take()
            return self.some_value()
        if self.takes("^^"):
            self.take()
            return self.some_value()
        is_plain = not quoted.startswith(('"""', "'''")) and "\\" not in quoted
        return ox.Literal(quoted[1:-1]) if is_plain else self.some_value()

    def some_value(self) -> str:
        """Return a variable that stands nowhere else: the engine may hold other writings for the same value."""
        return f'"{self.at}'
