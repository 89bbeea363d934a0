"""The texts of publishing: hers to each role, ours where she wrote none, kept until a set time, offered again."""

import re

import pytest

from mentormatch.base import mail_texts
from mentormatch.base.db import db, transaction
from mentormatch.base.mail_texts import Text
from mentormatch.enrolments.models import MENTEE, MENTOR
from mentormatch.pairs.models import Pair
from mentormatch.programmes.models import Topic
from mentormatch.rounds.models import OPEN
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing import previews
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.plans import LEFT_OUT, PublishingPlan
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.publishing.test_services import (
    TOMORROW,
    audited,
    mails,
    plan_for,
    publish,
    sweep,
    take_back,
)
from tests.support import make

HERS = {
    MENTEE: Text("{first name}, meet {partner}", "Dear {first name},\nwelcome to {programme}.\n\n{why you two}\n\n"
                                                 "{partner and job} is glad to hear from you by {answer by}."),
    MENTOR: Text("Will you sponsor {partner}?", "Thank you, <Milo>! {partner} looks forward to you."),
    LEFT_OUT: Text("Next time, {first name}", "Come to our open evening in {programme}."),
}


def to_mentees():
    return [mail for mail in mails("pairs.proposed") if "Senior" not in mail.to_name]


def to_mentors():
    return [mail for mail in mails("pairs.proposed") if "Senior" in mail.to_name]


def test_each_role_reads_the_text_that_was_written_for_it(company):
    publish(company, company.draft(), tell_left_out=True, texts=HERS)

    mentee, name = next((mail, mail.to_name.split()[0]) for mail in to_mentees() if "Milo" in mail.subject)
    assert mentee.subject == f"{name}, meet Milo Senior"
    topic = db.session.get(Topic, company.strategy).name
    assert f"Dear {name},<br>welcome to Open Doors.</p>" in mentee.html
    assert f"Dear {name},\nwelcome to Open Doors.\n\nWhat brings you together: {topic}.\n\n" in mentee.text
    assert "\n\nMilo Senior (Finance, Lisbon) is glad to hear from you by 18 May 2026.\n" in mentee.text
    assert "proposes" not in mentee.text
    mentor = next(mail for mail in to_mentors() if mail.to_name == "Milo Senior")
    assert "Thank you, <Milo>!" in mentor.text
    assert "Thank you, &lt;Milo&gt;!" in mentor.html
    [left_out] = mails("rounds.left_out")
    assert left_out.subject == f"Next time, {left_out.to_name.split()[0]}"
    assert "Come to our open evening in Open Doors." in left_out.text


def test_how_to_answer_and_that_a_no_needs_no_reason_stands_in_every_text(company):
    publish(company, company.draft(), texts=HERS)

    for mail in mails("pairs.proposed"):
        assert re.search("^Meet (Milo|Nora|Ana|Bea|Cleo|Dora|Eva):\nhttp://localhost/pairs/", mail.text, re.MULTILINE)
        for fixed in (f"Hi {mail.to_name.split()[0]},",
                      "Please accept or decline by 18 May 2026. You don't need a reason to say no, and no one will ask",
                      "You're receiving this because you're in Open Doors."):
            assert fixed in mail.text


def test_a_role_nobody_wrote_for_reads_our_text(company):
    publish(company, company.draft(), texts={MENTOR: HERS[MENTOR]})

    assert all("Open Doors has matched you with" in mail.text for mail in to_mentees())
    assert all("Thank you, <Milo>!" in mail.text for mail in to_mentors())


@pytest.mark.parametrize("name", ["Ana {partner} {nobody}", "<b>Ana</b> & Co", "Ana %(name)s", "Ana } {"])
def test_a_name_is_a_name_whatever_it_holds(company, name):
    draft = company.draft()
    with transaction():
        queries.all_pairs(draft)[0].mentee.person.name = name
    publish(company, draft, texts={MENTOR: Text("{partner}", "{partner}, {partner and job}")})

    mail = next(mail for mail in to_mentors() if mail.subject == name)
    assert f"\n{name}, {name} (Finance, Lisbon)\n" in mail.text
    assert "<b>Ana" not in mail.html


