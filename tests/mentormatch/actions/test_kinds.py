"""The kinds of action of a programme: shipped, added, renamed, ordered, retired."""

import re

import pytest

from mentormatch.actions import kinds
from mentormatch.base.db import db, transaction
from mentormatch.programmes import advocacy
from mentormatch.programmes.advocacy import ACTION_KINDS
from mentormatch.programmes.models import Programme
from tests.support import make


@pytest.fixture
def programme(pair) -> Programme:
    """The programme of the pair."""
    return pair.programme


def add(programme, name, for_her="Did it for you"):
    with transaction():
        return kinds.add(programme, name, for_her=for_her, description="", by=programme.coordinators[0], now=make.NOW)


def offered(programme):
    db.session.expire_all()
    return [kind.slug for kind in programme.offered_action_kinds]


def test_every_shipped_kind_reads_three_ways_and_guesses_no_gender():
    assert len({kind.slug for kind in ACTION_KINDS}) == len(ACTION_KINDS)
    assert all(re.search(r"\b(them|their)\b", str(kind.name)) for kind in ACTION_KINDS)
    assert all(re.search(r"\byour?\b", str(kind.for_her)) for kind in ACTION_KINDS)
    assert all(re.search(r"\b(me|my)\b", str(kind.wish)) for kind in ACTION_KINDS)


def test_a_wish_is_an_infinitive_until_the_programme_words_its_own(programme):
    shipped, own = programme.action_kinds[1], add(programme, "Wrote a reference for them")
    assert advocacy.wish(shipped, for_her=True) == advocacy.wish(shipped, for_her=False) == str(ACTION_KINDS[1].wish)
    assert [advocacy.wish(own, for_her=for_her) for for_her in (True, False)] == [
        "Did it for you", "Wrote a reference for them"]

    shipped.for_her = "Praised you to your manager"

    assert advocacy.wish(shipped, for_her=True) == "Praised you to your manager"


def test_a_new_kind_comes_last_with_an_address_of_its_own(programme):
    add(programme, "Wrote a reference for her")
    add(programme, "Wrote a reference: for her!")

    assert offered(programme)[-2:] == ["wrote-a-reference-for-her", "wrote-a-reference-for-her-2"]


def test_a_name_is_given_once(programme):
    with pytest.raises(kinds.KindExists) as refusal:
        add(programme, "GAVE THEM CANDID FEEDBACK")

    assert refusal.value.field == "name"


def test_moving_changes_places_and_stops_at_the_ends(programme):
    first, second = programme.offered_action_kinds[:2]
    with transaction():
        kinds.move(second, -1, by=programme.coordinators[0], now=make.NOW)
    with transaction():
        kinds.move(second, -1, by=programme.coordinators[0], now=make.NOW)

    assert offered(programme)[:2] == [second.slug, first.slug]


def test_a_retired_kind_can_come_back_and_the_last_one_stays(programme):
    by = programme.coordinators[0]
    for kind in programme.offered_action_kinds[1:]:
        with transaction():
            kinds.retire(kind, by=by, now=make.NOW)
    last = programme.offered_action_kinds[0]
    with pytest.raises(kinds.LastKind), transaction():
        kinds.retire(last, by=by, now=make.NOW)

    with transaction():
        kinds.restore(programme.action_kinds[3], by=by, now=make.NOW)

    assert len(offered(programme)) == 2
