"""Further rows of a working pair and of the round, so that every page has something real on it; used by world.py."""

from datetime import timedelta
from typing import Any

from mentormatch.actions.models import CONFIRMED, NOT_CONFIRMED, Action, ActionOutcome, MenteeComment
from mentormatch.base.db import db, transaction
from mentormatch.checkins.models import CheckIn, PrivateAnswer
from mentormatch.concerns.models import MESSAGE, NOTE, OPENED, Concern, ConcernContact, ConcernEntry, ConcernReader
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person, SelfDescription
from mentormatch.pulses.models import FitCheck, Pulse
from mentormatch.rounds.models import Draft, FirstLook
from mentormatch.signals.models import HelpStep
from tests.support.make import NOW, saved

EARLIER = NOW - timedelta(days=7)


def furnish(pair: Pair, check_in: CheckIn, draft: Draft, contact: Person) -> dict[str, list[Any]]:
    """Write the rows; what else to put into addresses, the first for those that had nothing."""
    saved(ConcernContact(programme_id=pair.programme_id, person_id=contact.id))
    _kept_apart(pair, check_in)
    return {
        "action_id": _answered_actions(pair),
        "pulse_id": _pulses(pair),
        "look_id": [_look(draft, pair)],
        "mentee_id": [draft.left_out[0].mentee_id],
    }


def of_endpoint(contact: Person, later_contact: Person, abandoned: Concern) -> dict[str, dict[str, Any]]:
    """Values that one page takes and that mean something else in another one's address."""
    return {"rounds.decide": {"kind": "lock"}, "rounds.take": {"kind": "lock"}, "rounds.export_draft": {"file": "csv"},
            "concerns.release": {"person_id": contact.id}, "concerns.let_read": {"person_id": later_contact.id},
            "concerns.hand_on": {"concern_id": abandoned.id}}


def handled(concern_id: str, contact: Person) -> None:
    """What the contact did about a concern: opened it, a note among contacts, a message to her who reported it."""
    saved(ConcernEntry(concern_id=concern_id, kind=OPENED, by_id=contact.id, at=NOW))
    reader = db.session.get_one(ConcernReader, (concern_id, contact.id))
    with transaction():
        reader.opened_on = NOW.date()
    for hours, (kind, text) in enumerate(((NOTE, "Call her tomorrow."), (MESSAGE, "I read it. Thank you."))):
        saved(ConcernEntry(concern_id=concern_id, kind=kind, by_id=contact.id, text=text,
                           at=NOW + timedelta(hours=hours)))


def named_later(pair: Pair, person: Person) -> None:
    """Name somebody else for concerns, after one came in."""
    saved(ConcernContact(programme_id=pair.programme_id, person_id=person.id))


def abandoned(pair: Pair) -> Concern:
    """A concern of his that no one can read any more."""
    return saved(Concern(programme_id=pair.programme_id, pair_id=pair.id, reporter_id=pair.mentor.person_id,
                         what="Nobody answers me.", created_at=EARLIER))


def _answered_actions(pair: Pair) -> list[str]:
    """An action she confirmed with what came of it, and one that was not so."""
    kind = pair.programme.action_kinds[0]
    actions = [saved(Action(pair_id=pair.id, kind_id=kind.id, reported_by_id=pair.mentor.person_id, reported_at=EARLIER,
                         happened_on=EARLIER.date(), what="In the meeting of all leads.", state=state, answered_at=NOW))
            for state in (CONFIRMED, NOT_CONFIRMED)]
    saved(ActionOutcome(action_id=actions[0].id, kind="met", text="We had lunch.", added_at=NOW))
    saved(MenteeComment(action_id=actions[1].id, text="That was somebody else.", may_tell=False, said_at=NOW))
    return [action.id for action in actions]


def _kept_apart(pair: Pair, check_in: CheckIn) -> None:
    """What each says in private, and how a coordinator helped."""
    saved(SelfDescription(person_id=pair.mentee.person_id, gender="own-words", own_words="A woman of two countries.",
                          changed_at=NOW))
    for person_id in (pair.mentor.person_id, pair.mentee.person_id):
        saved(PrivateAnswer(check_in_id=check_in.id, author_id=person_id, useful=4, said_it="yes", changed_at=NOW))
    saved(FitCheck(pair_id=pair.id, person_id=pair.mentor.person_id, answer="good", answered_at=NOW))
    for kind, text in (("note", "Spoke with both on the phone."), ("nudge", "Sent a friendly line.")):
        saved(HelpStep(pair_id=pair.id, by_id=pair.programme.coordinators[0].id, kind=kind, text=text, at=EARLIER,
                   signals=["silent"]))


def _pulses(pair: Pair) -> list[str]:
    """One that he is asked for, and one that she answered."""
    due = saved(Pulse(pair_id=pair.id, person_id=pair.mentor.person_id, wave=30, due_at=EARLIER))
    answered = saved(Pulse(pair_id=pair.id, person_id=pair.mentee.person_id, wave=90, due_at=EARLIER, answered_at=NOW,
                           answers={"trust": 4}))
    return [due.id, answered.id]


def _look(draft: Draft, pair: Pair) -> str:
    return str(saved(FirstLook(draft_id=draft.id, mentee_id=pair.mentee_id, mentor_id=pair.mentor_id, asked_at=NOW,
                               until=NOW + timedelta(days=3), over_at=NOW)).id)  # one that runs bars publishing
