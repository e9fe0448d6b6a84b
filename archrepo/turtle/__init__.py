"""The only reader and writer of Turtle: parse with exact errors, locate every triple, write canonically.

pyoxigraph parses; no library tells where a triple stands, so `spans` finds that in a second, cheaper pass over
the same text, done only for files that hold a finding.
"""

from archrepo.turtle.editing import Unnamed, Value, edited, renamed, with_values
from archrepo.turtle.reading import Triple, parse
from archrepo.turtle.spans import Span, TripleSpans, line_and_column, line_starts, outline, spans
from archrepo.turtle.writing import write

__all__ = [
    "Span",
    "Triple",
    "TripleSpans",
    "Unnamed",
    "Value",
    "edited",
    "line_and_column",
    "line_starts",
    "outline",
    "parse",
    "renamed",
    "spans",
    "with_values",
    "write",
]
