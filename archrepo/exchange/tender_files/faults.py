"""The limits of reading a tender file, and the faults that every reader of one can raise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from archrepo.errors import InputFault, LimitFault
from archrepo.findings import Location
from archrepo.language import Text

#: The largest file that is taken in.
MOST_BYTES: Final = 300_000_000
#: What the parts that are read may be together when unpacked; a sheet of a million rows is smaller.
MOST_UNPACKED: Final = 400_000_000
#: A text document is held in memory as a whole, in some eight times its size.
MOST_DOCUMENT: Final = 50_000_000
#: Office files shrink to a tenth; a part that shrinks two hundred times holds one thing, repeated.
MOST_TIMES_LARGER: Final = 200
#: A thorough programme of requirements has some thousands of rows.
MOST_ROWS: Final = 50_000
MOST_CELLS: Final = 500_000
MOST_CHARACTERS: Final = 50_000_000
MOST_PAGES: Final = 2_000
MOST_SECONDS: Final = 60
MOST_MEMORY: Final = 700_000_000

_SHOWN = 5


def broken(name: str, text: Text, remedy: Text, line: int = 0) -> InputFault:
    """Return the fault about a file that is not what it claims to be; line 0 means the file as a whole."""
    return InputFault(text, location=Location(name, line, 1, line, 1), remedy=remedy)


def damaged(name: str, line: int = 0) -> InputFault:
    """Return the fault about a file that is cut off or of which a part is wrong."""
    return broken(
        name,
        Text("het bestand is beschadigd of niet helemaal aangekomen", "the file is damaged or did not arrive in whole"),
        Text(
            "open het in het programma waarmee het is gemaakt en sla het opnieuw op; vergelijk de grootte met het "
            "origineel",
            "open it in the program that made it and save it again; compare its size with the original",
        ),
        line,
    )


def other_form(name: str, suffix: str) -> InputFault:
    """Return the fault about an office file in the strict form of the standard, which hardly any program writes."""
    return broken(
        name,
        Text("dit bestand is opgeslagen als 'Strict Open XML'", "this file was saved as 'Strict Open XML'"),
        Text(f"open het en sla het op als gewoon {suffix}", f"open it and save it as ordinary {suffix}"),
    )


def too_much(name: str, place: str = "") -> LimitFault:
    """Return the fault about a file with more rows, cells or text than a list of requirements has."""
    there = Text(f" (bereikt bij {place})", f" (reached at {place})") if place else Text.same("")
    return LimitFault(
        Text(
            f"het bestand heeft meer dan {_grouped(MOST_ROWS)} rijen of {_grouped(MOST_CELLS)} cellen met inhoud"
            f"{there.nl}",
            f"the file has more than {_grouped(MOST_ROWS)} rows or {_grouped(MOST_CELLS)} cells with content{there.en}",
        ),
        location=Location(name, 0, 1, 0, 1),
        remedy=Text(
            "bewaar alleen de bladen en rijen met eisen, en lees dat bestand",
            "keep the sheets and rows with requirements only, and read that file",
        ),
    )


def unpacks_too_large(name: str, part: str) -> LimitFault:
    """Return the fault about a part of a zip file that would fill the memory."""
    return LimitFault(
        Text(
            f"{part} in dit bestand wordt bij uitpakken veel te groot; zo is geen gewoon bestand gemaakt",
            f"{part} in this file becomes far too large when unpacked; no ordinary file is made like that",
        ),
        location=Location(name, 0, 1, 0, 1),
        remedy=Text("vraag de afzender hoe het bestand is gemaakt", "ask the sender how the file was made"),
    )


def too_large(name: str, size: int) -> LimitFault:
    """Return the fault about a file of `size` bytes, which is over the limit."""
    return LimitFault(
        Text(
            f"het bestand is {size // 1_000_000} MB; de grens is {MOST_BYTES // 1_000_000} MB",
            f"the file is {size // 1_000_000} MB; the limit is {MOST_BYTES // 1_000_000} MB",
        ),
        location=Location(name, 0, 1, 0, 1),
        remedy=Text("haal afbeeldingen uit het bestand, of splits het", "take pictures out of the file, or split it"),
    )


def takes_too_long(name: str) -> LimitFault:
    """Return the fault about a file that was not read in time or in the memory allowed."""
    return LimitFault(
        Text(
            f"het lezen van dit bestand duurt langer dan {MOST_SECONDS} seconden of vraagt te veel geheugen",
            f"reading this file takes longer than {MOST_SECONDS} seconds or too much memory",
        ),
        location=Location(name, 0, 1, 0, 1),
        remedy=Text(
            "sla de eisen op in een nieuw .xlsx- of .docx-bestand en lees dat",
            "save the requirements in a new .xlsx or .docx file and read that",
        ),
    )


def listed(places: Sequence[str]) -> Text:
    """Return the first few places, and how many more there are."""
    shown, more = ", ".join(places[:_SHOWN]), len(places) - _SHOWN
    return Text(f"{shown} en nog {more}", f"{shown} and {more} more") if more > 0 else Text.same(shown)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")
