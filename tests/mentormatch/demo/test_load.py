"""The demo company in a database: who is there, what happened, and that it is the same every time."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mentormatch.base import mail
from mentormatch.base.audit import AuditRow, check_chain
from mentormatch.base.db import db, sqlite_driver, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.checkins.models import CheckIn
from mentormatch.demo import load
from mentormatch.enrolments.models import MENTOR, READY, Boundary, Enrolment
from mentormatch.pairs.models import ACTIVE, Pair
from mentormatch.people.models import Person
from mentormatch.programmes import queries as programmes
from mentormatch.rounds.drafts import result_files
from mentormatch.rounds.input import pool
from mentormatch.rounds.models import Draft, Round
from mentormatch.signals import queries as signals
from tests.support import apps, databases, make
from tests.support.client import client_of

TODAY = date(2026, 5, 3)  # a Sunday
FIRST_MINUTE = datetime(2026, 5, 3, 0, 1, tzinfo=load.ZONE)
PROJECT = Path(__file__).parents[3]
ANEW = """
import sys
from datetime import date
from pathlib import Path
from mentormatch.app import create_app
from mentormatch.base.db import transaction
from mentormatch.demo import load
from tests.support import databases, make
app = create_app(databases.settings_for(Path(sys.argv[1])), QUEUE_IS_OFF=True)
with app.app_context(), transaction():
    load.load(date.fromisoformat(sys.argv[2]), password_hash=make.PASSWORD_HASH)
