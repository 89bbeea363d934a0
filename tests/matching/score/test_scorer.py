"""The vectorised scores against a plain restatement of every criterion, and the paths against each other."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching.score.product
import matching.score.scorer
import matching.score.terms
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.score.criteria import CRITERIA
from matching.score.people import Expertise, MenteeGoal, Rules, Weight
from matching.score.scorer import Scorer
from matching.score.weights import DEFAULT_WEIGHTS, Weights
from tests.matching import pools
from tests.matching.plain_criteria import PLAIN
from tests.matching.pools import mentee, mentor


@given(pools.pools(), pools.weights())
@settings(max_examples=60, deadline=None)
def test_every_part_is_what_its_criterion_says(pool: tuple[Any, ...], weights: Weights) -> None:
    mentees, mentors, org = pool
    scorer = Scorer.from_people(mentees, mentors, org=org, weights=weights)

    for her in mentees:
        for him in mentors:
            parts = scorer.parts(her.id, him.id)
            assert parts == {name: PLAIN[name](her, him, mentees, mentors, weights) for name in parts}


@given(pools.pools(), pools.weights(), pools.rules())
@settings(max_examples=100, deadline=None)
def test_the_instance_holds_the_allowed_pairs_with_their_weighted_totals(
    pool: tuple[Any, ...], weights: Weights, rules: Rules
) -> None:
    mentees, mentors, org = pool
    scorer = Scorer.from_people(mentees, mentors, org=org, rules=rules, weights=weights)
    expected = {}
    for her in mentees:
        for him in mentors:
            parts = scorer.parts(her.id, him.id)
            whole = sum(scorer.in_use[name].weight for name in parts)
            sums = sum(scorer.in_use[name].weight * part for name, part in parts.items())
            total = int(Fraction(sums, whole) + Fraction(1, 2)) if whole else 500
            assert scorer.score(her.id, him.id) == total
            if not scorer.broken_rules(her.id, him.id):
                expected[her.id, him.id] = total

    assert _pairs(scorer) == expected
    assert _pairs(scorer, kept=False) == expected
    assert _pairs(scorer, kept=False, narrow=1) == expected


def _built(mentees: Any, mentors: Any, org: Any = None, rules: Rules | None = None, weights: Any = None) -> Instance:
    return Scorer.from_people(mentees, mentors, org=org, rules=rules, weights=weights).instance()


def _pairs(scorer: Scorer, *, kept: bool = True, narrow: int | None = None) -> dict[tuple[Any, Any], int]:
    """Return the pairs of an instance, built by the path for small pools or the one for large."""
    with pytest.MonkeyPatch.context() as patch:
        if not kept:
            patch.setattr(matching.score.scorer, "_CACHED_CELLS", -1)
            patch.setattr(matching.score.product, "_BLOCK_CELLS", 8)
        if narrow is not None:
            patch.setattr(matching.score.terms, "NARROW", narrow)
        fresh = Scorer(scorer.pool, scorer.rules, scorer.weights)
        instance = fresh.instance()
    ids = zip(instance.rows, instance.indices, instance.score, strict=True)
    return {(instance.mentees[i], instance.mentors[j]): int(score) for i, j, score in ids}


@given(pools.pools(), pools.weights(), pools.weights(), pools.rules())
@settings(max_examples=100, deadline=None)
def test_reweighting_gives_what_a_fresh_start_gives(
    pool: tuple[Any, ...], before: Weights, after: Weights, rules: Rules
) -> None:
    mentees, mentors, org = pool
    used = Scorer.from_people(mentees, mentors, org=org, rules=rules, weights=before)
    used.instance()

    again = used.reweighted(after)

    assert again.instance() == _built(mentees, mentors, org, rules, after)
    assert again.reweighted(before).instance() == used.instance()
    assert again.reruled(Rules()).instance() == _built(mentees, mentors, org, None, after)


@given(pools.pools(), st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_people_are_given_in_changes_nothing(pool: tuple[Any, ...], chance: Any) -> None:
    mentees, mentors, org = pool
    shuffled = [chance.sample(side, len(side)) for side in (mentees, mentors)]

    assert _built(*shuffled, org) == _built(mentees, mentors, org)


def test_a_term_too_wide_for_a_table_is_computed_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    mentees = [mentee(index, hours=frozenset({index, index + 1}), grade=index) for index in range(6)]
    mentors = [mentor(index, hours=frozenset({2 * index}), grade=9) for index in range(5)]
    whole = _built(mentees, mentors)

    monkeypatch.setattr(matching.score.terms, "_TABLE_LIMIT", 3)
    monkeypatch.setattr(matching.score.scorer, "_CACHED_CELLS", -1)
    scorer = Scorer.from_people(mentees, mentors)

    assert scorer.instance() == whole
    rows, columns = np.indices((6, 5)).reshape(2, -1)
    scores = scorer.scores_at(rows, columns)
    assert [scorer.score(f"a{i}", f"b{j}") for i in range(6) for j in range(5)] == scores.tolist()


def test_a_scarce_expertise_goes_to_who_needs_it() -> None:
    rare = mentor(0, expertise=(Expertise("coding"), Expertise("design")))
    common = mentor(1, expertise=(Expertise("coding"),))
    needs = [mentee(index, goals=(MenteeGoal("design"),)) for index in range(2)]
    does_not = [mentee(index, goals=(MenteeGoal("coding"),)) for index in range(2, 4)]
    scorer = Scorer.from_people([*needs, *does_not], [rare, common])

    assert scorer.parts("a0", "b0")["scarce"] == 1000
    assert scorer.parts("a2", "b0")["scarce"] == 0
    assert scorer.parts("a2", "b1")["scarce"] == 1000
    assert scorer.score("a2", "b1") > scorer.score("a2", "b0")


def test_what_nobody_answered_does_not_count() -> None:
    her, him = mentee(0, goals=(MenteeGoal("coding"),)), mentor(0, expertise=(Expertise("coding", 3),))

    scorer = Scorer.from_people([her], [him])

    assert list(scorer.parts("a0", "b0")) == ["goals"]
    assert scorer.score("a0", "b0") == 1000
    assert Scorer.from_people([mentee(0)], [mentor(0)]).score("a0", "b0") == 500


def test_a_wish_only_ever_adds() -> None:
    without = Scorer.from_people([mentee(0), mentee(1, wishes=("b1",))], [mentor(0), mentor(1)])

    assert without.parts("a0", "b0")["her_wish"] == without.parts("a1", "b0")["her_wish"] == 500
    assert without.parts("a1", "b1")["her_wish"] == 1000


def test_deep_fit_outweighs_what_people_happen_to_be_by_default() -> None:
    deep = sum(DEFAULT_WEIGHTS[name].weight for name in ("goals", "values"))
    circumstances = ("grade", "department", "site", "languages", "hours")

    assert deep > sum(DEFAULT_WEIGHTS[name].weight for name in circumstances)
    assert set(DEFAULT_WEIGHTS) == set(CRITERIA) == set(pools.CRITERIA)


def test_wishes_become_ranks_for_stable_rounds() -> None:
    instance = _built([mentee(0, wishes=("b1", "b0", "b7")), mentee(1)], [mentor(0), mentor(1, wishes=("a1",))])

    assert instance.mentee_rank is not None
    assert instance.mentor_rank is not None
    assert instance.mentee_rank.tolist() == [1, 0, -1, -1]
    assert instance.mentor_rank.tolist() == [-1, -1, -1, 0]


def test_ranks_are_left_out_when_not_asked_for() -> None:
    instance = Scorer.from_people([mentee(0, wishes=("b0",))], [mentor(0, wishes=("a0",))]).instance(ranked=False)

    assert instance.mentee_rank is None
    assert instance.mentor_rank is None


def test_a_locked_pair_that_is_not_allowed_is_refused_by_the_name_of_its_rule() -> None:
    her = mentee(0, set_aside=frozenset({"q0"}), manager_id="q1")
    scorer = Scorer.from_people([her], [mentor(0), mentor(1), mentor(2)])

    assert scorer.instance([("a0", "b2")]).locked.tolist() == [True]
    with pytest.raises(MatchingError, match=r"\('a0', 'b0'\) cannot be locked: set_aside\.$"):
        scorer.instance([("a0", "b0")])
    with pytest.raises(MatchingError, match=r"own_manager, reporting_line\.$"):
        scorer.instance([("a0", "b1")])
    with pytest.raises(MatchingError, match="no mentor 'b9'"):
        scorer.instance([("a0", "b9")])


def test_unknown_criteria_and_repeated_ids_are_named() -> None:
    with pytest.raises(MatchingError, match="no criterion 'shoe size'"):
        Scorer.from_people([], [], weights=Weights(criteria={"shoe size": Weight(5)}))
    with pytest.raises(MatchingError, match="mentee 'a0' is listed twice"):
        Scorer.from_people([mentee(0), mentee(0)], [])


def test_nobody_at_all_gives_an_empty_instance() -> None:
    assert _built([], []).indices.size == 0
    assert _built([mentee(0)], []).indices.size == 0
    assert _built([], [mentor(0)]).mentors == ("b0",)


def test_the_example_in_the_guide_is_true() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "scoring.md").read_text()
    example = guide.split("```python\n")[1].split("```")[0]
    known: dict[str, Any] = {}
    exec(example, known)  # the guide is ours

    claims = [line.split("  # ") for line in example.splitlines() if "  # " in line]

    assert len(claims) == 3
    for call, value in claims:
        assert repr(eval(call, known)) == value.strip()  # the guide is ours
