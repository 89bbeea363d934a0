"""What is done to a programme's kinds of action: added, renamed, ordered, retired, offered again."""

from datetime import datetime

from flask_babel import gettext as _

from mentormatch.base import audit, slugs
from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person
from mentormatch.programmes.models import ActionKind, Programme

MAX_KINDS = 40
LONGEST_SLUG = 40


class KindExists(DomainError):
    """Another kind of the programme has this name, in whatever case."""


class TooManyKinds(DomainError):
    """There are more kinds than anyone could choose from."""


class LastKind(DomainError):
    """No one could report anything if the last kind were retired."""


def add(
    programme: Programme, name: str, *, for_her: str, description: str, by: Person, now: datetime,
) -> ActionKind:
    """Offer one more kind, at the end of the list. Raises KindExists, TooManyKinds."""
    present = list(programme.action_kinds)
    _check_name(name, present)
    if len(present) >= MAX_KINDS:
        raise TooManyKinds(_("There are already %(count)d kinds, which is plenty. Rename one instead.",
                             count=len(present)))
    taken = {other_kind.slug for other_kind in present}
    slug = slugs.free(name, longest=LONGEST_SLUG, otherwise="kind", is_taken=taken.__contains__)
    kind = ActionKind(programme=programme, slug=slug, name=name, for_her=for_her, description=description,
                      position=1 + max((other_kind.position for other_kind in present), default=-1))
    db.session.add(kind)
    db.session.flush()
    audit.record("action_kind.added", by=by, on=kind, now=now)
    return kind


def rename(kind: ActionKind, name: str, *, for_her: str, description: str, by: Person, now: datetime) -> None:
    """Say a kind in other words; actions and agreements that have it keep it. Raises KindExists."""
    _check_name(name, [other_kind for other_kind in kind.programme.action_kinds if other_kind.id != kind.id])
    kind.name, kind.for_her, kind.description = name, for_her, description
    audit.record("action_kind.renamed", by=by, on=kind, now=now)


def move(kind: ActionKind, step: int, *, by: Person, now: datetime) -> None:
    """Move a kind one place up (-1) or down (1) among the offered ones; at the end it stays."""
    offered = kind.programme.offered_action_kinds
    if kind not in offered or not 0 <= offered.index(kind) + step < len(offered):
        return
    position = offered.index(kind)
    offered[position], offered[position + step] = offered[position + step], offered[position]
    gone = [row for row in kind.programme.action_kinds if not row.is_offered]
    for place, row in enumerate([*offered, *gone]):
        row.position = place
    audit.record("action_kind.moved", by=by, on=kind, now=now)


def retire(kind: ActionKind, *, by: Person, now: datetime) -> None:
    """Offer a kind no more; actions that have it keep it and count. Raises LastKind."""
    if not kind.is_offered:
        return
    if len(kind.programme.offered_action_kinds) == 1:
        raise LastKind(_("This is the last kind people can choose. Add another one first."))
    kind.retired_at = now
    audit.record("action_kind.retired", by=by, on=kind, now=now)


def restore(kind: ActionKind, *, by: Person, now: datetime) -> None:
    """Offer a retired kind again."""
    if kind.is_offered:
        return
    kind.retired_at = None
    audit.record("action_kind.restored", by=by, on=kind, now=now)


def _check_name(name: str, others: list[ActionKind]) -> None:
    for other_kind in others:
        if other_kind.name.casefold() == name.casefold():
            raise KindExists(_("There's already a kind called “%(name)s”. It may be a retired one.",
                               name=other_kind.name), "name")
