"""One statement of a Turtle text in its parts, and the same statement with parts fewer or more.

A part is a value behind a predicate, or a predicate with its values. Behind a part stand its mark (comma, semicolon or
full stop), the comment on that line, and the space and comments before the next part. What is not dropped keeps its
letters; the comment on the line of a part goes with that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archrepo.turtle.spans import Span, tokens

_COMMENT = re.compile(r"[ \t]*#[^\r\n]*")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Part:
    """A text, the space before its mark, the mark, the comment on that line, and what stands before the next part."""

    text: str
    before: str = ""
    mark: str = ""
    comment: str = ""
    tail: str = ""

    @property
    def behind(self) -> str:
        """Everything that stands behind the text of the part."""
        return f"{self.before}{self.mark}{self.comment}{self.tail}"


@dataclass(frozen=True, slots=True)
class Pair:
    """A predicate with its values in a text; `opening` is the predicate and the space behind it."""

    start: int
    opening: str
    values: tuple[Part, ...]
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The pair as it stands in the text, without the mark behind it."""
        return self.opening + "".join(one.text + one.behind for one in self.values[:-1]) + self.values[-1].text


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on a named subject: where it stands, its subject with the space behind it, and its pairs.

    `ends` has for each pair its mark and what follows up to the next pair. `end` lies behind the full stop and the
    comment on that line.
    """

    start: int
    end: int
    opening: str
    pairs: tuple[Pair, ...]
    ends: tuple[Part, ...]


def statement_from(text: str, start: int) -> Statement:
    """Return the statement that begins at an offset with the name of its subject; the text must be fault-free."""
    found: list[tuple[int, int, list[Span], list[int], int]] = []
    stream = tokens(text, start)
    next(stream)
    for _, first, token in stream:
        if token == ";":
            continue
        if token == ".":
            # A semicolon before the full stop: the two together close the last pair.
            return _built(text, start, found, first.end)
        values, commas, mark = _values(text, stream)
        found.append((first.start, values[0].start, values, commas, mark))
        if text[mark] == ".":
            return _built(text, start, found, mark + 1)
    raise AssertionError("a statement without a full stop")


def _values(text: str, stream: Iterator[tuple[str, Span, str]]) -> tuple[list[Span], list[int], int]:
    """Return the spans of the values that follow, the offsets of the commas between them and that of the end mark."""
    values: list[Span] = []
    commas: list[int] = []
    depth, begin, end = 0, -1, -1
    for kind, span, token in stream:
        if kind == "mark" and depth == 0 and token in ",;.":
            values.append(Span(begin, end))
            if token != ",":
                return values, commas, span.start
            commas.append(span.start)
            begin = -1
            continue
        if kind == "mark":
            depth += (token in "[(") - (token in "])")
        begin, end = (span.start if begin < 0 else begin), span.end
    raise AssertionError(text[-20:])


def _built(text: str, start: int, found: Sequence[tuple[int, int, list[Span], list[int], int]], stop: int) -> Statement:
    pairs: list[Pair] = []
    ends: list[Part] = []
    for index, (begin, first_value, spans, commas, mark) in enumerate(found):
        nexts = [*(span.start for span in spans[1:]), -1]
        marks = [*commas, -1]
        values = tuple(
            _part(text, span, comma, comma + 1, following) if comma >= 0 else Part(text[span.start : span.end])
            for span, comma, following in zip(spans, marks, nexts, strict=True)
        )
        pairs.append(Pair(begin, text[begin:first_value], values, tuple(spans)))
        is_last = index == len(found) - 1
        whole = Span(begin, spans[-1].end)
        ends.append(_part(text, whole, mark, stop if is_last else mark + 1, -1 if is_last else found[index + 1][0]))
    end = stop + len(ends[-1].comment)
    return Statement(start, end, text[start : found[0][0]], tuple(pairs), tuple(ends))


def _part(text: str, span: Span, mark: int, mark_end: int, following: int) -> Part:
    """Return the part in a span with the mark behind it; `following` is where the next part begins, -1 for none."""
    found = _COMMENT.match(text, mark_end)
    comment = found[0] if found else ""
    tail = text[mark_end + len(comment) : following] if following >= 0 else ""
    return Part(text[span.start : span.end], text[span.end : mark], text[mark:mark_end], comment, tail)


def rewritten(
    opening: str,
    parts: Sequence[Part],
    kept: Sequence[bool],
    added: Sequence[str],
    closing: Part,
    *,
    own_lines: bool,
    line_end: str,
) -> tuple[str, Part]:
    """Return the opening with the parts that are kept and those that are added, and what closes them then.

    `closing` is what stands behind the last part. Additions come last: on a line each with `own_lines` or when the
    parts stand so, else behind each other. At least one part has to be kept or added.
    """
    rest: list[Part] = []
    for part, is_kept in zip(parts, kept, strict=True):
        if is_kept:
            rest.append(part)
        elif not rest:
            opening = opening.rstrip() + part.tail if "#" in part.tail else opening
        elif part is not parts[-1] and "\n" in part.tail:
            rest[-1] = replace(rest[-1], tail=part.tail)
    if not kept[-1]:
        stands_apart = len(parts) > 1 and "\n" in parts[-2].tail
        before = parts[[index for index, is_kept in enumerate(kept) if is_kept][-1]].comment if rest else ""
        closing = replace(closing, comment=before or ("" if stands_apart else closing.comment))
    text = opening + "".join(part.text + part.behind for part in rest[:-1]) + (rest[-1].text if rest else "")
    indents = [part.tail.rpartition("\n")[2] for part in parts if "\n" in part.tail]
    mark = ";" if own_lines else ","
    for index, addition in enumerate(added):
        if not rest and index == 0:
            text += addition
        elif own_lines or indents:
            text += f" {mark}{closing.comment}{line_end}{indents[-1] if indents else _INDENT}{addition}"
            closing = replace(closing, comment="")
        else:
            text += f" {mark} {addition}"
    return text, closing
