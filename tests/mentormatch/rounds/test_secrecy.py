"""Limits stay private: a round in which somebody refused somebody looks like one with the two set aside by lot.

The same company is built three times, with the same ids: Ana and Milo suit each other well; they suit each other
well and one of them refused the other; they were set aside by lot. Between the last two, nothing a coordinator or an
administrator can reach may differ.
"""

import re
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from mentormatch.base import clock, ids
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.mail import OutboxMail
from mentormatch.enrolments.models import Boundary
from mentormatch.pairs import services as pairs
from mentormatch.pairs import tasks as pair_tasks
from mentormatch.pairs.models import Pair
from mentormatch.people.accounts import sessions
from mentormatch.programmes.models import LOTS_NORMAL
from mentormatch.rounds import tasks
from mentormatch.rounds.input import lots, set_aside
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.company import Company
from tests.support import apps, databases, make
from tests.support.client import client_of

OFF = {"weight": 0, "mode": "off"}
CRITERIA = dict.fromkeys(("reach", "grade", "scarce", "hours", "languages", "department", "site"), OFF) | {
    "goals": {"weight": 5, "mode": "nice"}, "formats": {"weight": 100, "mode": "nice"}}
CHANGING = re.compile(r'(name="(?:csrf_token|idempotency_key)"[^>]*value=)"[^"]*"')
REQUEST = re.compile(r"quote this number: [^<]*")  # each refusal names its request
SUITED, REFUSED_BY_HER, REFUSED_BY_HIM, BY_LOT = "suited", "refused by her", "refused by him", "by lot"
LATER = make.NOW + timedelta(days=30)


class Told:
    """One telling of the story, in a database of its own: what everybody in charge can reach, page by page."""

    def __init__(self, app):
        self.app, self.company = app, Company()
        with transaction():
            self.company.programme.criteria, self.company.programme.lots = CRITERIA, LOTS_NORMAL
        self.ana, self.milo = self.company.mentees[0], self.company.mentors[0]
        self.administrator = make.administrator()

    def draw(self, course, *, is_later=False):
        """Take a key of lots with which no two are set aside; by lot Ana and Milo are, now or `is_later`."""
        mentees, mentors = ([lots.Seat(side.person_id, side.person.department) for side in sides]
                            for sides in (self.company.mentees, self.company.mentors))
        programme, settings = self.company.programme, self.app.config["SETTINGS"]
        both = [(0, 0)] if course == BY_LOT else []
        wanted = ([] if is_later else both, both)
        for number in count():
            self.app.config["SETTINGS"] = replace(settings, lot_key=f"a key of lots for tests, number {number:06}")
            drawn = set_aside.lots_of(programme)
            if wanted == tuple(list(zip(*drawn.set_aside(mentees, mentors, moment).nonzero(), strict=True))
                               for moment in (make.NOW, LATER)):
                return

    def set_apart(self, course):
        """Let one of the two refuse the other; by lot they are set aside without that."""
        with transaction():
            if course not in (SUITED, BY_LOT):
                owner, other = (self.ana, self.milo) if course == REFUSED_BY_HER else (self.milo, self.ana)
                db.session.add(Boundary(enrolment_id=owner.id, person_id=other.person_id, created_at=make.NOW))

    def alone(self, hers):
        """Let Milo share a language with nobody but Ana, who has these."""
        with transaction():
            self.milo.languages, self.ana.languages = ["pt"], hers

    def compute(self):
        """Compute a draft of the open round, or of a new one."""
        page = self.browser(self.company.coordinator).open_page("/programmes/open-doors/rounds")
        page = page.click("Continue round") if "Continue round" in page.text else page.submit("Open a round")
        page = page.submit("Create a draft")
        draft = db.session.scalars(db.select(Draft).where(Draft.state == "computing")).one()
        tasks.compute(draft.id)
        return draft.id

    def browser(self, person):
        client = client_of(self.app)
        with transaction():
            token = sessions.begin(person, browser="test", address="127.0.0.1", now=clock.now())
        with client.session_transaction() as cookie:
            cookie[sessions.TOKEN], cookie[sessions.SEEN] = token, int(clock.now().timestamp())
        return client

    def of_pairs(self):
        """Address -> the page, for every pair there is, as the coordinator and as the sponsor of the two sees it."""
        ids_of_pairs = db.session.scalars(db.select(Pair.id).order_by(Pair.id)).all()
        carla = self.browser(self.company.coordinator)
        pages = {f"/pairs/{pair_id}": carla.open_page(f"/pairs/{pair_id}") for pair_id in ids_of_pairs}
        return {address: (page.status, plain(page.html)) for address, page in pages.items()}

    def reachable(self, *draft_ids):
        """Address -> the whole page, for everything about these drafts and around them."""
        carla, ada = self.browser(self.company.coordinator), self.browser(self.administrator)
        found = {}
        for draft_id in draft_ids:
            parts = ["", "/left-out", "/fairness", "/picture", "/certificate", "/publish"]
            parts += [f"/pairs/{pair.id}" for pair in queries.all_pairs(queries.draft(draft_id))]
            left = queries.left_out(queries.draft(draft_id))
            parts += [f"/left-out/{one.mentee_id}{piece}" for one in left for piece in ("", "/changes")]
            found |= {f"{draft_id}{part}": carla.open_page(f"/drafts/{draft_id}{part}") for part in parts}
        around = ("/", "/programmes/open-doors", "/programmes/open-doors/pool",
                  "/programmes/open-doors/rounds", "/programmes/open-doors/rounds/1",
                  "/programmes/open-doors/enrolments")
        found |= {address: carla.open_page(address) for address in around}
        found |= {address: ada.open_page(address) for address in ("/admin", "/admin/audit", "/admin/mail")}
        return {address: (page.status, plain(page.html)) for address, page in found.items()} | {
            "audit": [(row.verb, row.by_id, row.thing_id, row.facts) for row in db.session.scalars(
                db.select(AuditRow).where(AuditRow.verb.not_like("session%")).order_by(AuditRow.id))],
            "mail": db.session.scalar(db.select(db.func.count(OutboxMail.id)))}


