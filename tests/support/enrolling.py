"""Enrolling in tests: the steps of an enrolment taken through the services, each in a transaction of its own."""


from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.enrolments import services, steps
from mentormatch.enrolments.models import MENTEE, AboutMe
from mentormatch.enrolments.services import MeetingWishes
from mentormatch.programmes import queries as programmes
from tests.support import make

BY_VIDEO = MeetingWishes(("video",), ("en",), 9, 17, "")


def started(who, where, role=MENTEE, now=make.NOW):
    with transaction():
        return services.start(who, where, role=role, now=now)


def filled(enrolment, *, but=()):
    topic_id = programmes.offered_topics(enrolment.programme_id)[0].id
    with transaction():
        if steps.ABOUT not in but:
            services.save_about(enrolment, AboutMe("I run the Lisbon accounts."))
        if steps.TOPICS not in but:
            services.save_goals(enrolment, {topic_id: 3})
        if steps.MEETING not in but:
            services.save_meeting(enrolment, BY_VIDEO)
        if enrolment.is_mentor and steps.PLACES not in but:
            services.save_places(enrolment, 2)
        if enrolment.is_mentor and steps.CHARTER_STEP not in but:
            services.accept_charter(enrolment, now=make.NOW)
    return enrolment


def ready(who, where, role=MENTEE):
    enrolment = filled(started(who, where, role))
    with transaction():
        services.finish(enrolment, now=make.NOW)
    return enrolment


def done(deed, enrolment):
    with transaction():
        deed(enrolment, now=make.NOW)


def verbs():
    return list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))
