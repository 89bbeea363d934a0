"""The published draw, once more: the tickets of pairs, by the rule alone and not by the solver's code."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from matching.arrays import Ints
from matching.model.ids import id_text


def pair_tickets(
    seed: str, draw: str, mentees: Sequence[Hashable], mentors: Sequence[Hashable], rows: Ints, cols: Ints
) -> Ints:
    """Return the tickets of these pairs of positions: both people's words added, mixed, and the upper half of it."""
    word = _words(seed, draw, "mentee", mentees, rows) + _words(seed, draw, "mentor", mentors, cols)
    word = (word ^ word >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ word >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return ((word ^ word >> np.uint64(31)) >> np.uint64(32)).astype(np.int64)


def _words(seed: str, draw: str, side: str, people: Sequence[Hashable], positions: Ints) -> npt.NDArray[np.uint64]:
    """Return the word of the person at each position; each person is hashed once."""
    who, back = np.unique(positions, return_inverse=True)
    start = hashlib.sha256(f"{seed}\x00{draw}\x00{side}\x00".encode("utf-8", "surrogatepass")).copy
    digests = []
    for position in who.tolist():
        person, hashed = people[position], start()
        text = person if isinstance(person, str) else id_text(person)
        hashed.update(text.encode("utf-8", "surrogatepass") + b"\x00")
        digests.append(hashed.digest())
    return np.frombuffer(b"".join(digests), "<u8")[::4][back]
