"""Which pairs of a draft can be proposed now, and which can be shown to their mentees first.

Every pair is checked against the people as they are. What may not be named is counted.
"""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.rounds import matcher, services
from mentormatch.rounds.drafts import computing, result_files, sealing
from mentormatch.rounds.drafts import services as drafts
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import READY, Draft, DraftPair
from mentormatch.rounds.reading import queries

MAX_NAMED = 5


class NothingToPublish(DomainError):
    """The draft pairs no one."""


class DraftOutdated(DomainError):
    """Some pairs of the draft are no longer possible. What may be said of which is in the message, and only there."""


class PeopleAreLooking(DomainError):
    """Mentees are having a first look, and what they say counts when its time is over."""


def check_publishable(draft: Draft) -> None:
    """Refuse what can be refused before the pairs are looked at. Raises what `check_showable` does, DraftIsSealed."""
    check_showable(draft)
    sealing.check_open(draft)


def check_showable(draft: Draft) -> None:
    """Refuse a draft that can't be shown to its mentees either.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen, PeopleAreLooking, DraftNotReady.
    """
    services.check_open(draft.round)
    services.check_programme(draft.programme)
    if first_looks.running(draft.round):
        raise PeopleAreLooking(_("People are having a first look at this round. You can publish it when their time is "
                                 "up, or when you end it."))
    if draft.discarded_at:
        raise result_files.DraftNotReady(_("%(draft)s was discarded. Restore it first.", draft=draft.name))
    if draft.state != READY:
        raise result_files.DraftNotReady(_("This draft has no result to publish. Wait for it to finish, or create "
                                           "another one."))


def publishable_pairs(
    draft: Draft, *, now: datetime, zone: str, seen_version: int | None = None, by: Person | None = None,
) -> list[DraftPair]:
    """The pairs of a draft that could be published at this moment; with `seen` only as that version had them.

    Raises what `check_publishable` raises, DraftChanged, NothingToPublish, DraftOutdated.
    """
    check_publishable(draft)
    return showable_pairs(draft, now=now, zone=zone, seen_version=seen_version, by=by)


def showable_pairs(
    draft: Draft, *, now: datetime, zone: str, seen_version: int | None = None, by: Person | None = None,
) -> list[DraftPair]:
    """The same of a draft whose mentees have a first look before coordinators do."""
    check_showable(draft)
    if seen_version is not None:
        drafts.check_version(draft, seen_version, by=by)
    proposed = queries.all_pairs(draft)
    if not proposed:
        raise NothingToPublish(_("This draft has no pairs, so there's nothing to publish. Change the rules or wait "
                                 "for more people and recalculate, or discard the round."))
    _check_current(draft, proposed, now=now, zone=zone)
    return proposed


def _check_current(draft: Draft, proposed: list[DraftPair], *, now: datetime, zone: str) -> None:
    """Check every pair against the pool as it is now. Raises DraftOutdated, which names the pairs that are gone, or
    counts them where coordinators don't see them.

    Anyone can see why they are: someone paused, left, was paired or has a new manager. See `matcher.broken`.
    """
    problem = computing.matching_input(draft, now=now, zone=zone)
    gone = matcher.broken(problem, [(pair.mentee_id, pair.mentor_id) for pair in proposed])
    if not gone:
        return
    names = sorted(f"{pair.mentee.person.name} – {pair.mentor.person.name}" for pair in proposed
                   if (pair.mentee_id, pair.mentor_id) in gone)
    if draft.is_sealed:
        raise DraftOutdated(ngettext(
            "Things have changed since this draft was calculated. One pair can no longer be made. Create a new draft.",
            "Things have changed since this draft was calculated. %(num)d pairs can no longer be made. Create a new "
            "draft.", len(names)))
    listed = "; ".join(names[:MAX_NAMED]) + ("; …" if len(names) > MAX_NAMED else "")
    raise DraftOutdated(_("Things have changed since this draft was calculated. These people can no longer be paired: "
                          "%(names)s. Create a new draft.", names=listed))
