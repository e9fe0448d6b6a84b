"""Which options of `archrepo draw` go together: what would be ignored is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.cli.staying import Staying
from archrepo.errors import RequestFault
from archrepo.language import Text

if TYPE_CHECKING:
    from archrepo.picturing.seeing import Seeing
    from archrepo.workspace import Workspace

_SEEING: Mapping[str, str] = {
    "colour": "--colour",
    "year": "--year",
    "is_plotted": "--plot",
    "focus": "--focus",
    "hops": "--hops",
    "direction": "--direction",
    "leave_out": "--without",
    "folded": "--fold",
    "day": "--on",
    "between": "--between",
}
_STAYING: Mapping[str, str] = {
    "keeps": "--keep",
    "is_fresh": "--fresh",
    "pins": "--pin",
    "unpins": "--unpin",
    "drawing": "--places-from",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a user gave beside --list, --all or --from; `others` are options and words as a user writes them."""

    seeing: Seeing
    staying: Staying
    others: Sequence[str] = ()

    def ignored(self) -> tuple[str, ...]:
        """Return what is given, as a user writes it, in the order of the help; empty when nothing is."""
        from archrepo.picturing.seeing import Seeing

        plain = Seeing()
        seeing = [name for key, name in _SEEING.items() if getattr(self.seeing, key) != getattr(plain, key)]
        staying = [name for key, name in _STAYING.items() if getattr(self.staying, key)]
        return (*self.others, *seeing, *staying)


def refuse_ignored(door: str, given: Given) -> None:
    """Refuse what `--list`, `--all` or `--from` would do nothing with.

    Raises:
        RequestFault: anything of that kind was given.
    """
    ignored = given.ignored()
    if not ignored:
        return
    names = ", ".join(ignored)
    remedies = {
        "--from": Text(
            f"laat weg: {names}; opties voor één plaat staan in de lijst, op haar regel: landschap --colour cost",
            f"leave out: {names}; options for one picture stand in the list, on its line: landschap --colour cost",
        ),
    }
    plain = Text(
        f"laat weg: {names}; of laat {door} weg en noem één plaat", f"leave out: {names}; or {door}, and name one view"
    )
    raise RequestFault(
        Text(f"{door} gaat niet samen met {names}", f"{door} does not go together with {names}"),
        remedy=remedies.get(door, plain),
    )


def refuse_year(model: Workspace, seeing: Seeing) -> None:
    """Refuse a year for a colour that adds up no amounts over a year.

    Raises:
        RequestFault: there is a year, and no colour or one of another kind.
    """
    if seeing.year is None:
        return
    from archrepo.picturing.colouring import find_colouring

    if not seeing.colour or find_colouring(model, seeing.colour).amount is None:
        raise RequestFault(
            Text("--year hoort bij een kleur naar bedragen", "--year belongs to a colour by amounts"),
            remedy=Text("laat --year weg, of voeg toe: --colour cost", "leave out --year, or add: --colour cost"),
        )
