"""What a stored draft answers about one pair or one person left out, with names in place of marks.

Everything comes from the draft's own two files (see matcher/explaining.py); the words are made in sentences.py.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from mentormatch.rounds import matcher
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.models import READY, Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.reading import placements
from mentormatch.rounds.reading.placements import PersonFacts

MAX_INSTEAD = 3


@dataclass(frozen=True)
class Reassignment:
    """One mentee's change of place; None is no mentor."""

    who: PersonFacts
    before: PersonFacts | None
    after: PersonFacts | None


@dataclass(frozen=True)
class AlternativePair:
    """Somebody else one of the two could have: the score of that pair, what it does to the whole, who moves."""

    other: PersonFacts
    score: int
    effect: matcher.Effect
    steps: list[Reassignment]


@dataclass(frozen=True)
class PairAnswers:
    """The next best for her and for him; `has_prices` is false where costs cannot be told (a stable draft)."""

    for_mentee: list[AlternativePair]
    for_mentor: list[AlternativePair]
    has_prices: bool


@dataclass(frozen=True)
class PossibleChange:
    """A change that would place someone, checked by solving again; `left_out` would lose their pairs by it."""

    kind: str
    mentor: PersonFacts | None
    amount: int
    rules: tuple[str, ...]
    effect: matcher.Effect
    left_out: list[PersonFacts]


@dataclass(frozen=True)
class Competition:
    """Who shares too few places with her: the other mentees, the mentors, the places they have between them."""

    mentees: list[PersonFacts]
    mentors: list[PersonFacts]
    places: int


def of_pair(pair: DraftPair, *, own: Collection[str] = ()) -> PairAnswers | None:
    """What else the two of a pair could have; None without a result, or if it is too large.

    What concerns `own` enrolments is left out, here and below. One statement for all names.
    """
    draft = _opened(pair.draft)
    if draft is None:
        return None
    for_mentee = draft.instead_for_her(pair.mentee_id, MAX_INSTEAD)
    for_mentor = draft.instead_for_him(pair.mentor_id, MAX_INSTEAD + 2)
    mentees = {str(alternative.mentee) for alternative in for_mentee}
    for_mentor = [alternative for alternative in for_mentor if str(alternative.mentee) not in mentees][:MAX_INSTEAD]
    for_mentee, for_mentor = (
        [alternative for alternative in alternatives if _marks([alternative]).isdisjoint(own)]
        for alternatives in (for_mentee, for_mentor))
    names = placements.person_facts(_marks(for_mentee + for_mentor))
    return PairAnswers([_instead(alternative, names[str(alternative.mentor)], names) for alternative in for_mentee],
                       [_instead(alternative, names[str(alternative.mentee)], names) for alternative in for_mentor],
                       draft.has_prices)


def changes_for(left: DraftLeftOut, *, now: datetime, zone: str, own: Collection[str] = (),
                ) -> list[PossibleChange] | None:
    """The smallest changes that would place her; None without a result, or if it is too large.

    Slow: it solves again and again. Setting a rule aside is looked at only where the programme lets that be done.
    """
    draft = _opened(left.draft)
    if draft is None:
        return None
    waivable = left.draft.programme.waivable_rules
    problem = computing.matching_input(left.draft, now=now, zone=zone) if waivable else None
    changes = [change for change in draft.changes(left.mentee_id, problem, waivable)
               if not {str(change.mentor), *map(str, change.unplaced)} & set(own)]
    names = placements.person_facts({str(mark) for change in changes for mark in (change.mentor, *change.unplaced)
                                     if mark is not None})
    return [PossibleChange(change.kind, names[str(change.mentor)] if change.mentor is not None else None, change.amount,
                           change.rules, change.effect, [names[str(mark)] for mark in change.unplaced])
            for change in changes]


def competition(left: DraftLeftOut, *, own: Collection[str] = ()) -> Competition | None:
    """Whom she shares too few places with; None where it is not that, or there is no result."""
    draft = _opened(left.draft)
    shortage = draft.why_left_out(left.mentee_id).shortage if draft else None
    if shortage is None:
        return None
    names = placements.person_facts({str(mark) for mark in (*shortage.mentees, *shortage.mentors)})
    return Competition(_named(shortage.mentees, names, but={left.mentee_id, *own}),
                       _named(shortage.mentors, names, but=own),
                       shortage.places)


def places_of(draft: Draft) -> dict[str, tuple[int, int]] | None:
    """Mentor's enrolment id -> (pairs, places) in a draft, those without a pair too; None while there is no result."""
    opened = _opened(draft)
    return None if opened is None else opened.places()


def _opened(draft: Draft) -> matcher.DraftExplainer | None:
    if draft.state != READY or not 0 < (draft.input_size or 0) <= matcher.MAX_BYTES:
        return None
    return matcher.opened_explainer(draft.input, draft.result) if draft.input and draft.result else None


def _marks(alternatives: Iterable[matcher.Alternative]) -> set[str]:
    marks = {mark for alternative in alternatives for mark in (alternative.mentee, alternative.mentor)}
    marks |= {mark for alternative in alternatives for move in alternative.moves
              for mark in (move.mentee, move.before, move.after)}
    return {str(mark) for mark in marks if mark is not None}


def _instead(alternative: matcher.Alternative, other: PersonFacts, names: dict[str, PersonFacts]) -> AlternativePair:
    def side(mark: object) -> PersonFacts | None:
        return None if mark is None else names[str(mark)]

    return AlternativePair(other, alternative.score, alternative.effect, [
        Reassignment(names[str(move.mentee)], side(move.before), side(move.after)) for move in alternative.moves])


def _named(marks: Iterable[object], names: dict[str, PersonFacts], *, but: Collection[str]) -> list[PersonFacts]:
    people = [names[str(mark)] for mark in marks if str(mark) not in but]
    return sorted(people, key=lambda side: (side.name.casefold(), side.enrolment_id))
