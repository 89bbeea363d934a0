"""What a coordinator does to the enrolments of her programme: remind the unfinished, merge topics."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.enrolments import letters, queries
from mentormatch.enrolments.models import EnrolmentTopic
from mentormatch.people import mail
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import OPEN, Programme, Topic


class CannotMerge(DomainError):
    """The two topics are one, or of two programmes, or one of them is not offered."""


class NothingToRemindOf(DomainError):
    """The programme is not open, so nobody could finish."""


def remind_unfinished(programme: Programme, *, by: Person, now: datetime) -> int:
    """Mail everybody with an unfinished enrolment, but who was reminded within a week; how many were mailed.

    Raises NothingToRemindOf.
    """
    if programme.state != OPEN or now.date() > programme.enrol_until:
        raise NothingToRemindOf(_("Sign-up has closed, so a reminder wouldn't help."))
    due = queries.unfinished(programme.id, reminded_before=now - queries.REMIND_AGAIN)
    for enrolment in due:
        enrolment.reminded_at = now
        mail.post(letters.unfinished(enrolment), enrolment.person, kind="enrolments.unfinished", now=now)
    if due:
        audit.record("enrolments.reminded", by=by, on=programme, now=now, count=len(due))
    return len(due)


def merge_topics(topic: Topic, into_id: str, *, by: Person, now: datetime) -> int:
    """Make one topic part of another: everybody who chose it follows; how many people that were.

    Who had chosen both keeps the higher level, and her sentence for the one that stays; the other's is used where
    that one is empty. Offering the merged topic again later does not bring the people back. Raises CannotMerge.
    """
    into = programmes.topic(into_id)
    if into is None or topic.id == into.id or topic.programme_id != into.programme_id:
        raise CannotMerge(_("Choose another topic of this programme."), "into")
    if not topic.is_offered or not into.is_offered:
        raise CannotMerge(_("Both topics must be ones people can choose."), "into")
    present_choices = {choice.enrolment_id: choice for choice in _chosen(into)}
    moving = _chosen(topic)
    for choice in moving:
        present = present_choices.get(choice.enrolment_id)
        if present is None:
            db.session.add(EnrolmentTopic(enrolment_id=choice.enrolment_id, topic_id=into.id, level=choice.level,
                                          sentence=choice.sentence))
        else:
            present.level = max(present.level, choice.level)
            present.sentence = present.sentence or choice.sentence
        db.session.delete(choice)
    topic.merged_into_id = into.id
    db.session.flush()
    audit.record("topic.merged", by=by, on=topic, now=now, into_id=into.id, people=len(moving))
    return len(moving)


def _chosen(topic: Topic) -> list[EnrolmentTopic]:
    return list(db.session.scalars(select(EnrolmentTopic).where(EnrolmentTopic.topic_id == topic.id)))
