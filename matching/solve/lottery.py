"""The published draw: an integer ticket for a pair from a hash of the seed and both ids."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from matching.arrays import Ints
from matching.model.ids import id_texts

TICKET_BITS = 32


def lottery_tickets(
    seed: str, draw: int, mentees: Sequence[Hashable], mentors: Sequence[Hashable], rows: Ints, cols: Ints
) -> Ints:
    """Return a ticket 0..2**32 - 1 for each pair of positions ``rows``, ``cols`` (e,).

    Each person's digest is the first 8 bytes, little-endian, of SHA-256 over ``seed``, the number of the draw,
    the side and the id, each ended by a zero byte; a pair's ticket is the upper half of the two digests' sum
    modulo 2**64 put through the finaliser of SplitMix64 (Steele, Lea & Flood 2014). Only people in a pair asked
    for are hashed.
    """
    mixed = _digests(seed, draw, "mentee", mentees, rows)[rows]
    mixed += _digests(seed, draw, "mentor", mentors, cols)[cols]
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(64 - TICKET_BITS)).astype(np.int64)


def _digests(seed: str, draw: int, side: str, people: Sequence[Hashable], wanted: Ints) -> npt.NDArray[np.uint64]:
    """Return the digest of every person who is wanted, 0 for the others."""
    out = np.zeros(len(people), np.uint64)
    prefix = hashlib.sha256(f"{seed}\x00{draw}\x00{side}\x00".encode("utf-8", "surrogatepass"))
    is_wanted = np.zeros(len(people), bool)
    is_wanted[wanted] = True
    positions = np.flatnonzero(is_wanted)
    texts = id_texts([people[position] for position in positions.tolist()])
    digests = bytearray()
    for text in texts:
        digest = prefix.copy()
        digest.update(text.encode("utf-8", "surrogatepass") + b"\x00")
        digests += digest.digest()[:8]
    out[positions] = np.frombuffer(bytes(digests), "<u8")
    return out
