"""Gather a workspace into a model file: the Turtle says what there is, the lock and the rest say how a file had it.

What someone edited in the Turtle wins. A workspace that was never imported gives a model without folders and drawings.
"""

from archrepo.exchange.gathering.gathering import gather

__all__ = ["gather"]
