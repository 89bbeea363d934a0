"""Who goes first because earlier rounds left her without a pair: computed, capped, and open to be looked at."""

from dataclasses import dataclass

from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.pairs.models import HOLDING_A_PLACE, Pair
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import PUBLISHED, Draft, DraftLeftOut, Round

MAX_STEPS = 3
LEFT_OUT, NO_LONGER_PAIRED = "left_out", "no_longer_paired"


@dataclass(frozen=True)
class Precedence:
    """Why a mentee goes first: (round number, LEFT_OUT or NO_LONGER_PAIRED), the last round first."""

    rounds: tuple[tuple[int, str], ...]

    @property
    def steps(self) -> int:
        """How many tiers before someone new, 1..MAX_STEPS."""
        return len(self.rounds)


def for_programme(programme: Programme) -> dict[str, Precedence]:
    """Mentee's enrolment id -> her claim, for those who have one. Three statements at most.

    A step for each of the last MAX_STEPS published rounds, back from the last one without a gap, that left her out
    or whose pair of hers is over. Whether someone said no, or who, makes no difference and is not in it.
    """
    last = list(db.session.execute(
        select(Round.number, Draft.id).join(Draft, Draft.round_id == Round.id)
        .where(Round.programme_id == programme.id, Round.state == PUBLISHED, Draft.published_at.is_not(None))
        .order_by(Round.number.desc()).limit(MAX_STEPS)).all())
    if not last:
        return {}
    number_of = {draft_id: number for number, draft_id in last}
    why: dict[str, dict[int, str]] = {}
    for mentee_id, draft_id in db.session.execute(
            select(DraftLeftOut.mentee_id, DraftLeftOut.draft_id).where(DraftLeftOut.draft_id.in_(number_of))):
        why.setdefault(mentee_id, {})[number_of[draft_id]] = LEFT_OUT
    for mentee_id, number in db.session.execute(
            select(Pair.mentee_id, Pair.round_number)
            .where(Pair.programme_id == programme.id, Pair.round_number.in_(number_of.values()),
                   Pair.state.not_in(HOLDING_A_PLACE), Pair.may_return.is_(False))):
        why.setdefault(mentee_id, {})[number or 0] = NO_LONGER_PAIRED
    return {mentee_id: claim for mentee_id, reasons in why.items()
            if (claim := _without_gap(reasons, [number for number, _draft in last])).rounds}


def _without_gap(reasons: dict[int, str], numbers: list[int]) -> Precedence:
    rounds: list[tuple[int, str]] = []
    for number in numbers:
        if number not in reasons:
            break
        rounds.append((number, reasons[number]))
    return Precedence(tuple(rounds))
