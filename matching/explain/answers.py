"""What the explanations say, as data: codes, ids and whole numbers. The wording is the caller's."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

Id = Hashable


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """What one criterion gave a pair, 0..1000, and the weight it had."""

    criterion: str
    part: int
    weight: int


@dataclass(frozen=True, slots=True)
class Move:
    """One mentee's change of place; ``None`` means no mentor."""

    mentee: Id
    before: Id | None
    after: Id | None


@dataclass(frozen=True, slots=True)
class Effect:
    """How the round would differ: pairs more, points more, and change of the worst score; negative is a loss.

    ``tiers`` maps a priority to its change in placed mentees, where there is one. ``worst`` is None where either
    result has no pair.
    """

    placed: int
    total: int
    worst: int | None
    tiers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WhyPair:
    """Why two people are a pair.

    ``her_rank`` is 1 when none of the mentee's ``her_options`` allowed mentors scores higher; ``his_rank`` is the same
    on the mentor's side. ``her_wish`` and ``his_wish`` are the places in the mentee's and the mentor's list, from 1,
    None when not listed.
    """

    mentee: Id
    mentor: Id
    score: int
    parts: tuple[CriterionPart, ...]
    her_rank: int
    her_options: int
    his_rank: int
    his_options: int
    her_wish: int | None
    his_wish: int | None
    is_locked: bool

    @property
    def is_only_option(self) -> bool:
        """Whether no other mentor is allowed for the mentee."""
        return self.her_options == 1


@dataclass(frozen=True, slots=True)
class WhyNotPair:
    """Why two people are not a pair.

    ``code``: *is_pair* (they are), *forbidden* (see ``reasons``), *no_place* (locked pairs take all the mentor's
    places), *locked_elsewhere* (the mentee is locked to another), or *costs* (see ``effect`` and ``moves``: what having
    the pair would change). ``score`` is None where it may not be shown.
    """

    mentee: Id
    mentor: Id
    code: str
    reasons: tuple[str, ...] = ()
    score: int | None = None
    effect: Effect | None = None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Shortage:
    """Mentees whom only these mentors can serve, who have too few places (a Hall violator)."""

    mentees: tuple[Id, ...]
    mentors: tuple[Id, ...]
    places: int

    @property
    def short_by(self) -> int:
        """How many of the mentees must stay without a mentor."""
        return len(self.mentees) - self.places


@dataclass(frozen=True, slots=True)
class TopicShortage:
    """A topic that more people want than there are places with mentors who offer it."""

    topic: str
    mentees: int
    mentors: int
    places: int


@dataclass(frozen=True, slots=True)
class WhyLeftOut:
    """Why a mentee has no mentor.

    ``code``:

    - *no_allowed_mentor*: the rules leave no mentor;
    - *level*: every allowed mentor scores below the round's worst pair, by ``points_short`` at best;
    - *priority*: the mentee could only take the place of someone with a higher priority;
    - *shortage*: the mentee and those they compete with share at most half of all places, which is too few;
    - *drawn*: an equally good result included the mentee, and the draw went the other way;
    - *outweighed*: someone else takes each place the mentee could have, and is better by ``points_short`` at least;
    - *others_preferred*: in a stable round, each allowed mentor is full with mentees they would rather have.

    ``removed`` maps a reason to the number of mentors it rules out, ``removed_alone`` to those only it rules out;
    ``allowed`` is how many are left. ``shortage`` is the mentee and the placed mentees they compete with, directly or
    through others: the fewest who share too few places. ``moves`` is the cheapest way to place the mentee with no pair
    below the round's worst score, ``effect`` what it would change.
    """

    mentee: Id
    code: str
    allowed: int
    removed: Mapping[str, int]
    removed_alone: Mapping[str, int]
    shortage: Shortage | None = None
    points_short: int | None = None
    moves: tuple[Move, ...] = ()
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class PlacingChange:
    """A change that places a mentee who was left out, checked by solving again.

    ``kind``: *place* (one more place with ``mentor``), *waive* (set ``rules`` aside for the mentee and ``mentor``),
    *priority* (``amount`` steps more for the mentee) or *score* (``amount`` points more with ``mentor``). ``effect`` is
    the change of the whole round, ``unplaced`` are those who would lose their mentor.
    """

    kind: str
    mentee: Id
    mentor: Id | None
    amount: int
    rules: tuple[str, ...]
    effect: Effect
    unplaced: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another allowed pair for one of two people, with its score and what taking it would change."""

    mentee: Id
    mentor: Id
    score: int
    effect: Effect
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class MarginalValue:
    """What one more place with a mentor would bring.

    ``placed`` is 1 when one mentee more could be placed, of ``priority``. ``points`` is what the total would gain
    with no pair below the round's worst score; None where that mentee could only be placed below it, and in a stable
    round, where no sum counts.
    """

    mentor: Id
    placed: int
    priority: int | None
    points: int | None
