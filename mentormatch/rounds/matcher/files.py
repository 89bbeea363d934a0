"""The two files of a draft: its input packed and unpacked, and a result checked from nothing but the two.

An input is kept as the compressed file it is handed out as, which `python -m matching verify` reads as a stream.
"""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from json import loads
from typing import Any

import matching as library
from matching import Instance, MatchingError
from matching.io.json_contract import instance_from_json, instance_to_texts, matching_from_json
from matching.io.json_rows import document_of

MAX_WAITED_FOR = 5_000_000
"""Possible pairs up to which a result is checked again while somebody waits: 5,000 mentees with 1,000 mentors each."""
MAX_KEPT = 100_000_000
"""Possible pairs up to which a draft keeps its input: 20,000 mentees with 5,000 mentors each; a file of 350 MB."""
LEVEL = 1  # of compression: 3 takes half as long again and saves a thirtieth at 65 million pairs
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class ProofCheck:
    """One line of a certificate: a code, whether it holds, its numbers."""

    code: str
    holds: bool
    numbers: dict[str, Any]


def packed(instance: Instance, tell: Callable[[float], None]) -> bytes:
    """The input as a compressed file; nothing of a round with more possible pairs than MAX_KEPT.

    `tell` hears which share of it is written.
    """
    if instance.indices.size > MAX_KEPT:
        return b""
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    pieces = []
    for position, text in enumerate(instance_to_texts(instance)):
        tell(min(1.0, position / max(1, len(instance.mentees))))
        pieces.append(press.compress(text.encode()))
    return b"".join([*pieces, press.flush()])


def unpacked(stored: bytes) -> Instance:
    """Read a kept input, of now or of before inputs were compact."""
    if not stored.startswith(GZIP):
        return instance_from_json(loads(zlib.decompress(stored)))
    with gzip.open(BytesIO(stored), "rt", encoding="utf-8") as text:
        return instance_from_json(document_of(text))


def plain(stored: bytes) -> bytes:
    """A kept input as the JSON text it is."""
    return zlib.decompress(stored, 32 + zlib.MAX_WBITS)


def recheck(stored: bytes, result: dict[str, Any]) -> list[ProofCheck]:
    """Check a stored draft again, from nothing but its two files."""
    instance = unpacked(stored)
    try:
        certificate = library.verify(instance, matching_from_json(result, instance))
    except MatchingError:
        return [ProofCheck("fingerprint", False, {})]
    return [ProofCheck(check.code, check.ok, dict(check.numbers)) for check in certificate.checks]
