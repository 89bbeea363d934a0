"""A coordinator learns nothing from a sealed first look: not who was put together, and not who would rather not.

Two attacks. In the first the pairs of a sealed draft are exchanged behind the app's back: nothing a coordinator can
open, before, while and after people look, may show it. In the second one mentee says "rather not", or the same two are
set aside by lot after the look: everything a coordinator can open is the same to the letter.
"""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from mentormatch.base import clock, ids
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.programmes.models import LOTS_NORMAL
from mentormatch.rounds import tasks
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.first_look import tasks as first_look_tasks
from mentormatch.rounds.input import first_looks, lots, set_aside
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import Company
from tests.mentormatch.rounds.test_secrecy import differing, plain
from tests.support import apps, databases, make, routes
from tests.support.client import client_of

DAYS = 3
OVER = make.NOW + timedelta(days=DAYS)
OPEN_WHILE_SEALED = {
    "rounds.draft", "rounds.ask_for_look", "rounds.end_look", "rounds.copy", "rounds.rename", "rounds.discard_draft",
    "rounds.restore_draft", "rounds.recompute", "rounds.cancel", "rounds.progress", "rounds.version",
}
"""What coordinators can do with a sealed draft: none of it says who goes with whom, as the attacks below show."""
NOT_COORDINATORS = {"auditors.draft", "auditors.export_proof"}
SAID_NO, BY_LOT, NEITHER = "said no", "by lot", "neither"
VALUES = {"deed": "place", "file": "csv"}
TOKEN = re.compile(r"quote this number: [^<]*")


@pytest.fixture
def sealed(company):
    with transaction():
        company.programme.look_days = DAYS
    return company.draft()


def draft_routes(app):
    return [(rule, method) for rule in routes.all_of(app) if "draft_id" in rule.arguments
            and rule.endpoint not in NOT_COORDINATORS
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]


def test_every_address_of_a_sealed_draft_is_closed_but_those_named_here(app, company, sealed, signed_in):
    app.config["WTF_CSRF_ENABLED"] = False
    carla = signed_in(company.coordinator)
    pair, left = queries.all_pairs(sealed)[0], queries.left_out(sealed)[0]
    values = VALUES | {"draft_id": sealed.id, "pair_id": pair.id, "mentee_id": left.mentee_id}
    names = [person.person.name for person in (*company.mentees, *company.mentors)]

    for rule, method in draft_routes(app):
        address = app.url_map.bind("localhost").build(rule.endpoint, {name: values[name] for name in rule.arguments})
        if rule.endpoint not in OPEN_WHILE_SEALED:
            for query in ("", f"?mentee={company.mentees[0].id}&mentor={company.mentors[0].id}"):
                answer = carla.open(address + query, method=method)
                someone = {"pair_id", "mentee_id"} & set(rule.arguments)
                assert answer.status_code == (404 if someone else 409), (method, address)
                assert not [name for name in names if name in answer.get_data(as_text=True)], address
        elif method == "GET":
            text = carla.open(address).get_data(as_text=True)
            assert not [name for name in names if name in text], address
    assert {rule.endpoint for rule, _method in draft_routes(app)} >= OPEN_WHILE_SEALED


def test_whether_someone_is_left_out_is_no_ones_guess_either(company, sealed, signed_in):
    carla = signed_in(company.coordinator)
    statuses = {carla.get(f"/drafts/{sealed.id}/left-out/{mentee.id}{part}").status_code for mentee in company.mentees
                for part in ("", "/changes")}

    assert statuses == {404}


