"""The canonical order and text of people's ids, so that nothing depends on input order or hash seed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from matching.errors import MatchingError

_NATURAL = (str, int, float, bytes)


def id_text(node: Hashable) -> str:
    """Return the text an id is hashed by: a string is itself, anything else carries its type's name.

    Raises `MatchingError` for an object without a representation of its own (it would differ between runs).
    """
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):
        return "\x00tuple:" + "".join(f"{len(part)}:{part}" for part in map(id_text, node))
    if type(node).__repr__ is object.__repr__ or isinstance(node, frozenset):
        raise MatchingError(
            f"The node {node!r} has no text that is the same in every run; use a string id.", node
        )
    return f"\x00{type(node).__name__}:{node!r}"


def id_texts(nodes: Sequence[Hashable]) -> list[str]:
    """Return `id_text` of every id, at the speed of a copy when all are strings."""
    if set(map(type, nodes)) <= {str}:
        return list(nodes)  # type: ignore[arg-type]  # just checked: all are strings
    return [id_text(node) for node in nodes]


def canonical_order(nodes: Iterable[Hashable]) -> list[Hashable]:
    """Sort ids by their natural order where all are of one plain kind, else by kind and canonical text."""
    listed = list(nodes)
    kinds = set(map(type, listed))
    if len(kinds) <= 1 and kinds <= set(_NATURAL):
        return sorted(listed)  # type: ignore[type-var]  # one plain kind has a total order
    return sorted(listed, key=id_text)


def is_canonical(nodes: Sequence[Hashable]) -> bool:
    """Say whether ids are in canonical order without a repetition."""
    return canonical_order(nodes) == list(nodes) and len(set(nodes)) == len(nodes)
