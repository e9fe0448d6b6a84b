"""What can be wrong with a user's files or request, in words a user understands.

ArchrepoError
├── RequestFault        the command or address asks for something that is not there   (exit code 2)
├── ConfigurationFault  archrepo.toml, a shape or the ontology is not as it must be   (exit code 2)
├── InputFault          a file cannot be read for what it claims to be                (exit code 3)
│   └── SyntaxFault     a Turtle file breaks the grammar; lists every place           (exit code 3)
└── LimitFault          a time or size limit ended the work                           (exit code 3)
"""

from __future__ import annotations

from functools import partial

from archrepo.findings import Location
from archrepo.language import Language, Text


class ArchrepoError(Exception):
    """A fault that the user can mend; `text` says what is wrong, `remedy` what to do, `location` where."""

    exit_code = 2

    def __init__(
        self,
        text: Text,
        *,
        location: Location | None = None,
        remedy: Text | None = None,
        excerpt: str | None = None,
    ) -> None:
        """Keep the words, the place, the way to mend it and the source line (`excerpt`), where known."""
        super().__init__(text.en)
        self.text = text
        self.location = location
        self.remedy = remedy
        self.excerpt = excerpt

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with the words, which `Exception` alone would lose on the way from another process."""
        return partial(type(self), self.text), (), self.__dict__

    def lines(self, language: Language) -> list[str]:
        """Return the message as the compiler-style lines of the house: place, source, caret, remedy."""
        place = f"{self.location}: " if self.location else ""
        word = Text("fout", "error").in_(language)
        lines = [f"{place}{word}: {self.text.in_(language)}"]
        if self.excerpt is not None and self.location and self.location.line:
            lines += source_lines(self.excerpt, self.location)
        if self.remedy:
            lines.append(f"      = {Text('remedie', 'remedy').in_(language)}: {self.remedy.in_(language)}")
        return lines


class RequestFault(ArchrepoError):
    """The request names something that does not exist or does not fit."""


class ConfigurationFault(ArchrepoError):
    """The workspace's configuration, a shape or the ontology is not as it must be."""


class InputFault(ArchrepoError):
    """A file cannot be read for what it claims to be."""

    exit_code = 3


class LimitFault(ArchrepoError):
    """A limit of time or size ended the work before it was done."""

    exit_code = 3


class SyntaxFault(InputFault):
    """A Turtle file breaks the grammar; `others` are the further faults of the same read."""

    others: tuple[SyntaxFault, ...] = ()


def source_lines(source: str, location: Location, annotation: str = "") -> list[str]:
    """Return the source line with its number and the carets under the place, as in a compiler's message."""
    number = str(location.line)
    gutter = " " * max(4, len(number))
    end = location.end_column if location.end_line == location.line else len(source) + 1
    width = max(1, min(end, len(source) + 1) - location.column)
    before = "".join("\t" if character == "\t" else " " for character in source[: location.column - 1])
    carets = before + "^" * width
    return [
        f"{number:>{len(gutter) + 1}} | {source}",
        f"{gutter}  | {carets}{' ' + annotation if annotation else ''}",
    ]
