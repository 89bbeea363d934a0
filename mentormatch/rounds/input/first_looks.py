"""Reading first looks: one, those of a draft, and what the pool must not know while they run."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from mentormatch.base.db import db
from mentormatch.enrolments.models import Enrolment, EnrolmentTopic
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import DISCARDED, OPEN, Draft, DraftPair, FirstLook, Round

REMEMBERED = timedelta(days=60)  # a round that was discarded longer ago says little of today's people


@dataclass(frozen=True)
class FirstLookStatus:
    """A first look at a draft: how many were asked, from when until when, and whether that is over. Never what anyone
    said.
    """

    draft: Draft
    people: int
    begins_at: datetime
    until: datetime
    is_over: bool


def by_id(look_id: str) -> FirstLook | None:
    """A first look with both sides, and what each says of herself."""
    draft = joinedload(FirstLook.draft).joinedload(Draft.round)
    query = select(FirstLook).where(FirstLook.id == look_id).options(draft.joinedload(Round.programme))
    for side in (FirstLook.mentee, FirstLook.mentor):
        query = query.options(joinedload(side).joinedload(Enrolment.person),
                              joinedload(side).selectinload(Enrolment.topics).joinedload(EnrolmentTopic.topic))
    return db.session.scalar(query)


def of_draft(draft: Draft) -> FirstLookStatus | None:
    """The first look at a draft, if people were asked."""
    people, begins_at, until, over = db.session.execute(
        select(func.count(), func.min(FirstLook.asked_at), func.max(FirstLook.until), func.count(FirstLook.over_at))
        .where(FirstLook.draft_id == draft.id)).one()
    return FirstLookStatus(draft, people, begins_at, until, people == over) if people else None


def running(round_: Round) -> FirstLookStatus | None:
    """The first look that runs in a round; there is one at a time."""
    draft = db.session.scalar(
        select(Draft).join(FirstLook, FirstLook.draft_id == Draft.id)
        .where(Draft.round_id == round_.id, FirstLook.over_at.is_(None)).limit(1))
    return of_draft(draft) if draft else None


def run_in(programme: Programme) -> bool:
    """Whether people of a programme are having a first look, or soon will."""
    return bool(db.session.scalar(select(
        select(FirstLook.id).join(Draft).join(Round).where(
            Round.programme_id == programme.id, Round.state == OPEN, FirstLook.over_at.is_(None)).exists())))


def seals(round_: Round) -> bool:
    """Whether a draft computed now is closed to coordinators: people haven't had their first look in this round."""
    looks = select(FirstLook.id).join(Draft).where(Draft.round_id == round_.id)
    if db.session.scalar(select(looks.where(FirstLook.is_sealed, FirstLook.over_at.is_(None)).exists())):
        return True
    return seals_next(round_.programme) and not db.session.scalar(
        select(looks.where(FirstLook.over_at.is_not(None)).exists()))


def seals_next(programme: Programme) -> bool:
    """Whether the drafts of a programme's next round will be closed to coordinators at first."""
    return programme.looks_sealed and programme.look_days > 0


def coordinators_have_seen(draft: Draft, now: datetime) -> bool:
    """Whether coordinators can have seen who a draft puts together: in it, or in another one of about these people.

    An open draft of an open round shows it too: other settings are tried out there.
    """
    if not draft.is_sealed:
        return True
    is_recent = (Round.state == OPEN) | ((Round.state == DISCARDED) & (Round.closed_at > now - REMEMBERED))
    return bool(db.session.scalar(select(
        select(Draft.id).join(Round).where(
            Round.programme_id == draft.round.programme_id, is_recent, Draft.is_sealed.is_(False),
            Draft.computed_at.is_not(None)).exists())))


def waiting_for(person_id: str, now: datetime) -> list[FirstLook]:
    """First looks someone can have now, the one that ends first before the others."""
    return list(db.session.scalars(
        select(FirstLook).join(FirstLook.mentee).join(FirstLook.draft).join(Draft.round)
        .where(Enrolment.person_id == person_id, FirstLook.over_at.is_(None), FirstLook.asked_at <= now,
               FirstLook.until > now, Round.state == OPEN)
        .options(joinedload(FirstLook.mentee).joinedload(Enrolment.programme),
                 joinedload(FirstLook.mentor).joinedload(Enrolment.person)).order_by(FirstLook.until, FirstLook.id)))


def drafts_due(now: datetime) -> list[str]:
    """Ids of drafts at which people have looked first, and whose time is over without anyone having noted it."""
    return list(db.session.scalars(
        select(FirstLook.draft_id).where(FirstLook.over_at.is_(None), FirstLook.until <= now).distinct()
        .order_by(FirstLook.draft_id)))


def rows(draft: Draft) -> list[FirstLook]:
    """Every first look at a draft."""
    return list(db.session.scalars(
        select(FirstLook).where(FirstLook.draft_id == draft.id).order_by(FirstLook.id)))


def pair_of(look: FirstLook) -> DraftPair | None:
    """The drafted pair she looks at, with why; None when the draft was computed anew meanwhile."""
    return db.session.scalar(select(DraftPair).where(
        DraftPair.draft_id == look.draft_id, DraftPair.mentee_id == look.mentee_id,
        DraftPair.mentor_id == look.mentor_id))


def without_running(boundaries: dict[str, frozenset[str]], programme_id: str) -> dict[str, frozenset[str]]:
    """Boundaries (enrolment id -> person ids) without those that a first look asks about which still runs.

    Otherwise whoever computes a draft meanwhile could see who has said what.
    """
    mentee, own, mentor = aliased(Enrolment), aliased(Enrolment), aliased(Enrolment)
    running_looks = db.session.execute(
        select(own.id, mentor.person_id).select_from(FirstLook)
        .join(mentee, FirstLook.mentee_id == mentee.id).join(mentor, FirstLook.mentor_id == mentor.id)
        .join(own, (own.person_id == mentee.person_id) & (own.programme_id == mentee.programme_id))
        .join(Draft, FirstLook.draft_id == Draft.id).join(Round, Draft.round_id == Round.id)
        .where(FirstLook.over_at.is_(None), Round.state == OPEN, Round.programme_id == programme_id)).all()
    remaining = dict(boundaries)
    for enrolment_id, person_id in running_looks:
        if left := remaining.pop(enrolment_id, frozenset()) - {person_id}:
            remaining[enrolment_id] = left
    return remaining
