"""What coordinators and administrators do to a programme, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people.models import LEFT
from mentormatch.programmes import criteria, rules, services
from mentormatch.programmes.advocacy import ACTION_KINDS
from mentormatch.programmes.kinds import KINDS
from mentormatch.programmes.models import AIMED, CLOSED, DRAFT, OPEN, Programme
from mentormatch.programmes.vocabulary import TOPICS
from tests.support import make

TODAY = date(2026, 5, 4)


def created(by, kind="sponsorship", **details):
    with transaction():
        wanted = replace(services.defaults(kind, TODAY), **({"name": "Open Doors"} | details))
        return services.create(kind, wanted, by=by, now=make.NOW)


def verbs():
    return list(db.session.scalars(db.select(audit.AuditRow.verb).order_by(audit.AuditRow.id)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_defaults_of_a_kind_need_only_a_name(app, kind):
    ada = make.administrator()

    programme = created(ada, kind)

    assert programme.state == DRAFT
    assert programme.coordinator_ids == {ada.id}
    assert [topic.name for topic in programme.topics] == [str(topic.name) for topic in TOPICS]
    assert programme.enrol_until < programme.starts_on < programme.ends_on
    assert criteria.for_programme(programme) == criteria.defaults(kind)
    assert rules.for_programme(programme) == rules.defaults(kind)
    assert verbs() == ["programme.created"]


def test_only_sponsorships_begin_with_kinds_of_action(app):
    ada = make.administrator()

    offered = {kind: len(created(ada, kind, name=kind).offered_action_kinds) for kind in KINDS}

    assert offered == {"mentorship": 0, "sponsorship": len(ACTION_KINDS), "buddy": 0}


def test_a_term_of_a_year_ends_the_day_before(app):
    details = services.defaults("sponsorship", date(2026, 1, 20))

    assert details.starts_on == date(2026, 3, 3)
    assert details.ends_on == date(2027, 3, 2)


def test_a_term_that_begins_on_the_first_ends_with_a_month(app):
    details = services.defaults("buddy", date(2026, 1, 18))

    assert (details.starts_on, details.ends_on) == (date(2026, 3, 1), date(2026, 8, 31))


def test_an_address_is_made_from_the_name_and_never_twice(app):
    ada = make.administrator()

    slugs = [created(ada, name=name).slug for name in ("Ça va: Façade!", "Ca va facade", "NEW", "导师", "导师")]

    assert slugs == ["ca-va-facade", "ca-va-facade-2", "new-2", "sponsorship", "sponsorship-2"]


@pytest.mark.parametrize(("details", "field"), [
    ({"ends_on": date(2026, 1, 1)}, "ends_on"),
    ({"enrol_until": date(2030, 1, 1)}, "enrol_until"),
])
def test_dates_follow_each_other(app, details, field):
    with pytest.raises(services.DatesOutOfOrder) as refusal:
        created(make.administrator(), **details)

    assert refusal.value.field == field
    assert make.count(Programme) == 0


@pytest.mark.parametrize("left_out", ["audience_who", "audience_basis", "audience_review_on"])
def test_a_programme_aimed_at_some_records_whom_why_and_until_when(app, left_out):
    full = {"audience": AIMED, "audience_who": "women in technical roles", "audience_basis": "Equality plan, 4",
            "audience_review_on": date(2027, 5, 1)}
    ada = make.administrator()

    with pytest.raises(services.AudienceNotRecorded) as refusal:
        created(ada, **full | {left_out: None if left_out.endswith("_on") else ""})

    assert refusal.value.field == left_out
    assert created(ada, **full).audience_who == "women in technical roles"


def test_a_programme_opened_to_all_keeps_no_basis(app):
    ada = make.administrator()
    programme = created(ada, audience=AIMED, audience_who="women", audience_basis="Plan",
                        audience_review_on=date(2027, 5, 1))

    with transaction():
        details = services.defaults("sponsorship", TODAY)
        services.change(programme, replace(details, name="Open Doors"), by=ada, now=make.NOW)

    assert (programme.audience_who, programme.audience_basis, programme.audience_review_on) == ("", "", None)


def test_a_programme_is_opened_closed_and_opened_again(app):
    ada = make.administrator()
    programme = created(ada)
    states = []

    for deed in (services.open_enrolment, services.close, services.reopen):
        with transaction():
            deed(programme, by=ada, now=make.NOW)
        states.append(programme.state)

    assert states == [OPEN, CLOSED, OPEN]
    assert verbs()[1:] == ["programme.opened", "programme.closed", "programme.reopened"]


def test_only_a_draft_is_opened_and_only_what_is_open_is_closed(app):
    ada = make.administrator()
    programme = created(ada)

    with pytest.raises(services.ProgrammeNotOpen), transaction():
        services.close(programme, by=ada, now=make.NOW)
    with transaction():
        services.open_enrolment(programme, by=ada, now=make.NOW)
    with pytest.raises(services.NotADraft), transaction():
        services.open_enrolment(programme, by=ada, now=make.NOW)


def test_a_programme_is_not_left_to_one_who_left_the_company(app):
    ada, ben = make.administrator(), make.person("Ben Boakye", status="left")
    programme = created(ada)
    with transaction():
        programme.coordinators.append(ben)

    with pytest.raises(services.LastCoordinator), transaction():
        services.dismiss(programme, ada.id, by=ada, now=make.NOW)
    with transaction():
        services.dismiss(programme, ben.id, by=ada, now=make.NOW)

    assert programme.coordinators == [ada]


def test_the_last_coordinator_stays(app):
    ada, ben = make.administrator(), make.person("Ben Boakye")
    programme = created(ada)

    with pytest.raises(services.LastCoordinator), transaction():
        services.dismiss(programme, ada.id, by=ada, now=make.NOW)
    with transaction():
        services.appoint(programme, ben.id, by=ada, now=make.NOW)
        services.appoint(programme, ben.id, by=ada, now=make.NOW)
    with transaction():
        services.dismiss(programme, ada.id, by=ada, now=make.NOW)

    assert programme.coordinator_ids == {ben.id}
    assert verbs()[1:] == ["programme.coordinator_appointed", "programme.coordinator_dismissed"]


def test_nobody_who_left_is_appointed(app):
    ada, gone = make.administrator(), make.person("Gone Away", status=LEFT)
    programme = created(ada)

    for person_id in (gone.id, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(services.CannotCoordinate), transaction():
            services.appoint(programme, person_id, by=ada, now=make.NOW)


def test_the_least_gap_is_not_above_the_most(app):
    ada = make.administrator()
    programme = created(ada)
    wrong = replace(rules.for_programme(programme), gap=rules.Gap(True, 5, 2))

    with pytest.raises(services.GapOutOfOrder) as refusal, transaction():
        services.set_rules(programme, wrong, by=ada, now=make.NOW)
    with transaction():
        services.set_rules(programme, replace(wrong, gap=rules.Gap(False, 5, 2)), by=ada, now=make.NOW)

    assert refusal.value.field == "gap_least"
    assert rules.for_programme(programme).seniority_gap is None
