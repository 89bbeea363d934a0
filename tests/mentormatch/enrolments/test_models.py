"""What an enrolment holds."""

from dataclasses import fields

from mentormatch.enrolments.forms import AboutForm
from mentormatch.enrolments.models import AboutMe, Enrolment


def test_everything_people_say_about_themselves_is_asked_for_and_stored(app):
    with app.test_request_context():
        questions = {question.name for question in AboutForm().questions}

    for field in fields(AboutMe):
        assert field.name in Enrolment.__table__.columns, f"Enrolment has no column {field.name!r}: write a migration."
        assert field.name in questions
