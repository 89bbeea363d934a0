"""Names: what others could not read as one is refused in forms and in the roster, and emails use the company's."""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import MENTOR
from mentormatch.pairs import letters
from mentormatch.people import names
from mentormatch.people.models import Person
from tests.support import make
from tests.support.rosters import imported, plan, reasons

HEAD = "email,name\n"

HIDDEN = {"right-to-left override": "Ines\u202eOkafor", "isolate": "Ines\u2067Okafor", "mark": "Ines\u200fOkafor",
          "zero width": "In\u200bes", "joiner": "In\u200des", "control": "Ines\x07", "bell in the middle": "In\u0007es",
          "byte order mark": "Ines\ufeff", "soft hyphen": "In\u00ades", "tag": "Ines\U000e0041"}


@pytest.mark.parametrize("name", [
    "Ines Okafor", "Jean-Luc O’Neill", "Nguyễn Thị Minh", "J.R.R. Tolkien", "Dr. Ada Admin", "李小龙", "עדה",
    "X Æ A-12", "Ada Admin, PhD", "محمد"])
def test_a_name_stays_as_it_is(app, name):
    assert names.checked(name) == name


def test_a_name_is_one_line_normalised_with_single_spaces(app):
    assert names.checked("  Zoe\u0308 \n  Angstro\u0308m ") == "Zoë Angström"


@pytest.mark.parametrize("name", [*HIDDEN.values()], ids=[*HIDDEN])
def test_characters_that_cannot_be_seen_are_refused(app, name):
    with pytest.raises(names.NotAName, match="can't be seen"):
        names.checked(name)


@pytest.mark.parametrize("name", [
    "ines@company.example", "Ines ＠company", "http://evil", "See https://evil.example", "www.evil", "evil.example",
    "EVIL.COM", "Call Bit.Ly now"])
def test_addresses_are_refused(app, name):
    with pytest.raises(names.NotAName, match="email or web address"):
        names.checked(name)


@pytest.mark.parametrize(("name", "words"), [("1234", "at least one letter"), ("…", "at least one letter"),
                                             ("x" * 101, "101")])
def test_what_is_no_name_or_too_long_is_refused(app, name, words):
    with pytest.raises(names.NotAName, match=words):
        names.checked(name)


def test_the_account_page_says_what_is_wrong_beside_the_field_and_keeps_what_was_typed(signed_in):
    page = signed_in(make.person()).open_page("/account").submit("Save", name="IT support evil.example")

    assert page.status == 400
    assert "A name can't contain an email or web address." in page.text
    assert 'value="IT support evil.example"' in page.html


def test_the_roster_names_the_row_whose_name_is_none(app):
    wrong = reasons("ann@company.example,Ann\u202eeldoow", "bea@company.example,bea@company.example", head=HEAD)

    assert "can't be seen" in wrong[2]
    assert "email or web address" in wrong[3]


def test_emails_use_the_name_of_the_roster_whatever_people_call_themselves(app):
    ann = ann_with_an_account("The HR Department")
    programme = make.programme(make.person("Carla Coordinator"))
    pair = make.pair(make.enrolment(ann, programme, MENTOR), make.enrolment(make.person(), programme))

    letter = letters.reminder(pair, pair.mentee, make.NOW)

    assert "Ann Weber" in letter.subject
    assert "HR Department" not in str(letter)


def test_a_name_from_before_turns_no_line_of_an_email_around(app):
    ann = make.person("Ann\u202e Weber\u200b")

    assert (ann.formal_name, ann.formal_first_name) == ("Ann Weber", "Ann")


def test_an_import_changes_the_roster_s_name_alone_and_says_so(app):
    ann = ann_with_an_account("Annie")
    (entry,) = plan("ann@company.example,Ann Marie Weber", head=HEAD).changed

    imported("ann@company.example,Ann Marie Weber", head=HEAD)

    assert [(change.label, change.before, change.after) for change in entry.changes] == [
        ("name in emails", "Ann Weber", "Ann Marie Weber")]
    db.session.expire_all()
    assert (ann.name, ann.roster_name) == ("Annie", "Ann Marie Weber")


def ann_with_an_account(name):
    """Someone of the roster, who has joined under a name of their own."""
    imported("ann@company.example,Ann Weber", head=HEAD)
    ann = db.session.scalars(db.select(Person)).one()
    with transaction():
        ann.password_hash, ann.name = "hashed", name
    return ann
