"""The pages of actions, used the way the two and a coordinator would."""

import pytest

from mentormatch.actions import queries, tasks
from mentormatch.actions.models import Action
from mentormatch.base.db import db, transaction
from mentormatch.programmes.models import MENTORSHIP
from tests.mentormatch.actions.test_services import agreement, answer, log
from tests.support import make


def only(model):
    db.session.rollback()
    return db.session.scalars(db.select(model)).one()


def test_he_reports_and_she_confirms_with_one_tap_and_says_what_came_of_it(pair, him, her):
    page = him.open_page(f"/pairs/{pair.id}").click("Report an action")
    page = page.submit("Report action", kind="put-forward", what="Named her for the pricing project.")
    assert "It counts once Ines confirms it." in page.text
    assert "Not confirmed yet" in page.text
    assert "No confirmed actions yet." in page.text

    page = her.open_page(f"/pairs/{pair.id}").submit("Yes, it happened")
    assert page.reader.h1 == "What happened as a result?"
    page = page.submit("Save", kind="assignment", text="I start on Monday.")

    assert "One confirmed action." in page.text
    assert "I got the role or assignment" in page.text
    assert "I start on Monday." in him.open_page(f"/pairs/{pair.id}").text


def test_she_logs_what_he_did_not_report(pair, her):
    page = her.open_page(f"/pairs/{pair.id}/actions/new")
    assert "Stood up for you in the room" in page.text

    page = page.submit("Log action", kind="stood-by")

    assert "One confirmed action." in page.text


def test_a_no_shows_him_the_state_and_nothing_else(pair, him, her, cora):
    action = log(pair, pair.mentor)
    page = her.open_page(f"/actions/{action.id}/answer").submit("Save answer", answer="not-confirmed", text="MARKER")
    assert "It didn't happen for you" in page.text

    page = him.open_page(f"/pairs/{pair.id}")
    assert "Not confirmed, so it doesn't count" in page.text
    for client, path in ((him, f"/pairs/{pair.id}"), (cora, f"/pairs/{pair.id}"),
                         (cora, f"/programmes/{pair.programme.slug}/actions")):
        assert "MARKER" not in client.open_page(path).html
    assert "MARKER" in her.open_page(f"/actions/{action.id}/answer").html


def test_silence_doubt_and_a_no_read_alike_to_him_in_the_end(pair, him):
    for comment in ("unsure", "not-confirmed", None):
        action = log(pair, pair.mentor)
        if comment:
            answer(action, pair.mentee, comment)
    text = him.open_page(f"/pairs/{pair.id}").text
    assert (text.count("Not confirmed yet"), text.count("Not confirmed, so it doesn't count")) == (2, 1)
    assert "not sure" not in text

    tasks.lapse_due(make.NOW + queries.LAPSES_AFTER)

    text = him.open_page(f"/pairs/{pair.id}").text
    assert text.count("Not confirmed, so it doesn't count") == 3


def test_coordinators_read_what_she_ticked(pair, her, cora):
    action = log(pair, pair.mentor)
    her.open_page(f"/actions/{action.id}/answer").submit(
        "Save answer", answer="not-confirmed", text="Nobody asked me.", may_tell="y")

    page = cora.open_page(f"/programmes/{pair.programme.slug}/actions")

    assert "Nobody asked me." in page.text


def test_a_sponsor_who_runs_the_programme_does_not_read_what_she_tells_the_coordinators(pair, him, cora):
    with transaction():
        pair.programme.coordinators.append(pair.mentor.person)
    answer(log(pair, pair.mentor), pair.mentee, "not-confirmed", text="MARKER", may_tell=True)
    path = f"/programmes/{pair.programme.slug}/actions"

    assert "MARKER" in cora.open_page(path).html
    assert "MARKER" not in him.open_page(path).html


def test_coordinators_are_told_how_she_answered_in_the_end(pair, her, cora):
    action, path = log(pair, pair.mentor), f"/programmes/{pair.programme.slug}/actions"
    answer(action, pair.mentee, "unsure", text="It was late in coming.", may_tell=True)
    assert "and not confirmed." in cora.open_page(path).text

    her.open_page(f"/actions/{action.id}/answer").submit("Save answer", answer="confirmed")

    assert "It was late in coming." in cora.open_page(path).text
    assert "and not confirmed." not in cora.open_page(path).text


def test_what_she_wrote_when_she_was_unsure_outlives_her_yes(pair, her):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "unsure", text="It was late in coming.")

    her.open_page(f"/pairs/{pair.id}").submit("Yes, it happened")
    page = her.open_page(f"/actions/{action.id}/answer")

    assert dict(page.form("Save answer").fields)["text"] == "It was late in coming."
    page.submit("Save answer")
    assert queries.own_comment(action.id).text == "It was late in coming."


