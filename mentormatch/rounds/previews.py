"""The mails of a publishing before it happens: how many to whom, and what they say to one chosen recipient."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from mentormatch.base.db import db
from mentormatch.base.mail import Letter
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import letters as pair_letters
from mentormatch.pairs.models import Pair
from mentormatch.pairs.queries import LAPSES_AFTER
from mentormatch.people.models import ACTIVE, Person
from mentormatch.rounds import letters, queries
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.plans import Plan


@dataclass(frozen=True)
class Recipients:
    """How many mails a publishing can send: one a pair to each side, one to each person left out who is at work."""

    pairs: int
    mentors: int
    left_out: int

    def mails(self, plan: Plan) -> int:
        """How many go out as planned."""
        return plan.count(self.pairs, self.left_out)


@dataclass(frozen=True)
class Preview:
    """One mail as its recipient would read it."""

    role: str
    to: Person
    letter: Letter


def recipients(draft: Draft) -> Recipients:
    """Who would get a mail, counted."""
    pairs, mentors = db.session.execute(
        select(func.count(), func.count(DraftPair.mentor_id.distinct())).where(DraftPair.draft_id == draft.id)).one()
    left_out = db.session.scalar(
        select(func.count()).select_from(DraftLeftOut).join(Enrolment, DraftLeftOut.mentee_id == Enrolment.id)
        .join(Person, Enrolment.person_id == Person.id)
        .where(DraftLeftOut.draft_id == draft.id, Person.status == ACTIVE)) or 0
    return Recipients(pairs, mentors, left_out)


def couples(draft: Draft) -> list[DraftPair]:
    """The pairs one of whom can be chosen as the recipient of a preview, by the mentee's name."""
    return sorted(queries.all_pairs(draft), key=lambda pair: (pair.mentee.person.name, pair.id))


def mails(draft: Draft, plan: Plan, chosen: DraftPair | None, at: datetime) -> list[Preview]:
    """The mails to the two of a pair, and to the first of those left out, as planned; nothing is sent."""
    if not plan.mails:
        return []
    found = []
    if chosen is not None:
        pair = Pair(id=chosen.id, programme=draft.programme, mentor=chosen.mentor, mentee=chosen.mentee,
                    score=chosen.score, why=chosen.parts, proposed_at=at)
        for side in (chosen.mentee, chosen.mentor):
            letter = pair_letters.proposed(pair, side, at + LAPSES_AFTER, own=plan.own[side.role])
            found.append(Preview(side.role, side.person, letter))
    left_out = queries.left_out(draft) if plan.tell_left_out else []
    found += [Preview("left_out", left.mentee.person, letters.left_out(left.mentee, plan.for_left_out))
              for left in left_out[:1]]
    return found
