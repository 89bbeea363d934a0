"""Tables of reminders: how a person wants to be reminded, and what was sent about what."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.base.db import Model, WithId


class MailPreference(Model):
    """How a person wants reminders: one by one or in a weekly letter, when not, how many a week, which never.

    `quiet_from` and `quiet_to` are hours of her own day. `off` holds the kinds she switched off. Without a row the
    defaults hold.
    """

    __tablename__ = "mail_preference"
    __table_args__ = (
        CheckConstraint("quiet_from between 0 and 23 and quiet_to between 0 and 23", name="quiet"),
        CheckConstraint("most_per_week between 1 and 14", name="most"),
        CheckConstraint("digest_weekday between 0 and 6", name="weekday"),
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    weekly: Mapped[bool] = mapped_column(default=False)
    digest_weekday: Mapped[int] = mapped_column(default=0)
    quiet_from: Mapped[int] = mapped_column(default=19)
    quiet_to: Mapped[int] = mapped_column(default=7)
    most_per_week: Mapped[int] = mapped_column(default=3)
    off: Mapped[list[str]] = mapped_column(JSON, default=list)
    changed_at: Mapped[datetime]


class Reminder(WithId, Model):
    """One thing a person is reminded of, once: `key` names the thing and the occasion."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    key: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
