"""Writing the texts of the mails on the pages of publishing: what is there at first, wrong input, and what is sent."""

import re

import pytest

from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.rounds.publishing import services as publishing
from tests.mentormatch.rounds.company import computed, many, newest_draft
from tests.support import naughty

BUTTON = "Check and preview"
HERS = "Bring <a question>, {partner} likes them.\r\n\r\nRoom 4."


@pytest.fixture
def page(company, carla):
    """The page on which a draft is published."""
    return carla.open_page(f"{computed(carla).path}/publish")


def check(page, **typed):
    return page.submit(BUTTON, **{"when": "now"} | typed)


def fields(page):
    return dict(page.form(BUTTON).fields)


def texts_kept():
    return publishing.schedule_of(newest_draft().round).texts


def sent(subject):
    db.session.rollback()
    return next(mail for mail in db.session.scalars(db.select(OutboxMail)) if mail.subject.startswith(subject))


def test_the_fields_hold_our_texts_and_say_what_each_placeholder_becomes(page):
    assert fields(page)["mentee_subject"] == "Meet {partner}, your suggested match"
    assert fields(page)["mentor_body"].startswith("{programme} has matched you with {partner and job} as your protégé.")
    assert fields(page)["left_out_subject"] == "We couldn't match you this time in {programme}"
    assert re.search(r"{partner and job} the same, with job title, department and site: (Milo|Nora) Senior \(",
                     page.text)
    assert re.search(r"{first name} the first name of the person reading the email: (Ana|Bea|Cleo|Dora) ", page.text)
    assert page.html.count('<details class="text-editor"') == page.text.count("our text Subject") == 3
    assert " open>" not in page.html


def test_untouched_texts_are_ours_and_not_kept(page):
    check(page, tell_left_out="y").submit("Publish and send 7 emails")

    assert texts_kept() == {}


def test_what_was_written_is_previewed_changed_again_and_sent_as_written(page):
    page = check(page, mentee_subject="Meet {partner}", mentee_body=HERS, tell_left_out="y",
                 left_out_body="Next time, {first name}.")
    assert re.search(r"Bring <a question>, (Milo|Nora) Senior likes them\. Room 4\.", page.text)
    assert re.search(r"Next time, (Ana|Bea|Cleo|Dora)\.", page.text)
    assert page.text.count("Always in this email") == 6
    page = page.submit("Make changes")
    assert fields(page)["mentee_body"] == HERS.replace("\r", "")
    assert '<details class="text-editor" id="text-mentee" open>' in page.html
    assert '<details class="text-editor" id="text-mentor">' in page.html
    page = check(page, mentor_subject="Will you sponsor\n {partner}?")

    page.submit("Publish and send 7 emails")

    assert set(texts_kept()) == {"mentee", "mentor", "left_out"}
    mentee, mentor, left_out = sent("Meet Nora Senior"), sent("Will you sponsor "), sent("We couldn't match you")
    assert "Bring <a question>, Nora Senior likes them.\n\nRoom 4.\n" in mentee.text
    assert "Bring &lt;a question&gt;" in mentee.html
    assert "Open Doors has matched you with" in mentor.text
    assert f"Next time, {left_out.to_name.split()[0]}." in left_out.text


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("mentee_subject", "", "Write a subject, or go back to our text."),
    ("mentee_subject", "About {vorname}", "This email has no placeholder {vorname}."),
    ("mentee_subject", "{why you two}", "Please put it in the text, not in the subject."),
    ("mentee_subject", "x" * 151, "150 characters or fewer; it has 151"),
    ("mentor_body", "", "Write the text of the email"),
    ("mentor_body", "Hello {partner", "missing near “Hello {partner”"),
    ("mentor_body", "Hello {prtner}", "Did you mean {partner}?"),
    ("mentor_body", "Welcome.", "Say who it's about: put {partner} somewhere in the text."),
    ("mentor_body", "{partner}" + "x" * 3000, "3000 characters or fewer; it has 3009"),
    ("left_out_body", "Meet {partner}", "You can use {first name}, {programme}."),
])
def test_a_wrong_text_is_told_beside_its_field_with_what_was_typed(page, field, typed, said):
    page = check(page, tell_left_out="y", **{field: typed})

    assert page.status == 400
    assert page.text.count(said) == 2  # on top, and beside the field
    assert fields(page).get(field, "") == typed
    assert f'id="text-{field.rpartition("_")[0]}" open' in page.html


def test_a_text_nobody_gets_is_not_judged_and_not_lost(page):
    page = check(page, left_out_body="Meet {nobody}")
    assert "Check before you publish" in page.text
    page = page.submit("Make changes")
    assert fields(page)["left_out_body"] == "Meet {nobody}"

    check(page, mails=None, mentee_body="{").submit("Publish without emails")

    assert texts_kept() == {}


def test_back_to_our_text_restores_one_and_leaves_the_others(page):
    page = page.submit(BUTTON, mentee_body="Hers {", mentor_body="Also hers {partner}")
    assert page.status == 400

    page = page.submit("Restore our text to the protégés", mails=None)

    assert page.status == 200
    assert fields(page)["mentee_body"].startswith("{programme} has matched you with")
    assert fields(page)["mentor_body"] == "Also hers {partner}"
    assert "mails" not in fields(page)
    assert '<details class="text-editor" id="text-mentee" open>' in page.html


def test_the_texts_of_the_round_before_can_be_taken(company, carla, page):
    assert "Use the texts of round" not in page.text
    check(page, mentor_body="Thank you for {partner}.").submit("Publish and send")
    draft = company.ask()
    many(company, draft, 1)
    page = carla.open_page(f"/drafts/{draft.id}/publish")
    assert fields(page)["mentor_body"].startswith("{programme} has matched you with")

    page = page.submit("Use the texts of round 1", mentee_subject="Mine, {partner}")

    assert page.status == 200
    assert fields(page)["mentor_body"] == "Thank you for {partner}."
    assert fields(page)["mentee_subject"] == "Mine, {partner}"


def test_a_planned_round_opens_with_the_texts_that_were_written_for_it(page, carla):
    path = page.path
    check(page, when="later", publish_at="2026-05-12T09:00",
          mentor_body="Thank you for {partner}.").submit("Publish on")
    page = carla.open_page(path)
    assert fields(page)["mentor_body"] == "Thank you for {partner}."

    page = page.submit("Restore our text to the sponsors")
    check(page, when="later", publish_at="2026-05-13T09:00").submit("Publish on")

    assert texts_kept() == {}


def test_enter_in_a_line_of_text_checks_and_restores_nothing(page):
    form = page.form(BUTTON)

    assert form.buttons[0][1:] == ("step", "check")
    assert "step" not in dict(form.fields), "a field of that name would be sent before the button that was pressed"


def test_naughty_strings_are_previewed_and_sent_unharmed(page):
    for text in naughty.chunks(2_900, "\n"):
        typed = text.replace("{", "(").replace("}", ")")
        page = check(page, mentor_body=f"{typed}\n\n{{partner}}")
        assert page.status == 200
        assert " ".join(typed.split()) in page.text
        page = page.submit("Make changes")
        assert " ".join(fields(page)["mentor_body"].split()) == f"{' '.join(typed.split())} {{partner}}"
