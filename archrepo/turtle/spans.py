"""Find where every triple stands in a Turtle text.

The text is cut into tokens by one regular expression and walked by a small recursive descent, which emits a triple
at the same moment as pyoxigraph's parser does. So the n-th span belongs to the n-th triple of `parse`, and neither
prefixes nor IRIs need resolving here. The text must have parsed without a fault.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text: offsets in characters, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TripleSpans:
    """Where subject, predicate and object of one triple stand; a `[`, `(` or `a` stands for itself."""

    subject: Span
    predicate: Span
    object: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """A text cut into statements: where each begins, how many triples come before it, and the span of every triple.

    `directives_end` is the offset behind the last `@prefix` or `@base`; 0 when there is none.
    """

    starts: list[int]
    firsts: list[int]
    triples: list[TripleSpans]
    directives_end: int


_TOKEN = re.compile(
    r"""
      (?P<skip>(?:[ \t\r\n]+|\#[^\r\n]*)+)
    | (?P<long>\"\"\"(?:[^"\\]++|\\.|"{1,2}(?!"))*+\"\"\"|'''(?:[^'\\]++|\\.|'{1,2}(?!'))*+''')
    | (?P<short>"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+')
    | (?P<iri><[^>\r\n]*>)
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)?)
    | (?P<type>\^\^)
    | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
    | (?P<blank>_:[^\s;,\[\](){}<>"'\#^@.]+(?:\.+[^\s;,\[\](){}<>"'\#^@.]+)*)
    | (?P<name>(?:[^\s:;,.\[\](){}<>"'\#^@\\]+(?:\.+[^\s:;,.\[\](){}<>"'\#^@\\]+)*)?:
               (?:(?:[^\s;,.\[\](){}<>"'\#^@\\]|\\.)+(?:\.+(?:[^\s;,.\[\](){}<>"'\#^@\\]|\\.)+)*)?)
    | (?P<word>[A-Za-z]+)
    | (?P<mark>[.;,\[\]()])
    """,
    re.VERBOSE | re.DOTALL,
)

_DIRECTIVES = ("prefix", "base", "version")
_NOTHING = ("end", Span(0, 0), "")


class _Walk:
    """The state of one walk over the tokens; lives only inside `spans`.

    pyoxigraph cannot know that a quoted literal has ended before it has read the token behind it, and emits the
    literal's triple after all that this token completes. `hold` does the same.
    """

    def __init__(self, text: str, start: int = 0) -> None:
        self.tokens = tokens(text, start)
        self.kind, self.span, self.text = next(self.tokens, _NOTHING)
        self.found: list[TripleSpans] = []
        self.held: TripleSpans | None = None
        self.held_token_passed = False
        self.starts: list[int] = []
        self.firsts: list[int] = []
        self.directives_end = 0

    def advance(self) -> Span:
        if self.held and self.held_token_passed:
            self.release()
        elif self.held:
            self.held_token_passed = True
        span = self.span
        self.kind, self.span, self.text = next(self.tokens, _NOTHING)
        return span

    def hold(self, triple: TripleSpans) -> None:
        self.release()
        self.held = triple
        self.held_token_passed = False

    def release(self) -> None:
        if self.held:
            self.found.append(self.held)
            self.held = None

    def is_mark(self, mark: str) -> bool:
        return self.kind == "mark" and self.text == mark

    def document(self) -> Outline:
        while self.kind != "end":
            if self.kind == "lang" or (self.kind == "word" and self.text.lower() in _DIRECTIVES):
                self.directive()
            else:
                self.starts.append(self.span.start)
                self.firsts.append(len(self.found) + (self.held is not None))
                self.statement()
        self.release()
        return Outline(self.starts, self.firsts, self.found, self.directives_end)

    def directive(self) -> None:
        with_dot = self.kind == "lang"
        named = self.text.lower().endswith("prefix")
        self.advance()
        if named:
            self.advance()
        self.directives_end = self.span.end
        self.advance()
        if with_dot:
            self.directives_end = self.span.end
            self.advance()

    def statement(self) -> None:
        if self.is_mark("["):
            subject = self.property_list(self.advance())
            if not self.is_mark("."):
                self.predicates(subject)
        elif self.is_mark("("):
            self.predicates(self.collection(self.advance(), None))
        else:
            self.predicates(self.advance())
        self.advance()

    def predicates(self, subject: Span) -> None:
        while True:
            while self.is_mark(";"):
                self.advance()
            if self.kind == "end" or self.is_mark(".") or self.is_mark("]"):
                return
            predicate = self.advance()
            self.value(subject, predicate)
            while self.is_mark(","):
                self.advance()
                self.value(subject, predicate)
            if not self.is_mark(";"):
                return

    def emit(self, link: tuple[Span, Span] | None, value: Span) -> None:
        if link:
            self.found.append(TripleSpans(*link, value))

    def value(self, subject: Span, predicate: Span) -> None:
        link = (subject, predicate)
        if self.is_mark("["):
            self.emit(link, self.property_list(self.advance()))
        elif self.is_mark("("):
            self.collection(self.advance(), link)
        elif self.kind in ("long", "short"):
            self.literal(link, self.advance())
        else:
            self.emit(link, self.advance())

    def literal(self, link: tuple[Span, Span], quoted: Span) -> None:
        """Emit the triple of a quoted literal whose closing quote has been read."""
        if self.kind == "lang":
            self.emit(link, Span(quoted.start, self.advance().end))
        elif self.kind == "type":
            self.advance()
            self.emit(link, Span(quoted.start, self.advance().end))
        else:
            self.hold(TripleSpans(*link, quoted))

    def property_list(self, opening: Span) -> Span:
        """Walk the inside of `[ ... ]`; return the span of its opening bracket."""
        if not self.is_mark("]"):
            self.predicates(opening)
        self.advance()
        return opening

    def collection(self, opening: Span, link: tuple[Span, Span] | None) -> Span:
        """Walk the inside of `( ... )`; `link` is the subject and predicate of the triple that leads to it.

        The link to a cell is emitted when its element begins, but after the element's own triple when that is a
        single token.
        """
        if self.is_mark(")"):
            self.advance()
            self.emit(link, opening)
            return opening
        while not self.is_mark(")"):
            here = self.span
            cell = (here, here)
            if self.is_mark("["):
                bracket = self.advance()
                self.emit(link, here)
                self.emit(cell, self.property_list(bracket))
            elif self.is_mark("("):
                bracket = self.advance()
                self.emit(link, here)
                self.collection(bracket, cell)
            elif self.kind in ("long", "short"):
                quoted = self.advance()
                self.emit(link, here)
                self.literal(cell, quoted)
            else:
                self.emit(cell, self.advance())
                self.emit(link, here)
            link = cell
        self.emit(link, self.advance())
        return opening


def tokens(text: str, position: int = 0) -> Iterator[tuple[str, Span, str]]:
    """Yield kind, place and text of every token from an offset on, without blanks and comments."""
    match = _TOKEN.match
    while found := match(text, position):
        position = found.end()
        kind = found.lastgroup
        if kind != "skip":
            assert kind is not None
            yield kind, Span(found.start(), position), found.group()


def spans(text: str) -> list[TripleSpans]:
    """Return the place of every triple of a fault-free Turtle text, in the order in which `parse` gives them."""
    return outline(text).triples


def outline(text: str) -> Outline:
    """Return the statements of a fault-free Turtle text, with the place of every triple."""
    return _Walk(text).document()


_STATEMENT = re.compile(
    r"""
      (?:[ \t\r\n]++|\#[^\r\n]*+)*+
      (?:
          (?P<directive>@(?:prefix|base)\b[^<>"'\#\r\n]*+<[^<>\r\n]*+>[ \t]*+\.)
        | (?P<start>(?!(?i:prefix|base|version)[ \t\r\n<])[^\s@.])
          (?: [^."'<\#\\]++
            | \"{3}(?:[^"\\]++|\\.|"{1,2}(?!"))*+\"{3} | '{3}(?:[^'\\]++|\\.|'{1,2}(?!'))*+'{3}
            | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+'
            | <[^<>\r\n]*+> | \#[^\r\n]*+ | \\. | \.(?![\s\#@]|\Z|(?i:prefix|base|version)[ \t\r\n<])
          )*+ \.
      )
    """,
    re.VERBOSE | re.DOTALL,
)
_REST = re.compile(r"(?:\s++|\#[^\r\n]*+)*+")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Places between the statements of a text: where one or several of them begin.

    `directives_end` is the offset behind the last `@prefix` or `@base`; 0 when there is none.
    """

    starts: list[int]
    directives_end: int


def cuts(text: str) -> Cuts | None:
    """Return where the statements of a fault-free Turtle text begin; None when that takes a closer look.

    One regular expression finds it some twenty times faster than `outline`; statements without a space between them
    count as one, and a directive that is written in an uncommon way takes the closer look.
    """
    starts: list[int] = []
    directives_end = position = 0
    while found := _STATEMENT.match(text, position):
        position = found.end()
        if found.lastgroup == "start":
            starts.append(found.start("start"))
        else:
            directives_end = position
    return Cuts(starts, directives_end) if _REST.fullmatch(text, position) else None


def statement_at(text: str, start: int) -> tuple[int, list[TripleSpans]]:
    """Return the end of the statement that begins at an offset, and the place of each of its triples.

    Where no statement begins there the answer means nothing, so a caller has to parse what it is given.
    """
    walk = _Walk(text, start)
    walk.statement()
    walk.release()
    return max((place.object.end for place in walk.found), default=start), walk.found


# One match a bracket: what is quoted, named or remarked before it can hold brackets that nest nothing.
_BRACKET = re.compile(
    r"""
      (?: [^\[\]()"'<\#\\]++
        | \"{3}(?:[^"\\]++|\\.|"{1,2}(?!"))*+\"{3} | '{3}(?:[^'\\]++|\\.|'{1,2}(?!'))*+'{3}
        | "(?:[^"\\\r\n]++|\\.)*+" | '(?:[^'\\\r\n]++|\\.)*+'
        | <[^<>\r\n]*+> | \#[^\r\n]*+ | \\.
      )*+
      (?P<bracket>[\[\]()])
    """,
    re.VERBOSE | re.DOTALL,
)


def first_too_deep(text: str, most: int) -> Span | None:
    """Return the first bracket of a fault-free text that stands in more than `most` others; None without one."""
    depth = position = 0
    while found := _BRACKET.match(text, position):
        position = found.end()
        depth += 1 if found["bracket"] in "[(" else -1
        if depth > most:
            return Span(position - 1, position)
    return None


def longest(text: str) -> Span:
    """Return the longest token of any text; what stands behind the last whole token counts as one."""
    found = rest = Span(0, 0)
    for _, span, _ in tokens(text):
        found = max(found, span, key=_length)
        rest = Span(span.end, len(text))
    rest = Span(len(text) - len(text[rest.start :].lstrip()), len(text))
    return max(found, rest, key=_length)


def _length(span: Span) -> int:
    return span.end - span.start


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins; a line ends at LF."""
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return starts


def line_and_column(starts: list[int], offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in characters."""
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1
