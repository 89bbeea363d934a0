"""A small company with a bit of everything, for tests that walk all pages: who is in it, and what is at which address.

Two programmes with a coordinator each; in the first an active pair with check-ins, a proposed pair, an open round
with a computed draft, somebody left out, and a mail in the outbox. The database is built once and copied.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from mentormatch.actions.models import Action
from mentormatch.base import audit, clock, ids, mail
from mentormatch.base.db import db, sqlite_driver, transaction
from mentormatch.base.mail import Letter
from mentormatch.checkins import log_links
from mentormatch.checkins.models import CheckIn, Meeting, PrivateNote
from mentormatch.enrolments.models import DRAFT, MENTEE, MENTOR, Boundary, Enrolment, EnrolmentTopic
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.accounts import sessions
from mentormatch.people.models import Person
from mentormatch.programmes.models import MENTORSHIP, Auditor, Programme
from mentormatch.pulses.models import Pulse
from mentormatch.reminders import links as reminder_links
from mentormatch.rounds import services as rounds
from mentormatch.rounds import tasks as round_tasks
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input.settings import DraftSettings
from tests.support import agreed, apps, databases, make, rooms, rosters
from tests.support.client import Client, client_of

NOBODY = "nobody"
ROLES = (NOBODY, "employee", "stranger", "mentee", "mentor", "contact", "coordinator", "other coordinator",
         "auditor", "administrator")
TOKEN = "A" * 43  # looks like a mailed secret and is none
PEOPLE: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("employee", "Emil Kaur", 4, {}),
    ("mentee", "Ines Okafor", 5, {}),
    ("mentor", "Jonas Feld", 8, {"time_zone": "Europe/Berlin"}),
    ("contact", "Conny Weiss", 8, {}),
    ("coordinator", "Cora Lindt", 7, {}),
    ("stranger", "Stella Novak", 8, {}),
    ("other coordinator", "Otto Brandt", 7, {}),
    ("auditor", "Aud Itor", 6, {}),
    ("administrator", "Ada Admin", 7, {"is_administrator": True}),
)


@dataclass(frozen=True)
class World:
    """Ids of the company. `tokens` are the secrets of signed-in browsers, `values` is what to put into addresses.

    `of_endpoint` goes before `values` for some pages; `others` are further values worth a look at the same page.
    """

    people: dict[str, str]
    tokens: dict[str, str]
    values: dict[str, Any]
    of_endpoint: dict[str, dict[str, Any]]
    others: dict[str, list[Any]]

    def values_for(self, rule: Rule) -> dict[str, Any]:
        """What to put into a route's address."""
        known = self.values | self.of_endpoint.get(rule.endpoint, {})
        unknown = sorted(set(rule.arguments) - set(known))
        assert not unknown, f"{rule}: say in tests/support/world.py what {unknown} may be."
        return {name: known[name] for name in rule.arguments}


class Place:
    """The app on a copy of the company's database, which can be put back as it was."""

    def __init__(self, app: Flask, world: World, template: Path, folder: Path) -> None:
        self.app, self.world = app, world
        self._template, self._file = template, folder / "mentormatch.sqlite3"
        self._copy()

    def browser(self, role: str) -> Client:
        """A browser in which somebody of this role is signed in."""
        client = client_of(self.app)
        if role != NOBODY:
            with client.session_transaction() as cookie:
                cookie[sessions.TOKEN] = self.world.tokens[role]
                cookie[sessions.SEEN] = int(clock.now().timestamp())
        return client

    def address(self, rule: Rule) -> str:
        """A route's address with values of this company."""
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, self.world.values_for(rule)))

    def addresses(self, rule: Rule) -> list[str]:
        """The same, and those of further things of the same kind: a proposed pair, an unfinished enrolment …"""
        first = self.world.values_for(rule)
        own = self.world.of_endpoint.get(rule.endpoint, {})
        more = [first | {name: value} for name in rule.arguments if name not in own
                for value in self.world.others.get(name, [])]
        adapter = self.app.url_map.bind("localhost")
        return [str(adapter.build(rule.endpoint, values)) for values in (first, *more)]

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, as stored."""
        db.session.rollback()
        return {table.name: sorted(map(tuple, db.session.execute(db.select(table))), key=repr)
                for table in db.metadata.sorted_tables}

    def texts(self) -> str:
        """Every text of every row, to look for one: read by the driver, which is many times quicker than rows()."""
        connection = sqlite_driver().connect(self._file)
        try:
            return "\n".join(_texts_in(value) for table in db.metadata.tables
                             for row in connection.execute(f'select * from "{table}"')
                             for value in row if isinstance(value, str))
        finally:
            connection.close()

    def was_written(self) -> bool:
        """Whether anything was committed since the copy was made, found without reading a row."""
        log = self._file.with_name(self._file.name + "-wal")
        return self._file.stat().st_mtime_ns != self._copied_at or (log.exists() and log.stat().st_size > 0)

    def put_back(self) -> None:
        """Make the database what it was at first."""
        db.session.remove()
        if not self.was_written():
            return
        db.engine.dispose()
        for leftover in self._file.parent.glob(f"{self._file.name}-*"):
            leftover.unlink()
        self._copy()

    def _copy(self) -> None:
        databases.copy_sqlite(self._template, self._file.parent)
        self._copied_at = self._file.stat().st_mtime_ns


@lru_cache(20_000)
def _texts_in(stored: str) -> str:
    """The texts in a stored text, which is mostly the same as at the last look."""
    return "\n".join(_texts_of(stored))


def _texts_of(value: Any) -> Iterator[str]:
    """The texts in a stored value, those inside JSON too."""
    if isinstance(value, str):
        yield value
        if value[:1] in ("[", "{"):
            with suppress(ValueError):
                yield from _texts_of(json.loads(value))
    elif isinstance(value, list):
        for item in value:
            yield from _texts_of(item)
    elif isinstance(value, dict):
        yield from _texts_of(list(value.values()))


@contextmanager
def place(template: Path, world: World, folder: Path, **flask_config: Any) -> Iterator[Place]:
    """An app on a copy of the company's database, with an app context and the clock stopped at make.NOW."""
    lent = apps.lent(databases.settings_for(folder), **flask_config)
    with clock.stopped(make.NOW), lent as app, app.app_context():
        yield Place(app, world, template, folder)
        db.session.remove()


