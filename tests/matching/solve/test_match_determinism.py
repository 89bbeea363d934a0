"""One input has one result: whatever its order, the hash seed, or the exact solver that computes it."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.io.json_contract import matching_to_json
from matching.model.graph import to_networkx
from matching.model.instance import Instance
from matching.solve.match import match
from tests.matching.oracle import instances, pair_ticket, random_instance

ALL = ["coverage", "fair", "leximin", "total", "stable"]
SCRIPT = """
import sys, networkx as nx
from matching.solve.match import match
people = [f"person {k}" for k in range(40)]
graph = nx.Graph()
for person in set(people[:25]):
    graph.add_node(person, bipartite=0)
for person in set(people[25:]):
    graph.add_node(person, bipartite=1, capacity=1)
for one, two in {(a, b) for a in people[:25] for b in people[25:] if (len(a) * 7 + int(a[7:]) + int(b[7:])) % 3}:
    graph.add_edge(one, two, score=500)
print([match(graph, objective=objective).pairs for objective in sys.argv[1:]])
"""


def shuffled(instance: Instance, seed: int) -> nx.Graph:
    graph = to_networkx(instance)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    random.Random(seed).shuffle(nodes)
    random.Random(seed + 1).shuffle(edges)
    other = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from((b, a, data) if seed % 2 else (a, b, data) for a, b, data in edges)
    return other


@pytest.mark.parametrize("objective", ALL)
def test_the_order_of_the_input_changes_nothing_to_the_last_byte(objective: str) -> None:
    instance = random_instance(4, 40, 16, 6, scores=3, tiers=2)

    results = {json.dumps(matching_to_json(match(instance, objective=objective), instance))}
    results |= {
        json.dumps(matching_to_json(match(shuffled(instance, seed), objective=objective), instance))
        for seed in range(8)
    }

    assert len(results) == 1


def test_twelve_hash_seeds_give_one_result() -> None:
    outputs = set()
    for seed in range(12):
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, *ALL],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": os.getcwd()},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(ran.stdout)

    assert len(outputs) == 1


@pytest.mark.parametrize("objective", ["coverage", "fair", "total"])
@pytest.mark.parametrize("seed", range(4))
def test_another_exact_solver_ends_in_the_same_pairs(objective: str, seed: int) -> None:
    instance = random_instance(seed, 22, 9, 4, scores=3, capacity=2, tiers=2)
    result = match(instance, objective=objective)

    graph = nx.Graph()
    tiers = np.unique(instance.priority, return_inverse=True)[1] + 1
    for index, (i, j) in enumerate(zip(instance.rows.tolist(), instance.indices.tolist(), strict=True)):
        score = int(instance.score[index])
        if objective == "fair" and score < (result.worst or 0):
            continue
        ticket = pair_ticket(result.seed, "0", instance.mentees[i], instance.mentors[j])
        first, second = (score, int(tiers[i])) if objective == "total" else (int(tiers[i]), score)
        for place in range(int(instance.capacity[j])):
            graph.add_edge(("mentee", i), ("mentor", j, place), weight=(first * 2**20 + second) * 2**40 + ticket)
    blossom = nx.max_weight_matching(graph)

    other = sorted(sorted(pair, key=lambda node: node[0]) for pair in blossom)
    assert [(instance.mentees[a[1]], instance.mentors[b[1]]) for a, b in other] == result.pairs


@settings(max_examples=25, deadline=None, derandomize=True)
@given(instance=instances(), data=st.data())
def test_new_ids_change_neither_counts_nor_worst_nor_total(instance: Instance, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(instance.mentees))))
    renamed = Instance.from_edges(
        [f"n{order[i]}" for i in range(len(instance.mentees))],
        instance.mentors,
        capacity=instance.capacity,
        priority=instance.priority,
        mentee_index=instance.rows,
        mentor_index=instance.indices,
        score=instance.score,
        locked=instance.locked,
    )

    for objective in ("coverage", "fair", "leximin", "total"):
        before, after = match(instance, objective=objective), match(renamed, objective=objective)
        assert (len(before.pairs), before.worst, before.total) == (len(after.pairs), after.worst, after.total)


@pytest.mark.parametrize("objective", ALL)
def test_with_distinct_scores_new_ids_only_rename_the_result(objective: str) -> None:
    rng = np.random.default_rng(8)
    edges = [(i, j) for i in range(14) for j in range(6)]
    # Powers of two: no two sets of pairs have the same sum, so there is nothing to draw.
    score = rng.permutation(2 ** np.arange(19).repeat(5)[: len(edges)] + np.arange(len(edges)))
    names = [f"m{i:02d}" for i in range(14)]

    def solved(mentees: list[str]) -> dict[str, str]:
        instance = Instance.from_edges(
            mentees,
            [f"r{j}" for j in range(6)],
            capacity=[1] * 6,
            mentee_index=[i for i, _ in edges],
            mentor_index=[j for _, j in edges],
            score=score,
        )
        result = match(instance, objective=objective)
        assert objective == "stable" or not any(stage.name == "lottery-0" for stage in result.proof.stages)
        return dict(result.pairs)

    renaming = dict(zip(names, rng.permutation(names).tolist(), strict=True))
    assert solved([renaming[name] for name in names]) == {renaming[a]: b for a, b in solved(names).items()}
