"""Sets of colours for pictures: the usual one, one of high contrast, and one that survives a grey printer.

A palette changes colours and widths only, never a shape, so a picture says the same in each. In every one the words on
a box stand out from its fill by 4.5 to 1 and lines from the paper by 3 to 1; high contrast has 7 to 1 for both. Where
the layers can no longer be told by their colour, each element has the letter of its layer, as ArchiMate 3.2 suggests
(the use of colours and notational cues, chapter 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from archrepo.errors import RequestFault
from archrepo.language import Text
from archrepo.views import BLOCK, GROUP, IMAGE, NOTE, STICKY, VIEW_REFERENCE

PaletteName = Literal["standard", "contrast", "print"]
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
#: Black words stand out from this grey by 9 to 1.
_DARKEST_GREY: Final = 0xA6

#: The letter of a layer, by the local name of the layer.
LAYER_LETTERS: Final[Mapping[str, str]] = {
    "Strategy": "S",
    "Business": "B",
    "Application": "A",
    "Technology": "T",
    "Physical": "P",
    "Motivation": "M",
    "ImplementationMigration": "I",
}


def luminance(colour: str) -> float:
    """Return how light "#rrggbb" is, from 0 to 1. Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return how two colours stand out from each other, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable_on(fill: str) -> str:
    """Return black or white, whichever stands out more from `fill`; that is never less than 4.5 to 1."""
    return BLACK if contrast(fill, BLACK) >= contrast(fill, WHITE) else WHITE


def grey_of(colour: str) -> str:
    """Return the grey that is as light as the colour."""
    light = luminance(colour)
    channel = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(channel * 255):02x}" * 3


def darker(colour: str, share: float) -> str:
    """Return the colour with each of its channels times `share`, rounded down."""
    return "#" + "".join(f"{int(int(colour[at : at + 2], 16) * share):02x}" for at in (1, 3, 5))


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one set.

    `layer_fills` are by the local name of a layer, `kind_fills` by the kind of box that has no layer. `series` are
    fills for categories without a meaning of their own, in order; a sign goes with each. `keeps_author_colours` says
    whether what an architect coloured keeps its colour. `is_grey` says that colours which carry a fact become greys.
    """

    name: PaletteName
    label: Text
    layer_fills: Mapping[str, str]
    kind_fills: Mapping[str, str]
    series: tuple[str, ...]
    line: str
    line_width: float = 1.0
    ink: str = BLACK
    paper: str = WHITE
    quiet_ink: str = "#444444"
    unknown_fill: str = "#f0f0f0"
    keeps_author_colours: bool = True
    is_grey: bool = False
    has_letters: bool = False

    def shade(self, colour: str) -> str:
        """Return how a colour that a view or one type has of its own is drawn."""
        return grey_of(colour) if self.is_grey else colour

    def facts(self, colours: Sequence[str]) -> dict[str, str]:
        """Return how the colours that carry a fact are drawn: as they are, or as greys that can be told apart.

        The greys run from white to the darkest in the order of the legend, so that a scale from low to high stays one.
        White says that a fact is absent or does not count, and stays white.
        """
        wanted = list(dict.fromkeys(colours))
        if not self.is_grey:
            return dict(zip(wanted, wanted, strict=True))
        wanted.sort(key=lambda colour: colour != WHITE)
        step = (255 - _DARKEST_GREY) / max(1, len(wanted) - 1)
        return {colour: "#" + f"{round(255 - place * step):02x}" * 3 for place, colour in enumerate(wanted)}


_STANDARD: Final = Palette(
    name="standard",
    label=Text("gewone kleuren", "usual colours"),
    layer_fills={
        "Strategy": "#f5deaa",
        "Business": "#ffffb5",
        "Application": "#b5ffff",
        "Technology": "#c9e7b7",
        "Physical": "#c9e7b7",
        "Motivation": "#ccccff",
        "ImplementationMigration": "#ffe0e0",
        "Composite": WHITE,
    },
    kind_fills={
        GROUP: "#d2d7d7",
        NOTE: WHITE,
        VIEW_REFERENCE: "#dcebeb",
        IMAGE: WHITE,
        STICKY: "#ffffb5",
        BLOCK: WHITE,
    },
    series=("#b9d7f2", "#ffdf9e", "#c9e9d3", "#dcd3f5", "#fbc9c1", "#d9d9d9", "#cfeef0", "#e9e2b8"),
    line="#5c5c5c",
)
_CONTRAST: Final = Palette(
    name="contrast",
    label=Text("hoog contrast", "high contrast"),
    layer_fills={
        "Strategy": "#fff0cc",
        "Business": "#ffffcc",
        "Application": "#d9ffff",
        "Technology": "#ddf5cf",
        "Physical": "#ddf5cf",
        "Motivation": "#e6e6ff",
        "ImplementationMigration": "#ffecec",
        "Composite": WHITE,
    },
    kind_fills={
        GROUP: "#f2f2f2",
        NOTE: WHITE,
        VIEW_REFERENCE: WHITE,
        IMAGE: WHITE,
        STICKY: WHITE,
        BLOCK: WHITE,
    },
    series=("#d6e9ff", "#ffe9b8", "#d8f5e0", "#ebe3ff", "#ffdcd6", "#ececec", "#dcf7f8", "#f4efcf"),
    line=BLACK,
    line_width=2.0,
    quiet_ink=BLACK,
    unknown_fill=WHITE,
    keeps_author_colours=False,
    has_letters=True,
)
_PRINT: Final = Palette(
    name="print",
    label=Text("zwart-wit om te printen", "black and white for print"),
    layer_fills={
        "Strategy": "#c4c4c4",
        "Business": "#f4f4f4",
        "Application": "#dedede",
        "Technology": "#cecece",
        "Physical": "#cecece",
        "Motivation": "#e9e9e9",
        "ImplementationMigration": "#d6d6d6",
        "Composite": WHITE,
    },
    kind_fills={
        GROUP: "#f7f7f7",
        NOTE: WHITE,
        VIEW_REFERENCE: WHITE,
        IMAGE: WHITE,
        STICKY: WHITE,
        BLOCK: WHITE,
    },
    series=("#ffffff", "#e6e6e6", "#cccccc", "#b3b3b3", "#f2f2f2", "#d9d9d9", "#bfbfbf", "#a6a6a6"),
    line="#333333",
    quiet_ink="#333333",
    unknown_fill="#ededed",
    keeps_author_colours=False,
    is_grey=True,
    has_letters=True,
)
PALETTES: Final[Mapping[PaletteName, Palette]] = {palette.name: palette for palette in (_STANDARD, _CONTRAST, _PRINT)}
#: Signs that go with the fills of a series, all in the letters of PNG and PDF as well.
SIGNS: Final = ("■", "▲", "◆", "▼", "●", "△", "○", "▽")


def palette_named(name: str) -> Palette:
    """Return the palette of that name.

    Raises:
        RequestFault: there is no such palette.
    """
    for known in get_args(PaletteName):
        if known == name:
            return PALETTES[known]
    names = ", ".join(PALETTES)
    raise RequestFault(
        Text(f"er is geen palet {name!r}", f"there is no palette {name!r}"),
        remedy=Text(f"kies uit {names}", f"choose from {names}"),
    )
