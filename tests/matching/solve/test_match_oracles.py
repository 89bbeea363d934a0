"""Other exact solvers agree: HiGHS, networkx and munkres on larger inputs, and published instances."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import munkres
import networkx as nx
import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array

import matching.solve.match
from matching.certify.verify import verify
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import make, random_instance

# The ranking matrix of example 3 in D. Gale and L. Shapley, College admissions and the stability of marriage (1962):
# the row's rank of the column, then the column's rank of the row.
GALE_SHAPLEY = [
    [(1, 3), (2, 2), (3, 1), (4, 3)],
    [(1, 4), (2, 3), (3, 2), (4, 4)],
    [(3, 1), (1, 4), (2, 3), (4, 2)],
    [(2, 2), (3, 1), (1, 4), (4, 1)],
]


def best_by_highs(instance: Instance, gain: np.ndarray, keep: np.ndarray, placed: int | None = None) -> float:
    """Return the largest total gain over the pairs kept, with exactly so many placed if given."""
    n, m, e = len(instance.mentees), len(instance.mentors), int(keep.sum())
    rows, cols = instance.rows[keep], instance.indices[keep]
    both = coo_array((np.ones(2 * e), (np.concatenate((rows, n + cols)), np.tile(np.arange(e), 2))), shape=(n + m, e))
    solved = linprog(
        -gain[keep],
        A_ub=both,
        b_ub=np.concatenate((np.ones(n), instance.capacity)),
        A_eq=None if placed is None else np.ones((1, e)),
        b_eq=None if placed is None else [placed],
        bounds=(0, 1),
        method="highs",
    )
    assert solved.status == 0
    return -solved.fun


@pytest.mark.parametrize(
    ("seed", "mentees", "mentors", "degree", "scores"),
    [(1, 60, 20, 8, 1001), (2, 120, 80, 10, 20), (3, 200, 60, 12, 1001), (4, 200, 200, 6, 3), (5, 30, 120, 9, 500)],
)
def test_highs_agrees_on_counts_totals_and_the_worst(
    seed: int, mentees: int, mentors: int, degree: int, scores: int
) -> None:
    instance = random_instance(seed, mentees, mentors, degree, scores=scores, capacity=2)
    every = np.ones(instance.score.size, bool)
    placed = round(best_by_highs(instance, np.ones(every.size), every))

    coverage, fair, total = (match(instance, objective=objective) for objective in ("coverage", "fair", "total"))

    assert len(coverage.pairs) == len(fair.pairs) == placed
    assert coverage.total == round(best_by_highs(instance, instance.score, every, placed))
    assert total.total == round(best_by_highs(instance, instance.score, every))
    at_least = instance.score >= fair.worst
    assert fair.total == round(best_by_highs(instance, instance.score, at_least, placed))
    assert round(best_by_highs(instance, np.ones(every.size), instance.score > fair.worst)) < placed


@pytest.mark.parametrize("seed", range(3))
def test_networkx_agrees_on_counts_and_full_matchings(seed: int) -> None:
    instance = random_instance(seed, 60, 90, 12, capacity=1)
    graph = nx.Graph()
    for i, j, score in zip(instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True):
        graph.add_edge(("mentee", i), ("mentor", j), weight=-score)
    top = [node for node in graph if node[0] == "mentee"]

    full = nx.bipartite.minimum_weight_full_matching(graph, top)

    result = match(instance, objective="coverage")
    assert len(result.pairs) == len(nx.bipartite.hopcroft_karp_matching(graph, top)) // 2 == 60
    assert result.total == -sum(graph.edges[node, full[node]]["weight"] for node in top)


def test_munkres_agrees_where_everyone_may_meet_everyone() -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(0, 1001, (30, 30))
    instance = make(30, [1] * 30, {(i, j): int(scores[i, j]) for i in range(30) for j in range(30)})

    chosen = munkres.Munkres().compute((1000 - scores).tolist())

    assert match(instance, objective="coverage").total == sum(int(scores[i, j]) for i, j in chosen)


@pytest.mark.parametrize(
    ("matrix", "best"),
    [
        # The 5 by 5 matrix of Project Euler problem 345.
        (
            [
                [7, 53, 183, 439, 863],
                [497, 383, 563, 79, 973],
                [287, 63, 343, 169, 583],
                [627, 343, 773, 959, 943],
                [767, 473, 103, 699, 303],
            ],
            3315,
        ),
        # The cost matrices of the Munkres package's documentation, as scores below 1000.
        ([[1000 - cost for cost in row] for row in [[5, 9, 1], [10, 3, 2], [8, 7, 4]]], 3000 - 12),
        ([[1000 - cost for cost in row] for row in [[400, 150, 400], [400, 450, 600], [300, 225, 300]]], 3000 - 850),
        ([[1000 - cost for cost in row] for row in [[10, 10, 8], [9, 8, 1], [9, 7, 4]]], 3000 - 18),
    ],
)
def test_published_assignment_instances(matrix: list[list[int]], best: int) -> None:
    size = len(matrix)
    edges = {(i, j): matrix[i][j] for i in range(size) for j in range(size)}

    result = match(make(size, [1] * size, edges), objective="coverage")

    assert result.total == best


def test_the_published_stable_marriage_of_gale_and_shapley() -> None:
    pairs = [(i, j) for i in range(4) for j in range(4)]
    instance = Instance.from_edges(
        ["1 alpha", "2 beta", "3 gamma", "4 delta"],
        ["A", "B", "C", "D"],
        capacity=[1] * 4,
        mentee_index=[i for i, _ in pairs],
        mentor_index=[j for _, j in pairs],
        score=[0] * 16,
        mentee_rank=[GALE_SHAPLEY[i][j][0] - 1 for i, j in pairs],
        mentor_rank=[GALE_SHAPLEY[i][j][1] - 1 for i, j in pairs],
    )

    result = match(instance, objective="stable")

    assert verify(instance, result).ok
    assert result.pairs == [("1 alpha", "C"), ("2 beta", "D"), ("3 gamma", "A"), ("4 delta", "B")]
    assert stable_by_enumeration(instance) == [tuple(result.pairs)]


def stable_by_enumeration(instance: Instance) -> list[tuple[tuple[str, str], ...]]:
    """Return every perfect matching without a blocking pair, from the rankings alone."""
    ranks_of_mentees, ranks_of_mentors = instance.mentee_rank.reshape(4, 4), instance.mentor_rank.reshape(4, 4)
    stable = []
    for chosen in permutations(range(4)):
        held_by = {j: i for i, j in enumerate(chosen)}
        blocked = any(
            ranks_of_mentees[i, j] < ranks_of_mentees[i, chosen[i]]
            and ranks_of_mentors[i, j] < ranks_of_mentors[held_by[j], j]
            for i in range(4)
            for j in range(4)
        )
        if not blocked:
            stable.append(tuple((instance.mentees[i], instance.mentors[j]) for i, j in enumerate(chosen)))
    return stable


def ladder(levels: int) -> Instance:
    """Return layers that make a search by layers with depth-first augmenting exponential."""
    edges: dict[tuple[int, int], int] = {}
    for level in range(levels):
        for side in range(2):
            mentee = 2 * level + side
            for other in range(2):
                edges[mentee, 2 * level + other] = 500
                if level + 1 < levels:
                    edges[mentee, 2 * (level + 1) + other] = 500
    last = 2 * levels
    edges |= {(last, 0): 500, (last, 1): 500}
    return make(2 * levels + 1, [1] * (2 * levels), edges)


@pytest.mark.parametrize("objective", ["coverage", "fair", "leximin", "total", "stable"])
def test_layered_graphs_take_no_exponential_time(objective: str) -> None:
    instance = ladder(150)  # an exponential search would never come back from it

    result = match(instance, objective=objective)

    assert len(result.pairs) == 300 or objective == "stable"
    assert verify(instance, result).ok


def test_the_search_that_is_exponential_on_layers_is_never_called() -> None:
    for path in Path(matching.solve.match.__file__).parents[1].rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import maximum_bipartite_matching" not in text, path.name
        assert "maximum_bipartite_matching(" not in text, path.name


@pytest.mark.parametrize("objective", ["coverage", "fair", "total"])
@pytest.mark.parametrize(
    ("mentees", "mentors", "scores", "tiers"), [(400, 60, 1001, 1), (200, 110, 1001, 3), (300, 200, 12, 2)]
)
def test_a_shortlist_reaches_the_optimum_over_all_pairs(
    objective: str, mentees: int, mentors: int, scores: int, tiers: int
) -> None:
    instance = random_instance(7, mentees, mentors, 50, scores=scores, capacity=2, tiers=tiers)
    assert instance.score.size > 6_000

    result = match(instance, objective=objective)

    assert verify(instance, result).ok
    if tiers == 1:
        keep = instance.score >= (result.worst if objective == "fair" else -1)
        placed = None if objective == "total" else len(result.pairs)
        assert result.total == round(best_by_highs(instance, instance.score, keep, placed))
