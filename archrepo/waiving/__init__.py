"""Record a new waiver: what it must be, its Turtle behind what a file says, and what the model then makes of it."""

from archrepo.waiving.block import Decision
from archrepo.waiving.recording import WAIVERS_FILE, NewWaiver, RecordedWaiver, record_waiver, usual_file
from archrepo.waiving.rules import find_decider, longer_than_usual, refuse_past, refuse_second

__all__ = [
    "WAIVERS_FILE",
    "Decision",
    "NewWaiver",
    "RecordedWaiver",
    "find_decider",
    "longer_than_usual",
    "record_waiver",
    "refuse_past",
    "refuse_second",
    "usual_file",
]
