"""What each of the two keeps apart on a check-in: a note, and how the meeting was. Readable by its author alone.

Nothing here is audited, mailed or counted, and every reading asks for the author's id.
"""

from dataclasses import dataclass
from datetime import datetime

from mentormatch.base.db import db
from mentormatch.checkins.models import CheckIn, PrivateAnswer, PrivateNote
from mentormatch.people.models import Person


@dataclass(frozen=True)
class MeetingRating:
    """How a meeting was for one of the two: `useful` 1..5; `said_it` (yes, partly, no) for the mentee alone."""

    useful: int | None = None
    said_it: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.useful is None and self.said_it is None


@dataclass(frozen=True)
class PrivateEntry:
    """All that one of the two keeps apart on a check-in."""

    note: str = ""
    rating: MeetingRating = MeetingRating()


NO_ENTRY = PrivateEntry()


def save(check_in: CheckIn, private: PrivateEntry, *, by: Person, now: datetime) -> None:
    """Store, change or (where empty) delete what a person keeps private about a check-in of their own pair.

    LookupError for anyone who is not one of the two.
    """
    save_note(check_in, by=by, text=private.note)
    save_rating(check_in, private.rating, by=by, now=now)


def save_note(check_in: CheckIn, *, by: Person, text: str) -> None:
    """Keep, change or (with empty text) drop one's private note."""
    check_in.pair.side_of(by.id)
    note = db.session.get(PrivateNote, (check_in.id, by.id))
    if note is None and text:
        db.session.add(PrivateNote(check_in_id=check_in.id, author_id=by.id, text=text))
    elif note is not None and text:
        note.text = text
    elif note is not None:
        db.session.delete(note)


def save_rating(check_in: CheckIn, rating: MeetingRating, *, by: Person, now: datetime) -> None:
    """Store, change or (where empty) delete a rating; whether they could speak up is asked of mentees alone."""
    if check_in.pair.side_of(by.id).is_mentor:
        rating = MeetingRating(rating.useful)
    row = db.session.get(PrivateAnswer, (check_in.id, by.id))
    if row is not None and rating.is_empty:
        db.session.delete(row)
    elif row is None and not rating.is_empty:
        row = PrivateAnswer(check_in_id=check_in.id, author_id=by.id)
        db.session.add(row)
    if row is not None and not rating.is_empty:
        row.useful, row.said_it, row.changed_at = rating.useful, rating.said_it, now