def test_a_planned_round_keeps_its_texts_until_its_time(company):
    draft = company.draft()
    plan_for(company, draft, tell_left_out=True, texts=HERS)
    db.session.expire_all()
    assert publishing.schedule_of(draft.round).texts == HERS

    sweep(TOMORROW)

    assert all("is glad to hear from you by 19 May 2026." in mail.text for mail in to_mentees())
    assert len(mails("rounds.left_out")) == 1


def test_the_audit_trail_says_which_texts_were_edited_and_none_of_their_words(company):
    draft = company.draft()
    plan_for(company, draft, texts={MENTOR: HERS[MENTOR]})
    publish(company, draft, tell_left_out=True, texts={LEFT_OUT: HERS[LEFT_OUT], MENTEE: HERS[MENTEE]})

    assert audited("round.publish_planned")[0].facts["edited_texts"] == ["mentor"]
    [row] = audited("round.published")
    assert row.facts["edited_texts"] == ["mentee", "left_out"]
    assert "evening" not in str(row.facts)


@pytest.mark.parametrize("deed", [publish, plan_for])
def test_a_text_no_mail_can_be_made_of_stops_everything_beside_its_field(company, deed):
    draft = company.draft()

    with pytest.raises(mail_texts.UnknownPlaceholder) as refused:
        deed(company, draft, texts={LEFT_OUT: Text("Hello", "Dear {partner}")})

    assert refused.value.field == "left_out_body"
    assert (draft.round.state, draft.round.publish_at, make.count(Pair)) == (OPEN, None, 0)


def test_the_preview_is_what_is_sent_word_for_word(company):
    draft = company.draft()
    plan = PublishingPlan(tell_left_out=True, texts=HERS)
    shown = previews.mails(draft, plan, queries.all_pairs(draft)[0], make.NOW)
    db.session.rollback()

    publish(company, draft, tell_left_out=True, texts=HERS)

    sent = mails("pairs.proposed") + mails("rounds.left_out")
    assert [preview.role for preview in shown] == [MENTEE, MENTOR, LEFT_OUT]
    for preview in shown:
        letter, name = preview.letter, preview.to.name
        [mail] = [mail for mail in sent if (mail.to_name, mail.subject) == (name, letter.subject)]
        said = (letter.subject, f"Hi {name.split()[0]},", *letter.paragraphs, f"{letter.action_label}:", "http",
                *letter.closing, "--", "mentormatch", letter.reason)
        assert re.sub(r"http\S+", "http", mail.text).split() == " ".join(said).split()


def test_the_texts_of_the_last_published_round_are_offered_to_the_next(company):
    first = company.draft()
    assert texts.earlier(first.round) is None
    publish(company, first, texts={MENTOR: HERS[MENTOR]})
    second = company.open()

    assert texts.earlier(second) == texts.EarlierTexts(1, {MENTOR: HERS[MENTOR]})


def test_a_round_with_our_texts_offers_none(company):
    publish(company, company.draft())

    assert texts.earlier(company.open()) is None


def test_a_round_taken_back_still_knows_its_texts(company):
    draft = company.draft()
    publish(company, draft, texts={MENTOR: HERS[MENTOR]})
    take_back(company, draft.round)

    assert publishing.schedule_of(draft.round).texts == {MENTOR: HERS[MENTOR]}


def test_a_plan_is_read_back_as_it_was_kept():
    plan = PublishingPlan(mails=False, tell_left_out=True, texts=HERS, draft_id="d", by_id="b")

    assert PublishingPlan.from_json(plan.to_json()) == plan
    assert PublishingPlan.from_json({}) == PublishingPlan()
