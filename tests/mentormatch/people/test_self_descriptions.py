"""How a person describes herself: optional, hers alone, counted with consent, deleted at once."""

import pytest

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people import self_descriptions
from tests.support import make


def say(person, gender="woman", own_words="", may_count=True):
    with transaction():
        self_descriptions.save(person, gender=gender, own_words=own_words, may_count=may_count, now=make.NOW)


def test_only_who_agreed_is_counted(app):
    ines, ana, bea = (make.person(name) for name in ("Ines Okafor", "Ana One", "Bea Two"))
    say(ines)
    say(ana, may_count=False)
    say(bea, gender="", may_count=False)

    assert self_descriptions.group_of_each() == {ines.id: "woman"}


def test_taking_the_consent_back_ends_the_counting(app):
    ines = make.person()
    say(ines)
    say(ines, may_count=False)

    assert self_descriptions.group_of_each() == {}
    assert self_descriptions.for_person(ines).gender == "woman"


def test_nobody_is_counted_who_prefers_not_to_say(app):
    with pytest.raises(self_descriptions.NothingToCount):
        say(make.person(), gender="")


def test_own_words_go_with_the_answer_they_belong_to(app):
    ines = make.person()
    say(ines, gender="own-words", own_words="agender")
    say(ines, gender="woman", own_words="agender")

    assert self_descriptions.for_person(ines).own_words == ""


def test_deleting_forgets_everything_and_no_audit_row_tells_of_any_of_it(app):
    ines = make.person()
    say(ines, gender="own-words", own_words="agender")
    with transaction():
        self_descriptions.delete(ines)
        self_descriptions.delete(ines)

    assert self_descriptions.for_person(ines) is None
    assert db.session.scalars(db.select(audit.AuditRow)).all() == []
