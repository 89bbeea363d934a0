"""From facts to signals: each limit, the order of need, and what no fact can ever say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.signals import rules
from mentormatch.signals.rules import Facts, PartnerRef, need, signals

TODAY = date(2026, 5, 4)
WELL = Facts(state="active", since=TODAY - timedelta(days=60), cadence_weeks=4, has_agreement=True,
             last_logged_on=TODAY - timedelta(days=7))
INES = PartnerRef("Ines", "person-1")


def ago(days):
    return TODAY - timedelta(days=days)


def kinds(facts):
    return [signal.kind for signal in signals(facts, TODAY)]


def test_a_pair_that_meets_needs_nothing():
    assert signals(WELL, TODAY) == ()


@pytest.mark.parametrize(("facts", "kind"), [
    (replace(WELL, has_agreement=False, since=ago(15)), "no-agreement"),
    (replace(WELL, last_logged_on=ago(43)), "silent"),
    (replace(WELL, missed_in_a_row=2), "missed"),
    (replace(WELL, not_good=frozenset({INES})), "not-good"),
    (replace(WELL, fell=frozenset({INES})), "fell"),
    (replace(WELL, differing=1), "differing"),
    (replace(WELL, unconfirmed_since=ago(21)), "unconfirmed"),
    (replace(WELL, promised_since=ago(14)), "promised"),
    (replace(WELL, state="ended", waiting=frozenset({INES}), closed_on=ago(3)), "waiting"),
])
def test_each_reason_by_itself(facts, kind):
    assert kinds(facts) == [kind]


@pytest.mark.parametrize("facts", [
    replace(WELL, has_agreement=False, since=ago(14)),
    replace(WELL, last_logged_on=ago(42)),
    replace(WELL, missed_in_a_row=1),
    replace(WELL, unconfirmed_since=ago(20)),
    replace(WELL, promised_since=ago(13)),
])
def test_up_to_the_limit_there_is_peace(facts):
    assert kinds(facts) == []


def test_silence_counts_from_the_return_of_a_break():
    facts = replace(WELL, since=ago(10), last_logged_on=ago(100))

    assert kinds(facts) == []


def test_a_break_is_peace_but_for_who_asked():
    facts = Facts(state="paused", since=ago(300), cadence_weeks=1, missed_in_a_row=5, differing=2,
                  unconfirmed_since=ago(50), not_good=frozenset({INES}))

    assert kinds(facts) == ["not-good"]


def test_what_was_said_in_a_pair_ends_with_it():
    assert kinds(replace(WELL, state="ended", not_good=frozenset({INES}), closed_on=ago(3))) == []


def test_whoever_asked_for_help_comes_first():
    asked = signals(replace(WELL, not_good=frozenset({INES})), TODAY)
    quiet = signals(replace(WELL, last_logged_on=ago(200), has_agreement=False, differing=4), TODAY)

    assert need(asked) > need(quiet)


FACTS = st.builds(
    Facts, state=st.sampled_from(["proposed", "active", "paused", "ended", "declined", "lapsed", "withdrawn"]),
    since=st.none() | st.dates(date(2025, 1, 1), TODAY), cadence_weeks=st.integers(1, 12), has_agreement=st.booleans(),
    last_logged_on=st.none() | st.dates(date(2025, 1, 1), TODAY), missed_in_a_row=st.integers(0, 9),
    differing=st.integers(0, 9), unconfirmed_since=st.none() | st.dates(date(2025, 1, 1), TODAY),
    promised_since=st.none() | st.dates(date(2025, 1, 1), TODAY), not_good=st.frozensets(st.just(INES)),
    fell=st.frozensets(st.just(INES)), waiting=st.frozensets(st.just(INES)),
    closed_on=st.none() | st.dates(date(2025, 1, 1), TODAY), somebody_left=st.booleans())


@given(FACTS)
@settings(max_examples=150)
def test_signals_are_ordered_named_once_and_never_without_a_fact(facts):
    found = signals(facts, TODAY)

    assert [signal.need for signal in found] == sorted((signal.need for signal in found), reverse=True)
    assert len({signal.kind for signal in found}) == len(found)
    assert {signal.kind for signal in found} <= set(rules.KINDS)
    assert all(signal.number >= 0 for signal in found)
    assert ("not-good" in [signal.kind for signal in found]) <= bool(facts.not_good)
    assert ("fell" in [signal.kind for signal in found]) <= bool(facts.fell)


@given(FACTS)
@settings(max_examples=100)
def test_without_consent_private_facts_cannot_be_told_apart(facts):
    silent = replace(facts, not_good=frozenset(), fell=frozenset())

    plain = [one for one in signals(facts, TODAY) if one.kind not in ("not-good", "fell")]
    assert plain == list(signals(silent, TODAY))


@given(FACTS, st.integers(0, 60))
@settings(max_examples=100)
def test_a_reason_does_not_go_away_by_waiting(facts, days):
    later = TODAY + timedelta(days=days)

    assert {one.kind for one in signals(facts, TODAY)} <= {one.kind for one in signals(facts, later)}
