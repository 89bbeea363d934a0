"""After a year with refusals, leavers and crashes: the rules still hold, and the list of who needs help is right."""

from collections import Counter
from datetime import date, timedelta

import pytest

from mentormatch.actions import queries as actions
from mentormatch.actions.models import Action
from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.pairs.models import HOLDING_A_PLACE, Pair
from mentormatch.people.models import LEFT
from mentormatch.pulses.models import Pulse
from mentormatch.reminders.models import Reminder
from mentormatch.signals import queries
from tests.mentormatch.signals.year import MARKER, PAIRS, Life, Year


@pytest.mark.long
def test_a_year_ends_with_every_rule_kept_and_the_help_list_right(app):
    year = Year(seed=5)
    year.live()
    db.session.expire_all()

    assert year.crashes >= 3, "a year without crashes proves little"
    states_are_as_lived(year)
    only_what_she_confirmed_counts(year)
    nothing_private_got_out()
    refusals_left_no_author()
    mails_went_once_and_to_people_at_work(year)
    pulses_were_asked_once()
    the_help_list_is_right(year)


def states_are_as_lived(year: Year) -> None:
    pairs = {pair.id: pair for pair in db.session.scalars(db.select(Pair))}
    assert {life.pair_id: life.state for life in year.lives} == {id: pair.state for id, pair in pairs.items()}
    assert len(pairs) == PAIRS
    assert {"active", "ended", "declined", "lapsed"} <= {pair.state for pair in pairs.values()}
    holding = [pair for pair in pairs.values() if pair.state in HOLDING_A_PLACE]
    assert len({pair.mentee_id for pair in holding}) == len(holding)
    assert not any(side.person.status == LEFT for pair in holding for side in (pair.mentor, pair.mentee))


def only_what_she_confirmed_counts(year: Year) -> None:
    lived = {told.id: told.state for life in year.lives for told in life.actions}
    confirmed = Counter(told.state == "confirmed" for life in year.lives for told in life.actions)[True]
    assert {row.id: row.state for row in db.session.scalars(db.select(Action))} == lived
    assert {"confirmed", "not-confirmed", "lapsed"} <= set(lived.values())
    assert actions.confirmed_count(programme_id=year.programme.id) == confirmed
    assert sum(actions.confirmed_by_kind(year.programme.id).values()) == confirmed
    assert all(actions.confirmed_count(pair_id=life.pair_id) == sum(told.state == "confirmed" for told in life.actions)
               for life in year.lives[:10])
    assert year.refused_cheats == year.expected_mails["actions.reported"]


def nothing_private_got_out() -> None:
    mails = [(mail.subject, mail.text, mail.html) for mail in db.session.scalars(db.select(OutboxMail))]
    assert all(text for _subject, text, _html in mails)
    rows = db.session.execute(db.select(AuditRow.facts)).all()
    assert not [words for words in (*mails, *rows) if MARKER in repr(words)]


def refusals_left_no_author() -> None:
    rows = db.session.scalars(db.select(AuditRow)).all()
    closed = [row for row in rows if row.verb in ("pair.declined", "pair.lapsed", "pair.ended")]
    assert closed
    assert not [row.verb for row in closed if row.by_id]
    assert not [row.verb for row in rows if row.verb.startswith(("action.not", "action.unsure", "pulse.", "fit."))]


def mails_went_once_and_to_people_at_work(year: Year) -> None:
    mails = db.session.execute(
        db.select(OutboxMail.kind, OutboxMail.to_email, OutboxMail.created_at)).all()
    sent = Counter(kind for kind, *_rest in mails)
    assert {kind: sent[kind] for kind in year.expected_mails} == dict(year.expected_mails)
    assert not [mail for mail in mails for since, until in year.away.get(mail.to_email, [])
                if since <= mail.created_at < until]
    reminded = Counter((mail.to_email, mail.created_at) for mail in mails if mail.kind == "reminders.due")
    assert max(reminded.values()) == 1
    noted = set(db.session.execute(db.select(Reminder.person_id, Reminder.created_at)).all())
    assert len(noted) == len(reminded), "each mail and what it reminded of were noted in one commit"


def pulses_were_asked_once() -> None:
    rows = db.session.execute(db.select(Pulse.pair_id, Pulse.person_id, Pulse.wave)).all()
    assert len(set(rows)) == len(rows)
    assert {wave for *_ids, wave in rows} >= {0, 30, 90, 270}


def the_help_list_is_right(year: Year) -> None:
    today = year.now.date()
    db.session.rollback()
    found = queries.help_list(year.programme, year.cora, today, year.now)
    listed = {one.pair.id: {signal.kind for signal in one.signals} for one in found.now}
    expected = {life.pair_id: needed for life in year.lives if (needed := needs(life, today))}
    assert listed == expected
    assert found.later == []
    needs_of = [max(signal.need for signal in one.signals) for one in found.now]
    assert needs_of == sorted(needs_of, reverse=True)
    seen = set().union(*listed.values())
    assert seen >= {"not-good", "missed", "fell", "waiting", "silent", "differing", "unconfirmed"}


def needs(life: Life, today: date) -> set[str]:
    """What an onlooker would expect on the list, from what was lived and not from any table."""
    if life.state in ("ended", "declined", "lapsed"):
        recent = life.closed is not None and (today - life.closed.date()).days < 90
        somebody_waits = not life.left or life.state == "ended"
        return {"waiting"} if recent and somebody_waits else set()
    found = {"not-good"} if life.not_good else set()
    found |= {"fell"} if any(fell(series) for series in life.pulses.values()) else set()
    if life.state != "active" or life.since is None:
        return found
    last = max([life.since, *(day for day, _minutes, _differs in life.meetings)])
    waiting = [told.on.date() for told in life.actions if told.state == "reported"]
    found |= {"silent"} if (today - last).days > 42 else set()
    found |= {"no-agreement"} if not life.is_agreed and (today - life.since).days > 14 else set()
    found |= {"missed"} if [minutes for _day, minutes, _differs in life.meetings[-2:]] == [0, 0] else set()
    found |= {"differing"} if any(differs for *_rest, differs in life.meetings) else set()
    found |= {"unconfirmed"} if waiting and today - min(waiting) >= timedelta(days=21) else set()
    return found


def fell(series: list[tuple[int, bool]]) -> bool:
    """Whether the last pulse, the same step for every sentence, was lower and may be told."""
    return len(series) > 1 and series[-1][0] < series[-2][0] and series[-1][1]
