"""The canonical order and text of people's ids, so that nothing depends on input order or hash seed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from matching.model.errors import MatchingError

_NATURAL = (str, int, float, bytes)
_UNSTEADY = (" at 0x", "frozenset({")
"""Marks of a representation that differs between runs: an address in memory, or a set in no order."""


def id_text(node: Hashable) -> str:
    """Return the text an id is hashed by: a string as it is, anything else with the name of its type.

    Raises `MatchingError` for an object without a representation of its own (it would differ between runs).
    """
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return "\x00tuple:" + "".join(f"{len(part)}:{part}" for part in map(id_text, node))
    text = repr(node)
    is_unsteady = type(node) not in _NATURAL and any(part in text for part in _UNSTEADY)
    if is_unsteady or isinstance(node, frozenset) or node != node:  # not a number equals nothing
        raise MatchingError(f"The node {text} has no text that is the same in every run; use a string id.", node)
    return f"\x00{type(node).__name__}:{text}"


def id_texts(nodes: Sequence[Hashable]) -> list[str]:
    """Return `id_text` of every id, at the speed of a copy when all are strings."""
    if set(map(type, nodes)) <= {str}:
        return list(nodes)  # type: ignore[arg-type]  # just checked: all are strings
    return [id_text(node) for node in nodes]


def canonical_order(nodes: Iterable[Hashable]) -> list[Hashable]:
    """Sort ids by their natural order where all are of one plain kind, else by kind and canonical text.

    Raises `MatchingError` for ids that can't be put in order: two with the same text, or a NaN.
    """
    listed = list(nodes)
    kinds = set(map(type, listed))
    if len(kinds) <= 1 and kinds <= set(_NATURAL):
        if kinds == {float}:
            id_texts(listed)
        return sorted(listed)  # type: ignore[type-var]  # one plain kind has a total order
    texts = sorted(zip(map(id_text, listed), listed, strict=True), key=itemgetter(0))
    for (text, node), (other_text, other) in pairwise(texts):
        if text == other_text and node != other:
            raise MatchingError(f"The nodes {node!r} and {other!r} have the same text; use string ids.", other)
    return [node for _, node in texts]


def is_canonical(nodes: Sequence[Hashable]) -> bool:
    """Say whether ids are in canonical order, none of them twice."""
    return canonical_order(nodes) == list(nodes) and len(set(nodes)) == len(nodes)
