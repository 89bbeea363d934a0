"""Making and running a programme on its pages, also wrongly."""

from datetime import timedelta

import pytest

from mentormatch.base.access import Permission, may
from mentormatch.base.db import db, transaction
from mentormatch.programmes import criteria, queries, rules
from mentormatch.programmes.models import Programme, Topic
from tests.support import make


@pytest.fixture
def ada(app):
    return make.administrator()


@pytest.fixture
def programme(ada):
    return make.programme(ada)


def only_one():
    db.session.expire_all()
    return db.session.scalars(db.select(Programme)).one()


def test_a_programme_is_made_and_opened_in_a_few_clicks(signed_in, ada):
    page = signed_in(ada).open_page("/programmes").click("Create a programme").click("Sponsorship")
    page = page.submit("Save for now", name="Open Doors")
    assert page.reader.h1.strip() == "Check the programme"
    assert "61 topics to choose from" in page.text
    page = page.submit("Open for sign-up")

    assert page.path == "/programmes/open-doors"
    assert only_one().state == "open"
    assert "Open Doors" in signed_in(make.person()).open_page("/programmes").text


def test_the_same_form_sent_twice_makes_one_programme(signed_in, ada):
    form = signed_in(ada).open_page("/programmes/new/buddy")

    first = form.submit("Save for now", name="Side by Side")
    second = form.submit("Save for now", name="Side by Side")

    assert first.path == second.path == "/programmes/side-by-side/check"
    assert make.count(Programme) == 1


def test_what_was_typed_is_kept_when_something_is_missing(signed_in, ada):
    page = signed_in(ada).open_page("/programmes/new/sponsorship").submit(
        "Save for now", name="Open Doors", audience="aimed", audience_who="women in technical roles")

    assert page.status == 400
    assert page.reader.title.startswith("Error: ")
    assert "Give the law or policy" in page.text
    assert ("audience_who", "women in technical roles") in page.form("Save for now").fields
    assert make.count(Programme) == 0


def test_a_last_day_beyond_the_calendar_is_answered_though_a_day_of_review_is_given(signed_in, ada):
    page = signed_in(ada).open_page("/programmes/new/sponsorship").submit(
        "Save for now", name="Open Doors", audience_review_on="2027-05-04", ends_on="9999-12-31")

    assert page.status == 400
    assert "Enter a date, for example" in page.text
    assert ("ends_on", "9999-12-31") in page.form("Save for now").fields


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name", " ", "Give the programme a name."),
    ("name", "x" * 81, "it has 81"),
    ("enrol_until", "31.12.2026", "Enter a date, for example"),
    ("enrol_until", "", "Choose the last day to sign up."),
    ("starts_on", "9999-12-31", "Enter a date, for example"),
    ("ends_on", "2026-05-01", "Choose a last day after the first day."),
    ("cadence_weeks", "0", "Enter a whole number from 1 to 12."),
    ("cadence_weeks", "two", "Enter a whole number from 1 to 12."),
    ("default_places", "", "Enter a whole number from 1 to 5."),
    ("audience", "nobody", "Choose whether it's open to everyone."),
])
def test_each_wrong_entry_says_what_to_do(signed_in, ada, field, value, sentence):
    filled = {"name": "Open Doors"} | {field: value}

    page = signed_in(ada).open_page("/programmes/new/mentorship").submit("Save for now", **filled)

    assert page.status == 400
    assert sentence in page.text
    assert page.text.count(sentence) >= 2, "The sentence stands in the summary and beside the field."
    assert "valid" not in page.text.lower()


