"""What a coordinator does to enrolments: reminding, and merging topics."""

from datetime import timedelta

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import coordinator_actions, queries
from mentormatch.enrolments.models import EnrolmentTopic
from mentormatch.people.models import LEAVE
from tests.support import make


@pytest.fixture
def ada(app):
    return make.administrator()


@pytest.fixture
def programme(ada):
    return make.programme(ada)


def remind(programme, ada, now=make.NOW):
    with transaction():
        return coordinator_actions.remind_unfinished(programme, by=ada, now=now)


def test_the_unfinished_are_reminded_at_most_once_a_week(programme, ada):
    make.enrolment(make.person("Lan Truong"), programme, state="draft")
    make.enrolment(make.person("Rui Teles"), programme)
    make.enrolment(make.person("Yaa Mensah", status=LEAVE), programme, state="draft")

    assert remind(programme, ada) == 1
    assert remind(programme, ada, make.NOW + timedelta(days=6)) == 0
    assert remind(programme, ada, make.NOW + timedelta(days=7)) == 1

    mails = list(db.session.scalars(db.select(OutboxMail)))
    assert {mail.to_email for mail in mails} == {"lan.truong@company.example"}
    assert "“My goals”" in mails[0].text
    assert [row.facts for row in db.session.scalars(db.select(AuditRow))] == [{"count": 1}, {"count": 1}]


def test_a_reminder_after_the_last_day_would_lead_nowhere(programme, ada):
    with pytest.raises(coordinator_actions.NothingToRemindOf):
        remind(programme, ada, make.NOW + timedelta(days=90))


def choose(enrolment, topic, level, sentence=""):
    make.saved(EnrolmentTopic(enrolment_id=enrolment.id, topic_id=topic.id, level=level, sentence=sentence))


def chosen(enrolment):
    return {choice.topic.name: (choice.level, choice.sentence) for choice in queries.by_id(enrolment.id).topics}


def test_everybody_follows_a_merged_topic_and_the_higher_level_wins(programme, ada):
    negotiation, strategy, _visibility = programme.topics
    only, both, other = (make.enrolment(make.person(name), programme) for name in ("Only", "Both", "Other"))
    choose(only, negotiation, 2, "My pay.")
    choose(both, negotiation, 3, "With suppliers.")
    choose(both, strategy, 1)
    choose(other, strategy, 1, "Next year.")

    with transaction():
        moved = coordinator_actions.merge_topics(negotiation, strategy.id, by=ada, now=make.NOW)

    assert moved == 2
    db.session.expire_all()
    assert chosen(only) == {"Strategy": (2, "My pay.")}
    assert chosen(both) == {"Strategy": (3, "With suppliers.")}
    assert chosen(other) == {"Strategy": (1, "Next year.")}
    assert (negotiation.merged_into_id, negotiation.is_offered) == (strategy.id, False)
    facts = db.session.scalars(db.select(AuditRow.facts)).one()
    assert facts["people"] == 2
    assert "My pay" not in str(facts)


def test_topics_merge_only_within_a_programme_and_while_both_are_offered(programme, ada):
    other = make.programme(ada, name="Other")
    negotiation, strategy, visibility = programme.topics
    with transaction():
        coordinator_actions.merge_topics(visibility, strategy.id, by=ada, now=make.NOW)

    for into_id in (negotiation.id, other.topics[0].id, visibility.id, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(coordinator_actions.CannotMerge) as refusal, transaction():
            coordinator_actions.merge_topics(negotiation, into_id, by=ada, now=make.NOW)
        assert refusal.value.field == "into"
