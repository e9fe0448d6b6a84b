"""`archrepo test`: prove principles on their own examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli.choosing import selected
from archrepo.cli.commands import argument, command, option, select_option, workspace_option
from archrepo.cli.opening import book_for
from archrepo.cli.painting import paint_for
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.principles import Principle, PrincipleBook
    from archrepo.validation.examples import Example

UNPROVED = 1


@command(
    "test",
    Text(
        "Bewijs principes met hun eigen voorbeelden.\n\n"
        "Van elk principe hoort good.ttl geen bevinding te geven, bad.ttl een bijna-misser te zijn, en elk voorbeeld "
        "precies de bevindingen te geven die achter de regels staan (# expect: ID). Zonder MAP gaat het om de eigen "
        "principes van het model, en als die er niet zijn om die van archrepo. De voorbeelden staan in tests/ID/ "
        "binnen de map van de principes. De exitcode is 1 zodra een principe niet is bewezen.",
        "Prove principles on their own examples.\n\n"
        "Of each principle good.ttl must give no finding, bad.ttl must be a near miss, and each example must give "
        "exactly the findings that stand behind its lines (# expect: ID). Without DIR it is about the model's own "
        "principles, and when there are none about those of archrepo. The examples stand in tests/ID/ within the "
        "folder of the principles. The exit code is 1 as soon as a principle is not proved.",
    ),
    "archrepo test --select GOV-02",
    "archrepo test --select REG-01,REG-02 --lang en",
)
@argument(
    "folder",
    metavar="[DIR]",
    required=False,
    type=click.Path(path_type=Path),
    text=Text("Map met principes (shapes).", "Folder with principles (shapes)."),
)
@option(
    "--fixtures",
    metavar="DIR",
    type=click.Path(path_type=Path),
    text=Text(
        "Map met de voorbeelden, een map per principe (standaard: tests in de map met principes).",
        "Folder with the examples, one folder a principle (default: tests in the folder with principles).",
    ),
)
@select_option
@option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    text=Text(
        "Peildatum van de voorbeelden (standaard: 2026-11-22, zodat het bewijs elke dag hetzelfde is).",
        "Reference date of the examples (default: 2026-11-22, so that the proof is the same every day).",
    ),
)
@workspace_option
def test_command(
    session: Session,
    folder: Path | None,
    fixtures: Path | None,
    select: Sequence[str],
    as_of: datetime | None,
    workspace: Path | None,
) -> int:
    """Return 1 when a principle is not proved, else 0."""
    from archrepo.reporting.proof_text import gap_lines, proof_lines, proof_summary
    from archrepo.validation.examples import EXAMPLE_DATE
    from archrepo.validation.proving import prove, strays
    from archrepo.workspace import load_ontology
    from archrepo.workspace.configuration import CONFIGURATION

    if folder is None or (folder / CONFIGURATION).is_file():
        book = book_for(session, folder or workspace)
        principles = list(book) if select else list(book.own or book)
    else:
        book = _book_in(session, folder)
        principles = _principles_in(book, folder)
    names = selected(book, select)
    principles = [one for one in principles if names is None or one.id in names]
    if not principles:
        raise RequestFault(
            Text("--select noemt geen principe uit deze map", "--select names no principle of this folder"),
            remedy=Text("laat --select weg, of noem een andere map", "leave --select out, or name another folder"),
        )
    session.root = book.root_of(principles[0])
    examples = _examples(session, book, principles, fixtures, is_whole=names is None)
    ontology, day, paint = load_ontology(), as_of.date() if as_of else EXAMPLE_DATE, paint_for(session)
    loose = strays(book, examples) if names is None else ()
    for gap in loose:
        session.say(gap_lines(gap, session.language, session.shown_path, paint))
    proofs = []
    for principle in principles:
        proof = prove(book, principle, examples.get(principle.id, ()), ontology, day)
        session.say(proof_lines(proof, session.language, session.shown_path, paint))
        proofs.append(proof)
    session.say(proof_summary(proofs, len(loose)))
    return UNPROVED if loose or any(proof.gaps for proof in proofs) else 0


def _book_in(session: Session, folder: Path) -> PrincipleBook:
    """Return the book of a folder of shapes; its places are told from the model it is in, or from the folder above.

    Raises:
        RequestFault: the folder is not there.
    """
    from archrepo.principles import book_in
    from archrepo.workspace import find_root

    _refuse_no_folder(folder)
    try:
        root = find_root(folder)
    except RequestFault:
        root = folder.resolve().parent
    session.root = root
    return book_in(folder.resolve(), root)


def _principles_in(book: PrincipleBook, folder: Path) -> list[Principle]:
    """Return the principles whose files lie in a folder.

    Raises:
        RequestFault: there are none.
    """
    inside = folder.resolve()
    found = [one for one in book if inside in (book.root_of(one) / one.location.path).resolve().parents]
    if not found:
        raise RequestFault(
            Text(f"in {folder.as_posix()} staat geen principe", f"there is no principle in {folder.as_posix()}"),
            remedy=Text(
                "noem de map met uw principes, zoals: archrepo test shapes",
                "name the folder with your principles, such as: archrepo test shapes",
            ),
        )
    return found


def _examples(
    session: Session, book: PrincipleBook, principles: Iterable[Principle], fixtures: Path | None, *, is_whole: bool
) -> Mapping[str, Sequence[Example]]:
    """Return the examples of these principles by id; when all are asked for, also those of no principle.

    Raises:
        RequestFault: the folder that the user names is not there, or holds no example.
        InputFault: an example cannot be read.
    """
    from archrepo.validation.examples import read_examples

    if fixtures is not None:
        _refuse_no_folder(fixtures)
        assert session.root is not None
        examples = read_examples(fixtures, session.root)
        if not examples:
            raise RequestFault(
                Text(f"in {fixtures.as_posix()} staat geen voorbeeld", f"no example in {fixtures.as_posix()}"),
                remedy=Text(
                    "zet de voorbeelden van een principe in een map met zijn nummer: tests/DRP-01/good.ttl",
                    "put the examples of a principle in a folder with its id: tests/DRP-01/good.ttl",
                ),
            )
        return examples
    found: dict[str, Sequence[Example]] = {}
    if is_whole:
        for folder, root in dict.fromkeys((book.examples_of(one).parent, book.root_of(one)) for one in principles):
            found.update(read_examples(folder, root))
    else:
        for one in principles:
            found.update(read_examples(book.examples_of(one).parent, book.root_of(one), only=one.id))
    return found


def _refuse_no_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise RequestFault(
            Text(f"{folder.as_posix()} is geen map", f"{folder.as_posix()} is no folder"),
            remedy=Text("noem een map die er is", "name a folder that is there"),
        )
