"""From the arguments of a process to its exit code: the one place where errors become words."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from archrepo import __version__
from archrepo.cli.commands import COMMANDS, Door, Option, language_option
from archrepo.cli.session import INTERRUPTED, Session, asked_language, language_of
from archrepo.cli.words import in_words
from archrepo.errors import ArchrepoError, InputFault
from archrepo.language import Text

REQUEST_IS_WRONG = 2
_REASONS = {
    errno.EACCES: Text("geen toegang", "permission denied"),
    errno.EPERM: Text("geen toegang", "permission denied"),
    errno.EROFS: Text("hier kan niet worden geschreven", "nothing can be written here"),
    errno.ENOENT: Text("bestaat niet", "does not exist"),
    errno.ENOTDIR: Text("is geen map", "is not a folder"),
    errno.EEXIST: Text("bestaat al", "exists already"),
    errno.EISDIR: Text("is een map", "is a folder"),
    errno.ENOSPC: Text("de schijf is vol", "the disk is full"),
    errno.ENAMETOOLONG: Text("deze naam is te lang", "this name is too long"),
    errno.EADDRINUSE: Text("dit adres is bezet", "this address is taken"),
}
# What a shell shows for a program that ends because nobody reads its output any more (128 + SIGPIPE).
PIPE_CLOSED = 141


def _show_version(context: click.Context, option: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        click.echo(f"archrepo {__version__}")
        context.exit()


DOOR = Door(
    "archrepo",
    commands=COMMANDS,
    text=Text(
        "Architectuur van een gemeente in Turtle-bestanden: toetsen, tekenen, vragen, bekijken.\n\n"
        "Uitleg van een opdracht: archrepo OPDRACHT --help",
        "The architecture of a municipality in Turtle files: check, draw, ask, browse.\n\n"
        "Help on a command: archrepo COMMAND --help",
    ),
    examples=["archrepo check"],
    no_args_is_help=False,
    params=[
        language_option(),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            text=Text("Toon de versie.", "Show the version."),
        ),
    ],
)


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of the command that the arguments name, after its answer is written."""
    session = Session(
        language=language_of(arguments, os.environ),
        asked_language=asked_language(arguments),
        today=date.today(),
        here=Path.cwd(),
        has_colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        # Not DOOR.main: click would end the process with 1, the code for findings, when a pipe closes.
        with DOOR.make_context("archrepo", list(arguments) or ["--help"], obj=session) as context:
            outcome = DOOR.invoke(context)
        sys.stdout.flush()
    except ArchrepoError as error:
        session.complain(error)
        return error.exit_code
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        session.tell(Text("afgebroken", "interrupted"))
        return INTERRUPTED
    except click.ClickException as error:
        session.tell(_refusal(session, error))
        return REQUEST_IS_WRONG
    except BrokenPipeError:
        # Python flushes stdout once more at its end; without this that would print a second complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as fault:
        session.tell(_unreachable(session, fault))
        return InputFault.exit_code
    return outcome if isinstance(outcome, int) else 0


def _unreachable(session: Session, fault: OSError) -> list[str]:
    """Return the words for a file or address that the system refuses."""
    reason = _REASONS.get(fault.errno or 0, Text.same(fault.strerror or type(fault).__name__))
    name = session.shown(Path(str(fault.filename))) if fault.filename is not None else ""
    error = InputFault(
        Text(f"{name}: {reason.nl}", f"{name}: {reason.en}") if name else reason,
        remedy=Text(
            "kijk of het bestand of de map bestaat en van u is", "see whether the file or folder exists and is yours"
        ),
    )
    return error.lines(session.language)


def _refusal(session: Session, error: click.ClickException) -> list[str]:
    word = Text("fout", "error").in_(session.language)
    lines = [f"{word}: {in_words(error).in_(session.language)}"]
    path = "archrepo"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        path = error.ctx.command_path
    hint = Text(f"zie {path} --help", f"see {path} --help").in_(session.language)
    return [*lines, f"      = {Text('remedie', 'remedy').in_(session.language)}: {hint}"]
