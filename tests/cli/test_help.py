"""Help is instant, in both languages, and ends in examples that work."""

from __future__ import annotations

import functools
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from the_command import ROOT, Run, clean_environment, runner

from archrepo.cli.commands import COMMANDS, Door
from archrepo.cli.door import DOOR
from archrepo.cli.words import in_words

HEAVY = ("pyoxigraph", "rdflib", "pyshacl", "lxml", "flask", "waitress", "resvg_py", "xml.etree", "sqlite3")
FOUND = {name: found for name, found, _ in DOOR.walk(click.Context(DOOR))}
NAMES = tuple(FOUND)
EXAMPLES = [
    example
    for found in FOUND.values()
    for example in found.examples
    # The viewer runs until it is stopped: test_serve.py. The demo makes a model of its own: test_commands.py.
    if example not in ("archrepo serve", "archrepo demo --no-serve")
]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from archrepo.cli.door import run\n"
        "run(['--help'])\n"
        f"print('loaded:', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )

    found = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(), capture_output=True, text=True, timeout=60, check=True
    )

    assert found.stdout.endswith("loaded: []\n")


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_speaks_the_language_of_the_user(name: str, in_town: Run) -> None:
    dutch = in_town(*name.split(), "--help").stdout
    english = in_town(*name.split(), "--help", "--lang", "en").stdout

    has_more = isinstance(FOUND[name], Door)
    assert dutch.startswith(f"Gebruik: archrepo {name} {'OPDRACHT ' if has_more else ''}[OPTIES]")
    assert english.startswith(f"Usage: archrepo {name} {'COMMAND ' if has_more else ''}[OPTIONS]")
    assert "Toon deze uitleg." in dutch
    assert "Show this help." in english
    assert dutch.splitlines()[2] != english.splitlines()[2]


@pytest.mark.parametrize("name", NAMES)
def test_dutch_help_has_dutch_words_for_values(name: str, in_town: Run) -> None:
    dutch = in_town(*name.split(), "--help").stdout
    english = in_town(*name.split(), "--help", "--lang", "en").stdout

    words = r"\b(NAME|VALUE|VIEW|PROPOSAL|QUESTION|PATH|FILE|DIR|DATE|TEXT|WHO|SUBJECT|INTEGER|RANGE|required)\b"
    assert not re.search(words, dutch)
    assert not re.search(
        r"\b(NAAM|WAARDE|PLAAT|VOORSTEL|VRAAG|PAD|BESTAND|MAP|DATUM|TEKST|INTEGER|verplicht)\b", english
    )
    assert not re.search(r"<=x<=", dutch + english)


def test_value_out_of_range_is_told_in_dutch(run: Run, hamlet: Path) -> None:
    found = run("serve", "--port", "99999", cwd=hamlet)

    assert found.returncode == 2
    assert found.stderr.startswith("fout: verkeerde waarde voor '--port': 99999 ligt niet tussen 0 en 65535\n")
    assert run("show", cwd=hamlet).stderr.startswith("fout: 'NAAM' ontbreekt\n")


def test_folder_where_a_file_must_come_is_told_in_dutch(run: Run, hamlet: Path) -> None:
    (hamlet / "uit.xlsx").mkdir()

    found = run("procurement", "requirements", "zaak", "-o", "uit.xlsx", cwd=hamlet)

    assert found.returncode == 2
    assert "'uit.xlsx' is een map\n" in found.stderr


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_ends_in_an_example(name: str, in_town: Run) -> None:
    lines = in_town(*name.split(), "--help").stdout.splitlines()

    start = lines.index("Voorbeeld:")
    assert lines[start + 1 :]
    assert all(line.startswith(f"  archrepo {name}") for line in lines[start + 1 :])


def test_help_lists_every_command_with_its_first_sentence(run: Run) -> None:
    text = run("--help").stdout

    for name in COMMANDS:
        assert f"\n  {name} " in text


#: Files that an example reads and another command writes.
MADE_BY = {
    "antwoord.xlsx": ("procurement", "requirements", "zaaksysteem"),
    "gemeente-bij-export.archimate": ("export", "archimate"),
    "gemeente.archimate": ("export", "archimate"),
    "landschap.xlsx": ("export", "xlsx"),
    "zaaksysteem.trig": ("procurement", "export", "zaaksysteem"),
}
ENDINGS = {command: Path(name).suffix for name, command in MADE_BY.items()}
#: What goes before an upgrade.
PINS = ("import", "--reference", "gemma-2026-06.archimate", "--into", "reference/gemma")


