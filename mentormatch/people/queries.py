"""Questions about people. Nothing here writes."""

from collections.abc import Iterable

from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import ColumnElement, or_, select

from mentormatch.base.db import db
from mentormatch.people.models import LEFT, Person

PAGE_SIZE = 50


def by_id(person_id: str) -> Person | None:
    """The person with this id."""
    return db.session.get(Person, person_id)


def by_ids(person_ids: Iterable[str]) -> dict[str, Person]:
    """Person id -> person; unknown ids are absent."""
    wanted = list(dict.fromkeys(person_ids))
    people: dict[str, Person] = {}
    for start in range(0, len(wanted), 500):
        batch = db.session.scalars(select(Person).where(Person.id.in_(wanted[start:start + 500])))
        people |= {person.id: person for person in batch}
    return people


def by_email(email: str) -> Person | None:
    """The person with this address; it must be tidied (lower case)."""
    return db.session.scalar(select(Person).where(Person.email == email))


def has_accounts() -> bool:
    """Whether anyone can sign in at all; a new installation has no one."""
    return db.session.scalar(select(Person.id).where(Person.password_hash.is_not(None)).limit(1)) is not None


def search(words: str = "", page: int = 1, *, size: int = PAGE_SIZE, has_account: bool | None = None,
           status: str | None = None) -> Pagination:
    """One page of people by name, who each have every word in name, address, department, site or job title.

    `has_account` and `status` narrow it down. People who left are found only by `status="left"`.
    """
    where = [_has_word(word) for word in words.replace("\x00", " ").split()[:10]]
    where.append(Person.status == status if status else Person.status != LEFT)
    if has_account is not None:
        where.append(Person.password_hash.is_not(None) if has_account else Person.password_hash.is_(None))
    return db.paginate(select(Person).where(*where).order_by(Person.name, Person.email),
                       page=max(page, 1), per_page=size, max_per_page=size, error_out=False)


def manager_ids() -> dict[str, str]:
    """Person id -> id of the manager; people without one are absent."""
    rows = db.session.execute(select(Person.id, Person.manager_id).where(Person.manager_id.is_not(None))).all()
    return {person_id: manager_id for person_id, manager_id in rows if manager_id}


def reports_of(person: Person) -> list[Person]:
    """Who reports to a person directly and has not left, by name."""
    return list(db.session.scalars(
        select(Person).where(Person.manager_id == person.id, Person.status != LEFT).order_by(Person.name)))


def administrators() -> list[Person]:
    """Who runs the installation, by name."""
    return list(db.session.scalars(
        select(Person).where(Person.is_administrator, Person.password_hash.is_not(None), Person.status != LEFT)
        .order_by(Person.name)))


def _has_word(word: str) -> ColumnElement[bool]:
    """SQLite knows upper and lower case of ASCII alone, so a word is also looked for in its other spellings."""
    spellings = dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
    columns = (Person.name, Person.email, Person.department, Person.site, Person.job_title)
    return or_(*(column.icontains(spelling, autoescape=True) for column in columns for spelling in spellings))
