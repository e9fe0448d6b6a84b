"""The bids that could not be read, as lines, as fields and as a part of a document: each an entry of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archrepo.findings import Location
from archrepo.language import Language, Text
from archrepo.procurement.assessment import UnreadBid
from archrepo.reporting.bid_form import place
from archrepo.reporting.document import Block, Bullets, Paragraph
from archrepo.reporting.dossier_words import DossierWords

UNREAD = Text("deze inschrijving kon niet worden gelezen", "this bid could not be read")
_REMEDY = Text("remedie", "remedy")


def unread_lines(unread: Sequence[UnreadBid], language: Language, shown: Callable[[Location], str]) -> Iterator[str]:
    """Yield for each file that it could not be read, with place, fault and remedy."""
    for one in unread:
        where = f"{shown(one.location)}: " if one.location.path else ""
        yield f"{where}{UNREAD.in_(language)}: {one.text.in_(language)}"
        if one.remedy.in_(language):
            yield f"      = {_REMEDY.in_(language)}: {one.remedy.in_(language)}"


def unread_form(
    unread: Sequence[UnreadBid], language: Language, shown_path: Callable[[str], str]
) -> list[dict[str, object]]:
    """Return each file that could not be read as its fields."""
    return [
        {
            "text": one.text.in_(language),
            "remedy": one.remedy.in_(language),
            **place(one.location, shown_path),
        }
        for one in unread
    ]


def unread_blocks(unread: Sequence[UnreadBid], words: DossierWords) -> Iterator[Block]:
    """Yield what is wrong with the files that could not be read."""
    told = words.t("Al het andere in dit rapport is zonder deze.", "All else in this report is without these.")
    yield Paragraph(told)
    yield Bullets(tuple("\n".join(unread_lines([one], words.language, words.place)) for one in unread))