@pytest.mark.parametrize("path", ["answer", "confirm", "outcomes/new"])
def test_he_cannot_confirm_his_own_whatever_he_posts(pair, him, path):
    action = log(pair, pair.mentor)
    token = dict(him.open_page(f"/pairs/{pair.id}/actions/new").form("Report action").fields)["csrf_token"]

    page = him.post_page(f"/actions/{action.id}/{path}", data={
        "csrf_token": token, "version": "1", "said": "confirmed", "kind": "promoted", "state": "confirmed",
        "reported_by_id": pair.mentee.person_id})

    assert page.status == 404
    assert queries.confirmed_count() == 0


def test_what_he_posts_beside_a_report_changes_nothing(pair, him):
    form = him.open_page(f"/pairs/{pair.id}/actions/new").form("Report action")

    him.post_page(f"/pairs/{pair.id}/actions/new", data=dict(form.fields) | {
        "kind": "put-forward", "state": "confirmed", "reported_by_id": pair.mentee.person_id})

    assert only(Action).state == "reported"


def test_a_kind_she_wants_to_be_asked_about_takes_a_second_step_that_keeps_what_was_typed(pair, him):
    agreement(pair, ask_first=["promotion-pay"])
    page = him.open_page(f"/pairs/{pair.id}/actions/new")

    page = page.submit("Report action", kind="promotion-pay", what="In the spring round.")
    assert page.reader.h1 == "Did you ask Ines?"
    assert make.count(Action) == 0
    back = page.submit("Go back")
    assert dict(back.form("Report action").fields)["what"] == "In the spring round."
    page.submit("I've asked")

    assert (only(Action).what, only(Action).kind.slug) == ("In the spring round.", "promotion-pay")


def test_an_unfinished_report_says_what_to_do_and_keeps_what_was_typed(pair, him):
    page = him.open_page(f"/pairs/{pair.id}/actions/new").submit("Report action", happened_on="then", what="The panel.")

    assert page.status == 400
    assert page.reader.title.startswith("Error: ")
    assert "Choose what happened." in page.text
    assert "Enter a date, for example" in page.text
    assert dict(page.form("Report action").fields)["what"] == "The panel."


def test_he_corrects_and_takes_back_while_it_is_unanswered(pair, him):
    log(pair, pair.mentor)
    page = him.open_page(f"/pairs/{pair.id}").click("Edit or withdraw")
    page = page.submit("Save changes", kind="introduced")
    assert only(Action).kind.slug == "introduced"

    page.click("Edit or withdraw").submit("Withdraw")

    assert make.count(Action) == 0


def test_a_coordinator_sees_confirmed_actions_without_a_word(pair, cora):
    answer(log(pair, pair.mentor), pair.mentee, "confirmed")
    log(pair, pair.mentor)

    page = cora.open_page(f"/pairs/{pair.id}")

    assert page.text.count("Put them forward for a role or an assignment") == 1
    assert "pricing" not in page.html


def test_a_coordinator_tends_the_kinds(pair, cora):
    slug = pair.programme.slug
    page = cora.open_page(f"/programmes/{slug}").click("Actions").click("Kinds of action").click("Add a kind")
    page = page.submit("Save", name="")
    assert "Enter the wording for the person who did it." in page.text

    page = page.submit("Save", name="Wrote a reference for her", for_her="Wrote a reference for you")
    page = page.submit("Down Put them forward")
    assert page.html.index("Spoke to their manager") < page.html.index("Put them forward")
    page = page.click("Edit Wrote a reference").submit("Retire").submit("Offer again Wrote a reference")

    assert "People can choose" in page.text


def test_a_programme_without_kinds_asks_for_no_reports_until_it_has_one(app, signed_in):
    pair = make.working_pair(make.programme(make.person("Cora Lindt"), kind=MENTORSHIP), days=60)
    her, cora = signed_in(pair.mentee.person), signed_in(pair.programme.coordinators[0])
    page = her.open_page(f"/pairs/{pair.id}")
    assert 'id="actions"' not in page.html
    assert her.open_page(f"/pairs/{pair.id}/actions/new").status == 409
    assert "welcome" not in her.open_page(f"/pairs/{pair.id}/agreement/propose").form("Send").names
    assert "No kinds of action yet" in cora.open_page(f"/programmes/{pair.programme.slug}/action-kinds").text

    page = cora.open_page(f"/programmes/{pair.programme.slug}/actions").click("See kinds of action").click("Add a kind")
    page.submit("Save", name="Wrote a reference for them", for_her="Wrote a reference for you")

    assert 'id="actions"' in her.open_page(f"/pairs/{pair.id}").html
    assert her.open_page(f"/pairs/{pair.id}/actions/new").status == 200
    assert "welcome" in her.open_page(f"/pairs/{pair.id}/agreement/propose").form("Send").names
