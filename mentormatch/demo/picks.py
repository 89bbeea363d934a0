"""Draws that stay the same on every Python version: only Random.random() is promised to.

`Random.choice`, `shuffle` and `sample` may change between versions, and committed files are compared with these.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def stream(seed: int, *names: str) -> Random:
    """A source of its own for each purpose, so that adding a draw in one place moves nothing in another."""
    return Random(":".join((str(seed), *names)))


def chance(rng: Random, percent: float) -> bool:
    """True in about that many of a hundred draws."""
    return rng.random() * 100 < percent


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """One of them, each as likely."""
    return items[int(rng.random() * len(items))]


def between(rng: Random, least: int, most: int) -> int:
    """A whole number, both ends included."""
    return least + int(rng.random() * (most - least + 1))


def shuffled(rng: Random, items: Sequence[Item]) -> list[Item]:
    """All of them in a drawn order."""
    keyed = [(rng.random(), position) for position in range(len(items))]
    return [items[position] for _, position in sorted(keyed)]


def some(rng: Random, items: Sequence[Item], count: int) -> list[Item]:
    """That many different ones (or all, if there are fewer), in a drawn order."""
    return shuffled(rng, items)[:count]


def weighted(rng: Random, shares: Sequence[tuple[Item, float]]) -> Item:
    """One of them, as likely as its share."""
    mark = rng.random() * sum(share for _, share in shares)
    for item, share in shares:
        mark -= share
        if mark < 0:
            return item
    return shares[-1][0]


class Deck:
    """Deals items in a drawn order, each once before any comes again."""

    def __init__(self, rng: Random, items: Sequence[str]) -> None:
        self._rng = rng
        self._items = items
        self._left: list[str] = []

    def deal(self) -> str:
        """The next item."""
        if not self._left:
            self._left = shuffled(self._rng, self._items)
        return self._left.pop()
