"""The page of a pair as one reader may see it, and the parts that features above add to it.

What features show there is listed in app.py, part by part, and so are the entries of the one timeline; so the page
stays one page, and knows none of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from flask import Flask, current_app

from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import READY, Enrolment
from mentormatch.pairs import advance_no, endings, letters, queries, restoration, services, stages, why
from mentormatch.pairs.cadence import DueMeeting
from mentormatch.pairs.guides import GUIDES, STAGE_GUIDES, Guide, RoleGuide, StageGuide
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person

Place = Literal["next", "waits", "agreement", "goals", "actions", "story", "quiet"]


@dataclass(frozen=True)
class PairSide:
    """One of the two: the enrolment, and what the programme calls this side."""

    enrolment: Enrolment
    role_label: str

    @property
    def person(self) -> Person:
        """The person on this side."""
        return self.enrolment.person

    @property
    def staying_note(self) -> str:
        """What happens next for the person when the pair has ended; nothing if they have withdrawn."""
        return letters.staying_note(self.enrolment)

    @property
    def line(self) -> str:
        """What the roster says of the person, in one line."""
        facts = (self.person.job_title, self.person.department, self.person.site)
        return " · ".join(fact for fact in facts if fact)


@dataclass(frozen=True)
class PagePart:
    """What a feature shows: a template, which finds `shown` as its variable of that name.

    `place`, in the order of the page: "next" (the next meeting, at the top), "waits" (what waits for the reader's
    answer), "agreement", "goals", "actions", "story" (what else happened, below the timeline), "quiet" (small links
    at the foot).
    """

    place: Place
    template: str
    shown: Any


@dataclass(frozen=True)
class TimelineEntry:
    """One dated entry of the timeline: a template that draws one `entry`, with `shown` as its variable.

    `moment` orders entries of one day; the later one comes first. One without it comes last on its day.
    """

    day: date
    template: str
    shown: Any
    moment: datetime | None = None


@dataclass(frozen=True)
class RestoreOffer:
    """That the two are asked whether they'd like to go on: until when, and whether the reader has said yes."""

    until: datetime
    has_agreed: bool


@dataclass(frozen=True)
class PairPage:
    """Everything the page shows. `me` and `other` are None for a reader who is not one of the two.

    `stage_guide` is None until the two are past their beginning. `reasons` are those given for the end of the pair,
    for those who run the programme.
    """

    pair: Pair
    me: PairSide | None
    other: PairSide | None
    mentor: PairSide
    mentee: PairSide
    why: why.Why
    my_rank: int | None
    guide: Guide
    my_guide: RoleGuide | None
    stage_guide: StageGuide | None
    answer_by: datetime
    i_have_answered: bool
    parts: tuple[PagePart, ...]
    timeline: tuple[TimelineEntry, ...]
    reasons: tuple[str, ...]
    restore: RestoreOffer | None

    def parts_in(self, place: str) -> list[PagePart]:
        """The parts that belong in a place."""
        return [part for part in self.parts if part.place == place]


@dataclass(frozen=True)
class PairListItem:
    """A pair in its owner's list: the partner, whether it waits for the owner's answer, when it is due."""

    pair: Pair
    other: PairSide
    waits_for_me: bool
    due: DueMeeting | None


PagePartSource = Callable[[Pair, Person, date], PagePart | None]
"""A function of (pair, reader, reader's today) that gives a part of the page, or None."""

TimelineSource = Callable[[Pair, Person], list[TimelineEntry]]
"""A function of (pair, reader) that gives what it has for the timeline, as far as the reader may see it."""

_FIRST = datetime.min.replace(tzinfo=UTC)


def init_app(app: Flask, *, parts: Sequence[PagePartSource], timelines: Sequence[TimelineSource]) -> None:
    """Give the page its parts and its timelines, in the order in which they are shown within a place."""
    app.extensions.update(pair_parts=parts, pair_timelines=timelines)


def for_reader(pair: Pair, reader: Person, today: date, now: datetime) -> PairPage:
    """The page of a pair for a reader who may see it."""
    mentor, mentee = side(pair.mentor), side(pair.mentee)
    me = next((side for side in (mentor, mentee) if side.person.id == reader.id), None)
    guide, reasons = GUIDES[pair.programme.kind], why.read(pair.why, pair.score)
    is_mentor = me is mentor
    return PairPage(
        pair=pair, me=me, other=None if me is None else mentee if is_mentor else mentor,
        mentor=mentor, mentee=mentee, why=reasons,
        my_rank=None if me is None else reasons.choice_mentor if is_mentor else reasons.choice_mentee,
        stage_guide=_stage_guide(pair, today),
        guide=guide, my_guide=None if me is None else guide.mentor if is_mentor else guide.mentee,
        answer_by=services.answer_by(pair), i_have_answered=me is not None and pair.has_answered(reader.id),
        parts=tuple(part for part_of in current_app.extensions["pair_parts"] if (part := part_of(pair, reader, today))),
        timeline=entries(pair, reader),
        reasons=tuple(endings.reasons(pair.id)) if me is None and pair.is_ended else (),
        restore=_restore_offer(pair, me, now),
    )


def _restore_offer(pair: Pair, me: PairSide | None, now: datetime) -> RestoreOffer | None:
    if pair.restore_asked_at is None or not restoration.is_open(pair, now):
        return None
    has_agreed = me is not None and restoration.has_agreed(pair, me.person.id)
    return RestoreOffer(pair.restore_asked_at + restoration.OPEN_FOR, has_agreed)


def entries(pair: Pair, reader: Person) -> tuple[TimelineEntry, ...]:
    """Everything that happened in a pair and that a reader may see, the latest first."""
    shown_entries = [entry for function in current_app.extensions["pair_timelines"] for entry in function(pair, reader)]
    return tuple(sorted(shown_entries, key=lambda entry: (entry.day, entry.moment or _FIRST), reverse=True))


def list_for(reader: Person, today: date) -> list[PairListItem]:
    """A person's pairs as their list shows them: living ones first."""
    return [
        PairListItem(pair, side(pair.other_of(reader.id)), pair.is_proposed and not pair.has_answered(reader.id),
               services.next_due(pair, today))
        for pair in queries.of_person(reader.id)
    ]


def refused_for(reader: Person) -> list[PairListItem]:
    """The proposals to which a person's private list says no for them, as only they see them."""
    return [PairListItem(pair, side(pair.other_of(reader.id)), False, None)
            for pair in advance_no.of_person(reader.id)]


def in_line(reader: Person) -> Enrolment | None:
    """The newest enrolment of a person that a round can pair; None where there is none."""
    return next((enrolment for enrolment in enrolments.of_person(reader.id) if enrolment.state == READY), None)


def side(enrolment: Enrolment) -> PairSide:
    """One side of a pair with what the programme calls it."""
    return PairSide(enrolment, letters.role_label(enrolment))


def other_side(pair: Pair, reader: Person) -> PairSide:
    """A person's partner in a pair."""
    return side(pair.other_of(reader.id))


def _stage_guide(pair: Pair, today: date) -> StageGuide | None:
    if not pair.is_meeting or pair.started_at is None:
        return None
    stage = stages.stage(pair.started_at.date(), pair.programme.ends_on, today, has_met=pair.last_met_on is not None)
    return STAGE_GUIDES[pair.programme.kind].get(stage)
