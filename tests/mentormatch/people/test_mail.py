"""Who gets mail: people at work; letters about an account reach people on leave too."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.base.mail import Letter, OutboxMail
from mentormatch.people import mail
from mentormatch.people.models import ACTIVE, LEAVE, LEFT
from tests.support import make
from tests.support.make import NOW

LETTER = Letter("A subject", ("A sentence.",))


@pytest.mark.parametrize(("status", "count"), [(ACTIVE, 1), (LEAVE, 0), (LEFT, 0)])
def test_only_people_at_work_get_mail(app, status, count):
    ines = make.person(status=status)

    with transaction():
        mail.post(LETTER, ines, kind="test", now=NOW)

    assert make.count(OutboxMail) == count


@pytest.mark.parametrize(("status", "count"), [(ACTIVE, 1), (LEAVE, 1), (LEFT, 0)])
def test_letters_about_an_account_reach_people_on_leave(app, status, count):
    ines = make.person(status=status)

    with transaction():
        mail.post_account_letter(LETTER, address=ines.email, person=ines, kind="test", now=NOW)

    assert make.count(OutboxMail) == count


def test_a_link_goes_to_an_address_that_is_no_ones_yet(app):
    with transaction():
        mail.post_account_letter(LETTER, address="new@company.example", person=None, kind="test", now=NOW)

    assert make.count(OutboxMail) == 1
