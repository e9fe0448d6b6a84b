"""What one run of the command line knows of its surroundings: language, terminal, today's date, current folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archrepo.errors import ArchrepoError, SyntaxFault
from archrepo.language import Language, Text

#: The exit code of a command that was ended with Ctrl-C (128 + SIGINT).
INTERRUPTED = 130


@dataclass(slots=True)
class Session:
    """One run. `root` is the folder of the opened workspace, as soon as there is one; places are shown from `here`.

    `asked_language` is the language when it was asked for with --lang; `language` may come from the surroundings.
    """

    language: Language
    today: date
    here: Path
    has_colour: bool = False
    root: Path | None = None
    asked_language: Language | None = None

    def say(self, lines: Text | str | Iterable[str]) -> None:
        """Write the answer, or a part of it, to stdout."""
        _write(self._text(lines), to_stderr=False)

    def tell(self, lines: Text | str | Iterable[str]) -> None:
        """Write progress or a hint to stderr, after what stands on stdout."""
        sys.stdout.flush()
        _write(self._text(lines), to_stderr=True)

    def _text(self, lines: Text | str | Iterable[str]) -> str:
        if isinstance(lines, Text):
            return lines.in_(self.language)
        return lines if isinstance(lines, str) else "\n".join(lines)

    def shown_path(self, path: str) -> str:
        """Return a path of the workspace as it can be opened from the current folder."""
        if self.root is None or not (self.root / path).exists():
            return path
        return self.shown(self.root / path)

    def shown(self, path: Path) -> str:
        """Return a path relative to the current folder when it lies in it or in a folder above; else in full."""
        path, here = path.resolve(), self.here.resolve()
        if path.is_relative_to(here):
            return path.relative_to(here).as_posix()
        if self.root is not None and here.is_relative_to(self.root) and path.is_relative_to(self.root):
            up = len(here.relative_to(self.root).parts)
            return "../" * up + path.relative_to(self.root).as_posix()
        return path.as_posix()

    def complain(self, error: ArchrepoError) -> None:
        """Tell what is wrong, with every place of a broken file, as seen from the current folder."""
        faults = [error, *error.others] if isinstance(error, SyntaxFault) else [error]
        for fault in faults:
            if fault.location is not None:
                fault.location = fault.location.shown(self.shown_path)
            self.tell(fault.lines(self.language))


def _write(text: str, *, to_stderr: bool) -> None:
    # Line by line, and not with click.echo: one large write into a pipe that closes half-way is not told as an error.
    stream = sys.stderr if to_stderr else sys.stdout
    if text:
        stream.writelines(f"{text}\n".splitlines(keepends=True))
        stream.flush()


def asked_language(arguments: Sequence[str]) -> Language | None:
    """Return the language asked for with --lang; None when nothing is, or what no language of ours is."""
    for index, argument in enumerate(arguments):
        value = ""
        if argument == "--":
            break
        if argument.startswith("--lang="):
            value = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("nl", "en"):
            return "nl" if value == "nl" else "en"
    return None


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language asked for with --lang, else that of LC_ALL, LC_MESSAGES or LANG; Dutch when none says.

    Read before click reads the arguments, so that help and the errors of click itself are in that language too.
    """
    asked = asked_language(arguments)
    if asked is not None:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "nl"
    return "nl"
