"""Verbs of drafts as things one keeps: copy, rename, discard and take back, compute again, cancel."""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit
from mentormatch.base.errors import DomainError
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.rounds import services
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import CANCELLED, COMPUTING, READY, Draft


class DraftChanged(DomainError):
    """Somebody changed the draft since the page was opened that asks for another change."""


class DraftIsComputing(DomainError):
    """The draft is being computed; it has no result that a decision could be about."""


class DraftIsDiscarded(DomainError):
    """The draft was discarded; it has to be taken back first."""


class NothingToCancel(DomainError):
    """The draft is not being computed any more."""


def check_changeable(draft: Draft, seen: int | None, *, by: Person | None = None) -> None:
    """Refuse to change what can no longer be changed, and what was changed since version `seen` was looked at.

    Raises RoundAlreadyPublished, DraftIsDiscarded, DraftIsComputing, DraftChanged.
    """
    services.check_open(draft.round)
    if draft.discarded_at:
        raise DraftIsDiscarded(_("%(draft)s was discarded. Take it back first.", draft=draft.name))
    check_seen(draft, seen, by=by)
    if draft.state == COMPUTING:
        raise DraftIsComputing(_("This draft is being computed. Wait until it is there, or cancel that first."))


def check_seen(draft: Draft, seen: int | None, *, by: Person | None) -> None:
    """Refuse what somebody wants of a draft who looked at an older version of it. Raises DraftChanged."""
    if seen == draft.version:
        return
    if by and by.id == draft.changed_by_id:
        raise DraftChanged(_("You have changed this draft while you looked at it here, perhaps in another tab. Look at "
                             "it as it is now, then decide again."))
    raise DraftChanged(_("%(name)s changed this draft while you looked at it. Nothing of yours was changed. Look "
                         "at it as it is now, then decide again.", name=changed_by(draft)))


def changed_by(draft: Draft) -> str:
    """The name of who changed a draft last."""
    person = people.by_id(draft.changed_by_id) if draft.changed_by_id else None
    return person.name if person else _("Somebody")


def copy(draft: Draft, *, by: Person, now: datetime, idempotency_key: str | None = None) -> Draft:
    """Make another draft with the same settings and decisions, computed from the people as they are now.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen.
    """
    made = services.request_draft(draft.round, DraftSettings.from_json(draft.settings), by=by, now=now,
                                  idempotency_key=idempotency_key, like=draft)
    if made.computed_at is None and made.attempts == 0:
        made.name = _("Copy of %(draft)s", draft=draft.name)[:80]
    return made


def rename(draft: Draft, name: str, *, by: Person, now: datetime) -> None:
    """Give a draft a name of its own; its computation goes on."""
    if name == draft.name:
        return
    draft.name = name
    if draft.state != COMPUTING:
        services.touch(draft, by=by, now=now)
    audit.record("draft.renamed", by=by, on=draft.round, now=now, draft=draft.id)


def discard(draft: Draft, *, by: Person, now: datetime) -> None:
    """Put a draft aside; it can be taken back. Raises RoundAlreadyPublished."""
    services.check_open(draft.round)
    if draft.discarded_at:
        return
    draft.discarded_at = now
    if draft.state == COMPUTING:
        draft.state, draft.claimed_until = CANCELLED, None
    services.touch(draft, by=by, now=now)
    audit.record("draft.discarded", by=by, on=draft.round, now=now, draft=draft.id)


def take_back(draft: Draft, *, by: Person, now: datetime) -> None:
    """Bring a discarded draft back as it was. Raises RoundAlreadyPublished."""
    services.check_open(draft.round)
    if draft.discarded_at is None:
        return
    draft.discarded_at = None
    services.touch(draft, by=by, now=now)
    audit.record("draft.taken_back", by=by, on=draft.round, now=now, draft=draft.id)


def recompute(draft: Draft, *, by: Person, now: datetime, seen: int | None) -> None:
    """Compute a draft anew from the people as they are now; what was decided stays.

    Whoever asks for what runs already gets that. Raises what `check_changeable` raises, and ProgrammeIsNotOpen.
    """
    if draft.state == COMPUTING and draft.is_changeable:
        return
    check_changeable(draft, seen, by=by)
    services.check_programme(draft.programme)
    services.begin_again(draft, by=by, now=now)
    audit.record("draft.recomputed", by=by, on=draft.round, now=now, draft=draft.id)


def cancel(draft: Draft, *, by: Person, now: datetime) -> None:
    """Stop the computation of a draft; its worker notices at its next step. Raises NothingToCancel."""
    if draft.state == CANCELLED:
        return
    if draft.state != COMPUTING:
        raise NothingToCancel(_("The result came first, so there was nothing to cancel.") if draft.state == READY
                              else _("The computation had ended already."))
    draft.state, draft.claimed_until = CANCELLED, None
    services.touch(draft, by=by, now=now)
    audit.record("draft.cancelled", by=by, on=draft.round, now=now, draft=draft.id)
