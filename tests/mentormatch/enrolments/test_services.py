"""An enrolment from its start to ready, paused, withdrawn and taken up again."""

import re
from datetime import date, timedelta

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments import membership, queries, services, steps
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.models import DRAFT, MENTEE, MENTOR, PAUSED, READY, WITHDRAWN, AboutMe
from mentormatch.people.models import LEAVE
from mentormatch.programmes import topics as topic_services
from tests.support import make
from tests.support.enrolling import done, filled, ready, started, verbs


@pytest.fixture
def programme(app):
    return make.programme(make.administrator())


@pytest.fixture
def ines(programme):
    return make.person()


def test_an_enrolment_starts_once(programme, ines):
    first, second = started(ines, programme), started(ines, programme)

    assert first.id == second.id
    assert (first.state, first.languages, first.places) == (DRAFT, ["en"], programme.default_places)
    assert verbs() == ["enrolment.started"]


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_enrols_in_a_programme_that_is_not_open(app, state):
    programme = make.programme(make.administrator(), state=state)

    with pytest.raises(services.EnrolmentClosed, match="isn't open"):
        started(make.person(), programme)


def test_the_last_day_to_enrol_is_the_persons_own_day(app):
    programme = make.programme(make.administrator(), enrol_until=date(2026, 5, 4))
    half_past_nine_at_night = make.NOW.replace(hour=21)  # the 5th in Auckland already

    started(make.person(), programme, now=half_past_nine_at_night)
    with pytest.raises(services.EnrolmentClosed, match="has closed"):
        started(make.person("Aroha Tane", time_zone="Pacific/Auckland"), programme, now=half_past_nine_at_night)


def test_both_roles_only_where_the_programme_allows_it(programme, ines):
    started(ines, programme, MENTEE)
    with pytest.raises(services.OneRoleOnly) as refusal:
        started(ines, programme, MENTOR)
    assert refusal.value.field == "role"

    both = make.programme(make.administrator("Bea Admin"), name="Both", allows_both_roles=True)
    assert started(ines, both, MENTEE).id != started(ines, both, MENTOR).id


def test_whoever_withdraws_can_take_the_other_role(programme, ines):
    done(membership.withdraw, started(ines, programme, MENTEE))

    assert started(ines, programme, MENTOR).state == DRAFT


def test_it_is_ready_when_nothing_is_missing(programme, ines):
    enrolment = ready(ines, programme)

    assert (enrolment.state, enrolment.ready_at) == (READY, make.NOW)
    mail = db.session.scalars(db.select(OutboxMail)).one()
    assert (mail.kind, mail.to_email) == ("enrolments.ready", ines.email)
    assert "protégé" in mail.text
    assert "30 June 2026" in mail.text
    assert verbs() == ["enrolment.started", "enrolment.ready"]


@pytest.mark.parametrize(("role", "step", "title"), [
    (MENTEE, steps.ABOUT, "About me"), (MENTEE, steps.TOPICS, "My goals"),
    (MENTEE, steps.MEETING, "How I like to meet"),
    (MENTOR, steps.TOPICS, "What I offer"), (MENTOR, steps.PLACES, "How many people?"),
    (MENTOR, steps.CHARTER_STEP, "The ally charter"),
])
def test_what_is_missing_is_named(programme, ines, role, step, title):
    enrolment = filled(started(ines, programme, role), but=(step,))

    with pytest.raises(services.NotComplete, match=re.escape(f"“{title}”")):
        done(services.finish, enrolment)
    assert enrolment.state == DRAFT
    assert make.count(OutboxMail) == 0


def test_optional_steps_keep_nobody_from_being_ready(programme, ines):
    assert steps.REACH in steps.slugs(started(ines, programme))
    assert ready(ines, programme).state == READY


def test_steps_depend_on_role_and_programme(app):
    ada, ines = make.administrator(), make.person()
    plain = make.programme(ada, name="Plain", kind="mentorship", needs_charter=False)

    assert steps.slugs(make.enrolment(ines, plain, MENTEE)) == ["about", "topics", "meeting", "boundaries"]
    assert steps.slugs(make.enrolment(ines, plain, MENTOR)) == ["about", "topics", "meeting", "places", "boundaries"]


def test_the_charter_is_asked_for_again_when_it_changes(programme, ines):
    enrolment = ready(ines, programme, MENTOR)
    with transaction():
        enrolment.charter.version = "0.9"

    assert [step.slug for step in steps.missing(enrolment)] == [steps.CHARTER_STEP]
    done(services.accept_charter, enrolment)
    assert (enrolment.charter.version, steps.missing(enrolment)) == (CHARTER.version, [])


def test_a_mentee_is_not_asked_for_charter_or_places(programme, ines):
    enrolment = started(ines, programme)

    with pytest.raises(services.NotForThisRole):
        done(services.accept_charter, enrolment)
    with pytest.raises(services.NotForThisRole), transaction():
        services.save_places(enrolment, 3)


