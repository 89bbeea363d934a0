"""Placing as many as possible, tier by tier, at any score below which pairs are cut off; each count has its proof."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.arrays import NOBODY
from matching.model.instance import Instance
from matching.solve import adjacency as links
from matching.solve.adjacency import adjacencies_of
from matching.solve.bottleneck import bottleneck_of
from matching.solve.max_cardinality import max_cardinality
from matching.solve.reduced_problem import ReducedProblem, frame_of
from tests.matching.oracle import instances, random_instance


def most_placed(problem: ReducedProblem, cut: int, tier: int) -> int:
    """Return the most mentees of tiers 0..tier that pairs of at least the cut can place, by networkx."""
    flow = nx.DiGraph()
    flow.add_nodes_from(["source", "sink"])
    flow.add_edges_from((("him", j), "sink", {"capacity": int(room)}) for j, room in enumerate(problem.room))
    for i, j, score in zip(problem.rows.tolist(), problem.cols.tolist(), problem.score.tolist(), strict=True):
        if score >= cut and problem.tier[i] <= tier:
            flow.add_edge("source", ("her", i), capacity=1)
            flow.add_edge(("her", i), ("him", j), capacity=1)
    return int(nx.maximum_flow_value(flow, "source", "sink"))


def check_placing(instance: Instance, cut: int, draw: int) -> None:
    """Place from a matching of some pairs, and compare each tier's count and cover with the largest flow."""
    problem = frame_of(instance, None).problem()
    tiers = len(problem.priorities)
    high = problem.score >= cut
    rows, cols = problem.rows[high], problem.cols[high]
    start = np.full(problem.n, NOBODY, np.int64)
    room = problem.room.copy()
    for index in np.random.default_rng(draw).permutation(rows.size)[: draw % 5]:
        if start[rows[index]] == NOBODY and room[cols[index]]:
            start[rows[index]] = cols[index]
            room[cols[index]] -= 1

    result = max_cardinality(adjacencies_of(problem).above(cut), problem.room, problem.tier, tiers, start=start)

    placed = np.flatnonzero(result.partner != NOBODY)
    assert set(zip(placed.tolist(), result.partner[placed].tolist(), strict=True)) <= set(
        zip(rows.tolist(), cols.tolist(), strict=True)
    )
    assert (np.bincount(result.partner[placed], minlength=problem.m) <= problem.room).all()
    for tier, cover in enumerate(result.covers):
        assert cover.placed == most_placed(problem, cut, tier) == (problem.tier[placed] <= tier).sum()
        assert cover.placed == cover.mentees.sum() + problem.room[cover.mentors].sum()
        assert (cover.mentees[rows] | cover.mentors[cols])[problem.tier[rows] <= tier].all()


@given(instances(), st.sampled_from([-10, 1, 2, 300, 500, 501, 900]), st.integers(0, 2**16))
@settings(max_examples=100, deadline=None)
def test_every_tier_has_the_largest_count_and_a_cover_of_that_size(instance: Instance, cut: int, draw: int) -> None:
    check_placing(instance, cut, draw)


def test_so_it_is_where_people_have_long_lists_and_places_are_taken() -> None:
    for seed in range(12):
        instance = random_instance(seed, 24 + 3 * seed, 12, 3, capacity=4, tiers=3)
        for cut in (0, 400, 700, 850, 950):
            check_placing(instance, cut, seed)


def check_lift(instance: Instance) -> None:
    """Lift the worst score, and compare it with the largest flows at it and at the next score."""
    problem = frame_of(instance, None).problem()
    lists, tiers = adjacencies_of(problem), range(len(problem.priorities))
    nobody = np.full(problem.n, NOBODY, np.int64)
    placing = max_cardinality(lists, problem.room, problem.tier, len(tiers), start=nobody)
    wanted = [cover.placed for cover in placing.covers]
    if not wanted or not wanted[-1]:
        return

    lifted = bottleneck_of(problem, lists, placing)

    index = problem.cols == lifted.partner[problem.rows]
    placed = np.flatnonzero(lifted.partner != NOBODY)
    assert problem.score[index].min() == lifted.worst
    assert problem.rows[index].tolist() == placed.tolist()
    assert (np.bincount(lifted.partner[placed], minlength=problem.m) <= problem.room).all()
    assert [(problem.tier[placed] <= tier).sum() for tier in tiers] == wanted
    above, cover = problem.score > lifted.worst, lifted.cover
    rows, cols = problem.rows[above], problem.cols[above]
    assert cover.mentees.sum() + problem.room[cover.mentors].sum() < wanted[cover.tier]
    assert (cover.mentees[rows] | cover.mentors[cols])[problem.tier[rows] <= cover.tier].all()


@given(instances())
@settings(max_examples=100, deadline=None)
def test_the_worst_score_is_lifted_until_a_cover_forbids_more(instance: Instance) -> None:
    check_lift(instance)


def test_so_it_is_where_many_scores_have_to_be_tried() -> None:
    for seed in range(40):
        check_lift(random_instance(seed, 20 + seed, 12, 3 + seed % 5, capacity=1 + seed % 4, tiers=1 + seed % 3))


def test_lists_are_by_person_then_best_first_however_wide_the_scores() -> None:
    rng = np.random.default_rng(1)
    people = np.sort(rng.integers(0, 1000, 500))

    for width in (1, 1000, 2**50):
        score = rng.integers(-width, width, people.size)
        order = links._best_first(people, score)
        assert order.tolist() == np.lexsort((-score, people)).tolist()
