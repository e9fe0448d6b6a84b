"""Where triples live: a graph in memory that does not change, and how a later one is made from it."""

from archrepo.store.graph import Graph, Revision, Rows
from archrepo.store.ground import Ground
from archrepo.store.query_text import code_of
from archrepo.store.ranks import Placement, Ranks, placed, ranks_of

__all__ = ["Graph", "Ground", "Placement", "Ranks", "Revision", "Rows", "code_of", "placed", "ranks_of"]
