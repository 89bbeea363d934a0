"""A pair is told which choice each was for the other, by score, among all the pairs either could have had."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.explainer import Explainer
from matching.model.instance import Instance
from matching.model.result import OBJECTIVES
from matching.solve.match import match
from tests.matching.oracle import instances


@given(instances(), st.sampled_from(OBJECTIVES))
@settings(max_examples=80, deadline=None)
def test_both_ranks_count_the_better_pairs(instance: Instance, objective: str) -> None:
    matching = match(instance, objective=objective)
    explainer = Explainer.for_matching(instance, matching)

    for mentee, mentor in matching.pairs:
        row, column = instance.mentees.index(mentee), instance.mentors.index(mentor)
        mentee_scores, mentor_scores = instance.score[instance.rows == row], instance.score[instance.indices == column]
        why = explainer.why_pair(mentee, mentor)
        assert why.score == instance.score[instance.edge(row, column)]
        assert (why.her_rank, why.her_options) == (1 + (mentee_scores > why.score).sum(), mentee_scores.size)
        assert (why.his_rank, why.his_options) == (1 + (mentor_scores > why.score).sum(), mentor_scores.size)
