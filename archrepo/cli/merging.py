"""`archrepo merge`: bring the models of two organisations together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from archrepo.cli.commands import argument, as_of_option, command, option
from archrepo.cli.session import Session
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.merging import Decided


@command(
    "merge",
    Text(
        "Voeg de modellen van twee organisaties samen, zoals bij een herindeling.\n\n"
        "Elk model komt in een eigen map van de nieuwe werkmap; de bestanden blijven zoals ze zijn, met opmerkingen, "
        "contracten, eigenaren, afwijkingen, voorstellen en eigen platen. Wat misschien hetzelfde is, staat in een "
        "lijst waarin u besluit; zonder besluit blijft het apart. Beide mappen zelf veranderen niet.",
        "Bring the models of two organisations together, as when municipalities become one.\n\n"
        "Each model gets a folder of its own in the new workspace; the files stay as they are, with comments, "
        "contracts, owners, waivers, proposals and own views. What may be the same is in a list in which you "
        "decide; without a decision it stays apart. Both folders themselves do not change.",
    ),
    "archrepo merge . ../dijkdorp --into ../nieuwstad",
)
@argument(
    "one", metavar="DIR", type=click.Path(path_type=Path), text=Text("De eerste werkmap.", "The first workspace.")
)
@argument(
    "other", metavar="DIR", type=click.Path(path_type=Path), text=Text("De tweede werkmap.", "The second workspace.")
)
@option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path),
    text=Text("De nieuwe werkmap; die mag er nog niet zijn.", "The new workspace; it must not be there yet."),
)
@option(
    "--decisions",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text("De lijst met besluiten: zelfde of anders.", "The list of decisions: same or different."),
)
@option(
    "--propose",
    metavar="FILE",
    type=click.Path(path_type=Path),
    text=Text(
        "Schrijf alleen de lijst om in te besluiten, nog geen werkmap.",
        "Only write the list to decide in, no workspace yet.",
    ),
)
@option(
    "--base",
    metavar="IRI",
    text=Text(
        "Begin van nieuwe namen in de werkmap (standaard: dat van de eerste).",
        "Beginning of new names in the workspace (default: that of the first).",
    ),
)
@as_of_option
def merge_command(
    session: Session,
    one: Path,
    other: Path,
    into: Path | None,
    decisions: Path | None,
    propose: Path | None,
    base: str | None,
    as_of: datetime | None,
) -> None:
    """Tell what comes together, and write the new workspace or the list of decisions."""
    from archrepo.merging import DECISIONS, plan_merge, told, told_plan, write_merge
    from archrepo.workspace import open_workspace
    from archrepo.workspace.saving import put

    if (into is None) == (propose is None):
        raise RequestFault(
            Text("geef --into of --propose", "give --into or --propose"),
            remedy=Text(
                "--propose FILE maakt eerst de lijst met besluiten, --into DIR maakt de werkmap",
                "--propose FILE makes the list of decisions first, --into DIR makes the workspace",
            ),
        )
    day = as_of.date() if as_of else session.today
    first, second = (open_workspace(session.here / path, day) for path in (one, other))
    plan = plan_merge(first, second, _decided(session, decisions))
    if propose is not None:
        session.say(told_plan(plan, session.language))
        put(session.here / propose, plan.decisions(session.language).encode("utf-8"))
        session.say(Text(f"Geschreven: {propose}.", f"Written: {propose}."))
        paths = [quote(str(path)) for path in (one, other, propose)]
        again = f"archrepo merge {paths[0]} {paths[1]} --into DIR --decisions {paths[2]}"
        session.tell(
            Text(
                f"Verder: schrijf in de eerste kolom van {paths[2]}: zelfde of anders. Daarna: {again}",
                f"Next: write in the first column of {paths[2]}: same or different. Then: {again}",
            )
        )
        return
    assert into is not None
    merged = write_merge(plan, session.here / into, base or first.base, session.language)
    session.say(told(merged, session.language))
    session.say(Text(f"Geschreven: {into}.", f"Written: {into}."))
    session.tell(
        Text(
            f"Verder: archrepo check --workspace {quote(str(into))}",
            f"Next: archrepo check --workspace {quote(str(into))}",
        )
    )
    if plan.undecided:
        listed = quote((into / DECISIONS).as_posix())
        session.tell(
            Text(
                f"Is iets toch hetzelfde? Schrijf dan zelfde in de eerste kolom van {listed}, en voeg opnieuw samen, "
                f"in een andere map, met --decisions {listed}",
                f"Is something the same after all? Then write same in the first column of {listed}, and merge again, "
                f"into another folder, with --decisions {listed}",
            )
        )


def _decided(session: Session, path: Path | None) -> tuple[Decided, ...]:
    from archrepo.merging import decisions_in, read_decisions

    if path is None:
        return ()
    try:
        data = (session.here / path).read_bytes()
    except OSError as fault:
        raise RequestFault(
            Text(f"{path} is niet te lezen", f"{path} cannot be read"),
            remedy=Text("maak de lijst met --propose", "make the list with --propose"),
        ) from fault
    return read_decisions(decisions_in(data, path.as_posix()), path.as_posix())
