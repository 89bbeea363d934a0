"""What she writes to her answer: whose it is, who may read it, and what leaves it alone."""

import pytest

from mentormatch.actions import queries, services
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from tests.mentormatch.actions.test_services import answer, log
from tests.support import make


def test_one_tap_confirms_and_leaves_what_she_wrote_as_it_is(pair, mails):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "unsure", text="Let me ask around.", may_tell=True)

    for _ in range(2):
        with transaction():
            services.confirm(action, by=pair.mentee.person, version=1, now=make.NOW)

    comment = queries.own_comment(action.id)
    assert (action.state, comment.text, comment.may_tell) == ("confirmed", "Let me ask around.", True)
    assert [mail.kind for mail in mails()] == ["actions.reported", "actions.confirmed"]
    with pytest.raises(services.NotTheMentee), transaction():
        services.confirm(action, by=pair.mentor.person, version=1, now=make.NOW)


def test_her_words_reach_coordinators_only_where_she_says_so(pair):
    silent, comments = log(pair, pair.mentor), log(pair, pair.mentor)
    answer(silent, pair.mentee, "not-confirmed", text="For me alone.")

    answer(comments, pair.mentee, "not-confirmed", text="Please look into it.", may_tell=True)

    read = queries.shared_comments(pair.programme_id, pair.programme.coordinators[0])
    assert [(comment.action.id, comment.text) for comment in read] == [(comments.id, "Please look into it.")]
    assert queries.own_comment(silent.id).text == "For me alone."


def test_private_words_are_in_no_audit_row(pair):
    action = log(pair, pair.mentor)
    answer(action, pair.mentee, "not-confirmed", text="MARKER")
    answer(action, pair.mentee, "confirmed", text="MARKER")

    rows = db.session.scalars(db.select(AuditRow)).all()
    assert not any("MARKER" in repr(vars(row)) or "pricing" in repr(vars(row)) for row in rows)
