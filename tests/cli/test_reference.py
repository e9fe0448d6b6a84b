"""docs/reference/commands.md says what the commands say of themselves."""

from __future__ import annotations

import click
from the_command import ROOT

from archrepo.cli.door import DOOR
from archrepo.cli.reference import reference

FILE = ROOT / "docs" / "reference" / "commands.md"


def test_reference_of_commands_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "run: python -m archrepo.cli.reference > " + str(FILE)


def test_reference_names_every_command_with_an_example() -> None:
    text = reference()

    for name, _, _ in DOOR.walk(click.Context(DOOR)):
        section = text.split(f"## archrepo {name}\n", 1)[1].split("\n## ", 1)[0]
        assert f"```sh\narchrepo {name}" in section
