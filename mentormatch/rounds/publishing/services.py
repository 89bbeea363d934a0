"""Publishing a draft: its pairs become proposals, whole or not at all, and never one that a rule forbids now.

Now or at a set time, until when nothing is seen or sent; taken back whole within a day while no one has accepted.
"""

from datetime import datetime, timedelta

from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from mentormatch.base import audit
from mentormatch.base import mail as outbox
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import queries as enrolments
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import advance_no
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import ACTIVE, ENDED, PAUSED, PROPOSED, Pair
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.rounds import services
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.models import OPEN, PUBLISHED, Draft, Round
from mentormatch.rounds.publishing import eligibility, group_figures, left_out, letters
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing.plans import LEFT_OUT, TAKEN_BACK_WITHIN, PublishingPlan, WayBack
from mentormatch.rounds.reading import queries

LATEST = timedelta(days=60)
SOONEST = timedelta(minutes=1)


class NotThen(DomainError):
    """The time to publish at has passed, or is too far ahead."""


class NothingPlanned(DomainError):
    """The round has no time set at which it would be published."""


class CannotBeTakenBack(DomainError):
    """The round is not published, its time has passed, or someone has accepted."""


def publish(
    draft: Draft, *, by: Person | None, now: datetime, zone: str, plan: PublishingPlan | None = None,
    seen_version: int | None = None,
) -> Round:
    """Publish a draft: each pair becomes a proposal, both sides get a mail, the round is closed. All or nothing.

    Every hard rule is checked again on the data as it is now. `seen` is the version that was looked at. Raises what
    `eligibility.publishable_pairs` raises, and WrongText for a text of the plan.
    """
    plan = plan or PublishingPlan()
    texts.check(plan)
    proposed = eligibility.publishable_pairs(draft, now=now, zone=zone, seen_version=seen_version, by=by)
    round_ = draft.round
    limits = enrolments.boundaries(draft.programme.id)
    pairs.propose_all([pairs.Proposal(pair.mentor, pair.mentee, pair.score, pair.parts,
                                      advance_no.sides(pair.mentor, pair.mentee, limits)) for pair in proposed],
                      round_number=round_.number, by=by, now=now, send_mail=plan.mails, own=plan.texts)
    if plan.mails and plan.tell_left_out:
        wording = letters.left_out_wording(draft.programme, plan.texts.get(LEFT_OUT))
        for left in left_out.waiting(draft):
            mail.post(letters.left_out(left.mentee, wording), left.mentee.person, kind="rounds.left_out", now=now,
                      batch=_batch(round_))
    round_.state, round_.closed_at, draft.published_at = PUBLISHED, now, now
    round_.plan, round_.publish_at = plan.to_json() | {"draft_id": draft.id}, None
    round_.group_figures = group_figures.count(draft)
    audit.record("round.published", by=by, on=round_, now=now, number=round_.number, draft=draft.id,
                 pairs=len(proposed),
                 mails=plan.mails, edited_texts=plan.edited)
    return round_


def schedule(
    draft: Draft, plan: PublishingPlan, moment: datetime, *, by: Person, now: datetime, zone: str,
    seen_version: int | None = None,
) -> None:
    """Set the time at which a worker publishes a draft; a time set before is replaced.

    `seen` is the version that was looked at. Raises NotThen, and what `publish` raises for the data as it is now; they
    are checked again when the time comes.
    """
    check_moment(moment, now)
    texts.check(plan)
    eligibility.publishable_pairs(draft, now=now, zone=zone, seen_version=seen_version, by=by)
    round_ = draft.round
    looked_at = draft.computed_at.isoformat() if draft.computed_at else ""
    round_.publish_at, round_.plan = moment, plan.to_json() | {"draft_id": draft.id, "by_id": by.id,
                                                               "computed_at": looked_at}
    audit.record("round.publish_planned", by=by, on=round_, now=now, number=round_.number, draft=draft.id,
                 at=moment.isoformat(timespec="minutes"), edited_texts=plan.edited, held=plan.is_held)


def check_moment(moment: datetime, now: datetime) -> None:
    """Refuse a time that has passed or is too far ahead. Raises NotThen."""
    if not now + SOONEST <= moment <= now + LATEST:
        raise NotThen(_("Choose a time in the next %(days)d days.", days=LATEST.days), "publish_at")


def cancel_plan(round_: Round, *, by: Person, now: datetime) -> None:
    """Publish nothing by itself any more. Raises RoundAlreadyPublished, NothingPlanned."""
    services.check_open(round_)
    if round_.publish_at is None:
        raise NothingPlanned(_("This round wasn't scheduled, so there's nothing to cancel."))
    round_.publish_at = None
    audit.record("round.publish_cancelled", by=by, on=round_, now=now, number=round_.number)


def due_rounds(now: datetime) -> list[str]:
    """Ids of rounds whose time to be published has come."""
    return list(db.session.scalars(
        select(Round.id).where(Round.state == OPEN, Round.publish_at <= now).order_by(Round.publish_at)))


