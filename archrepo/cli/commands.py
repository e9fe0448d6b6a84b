"""Commands, options and arguments whose help is in two languages and ends in an example.

click keeps help as one string a parameter; here it is a `Text`, put into words when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from archrepo.cli.session import Session
from archrepo.cli.words import metavar_in, remarks_in
from archrepo.language import Language, Text

#: Every command, in the order of the help, with the module of this folder that holds it.
COMMANDS = {
    "demo": "demo",
    "check": "checking",
    "explain": "explaining",
    "missing": "missing",
    "test": "proving",
    "show": "reading",
    "search": "reading",
    "stats": "reading",
    "ask": "asking",
    "draw": "drawing",
    "assess": "assessing",
    "procurement": "procuring",
    "serve": "serve",
    "waive": "waiving",
    "waivers": "register",
    "import": "exchanging",
    "export": "exporting",
    "amend": "amending",
    "upgrade": "upgrading",
    "migrate": "migrating",
    "merge": "merging",
    "init": "starting",
    "doctor": "starting",
}

#: The commands below `archrepo procurement`, in the order of its help, with the module that holds each.
PROCUREMENT = {
    "new": "procuring_new",
    "read": "procuring_read",
    "gaps": "procuring_gaps",
    "requirements": "procuring_requirements",
    "bid": "procuring_bid",
    "compare": "procuring_compare",
    "adopt": "procuring_adopt",
    "export": "procuring_export",
    "import": "procuring_export",
}

_HEADINGS = {
    "usage": Text("Gebruik: ", "Usage: "),
    "options": Text("Opties", "Options"),
    "commands": Text("Opdrachten", "Commands"),
    "arguments": Text("Argumenten", "Arguments"),
    "examples": Text("Voorbeeld", "Example"),
}
_HELP = Text("Toon deze uitleg.", "Show this help.")


def language_in(context: click.Context) -> Language:
    """Return the language of the run that the context belongs to."""
    session = context.find_object(Session)
    return session.language if session is not None else "nl"


class Option(click.Option):
    """An option with help in two languages."""

    def __init__(self, declarations: Sequence[str], *, text: Text, **attributes: Any) -> None:
        """Keep the words beside what click keeps."""
        super().__init__(declarations, **attributes)
        self.text = text

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the word for the value, in the language of the run."""
        return metavar_in(super().make_metavar(ctx), language_in(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the left and right column of the help, in the language of the run."""
        language = language_in(ctx)
        self.help = self.text.in_(language)
        record = super().get_help_record(ctx)
        return (record[0], remarks_in(record[1], language)) if record else None


class Argument(click.Argument):
    """An argument that says in two languages what it is."""

    def __init__(self, declarations: Sequence[str], *, text: Text, **attributes: Any) -> None:
        """Keep the words beside what click keeps."""
        super().__init__(declarations, **attributes)
        self.text = text

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the word for the argument, in the language of the run; brackets say that it may be left out."""
        word = metavar_in(super().make_metavar(ctx), language_in(ctx))
        return word if self.required or word.startswith("[") else f"[{word}]"


class Command(click.Command):
    """A command whose help is a `Text`, and ends in examples that a test runs."""

    def __init__(self, name: str | None, *, text: Text, examples: Sequence[str], **attributes: Any) -> None:
        """Keep the words beside what click keeps."""
        super().__init__(name, **attributes)
        self.text = text
        self.examples = tuple(examples)

    def summary(self, language: Language) -> str:
        """Return the first sentence of the help."""
        return self.text.in_(language).split("\n", 1)[0]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, in the language of the run."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _HELP.in_(language_in(ctx))
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is called."""
        prefix = _HEADINGS["usage"].in_(language_in(ctx))
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line, without click's English word for options."""
        options = Text("[OPTIES]", "[OPTIONS]").in_(language_in(ctx))
        return [options if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.text.in_(language_in(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and the options."""
        language = language_in(ctx)
        arguments = [
            (parameter.make_metavar(ctx), parameter.text.in_(language))
            for parameter in self.get_params(ctx)
            if isinstance(parameter, Argument)
        ]
        options = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
        ]
        for heading, rows in (("arguments", arguments), ("options", options)):
            if rows:
                with formatter.section(_HEADINGS[heading].in_(language)):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one a line."""
        if self.examples:
            with formatter.section(_HEADINGS["examples"].in_(language_in(ctx))):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Door(Command, click.Group):
    """A command with commands below it, such as `archrepo` itself: imports only the one that is asked for."""

    def __init__(self, name: str, *, commands: Mapping[str, str], **attributes: Any) -> None:
        """Keep the names of the commands, in the order of the help, with the modules that hold them."""
        super().__init__(name, **attributes)
        self.modules = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command with that name, or None."""
        if cmd_name not in self.modules:
            return None
        module = import_module(f"archrepo.cli.{self.modules[cmd_name]}")
        found = getattr(module, f"{cmd_name}_command")
        assert isinstance(found, Command)
        return found

    def walk(self, context: click.Context) -> Iterator[tuple[str, Command, click.Context]]:
        """Iterate over every command below, as it is typed after `archrepo`, a group before its commands."""
        for name in self.modules:
            found = self.get_command(context, name)
            assert isinstance(found, Command)
            with click.Context(found, info_name=name, parent=context, obj=context.obj) as own:
                yield name, found, own
                if isinstance(found, Door):
                    for below, deeper, inner in found.walk(own):
                        yield f"{name} {below}", deeper, inner

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line."""
        return [Text("OPDRACHT [OPTIES]", "COMMAND [OPTIONS]").in_(language_in(ctx))]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its first sentence, and the options."""
        language = language_in(ctx)
        rows = []
        for name in self.list_commands(ctx):
            found = self.get_command(ctx, name)
            if isinstance(found, Command):
                rows.append((name, found.summary(language)))
        with formatter.section(_HEADINGS["commands"].in_(language)):
            formatter.write_dl(rows)
        super().format_options(ctx, formatter)


Function = Callable[..., Any]


def language_option() -> Option:
    """Return --lang; `session.language_of` has read it before click, so its value is only checked here."""
    return Option(
        ["--lang"],
        type=click.Choice(["nl", "en"]),
        expose_value=False,
        text=Text("Taal van de uitvoer (standaard: die van LANG).", "Language of the output (default: LANG's)."),
    )


def command(name: str, text: Text, *examples: str) -> Callable[[Function], Command]:
    """Return a decorator that makes a function a command; it gets the session first, then its parameters by name."""

    def decorated(function: Function) -> Command:
        made = click.command(name, cls=Command, text=text, examples=examples)(click.pass_obj(function))
        assert isinstance(made, Command)
        made.params.append(language_option())
        return made

    return decorated


def option(*declarations: str, text: Text, **attributes: Any) -> Callable[[Function], Function]:
    """Return a decorator that adds an option with help in two languages."""
    return click.option(*declarations, cls=Option, text=text, **attributes)


def argument(*declarations: str, text: Text, **attributes: Any) -> Callable[[Function], Function]:
    """Return a decorator that adds an argument with a description in two languages."""
    return click.argument(*declarations, cls=Argument, text=text, **attributes)


def workspace_option(function: Function) -> Function:
    """Add --workspace: the folder of the model."""
    return option(
        "--workspace",
        metavar="DIR",
        type=click.Path(path_type=Path),
        text=Text(
            "Map van het model (standaard: de dichtstbijzijnde archrepo.toml, naar boven zoekend).",
            "Folder of the model (default: the nearest archrepo.toml, looking upwards).",
        ),
    )(function)


def as_of_option(function: Function) -> Function:
    """Add --as-of: the date for which the question is asked."""
    return option(
        "--as-of",
        metavar="DATE",
        type=click.DateTime(["%Y-%m-%d"]),
        envvar="ARCHREPO_AS_OF",
        text=Text(
            "Peildatum, als 2026-11-22 (standaard: ARCHREPO_AS_OF, anders vandaag).",
            "Reference date, as 2026-11-22 (default: ARCHREPO_AS_OF, else today).",
        ),
    )(function)


def select_option(function: Function) -> Function:
    """Add --select: the principles or families that it is about."""
    return option(
        "--select",
        metavar="IDS",
        multiple=True,
        text=Text(
            "Alleen deze principes of families, met komma's ertussen.",
            "Only these principles or families, with commas between them.",
        ),
    )(function)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """Return a decorator that adds --format; the first format is the default."""
    return option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        text=Text(f"Vorm van de uitvoer (standaard: {formats[0]}).", f"Form of the output (default: {formats[0]})."),
    )