@pytest.fixture(scope="module")
def telling(migrated, tmp_path_factory):
    """A context with a fresh database, in which the story is told with the same ids each time."""
    @contextmanager
    def told(course):
        folder = tmp_path_factory.mktemp(course.replace(" ", "-"))
        databases.copy_sqlite(migrated, folder)
        lent = apps.lent(databases.settings_for(folder))
        with clock.stopped(make.NOW), lent as app, app.app_context(), ids.seeded(7):
            yield Told(app)
            db.session.remove()
    return told


@pytest.fixture(scope="module")
def seen(telling, shared):
    """A function that gives what can be seen in a telling; each story is told once in a run."""
    def remembered(look, *circumstances):
        name = ", ".join((look.__name__, *circumstances))
        return shared.get_or_create(name, lambda _folder: look(telling, *circumstances))
    return remembered


def before_the_draft(telling, course, hers):
    """What can be seen of a draft that was computed after the two were set apart."""
    with telling(course) as story:
        story.alone(hers.split())
        story.draw(course)
        story.set_apart(course)
        draft_id = story.compute()
        couples = {(pair.mentee.person.name, pair.mentor.person.name)
                   for pair in queries.all_pairs(queries.draft(draft_id))}
        return ("Ana One", "Milo Senior") in couples, story.reachable(draft_id)


def after_the_draft(telling, course, owner, no_at=""):
    """What can be seen when the two were set apart after the draft: once it is published, and after the owner's no.

    Who refused the other says no by the limit; by lot, or suited, the same person declines at that moment, `no_at`.
    """
    with telling(course) as story, ExitStack() as passed:
        story.alone(["pt"])
        story.draw(course, is_later=True)
        first = story.compute()
        story.set_apart(course)
        passed.enter_context(clock.stopped(LATER))
        page = story.browser(story.company.coordinator).open_page(f"/drafts/{first}/publish")
        published = page.submit("Check and preview", when="now").submit("Publish and send")
        assert published.status == 200
        [pair] = db.session.scalars(db.select(Pair).where(Pair.mentee_id == story.ana.id))
        at_first = story.reachable(first) | story.of_pairs()
        moment = datetime.fromisoformat(no_at) if no_at else pair.no_due_at
        passed.enter_context(clock.stopped(moment))
        if pair.no_due_at:
            pair_tasks.decline_in_advance(moment)
        else:
            with transaction():
                pairs.decline(pair, by=(story.ana if owner == REFUSED_BY_HER else story.milo).person, now=moment)
        return moment.isoformat(), published.text, at_first, story.reachable(first) | story.of_pairs()


def plain(html):
    """A page without what differs each time it is asked for."""
    return REQUEST.sub("", CHANGING.sub(r"\1", html))


def differing(one, other):
    assert one.keys() == other.keys()
    return [address for address in one if one[address] != other[address]]


@pytest.mark.parametrize("course", [REFUSED_BY_HER, REFUSED_BY_HIM])
@pytest.mark.parametrize("hers", ["pt", "en pt"], ids=["nobody else is possible", "others are possible"])
def test_a_draft_tells_a_limit_and_a_lot_apart_nowhere(seen, course, hers):
    are_paired, refused = seen(before_the_draft, course, hers)
    _never, drawn = seen(before_the_draft, BY_LOT, hers)

    assert not are_paired
    assert differing(refused, drawn) == []


def test_the_same_draft_without_a_boundary_pairs_the_two_and_looks_different(seen):
    are_paired, suited = seen(before_the_draft, SUITED, "pt")
    _never, refused = seen(before_the_draft, REFUSED_BY_HER, "pt")

    assert are_paired
    assert differing(suited | dict.fromkeys(refused), refused | dict.fromkeys(suited))


@pytest.mark.parametrize("course", [REFUSED_BY_HER, REFUSED_BY_HIM])
def test_a_limit_stated_after_the_draft_answers_like_any_no_and_stops_nothing(seen, course):
    no_at, answer, at_first, at_last = seen(after_the_draft, course, course)
    drawn = seen(after_the_draft, BY_LOT, course, no_at)

    assert answer == drawn[1]
    assert differing(at_first, drawn[2]) == []
    assert differing(at_last, drawn[3]) == []
    assert differing(at_first, at_last), "a no that shows nowhere proves nothing"


def test_a_proposal_to_which_a_limit_says_no_looks_like_one_that_is_declined(seen):
    no_at, _answer, *refused = seen(after_the_draft, REFUSED_BY_HER, REFUSED_BY_HER)
    _no_at, _answer, *suited = seen(after_the_draft, SUITED, REFUSED_BY_HER, no_at)

    for limit, declined in zip(refused, suited, strict=True):
        assert not [address for address in differing(limit, declined)
                    if address.startswith(("/pairs", "/admin", "audit", "mail"))]