"""


@pytest.fixture(scope="module")
def demo(shared, migrated):
    """The file of the demo company as of TODAY, loaded once in a run; tests work on copies of it."""
    def load_today(folder: Path) -> Path:
        databases.copy_sqlite(migrated, folder)
        with apps.lent(databases.settings_for(folder)) as app, app.app_context():
            with transaction():
                load.load(TODAY, password_hash=make.PASSWORD_HASH)
            db.session.remove()
        return folder / "mentormatch.sqlite3"
    return shared.get_or_create("demo", load_today)


@pytest.fixture
def app(demo, tmp_path):
    databases.copy_sqlite(demo, tmp_path)
    with apps.lent(databases.settings_for(tmp_path)) as app, app.app_context():
        yield app
        db.session.remove()


def count(model, *where):
    return db.session.scalar(select(db.func.count()).select_from(model).where(*where))


def test_the_company_has_240_people_and_a_whole_tree_of_managers(app):
    people = list(db.session.scalars(select(Person)))

    assert len(people) == 240
    assert sum(person.manager_id is None for person in people) == 1
    assert sum(person.is_administrator for person in people) == 1
    assert all(person.email.endswith("@merrowby.example") for person in people)


def test_sponsors_are_scarce_and_pairs_have_met_for_months(app):
    tailwind = programmes.by_slug("tailwind")
    ready = list(db.session.scalars(select(Enrolment).where(Enrolment.programme_id == tailwind.id,
                                                            Enrolment.state == READY)))
    places = sum(enrolment.places for enrolment in ready if enrolment.role == MENTOR)
    active = list(db.session.scalars(select(Pair).where(Pair.state == ACTIVE)))
    meetings = Counter(db.session.scalars(select(CheckIn.pair_id)))

    assert 2.3 <= sum(enrolment.role != MENTOR for enrolment in ready) / places <= 2.7
    assert len(active) >= 15
    assert sum(meetings[pair.id] >= 3 for pair in active) >= 10
    assert db.session.scalar(select(db.func.min(CheckIn.happened_on))) < TODAY - timedelta(days=100)


def test_some_pairs_need_help_for_different_reasons_and_most_do_not(app):
    tailwind = programmes.by_slug("tailwind")
    coordinator = tailwind.coordinators[0]
    meeting = count(Pair, Pair.state == ACTIVE)

    needing = signals.help_list(tailwind, coordinator, TODAY, FIRST_MINUTE).now

    kinds = Counter(signal.kind for pair in needing for signal in pair.signals)
    assert 5 <= len(needing) <= meeting / 2
    assert len(kinds) >= 4
    assert max(kinds.values()) <= 4


def test_the_published_round_is_proven(app):
    [draft] = db.session.scalars(select(Draft))

    assert draft.round.state == "published"
    assert draft.created_at < draft.published_at
    assert result_files.recheck(draft)
    assert all(check.holds for check in result_files.recheck(draft))
    assert {pair.round_number for pair in db.session.scalars(select(Pair))} == {1}


def test_the_mentorship_programme_is_ready_for_its_first_round(app):
    side_by_side = programmes.by_slug("side-by-side")
    counts = pool.counts(side_by_side)

    assert side_by_side.enrols_on(TODAY)
    assert counts.is_ready
    assert counts.mentees >= 40
    assert count(Round, Round.programme_id == side_by_side.id) == 0
    assert count(Enrolment, Enrolment.programme_id == side_by_side.id, Enrolment.state == "draft") > 0


def test_some_people_keep_others_away_from_themselves(app):
    assert count(Boundary) > 0


def test_no_mail_waits_to_be_sent(app):
    assert count(OutboxMail) > 50
    assert mail.state_counts() == {mail.SENT: count(OutboxMail)}
    assert mail.due(datetime(2030, 1, 1, tzinfo=UTC)) == []


def test_the_audit_trail_reads_in_the_order_things_happened(app):
    moments = list(db.session.scalars(select(AuditRow.at).order_by(AuditRow.id)))

    assert len(moments) > 100
    assert moments == sorted(moments)


def test_the_audit_trail_is_one_chain_and_names_no_one(app):
    names = {word for person in db.session.scalars(select(Person)) for word in (*person.name.split(), person.email)}
    rows = db.session.execute(select(AuditRow.__table__)).mappings()
    texts = {str(value) for row in rows for name, value in row.items() if name not in ("facts", "hash")}
    texts |= {word for facts in db.session.scalars(select(AuditRow.facts)) for word in str(facts).split("'")}

    assert not names & texts
    assert check_chain().first_fault is None


@pytest.mark.parametrize("model", [AuditRow.at, OutboxMail.created_at, CheckIn.created_at, Pair.proposed_at])
def test_nothing_lies_ahead_of_the_clock(app, model):
    assert db.session.scalar(select(db.func.max(model))) < FIRST_MINUTE


def test_everybody_named_can_sign_in_and_the_mentor_and_mentee_are_a_pair_that_meets(app):
    lines = load.sign_in_words().splitlines()
    faces = dict(line.split() for line in lines[1:-1])

    assert list(faces) == ["administrator", "auditor", "coordinator", "mentor", "mentee", "newcomer"]
    assert load.PASSWORD in lines[-1]
    pairs = db.session.scalars(select(Pair).where(Pair.state == ACTIVE)).all()
    addresses = {(pair.mentor.person.email, pair.mentee.person.email) for pair in pairs}
    assert (faces["mentor"], faces["mentee"]) in addresses
    for email in faces.values():
        page = client_of(app).open_page("/sign-in").submit("Sign in", email=email, password=make.PASSWORD)
        assert page.path == "/", email
        assert page.reader.h1.startswith("Hello "), email


def test_a_database_with_people_is_left_alone(app):
    before = count(Person)

    with pytest.raises(load.NotEmpty, match="needs an empty one"), transaction():
        load.load(TODAY, password_hash="hashed")

    assert count(Person) == before


def test_another_company_names_no_one_to_sign_in_as(migrated, tmp_path):
    databases.copy_sqlite(migrated, tmp_path)
    with apps.lent(databases.settings_for(tmp_path)) as app, app.app_context():
        make.person()

        assert load.sign_in_words() == ""
        db.session.remove()


def test_two_loads_give_the_same_company_to_the_last_row(demo, migrated, tmp_path):
    databases.copy_sqlite(migrated, tmp_path)
    other_seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environ = os.environ | {"PYTHONHASHSEED": other_seed, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", ANEW, str(tmp_path), str(TODAY)], capture_output=True, text=True,
                          timeout=300, cwd=PROJECT, env=environ)
    assert done.returncode == 0, done.stderr

    ours, anew = stored(demo), stored(tmp_path / "mentormatch.sqlite3")

    assert sum(map(len, ours.values())) > 1000
    assert ours == anew


def stored(file: Path) -> dict[str, list[str]]:
    """Every row of every table, as it is in the file."""
    connection = sqlite_driver().connect(file)
    rows = {table: sorted(map(repr, connection.execute(f'select * from "{table}"'))) for table in db.metadata.tables}
    connection.close()
    return rows


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29)])
def test_it_can_be_made_on_any_day(migrated, tmp_path, day):
    """A new year's day and a leap day; a Sunday is TODAY."""
    databases.copy_sqlite(migrated, tmp_path)
    with apps.lent(databases.settings_for(tmp_path)) as app, app.app_context():
        with transaction():
            load.load(day, password_hash="hashed")

        assert count(Pair, Pair.state == ACTIVE) >= 15
        latest = db.session.scalar(select(db.func.max(AuditRow.at)))
        assert latest < datetime(day.year, day.month, day.day, 0, 1, tzinfo=load.ZONE)
        db.session.remove()