def publish_planned(round_id: str, *, now: datetime, zone: str) -> None:
    """Publish a round whose time has come; does nothing when it was published, cancelled or put off meanwhile.

    Raises DraftChanged when the draft was computed again since it was planned, and what `publish` raises.
    """
    round_ = _due_round(round_id, now)
    if round_ is None:
        return
    plan = schedule_of(round_)
    draft = queries.draft(plan.draft_id)
    if draft is None:
        raise result_files.DraftNotReady(_("The draft that was due to be published no longer exists."))
    if not plan.is_of(draft.computed_at):
        raise drafts.DraftChanged(_("%(name)s changed %(draft)s after it was scheduled. Review it as it is now, then "
                                    "publish it.", name=drafts.changed_by(draft), draft=draft.name))
    published = publish(draft, by=db.session.get(Person, plan.by_id), now=now, zone=zone, plan=plan)
    count = queries.figures(draft).pairs
    for coordinator in published.programme.coordinators:
        mail.post(letters.published(published, count), coordinator, kind="rounds.published", now=now)


def refuse_planned(round_id: str, why: DomainError, *, now: datetime) -> None:
    """Give up a planned publishing that was refused, and tell the coordinators why."""
    round_ = _due_round(round_id, now)
    if round_ is None:
        return
    round_.publish_at = None
    audit.record("round.publish_refused", on=round_, now=now, number=round_.number, refusal=type(why).__name__)
    for coordinator in round_.programme.coordinators:
        mail.post(letters.not_published(round_, str(why)), coordinator, kind="rounds.not_published", now=now)


def take_back(round_: Round, *, by: Person, now: datetime) -> int:
    """Open a published round again: its proposals are withdrawn and may return, and who got a mail gets another.

    Mails that haven't left yet are stopped, and their readers hear nothing. Returns how many proposals were withdrawn.
    Raises CannotBeTakenBack, RoundIsOpen.
    """
    check_can_be_taken_back(round_, now)
    proposed = _proposals_of(round_)
    plan = schedule_of(round_)
    for pair in proposed:
        pairs.withdraw(pair, by=by, now=now, may_return=True, send_mail=plan.mails)
    draft = round_.published_draft
    if draft and plan.mails and plan.tell_left_out:
        unaware = outbox.stop(_batch(round_))
        for left in left_out.waiting(draft):
            if left.mentee.person.email in unaware:
                continue
            mail.post(letters.open_again(left.mentee), left.mentee.person, kind="rounds.open_again", now=now)
    if draft:
        draft.published_at = None
    round_.state, round_.closed_at, round_.group_figures = OPEN, None, None
    audit.record("round.taken_back", by=by, on=round_, now=now, number=round_.number, pairs=len(proposed))
    return len(proposed)


def check_can_be_taken_back(round_: Round, now: datetime) -> None:
    """Raises CannotBeTakenBack, and RoundIsOpen when the programme has opened another round since."""
    if round_.state != PUBLISHED or round_.closed_at is None:
        raise CannotBeTakenBack(_("This round isn't published, so there's nothing to undo."))
    if now > round_.closed_at + TAKEN_BACK_WITHIN:
        until = format_datetime(round_.closed_at + TAKEN_BACK_WITHIN, "d MMM, HH:mm")
        raise CannotBeTakenBack(_("You could unpublish this round for 24 hours, until %(moment)s. You can still "
                                  "withdraw single proposals.", moment=until))
    if _somebody_accepted(round_):
        raise CannotBeTakenBack(_("Someone has already accepted, so you can no longer unpublish the round. You can "
                                  "still withdraw single proposals."))
    if queries.open_round(round_.programme):
        raise services.RoundIsOpen(_("Another round of this programme is open. Discard it before you unpublish this "
                                     "one."))


def way_back(round_: Round, now: datetime) -> WayBack:
    """Until when a round can be taken back, or why it no longer can."""
    try:
        check_can_be_taken_back(round_, now)
    except DomainError as refusal:
        return WayBack(None, refusal.sentence)
    assert round_.closed_at is not None, "a published round is closed"
    return WayBack(round_.closed_at + TAKEN_BACK_WITHIN, "")


def schedule_of(round_: Round) -> PublishingPlan:
    """How a round is to be published, or was."""
    return PublishingPlan.from_json(round_.plan)


def _batch(round_: Round) -> str:
    """What the letters to people left out can be stopped by, until they leave."""
    return f"left-out:{round_.id}"


def _due_round(round_id: str, now: datetime) -> Round | None:
    round_ = db.session.get(Round, round_id)
    return round_ if round_ and round_.state == OPEN and round_.publish_at and round_.publish_at <= now else None


def _somebody_accepted(round_: Round) -> bool:
    return bool(db.session.scalar(select(exists().where(queries.proposed_in(round_), or_(
        Pair.mentor_accepted_at.is_not(None), Pair.mentee_accepted_at.is_not(None),
        Pair.state.in_((ACTIVE, PAUSED, ENDED)))))))


def _proposals_of(round_: Round) -> list[Pair]:
    return list(db.session.scalars(
        select(Pair).where(queries.proposed_in(round_), Pair.state == PROPOSED)
        .options(joinedload(Pair.programme), joinedload(Pair.mentor).joinedload(Enrolment.person),
                 joinedload(Pair.mentee).joinedload(Enrolment.person)).order_by(Pair.id)))
