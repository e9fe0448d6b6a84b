"""Bring the models of two organisations together in one workspace, as municipalities do that become one.

Files are copied, not rewritten; each side stands in a folder of its own, so what it holds has a known origin. Nothing
is made one without a decision of a person, and nothing is lost: that is proved before the folder appears.
"""

from archrepo.merging.combining import DECISIONS, ORIGINS, Merged, Plan, plan_merge, write_merge
from archrepo.merging.decisions import Decided, decisions_in, decisions_text, read_decisions
from archrepo.merging.duplicates import Duplicate
from archrepo.merging.telling import told, told_plan

__all__ = [
    "DECISIONS",
    "ORIGINS",
    "Decided",
    "Duplicate",
    "Merged",
    "Plan",
    "decisions_in",
    "decisions_text",
    "plan_merge",
    "read_decisions",
    "told",
    "told_plan",
    "write_merge",
]
