"""Person by person, what differs between drafts, or between a draft and what it would become. Reads no database
but for names and pairs; scores are told only of pairs that some draft has.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment
from mentormatch.people.models import Person
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import READY, Draft, DraftPair, Round

PLACED, LEFT_OUT, GAINS, LOSES, MOVED = "placed", "left-out", "gains", "loses", "moved"
KINDS = (LEFT_OUT, LOSES, PLACED, GAINS, MOVED)
PAGE = 50
MAX_COMPARED = 3

ScoredMentor = tuple[str, int | None]
Names = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Totals:
    """A set of pairs in figures; scores 0..1000, None without pairs."""

    pairs: int
    mean: int | None
    worst: int | None

    @classmethod
    def from_scores(cls, scored: Mapping[str, ScoredMentor]) -> "Totals":
        """Count pairs with their scores; a pair that is not possible any more has none."""
        scores = [score for _mentor, score in scored.values() if score is not None]
        return cls(len(scored), round(sum(scores) / len(scores)) if scores else None, min(scores, default=None))


@dataclass(frozen=True)
class MatchChange:
    """What differs for one mentee: (mentor's enrolment id, score) before and after, None for no mentor.

    Nothing is said of gain or loss where the pair before is not possible any more, nor where the two scores are
    `on_two_scales`: of drafts that weigh the criteria differently.
    """

    mentee_id: str
    before: ScoredMentor | None
    after: ScoredMentor | None
    on_two_scales: bool = False

    @property
    def kind(self) -> str:
        """PLACED, LEFT_OUT, GAINS, LOSES, or MOVED when the score is the same or there is none to compare."""
        if self.before is None:
            return PLACED
        if self.after is None:
            return LEFT_OUT
        return GAINS if self.points > 0 else LOSES if self.points < 0 else MOVED

    def concerns(self, enrolment_ids: Collection[str]) -> bool:
        """Whether one of some people is among those in it: the mentee, the mentor before, the mentor after."""
        people = (self.mentee_id, self.before and self.before[0], self.after and self.after[0])
        return any(person in enrolment_ids for person in people)

    @property
    def points(self) -> int:
        """How many points she gains; negative is a loss; 0 where there is nothing to compare."""
        was, now = self.before and self.before[1], self.after and self.after[1]
        return now - was if was is not None and now is not None and not self.on_two_scales else 0

    @property
    def is_no_longer_possible(self) -> bool:
        """Whether the pair before cannot be any more under what is asked now."""
        return self.before is not None and self.before[1] is None


@dataclass(frozen=True)
class DraftDifference:
    """What differs between two sets of pairs: the totals, and everyone whose mentor is another."""

    before: Totals
    after: Totals
    changes: tuple[MatchChange, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind, in the order of KINDS; kinds without anyone are absent."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def of_kind(self, kind: str) -> list[MatchChange]:
        """The changes of one kind, or all when there is no such kind; the largest first."""
        chosen = [change for change in self.changes if kind not in KINDS or change.kind == kind]
        return sorted(chosen, key=lambda change: (KINDS.index(change.kind), -abs(change.points), change.mentee_id))


@dataclass(frozen=True)
class NamedChange:
    """A change with names: (name, department) of the mentee and of the mentor before and after."""

    change: MatchChange
    mentee: tuple[str, str]
    before: tuple[str, str] | None
    after: tuple[str, str] | None


@dataclass(frozen=True)
class ComparedMentee:
    """A mentee whose mentor is not the same in all drafts shown: (mentor's name, score) in each, and what changed
    from the first draft to the last.
    """

    name: str
    department: str
    cells: tuple[tuple[str, int | None] | None, ...]
    change: MatchChange


@dataclass(frozen=True)
class SideBySide:
    """Drafts beside each other: the totals of each, how many changed in which way, one page of who."""

    drafts: tuple[Draft, ...]
    totals: tuple[Totals, ...]
    counts: dict[str, int]
    rows: tuple[ComparedMentee, ...]
    kind: str
    page: int
    pages: int
    are_alike: bool


def side_by_side(round_: Round, draft_ids: str, *, kind: str = "", page: int = 1,
                 own: Collection[str] = ()) -> SideBySide:
    """Set drafts of a round beside each other: those named by their ids, else the two newest. Five statements.

    Names that are no open draft of the round with a result are passed over; so are changes that concern `own`
    enrolments.
    """
    ready = {draft.id: draft for draft in round_.drafts if draft.state == READY and not draft.discarded_at
             and not draft.is_sealed}
    chosen = [ready[item] for item in dict.fromkeys(draft_ids.split(",")) if item in ready] or list(ready.values())[-2:]
    chosen = chosen[:MAX_COMPARED]
    if len(chosen) < 2:
        return SideBySide(tuple(chosen), (), {}, (), "", 1, 1, True)
    pairs = [pairs_of(draft) for draft in chosen]
    on_two_scales = not are_alike(chosen)
    changed = difference(pairs[0], pairs[-1], on_two_scales=on_two_scales, own=_concerned(pairs, own))
    also = {item for between in pairs[1:-1] for item in pairs[0].keys() | between.keys()
            if _mentor(pairs[0], item) != _mentor(between, item)} - {change.mentee_id for change in changed.changes}
    also -= _concerned(pairs, own)
    changes = changed.of_kind(kind) + [MatchChange(item, pairs[0].get(item), pairs[-1].get(item))
                                       for item in sorted(also)
                                     if kind not in KINDS]
    pages = max(1, -(-len(changes) // PAGE))
    page = min(max(1, page), pages)
    shown = changes[(page - 1) * PAGE:page * PAGE]
    names = names_of({item for change in shown for held in pairs if (pair := held.get(change.mentee_id))
                      for item in (change.mentee_id, pair[0])} | {change.mentee_id for change in shown})
    rows = tuple(ComparedMentee(*names[change.mentee_id], _cells(change.mentee_id, pairs, names), change)
                 for change in shown)
    return SideBySide(tuple(chosen), tuple(map(Totals.from_scores, pairs)), changed.counts, rows,
                      kind if kind in KINDS else "", page, pages, not on_two_scales)


def difference(before: Mapping[str, ScoredMentor], after: Mapping[str, ScoredMentor], *,
               on_two_scales: bool = False, own: Collection[str] = ()) -> DraftDifference:
    """Set two sets of pairs (mentee -> (mentor, score)) against each other; changes of `own` enrolments aren't told."""
    changed = sorted(mentee for mentee in before.keys() | after.keys() if _mentor(before, mentee)
                     != _mentor(after, mentee))
    changes = tuple(MatchChange(mentee, before.get(mentee), after.get(mentee), on_two_scales) for mentee in changed)
    return DraftDifference(Totals.from_scores(before), Totals.from_scores(after),
                           tuple(change for change in changes if not change.concerns(own)))


def pairs_of(draft: Draft) -> dict[str, ScoredMentor]:
    """Mentee's enrolment id -> (mentor's, score) of a draft as stored."""
    return {mentee: (mentor, score) for mentee, mentor, score in db.session.execute(
        select(DraftPair.mentee_id, DraftPair.mentor_id, DraftPair.score).where(DraftPair.draft_id == draft.id))}


def are_alike(drafts: Iterable[Draft]) -> bool:
    """Whether drafts weigh the criteria alike, so that their scores can be compared."""
    weighed = [DraftSettings.from_json(draft.settings).criteria for draft in drafts]
    return all(weights == weighed[0] for weights in weighed)


def named(changes: Iterable[MatchChange], known: Names | None = None) -> list[NamedChange]:
    """Changes with the names of everyone in them; one statement for those who are not known yet."""
    listed, names = list(changes), dict(known or {})
    ids = {enrolment_id for change in listed for enrolment_id in (change.mentee_id, change.before and change.before[0],
                                                change.after and change.after[0]) if enrolment_id}
    if missing := ids - names.keys():
        names |= names_of(missing)
    return [NamedChange(change, names[change.mentee_id], names[change.before[0]] if change.before else None,
                  names[change.after[0]] if change.after else None) for change in listed]


def names_of(enrolment_ids: Iterable[str]) -> Names:
    """Enrolment id -> (name, department)."""
    return {enrolment_id: (name, department) for enrolment_id, name, department in db.session.execute(
        select(Enrolment.id, Person.name, Person.department).join(Enrolment.person)
        .where(Enrolment.id.in_(list(enrolment_ids))))}


def _concerned(pairs: Iterable[Mapping[str, ScoredMentor]], own: Collection[str]) -> set[str]:
    """Some people, and the mentees whom one of the drafts gives one of them as mentor."""
    return set(own) | {mentee for held in pairs for mentee, (mentor, _score) in held.items() if mentor in own}


def _cells(mentee: str, pairs: list[dict[str, ScoredMentor]], names: Names) -> tuple[tuple[str, int | None] | None,
                                                                                     ...]:
    held = [draft_pairs.get(mentee) for draft_pairs in pairs]
    return tuple((names[pair[0]][0], pair[1]) if pair else None for pair in held)


def _mentor(pairs: Mapping[str, ScoredMentor], mentee: str) -> str | None:
    match = pairs.get(mentee)
    return match[0] if match else None
