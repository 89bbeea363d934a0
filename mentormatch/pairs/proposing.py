"""Proposing people to each other: one pair, or all pairs of a round at once with a constant number of reads."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.base.ids import new_id
from mentormatch.base.mail_texts import Text
from mentormatch.enrolments.models import MENTEE, MENTOR, READY, Enrolment
from mentormatch.pairs import advance_no, letters, queries
from mentormatch.pairs.models import PROPOSED, Pair
from mentormatch.people import mail
from mentormatch.people.models import ACTIVE as AT_WORK
from mentormatch.people.models import Person


class MentorIsFull(DomainError):
    """Every place the mentor offers is taken."""


class MenteeIsTaken(DomainError):
    """The mentee has a pair or a proposal already."""


class NotInProgramme(DomainError):
    """One of the two is not ready in this programme, in the role the pair needs, or not at work."""


class SamePerson(DomainError):
    """Mentor and mentee are one person."""


class WasPairedBefore(DomainError):
    """The two were proposed to each other before in this programme; that is never repeated."""


@dataclass(frozen=True)
class Proposal:
    """Two people to propose to each other; `score` is 0..1000, `why` is kept as pairs/why.py reads it.

    `no_in_advance`: whose private limit answers it, as `advance_no.sides` says.
    """

    mentor: Enrolment
    mentee: Enrolment
    score: int
    why: dict[str, Any]
    no_in_advance: str | None = None


def propose(
    mentor: Enrolment, mentee: Enrolment, *, score: int, why: dict[str, Any], round_number: int | None,
    by: Person | None, now: datetime, send_mail: bool = True,
) -> Pair:
    """Propose two people to each other; both get an email unless `send_mail` is False.

    `score` is 0..1000; `why` is stored as pairs/why.py reads it. Raises SamePerson; NotInProgramme when one of them
    is not ready in one and the same programme or not at work; WasPairedBefore; MenteeIsTaken; MentorIsFull.
    """
    proposal = Proposal(mentor, mentee, score, why)
    return propose_all([proposal], round_number=round_number, by=by, now=now, send_mail=send_mail)[0]


def propose_all(
    proposals: Sequence[Proposal], *, round_number: int | None, by: Person | None, now: datetime,
    send_mail: bool = True, own: Mapping[str, Text] | None = None,
) -> list[Pair]:
    """Propose many in one programme at once, all or none. `own`: role -> the text a coordinator wrote for its emails.

    Raises what `propose` raises, and WrongText.
    """
    if not proposals:
        return []
    _check(proposals)
    pairs = []
    for proposal in proposals:
        pair = Pair(id=new_id(), programme_id=proposal.mentor.programme_id, programme=proposal.mentor.programme,
                    mentor=proposal.mentor, mentee=proposal.mentee, score=proposal.score, why=proposal.why,
                    round_number=round_number, state=PROPOSED, proposed_at=now)
        if proposal.no_in_advance:
            pair.no_in_advance = proposal.no_in_advance
            pair.no_due_at = advance_no.due_at(pair, proposal.no_in_advance)
        db.session.add(pair)
        audit.record("pair.proposed", by=by, on=pair, now=now, score=proposal.score, round_number=round_number)
        pairs.append(pair)
    db.session.flush()
    if send_mail:
        texts = letters.wordings(proposals[0].mentor.programme, own or {})
        for pair in pairs:
            for side in (pair.mentee, pair.mentor):
                letter = letters.proposed(pair, side, now + queries.LAPSES_AFTER, texts[side.role])
                mail.post(letter, side.person, kind="pairs.proposed", now=now, batch=batch(pair),
                          hushed=pair.is_refused_by(side.person_id))
    return pairs


def batch(pair: Pair) -> str:
    """What the letters of a proposal can be stopped by, until they leave."""
    return f"pair:{pair.id}"


def _check(proposals: Sequence[Proposal]) -> None:
    programme_id = proposals[0].mentor.programme_id
    earlier = queries.earlier_couples(programme_id)
    taken = queries.live_mentee_ids(programme_id)
    held = Counter(queries.live_counts(programme_id))
    for proposal in proposals:
        mentor, mentee = proposal.mentor, proposal.mentee
        _check_can_meet(mentor, mentee)
        if (mentor.id, mentee.id) in earlier:
            raise WasPairedBefore(_("%(mentor)s and %(mentee)s have been proposed to each other before. Please "
                                    "choose another pair.", mentor=mentor.person.name, mentee=mentee.person.name))
        if mentee.id in taken:
            raise MenteeIsTaken(_("%(name)s already has a pair or a proposal. Please choose someone else.",
                                  name=mentee.person.name))
        if held[mentor.id] >= mentor.places:
            raise MentorIsFull(_("%(name)s can't take on anyone else. Please choose another mentor.",
                                 name=mentor.person.name))
        taken.add(mentee.id)
        held[mentor.id] += 1


def _check_can_meet(mentor: Enrolment, mentee: Enrolment) -> None:
    if mentor.person_id == mentee.person_id:
        raise SamePerson(_("%(name)s can't be matched with themselves.", name=mentor.person.name))
    if mentor.programme_id != mentee.programme_id or (mentor.role, mentee.role) != (MENTOR, MENTEE):
        raise NotInProgramme(_("A pair is a mentor and a mentee in the same programme. Please choose again."))
    for side in (mentor, mentee):
        if side.state != READY:
            raise NotInProgramme(_("%(name)s isn't ready in this programme at the moment. Please leave this pair out.",
                                   name=side.person.name))
        if side.person.status != AT_WORK:
            raise NotInProgramme(_("%(name)s isn't at work at the moment. Please leave this pair out.",
                                   name=side.person.name))
