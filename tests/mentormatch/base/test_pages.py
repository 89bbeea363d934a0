"""Answering a form: its work is done and committed once, refusals go beside their fields, else its page is shown."""

import pytest
from flask import get_flashed_messages
from wtforms import StringField

from mentormatch.base.db import transaction
from mentormatch.base.errors import DomainError
from mentormatch.base.forms import Form
from mentormatch.base.pages import go, handle
from mentormatch.people.models import Person
from tests.support import make


class NameForm(Form):
    """A name that can be refused."""

    name = StringField("Name")


@pytest.fixture
def posted(app, monkeypatch):
    """A function that answers a posted form with some work, and gives the form and the answer."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)

    def post(work, method="POST"):
        with app.test_request_context(method=method, data={"name": "Ines"}):
            form = NameForm()
            return form, handle(form, work, done=lambda result: f"done: {result}")
    return post


def test_the_work_is_committed_before_the_answer(posted):
    _form, answer = posted(lambda: make.count(Person))

    assert answer == "done: 0"


def test_work_is_done_in_one_transaction(posted):
    def nested():
        with transaction():
            pass

    with pytest.raises(RuntimeError, match="only the outermost"):
        posted(nested)


def test_a_refusal_goes_beside_its_field_and_the_page_is_shown_again(posted):
    def refuse():
        raise DomainError("That name is taken.", "name")

    form, answer = posted(refuse)

    assert (answer, form.name.errors) == (None, ["That name is taken."])


def test_a_page_that_is_only_looked_at_does_nothing(posted):
    form, answer = posted(lambda: pytest.fail("nothing was posted"), method="GET")

    assert (answer, form.errors) == (None, {})


def test_going_on_says_what_was_done(app):
    with app.test_request_context():
        answer = go("people.sign_in", message="You're signed out.")

        assert (answer.status_code, answer.location) == (303, "/sign-in")
        assert get_flashed_messages(with_categories=True) == [("success", "You're signed out.")]
