"""`archrepo init` and `archrepo doctor`: begin a workspace, and see whether this installation is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from archrepo.cli.commands import argument, command, option
from archrepo.cli.folders import filling
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

TEMPLATE = Path(__file__).parent / "template"
_BROKEN = 2
_PARTS = ("pyoxigraph", "pyshacl", "rdflib", "lxml", "flask", "waitress", "click", "resvg_py", "pyphen")


@command(
    "init",
    Text(
        "Begin een model: een map met archrepo.toml, een eerste bestand en instellingen voor git en uw editor.\n\n"
        "Wat er al staat, blijft staan.",
        "Begin a model: a folder with archrepo.toml, a first file and settings for git and your editor.\n\n"
        "What is already there stays as it is.",
    ),
    "archrepo init mijn-gemeente",
)
@argument(
    "folder",
    metavar="[DIR]",
    required=False,
    default=Path(),
    type=click.Path(path_type=Path),
    text=Text("Map van het model (standaard: deze map).", "Folder of the model (default: this folder)."),
)
@option("--name", text=Text("Naam van het model (standaard: die van de map).", "Name (default: the folder's)."))
@option(
    "--base",
    metavar="IRI",
    text=Text(
        "Begin van alle namen in het model, eindigend op / of #.",
        "Beginning of all names in the model, ending in / or #.",
    ),
)
def init_command(session: Session, folder: Path, name: str | None, base: str | None) -> None:
    """Write the files of a new workspace."""
    name = name or folder.resolve().name
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "model"
    base = base or f"https://{slug}.example/id/"
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", base):
        raise RequestFault(
            Text(f"'{base}' is geen begin van namen", f"'{base}' is no beginning of names"),
            remedy=Text(
                "geef een adres dat eindigt op / of #, zoals https://gemeente.example/id/",
                "give an address that ends in / or #, such as https://gemeente.example/id/",
            ),
        )
    values = {"{name}": name.replace("\\", "\\\\").replace('"', '\\"'), "{base}": base}
    for path, text in _template(values):
        target = folder / path
        with filling(
            folder, Text("kies een andere map: archrepo init MAP", "choose another folder: archrepo init DIR")
        ):
            if target.exists():
                session.say(Text(f"  was er al   {path}", f"  was there   {path}"))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
        session.say(Text(f"  geschreven  {path}", f"  written     {path}"))
    go_there = [] if folder.resolve() == session.here.resolve() else [f"cd {folder.as_posix()}"]
    session.tell(Text("Verder:", "Next:"))
    session.tell([f"  {line}" for line in [*go_there, "archrepo check", "archrepo show zaaksysteem", "archrepo serve"]])


def _template(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    for path in sorted(found for found in TEMPLATE.rglob("*") if found.is_file()):
        text = path.read_text(encoding="utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        yield path.relative_to(TEMPLATE).as_posix(), text


@command(
    "doctor",
    Text(
        "Kijk of deze installatie compleet is, en toon de versies.\n\n"
        "In een werkmap ziet u ook of de vastgezette referentiemodellen nog zijn zoals ze zijn uitgegeven.",
        "See whether this installation is complete, and show the versions.\n\n"
        "In a workspace you also see whether the pinned reference models are as they were released.",
    ),
    "archrepo doctor",
)
def doctor_command(session: Session) -> int:
    """Return 0 when everything that archrepo needs is there, else 2."""
    import platform

    from archrepo import __version__

    is_whole = True
    session.say(f"archrepo {__version__}, Python {platform.python_version()}, {platform.system()}")
    for label, found, needed in (*_libraries(), *_folders(), *_programs()):
        mark = "ok" if found else Text("ontbreekt", "missing").in_(session.language)
        session.say(f"  {mark:<10} {label.in_(session.language)}{f' {found}' if found else ''}")
        is_whole = is_whole and (bool(found) or not needed)
    for label, is_untouched in _references(session.here):
        mark = "ok" if is_untouched else Text("gewijzigd", "edited").in_(session.language)
        session.say(f"  {mark:<10} {label.in_(session.language)}")
    if is_whole:
        session.say(Text("Deze installatie is compleet.", "This installation is complete."))
        session.tell(Text("Verder: archrepo demo", "Next: archrepo demo"))
        return 0
    session.say(
        Text("Installeer archrepo opnieuw: er ontbreekt iets.", "Install archrepo again: something is missing.")
    )
    return _BROKEN


def _libraries() -> Iterator[tuple[Text, str, bool]]:
    from importlib.metadata import PackageNotFoundError, version

    for name in _PARTS:
        try:
            yield Text.same(name.replace("_", "-")), version(name), True
        except PackageNotFoundError:
            yield Text.same(name.replace("_", "-")), "", True


def _folders() -> Iterator[tuple[Text, str, bool]]:
    from archrepo.places import shipped

    for folder, what in (
        ("ontology", Text("begrippen, bestanden:", "terms, files:")),
        ("shapes", Text("principes, bestanden:", "principles, files:")),
        ("models", Text("voorbeeldmodellen, bestanden:", "example models, files:")),
    ):
        count = sum(1 for _ in shipped(folder).rglob("*.ttl"))
        yield what, str(count) if count else "", True


def _references(here: Path) -> Iterator[tuple[Text, bool]]:
    """Yield the pinned reference models of the workspace around this folder, and whether each is as it was released."""
    from archrepo.exchange.releases import edited_by_hand
    from archrepo.workspace import find_root
    from archrepo.workspace.references import read_references

    try:
        root = find_root(here)
    except RequestFault:
        return
    for reference in read_references(root):
        edits = edited_by_hand(root, reference)
        title = reference.title
        if edits:
            yield edits[0].text, False
        else:
            yield (
                Text(
                    f"referentiemodel {title.nl} in {reference.folder}",
                    f"reference model {title.en} in {reference.folder}",
                ),
                True,
            )


def _programs() -> Iterator[tuple[Text, str, bool]]:
    from shutil import which

    from archrepo.diagrams.dot import program
    from archrepo.errors import LimitFault
    from archrepo.lettering import has_letters

    try:
        layout = program()
    except LimitFault:
        layout = ""
    yield Text("tekenprogramma voor platen", "layout program for views"), layout and Path(layout).name, True
    letters = "ok" if has_letters() else ""
    yield Text("lettertype voor PNG (SVG werkt zonder)", "font for PNG (SVG works without)"), letters, False
    yield Text("git (voor versies; mag ontbreken)", "git (for versions; may be missing)"), which("git") or "", False
