"""A coordinator who toggles every rule, tries settings, decides and compares cannot tell a limit from a lot.

The same company is told as in test_secrecy: Ana and Milo suit each other; one of them refused the other; they were set
aside by lot. Milo is the only sponsor here, so that what sets the two apart touches no other pair, whatever is
toggled. Everything the workbench answers is collected and set beside each other.
"""

import pytest

from mentormatch.base.db import db, transaction
from mentormatch.enrolments.models import PAUSED
from mentormatch.rounds import tasks
from mentormatch.rounds.models import Draft
from mentormatch.rounds.reading import queries
from tests.mentormatch.rounds.test_secrecy import (
    BY_LOT,
    CHANGING,
    REFUSED_BY_HER,
    REFUSED_BY_HIM,
    REQUEST,
    SUITED,
    differing,
    telling,
)

__all__ = ["telling"]

RULES = ("own_manager", "reporting_line", "language", "gap_is_on", "minimum_is_on", "earlier_first")
CHOICES = [("site", "same"), ("site", "other"), ("department", "same"), ("department", "other")]
AIMS = ("fair", "leximin", "coverage", "total", "stable")


class Toggler:
    """A coordinator's browser and everything it was answered, by what was asked."""

    def __init__(self, story, draft_id):
        self.carla, self.draft_id = story.browser(story.company.coordinator), draft_id
        self.ana, self.milo = story.ana, story.milo
        self.answers = {}
        page = self.carla.open_page(f"/drafts/{draft_id}/try")
        self.fields = dict(page.reader.forms[-1].fields)

    def note(self, asked, page):
        self.answers[asked] = (page.status, REQUEST.sub("", CHANGING.sub(r"\1", page.html)))

    def try_out(self, **changed):
        """Try settings: a rule set to None is switched off."""
        fields = {name: value for name, value in (self.fields | changed).items() if value is not None}
        answer = self.carla.post(f"/drafts/{self.draft_id}/try", data=fields, headers={"HX-Request": "true"})
        self.answers[f"try {sorted(changed.items())}"] = (answer.status_code, answer.text)

    def toggle_everything(self):
        """Every switch on and off, every place and aim, the minimum at its ends, everybody's claims."""
        for rule in RULES:
            self.try_out(**{rule: None if rule in self.fields else "y"})
        for name, value in [*CHOICES, *(("objective", aim) for aim in AIMS)]:
            self.try_out(**{name: value})
        self.try_out(**dict.fromkeys(RULES))
        self.try_out(minimum_is_on="y", minimum_least="10")
        self.try_out(minimum_is_on="y", minimum_least="90")

    def decide(self):
        """Look at placing the two by hand, and try to take it."""
        ids = f"mentee={self.ana.id}&mentor={self.milo.id}"
        for deed in ("place", "move", "lock", "forbid"):
            page = self.carla.open_page(f"/drafts/{self.draft_id}/decide/{deed}?{ids}")
            self.note(f"look {deed}", page)
        token = self.fields["csrf_token"]
        page = self.carla.post(f"/drafts/{self.draft_id}/decide/place?{ids}", data={
            "csrf_token": token, "version": str(db.session.get_one(Draft, self.draft_id).version),
            "reason": "They asked for it"})
        self.answers["take place"] = (page.status_code, CHANGING.sub(r"\1", page.text))
        tasks.compute(self.draft_id)
        db.session.rollback()

    def keep_and_compare(self):
        """Keep a draft without any rule, and see the two drafts side by side."""
        fields = {name: value for name, value in self.fields.items() if name not in RULES} | {"then": "keep"}
        self.carla.post(f"/drafts/{self.draft_id}/try", data=fields)
        db.session.rollback()
        kept = next(draft for draft in queries.draft(self.draft_id).round.drafts if draft.id != self.draft_id)
        tasks.compute(kept.id)
        for part in ("", "/left-out", "/decisions"):
            self.note(f"kept{part}", self.carla.open_page(f"/drafts/{kept.id}{part}"))
        address = f"/programmes/open-doors/rounds/1/compare?drafts={self.draft_id},{kept.id}"
        self.note("compare", self.carla.open_page(address))


def told(telling, course, *, is_brief=False):
    """Everything the workbench answers in a telling, or only what it answers to decisions."""
    with telling(course) as story:
        story.draw(course)
        story.set_apart(course)
        with transaction():
            story.company.mentors[1].state = PAUSED
            story.company.programme.waivable_rules = ["past_pair", "language", "site", "department", "must"]
        toggler = Toggler(story, story.compute())
        toggler.decide()
        if not is_brief:
            toggler.toggle_everything()
            toggler.keep_and_compare()
        return toggler.answers


@pytest.fixture(scope="module")
def drawn(telling, shared):
    return shared.get_or_create("toggling, by lot", lambda _folder: told(telling, BY_LOT))


def test_toggling_deciding_and_comparing_tell_a_limit_and_a_lot_apart_nowhere(telling, drawn):
    refused = told(telling, REFUSED_BY_HER)

    assert differing(refused, drawn) == []
    assert "set aside, by lot or in private" in refused["look place"][1]
    assert "Nothing forbids matching them by hand" in refused["look place"][1]
    assert refused["take place"][0] == 303, "two who are set aside are placed like any other"


def test_whose_boundary_it_is_cannot_be_told_by_deciding_either(telling, drawn):
    refused = told(telling, REFUSED_BY_HIM, is_brief=True)

    assert differing(refused, {asked: drawn[asked] for asked in refused}) == []


def test_the_same_answers_differ_where_nobody_is_set_apart(telling, drawn):
    suited = told(telling, SUITED, is_brief=True)

    assert differing(suited, {asked: drawn[asked] for asked in suited})
