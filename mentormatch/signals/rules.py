"""Who needs help, and why: a pure function of facts to signals. What is private is no fact here without consent.

Each signal has a need, which orders the list; the words stand in words.py.
"""

from dataclasses import dataclass
from datetime import date

from mentormatch.pairs.models import ACTIVE, PAUSED

NOT_GOOD, MISSED, FELL, WAITING, SILENT, NO_AGREEMENT, DIFFERING, PROMISED, UNCONFIRMED = (
    "not-good", "missed", "fell", "waiting", "silent", "no-agreement", "differing", "promised", "unconfirmed")
KINDS = (NOT_GOOD, MISSED, FELL, WAITING, SILENT, NO_AGREEMENT, DIFFERING, PROMISED, UNCONFIRMED)
NEEDS = {NOT_GOOD: 100, MISSED: 90, FELL: 85, WAITING: 80, SILENT: 70, NO_AGREEMENT: 60, DIFFERING: 50, PROMISED: 45,
         UNCONFIRMED: 40}

AGREEMENT_DAYS = 14
MISSED_IN_A_ROW = 2
PROMISED_DAYS = 14
UNCONFIRMED_DAYS = 21
MAX_EXTRA = 9


@dataclass(frozen=True, order=True)
class PartnerRef:
    """One of the two, whom a signal is about; two people may have one name."""

    name: str
    person_id: str


@dataclass(frozen=True)
class Facts:
    """What is known of one pair. `since` is its start, or its return from a break.

    `not_good` and `fell`: who said so and lets coordinators know. `waiting`: who is left without a pair by its end.
    """

    state: str
    since: date | None
    cadence_weeks: int
    has_agreement: bool = False
    last_logged_on: date | None = None
    missed_in_a_row: int = 0
    differing: int = 0
    unconfirmed_since: date | None = None
    promised_since: date | None = None
    not_good: frozenset[PartnerRef] = frozenset()
    fell: frozenset[PartnerRef] = frozenset()
    waiting: frozenset[PartnerRef] = frozenset()
    closed_on: date | None = None
    somebody_left: bool = False


@dataclass(frozen=True)
class Signal:
    """One reason why a pair needs help. `number`: days or pieces; `about`: whom it is about, if that may be said."""

    kind: str
    need: int
    number: int = 0
    about: tuple[PartnerRef, ...] = ()
    somebody_left: bool = False


def signals(facts: Facts, today: date) -> tuple[Signal, ...]:
    """Every reason why a pair needs help on a day, the strongest first; none means that it needs none.

    A pair on a break is left in peace, but for what one of the two asks to be told.
    """
    reasons = _left_over(facts, today)
    if facts.state in (ACTIVE, PAUSED):
        reasons += _consented(facts)
    if facts.state == ACTIVE and facts.since is not None:
        reasons += [*_between_the_two(facts, facts.since, today), *_open_ends(facts, today)]
    return tuple(sorted(reasons, key=lambda signal: (-signal.need, KINDS.index(signal.kind))))


def need(reasons: tuple[Signal, ...]) -> tuple[int, int]:
    """How much help a pair needs: by its strongest reason, then by all of them."""
    return max((signal.need for signal in reasons), default=0), sum(signal.need for signal in reasons)


def _consented(facts: Facts) -> list[Signal]:
    return [Signal(kind, NEEDS[kind], about=tuple(sorted(about)))
            for kind, about in ((NOT_GOOD, facts.not_good), (FELL, facts.fell)) if about]


def _left_over(facts: Facts, today: date) -> list[Signal]:
    if not facts.waiting or facts.closed_on is None:
        return []
    return [Signal(WAITING, NEEDS[WAITING], max(0, (today - facts.closed_on).days), tuple(sorted(facts.waiting)),
                   facts.somebody_left)]


def _between_the_two(facts: Facts, since: date, today: date) -> list[Signal]:
    reasons = []
    if facts.missed_in_a_row >= MISSED_IN_A_ROW:
        extra = min(MAX_EXTRA, facts.missed_in_a_row - MISSED_IN_A_ROW)
        reasons.append(Signal(MISSED, NEEDS[MISSED] + extra, facts.missed_in_a_row))
    quiet_since = max(since, facts.last_logged_on or since)
    days = (today - quiet_since).days
    rhythm = 7 * facts.cadence_weeks
    if 2 * days > 3 * rhythm:
        reasons.append(Signal(SILENT, NEEDS[SILENT] + min(MAX_EXTRA, days // rhythm - 1), days))
    if not facts.has_agreement and (today - since).days > AGREEMENT_DAYS:
        reasons.append(Signal(NO_AGREEMENT, NEEDS[NO_AGREEMENT], (today - since).days))
    if facts.differing:
        reasons.append(Signal(DIFFERING, NEEDS[DIFFERING], facts.differing))
    return reasons


def _open_ends(facts: Facts, today: date) -> list[Signal]:
    limits = ((PROMISED, facts.promised_since, PROMISED_DAYS), (UNCONFIRMED, facts.unconfirmed_since, UNCONFIRMED_DAYS))
    return [Signal(kind, NEEDS[kind], (today - since).days) for kind, since, days in limits
            if since is not None and (today - since).days >= days]