class Story:
    """One telling, in a database of its own, with the same ids and a key of lots that sets no one aside at first."""

    def __init__(self, app):
        self.app, self.company = app, Company()
        with transaction():
            self.company.programme.look_days, self.company.programme.lots = DAYS, LOTS_NORMAL
        self.administrator = make.administrator()
        self.key(lambda _drawn: True)
        self.sign_in()

    def sign_in(self):
        """Take new browsers: sessions end after a while."""
        self.carla, self.ada = client_of(self.app), client_of(self.app)
        for client, person in ((self.carla, self.company.coordinator), (self.ada, self.administrator)):
            page = client.open_page("/sign-in").submit("Sign in", email=person.email, password=make.PASSWORD)
            assert page.path == "/"

    def key(self, is_wanted):
        """Take a key with which no two are set aside but by what `is_wanted` says of the lots after the look."""
        seats = [[lots.Seat(side.person_id, side.person.department) for side in sides]
                 for sides in (self.company.mentees, self.company.mentors)]
        programme, settings = self.company.programme, self.app.config["SETTINGS"]
        with transaction():
            programme.lot_key_id = None
        for number in count():
            self.app.config["SETTINGS"] = replace(settings, lot_key=f"a key of lots for tests, number {number:06}")
            drawn = set_aside.lots_of(programme)
            if not any(drawn.set_aside(*seats, moment).any() for moment in (make.NOW, OVER)) and is_wanted(drawn):
                break
        with transaction():
            programme.lot_key_id = set_aside.key_id()

    def draft(self):
        page = self.carla.open_page("/programmes/open-doors/rounds").submit("Open a round").submit("Create a draft")
        tasks.compute(page.path.rpartition("/")[2])
        return page.path.rpartition("/")[2]

    def ask(self, draft_id):
        page = self.carla.open_page(f"/drafts/{draft_id}/first-look").submit("Send now")
        assert page.status == 200
        return first_looks.rows(queries.draft(draft_id))

    def reachable(self):
        """Address -> the page, for every draft there is and everything around them."""
        pages_by_address = {}
        for draft in db.session.scalars(db.select(Draft).order_by(Draft.created_at, Draft.id)).all():
            for rule, method in draft_routes(self.app):
                values = VALUES | {"draft_id": draft.id, "mentee_id": self.company.mentees[0].id}
                if method == "GET" and set(rule.arguments) <= set(values):
                    address = self.app.url_map.bind("localhost").build(
                        rule.endpoint, {name: values[name] for name in rule.arguments})
                    pages_by_address[address] = self.carla.open_page(address)
            for mentee in self.company.mentees:
                for mentor in self.company.mentors:
                    address = f"/drafts/{draft.id}/decide/place?mentee={mentee.id}&mentor={mentor.id}"
                    pages_by_address[address] = self.carla.open_page(address)
        drafts = ",".join(db.session.scalars(db.select(Draft.id).order_by(Draft.created_at, Draft.id)))
        around = ("/", "/programmes/open-doors", "/programmes/open-doors/pool", "/programmes/open-doors/rounds",
                  "/programmes/open-doors/rounds/1", f"/programmes/open-doors/rounds/1/compare?drafts={drafts}",
                  "/programmes/open-doors/enrolments", "/programmes/open-doors/audit",
                  "/programmes/open-doors/first-look", "/programmes/open-doors/audit/export")
        pages_by_address |= {address: self.carla.open_page(address) for address in around}
        pages_by_address |= {address: self.ada.open_page(address)
                             for address in ("/admin", "/admin/audit", "/admin/mail")}
        assert not [address for address, page in pages_by_address.items() if page.path.startswith("/sign-in")]
        assert "Sign in" not in pages_by_address["/programmes/open-doors/rounds/1"].text
        mails = db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind != "rounds.first_look")).all()
        return {address: (page.status, plain(page.html)) for address, page in pages_by_address.items()} | {
            "files": [self.exported(draft_id, file) for draft_id in drafts.split(",") for file in ("csv", "json")],
            "command": [self.commanded(*options) for options in (("--out", "/nowhere/r.csv"), ("--proof", "/nowhere"))],
            "audit": [(row.verb, row.by_id, row.thing_id, row.facts) for row in db.session.scalars(
                db.select(AuditRow).where(AuditRow.verb.not_like("session%")).order_by(AuditRow.id))],
            "mail": [(mail.kind, mail.subject, mail.text, mail.to_email) for mail in mails]}

    def exported(self, draft_id, file):
        self.app.config["WTF_CSRF_ENABLED"] = False
        answer = self.carla.post(f"/drafts/{draft_id}/exports/{file}")
        self.app.config["WTF_CSRF_ENABLED"] = True
        return answer.status_code, TOKEN.sub("", plain(answer.get_data(as_text=True)))

    def commanded(self, *options):
        db.session.rollback()
        result = self.app.test_cli_runner().invoke(args=["round", "run", "open-doors", *options])
        db.session.rollback()
        return result.exit_code, result.output


@contextmanager
def telling(migrated, folder):
    databases.copy_sqlite(migrated, folder)
    lent = apps.lent(databases.settings_for(folder))
    with clock.stopped(make.NOW), lent as app, app.app_context(), ids.seeded(7):
        yield Story(app)
        db.session.remove()


