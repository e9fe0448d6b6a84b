"""The landscape as sheets that people fill in: applications, flows, contracts, suppliers, organisations.

Which sheets and columns there are stands in the ontology. Here the facts of a workspace become cells, and filled cells
become amendments of that workspace, compared with what was exported. The file format is known one floor up.
"""

from archrepo.landscape.cells import Cell
from archrepo.landscape.comparing import NOTHING_CHOSEN, CellFault, Choices, Proposal, Side, proposed
from archrepo.landscape.conflicts import Conflict, conflict_words
from archrepo.landscape.filled import FilledCell, FilledRow, FilledSheet, FilledWorkbook
from archrepo.landscape.sheets import Column, Sheet
from archrepo.landscape.showing import Landscape, Row, SheetContent, landscape

__all__ = [
    "NOTHING_CHOSEN",
    "Cell",
    "CellFault",
    "Choices",
    "Column",
    "Conflict",
    "FilledCell",
    "FilledRow",
    "FilledSheet",
    "FilledWorkbook",
    "Landscape",
    "Proposal",
    "Row",
    "Sheet",
    "SheetContent",
    "Side",
    "conflict_words",
    "landscape",
    "proposed",
]
