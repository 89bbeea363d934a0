"""Drafts side by side: what is said of a mentee whose mentor is another, and what is not on two scales."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.rounds.reading import comparison
from mentormatch.rounds.reading.comparison import GAINS, LEFT_OUT, LOSES, MOVED, PLACED, difference

BEFORE = {"ann": ("x", 500), "bea": ("y", 700), "cleo": ("z", 600), "dora": ("w", 400)}
AFTER = {"ann": ("y", 650), "bea": ("x", 640), "dora": ("w", 900), "eva": ("z", 300)}


@pytest.mark.parametrize(("on_two_scales", "kinds"), [
    (False, {"ann": (GAINS, 150), "bea": (LOSES, -60), "cleo": (LEFT_OUT, 0), "eva": (PLACED, 0)}),
    (True, {"ann": (MOVED, 0), "bea": (MOVED, 0), "cleo": (LEFT_OUT, 0), "eva": (PLACED, 0)}),
])
def test_a_gain_is_one_only_on_one_scale(on_two_scales, kinds):
    found = difference(BEFORE, AFTER, on_two_scales=on_two_scales)

    assert {change.mentee_id: (change.kind, change.points) for change in found.changes} == kinds


def test_drafts_that_weigh_otherwise_are_compared_by_who_has_whom(company, carla):
    first = company.draft()
    second = company.draft(first.round, "total")
    mentee_of = {mentor: mentee for mentee, (mentor, _score) in comparison.pairs_of(second).items()}
    with transaction():
        second.settings = second.settings | {"criteria": {"goals": {"weight": 9}}}
        (hers, one), (his, other), *_ = mentee_of.items()
        for pair in second.pairs:
            pair.mentor_id, pair.score = {one: his, other: hers}.get(pair.mentee_id, pair.mentor_id), pair.score + 100

    page = carla.open_page(f"/programmes/open-doors/rounds/1/compare?drafts={first.id},{second.id}")

    assert comparison.pairs_of(first)[one][0] != comparison.pairs_of(second)[one][0]
    assert "weigh the criteria differently" in page.text
    assert "Different match" in page.text
    assert "Better score" not in page.text
    assert "Lower score" not in page.text
