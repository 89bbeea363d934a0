"""Verbs of rounds: open and discard. Drafts, decisions and publishing have rooms of their own."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from mentormatch.base import audit
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.programmes.models import OPEN as PROGRAMME_OPEN
from mentormatch.programmes.models import Programme
from mentormatch.rounds.models import COMPUTING, DISCARDED, FAILED, OPEN, PUBLISHED, Draft, Round
from mentormatch.rounds.reading import queries


class ProgrammeIsNotOpen(DomainError):
    """The programme was not opened yet, or it was closed; nothing is matched in it."""


class RoundIsOpen(DomainError):
    """A programme has one open round at a time."""


class RoundAlreadyPublished(DomainError):
    """The round was published or discarded in the meantime."""


def open_round(programme: Programme, *, by: Person | None, now: datetime) -> Round:
    """Open the next round of a programme. Raises ProgrammeIsNotOpen, RoundIsOpen."""
    check_programme(programme)
    if queries.open_round(programme):
        raise RoundIsOpen(_("This programme has an open round. Publish or discard it before you open another."))
    last = db.session.scalar(select(func.max(Round.number)).where(Round.programme_id == programme.id)) or 0
    row = Round(programme_id=programme.id, number=last + 1, opened_at=now)
    db.session.add(row)
    db.session.flush()
    audit.record("round.opened", by=by, on=row, now=now, number=row.number)
    return row


def discard(round_: Round, *, by: Person, now: datetime) -> None:
    """Close a round without publishing. Raises RoundAlreadyPublished."""
    check_open(round_)
    round_.state, round_.closed_at = DISCARDED, now
    db.session.execute(update(Draft).where(Draft.round_id == round_.id, Draft.state == COMPUTING)
                       .values(state=FAILED, problem=_("The round was discarded.")))
    audit.record("round.discarded", by=by, on=round_, now=now, number=round_.number)


def check_open(round_: Round) -> None:
    """Refuse a round that is over. Raises RoundAlreadyPublished."""
    if round_.state != OPEN:
        raise RoundAlreadyPublished(
            _("This round has already been published. Nothing was changed.") if round_.state == PUBLISHED
            else _("This round has been discarded. Open a new one."))


def check_programme(programme: Programme) -> None:
    """Refuse a programme that is not running. Raises ProgrammeIsNotOpen."""
    if programme.state != PROGRAMME_OPEN:
        raise ProgrammeIsNotOpen(_("%(name)s isn't open, so no one can be matched. Open the programme first.",
                                   name=programme.name))
