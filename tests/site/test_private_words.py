"""What one person says in private changes nothing that anybody else reads: no page, no export, no mail, no audit row.

Every private row of the company is changed, then everybody else's pages are compared with what they were before. A
model that says “Readable by its author alone” and is not in the table below fails here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from mentormatch.actions.models import MenteeComment
from mentormatch.base import clock, ids, tasks
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import Base, db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.checkins.models import PrivateAnswer, PrivateNote
from mentormatch.concerns.models import NOTE, Concern, ConcernEntry
from mentormatch.people.models import SelfDescription
from mentormatch.pulses.models import FitCheck, Pulse
from tests.support import make, routes
from tests.support.walk import Walk
from tests.support.world import Place

MARK = "Nightingale-7731"
PROMISE = "readable by its author alone"
READERS = ("mentee", "mentor", "contact", "coordinator", "stranger", "auditor", "administrator")
DAYS_OF_MAIL = (0, 1, 3, 8, 15, 31, 46, 95)
ONE_TIME = re.compile(r'<input[^>]*type="hidden"[^>]*>|<meta name="csrf-token"[^>]*>')


@dataclass(frozen=True)
class Secret:
    """How to change a private row, and the roles that may read it."""

    change: dict[str, Any]
    readers: Callable[[Any, dict[str, str]], set[str]]


def her(row: Any, people: dict[str, str]) -> set[str]:
    """The mentee of the company."""
    return {"mentee"}


def author(row: Any, people: dict[str, str]) -> set[str]:
    """Whoever wrote it."""
    own = getattr(row, "author_id", None) or row.person_id
    return {role for role, person_id in people.items() if person_id == own}


def her_and_the_contact(row: Any, people: dict[str, str]) -> set[str]:
    """A concern is read by who reported it and by those named for it; their notes by these alone."""
    return {"contact"} if getattr(row, "kind", "") == NOTE else {"contact", "mentee"}


SECRETS = {
    PrivateNote: Secret({"text": MARK}, author),
    PrivateAnswer: Secret({"useful": 1, "said_it": "no"}, author),
    SelfDescription: Secret({"gender": "man", "own_words": MARK}, author),
    FitCheck: Secret({"answer": "not-good"}, author),
    Pulse: Secret({"answers": {"trust": 1}}, author),
    MenteeComment: Secret({"text": MARK}, her),
    Concern: Secret({"what": MARK}, her_and_the_contact),
    ConcernEntry: Secret({"text": MARK}, her_and_the_contact),
}


def test_every_model_that_promises_it_is_in_the_table():
    promised = {mapper.class_ for mapper in Base.registry.mappers
                if PROMISE in " ".join((mapper.class_.__doc__ or "").split()).lower()}

    assert promised <= set(SECRETS), "Say in SECRETS how to change these, and who may read them."
    assert {PrivateNote, Pulse} <= promised, "the promise is worded in another way now, so nothing is looked for"


@pytest.mark.parametrize("walk", READERS, indirect=True)
def test_nothing_that_anybody_else_reads_changes(walk: Walk, place: Place):
    role = walk.role
    before = {answer.address: bare(answer.text) for answer in walk.answers if answer.status == 200}
    before |= dict(exported(place, role))
    place.put_back()  # an export leaves an audit row, which the second reading would show
    changed = change_all(place, but=role)

    after = dict(read(place, role))

    assert changed, "no private row of anybody else was there to change"
    assert len(before) > 10, "hardly a page was reached"
    assert before.keys() == after.keys()
    changed = [address for address in before if before[address] != after[address]]
    assert not changed, f"{role} can tell from these that a private row was changed: {changed}"
    assert not [address for address, text in after.items() if MARK in text]


@pytest.mark.parametrize(("role", "model"), [("mentee", PrivateNote), ("mentee", SelfDescription),
                                             ("mentee", Concern), ("contact", Concern), ("contact", ConcernEntry)])
def test_who_may_read_it_finds_it(place: Place, role, model):
    with transaction():
        for row in db.session.scalars(db.select(model)):
            set_all(row, SECRETS[model].change)

    assert any(MARK in text for _, text in read(place, role))


def test_no_mail_and_no_audit_row_tells_it(place: Place):
    change_all(place, but="")
    for days in DAYS_OF_MAIL:
        with clock.stopped(make.NOW + timedelta(days=days)):
            tasks.run_sweeps(clock.now())

    mails = [str(message_from_bytes(file.read_bytes(), policy=default).get_body(("html",)).get_content())
             for file in Path(place.app.config["SETTINGS"].mail_url.removeprefix("file://")).glob("*.eml")]
    waiting = db.session.scalars(db.select(OutboxMail).where(OutboxMail.sealed.is_not(None))).all()
    assert len(mails) > 3, "hardly a mail was written"
    assert not [mail for mail in mails if MARK in mail]
    assert not [mail.kind for mail in waiting if MARK in f"{mail.subject} {mail.text} {mail.html}"]
    assert MARK not in repr([row.facts for row in db.session.scalars(db.select(AuditRow))])


def read(place: Place, role: str) -> Iterator[tuple[str, str]]:
    """Everything somebody of a role gets to read: address and text of each page and file, without one-time values."""
    browser = place.browser(role)
    for rule in routes.reading(place.app):
        for address in place.addresses(rule):
            response = browser.get(address)
            if response.status_code == 200:
                yield address, bare(response.get_data().decode("utf-8", "replace"))
    yield from exported(place, role)


def exported(place: Place, role: str) -> Iterator[tuple[str, str]]:
    """What is taken along by pressing a button."""
    place.app.config["WTF_CSRF_ENABLED"] = False  # the buttons' tokens are others' business
    browser = place.browser(role)
    for rule, method in routes.writing(place.app):
        for address in place.addresses(rule) if "export" in rule.endpoint else ():
            with ids.seeded(7):  # a file with codes made for it alone has the same ones each time
                response = browser.open(address, method=method)
            if response.status_code == 200:
                yield f"{method} {address}", bare(response.get_data().decode("utf-8", "replace"))
    place.app.config["WTF_CSRF_ENABLED"] = True


def bare(text: str) -> str:
    """A text without the values that are made anew each time."""
    return ONE_TIME.sub("", text)


def change_all(place: Place, *, but: str) -> int:
    """Change every private row that a role may not read; how many there were."""
    count, people = 0, place.world.people
    with transaction():
        for model, secret in SECRETS.items():
            for row in db.session.scalars(db.select(model)):
                if but not in secret.readers(row, people):
                    set_all(row, secret.change)
                    count += 1
    return count


def set_all(row: Any, change: dict[str, Any]) -> None:
    """Give a row other values."""
    for name, value in change.items():
        assert name in row.__table__.columns
        setattr(row, name, value)
