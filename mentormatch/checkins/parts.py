"""What check-ins show on the page of a pair: the next meeting, what waits for an answer, and what happened."""

from dataclasses import dataclass
from datetime import date

from mentormatch.base import clock
from mentormatch.base.access import Permission, may
from mentormatch.checkins import agenda, queries, services
from mentormatch.checkins.models import Meeting
from mentormatch.pairs import services as pairs
from mentormatch.pairs.cadence import DueMeeting
from mentormatch.pairs.models import Pair
from mentormatch.pairs.page import PagePart, TimelineEntry
from mentormatch.people.models import Person


@dataclass(frozen=True)
class NextMeeting:
    """When the two are due, what they planned, and with whom; `due` is None during a break.

    `meeting` is the next planned one, `past` one that is over and not logged, which the page asks about before it
    shows anything else; `later` is what else is planned.
    """

    pair: Pair
    due: DueMeeting | None
    other: Person
    meeting: Meeting | None
    past: Meeting | None
    later: tuple[Meeting, ...]


@dataclass(frozen=True)
class CheckInEntry:
    """A check-in as one of the two sees it, and how they may answer it."""

    detail: queries.CheckInDetail
    pair: Pair
    other: Person
    my_role: str

    @property
    def waits(self) -> bool:
        """Whether it waits for the reader's word, or for either's where the accounts differ."""
        check_in = self.detail.check_in
        return check_in.differs or (check_in.answer is None and not self.detail.is_mine)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the partner's account, for the button that takes it."""
        check_in, answer = self.detail.check_in, self.detail.answer
        return services.fingerprint(answer if self.detail.is_mine and answer else check_in)


def next_meeting(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two: what is planned or due, and the ways to plan and to log."""
    if not may(Permission.BE_IN_PAIR, pair, reader) or not pair.is_meeting:
        return None
    now = clock.now()
    standing = agenda.planned(pair.id)
    ahead = tuple(meeting for meeting in standing if meeting.ends_at > now)
    past = [meeting for meeting in standing if now - agenda.ASKED_FOR < meeting.ends_at <= now]
    return PagePart("next", "checkins/_next.html", NextMeeting(
        pair, pairs.next_due(pair, today), pair.other_of(reader.id).person, meeting=ahead[0] if ahead else None,
        past=past[-1] if past else None, later=ahead if past else ahead[1:]))


def waiting(pair: Pair, reader: Person, today: date) -> PagePart | None:
    """For the two: check-ins that wait for the reader's answer, and those whose accounts differ."""
    if not may(Permission.BE_IN_PAIR, pair, reader):
        return None
    rows = [row for row in _rows(pair, reader) if row.waits]
    return PagePart("waits", "checkins/_pending.html", rows) if rows else None


def entries(pair: Pair, reader: Person) -> list[TimelineEntry]:
    """For the two all they wrote, with what the reader keeps apart; for others that they met, and how long."""
    if may(Permission.BE_IN_PAIR, pair, reader):
        return [TimelineEntry(check_in.happened_on, "checkins/_check_in.html", row, check_in.created_at)
                for row in _rows(pair, reader) for check_in in (row.detail.check_in,)]
    return [TimelineEntry(summary.happened_on, "checkins/_check_in_summary.html", summary, summary.created_at)
            for summary in queries.meetings(pair.id)]


def _rows(pair: Pair, reader: Person) -> list[CheckInEntry]:
    other, my_role = pair.other_of(reader.id).person, pair.side_of(reader.id).role
    return [CheckInEntry(detail, pair, other, my_role) for detail in queries.story(pair.id, reader.id)]