def build(migrated: Path, folder: Path) -> tuple[Path, World]:
    """Write the company into a copy of the migrated database; the file and what is in it."""
    databases.copy_sqlite(migrated, folder)
    lent = apps.lent(databases.settings_for(folder))
    with clock.stopped(make.NOW), lent as app, app.app_context(), ids.seeded(7):
        world = _company()
        db.session.remove()
    # the app was given back: the last connection to close wrote the log of changes into the file
    file = folder / "company.sqlite3"
    shutil.copyfile(folder / "mentormatch.sqlite3", file)
    return file, world


def _company() -> World:
    people = {role: make.person(name, grade=grade, **more) for role, name, grade, more in PEOPLE}
    main = make.programme(people["coordinator"], audience_who="Women below grade 7", summary="For the next step.")
    make.saved(Auditor(programme_id=main.id, person_id=people["auditor"].id))
    other = make.programme(people["other coordinator"], name="Second Door", kind=MENTORSHIP)
    mentor, mentee = _enrol(people["mentor"], main, MENTOR), _enrol(people["mentee"], main, MENTEE)
    _enrol(people["stranger"], other, MENTOR)
    unfinished = make.enrolment(people["mentee"], other, state=DRAFT, ready_at=None)
    pair = make.pair(mentor, mentee, state=ACTIVE, started_at=make.NOW - timedelta(days=60), next_on=date(2026, 5, 20),
                     mentor_accepted_at=make.NOW, mentee_accepted_at=make.NOW, last_met_on=date(2026, 4, 20))
    proposed = make.pair(mentor, _enrol(make.person("Rosa Marin"), main, MENTEE))
    first = _check_in(pair, people["mentor"], date(2026, 4, 6))
    second = _check_in(pair, people["mentee"], date(2026, 4, 20))
    draft = _round(main, people["coordinator"])
    values = {
        "slug": main.slug, "kind": "mentorship", "deed": "place", "number": draft.round.number, "draft_id": draft.id,
        "enrolment_id": mentee.id, "person_id": people["employee"].id, "pair_id": pair.id, "check_in_id": first.id,
        "topic_id": main.topics[0].id, "token": TOKEN, "session_id": _session_id(people["mentee"]),
    }
    further = rooms.furnish(pair, first, draft, people["contact"])
    values |= {name: ids[0] for name, ids in further.items()} | agreed.of_pair(pair)
    rooms.handled(values["concern_id"], people["contact"])
    rooms.named_later(pair, later := make.person("Lena Later"))
    return World(
        people={role: person.id for role, person in people.items()},
        tokens={role: _signed_in(person) for role, person in people.items()},
        values=values | _for_administrators(people, mentee) | _of_the_pair(pair),
        of_endpoint={
            "rounds.draft_pair": {"pair_id": draft.pairs[0].id},
            "enrolments.charter": {"enrolment_id": mentor.id},
            "enrolments.places": {"enrolment_id": mentor.id},
        } | _mailed(pair) | agreed.DEEDS | rooms.of_endpoint(people["contact"], later, rooms.abandoned(pair)),
        others={"pair_id": [proposed.id], "enrolment_id": [mentor.id, unfinished.id], "check_in_id": [second.id],
                "kind": ["sponsorship", "buddy"]} | further,
    )


