"""Fairness of a draft: groups by HR facts, and what may be told of groups by self-description."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.base.db import db, transaction
from mentormatch.people import self_descriptions
from mentormatch.rounds.drafts import fairness
from mentormatch.rounds.drafts.fairness import FLOOR, tellable
from mentormatch.rounds.models import Decision
from mentormatch.rounds.reading.placements import PersonFacts, Placement
from tests.mentormatch.rounds.company import counted, many
from tests.support import make

NAMES = ("a", "b", "c", "d")


def tables(columns):
    """Groups with their cells, and the cells of those who said nothing."""
    cell = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 14))
    cells = st.tuples(*[cell] * columns)
    return st.tuples(st.lists(cells, min_size=1, max_size=len(NAMES)).map(
        lambda rows: {name: cells for name, cells in zip(NAMES, rows, strict=False) if sum(cells)}), cells)


def placement(number, *, score=None, department="Finance", grade=5):
    mentee = PersonFacts(f"e{number:03}", f"p{number:03}", f"Person {number:03}", department, "Lisbon", grade)
    return Placement(mentee, mentee if score is not None else None, score)


@settings(max_examples=300, deadline=None)
@given(st.one_of(tables(1), tables(2)))
def test_what_is_told_has_no_small_cell_and_says_of_nobody_for_sure_which_group_she_is_in(table):
    groups, unsaid = table
    totals = [sum(column) for column in zip(*groups.values(), unsaid, strict=True)]

    for name in tellable(groups, unsaid):
        assert sum(groups[name]) >= FLOOR
        assert all(cell == 0 or cell >= FLOOR for cell in groups[name])
        assert all(cell < total for cell, total in zip(groups[name], totals, strict=True) if total)


@settings(max_examples=300, deadline=None)
@given(st.one_of(tables(1), tables(2)))
def test_what_is_hidden_cannot_be_computed_from_the_totals(table):
    groups, unsaid = table
    told = tellable(groups, unsaid)
    hidden = [groups[name] for name in groups if name not in told]
    lump = tuple(sum(column) for column in zip(*hidden, unsaid, strict=True))

    if not told or not sum(lump):
        return
    assert sum(lump) >= FLOOR
    for column, left in enumerate(lump):
        if hidden and sum(group[column] for group in [*groups.values(), unsaid]):
            others = len(hidden) - 1 + (sum(unsaid) > 0)
            possible = {mine for mine, rest in product(range(left + 1), repeat=2) if mine + rest == left and others}
            assert len(possible) > 1, "one hidden group is all that is left of this column"


def test_a_group_that_alone_is_hidden_takes_another_with_it():
    groups = {"women": (20,), "men": (8,), "non-binary": (2,)}

    assert tellable(groups, (0,)) == {"women"}
    assert tellable(groups, (9,)) == {"women", "men"}


def test_nothing_is_told_when_everybody_is_of_one_group():
    assert tellable({"women": (20,)}, (0,)) == frozenset()
    assert tellable({"women": (20,)}, (6,)) == {"women"}


def test_a_group_that_holds_everybody_left_out_is_not_told_its_share():
    assert tellable({"women": (20, 6), "men": (9, 0)}, (7, 0)) == {"men"}
    assert tellable({"women": (20, 6), "men": (9, 5)}, (7, 5)) == {"women", "men"}


def test_a_share_is_hidden_where_few_are_left_out_and_the_mean_score_is_told_in_tens():
    placements = [placement(one, score=603) for one in range(12)] + [placement(one, score=703) for one in range(12, 24)]
    placements += [placement(24), placement(25)]
    described = {f"p{one:03}": "woman" if one < 12 else "man" for one in range(26)}

    found = {one.name: (one.share, one.mean) for one in fairness.self_described(placements, described)}

    assert found == {"woman": (None, 600), "man": (None, 700)}


def test_groups_by_a_fact_count_and_average_their_own_people_in_the_order_of_the_fact():
    placements = [placement(1, score=500, grade=10), placement(2, score=701, grade=9), placement(3, grade=9),
                  placement(4, score=400, grade=None)]

    found = fairness.by(placements, lambda side: str(side.grade or ""))

    assert [(one.name, one.people, one.placed, one.share, one.mean) for one in found] == [
        ("9", 2, 1, 50, 701), ("10", 1, 1, 100, 500), ("", 1, 1, 100, 400)]


def test_the_worst_off_are_the_lowest_ten_and_nobody_left_out_is_among_them():
    placements = [placement(one, score=900 - one) for one in range(15)] + [placement(90)]

    assert [one.score for one in fairness.worst_off(placements)] == list(range(886, 896))


def test_the_report_of_a_draft_counts_everybody(company):
    report = fairness.report(company.draft())

    assert (report.whole.people, report.whole.placed) == (4, 3)
    assert report.described == []
    assert [(load.pairs, load.mentors) for load in report.loads] == [(1, 1), (2, 1)]
    assert report.free_places == 0


def test_self_described_groups_are_told_of_whoever_agreed_and_not_of_a_draft_changed_by_hand(company):
    for number in range(16):
        company.enrol(f"Mentor {number}", "mentor", 8, {company.strategy: 3})
    women = [company.enrol(f"More {number}", "mentee", 5, {company.strategy: 2}) for number in range(12)]
    with transaction():
        for one in women:
            self_descriptions.save(one.person, gender="woman", own_words="", may_count=one is not women[0],
                                   now=make.NOW)
    draft = company.draft()
    assert [(one.name, one.share) for one in fairness.report(draft).described] == [("woman", 100)]

    make.saved(Decision(draft_id=draft.id, position=1, kind="lock", made_at=make.NOW))
    assert fairness.report(draft).described is None
    with transaction():
        draft.published_at = make.NOW
    assert fairness.report(draft).described is not None


def test_the_report_reads_as_many_statements_for_many_people_as_for_few(company):
    draft = company.draft()

    def statements():
        db.session.expire_all()
        with counted() as said:
            fairness.report(draft)
        return len(said)

    before = statements()
    many(company, draft, pairs=8, left_out=4)
    assert statements() == before
