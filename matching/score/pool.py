"""The people of one round in canonical order, with the positions every array of this package is indexed by."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.model.errors import MatchingError
from matching.score.people import Mentee, Mentor, Org


@dataclass(frozen=True, eq=False)
class ScoringPool:
    """Mentees and mentors sorted by id, and the reporting line; make one with `Pool.from_people`."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    org: Org

    @classmethod
    def from_people(cls, mentees: Iterable[Mentee], mentors: Iterable[Mentor], org: Org | None = None) -> "ScoringPool":
        """Sort both sides. Raises `MatchingError` naming an enrolment that is listed twice on one side."""
        pool = cls(
            tuple(sorted(mentees, key=lambda mentee: mentee.id)),
            tuple(sorted(mentors, key=lambda mentor: mentor.id)),
            org or Org(),
        )
        for side, people in (("mentee", pool.mentees), ("mentor", pool.mentors)):
            twice = [who for who, times in Counter(person.id for person in people).items() if times > 1]
            if twice:
                raise MatchingError(f"The {side} {twice[0]!r} is listed twice.", twice[0])
        return pool

    @cached_property
    def mentee_at(self) -> Mapping[str, int]:
        """Mentee id -> position."""
        return {mentee.id: position for position, mentee in enumerate(self.mentees)}

    @cached_property
    def mentor_at(self) -> Mapping[str, int]:
        """Mentor id -> position."""
        return {mentor.id: position for position, mentor in enumerate(self.mentors)}

    @cached_property
    def mentees_of(self) -> Mapping[str, Sequence[int]]:
        """Person id -> positions of that person's enrolments as mentee; absent when there is none."""
        return _by_person(self.mentees)

    @cached_property
    def mentors_of(self) -> Mapping[str, Sequence[int]]:
        """Person id -> positions of that person's enrolments as mentor; absent when there is none."""
        return _by_person(self.mentors)

    @cached_property
    def mentee_wishes(self) -> Sequence[tuple[int, int, int]]:
        """The mentees' wishes as (mentee position, mentor position, rank from 0), for people in the pool."""
        position_of = self.mentor_at
        return [
            (row, position_of[mentor], rank)
            for row, mentee in enumerate(self.mentees)
            for rank, mentor in enumerate(mentee.wishes)
            if mentor in position_of
        ]

    @cached_property
    def mentor_wishes(self) -> Sequence[tuple[int, int, int]]:
        """The mentors' wishes as (mentee position, mentor position, rank from 0), for people in the pool."""
        position_of = self.mentee_at
        return [
            (position_of[mentee], column, rank)
            for column, mentor in enumerate(self.mentors)
            for rank, mentee in enumerate(mentor.wishes)
            if mentee in position_of
        ]

    def position(self, mentee_id: str, mentor_id: str) -> tuple[int, int]:
        """Return both positions; raises `MatchingError` naming an id that is not in this pool."""
        for side, known, wanted in (
            ("mentee", self.mentee_at, mentee_id),
            ("mentor", self.mentor_at, mentor_id),
        ):
            if wanted not in known:
                raise MatchingError(f"There is no {side} {wanted!r} in this round.", wanted)
        return self.mentee_at[mentee_id], self.mentor_at[mentor_id]


def _by_person(people: Sequence[Mentee] | Sequence[Mentor]) -> Mapping[str, Sequence[int]]:
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        positions[person.person_id].append(position)
    return dict(positions)
