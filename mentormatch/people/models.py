"""Tables of people: the person and HR facts, signed-in sessions, mailed links, unsent forms, roster uploads."""

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.base.db import Model, WithId

ACTIVE, LEAVE, LEFT = "active", "leave", "left"
REGISTER, INVITE, RESET = "register", "invite", "reset"


class Person(WithId, UserMixin, Model):
    """An employee. HR facts come from the roster; an account exists once there is a password.

    `name` is what people call themselves. `roster_name` is what the company calls them (empty where no roster named
    them); emails about programmes use it, so that no one writes to colleagues under a name of their own making.
    `colour_theme`: whether pages are light or dark, or as the device asks.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("status in ('active', 'leave', 'left')", name="status"),
        CheckConstraint("grade between 1 and 10", name="grade"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("colour_theme in ('device', 'light', 'dark')", name="colour_theme"),
    )

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    roster_name: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="", index=True)
    site: Mapped[str] = mapped_column(default="")
    grade: Mapped[int | None]
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    time_zone: Mapped[str] = mapped_column(default="")
    colour_theme: Mapped[str] = mapped_column(default="device", server_default="device")
    status: Mapped[str] = mapped_column(default=ACTIVE, index=True)
    left_at: Mapped[datetime | None]
    back_at: Mapped[datetime | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    may_create_programmes: Mapped[bool] = mapped_column(default=False, server_default=false())
    password_hash: Mapped[str | None]
    invited_at: Mapped[datetime | None]
    registered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    manager: Mapped["Person | None"] = relationship(remote_side="Person.id")

    @property
    def first_name(self) -> str:
        """What a page or an email calls this person in passing, after the first mention."""
        return next(iter(self.name.split()), self.name)

    @property
    def formal_name(self) -> str:
        """The name that emails about programmes use: the company's, or their own where the roster knows none.

        Without characters that can't be seen, which names from before these were refused may hold: an email can't set
        a name apart from the words around it, as a page can.
        """
        return "".join(filter(str.isprintable, self.roster_name or self.name))

    @property
    def formal_first_name(self) -> str:
        """The same in passing."""
        return next(iter(self.formal_name.split()), self.formal_name)

    @property
    def has_account(self) -> bool:
        """Whether this person has set a password, and so can sign in."""
        return self.password_hash is not None

    @property
    def can_sign_in(self) -> bool:
        """Whether the app is open to this person: an account, and not left the company."""
        return self.has_account and self.status != LEFT


class SelfDescription(Model):
    """How people describe themselves, if they like. Readable by its author alone, and never part of a score.

    Only where `may_count` they are counted, in groups of ten and more, when a round is published.
    """

    __tablename__ = "self_description"
    __table_args__ = (CheckConstraint("gender in ('', 'woman', 'man', 'non-binary', 'own-words')", name="gender"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    gender: Mapped[str] = mapped_column(default="")
    own_words: Mapped[str] = mapped_column(default="")
    may_count: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]


class SignIn(WithId, Model):
    """One signed-in browser. The cookie holds a secret whose SHA-256 is kept here; ending the row ends it."""

    __tablename__ = "sign_in"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    browser: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship()


class MailedLink(WithId, Model):
    """A secret mailed to an address: to register, to accept an invitation, to set a new password. Used once.

    A row is written when someone asks; the worker writes its email (`written_at`) and only then sets the secret.
    """

    __tablename__ = "mailed_link"
    __table_args__ = (CheckConstraint("purpose in ('register', 'invite', 'reset')", name="purpose"),)

    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    written_at: Mapped[datetime | None] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class UnsentForm(WithId, Model):
    """What someone had typed when a session ended, stored until they post that form again; their own text only.

    `fields` are sealed. `form` and `key` are the two halves of the form's hidden `idempotency_key`: which form, and
    which showing.
    """

    __tablename__ = "kept_form"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    path: Mapped[str]
    form: Mapped[str]
    key: Mapped[str]
    fields: Mapped[Any] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(index=True)


class RosterUpload(WithId, Model):
    """An uploaded roster from its upload to its import.

    A worker reads it: `plan` is what importing would do, as of `checked_at`, or `problem` says why it can't be read.
    """

    __tablename__ = "roster_upload"

    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    file_name: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    imported_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    plan: Mapped[bytes | None] = mapped_column(deferred=True)
    problem: Mapped[str] = mapped_column(default="")
