"""Rounds: opening, computing in a worker, publishing all or nothing, discarding."""

from datetime import timedelta

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import MENTOR, PAUSED, Boundary, EnrolmentTopic
from mentormatch.pairs.models import PROPOSED, Pair
from mentormatch.rounds import matcher, queries, services, tasks
from mentormatch.rounds.models import COMPUTING, DISCARDED, FAILED, PUBLISHED, READY, Draft, Round
from mentormatch.rounds.settings import DraftSettings
from tests.support import make

ZONE = "Europe/Berlin"


class Company:
    """A sponsorship programme with two sponsors (three places) and four protégées."""

    def __init__(self):
        self.coordinator = make.person("Carla Coordinator", grade=7)
        self.programme = make.programme(self.coordinator)
        strategy, negotiation, _visibility = sorted(topic.id for topic in self.programme.topics)
        self.mentors = [self.enrol(name, MENTOR, 8, {strategy: 3, negotiation: 2}, places=places)
                        for name, places in (("Milo Senior", 2), ("Nora Senior", 1))]
        self.mentees = [self.enrol(name, "mentee", 5, {strategy: priority})
                        for name, priority in (("Ana One", 3), ("Bea Two", 2), ("Cleo Three", 1), ("Dora Four", 3))]

    def enrol(self, name, role, grade, topics, **values):
        person = make.person(name, grade=grade)
        row = make.enrolment(person, self.programme, role, **values)
        for topic_id, level in topics.items():
            make.saved(EnrolmentTopic(enrolment_id=row.id, topic_id=topic_id, level=level))
        if role == MENTOR:
            make.charter(row)
        return row

    def open(self):
        with transaction():
            return services.open_round(self.programme, by=self.coordinator, now=make.NOW)

    def draft(self, of=None, objective="fair"):
        of = of or self.open()
        with transaction():
            settings = DraftSettings.of_programme(self.programme, objective=objective)
            draft = services.request_draft(of, settings, by=self.coordinator, now=make.NOW)
        tasks.compute(draft.id)
        db.session.expire_all()
        return draft

    def publish(self, draft):
        with transaction():
            return services.publish(draft, by=self.coordinator, now=make.NOW, zone=ZONE)


@pytest.fixture
def company(app):
    return Company()


def verbs():
    return list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))


def test_a_programme_has_one_open_round(company):
    company.open()

    with pytest.raises(services.RoundIsOpen), transaction():
        services.open_round(company.programme, by=company.coordinator, now=make.NOW)


def test_a_draft_fills_every_place_and_says_why(company):
    draft = company.draft()

    assert draft.state == READY
    pairs = queries.all_pairs(draft)
    assert len(pairs) == 3
    assert len(queries.left_out(draft)) == 1
    assert all(pair.parts["score"] == pair.score for pair in pairs)
    assert all(pair.parts["topics"] for pair in pairs), "they all share a topic"
    assert {part["name"] for part in pairs[0].parts["parts"]} >= {"goals", "grade"}


def test_every_check_of_the_certificate_holds_and_a_changed_result_is_refused(company):
    draft = company.draft()

    assert all(check.holds for check in services.recheck(draft))

    changed = dict(draft.result, total=draft.result["total"] + 1)
    assert not all(check.holds for check in matcher.recheck(draft.input, changed))


def test_the_same_people_get_the_same_pairs_again(company):
    first = company.draft()
    second = company.draft(first.round)

    assert {(p.mentor_id, p.mentee_id) for p in queries.all_pairs(first)} \
        == {(p.mentor_id, p.mentee_id) for p in queries.all_pairs(second)}
    assert first.result == second.result


@pytest.mark.parametrize("objective", ["fair", "coverage", "leximin", "total", "stable"])
def test_every_objective_gives_a_proven_draft(company, objective):
    draft = company.draft(objective=objective)

    assert draft.state == READY
    assert all(check.holds for check in services.recheck(draft))


def test_a_boundary_is_kept(company):
    ana, milo = company.mentees[0], company.mentors[0]
    make.saved(Boundary(enrolment_id=ana.id, person_id=milo.person_id, created_at=make.NOW))

    draft = company.draft()

    assert (milo.id, ana.id) not in {(pair.mentor_id, pair.mentee_id) for pair in queries.all_pairs(draft)}


