"""What others need for the plainest part of a round (most mentees, then the best total), called as a user would."""

from __future__ import annotations

import munkres
import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching import Instance


def scipy_bare(instance: Instance) -> int:
    """Build the sparse matrix with a row a place and a private dummy each, solve, return the total."""
    n, m = len(instance.mentees), len(instance.mentors)
    by_mentor = csr_array((instance.score.astype(float), (instance.indices, instance.rows)), shape=(m, n))
    mentor = np.repeat(np.arange(m), instance.capacity)
    degree = np.diff(by_mentor.indptr)[mentor]
    stop = np.cumsum(degree)
    entries = np.repeat(by_mentor.indptr[mentor] - stop + degree, degree) + np.arange(stop[-1])
    columns = np.insert(by_mentor.indices[entries], stop, n + np.arange(mentor.size))
    costs = np.insert(1001.0 - by_mentor.data[entries], stop, 1002.0 * (mentor.size + 1))
    indptr = np.concatenate(([0], stop + np.arange(1, mentor.size + 1)))
    matrix = csr_array((costs, columns, indptr), shape=(mentor.size, n + mentor.size))
    rows, chosen = min_weight_full_bipartite_matching(matrix)
    taken = chosen < n
    return round(float((1001.0 - np.asarray(matrix[rows[taken], chosen[taken]]).ravel()).sum()))


def networkx_general(instance: Instance) -> int:
    """Put every pair into a graph, with a dummy for each mentee, as `minimum_weight_full_matching` needs it."""
    graph = nx.Graph()
    top = [("mentee", i) for i in range(len(instance.mentees))]
    dear = 1002 * (len(top) + 1)
    for i, j, score in zip(instance.rows.tolist(), instance.indices.tolist(), instance.score.tolist(), strict=True):
        for place in range(int(instance.capacity[j])):
            graph.add_edge(top[i], ("mentor", j, place), weight=1001 - score)
    for node in top:
        graph.add_edge(node, ("nobody", node), weight=dear)
    matches = nx.bipartite.minimum_weight_full_matching(graph, top)
    return sum(1001 - graph.edges[node, matches[node]]["weight"] for node in top if matches[node][0] == "mentor")


def munkres_dense(instance: Instance) -> int:
    """Fill a list of lists and let the pure Python package solve it."""
    mentor = np.repeat(np.arange(len(instance.mentors)), instance.capacity)
    dense = np.full((len(instance.mentees), len(instance.mentors)), 1002 * (mentor.size + 1))
    dense[instance.rows, instance.indices] = 1001 - instance.score
    costs = dense[:, mentor]
    return int(sum(1001 - costs[i, j] for i, j in munkres.Munkres().compute(costs.tolist()) if costs[i, j] <= 2001))
