"""The pages that explain a draft: a pair side by side, who is left out, certificate, fairness, picture, flags."""

import json

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.rounds.reading import flags, queries
from mentormatch.rounds.reading.queries import TableQuery
from tests.mentormatch.rounds.company import counted, many

PARTS = ("", "/left-out", "/fairness", "/picture", "/certificate")


@pytest.fixture
def draft(company):
    return company.draft()


def opened(browser, draft, part=""):
    page = browser.open_page(f"/drafts/{draft.id}{part}")
    assert page.status == 200
    return page


def test_a_pair_opens_side_by_side_with_overlaps_and_the_next_best_for_either(carla, draft):
    pair = queries.all_pairs(draft)[0]
    page = opened(carla, draft, f"/pairs/{pair.id}")

    assert "Goals and expertise" in page.text
    assert "Shared" in page.text
    assert f"Someone else for {pair.mentee.person.name}" in page.text
    assert f"Someone else for {pair.mentor.person.name}" in page.text
    assert f"{pair.mentee.person.name} moves from {pair.mentor.person.name} to" in page.text


def test_a_stable_draft_says_why_it_prices_nothing(company, carla):
    draft = company.draft(objective="stable")
    page = opened(carla, draft, f"/pairs/{queries.all_pairs(draft)[0].id}")

    assert "no effect is shown" in page.text


def test_whoever_is_left_out_has_a_page_with_the_reason_and_what_would_place_her(carla, draft):
    left = queries.left_out(draft)[0]
    name = left.mentee.person.name
    page = opened(carla, draft, "/left-out").click(f"What would match {name}")

    assert f"Why {name} is left out" in page.text
    assert f"would match {name}" in page.text
    assert "No one would lose a match." in page.text, page.text
    piece = carla.open_page(f"/drafts/{draft.id}/left-out/{left.mentee_id}/changes")
    assert piece.status == 200
    assert "<html" not in piece.html
    assert f"would match {name}" in piece.text


def test_a_person_who_has_a_pair_has_no_page_of_being_left_out(carla, draft):
    placed = queries.all_pairs(draft)[0].mentee_id

    assert carla.open_page(f"/drafts/{draft.id}/left-out/{placed}").status == 404


def test_the_certificate_names_each_hard_rule_the_moment_and_how_to_check_again(carla, draft):
    page = opened(carla, draft, "/certificate")

    assert "Every check passed" in page.text
    assert "Who is never matched, by rule" in page.text
    assert "Checked on" in page.text
    assert "Matched: 3. A cover of all possible pairs shows that no more than 3 can be." in page.text
    assert "numpy" in page.text
    assert page.click("Check again").status == 200


def test_a_changed_result_is_not_proven(company, carla, draft):
    with transaction():
        result = json.loads(json.dumps(draft.result))
        result["total"] += 1
        draft.result = result

    page = opened(carla, draft, "/certificate")
    assert "Not proven" in page.text
    assert "Total:" not in page.text


def test_the_certificate_hands_out_no_file_and_no_mark_of_the_input(carla, draft):
    page = opened(carla, draft, "/certificate")

    assert "can download what this certificate was made from" in " ".join(page.text.split())
    assert draft.result["certificate"]["fingerprint"] not in page.html
    for file in ("input", "result"):
        assert carla.get(f"/drafts/{draft.id}/{file}.json").status_code == 404


def test_fairness_says_in_words_and_figures_whom_the_draft_serves(company, carla):
    with transaction():
        company.mentees[1].person.department = "Legal"
        company.mentors[0].person.department = "Sales"
    page = opened(carla, company.draft(), "/fairness")

    assert "3 of 4" in page.text
    for words in ("By department", "By site", "By grade", "Lowest scores", "Pairs per person"):
        assert words in page.text
    assert "Not counted in a draft" in page.text


def test_the_picture_has_a_name_a_description_and_the_same_figures_in_a_table(company, carla):
    with transaction():
        company.mentors[0].person.department = "Sales & <Growth>"
    page = opened(carla, company.draft(), "/picture")

    assert "2 of 3 pairs cross departments." in page.text
    assert 'role="img" aria-labelledby="flow-title flow-text"' in page.html
    assert "Sales &amp; &lt;Growth&gt;" in page.html
    assert " style=" not in page.html
    assert "From department to department" in page.text


@pytest.mark.parametrize("part", ["/fairness", "/picture", "/certificate", "/left-out"])
def test_a_draft_that_is_being_computed_says_that_there_is_nothing_to_explain_yet(company, carla, part):
    page = opened(carla, company.ask(), part)

    assert "Back to the draft" in page.text


@pytest.mark.parametrize("part", PARTS)
def test_a_page_reads_as_many_statements_for_many_rows_as_for_few(company, carla, draft, part):
    def statements():
        with counted() as said:
            opened(carla, draft, part)
        return len(said)

    statements()
    before = statements()
    many(company, draft, pairs=12, left_out=6)
    assert statements() == before


def test_flags_mark_what_is_worth_a_second_look_and_filter_the_table(company, carla, draft):
    with transaction():
        company.mentors[0].person.site = "Oslo"
        for pair, score in zip(queries.all_pairs(draft), (800, 449, 700), strict=True):
            pair.score = score
            pair.parts = pair.parts | {"choice_mentee": 1, "options_mentee": 1 if score == 700 else 2}
    db.session.expire_all()
    marked = {pair.id: {flag.slug for flag in flags.for_pair(pair)} for pair in queries.all_pairs(draft)}

    for flag in flags.FLAGS:
        found = {pair.id for pair in queries.pair_table(draft, TableQuery(flag=flag.slug)).rows}
        assert found == {pair_id for pair_id, slugs in marked.items() if flag.slug in slugs}
        assert found
        assert opened(carla, draft, f"?flag={flag.slug}").text.count(str(flag.label)) >= len(found)


def test_a_flag_stays_while_one_sorts_and_searches_and_an_unknown_one_is_as_if_not_said(company, carla, draft):
    page = opened(carla, draft, "?flag=site")
    assert page.submit("Search", words="ana").response.request.args["flag"] == "site"
    assert queries.pair_table(draft, TableQuery(flag="nonsense")).count == 3
    assert "No pair with this flag" in opened(carla, draft, "?flag=low").text


def test_nobody_but_who_runs_the_programme_opens_any_of_it(company, signed_in, draft):
    milo = signed_in(company.mentors[0].person)
    left = queries.left_out(draft)[0].mentee_id

    for part in (*PARTS, f"/left-out/{left}", f"/left-out/{left}/changes"):
        assert milo.open_page(f"/drafts/{draft.id}{part}").status == 404
