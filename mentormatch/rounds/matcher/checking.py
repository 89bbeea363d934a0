"""Checking pairs: against the rules as they are now, and a stored draft against its own two files."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from json import loads
from typing import Any

from matching.certify import verify
from matching.errors import MatchingError
from matching.jsonio import instance_from_json, matching_from_json
from matching.rules import NOT_SUITED, public_reasons
from mentormatch.rounds.matcher.asking import Question


@dataclass(frozen=True)
class Check:
    """One line of a certificate: a code, whether it holds, its numbers."""

    code: str
    holds: bool
    numbers: dict[str, Any]


def broken(asked: Question, couples: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(mentee, mentor) -> the rules it breaks now, as they may be told; pairs that still hold are absent.

    Somebody who is no longer in the pool, or whose places are taken, breaks the rule `not_in_pool`.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for mentee, mentor in couples:
        pool = asked.scorer.pool
        if mentee not in pool.mentee_at or mentor not in pool.mentor_at:
            found[mentee, mentor] = ("not_in_pool",)
        elif reasons := asked.scorer.broken_rules(mentee, mentor):
            found[mentee, mentor] = public_reasons(reasons)
    return found


def may_be_named(reasons: Iterable[str]) -> bool:
    """Whether broken rules, as `broken` gives them, hold one that is no secret: everybody may know of that pair."""
    return any(reason != NOT_SUITED for reason in reasons)


def recheck(stored_input: bytes, result: dict[str, Any]) -> list[Check]:
    """Check a stored draft again, from nothing but its two files."""
    instance = instance_from_json(loads(zlib.decompress(stored_input)))
    try:
        certificate = verify(instance, matching_from_json(result, instance))
    except MatchingError:
        return [Check("fingerprint", False, {})]
    return [Check(check.code, check.ok, dict(check.numbers)) for check in certificate.checks]
