"""Layout that stays: the places of the boxes of a made view, kept by IRI in a side file that lies in git."""

from archrepo.positions.homes import Home, bytes_at, home_around, home_made, home_of
from archrepo.positions.side_file import SideFile, Spot, parse_side_file, side_file_text
from archrepo.positions.staying import NOTHING, KeptView, Stayed, is_whole, keep_places, kept_of, placed_as_kept

__all__ = [
    "NOTHING",
    "Home",
    "KeptView",
    "SideFile",
    "Spot",
    "Stayed",
    "bytes_at",
    "home_around",
    "home_made",
    "home_of",
    "is_whole",
    "keep_places",
    "kept_of",
    "parse_side_file",
    "placed_as_kept",
    "side_file_text",
]
