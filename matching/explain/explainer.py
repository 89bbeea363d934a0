"""Why a result is as it is, for a pair, a person left out and the pool: codes and numbers, no prose.

`Explainer` is the door; the arithmetic is in residual.py, the shapes of the answers in answers.py. Two people who are
set aside, by lot or by a private limit, have one reason and no score, so that nothing tells one from the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np

from matching.arrays import NOBODY, Ints, Whole
from matching.explain.alternating_paths import effect_of, moves_along
from matching.explain.answers import (
    Alternative,
    CriterionPart,
    Id,
    MarginalValue,
    PlacingChange,
    Shortage,
    TopicShortage,
    WhyLeftOut,
    WhyNotPair,
    WhyPair,
)
from matching.explain.counterfactuals import changed_by, smallest_changes, solve_again, with_lock
from matching.explain.leximin_prices import last_stage_residual
from matching.explain.residual import Residual, residual_of
from matching.explain.shortages import marginal_values, scarce, scarce_topics
from matching.explain.unmatched import left_out_reasons
from matching.model.errors import MatchingError
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.model.result import Matching
from matching.score.people import Rule
from matching.score.scorer import Scorer


@dataclass(frozen=True, eq=False)
class Explainer:
    """Answers about one result; make one with `Explainer.for_matching`.

    Parameters
    ----------
    residual : Residual
        The result on its input, as `Explainer.for_matching` makes it.
    scorer : Scorer or None
        What the scores came from. Without it parts are empty, and a pair that is not an edge is *forbidden* without
        a reason.

    Raises
    ------
    MatchingError
        From `Explainer.for_matching`, when the result was computed from another input; from the questions, for someone
        who is not in the round or a pair that isn't what the question takes it to be.

    See Also
    --------
    match : Compute a result.
    compare : What differs between two results.

    Notes
    -----
    Costs of changes are shortest alternating paths with reduced costs, which are never negative; *stable* has no
    prices, so nothing there has a cost.

    References
    ----------
    .. [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, Network Flows, Prentice Hall, 1993, section 9.7.
    .. [2] H. B. Leonard, "Elicitation of honest preferences for the assignment of individuals to positions",
       J. Political Economy 91, 1983.

    Examples
    --------
    >>> from matching import Explainer, Instance, match
    >>> instance = Instance.from_edges(
    ...     ["Ana", "Bea"], ["Max"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[700, 900]
    ... )
    >>> explainer = Explainer.for_matching(instance, match(instance))
    >>> explainer.why_pair("Bea", "Max").score
    900
    >>> reason = explainer.why_left_out("Ana")
    >>> reason.code, reason.points_short
    ('level', 200)
    """

    residual: Residual
    scorer: Scorer | None

    @classmethod
    def for_matching(
        cls,
        graph: nx.Graph | Instance,
        matching: Matching,
        *,
        scorer: Scorer | None = None,
    ) -> "Explainer":
        """Put a result on its input. Raises `MatchingError` when it was computed from another one."""
        return cls(residual_of(as_instance(graph), matching), scorer)

    def why_pair(self, mentee: Id, mentor: Id) -> WhyPair:
        """Return why two people are a pair. Raises `MatchingError` when they aren't one in this result."""
        row, column = self._positions(mentee, mentor)
        if self.residual.partner[row] != column:
            raise MatchingError(f"{mentee!r} and {mentor!r} are not a pair of this result.", (mentee, mentor))
        instance = self.residual.instance
        edge = instance.edge(row, column)
        mentee_scores = instance.score[instance.indptr[row] : instance.indptr[row + 1]]
        mentor_scores = instance.score[self._by_mentor[0][self._by_mentor[1][column] : self._by_mentor[1][column + 1]]]
        score = int(instance.score[edge])
        return WhyPair(
            mentee=mentee,
            mentor=mentor,
            score=score,
            parts=self._parts(mentee, mentor),
            her_rank=1 + int((mentee_scores > score).sum()),
            her_options=mentee_scores.size,
            his_rank=1 + int((mentor_scores > score).sum()),
            his_options=mentor_scores.size,
            her_wish=self._wish(row, column, instance.mentee_rank, is_mentee=True),
            his_wish=self._wish(row, column, instance.mentor_rank, is_mentee=False),
            is_locked=bool(instance.locked[edge]),
        )

    def why_not_pair(self, mentee: Id, mentor: Id) -> WhyNotPair:
        """Say which rules forbid the pair, or solve again with it to say what having it would change."""
        row, column = self._positions(mentee, mentor)
        residual = self.residual
        edge = residual.instance.edge(row, column)
        if residual.partner[row] == column:
            return WhyNotPair(mentee, mentor, "is_pair", score=int(residual.instance.score[edge]))
        reasons = self._reasons(row, column, edge)
        if reasons or edge == NOBODY:
            score = None
            if Rule.SET_ASIDE not in reasons and self.scorer is not None:
                score = self.scorer.score(str(mentee), str(mentor))
            return WhyNotPair(mentee, mentor, "forbidden", reasons, score)
        score = int(residual.instance.score[edge])
        if not residual.free[row] or residual.room[column] == 0:
            code = "no_place" if residual.free[row] else "locked_elsewhere"
            return WhyNotPair(mentee, mentor, code, score=score)
        after = solve_again(with_lock(residual.instance, edge), residual.matching)
        effect, moves = changed_by(residual, after)
        return WhyNotPair(mentee, mentor, "costs", score=score, effect=effect, moves=moves)

    def why_left_out(self, mentee: Id) -> WhyLeftOut:
        """Return why a mentee has no mentor. Raises `MatchingError` when the mentee has one."""
        row = self._row(mentee)
        if self.residual.partner[row] != NOBODY:
            raise MatchingError(f"{mentee!r} has a mentor in this result.", mentee)
        return left_out_reasons(self.residual, self.scorer, [row])[0]

    def left_out(self) -> list[WhyLeftOut]:
        """Return `why_left_out` of everyone left out, in the order of their ids, at a fraction of the cost."""
        rows = self.residual.left_out.tolist()
        return left_out_reasons(self.residual, self.scorer, rows)

    def smallest_change(self, mentee: Id, *, tries: int = 4) -> tuple[PlacingChange, ...]:
        """Return changes that place a mentee, smallest first, at most one of a kind, each checked by solving again.

        ``tries`` bounds the candidates solved per kind, so a kind may be missing that a longer search would find.
        Nothing is ever offered to two who are set aside, or against a low score. Raises `MatchingError` when the mentee
        has a mentor.
        """
        row = self._row(mentee)
        if self.residual.partner[row] != NOBODY:
            raise MatchingError(f"{mentee!r} has a mentor in this result.", mentee)
        return smallest_changes(self.residual, self.scorer, row, tries)

    def alternatives(self, *, mentee: Id | None = None, mentor: Id | None = None, limit: int = 5) -> list[Alternative]:
        """Return the pairs a mentee, or a mentor, could have instead, the least costly for the round first.

        Only pairs at the round's level (see `Standing.level`) and not locked; `why_not_pair` answers for the
        others. Under *leximin* only what leaves the number placed and the bands as they are, so that points are all
        it costs. Empty for *stable*, which has no prices: what counts there is not a sum.
        """
        if self.residual.matching.objective == "stable" or (mentee is None) == (mentor is None):
            return []
        if mentee is not None:
            return self._instead_of_mentor(self._row(mentee), limit)
        return self._instead_of_mentee(self._column(mentor), limit)

    def marginal_values(self) -> dict[Id, MarginalValue]:
        """Return what one more place would bring, for every mentor; see `explain_pool.worth_of_place`."""
        return marginal_values(self.residual)

    def scarce(self) -> list[Shortage]:
        """Return the sets of mentees that share too few places, largest shortage first."""
        return scarce(self.residual.instance, minimum_score=self.residual.matching.settings.minimum_score)

    def scarce_topics(self) -> list[TopicShortage]:
        """Return the topics more people want than there are places for; empty without a scorer."""
        return scarce_topics(self.scorer.pool) if self.scorer else []

    @cached_property
    def _priced(self) -> Residual:
        return last_stage_residual(self.residual)

    def _instead_of_mentor(self, row: int, limit: int) -> list[Alternative]:
        residual = self._priced
        node = residual.outside if residual.partner[row] == NOBODY else int(residual.partner[row])
        back, arcs = residual.moves.alternating_paths(node, backwards=True)
        mine = np.flatnonzero((residual.rows[residual.level] == row) & (residual.cols[residual.level] != node))
        costs = residual.slack[mine] + back[residual.cols[residual.level[mine]]]
        return self._cheapest(mine, costs, limit, lambda edge: arcs(int(residual.cols[edge])))

    def _instead_of_mentee(self, column: int, limit: int) -> list[Alternative]:
        residual = self._priced
        ahead, arcs = residual.moves.alternating_paths(column)
        rows = residual.rows[residual.level]
        mine = np.flatnonzero((residual.cols[residual.level] == column) & (residual.partner[rows] != column))
        left = residual.partner[rows[mine]]
        left = np.where(left == NOBODY, residual.outside, left)
        end = dict(zip(residual.level[mine].tolist(), left.tolist(), strict=True))
        return self._cheapest(mine, residual.slack[mine] + ahead[left], limit, lambda edge: arcs(end[edge]))

    def _cheapest(
        self, candidates: Ints, costs: np.ndarray, limit: int, arcs: Callable[[int], list[int]]
    ) -> list[Alternative]:
        """Return the cheapest of these pairs of the level, with the path each sets off."""
        residual = self._priced
        possible = candidates[np.isfinite(costs)]
        order = np.lexsort((possible, costs[np.isfinite(costs)]))[:limit]
        alternatives = []
        for edge in residual.level[possible[order]].tolist():
            row, column = int(residual.rows[edge]), int(residual.cols[edge])
            moves = moves_along(residual, row, column, arcs(edge))
            mentee, mentor = residual.instance.mentees[row], residual.instance.mentors[column]
            alternatives.append(
                Alternative(mentee, mentor, int(residual.score[edge]), effect_of(residual, moves), moves)
            )
        return alternatives

    @cached_property
    def _by_mentor(self) -> tuple[Ints, Ints]:
        """The pairs of each mentor: positions in order of mentor, and where each mentor's begin."""
        instance = self.residual.instance
        order = np.argsort(instance.indices, kind="stable")
        return order, np.searchsorted(instance.indices[order], np.arange(len(instance.mentors) + 1))

    def _parts(self, mentee: Id, mentor: Id) -> tuple[CriterionPart, ...]:
        if self.scorer is None:
            return ()
        parts = self.scorer.parts(str(mentee), str(mentor))
        return tuple(CriterionPart(name, part, self.scorer.in_use[name].weight) for name, part in parts.items())

    def _reasons(self, row: int, column: int, edge: int) -> tuple[str, ...]:
        """The rules a pair breaks; a pair below the result's own minimum breaks that."""
        instance = self.residual.instance
        broken: tuple[str, ...] = ()
        if edge == NOBODY and self.scorer is not None:
            broken = self.scorer.broken_rules(str(instance.mentees[row]), str(instance.mentors[column]))
        elif edge != NOBODY and self.residual.free[row] and self.residual.edge(row, column) == NOBODY:
            broken = (str(Rule.MINIMUM_SCORE),)
        return broken

    def _positions(self, mentee: Id, mentor: Id) -> tuple[int, int]:
        return self._row(mentee), self._column(mentor)

    def _row(self, mentee: Id) -> int:
        if mentee not in self.residual.row_of:
            raise MatchingError(f"There is no mentee {mentee!r} in this round.", mentee)
        return self.residual.row_of[mentee]

    def _column(self, mentor: Id) -> int:
        if mentor not in self.residual.column_of:
            raise MatchingError(f"There is no mentor {mentor!r} in this round.", mentor)
        return self.residual.column_of[mentor]

    def _wish(self, row: int, column: int, ranks: Whole | None, *, is_mentee: bool) -> int | None:
        """Return someone's place in their partner's list, from the people where they are known, else from the ranks."""
        if self.scorer is not None:
            mentee, mentor = self.scorer.pool.mentees[row], self.scorer.pool.mentors[column]
            wishes, other = (mentee.wishes, mentor.id) if is_mentee else (mentor.wishes, mentee.id)
            return wishes.index(other) + 1 if other in wishes else None
        edge = self.residual.instance.edge(row, column)
        return None if ranks is None or ranks[edge] < 0 else int(ranks[edge]) + 1
