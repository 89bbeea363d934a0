"""The pages of trying, deciding, comparing and keeping drafts, as a coordinator uses them."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.rounds import tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.drafts import what_if
from mentormatch.rounds.models import COMPUTING, Draft, Round
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import counted, many, newest_draft
from tests.support import make


@pytest.fixture
def draft(company):
    return company.draft()


def couple(draft):
    pair = queries.all_pairs(draft)[0]
    return pair.mentee, pair.mentor


def test_other_settings_are_tried_without_storing_anything_and_kept_as_a_new_draft(draft, carla):
    page = carla.open_page(f"/drafts/{draft.id}").click("Try other settings")
    assert "No one's match changes." in page.text

    page = page.submit("Show what changes", objective="total", site="other")
    assert "Now left out" in page.text
    assert make.count(Draft) == 1
    kept = page.submit("Save as a new draft", objective="total", site="other")

    made = newest_draft()
    assert kept.path == f"/drafts/{made.id}" != f"/drafts/{draft.id}"
    assert (made.state, made.copied_from_id) == ("ready", draft.id)
    assert made.settings["rules"]["site"] == {"on": True, "which": "other"}
    assert draft.settings["rules"]["site"]["on"] is False
    assert "Calculated with different rules from the programme's current ones." in kept.text
    assert "different rules" in kept.click("Round 1").text
    assert "from the programme's current ones" not in carla.open_page(f"/drafts/{draft.id}").text


def test_a_moved_slider_gets_the_part_of_the_page_that_says_what_changes(draft, carla):
    fields = dict(carla.open_page(f"/drafts/{draft.id}/try").reader.forms[-1].fields)
    answer, half_typed = (carla.post(f"/drafts/{draft.id}/try", data=fields | {"goals_weight": weight},
                                     headers={"HX-Request": "true"}) for weight in ("3", ""))

    assert answer.status_code == half_typed.status_code == 200
    assert "<html" not in answer.text
    assert "Weakest pair" in answer.text
    assert "Finish entering the numbers" in half_typed.text


def test_more_people_than_one_can_wait_for_are_told_so_and_computed_beside(draft, carla, monkeypatch):
    monkeypatch.setattr(what_if, "AT_ONCE", 1)

    page = carla.open_page(f"/drafts/{draft.id}/try")
    assert "takes too long to preview" in page.text
    page = page.submit("Save as a new draft")

    assert "Cancel the calculation" in page.text
    assert newest_draft().state == COMPUTING
    page = page.submit("Cancel the calculation")
    assert "Calculate again" in page.text


def test_a_pair_is_forbidden_after_its_effect_was_seen_and_undone_and_redone(draft, carla):
    mentee, mentor = couple(draft)
    page = carla.open_page(f"/drafts/{draft.id}/decide/forbid?mentee={mentee.id}&mentor={mentor.id}")
    assert mentee.person.name in page.text
    assert "What it would change" in page.text
    assert "These two are kept apart in this draft." in page.text

    page = page.submit("Keep this pair apart")
    assert page.status == 400
    assert "Say briefly why" in page.text
    page = page.submit("Keep this pair apart", reason="They run one project")
    assert "They run one project" in page.text
    assert "Kept" in page.text

    page = page.submit("Undo last")
    assert "Undone" in page.text
    page = page.submit("Redo")
    assert "Restored" in page.text


def test_somebody_is_placed_by_choosing_two_people_by_name(draft, carla):
    out = queries.left_out(draft)[0].mentee
    page = carla.open_page(f"/drafts/{draft.id}/decisions").click("Match someone by hand")
    page = page.click(out.person.name)
    assert "Which sponsor?" in page.text
    page = page.click("Nora Senior").submit("Match by hand")

    assert "Matched by hand" in page.text
    db.session.expire_all()
    assert {pair.mentee_id: pair.mentor.person.name for pair in queries.all_pairs(draft)}[out.id] == "Nora Senior"


def test_a_form_of_an_older_version_names_who_changed_the_draft(company, draft, carla):
    mentee, mentor = couple(draft)
    page = carla.open_page(f"/drafts/{draft.id}/decide/lock?mentee={mentee.id}&mentor={mentor.id}")
    assert carla.get(f"/drafts/{draft.id}/version?seen={draft.version}").status_code == 204
    otto = make.person("Otto Other")
    with transaction():
        drafts.rename(draft, "Better", by=otto, now=make.NOW)

    page = page.submit("Lock this pair")

    assert page.status == 400
    assert "Otto Other changed this draft" in page.text
    noticed = carla.get(f"/drafts/{draft.id}/version?seen={draft.version - 1}").text
    assert "<bdi>Otto Other</bdi> changed this draft" in noticed
    assert queries.decisions(draft) == []


def test_drafts_are_compared_person_by_person(company, draft, carla):
    company.draft(draft.round, "total")
    mentee, mentor = couple(draft)
    carla.open_page(f"/drafts/{draft.id}/decide/forbid?mentee={mentee.id}&mentor={mentor.id}").submit(
        "Keep this pair apart", reason="They run one project")

    page = carla.open_page("/programmes/open-doors/rounds/1").click("Compare drafts person by person")

    assert page.status == 200
    assert mentee.person.name in page.text
    assert "Choose two or three of them." in carla.open_page(f"{page.path}?drafts={draft.id},nonsense&page=99").text


def test_a_draft_is_copied_renamed_discarded_and_taken_back(draft, carla):
    page = carla.open_page(f"/drafts/{draft.id}").submit("Copy")
    assert page.reader.h1.strip() == "Copy of Draft 1"
    page = page.click("Rename").submit("Save", name="Two")
    assert page.reader.h1.strip() == "Two"
    page = page.submit("Discard draft")
    assert "One discarded draft" in page.text
    page = page.click("Two").submit("Restore")
    assert "has been restored" in page.text


def test_what_may_be_set_aside_is_chosen_and_kept(company, carla):
    page = carla.open_page("/programmes/open-doors/rounds").click("Rules coordinators can set aside")
    page.submit("Save", rules=["language"])

    db.session.expire_all()
    assert company.programme.waivable_rules == ["language"]


def test_whoever_was_left_out_of_the_last_round_goes_first_and_is_named_in_plain_words(company, draft, carla):
    out = queries.left_out(draft)[0].mentee
    company.publish(draft)
    carla.open_page("/programmes/open-doors/rounds").submit("Open a round")

    page = carla.open_page("/programmes/open-doors/rounds/2/drafts/new")

    assert f"{out.person.name}, Finance: left out in round 1" in page.text
    page.submit("Create a draft", gap_least="5", gap_most="2", gap_is_on="y")
    assert make.count(Draft) == 1
    page.submit("Create a draft")
    assert newest_draft().settings["earlier_first"] is True


@pytest.mark.parametrize("part", ["", "/try", "/decisions", "/decide/place", "/decide/swap"])
def test_a_page_takes_as_many_statements_for_many_pairs_as_for_few(company, draft, carla, part):
    carla.open_page(f"/drafts/{draft.id}{part}")
    with counted() as few:
        carla.open_page(f"/drafts/{draft.id}{part}")
    many(company, draft, 30, 10, called="More ")
    with counted() as most:
        carla.open_page(f"/drafts/{draft.id}{part}")

    assert len(most) <= len(few) + 2, "names of people who were not known yet, and their coordinators"


def test_two_drafts_take_as_many_statements_side_by_side_with_many_pairs(company, draft, carla):
    second = company.draft(draft.round, "total")
    address = f"/programmes/open-doors/rounds/1/compare?drafts={draft.id},{second.id}"
    with counted() as few:
        carla.open_page(address)
    many(company, draft, 60, 10, called="More ")
    with counted() as most:
        carla.open_page(address)

    assert len(most) <= len(few) + 1


def test_nobody_else_reaches_these_pages(draft, signed_in):
    stranger = signed_in(make.person("Stella Novak"))
    for part in ("/try", "/decisions", "/decide/place", "/version", "/name"):
        assert stranger.get(f"/drafts/{draft.id}{part}").status_code == 404
    assert make.count(Round) == 1


def test_a_computation_says_how_far_it_is(company, carla):
    draft = company.ask()
    with transaction():
        draft.phase, draft.share, draft.attempts = "raising the worst score", 42, 1

    page = carla.open_page(f"/drafts/{draft.id}")

    assert "Strengthening the weakest pair" in page.text
    assert "42% done" in page.text
    tasks.compute(draft.id)


@pytest.mark.parametrize("version", ["9" * 5000, "٣", "-1", "1.0", ""])
def test_a_version_that_is_none_is_answered_like_an_old_one(draft, carla, version):
    fields = dict(carla.open_page(f"/drafts/{draft.id}/try").reader.forms[-1].fields)

    answer = carla.post(f"/drafts/{draft.id}/recompute", data=fields | {"version": version})

    assert answer.status_code == 409
    assert "while you were viewing it" in answer.text


def test_a_decision_posted_twice_is_taken_once_and_nobody_is_told_of_a_stranger(draft, carla):
    mentee, mentor = couple(draft)
    path = f"/drafts/{draft.id}/decide/forbid?mentee={mentee.id}&mentor={mentor.id}"
    page = carla.open_page(path)
    first = page.submit("Keep this pair apart", reason="They asked for it")

    second = page.submit("Keep this pair apart", reason="They asked for it")

    assert (first.path, second.path) == (f"/drafts/{draft.id}/decisions",) * 2
    assert second.status == 200
    db.session.rollback()
    assert len(queries.decisions(draft)) == 1


def test_what_was_undone_in_another_tab_was_undone_by_oneself(draft, carla):
    mentee, mentor = couple(draft)
    carla.open_page(f"/drafts/{draft.id}/decide/lock?mentee={mentee.id}&mentor={mentor.id}").submit("Lock this pair")
    page = carla.open_page(f"/drafts/{draft.id}/decisions")
    page.submit("Undo last")

    again = page.submit("Undo last")

    assert again.status == 409
    assert "You've changed this draft since you opened this page, perhaps in another tab." in again.text
