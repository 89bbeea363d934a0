"""Verbs of drafts: ask for one, copy, rename, discard and restore it, compute it again, cancel that."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from mentormatch.base import audit, tasks
from mentormatch.base import idempotency as posted
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people import queries as people
from mentormatch.people.models import Person
from mentormatch.rounds import services
from mentormatch.rounds.drafts import computing
from mentormatch.rounds.input import first_looks, overrides, set_aside
from mentormatch.rounds.input.settings import DraftSettings
from mentormatch.rounds.models import CANCELLED, COMPUTING, READY, Decision, Draft, Round
from mentormatch.rounds.reading import queries


class DraftChanged(DomainError):
    """Somebody changed the draft since the page was opened that asks for another change."""


class DraftIsComputing(DomainError):
    """The draft is being computed; it has no result that a decision could be about."""


class DraftIsDiscarded(DomainError):
    """The draft was discarded; it has to be taken back first."""


class NothingToCancel(DomainError):
    """The draft is not being computed any more."""


def request_draft(round_: Round, settings: DraftSettings, *, by: Person | None, now: datetime,
                  idempotency_key: str | None = None, like: Draft | None = None) -> Draft:
    """Ask for a draft; a worker computes it. With `like` it takes over the decisions that hold there.

    The same form posted twice asks once, and whoever asks for what is being computed already gets that draft.
    Raises RoundAlreadyPublished, ProgrammeIsNotOpen, LotKeyChanged.
    """
    earlier = posted.earlier_result(idempotency_key, by_id=by.id) if by else None
    if earlier and (draft := db.session.get(Draft, earlier)):
        return draft
    services.check_open(round_)
    services.check_programme(round_.programme)
    set_aside.pin_key(round_.programme)
    wanted, origin = settings.to_json(), like.id if like else None
    earlier_drafts = list(db.session.scalars(select(Draft).where(Draft.round_id == round_.id)))
    holding = overrides.from_decisions(queries.decisions(like)) if like else overrides.Overrides()
    if same := [earlier_draft for earlier_draft in earlier_drafts if earlier_draft.state == COMPUTING
                and earlier_draft.computed_at is None
                and (earlier_draft.settings, earlier_draft.copied_from_id) == (wanted, origin)
                and overrides.from_decisions(queries.decisions(earlier_draft)) == holding]:
        return same[0]
    row = Draft(round_id=round_.id, name=_("Draft %(number)d", number=len(earlier_drafts) + 1), settings=wanted,
                copied_from_id=origin, created_by_id=by.id if by else None, created_at=now,
                is_sealed=first_looks.seals(round_))
    db.session.add(row)
    db.session.flush()
    for earlier_draft in queries.decisions(like) if like else []:
        if earlier_draft.undone_at is None:
            db.session.add(Decision(draft_id=row.id, position=earlier_draft.position, kind=earlier_draft.kind,
                                    locks=earlier_draft.locks,
                                    forbids=earlier_draft.forbids, waives=earlier_draft.waives,
                                    reason=earlier_draft.reason, by_id=earlier_draft.by_id,
                                    made_at=earlier_draft.made_at))
    if by:
        posted.remember(idempotency_key, by_id=by.id, result_id=row.id, now=now)
    audit.record("draft.requested", by=by, on=round_, now=now, draft=row.id, objective=settings.objective,
                 **({"like": origin} if origin else {}))
    tasks.wake("draft", row.id)
    return row


def check_changeable(draft: Draft, seen_version: int | None, *, by: Person | None = None) -> None:
    """Refuse to change what can no longer be changed, and what was changed since version `seen` was looked at.

    Raises RoundAlreadyPublished, DraftIsDiscarded, DraftIsComputing, DraftChanged.
    """
    services.check_open(draft.round)
    if draft.discarded_at:
        raise DraftIsDiscarded(_("%(draft)s was discarded. Restore it first.", draft=draft.name))
    check_version(draft, seen_version, by=by)
    if draft.state == COMPUTING:
        raise DraftIsComputing(_("This draft is still being calculated. Wait for it to finish, or cancel it first."))


def check_version(draft: Draft, seen_version: int | None, *, by: Person | None) -> None:
    """Refuse what someone wants of a draft who looked at an older version of it. Raises DraftChanged."""
    if seen_version == draft.version:
        return
    if by and by.id == draft.changed_by_id:
        raise DraftChanged(_("You've changed this draft since you opened this page, perhaps in another tab. Review it "
                             "as it is now, then decide again."))
    raise DraftChanged(_("%(name)s changed this draft while you were viewing it. Your change wasn't saved. Review the "
                         "draft as it is now, then decide again.", name=changed_by(draft)))


def changed_by(draft: Draft) -> str:
    """The name of who changed a draft last."""
    person = people.by_id(draft.changed_by_id) if draft.changed_by_id else None
    return person.name if person else _("Someone")


def copy(draft: Draft, *, by: Person, now: datetime, idempotency_key: str | None = None) -> Draft:
    """Make another draft with the same settings and decisions, computed from the people as they are now.

    Raises RoundAlreadyPublished, ProgrammeIsNotOpen.
    """
    created = request_draft(draft.round, DraftSettings.from_json(draft.settings), by=by, now=now,
                                  idempotency_key=idempotency_key, like=draft)
    if created.computed_at is None and created.attempts == 0:
        created.name = _("Copy of %(draft)s", draft=draft.name)[:80]
    return created


def rename(draft: Draft, name: str, *, by: Person, now: datetime) -> None:
    """Give a draft a name of its own; its computation goes on."""
    if name == draft.name:
        return
    draft.name = name
    if draft.state != COMPUTING:
        computing.bump_version(draft, by=by, now=now)
    audit.record("draft.renamed", by=by, on=draft.round, now=now, draft=draft.id)


def discard(draft: Draft, *, by: Person, now: datetime) -> None:
    """Put a draft aside; it can be taken back. Raises RoundAlreadyPublished."""
    services.check_open(draft.round)
    if draft.discarded_at:
        return
    draft.discarded_at = now
    if draft.state == COMPUTING:
        draft.state, draft.claimed_until = CANCELLED, None
    computing.bump_version(draft, by=by, now=now)
    audit.record("draft.discarded", by=by, on=draft.round, now=now, draft=draft.id)


def take_back(draft: Draft, *, by: Person, now: datetime) -> None:
    """Bring a discarded draft back as it was. Raises RoundAlreadyPublished."""
    services.check_open(draft.round)
    if draft.discarded_at is None:
        return
    draft.discarded_at = None
    computing.bump_version(draft, by=by, now=now)
    audit.record("draft.taken_back", by=by, on=draft.round, now=now, draft=draft.id)


def recompute(draft: Draft, *, by: Person, now: datetime, seen_version: int | None) -> None:
    """Compute a draft anew from the people as they are now; what was decided stays.

    Whoever asks for what runs already gets that. Raises what `check_changeable` raises, and ProgrammeIsNotOpen.
    """
    if draft.state == COMPUTING and draft.is_changeable:
        return
    check_changeable(draft, seen_version, by=by)
    services.check_programme(draft.programme)
    computing.recompute(draft, by=by, now=now)
    audit.record("draft.recomputed", by=by, on=draft.round, now=now, draft=draft.id)


def cancel(draft: Draft, *, by: Person, now: datetime) -> None:
    """Stop the computation of a draft; its worker notices at its next step. Raises NothingToCancel."""
    if draft.state == CANCELLED:
        return
    if draft.state != COMPUTING:
        raise NothingToCancel(_("It had already finished, so there was nothing to cancel.") if draft.state == READY
                              else _("The calculation had already stopped."))
    draft.state, draft.claimed_until = CANCELLED, None
    computing.bump_version(draft, by=by, now=now)
    audit.record("draft.cancelled", by=by, on=draft.round, now=now, draft=draft.id)
