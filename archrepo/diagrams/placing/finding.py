"""Finding the way of every line over the tracks: short, few bends, few crossings; what crosses much tries again."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archrepo.diagrams.geometry import Rect
from archrepo.diagrams.placing.tracks import DOWN, RIGHT, Tracks

#: What a bend, a crossing and each pixel on one track with another line cost, in pixels of detour.
BEND = 28.0
CROSSING = 110.0
SHARED = 0.15
#: Coming to lie on the track of another line: which side it should have there is not known yet, so it may cross.
JOINING = 60.0
#: The rest of a way counts for so much more than it is, so that fewer ways are looked at; the best may be missed by it.
HASTE = 1.15
#: A port that is taken already.
TAKEN = 22.0


@dataclass(frozen=True, slots=True)
class Trip:
    """A line to find a way for: the boxes at its ends, where the goal lies and the frames it may be in, as bits."""

    source: str
    target: str
    goal: Rect
    allowed: int
    distance: float


@dataclass(frozen=True, slots=True)
class Way:
    """The nodes of a line from border to border, and what it costs."""

    nodes: tuple[int, ...]
    cost: float


class Finder:
    """Keeps which lines lie on which nodes and steps, and finds ways that mind them."""

    def __init__(self, tracks: Tracks) -> None:
        """Start with empty tracks."""
        self._tracks = tracks
        self._xs = [place[0] for place in tracks.places]
        self._ys = [place[1] for place in tracks.places]
        count = len(tracks.places)
        #: How many lines run straight through each node, level and upright.
        self._through = ([0] * count, [0] * count)
        self._shared: dict[tuple[int, int], int] = {}
        self._taken: dict[int, int] = {}
        self._lengths = [
            [
                abs(self._xs[other] - self._xs[node]) + abs(self._ys[other] - self._ys[node]) if other >= 0 else 0.0
                for other in steps
            ]
            for node, steps in enumerate(tracks.steps)
        ]

    def all_ways(self, trips: Sequence[Trip], rounds: int) -> list[Way | None]:
        """Return a way for each trip, None where there is none; the short ones go first and all may try again."""
        ways: list[Way | None] = [None] * len(trips)
        order = sorted(range(len(trips)), key=lambda index: (trips[index].distance, index))
        for index in order:
            ways[index] = way = self.way(trips[index])
            self._lay(way, 1)
        for _ in range(rounds):
            changed = False
            for index in order:
                old = ways[index]
                if old is None or len(old.nodes) < 2:
                    continue
                self._lay(old, -1)
                if self._price(old) <= self._bare(old) + 1:
                    self._lay(old, 1)
                    continue
                new = self.way(trips[index])
                better = new is not None and new.nodes != old.nodes and new.cost < self._price(old) - 0.5
                if better:
                    ways[index], changed = new, True
                self._lay(ways[index], 1)
            if not changed:
                break
        return ways

    def _lay(self, way: Way | None, number: int) -> None:
        """Put a way on the tracks, or take it off again when `number` is -1."""
        if way is None:
            return
        nodes = way.nodes
        for one, other in pairwise(nodes):
            step = (one, other) if one < other else (other, one)
            self._shared[step] = self._shared.get(step, 0) + number
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            if self._ys[before] == self._ys[node] == self._ys[after]:
                self._through[0][node] += number
            elif self._xs[before] == self._xs[node] == self._xs[after]:
                self._through[1][node] += number
        for end in (nodes[0], nodes[-1]):
            self._taken[end] = self._taken.get(end, 0) + number

    def _bare(self, way: Way) -> float:
        """Return what a way would cost without other lines."""
        places = self._tracks.places
        points = [places[node] for node in way.nodes]
        bends = sum(1 for a, c in zip(points, points[2:], strict=False) if a[0] != c[0] and a[1] != c[1])
        return sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points)) + BEND * bends

    def _price(self, way: Way) -> float:
        """Return what a way costs with the other lines as they are now."""
        nodes = way.nodes
        price = TAKEN * (self._taken.get(nodes[0], 0) + self._taken.get(nodes[-1], 0))
        behind = 9
        for one, other in pairwise(nodes):
            step = (one, other) if one < other else (other, one)
            price += max(0, self._shared.get(step, 0) - behind) * JOINING
            behind = self._shared.get(step, 0)
            length = abs(self._xs[other] - self._xs[one]) + abs(self._ys[other] - self._ys[one])
            price += length + self._shared.get(step, 0) * SHARED * length
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            if self._ys[before] == self._ys[node] == self._ys[after]:
                price += CROSSING * self._through[1][node]
            elif self._xs[before] == self._xs[node] == self._xs[after]:
                price += CROSSING * self._through[0][node]
            else:
                price += BEND
        return price

    def way(self, trip: Trip) -> Way | None:
        """Return the cheapest way of a trip; None when there is none."""
        tracks = self._tracks
        steps, passed, lengths = tracks.steps, tracks.passed, self._lengths
        level, upright = self._through
        forbidden = ~trip.allowed
        xs, ys = self._xs, self._ys
        left, top = trip.goal.x, trip.goal.y
        right, bottom = left + trip.goal.w, top + trip.goal.h
        #: A goal is reached by going against the direction that leads away from it.
        goals = {
            node * 4 + (direction + 2) % 4: TAKEN * self._taken.get(node, 0)
            for node, direction in tracks.ports.get(trip.target, ())
        }
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        heap: list[tuple[float, int, float]] = []

        def ahead(node: int, direction: int) -> float:
            """Return the least that the rest of the way costs: its length, and the bends that it cannot do without."""
            x, y = xs[node], ys[node]
            aside = left - x if x < left else right - x if x > right else 0.0
            above = top - y if y < top else bottom - y if y > bottom else 0.0
            across, along = (above, aside) if direction & 1 else (aside, above)
            bends = 0 if across == 0 and along == 0 else 1 if across else 0
            if along and (along > 0) != (direction in (RIGHT, DOWN)):
                bends = 2
            return HASTE * (abs(aside) + abs(above)) + BEND * bends

        for node, direction in tracks.ports.get(trip.source, ()):
            if steps[node][direction] >= 0 and not passed[node][direction] & forbidden:
                state = node * 4 + direction
                cost = TAKEN * self._taken.get(node, 0)
                best[state] = cost
                heap.append((cost + ahead(node, direction), state, cost))
        heapq.heapify(heap)
        shared = self._shared
        while heap:
            _, state, cost = heapq.heappop(heap)
            if cost > best[state]:
                continue
            if state < 0:
                return self._way(state, came, cost)
            node, direction = state >> 2, state & 3
            if state in goals:
                final = cost + goals[state]
                end = -1 - state
                if final < best.get(end, float("inf")):
                    best[end] = final
                    came[end] = state
                    heapq.heappush(heap, (final, end, final))
            before = steps[node][(direction + 2) & 3]
            behind = shared.get((node, before) if node < before else (before, node), 0) if state in came else 9
            for turn in (direction, (direction + 1) & 3, (direction + 3) & 3):
                other = steps[node][turn]
                if other < 0 or passed[node][turn] & forbidden:
                    continue
                length = lengths[node][turn]
                step = (node, other) if node < other else (other, node)
                on_it = shared.get(step, 0)
                new = cost + length
                if on_it:
                    new += on_it * SHARED * length
                    if on_it > behind:
                        new += (on_it - behind) * JOINING
                if turn != direction:
                    new += BEND
                elif state in came:
                    new += CROSSING * (upright[node] if turn & 1 else level[node])
                after = other * 4 + turn
                if new < best.get(after, float("inf")):
                    best[after] = new
                    came[after] = state
                    heapq.heappush(heap, (new + ahead(other, turn), after, new))
        return None

    def _way(self, state: int, came: dict[int, int], cost: float) -> Way:
        nodes = []
        state = came[state]
        while True:
            nodes.append(state >> 2)
            if state not in came:
                break
            state = came[state]
        return Way(tuple(reversed(nodes)), cost)
