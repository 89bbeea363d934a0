"""Publishing a draft: its pairs become proposals, whole or not at all, and never one that a rule forbids now.

Now or at a set time; taken back whole within a day while nobody has accepted.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import ACTIVE, ENDED, PAUSED, PROPOSED, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.rounds import matcher, services
from mentormatch.rounds.drafts import computing, result_files
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input import first_looks as looks
from mentormatch.rounds.models import OPEN, PUBLISHED, READY, Draft, DraftPair, Round
from mentormatch.rounds.publishing import left_out, letters
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing.plans import LEFT_OUT, Plan
from mentormatch.rounds.reading import queries

MOST_NAMED = 5
TAKEN_BACK_WITHIN = timedelta(hours=24)
LATEST = timedelta(days=60)
SOONEST = timedelta(minutes=1)


class NothingToPublish(DomainError):
    """The draft pairs nobody."""


class DraftOutdated(DomainError):
    """Some pairs of the draft are no longer possible. What may be said of which is in the message, and only there."""


class NotThen(DomainError):
    """The time to publish at has passed, or is too far ahead."""


class NothingPlanned(DomainError):
    """The round has no time set at which it would be published."""


class PeopleAreLooking(DomainError):
    """Mentees are having a first look, and what they say counts when its time is over."""


class CannotBeTakenBack(DomainError):
    """The round is not published, its time has passed, or somebody has accepted."""


def publish(
    draft: Draft, *, by: Person | None, now: datetime, zone: str, plan: Plan | None = None, seen: int | None = None,
) -> Round:
    """Publish a draft: each pair becomes a proposal, both sides get a mail, the round is closed. All or nothing.

    Every hard rule is checked again on the data as it is now. `seen` is the version that was looked at. Raises what
    `checked` raises, and WrongText for a text of the plan.
    """
    plan = plan or Plan()
    texts.check(plan)
    proposed = checked(draft, now=now, zone=zone, seen=seen, by=by)
    of = draft.round
    pairs.propose_all([pairs.Proposal(pair.mentor, pair.mentee, pair.score, pair.parts) for pair in proposed],
                      round_number=of.number, by=by, now=now, send_mail=plan.mails, own=plan.texts)
    if plan.mails and plan.tell_left_out:
        said = letters.left_out_wording(draft.programme, plan.texts.get(LEFT_OUT))
        for left in left_out.waiting(draft):
            mail.post(letters.left_out(left.mentee, said), left.mentee.person, kind="rounds.left_out", now=now)
    of.state, of.closed_at, draft.published_at = PUBLISHED, now, now
    of.plan, of.publish_at = plan.to_json() | {"draft_id": draft.id}, None
    audit.record("round.published", by=by, on=of, now=now, number=of.number, draft=draft.id, pairs=len(proposed),
                 mails=plan.mails, edited_texts=plan.edited)
    return of


def plan_for(
    draft: Draft, plan: Plan, at: datetime, *, by: Person, now: datetime, zone: str, seen: int | None = None,
) -> None:
    """Set the time at which a worker publishes a draft; a time set before is replaced.

    `seen` is the version that was looked at. Raises NotThen, and what `publish` raises for the data as it is now; they
    are checked again when the time comes.
    """
    check_moment(at, now)
    texts.check(plan)
    checked(draft, now=now, zone=zone, seen=seen, by=by)
    of = draft.round
    looked_at = draft.computed_at.isoformat() if draft.computed_at else ""
    of.publish_at, of.plan = at, plan.to_json() | {"draft_id": draft.id, "by_id": by.id, "computed_at": looked_at}
    audit.record("round.publish_planned", by=by, on=of, now=now, number=of.number, draft=draft.id,
                 at=at.isoformat(timespec="minutes"), edited_texts=plan.edited)


def check_moment(at: datetime, now: datetime) -> None:
    """Refuse a time that has passed or is too far ahead. Raises NotThen."""
    if not now + SOONEST <= at <= now + LATEST:
        raise NotThen(_("Choose a time in the next %(days)d days.", days=LATEST.days), "at")


def cancel_plan(of: Round, *, by: Person, now: datetime) -> None:
    """Publish nothing by itself any more. Raises RoundAlreadyPublished, NothingPlanned."""
    services.check_open(of)
    if of.publish_at is None:
        raise NothingPlanned(_("No time is set for this round, so nothing would have been published."))
    of.publish_at = None
    audit.record("round.publish_cancelled", by=by, on=of, now=now, number=of.number)


def due(now: datetime) -> list[str]:
    """Ids of rounds whose time to be published has come."""
    return list(db.session.scalars(
        select(Round.id).where(Round.state == OPEN, Round.publish_at <= now).order_by(Round.publish_at)))


def publish_planned(round_id: str, *, now: datetime, zone: str) -> None:
    """Publish a round whose time has come; does nothing when it was published, cancelled or put off meanwhile.

    Raises DraftChanged when the draft was computed again since it was planned, and what `publish` raises.
    """
    of = _due(round_id, now)
    if of is None:
        return
    plan = plan_of(of)
    draft = queries.draft(plan.draft_id)
    if draft is None:
        raise result_files.DraftNotReady(_("The draft that was to be published is no longer there."))
    if not plan.is_of(draft.computed_at):
        raise drafts.DraftChanged(_("%(name)s changed %(draft)s after its publishing was planned. Look at it as it is "
                                    "now, then publish it.", name=drafts.changed_by(draft), draft=draft.name))
    published = publish(draft, by=db.session.get(Person, plan.by_id), now=now, zone=zone, plan=plan)
    count = queries.figures(draft).pairs
    for coordinator in published.programme.coordinators:
        mail.post(letters.published(published, count), coordinator, kind="rounds.published", now=now)


def refuse_planned(round_id: str, why: DomainError, *, now: datetime) -> None:
    """Give up a planned publishing that was refused, and tell the coordinators why."""
    of = _due(round_id, now)
    if of is None:
        return
    of.publish_at = None
    audit.record("round.publish_refused", on=of, now=now, number=of.number, refusal=type(why).__name__)
    for coordinator in of.programme.coordinators:
        mail.post(letters.not_published(of, str(why)), coordinator, kind="rounds.not_published", now=now)


def take_back(of: Round, *, by: Person, now: datetime) -> int:
    """Open a published round again: its proposals are withdrawn and may return, and who got a mail gets another.

    Returns how many proposals were withdrawn. Raises CannotBeTakenBack, RoundIsOpen.
    """
    check_can_be_taken_back(of, now)
    proposed = _proposals_of(of)
    plan = plan_of(of)
    for pair in proposed:
        pairs.withdraw(pair, by=by, now=now, may_return=True, send_mail=plan.mails)
    draft = of.published_draft
    if draft and plan.mails and plan.tell_left_out:
        for left in left_out.waiting(draft):
            mail.post(letters.open_again(left.mentee), left.mentee.person, kind="rounds.open_again", now=now)
    if draft:
        draft.published_at = None
    of.state, of.closed_at = OPEN, None
    audit.record("round.taken_back", by=by, on=of, now=now, number=of.number, pairs=len(proposed))
    return len(proposed)


def check_can_be_taken_back(of: Round, now: datetime) -> None:
    """Raises CannotBeTakenBack, and RoundIsOpen when the programme has opened another round since."""
    if of.state != PUBLISHED or of.closed_at is None:
        raise CannotBeTakenBack(_("This round is not published, so there is nothing to take back."))
    if now > of.closed_at + TAKEN_BACK_WITHIN:
        raise CannotBeTakenBack(_("A round can be taken back within 24 hours, and they are over. You can withdraw "
                                  "single proposals."))
    if _somebody_accepted(of):
        raise CannotBeTakenBack(_("Somebody has accepted already, so the round can no longer be taken back. You can "
                                  "withdraw single proposals."))
    if queries.open_round(of.programme):
        raise services.RoundIsOpen(_("Another round of this programme is open. Discard it before you take this one "
                                     "back."))


def can_be_taken_back(of: Round, now: datetime) -> bool:
    """Whether a published round can be opened again now."""
    try:
        check_can_be_taken_back(of, now)
    except DomainError:
        return False
    return True


def plan_of(of: Round) -> Plan:
    """How a round is to be published, or was."""
    return Plan.from_json(of.plan)


def check_publishable(draft: Draft) -> None:
    """Refuse what can be refused before the pairs are looked at.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen, PeopleAreLooking, DraftNotReady.
    """
    services.check_open(draft.round)
    services.check_programme(draft.programme)
    if looks.running(draft.round):
        raise PeopleAreLooking(_("People are having a first look at this round. It can be published when their time is "
                                 "over, or when you end it."))
    if draft.discarded_at:
        raise result_files.DraftNotReady(_("%(draft)s was discarded. Take it back first.", draft=draft.name))
    if draft.state != READY:
        raise result_files.DraftNotReady(_("This draft has no result that could be published. Wait until it is "
                                           "computed, or compute another one."))


def checked(
    draft: Draft, *, now: datetime, zone: str, seen: int | None = None, by: Person | None = None,
) -> list[DraftPair]:
    """The pairs of a draft that could be published at this moment; with `seen` only as that version had them.

    Raises what `check_publishable` raises, DraftChanged, NothingToPublish, DraftOutdated.
    """
    check_publishable(draft)
    if seen is not None:
        drafts.check_seen(draft, seen, by=by)
    proposed = queries.all_pairs(draft)
    if not proposed:
        raise NothingToPublish(_("This draft pairs nobody, so there is nothing to publish. Change the rules or wait "
                                 "for more people, and compute again; or discard the round."))
    _check_current(draft, proposed, now=now, zone=zone)
    return proposed


def _due(round_id: str, now: datetime) -> Round | None:
    of = db.session.get(Round, round_id)
    return of if of and of.state == OPEN and of.publish_at and of.publish_at <= now else None


def _check_current(draft: Draft, proposed: list[DraftPair], *, now: datetime, zone: str) -> None:
    """Check every pair against the pool as it is now. Raises DraftOutdated.

    It names pairs that anybody can see are gone: somebody paused, left, was paired or has a new manager. Of a pair
    that is no longer suited it says nothing, neither who nor how many: that may be somebody's private boundary.
    """
    asked = computing.question_of(draft, now=now, zone=zone)
    gone = matcher.broken(asked, [(pair.mentee_id, pair.mentor_id) for pair in proposed])
    if not gone:
        return
    open_ones = sorted(f"{pair.mentee.person.name} – {pair.mentor.person.name}" for pair in proposed
                       if matcher.may_be_named(gone.get((pair.mentee_id, pair.mentor_id), ())))
    if not open_ones:
        raise DraftOutdated(_("Things have changed since this draft was computed, and it can no longer be published "
                              "as it is. Compute a new draft."))
    listed = "; ".join(open_ones[:MOST_NAMED]) + ("; …" if len(open_ones) > MOST_NAMED else "")
    raise DraftOutdated(_("Things have changed since this draft was computed. These cannot become a pair any more: "
                          "%(names)s. Compute a new draft.", names=listed))


def _somebody_accepted(of: Round) -> bool:
    return bool(db.session.scalar(select(exists().where(queries.proposed_in(of), or_(
        Pair.mentor_accepted_at.is_not(None), Pair.mentee_accepted_at.is_not(None),
        Pair.state.in_((ACTIVE, PAUSED, ENDED)))))))


def _proposals_of(of: Round) -> list[Pair]:
    return list(db.session.scalars(
        select(Pair).where(queries.proposed_in(of), Pair.state == PROPOSED)
        .options(joinedload(Pair.programme), joinedload(Pair.mentor).joinedload(Enrolment.person),
                 joinedload(Pair.mentee).joinedload(Enrolment.person)).order_by(Pair.id)))
