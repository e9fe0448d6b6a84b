"""Bring a model to another version of ArchiMate: what that means, told before anything is written, and the way back.

What becomes of each type is data in `ontology/archimate-migration.ttl`. An element keeps the type that it had as
`am:formerType`, so rules, figures and exports still know it by that, and the way back gives the same triples.
"""

from archrepo.migrating.planning import BrokenRelation, Migration, MovedElement, TouchedView, plan_migration
from archrepo.migrating.telling import listed, told
from archrepo.migrating.turning import turned

__all__ = [
    "BrokenRelation",
    "Migration",
    "MovedElement",
    "TouchedView",
    "listed",
    "plan_migration",
    "told",
    "turned",
]