def test_topics_are_one_to_eight(programme, ines):
    enrolment = started(ines, programme)

    for chosen in ({}, {f"t{number}": 2 for number in range(9)}):
        with pytest.raises(services.WrongNumberOfTopics) as refusal, transaction():
            services.save_goals(enrolment, chosen)
        assert refusal.value.field == "topics"


def test_topics_of_another_programme_cannot_be_chosen(programme, ines):
    other, enrolment = make.programme(make.administrator("Bea Admin"), name="Other"), started(ines, programme)

    with pytest.raises(services.UnknownTopic), transaction():
        services.save_goals(enrolment, {other.topics[0].id: 2})


def test_a_retired_topic_is_kept_by_whoever_chose_it_and_offered_to_nobody_else(programme, ines):
    strategy = programme.topics[1]
    mine, theirs = started(ines, programme), started(make.person("Lan Truong"), programme)
    with transaction():
        services.save_goals(mine, {strategy.id: 3})
        topic_services.retire(strategy, by=ines, now=make.NOW)

    with transaction():
        services.save_goals(mine, {strategy.id: 1})
    with pytest.raises(services.UnknownTopic), transaction():
        services.save_goals(theirs, {strategy.id: 1})
    assert [(choice.topic_id, choice.level) for choice in mine.topics] == [(strategy.id, 1)]


def test_a_sentence_stays_with_a_topic_that_stays(programme, ines):
    negotiation, strategy, visibility = programme.topics
    enrolment = started(ines, programme)
    with transaction():
        services.save_goals(enrolment, {negotiation.id: 1, strategy.id: 2})
        services.save_sentences(enrolment, {negotiation.id: "My own pay first.", visibility.id: "Not chosen."})
    with transaction():
        services.save_goals(enrolment, {negotiation.id: 3, visibility.id: 2})

    choices = {choice.topic_id: (choice.level, choice.sentence) for choice in queries.by_id(enrolment.id).topics}
    assert choices == {negotiation.id: (3, "My own pay first."), visibility.id: (2, "")}


def test_a_change_after_ready_keeps_it_ready(programme, ines):
    enrolment = ready(ines, programme)

    with transaction():
        services.save_about(enrolment, AboutMe("I moved to Hamburg."))

    assert (enrolment.state, enrolment.about) == (READY, "I moved to Hamburg.")


def test_a_change_after_ready_that_leaves_something_open_says_so(programme, ines):
    enrolment = ready(ines, programme, MENTOR)
    with transaction():
        enrolment.charter.version = "0.9"

    with transaction():
        services.save_places(enrolment, 3)

    assert enrolment.state == DRAFT
    assert "The ally charter" in steps.next_of(enrolment, make.NOW.date()).text


def test_pausing_and_resuming_need_no_reason(programme, ines):
    enrolment = ready(ines, programme)

    done(membership.pause, enrolment)
    assert (enrolment.state, enrolment.paused_at) == (PAUSED, make.NOW)
    done(membership.resume, enrolment)

    assert (enrolment.state, enrolment.paused_at) == (READY, None)
    assert make.count(OutboxMail) == 1
    paused = db.session.scalars(db.select(audit.AuditRow).filter_by(verb="enrolment.paused")).one()
    assert (paused.by_id, paused.facts) == (ines.id, {})


def test_a_draft_is_not_paused(programme, ines):
    with pytest.raises(membership.CannotPause):
        done(membership.pause, started(ines, programme))


def test_whoever_comes_back_finds_the_answers(programme, ines):
    enrolment = ready(ines, programme)
    done(membership.withdraw, enrolment)
    assert (enrolment.state, enrolment.withdrawn_at) == (WITHDRAWN, make.NOW)

    again = started(ines, programme)

    assert (again.id, again.state, again.withdrawn_at) == (enrolment.id, DRAFT, None)
    assert (again.about, len(again.topics), steps.missing(again)) == ("I run the Lisbon accounts.", 1, [])


def test_what_was_withdrawn_is_not_made_ready_in_a_tab_left_open_beside_the_other_role(programme, ines):
    enrolment = ready(ines, programme)
    done(membership.withdraw, enrolment)
    other = started(ines, programme, role=MENTOR)

    with pytest.raises(services.OneRoleOnly):
        done(services.finish, enrolment)
    assert enrolment.state == WITHDRAWN

    done(membership.withdraw, other)
    done(services.finish, enrolment)
    assert (enrolment.state, enrolment.withdrawn_at) == (READY, None)


def test_nobody_comes_back_after_the_last_day(programme, ines):
    enrolment = ready(ines, programme)
    done(membership.withdraw, enrolment)

    with pytest.raises(services.EnrolmentClosed):
        started(ines, programme, now=make.NOW + timedelta(days=90))
    with pytest.raises(services.EnrolmentClosed), transaction():
        services.finish(enrolment, now=make.NOW + timedelta(days=90))


def test_who_is_on_leave_gets_no_mail(programme):
    ready(make.person("Yaa Mensah", status=LEAVE), programme)

    assert make.count(OutboxMail) == 0