def exchange(draft_id):
    """Give two mentees of a draft each other's mentor, with all else as it was."""
    with transaction():
        pairs = queries.all_pairs(queries.draft(draft_id))
        pair, other = next((pair, other) for pair in pairs for other in pairs if pair.mentor_id != other.mentor_id)
        pair.mentor_id, other.mentor_id = other.mentor_id, pair.mentor_id


def looked(migrated, folder, is_exchanged):
    """What can be seen of a sealed draft before, while and after people look."""
    with telling(migrated, folder) as story:
        draft_id = story.draft()
        if is_exchanged:
            exchange(draft_id)
        before = story.reachable()
        story.ask(draft_id)
        during = story.reachable()
        with clock.stopped(OVER):
            first_look_tasks.sweep_looks(OVER)
            [following] = db.session.scalars(db.select(Draft.id).where(Draft.copied_from_id == draft_id))
            tasks.compute(following)
            story.sign_in()
            return before, during, {address: page for address, page in story.reachable().items()
                                    if following not in address}


def test_exchanging_the_pairs_of_a_sealed_draft_shows_nowhere_before_while_and_after_people_look(
        migrated, tmp_path_factory):
    as_it_was, exchanged = (looked(migrated, tmp_path_factory.mktemp("looks"), is_exchanged)
                            for is_exchanged in (False, True))

    for first, second in zip(as_it_was, exchanged, strict=True):
        assert differing(first, second) == []
        assert len(first) > 25


def tell(migrated, folder, course):
    """What can be seen before, while and after one mentee looks, who says no, or whom a lot sets aside after it."""
    with telling(migrated, folder) as story:
        draft_id = story.draft()
        before = story.reachable()
        looks = story.ask(draft_id)
        chosen = looks[0]
        if course == SAID_NO:
            with transaction():
                first_look.rather_not(first_looks.by_id(chosen.id), now=make.NOW)
        during = story.reachable()
        wanted = [chosen.id] if course == BY_LOT else []
        story.key(lambda drawn: [look.id for look in looks if drawn.falls_after_look(
            look.id, lots.Seat(look.mentee.person_id, look.mentee.person.department),
            lots.Seat(look.mentor.person_id, look.mentor.person.department))] == wanted)
        couple = chosen.mentee_id, chosen.mentor_id
        with clock.stopped(OVER):
            first_look_tasks.sweep_looks(OVER)
            [following] = db.session.scalars(db.select(Draft.id).where(Draft.copied_from_id == draft_id))
            tasks.compute(following)
            story.sign_in()
            paired = {(pair.mentee_id, pair.mentor_id) for pair in queries.all_pairs(queries.draft(following))}
            return couple in paired, before, during, story.reachable()


@pytest.fixture(scope="module")
def stories(migrated, tmp_path_factory):
    return {course: tell(migrated, tmp_path_factory.mktemp(course.replace(" ", "-")), course)
            for course in (SAID_NO, BY_LOT, NEITHER)}


def test_a_no_is_told_from_a_lot_nowhere_before_while_and_after(stories):
    said_no, by_lot = stories[SAID_NO], stories[BY_LOT]

    assert not said_no[0]
    assert not by_lot[0]
    for first, second in zip(said_no[1:], by_lot[1:], strict=True):
        assert differing(first, second) == []


def test_until_the_time_is_up_nothing_differs_whatever_is_said(stories):
    for course in (SAID_NO, BY_LOT):
        for first, second in zip(stories[course][1:3], stories[NEITHER][1:3], strict=True):
            assert differing(first, second) == []
    assert stories[NEITHER][0], "the two would have been matched"
    assert differing(stories[SAID_NO][3], stories[NEITHER][3]), "a no that shows nowhere in the end proves nothing"


def test_the_first_draft_shows_the_same_counts_whatever_was_said(stories):
    """After the look too: the old draft is as it was, and says neither what it held nor whether the new one differs."""
    pages = []
    for course in (SAID_NO, NEITHER):
        after = stories[course][3]
        first = next(address for address in stories[course][1] if re.fullmatch(r"/drafts/\w+", address))
        pages.append({address: page for address, page in after.items() if address.startswith(first)})
        assert "stays closed" in after[first][1]

    assert differing(*pages) == []


