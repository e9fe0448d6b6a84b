"""The reference of commands in Markdown, made from the same words as the help.

`python -m archrepo.cli.reference > docs/reference/commands.md`; a test fails when the file is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from archrepo.cli.commands import Argument, Command, Option
from archrepo.cli.door import DOOR
from archrepo.cli.session import Session
from archrepo.language import Language

_INTRODUCTION = """\
# Commands

Made by `python -m archrepo.cli.reference` from the help of the commands; do not edit.

Exit codes: 0 nothing at or above `--fail-on`; 1 findings; 2 the request or the configuration is wrong; 3 input that
cannot be read; 130 interrupted. stdout is the answer, stderr the progress and the next step. There is no colour when
stdout is not a terminal or `NO_COLOR` is set.
"""


def reference(language: Language = "en") -> str:
    """Return the reference of all commands, in the order of the help."""
    session = Session(language, date.min, Path())
    parts = [_INTRODUCTION]
    with click.Context(DOOR, info_name="archrepo", obj=session) as door:
        parts += ["\n".join(_section(context, found, language)) for _, found, context in DOOR.walk(door)]
    return "\n".join(parts)


def _section(context: click.Context, found: Command, language: Language) -> Iterator[str]:
    yield f"## {context.command_path}"
    yield ""
    yield "```text"
    yield " ".join([context.command_path, *found.collect_usage_pieces(context)])
    yield "```"
    yield ""
    yield found.text.in_(language)
    yield ""
    yield "| argument or option | meaning |"
    yield "|---|---|"
    for parameter in found.params:
        if isinstance(parameter, Argument):
            yield _row(parameter.make_metavar(context), parameter.text.in_(language))
    for parameter in found.params:
        if isinstance(parameter, Option) and (record := parameter.get_help_record(context)) is not None:
            yield _row(record[0], parameter.text.in_(language))
    yield ""
    yield "```sh"
    yield from found.examples
    yield "```"
    yield ""


def _row(name: str, words: str) -> str:
    escaped = name.replace("|", "\\|")
    return f"| `{escaped}` | {words} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
