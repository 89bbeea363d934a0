"""What a stored draft answers about one pair or one person left out, with names in place of marks.

Everything comes from the draft's own two files (see matcher/explaining.py); the words are made in telling.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.models import READY, Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import placements as outcomes
from mentormatch.rounds.reading.placements import Side

MOST_INSTEAD = 3


@dataclass(frozen=True)
class Step:
    """One mentee's change of place; None is no mentor."""

    who: Side
    before: Side | None
    after: Side | None


@dataclass(frozen=True)
class Instead:
    """Somebody else one of the two could have: the score of that pair, what it does to the whole, who moves."""

    other: Side
    score: int
    effect: matcher.Effect
    steps: list[Step]


@dataclass(frozen=True)
class PairAnswers:
    """The next best for her and for him; `has_prices` is false where costs cannot be told (a stable draft)."""

    hers: list[Instead]
    his: list[Instead]
    has_prices: bool


@dataclass(frozen=True)
class PossibleChange:
    """A change that would place somebody, checked by solving again; `left_out` would lose their pairs by it."""

    kind: str
    mentor: Side | None
    amount: int
    rules: tuple[str, ...]
    effect: matcher.Effect
    left_out: list[Side]


@dataclass(frozen=True)
class Competition:
    """Who shares too few places with her: the other mentees, the mentors, the places they have between them."""

    mentees: list[Side]
    mentors: list[Side]
    places: int


def of_pair(pair: DraftPair) -> PairAnswers | None:
    """What else the two of a pair could have; None without a result, or if it is too large.

    One statement for all names.
    """
    draft = _opened(pair.draft)
    if draft is None:
        return None
    hers = draft.instead_for_her(pair.mentee_id, MOST_INSTEAD)
    his = draft.instead_for_him(pair.mentor_id, MOST_INSTEAD + 2)
    own = {str(one.mentee) for one in hers}
    his = [one for one in his if str(one.mentee) not in own][:MOST_INSTEAD]
    names = outcomes.sides(_marks(hers + his))
    return PairAnswers([_instead(one, names[str(one.mentor)], names) for one in hers],
                       [_instead(one, names[str(one.mentee)], names) for one in his], draft.has_prices)


def changes_for(left: DraftLeftOut, *, now: datetime, zone: str) -> list[PossibleChange] | None:
    """The smallest changes that would place her; None without a result, or if it is too large.

    Slow: it solves again and again. Setting a rule aside is looked at only where the programme lets that be done.
    """
    draft = _opened(left.draft)
    if draft is None:
        return None
    waivable = left.draft.programme.waivable_rules
    asked = computing.question_of(left.draft, now=now, zone=zone) if waivable else None
    found = draft.changes(left.mentee_id, asked, waivable)
    names = outcomes.sides({str(mark) for one in found for mark in (one.mentor, *one.unplaced) if mark is not None})
    return [PossibleChange(one.kind, names[str(one.mentor)] if one.mentor is not None else None, one.amount,
                           one.rules, one.effect, [names[str(mark)] for mark in one.unplaced]) for one in found]


def competition(left: DraftLeftOut) -> Competition | None:
    """Whom she shares too few places with; None where it is not that, or there is no result."""
    draft = _opened(left.draft)
    shortage = draft.why_left_out(left.mentee_id).shortage if draft else None
    if shortage is None:
        return None
    names = outcomes.sides({str(mark) for mark in (*shortage.mentees, *shortage.mentors)})
    return Competition(_named(shortage.mentees, names, but=left.mentee_id), _named(shortage.mentors, names),
                       shortage.places)


def places_of(draft: Draft) -> dict[str, tuple[int, int]] | None:
    """Mentor's enrolment id -> (pairs, places) in a draft, those without a pair too; None while there is no result."""
    opened = _opened(draft)
    return None if opened is None else opened.places()


def _opened(draft: Draft) -> matcher.Explained | None:
    if draft.state != READY or not 0 < (draft.input_size or 0) <= matcher.MOST_BYTES:
        return None
    return matcher.explained(draft.input, draft.result) if draft.input and draft.result else None


def _marks(found: Iterable[matcher.Alternative]) -> set[str]:
    marks = {mark for one in found for mark in (one.mentee, one.mentor)}
    marks |= {mark for one in found for move in one.moves for mark in (move.mentee, move.before, move.after)}
    return {str(mark) for mark in marks if mark is not None}


def _instead(one: matcher.Alternative, other: Side, names: dict[str, Side]) -> Instead:
    def side(mark: object) -> Side | None:
        return None if mark is None else names[str(mark)]

    return Instead(other, one.score, one.effect, [
        Step(names[str(move.mentee)], side(move.before), side(move.after)) for move in one.moves])


def _named(marks: Iterable[object], names: dict[str, Side], but: str = "") -> list[Side]:
    found = [names[str(mark)] for mark in marks if mark != but]
    return sorted(found, key=lambda side: (side.name.casefold(), side.enrolment_id))