@pytest.fixture(scope="module")
def ready(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an example finds: Voorbeeldstad, with two of the four bids, and the files of the documents."""
    home = tmp_path_factory.mktemp("ready")
    folder = home / "town"
    shutil.copytree(town, folder)
    for bid in ("snelzaak", "zaakhaven"):
        (folder / f"proposals/zaaksysteem/bids/{bid}.ttl").unlink()
    for name in (
        "model.archimate",
        "gemma-2026-06.archimate",
        "gemma-2026-12.archimate",
        "eisenlijst.csv",
        "platen.txt",
    ):
        shutil.copyfile(ROOT / "tests/transcripts/files" / name, folder / name)
    shutil.copytree(ROOT / "tests/samples/dijkdorp", home / "dijkdorp")
    return home


@pytest.fixture(scope="module")
def made(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], bytes]:
    """A function that gives the file that a command writes; it is written once for all examples that read it."""
    run = runner(ready / "town")
    target = tmp_path_factory.mktemp("made")

    @functools.cache
    def written(command: tuple[str, ...]) -> bytes:
        path = target / ("-".join(command) + ENDINGS[command])
        assert run(*command, "-o", str(path)).returncode == 0
        return path.read_bytes()

    return written


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_the_help_works(
    example: str, ready: Path, made: Callable[[tuple[str, ...]], bytes], tmp_path: Path, run: Run
) -> None:
    shutil.copytree(ready, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "town"
    arguments = shlex.split(example)[1:]
    for name, command in MADE_BY.items():
        if name in arguments and "-o" not in arguments:
            (folder / name).write_bytes(made(command))
    if arguments[0] == "upgrade":
        assert run(*PINS, cwd=folder).returncode == 0

    found = run(*arguments, cwd=folder)

    expected = (1,) if arguments == ["check"] else (0,)
    assert found.returncode in expected, found.stderr
    assert found.stdout


def test_every_fault_of_click_has_dutch_words() -> None:
    context = click.Context(DOOR)
    faults = [
        click.NoSuchOption("--x", possibilities=["--y"], ctx=context),
        click.MissingParameter("", context, param_hint="'NAME'", param_type="argument"),
        click.BadParameter("'x' is not one of 'a', 'b'.", context, param_hint="'--form'"),
        click.BadParameter("'x' is not a valid integer range.", context, param_hint="'--port'"),
        click.BadParameter("99999 is not in the range 0<=x<=65535.", context, param_hint="'--port'"),
        click.BadOptionUsage("--watch", "Option '--watch' does not take a value.", context),
        click.BadArgumentUsage("Got unexpected extra argument (x)", context),
        click.BadOptionUsage("--as-of", "Option '--as-of' requires an argument.", context),
    ]

    for fault in faults:
        words = in_words(fault)
        assert words.nl != words.en, words
        assert not re.search(r"\b(is|not|the|does|option|value)\b", words.nl.replace("is geen", "")), words


@pytest.mark.parametrize("name", NAMES)
def test_command_takes_the_options_that_all_share(name: str) -> None:
    found = FOUND[name]
    options = {word for parameter in found.params for word in parameter.opts}

    assert "--lang" in options
    assert ("--workspace" in options) is (name not in ("demo", "doctor", "import", "init", "merge", "procurement"))
    if name in ("check", "assess", "waivers", "waive", "ask", "draw", "demo", "serve"):
        assert "--as-of" in options


def test_language_is_read_before_the_command_is_known() -> None:
    from archrepo.cli.session import language_of

    assert language_of(["stats", "--lang", "en"], {"LANG": "nl_NL.UTF-8"}) == "en"
    assert language_of(["--lang=nl", "stats"], {"LC_ALL": "en_GB.UTF-8"}) == "nl"
    assert language_of(["stats"], {"LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "nl_NL"}) == "en"
    assert language_of(["search", "--", "--lang", "en"], {}) == "nl"
    assert language_of([], {"LANG": "C.UTF-8"}) == "nl"
