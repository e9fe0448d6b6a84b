"""Compose the label of a box from a template that its author wrote, such as `${property:ID} - ${name}`.

Source: the label expressions of Archi (wiki "Label Expressions"), the part that published models use: names,
documentation, properties, the far end of a relation, and conditions. A template with anything else is not composed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_INNERMOST: Final = re.compile(r"\$([a-z]*(?::[a-z]+)?)\{([^${}]*)\}")
#: Characters that no text of a model uses stand around the number of a value already found, so that a `:` or `$`
#: in a value is never taken for a part of the template.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FOUND: Final = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_MOST_PARTS: Final = 100

#: Returns the value of `expression` for what `prefix` refers to; None when the one or the other is not known.
Lookup = Callable[[str, str], str | None]


def compose(template: str, lookup: Lookup) -> str | None:
    """Return the label, with values from `lookup`; None when the template asks for something that is not known."""
    if _OPEN in template or _CLOSE in template:
        return None
    values: list[str] = []
    text = template
    for _ in range(_MOST_PARTS):
        found = _INNERMOST.search(text)
        if found is None:
            break
        value = _evaluate(found[1], found[2], values, lookup)
        if value is None:
            return None
        text = f"{text[: found.start()]}{_OPEN}{len(values)}{_CLOSE}{text[found.end() :]}"
        values.append(value)
    return None if _INNERMOST.search(text) or "${" in text else _filled(text, values)


def _evaluate(prefix: str, expression: str, values: list[str], lookup: Lookup) -> str | None:
    word, _, rest = expression.partition(":")
    if word == "if" and not prefix:
        condition, chosen, *otherwise = [*rest.split(":", 2), ""]
        return _filled(chosen if _filled(condition, values) else otherwise[0] if otherwise else "", values)
    if word == "nvl" and not prefix:
        condition, _, otherwise_text = rest.partition(":")
        return _filled(condition, values) or _filled(otherwise_text, values)
    return lookup(prefix, _filled(expression, values))


def _filled(text: str, values: list[str]) -> str:
    return _FOUND.sub(lambda found: values[int(found[1])], text)
