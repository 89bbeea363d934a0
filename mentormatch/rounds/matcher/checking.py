"""Checking pairs against the rules as they are now."""

from collections import Counter
from collections.abc import Iterable

from matching.score.people import Rule
from mentormatch.rounds.matcher.build import MatchingInput

NOT_IN_POOL, NO_PLACE, SET_ASIDE = "not_in_pool", "no_place", str(Rule.SET_ASIDE)


def broken(problem: MatchingInput, couples: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(mentee, mentor) -> the rules it breaks now; pairs that still hold are absent.

    Someone who is no longer in the pool, or whose places are all taken, breaks the rule `not_in_pool`. Where a mentor
    has fewer places left than pairs here, those named last break `no_place`. That two were set aside since is no
    reason: it would tell of a limit stated meanwhile, and a limit answers once they are proposed.
    """
    reasons_by_couple: dict[tuple[str, str], tuple[str, ...]] = {}
    held: Counter[str] = Counter()
    for mentee, mentor in couples:
        held[mentor] += 1
        if not problem.takes_part(mentee, mentor):
            reasons_by_couple[mentee, mentor] = (NOT_IN_POOL,)
        elif held[mentor] > problem.places(mentor):
            reasons_by_couple[mentee, mentor] = (NO_PLACE,)
        elif reasons := tuple(reason for reason in problem.broken(mentee, mentor) if reason != SET_ASIDE):
            reasons_by_couple[mentee, mentor] = reasons
    return reasons_by_couple
