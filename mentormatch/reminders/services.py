"""What can be done with reminders: send what is due, choose how they come, switch one kind off or on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentormatch.base import audit
from mentormatch.base.db import db, transaction
from mentormatch.people import mail
from mentormatch.people.models import ACTIVE, Person
from mentormatch.people.zones import zone_of
from mentormatch.reminders import kinds, letters, links, providers, queries, timing
from mentormatch.reminders.models import MailPreference, Reminder
from mentormatch.reminders.providers import DueReminder
from mentormatch.reminders.timing import DEFAULT, Preference


@dataclass(frozen=True)
class Done:
    """What one sweep did: how many mails it wrote, about how many things."""

    mails: int = 0
    things: int = 0


def run(now: datetime) -> Done:
    """Write the mails of everything that is due: each person's in a transaction of its own.

    What was sent is noted with the mail, in one commit; so of two workers the second finds it done, and a crash
    loses nothing and repeats nothing.
    """
    known, chosen = queries.remembered(now - queries.LOOKED_BACK * 6), queries.preferences()
    waiting: dict[str, list[DueReminder]] = defaultdict(list)
    for due in providers.due(now):
        if (due.person.id, due.key) not in known:
            waiting[due.person.id].append(due)
    written = [0]
    for person_id, dues in waiting.items():
        wanted = chosen.get(person_id, DEFAULT)
        local_now = now.astimezone(zone_of(dues[0].person))
        if timing.is_quiet(local_now.hour, wanted.quiet_from, wanted.quiet_to):
            continue
        with transaction():
            written.append(remind(person_id, dues, now=now))
    return Done(sum(count > 0 for count in written), sum(written))


def remind(person_id: str, dues: Sequence[DueReminder], *, now: datetime) -> int:
    """Remind one person of what she was not reminded of, if now is a time for it; of how many things.

    Looked at again: whether she is at work, how she wants reminders, what she was sent, and whether the pair takes a
    break. What she did herself in the second since it was found due may still come.
    """
    person = queries.person(person_id)
    chosen = queries.preference_of(person_id)
    if person is None or person.status != ACTIVE:
        return 0
    if not timing.may_send(chosen, now.astimezone(zone_of(person)), queries.mails_to(person_id, now)):
        return 0
    known = queries.keys_of(person_id, [due.key for due in dues])
    fresh = [due for due in dues if due.key not in known and due.kind not in chosen.off and not due.pair.is_paused
             and (chosen.weekly or not due.for_digest)]
    if not fresh:
        return 0
    db.session.add_all(Reminder(person_id=person_id, kind=due.kind, key=due.key, created_at=now, sent_at=now)
                       for due in fresh)
    db.session.flush()
    letter = letters.reminder(person, fresh, weekly=chosen.weekly, now=now)
    mail.post(letter, person, kind="reminders.weekly" if chosen.weekly else "reminders.due", now=now,
              unsubscribe_url=links.off_url(person_id))
    return len(fresh)


def choose(person: Person, chosen: Preference, *, now: datetime) -> None:
    """Keep how a person wants her reminders."""
    row = db.session.get(MailPreference, person.id)
    if row is None:
        row = MailPreference(person_id=person.id)
        db.session.add(row)
    row.weekly, row.digest_weekday, row.most_per_week = chosen.weekly, chosen.digest_weekday, chosen.most_per_week
    row.quiet_from, row.quiet_to = chosen.quiet_from, chosen.quiet_to
    row.off, row.changed_at = sorted(chosen.off), now
    audit.record("reminders.chosen", by=person, now=now)


def switch(person: Person, kind: str | None, *, on: bool, now: datetime) -> None:
    """Switch one kind of reminder off or on for a person, or (None) all of them; a kind nobody knows is left alone."""
    chosen = queries.preference_of(person.id)
    named = frozenset(kinds.SLUGS if kind is None else (kind,)) & frozenset(kinds.SLUGS)
    off = chosen.off - named if on else chosen.off | named
    if off != chosen.off:
        choose(person, replace(chosen, off=off), now=now)