def _for_administrators(people: dict[str, Person], mentee: Enrolment) -> dict[str, Any]:
    """A boundary, an uploaded roster, a mail in the outbox and an audit row; what addresses need of them."""
    with transaction():
        db.session.add(Boundary(enrolment_id=mentee.id, person_id=people["employee"].id, created_at=make.NOW))
        letter = mail.enqueue(Letter("Welcome", ("Good to have you.",), "Open", "http://localhost/"),
                              kind="people.invite", to_email=people["mentee"].email, to_name="Ines Okafor",
                              now=make.NOW)
        audit.record("company.made", by=people["administrator"], now=make.NOW)
    return {"mail_id": letter.id, "upload_id": rosters.upload(people["administrator"]).id}


def _of_the_pair(pair: Pair) -> dict[str, Any]:
    """An action that waits for her word, and the pulse she is asked for; what addresses need of them."""
    kind = pair.programme.action_kinds[0]
    action = make.saved(Action(pair_id=pair.id, kind_id=kind.id, reported_by_id=pair.mentor.person_id,
                               happened_on=date(2026, 4, 30), what="The pricing project.", reported_at=make.NOW))
    pulse = make.saved(Pulse(pair_id=pair.id, person_id=pair.mentee.person_id, wave=30, due_at=make.NOW))
    meeting = _meeting(pair, make.NOW + timedelta(days=16))
    return {"kind_id": kind.id, "action_id": action.id, "pulse_id": pulse.id, "meeting_id": meeting.id}


def _mailed(pair: Pair) -> dict[str, dict[str, Any]]:
    """What the pages behind mailed links need: a meeting that waits to be logged, and genuine secrets."""
    her = pair.mentee.person
    over = _meeting(pair, make.NOW - timedelta(days=1))
    with transaction():
        token = log_links.mint(over, her, make.NOW).rsplit("/", 1)[1]
    return {"checkins.log_by_link": {"token": token},
            "reminders.off": {"person_id": her.id, "token": reminder_links.signature(her.id)}}


def _meeting(pair: Pair, starts_at: datetime) -> Meeting:
    return make.saved(Meeting(pair_id=pair.id, by_id=pair.mentee.person_id, starts_at=starts_at, minutes=45,
                              format="video", place="Room Ada", bring="Your draft.", created_at=make.NOW))


def _enrol(person: Person, programme: Programme, role: str) -> Enrolment:
    row = make.enrolment(person, programme, role, places=2, steps_done=["about", "meeting", "places", "reach"])
    for level, topic in enumerate(programme.topics, start=1):
        make.saved(EnrolmentTopic(enrolment_id=row.id, topic_id=topic.id, level=level, sentence="In meetings."))
    if role == MENTOR:
        make.charter(row)
    return row


def _check_in(pair: Any, author: Person, on: date) -> CheckIn:
    row = make.saved(CheckIn(pair_id=pair.id, author_id=author.id, happened_on=on, minutes=45, format="video",
                             shared="Her next project.", next_on=on + timedelta(days=28), created_at=make.NOW))
    make.saved(PrivateNote(check_in_id=row.id, author_id=author.id, text="Ask about the board meeting."))
    return row


def _round(programme: Programme, coordinator: Person) -> Any:
    """An open round with one computed draft: two sponsors with places, five protégés, so somebody is left out."""
    for name in ("Nora Senior", "Milo Senior"):
        _enrol(make.person(name, grade=8), programme, MENTOR)
    for name in ("Ana One", "Bea Two", "Cleo Three", "Dora Four", "Eva Five", "Fay Six", "Gil Seven", "Hela Eight"):
        _enrol(make.person(name), programme, MENTEE)
    with transaction():
        opened = rounds.open_round(programme, by=coordinator, now=make.NOW)
        settings = DraftSettings.of_programme(programme, objective="fair")
        draft = drafts.request_draft(opened, settings, by=coordinator, now=make.NOW)
    round_tasks.compute(draft.id)
    db.session.expire_all()
    assert draft.pairs, draft.problem
    assert draft.left_out, "everybody was placed, so no page shows a reason"
    return draft


def _signed_in(person: Person) -> str:
    with transaction():
        return sessions.begin(person, browser="Firefox on Linux", address="127.0.0.1", now=clock.now())


def _session_id(person: Person) -> str:
    _signed_in(person)
    return sessions.of_person(person, clock.now())[0].id