def test_clearing_a_date_while_editing_is_noticed(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/edit")
    page = page.submit("Save changes", summary="S", enrol_until="")

    assert page.status == 400
    assert only_one().enrol_until.isoformat() == "2026-06-30"


def test_nobody_else_makes_programmes(signed_in, programme):
    browser = signed_in(make.person())

    for path in ("/programmes/new", "/programmes/new/buddy"):
        assert browser.open_page(path).status == 404
    for path in ("/programmes", "/"):
        assert "Create a programme" not in browser.open_page(path).text


def test_who_runs_a_programme_makes_another_and_runs_it(signed_in):
    cora = make.person("Cora Lindt")
    make.programme(cora)

    page = signed_in(cora).open_page("/").click("Create a programme").click("Buddy")
    page = page.submit("Save for now", name="First Days")

    assert page.status == 200
    assert {programme.name for programme in queries.run_by(cora.id)} == {"Open Doors", "First Days"}


def test_who_was_given_the_right_makes_a_programme(signed_in):
    ines = make.person(may_create_programmes=True)

    page = signed_in(ines).open_page("/programmes").click("Create a programme").click("Buddy")
    page.submit("Save for now", name="First Days")

    assert [programme.name for programme in queries.run_by(ines.id)] == ["First Days"]


def test_who_has_left_makes_none(app):
    gone = make.person(may_create_programmes=True, status="left")

    assert not may(Permission.CREATE_PROGRAMME, person=gone)


def test_an_unknown_kind_is_not_found(signed_in, ada):
    assert signed_in(ada).open_page("/programmes/new/speed-dating").status == 404


def test_a_draft_is_seen_by_its_coordinators_alone(signed_in, ada):
    make.programme(ada, state="draft")

    assert signed_in(ada).open_page("/programmes/open-doors").status == 200
    assert signed_in(make.person()).open_page("/programmes/open-doors").status == 404


def test_everybody_sees_how_pairing_works_and_nobody_else_the_workings(signed_in, programme):
    page = signed_in(make.person()).open_page("/programmes/open-doors")

    assert "Influence where it's wanted: 34%" in page.text
    assert "No one is matched with a person they've asked not to be matched with." in page.text
    assert "Run this programme" not in page.text
    for path in ("edit", "check", "criteria", "rules", "topics", "topics/new", "coordinators", "enrolments"):
        assert page.client.open_page(f"/programmes/open-doors/{path}").status == 404


def test_a_programme_past_its_last_day_says_so_to_who_runs_it_until_it_is_closed(signed_in, ada, programme):
    with transaction():
        programme.ends_on = make.NOW.date() - timedelta(1)
        programme.starts_on = programme.enrol_until = programme.ends_on - timedelta(90)

    page = signed_in(ada).open_page("/programmes/open-doors")
    assert "The last day has passed" in page.text
    assert page.click("Choose a later date").path == "/programmes/open-doors/edit"
    assert "last day has passed" not in signed_in(make.person()).open_page("/programmes/open-doors").text
    assert "last day has passed" not in page.submit("Close this programme").text


def test_closing_is_undone_on_the_same_page(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors").submit("Close this programme")
    assert only_one().state == "closed"

    page.submit("Reopen")
    assert only_one().state == "open"


def test_criteria_are_changed_and_what_is_not_shown_stays(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/criteria")

    page = page.submit("Save criteria", goals_mode="must", goals_weight="90", ideal_gap="2", prefer="same")

    chosen = criteria.for_programme(only_one())
    assert chosen.by_name["goals"] == criteria.CriterionSetting(90, "must")
    assert chosen.by_name["her_wish"] == criteria.CriterionSetting(40, "nice")
    assert (chosen.ideal_gap, chosen.department) == (2, "same")


@pytest.mark.parametrize("weight", ["101", "-1", "", "1e3", "heavy"])
def test_a_weight_is_a_number_from_0_to_100(signed_in, ada, programme, weight):
    page = signed_in(ada).open_page("/programmes/open-doors/criteria").submit("Save criteria", goals_weight=weight)

    assert page.status == 400
    assert "Enter a whole number from 0 to 100." in page.text


def test_rules_are_switched_and_the_boundary_is_not_among_them(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/rules")
    assert not [name for name in page.form("Save rules").names if "boundar" in name]

    page.submit("Save rules", language=None, site="other", gap_least="1", gap_most="4")

    chosen = rules.for_programme(only_one())
    assert (chosen.language, chosen.own_manager, chosen.site.required) == (False, True, "other")
    assert chosen.seniority_gap == (1, 4)


def test_a_gap_out_of_order_is_said_beside_its_field(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/rules").submit(
        "Save rules", gap_least="5", gap_most="2")

    assert page.status == 400
    assert "no larger than the largest" in page.text


def test_a_coordinator_is_found_appointed_and_removed(signed_in, ada, programme):
    make.person("Élodie Delorme")
    page = signed_in(ada).open_page("/programmes/open-doors/coordinators")
    assert "The only coordinator" in page.text

    page = page.submit("Search", words="élodie").submit("Appoint")
    assert [person.name for person in only_one().coordinators] == ["Ada Admin", "Élodie Delorme"]
    page.submit("Remove")

    assert [person.name for person in only_one().coordinators] == ["Élodie Delorme"]


def test_coordinators_are_appointed_by_administrators(signed_in):
    ben = make.person("Ben Boakye")
    make.programme(ben)

    page = signed_in(ben).open_page("/programmes/open-doors")

    assert "Run this programme" in page.text
    assert "Coordinators" not in [text for text, _url in page.reader.links]
    assert page.client.open_page("/programmes/open-doors/coordinators").status == 404


def test_topics_are_added_renamed_merged_and_retired(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/topics")
    page = page.click("Add a topic").submit("Save topic", name="Sales", group="Business")
    page = page.click("Change Sales").submit("Save topic", name="Selling")
    page = page.click("Change Selling").click("Merge into another topic")
    page = page.submit("Merge", into=programme.topics[0].id)
    assert "Merged. No one had chosen it." in page.text
    assert "Merged into “Negotiation”" in page.text
    page = page.click("Change Visibility").submit("Move up")
    assert "Number 2 of 3" in page.text
    page = page.submit("Retire")

    assert [topic.name for topic in queries.offered_topics(programme.id)] == ["Negotiation", "Strategy"]
    page.submit("Offer again")
    assert len(queries.offered_topics(programme.id)) == 3


def test_a_topics_name_in_use_is_refused_beside_the_field(signed_in, ada, programme):
    page = signed_in(ada).open_page("/programmes/open-doors/topics/new").submit(
        "Save topic", name="NEGOTIATION", group="Work")

    assert page.status == 400
    assert "There's already a topic called “Negotiation”." in page.text
    assert ("name", "NEGOTIATION") in page.form("Save topic").fields
    assert make.count(Topic) == 3


def test_merging_asks_into_what(signed_in, ada, programme):
    page = signed_in(ada).open_page(f"/topics/{programme.topics[0].id}/merge").submit("Merge")

    assert page.status == 400
    assert "Choose the topic to merge it into." in page.text


def test_a_topic_of_somebody_elses_programme_is_not_found(signed_in, programme):
    other = make.person("Ben Boakye")
    make.programme(other, name="His own")

    assert signed_in(other).open_page(f"/topics/{programme.topics[0].id}").status == 404
