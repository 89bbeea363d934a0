"""The mails of a publishing before it happens: how many to whom, and what they say to one chosen recipient."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from mentormatch.base.db import db
from mentormatch.base.mail import Letter
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs import letters as pair_letters
from mentormatch.pairs.models import Pair
from mentormatch.pairs.queries import LAPSES_AFTER
from mentormatch.people.models import Person
from mentormatch.rounds.models import Draft, DraftLeftOut, DraftPair
from mentormatch.rounds.publishing import left_out, letters
from mentormatch.rounds.publishing.plans import LEFT_OUT, PublishingPlan
from mentormatch.rounds.reading import queries


@dataclass(frozen=True)
class Recipients:
    """How many mails a publishing can send: one a pair to each side, one to each person left out who still waits."""

    pairs: int
    mentors: int
    left_out: int

    def mails(self, plan: PublishingPlan) -> int:
        """How many go out as planned."""
        return plan.count(self.pairs, self.left_out)


@dataclass(frozen=True)
class MailPreview:
    """One mail as its recipient would read it."""

    role: str
    to: Person
    letter: Letter


def recipients(draft: Draft) -> Recipients:
    """Who would get a mail, counted."""
    pairs, mentors = db.session.execute(
        select(func.count(), func.count(DraftPair.mentor_id.distinct())).where(DraftPair.draft_id == draft.id)).one()
    return Recipients(pairs, mentors, left_out.count(draft))


def couples(draft: Draft, *, own: Collection[str] = ()) -> list[DraftPair]:
    """The pairs one of whom can be chosen as the recipient of a preview, by the mentee's name; no `own` enrolment's."""
    return sorted(queries.all_pairs(draft, own=own), key=lambda pair: (pair.mentee.person.name, pair.id))


def mails(draft: Draft, plan: PublishingPlan, chosen: DraftPair | None, moment: datetime, *,
          own: Collection[str] = ()) -> list[MailPreview]:
    """The mails to the two of a pair, and to the first of those left out, as planned; nothing is sent."""
    if not plan.mails:
        return []
    listed = []
    if chosen is not None:
        pair, wordings = _proposed(chosen, moment), pair_letters.wordings(draft.programme, plan.texts)
        for side in (chosen.mentee, chosen.mentor):
            letter = pair_letters.proposed(pair, side, moment + LAPSES_AFTER, wordings[side.role])
            listed.append(MailPreview(side.role, side.person, letter))
    waiting = [left for left in left_out.waiting(draft) if left.mentee_id not in own] if plan.tell_left_out else []
    for left in waiting[:1]:
        letter = letters.left_out(left.mentee, letters.left_out_wording(draft.programme, plan.texts.get(LEFT_OUT)))
        listed.append(MailPreview(LEFT_OUT, left.mentee.person, letter))
    return listed


def examples(draft: Draft, moment: datetime, *, own: Collection[str] = ()) -> dict[str, dict[str, str]]:
    """Role, or LEFT_OUT -> what each placeholder becomes for one of the people; a role no one has is absent."""
    values_by_role = {}
    best = db.session.scalar(
        select(DraftPair).where(DraftPair.draft_id == draft.id, DraftPair.mentee_id.not_in(own),
                                DraftPair.mentor_id.not_in(own)).order_by(DraftPair.score.desc(), DraftPair.id).limit(1)
        .options(joinedload(DraftPair.mentor).joinedload(Enrolment.person),
                 joinedload(DraftPair.mentee).joinedload(Enrolment.person)))
    if best:
        pair = _proposed(best, moment)
        values_by_role = {side.role: pair_letters.values(pair, side, moment + LAPSES_AFTER)
                          for side in (best.mentee, best.mentor)}
    left = db.session.scalar(
        select(DraftLeftOut).where(DraftLeftOut.draft_id == draft.id, DraftLeftOut.mentee_id.not_in(own))
        .order_by(DraftLeftOut.id).limit(1)
        .options(joinedload(DraftLeftOut.mentee).joinedload(Enrolment.person)))
    return values_by_role | ({LEFT_OUT: letters.left_out_values(left.mentee)} if left else {})


def _proposed(drafted: DraftPair, moment: datetime) -> Pair:
    """The pair that publishing would make of it."""
    return Pair(id=drafted.id, programme=drafted.programme, mentor=drafted.mentor, mentee=drafted.mentee,
                score=drafted.score,
                why=drafted.parts, proposed_at=moment)