def test_publishing_proposes_every_pair_and_mails_both_sides(company):
    draft = company.draft()

    published = company.publish(draft)

    assert published.state == PUBLISHED
    assert make.count(Pair) == 3
    assert {pair.state for pair in db.session.scalars(db.select(Pair))} == {PROPOSED}
    assert make.count(OutboxMail) == 6
    assert verbs()[-1] == "round.published"


def test_a_round_is_published_once(company):
    draft = company.draft()
    company.publish(draft)

    with pytest.raises(services.RoundAlreadyPublished):
        company.publish(draft)

    assert make.count(Pair) == 3


def test_somebody_who_paused_meanwhile_stops_the_publishing_and_nothing_is_sent(company):
    draft = company.draft()
    gone = queries.all_pairs(draft)[0].mentee
    with transaction():
        gone.state = PAUSED

    with pytest.raises(services.DraftOutdated, match="Compute a new draft"):
        company.publish(draft)

    assert make.count(Pair) == 0
    assert make.count(OutboxMail) == 0
    assert db.session.get(Round, draft.round_id).state == "open"


def test_a_boundary_set_meanwhile_stops_the_publishing_without_being_named(company):
    draft = company.draft()
    pair = queries.all_pairs(draft)[0]
    make.saved(Boundary(enrolment_id=pair.mentee_id, person_id=pair.mentor.person_id, created_at=make.NOW))

    with pytest.raises(services.DraftOutdated) as refused:
        company.publish(draft)

    assert "boundar" not in str(refused.value).lower()
    assert set(refused.value.couples.values()) == {("not_suited",)}


def test_the_next_round_takes_those_who_were_left_out_and_not_those_who_are_paired(company):
    company.publish(company.draft())
    with transaction():
        company.mentors[1].places = 2

    second = company.draft()

    assert second.round.number == 2
    assert len(queries.all_pairs(second)) == 1


def test_a_discarded_round_publishes_nothing(company):
    draft = company.draft()
    with transaction():
        services.discard(draft.round, by=company.coordinator, now=make.NOW)

    with pytest.raises(services.RoundAlreadyPublished, match="discarded"):
        company.publish(draft)

    assert draft.round.state == DISCARDED


def test_a_draft_being_computed_is_not_taken_twice_but_is_taken_again_after_its_worker_died(company):
    of = company.open()
    with transaction():
        draft = services.request_draft(of, DraftSettings.of_programme(company.programme), by=company.coordinator,
                                       now=make.NOW)

    with transaction():
        assert services.claim(draft.id, now=make.NOW)
        assert not services.claim(draft.id, now=make.NOW + timedelta(minutes=1))
        assert services.claim(draft.id, now=make.NOW + services.LEASE)


def test_a_draft_that_kills_its_worker_again_and_again_has_failed(company):
    of = company.open()
    with transaction():
        draft = services.request_draft(of, DraftSettings.of_programme(company.programme), by=company.coordinator,
                                       now=make.NOW)
        for tries in range(services.MOST_ATTEMPTS):
            assert services.claim(draft.id, now=make.NOW + tries * services.LEASE)

    with transaction():
        assert not services.claim(draft.id, now=make.NOW + timedelta(days=1))

    assert db.session.get(Draft, draft.id).state == FAILED


def test_the_sweep_computes_what_a_lost_wake_up_left_behind(company):
    of = company.open()
    with transaction():
        draft = services.request_draft(of, DraftSettings.of_programme(company.programme), by=company.coordinator,
                                       now=make.NOW)
    assert draft.state == COMPUTING

    tasks.sweep_drafts(make.NOW)

    db.session.expire_all()
    assert draft.state == READY


def test_a_form_posted_twice_asks_for_one_draft(company):
    of = company.open()
    settings = DraftSettings.of_programme(company.programme)

    with transaction():
        first = services.request_draft(of, settings, by=company.coordinator, now=make.NOW, once="key")
    with transaction():
        again = services.request_draft(of, settings, by=company.coordinator, now=make.NOW, once="key")

    assert again.id == first.id
    assert make.count(Draft) == 1


def test_a_programme_without_anybody_gives_an_empty_draft(app):
    coordinator = make.person("Carla Coordinator")
    programme = make.programme(coordinator)
    with transaction():
        of = services.open_round(programme, by=coordinator, now=make.NOW)
        draft = services.request_draft(of, DraftSettings.of_programme(programme), by=coordinator, now=make.NOW)

    tasks.compute(draft.id)

    db.session.expire_all()
    assert draft.state == READY
    assert queries.all_pairs(draft) == []
