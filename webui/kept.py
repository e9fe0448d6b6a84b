"""What was made once and is kept for the next reader: bounded, and made by one reader while others of it wait."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Making(Generic[V]):
    """A value that one reader makes while others wait for it: `made` holds it, and is empty before."""

    __slots__ = ("lock", "made")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: list[V] = []


class Kept(Generic[K, V]):
    """Values under keys; when they weigh too much together, what was asked for longest ago goes."""

    def __init__(self, most: int, weight: Callable[[V], int]) -> None:
        """Keep nothing yet; `weight` says how much of `most` a value takes."""
        self._most = most
        self._weight = weight
        self._lock = threading.Lock()
        self._values: OrderedDict[K, V] = OrderedDict()
        self._weighs = 0
        self._making: dict[K, _Making[V]] = {}

    def get(self, key: K, make: Callable[[], V], may_keep: Callable[[V], bool] = lambda _: True) -> V:
        """Return the value under a key, made when it is not there, and kept when `may_keep` says so.

        Who waited for another reader gets what that one made, kept or not. What `make` raises is passed on, not kept.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            mine = self._making.setdefault(key, _Making())
        with mine.lock:
            if mine.made:
                return mine.made[0]
            try:
                value = make()
                mine.made.append(value)
                if may_keep(value):
                    self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return value

    def _keep(self, key: K, value: V) -> None:
        with self._lock:
            if key in self._values:
                self._weighs -= self._weight(self._values.pop(key))
            self._values[key] = value
            self._weighs += self._weight(value)
            while self._weighs > self._most and len(self._values) > 1:
                _, oldest = self._values.popitem(last=False)
                self._weighs -= self._weight(oldest)
