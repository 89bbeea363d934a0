"""What the decisions about a draft come to, taken together in their order: one value for the matcher."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mentormatch.rounds.models import Decision

Couple = tuple[str, str]


@dataclass(frozen=True)
class Overrides:
    """Enrolment ids, the mentee's first: pairs to keep, the first decided before the others, pairs that must not be,
    rules set aside for single pairs.
    """

    locks: tuple[Couple, ...] = ()
    forbids: frozenset[Couple] = frozenset()
    waives: frozenset[tuple[str, str, str]] = frozenset()
    mentor_of: dict[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mentor_of", dict(self.locks))


def from_decisions(decisions: Iterable[Decision]) -> Overrides:
    """Fold decisions in their order, without those that were undone; of two about one person the later one holds.

    A rule stays set aside only as long as its pair is locked.
    """
    locks: dict[str, str] = {}
    forbids: set[Couple] = set()
    waives: set[tuple[str, str, str]] = set()
    for decision in sorted(decisions, key=lambda waiver: waiver.position):
        if decision.undone_at is not None:
            continue
        for mentee, mentor in decision.forbids:
            forbids.add((mentee, mentor))
            if locks.get(mentee) == mentor:
                del locks[mentee]
        for mentee, mentor in decision.locks:
            locks.pop(mentee, None)
            locks[mentee] = mentor
            forbids.discard((mentee, mentor))
        waives |= {(mentee, mentor, rule) for mentee, mentor, rule in decision.waives}
    return Overrides(tuple(locks.items()), frozenset(forbids),
                   frozenset(waiver for waiver in waives if locks.get(waiver[0]) == waiver[1]))
