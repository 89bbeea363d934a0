"""How people describe themselves: for them alone, counted only if they agree, deleted whenever they like."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from mentormatch.base.db import db
from mentormatch.base.errors import DomainError
from mentormatch.people.models import Person, SelfDescription

WORDS = {
    "woman": _l("Woman"), "man": _l("Man"), "non-binary": _l("Non-binary"), "own-words": _l("In my own words"),
    "": _l("Prefer not to say"),
}
GROUPS = {
    "woman": _l("Women"), "man": _l("Men"), "non-binary": _l("Non-binary people"),
    "own-words": _l("People who use their own words"),
}


class NothingToCount(DomainError):
    """Someone agreed to be counted, but said nothing that could be."""


def for_person(person: Person) -> SelfDescription | None:
    """What someone said of themselves; for their own eyes."""
    return db.session.get(SelfDescription, person.id)


def save(person: Person, *, gender: str, own_words: str, may_count: bool, now: datetime) -> None:
    """Keep what someone says of themselves. No audit row mentions it.

    Raises NothingToCount.
    """
    if may_count and not gender:
        raise NothingToCount(_("You can't be counted if you prefer not to say. Untick this, or choose an answer "
                               "above."), "may_count")
    row = for_person(person) or SelfDescription(person_id=person.id)
    row.gender, row.may_count, row.changed_at = gender, may_count, now
    row.own_words = own_words if gender == "own-words" else ""
    db.session.add(row)


def delete(person: Person) -> None:
    """Forget what someone said of themselves, at once and for good."""
    row = for_person(person)
    if row is not None:
        db.session.delete(row)


def group_of_each() -> dict[str, str]:
    """Person id -> group of GROUPS, of those who agreed to be counted; for figures of five people and more alone."""
    return dict(db.session.execute(
        select(SelfDescription.person_id, SelfDescription.gender)
        .where(SelfDescription.may_count, SelfDescription.gender != "")).all())
