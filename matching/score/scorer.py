"""From people, rules and weights to an `Instance`: the weighted total of every allowed pair, exactly.

`Scorer` answers for all pairs at once and for one pair from the same terms. It knows nothing of how pairs are
then chosen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from matching.arrays import Floats, Ints, Small
from matching.model.errors import MatchingError
from matching.model.instance import Instance
from matching.model.progress import Progress, Teller
from matching.score.criteria import CRITERIA, UNSAID
from matching.score.edges import Edges, gather, marked
from matching.score.people import WAIVABLE, Mentee, Mentor, Org, Rule, Rules, Weight
from matching.score.pool import ScoringPool
from matching.score.product import ScoreProduct, rounded, score_product
from matching.score.rules import LOWEST_SCORE, Ban, bans, not_lockable
from matching.score.terms import Term, below, sparse
from matching.score.weights import Weights

BoolGrid = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

_CACHED_CELLS = 2_000_000
"""Pools of up to this many pairs keep their verdicts and parts, so that new weights need no new ruling."""


@dataclass(eq=False)
class _Cache:
    """What survives a change of weights: terms by name and aim, and verdicts with parts on allowed pairs."""

    terms: dict[tuple[object, ...], Term | None] = field(default_factory=dict)
    allowed: dict[tuple[object, ...], BoolGrid] = field(default_factory=dict)
    parts: dict[int, tuple[Term, Floats]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Scorer:
    """A pool with its rules and weights; make one with `Scorer.from_people`, then `instance()`.

    `reweighted` and `reruled` return a scorer that shares everything the change leaves as it was.
    """

    pool: ScoringPool
    rules: Rules
    weights: Weights
    cache: _Cache = field(default_factory=_Cache, repr=False)

    @classmethod
    def from_people(
        cls,
        mentees: Iterable[Mentee],
        mentors: Iterable[Mentor],
        *,
        org: Org | None = None,
        rules: Rules | None = None,
        weights: Weights | None = None,
    ) -> "Scorer":
        """Sort the people. Raises `MatchingError` for an id listed twice on one side and for an unknown criterion."""
        return cls(ScoringPool.from_people(mentees, mentors, org), rules or Rules(), _known(weights or Weights()))

    def reweighted(self, weights: Weights) -> "Scorer":
        """The same people and rules under other weights."""
        return replace(self, weights=_known(weights))

    def reruled(self, rules: Rules) -> "Scorer":
        """The same people and weights under other rules."""
        return replace(self, rules=rules)

    def allowing(self, pairs: Iterable[tuple[str, str]]) -> "Scorer":
        """The same scorer with every rule set aside that these (mentee id, mentor id) break: they can be locked.

        Raises `MatchingError`, naming it, for a rule that is never set aside.
        """
        waivers = set(self.rules.waivers)
        for mentee_id, mentor_id in pairs:
            broken = self.broken_rules(mentee_id, mentor_id)
            binding = [reason for reason in broken if reason.partition(":")[0] not in WAIVABLE]
            if binding:
                raise not_lockable(mentee_id, mentor_id, binding)
            waivers |= {(mentee_id, mentor_id, reason.partition(":")[0]) for reason in broken}
        return self.reruled(replace(self.rules, waivers=frozenset(waivers)))

    @cached_property
    def in_use(self) -> Mapping[str, Weight]:
        """Criterion -> weight, for those that are not off and about which someone in the pool said something."""
        return {
            name: weight
            for name, weight in self.weights.criteria.items()
            if weight.mode != "off" and self._term(name) is not None
        }

    @cached_property
    def bans(self) -> tuple[Ban, ...]:
        """Every rule in force, must-criteria included; the minimum score alone is apart."""
        musts = (
            Ban(Rule.MUST, below(self._terms[name], CRITERIA[name].at_least), name)
            for name, weight in self.in_use.items()
            if weight.mode == "must"
        )
        return (*bans(self.pool, self.rules), *musts)

    @property
    def minimum(self) -> int:
        """The lowest score a pair of this round may have: the rules' minimum, and never under `LOWEST_SCORE`."""
        return max(self.rules.minimum_score, LOWEST_SCORE)

    def parts(self, mentee_id: str, mentor_id: str) -> dict[str, int]:
        """Return criterion -> part 0..1000 for the criteria in use, whether or not the pair is allowed."""
        row, column = _pair(self.pool.position(mentee_id, mentor_id))
        return {name: int(term.values_at(row, column)[0]) for name, term in self._terms.items()}

    def score(self, mentee_id: str, mentor_id: str) -> int:
        """Return the weighted total 0..1000 of a pair, whether or not it is allowed."""
        return int(self.scores_at(*_pair(self.pool.position(mentee_id, mentor_id)))[0])

    def broken_rules(self, mentee_id: str, mentor_id: str) -> tuple[str, ...]:
        """Return the reason codes of all rules this pair breaks; empty means allowed."""
        row, column = _pair(self.pool.position(mentee_id, mentor_id))
        return tuple(reason for reason, broken in self.verdicts_at(row, column) if broken[0])

    def scores_at(self, rows: Ints, columns: Ints) -> Ints:
        """Return the weighted totals of these pairs of positions."""
        sums = np.zeros(rows.size, np.int64)
        for weight, term in self._weighted:
            sums += weight * term.values_at(rows, columns)
        return rounded(sums, sum(weight for weight, _ in self._weighted))

    def verdicts_at(self, rows: Ints, columns: Ints) -> Iterator[tuple[str, np.ndarray]]:
        """Yield (reason, bool for each of these pairs) for every rule in force, waivers taken into account."""
        waived = self._waived
        for ban in self.bans:
            broken = ban.term.values_at(rows, columns) != 0
            for index in np.flatnonzero(broken) if waived else ():
                if ban.rule in waived.get((int(rows[index]), int(columns[index])), ()):
                    broken[index] = False
            yield ban.reason, broken
        yield Rule.MINIMUM_SCORE, self.scores_at(rows, columns) < self.minimum

    def verdicts_of(self, rows: slice) -> Iterator[tuple[str, BoolGrid]]:
        """Yield (reason, bool (rows, m)) for every rule in force, for these mentees with all mentors."""
        waived = [
            (row - rows.start, column, rules)
            for (row, column), rules in self._waived.items()
            if rows.start <= row < rows.stop
        ]
        for ban in self.bans:
            broken = np.asarray(ban.term.block(rows) != 0)
            for row, column, rules in waived:
                broken[row, column] &= ban.rule not in rules
            yield ban.reason, broken
        sums = np.zeros((rows.stop - rows.start, len(self.pool.mentors)), np.int64)
        for weight, term in self._weighted:
            sums += weight * term.block(rows).astype(np.int64)
        yield Rule.MINIMUM_SCORE, rounded(sums, sum(weight for weight, _ in self._weighted)) < self.minimum

    def blocks(self) -> Iterator[tuple[slice, Small]]:
        """Yield (mentee positions, totals with all mentors); negative where a rule forbids. See `Kernel.blocks`.

        The minimum score is not applied here: compare with `minimum`.
        """
        return self._product.blocks()

    def instance(
        self, locked: Iterable[tuple[str, str]] = (), *, ranked: bool = True, progress: Progress | None = None
    ) -> Instance:
        """Return the allowed pairs with their scores, and the wishes as ranks where anyone has one.

        Only ``stable`` reads ranks; ``ranked=False`` leaves them out, which saves their memory in large rounds.
        ``progress`` is told the share of the mentees scored. Raises `MatchingError` for a locked pair that is not
        allowed, naming the rules; see `allowing`.
        """
        edges = self._edges(Teller(progress))
        pool = self.pool
        bare = Instance(
            mentees=tuple(mentee.id for mentee in pool.mentees),
            mentors=tuple(mentor.id for mentor in pool.mentors),
            capacity=np.array([mentor.capacity for mentor in pool.mentors], np.int64),
            priority=np.array([mentee.priority for mentee in pool.mentees], np.int64),
            indptr=edges.indptr,
            indices=edges.columns,
            score=edges.totals,
            locked=np.broadcast_to(np.False_, edges.columns.shape),
        )
        wishes = (pool.mentee_wishes, pool.mentor_wishes) if ranked else ((), ())
        return marked(bare, self._locks(bare, locked), *wishes)

    @cached_property
    def _terms(self) -> dict[str, Term]:
        named = ((name, self._term(name)) for name in self.in_use)
        return {name: term for name, term in named if term is not None}

    def _term(self, name: str) -> Term | None:
        key = (name, self.weights.ideal_gap, self.weights.department, self.weights.enough_hours)
        if key not in self.cache.terms:
            self.cache.terms[key] = CRITERIA[name].term(self.pool, self.weights)
        return self.cache.terms[key]

    @cached_property
    def _weighted(self) -> list[tuple[int, Term]]:
        """The terms that count, with their weights; one that gives everyone 500 where none does."""
        counting = [(self.in_use[name].weight, term) for name, term in self._terms.items()]
        counting = [(weight, term) for weight, term in counting if weight]
        n, m = len(self.pool.mentees), len(self.pool.mentors)
        return counting or [(1, sparse(n, m, {}, base=UNSAID))]

    @cached_property
    def _product(self) -> ScoreProduct:
        shape = (len(self.pool.mentees), len(self.pool.mentors))
        return score_product(shape, self._weighted, [ban.term for ban in self.bans], self._settled())

    @cached_property
    def _waived(self) -> dict[tuple[int, int], set[str]]:
        """Pair of positions -> the rules set aside for it; people who left the pool are passed over."""
        waived: dict[tuple[int, int], set[str]] = {}
        for mentee_id, mentor_id, rule in self.rules.waivers:
            if mentee_id in self.pool.mentee_at and mentor_id in self.pool.mentor_at:
                waived.setdefault(self.pool.position(mentee_id, mentor_id), set()).add(rule)
        return waived

    def _settled(self) -> dict[tuple[int, int], int]:
        """The totals of pairs with waivers, looked at one by one: negative where another rule still forbids."""
        settled = {}
        for pair in self._waived:
            row, column = _pair(pair)
            verdicts = self.verdicts_at(row, column)
            forbidden = any(broken[0] for reason, broken in verdicts if reason != Rule.MINIMUM_SCORE)
            settled[pair] = -1 if forbidden else int(self.scores_at(row, column)[0])
        return settled

    def _edges(self, tell: Teller) -> Edges:
        tell("scoring all pairs", 0.0)
        n, m = len(self.pool.mentees), len(self.pool.mentors)
        return self._cached_edges() if n * m <= _CACHED_CELLS else gather(self._product, self.minimum, tell)

    def _cached_edges(self) -> Edges:
        """The edges of a small pool, from verdicts and parts that outlive a change of weights."""
        allowed = self._allowed()
        rows, columns = np.nonzero(allowed)
        sums = np.zeros(rows.size, np.float32)
        for weight, term in self._weighted:
            sums += np.float32(weight) * self._part(term, allowed)
        totals = rounded(sums, sum(weight for weight, _ in self._weighted))
        keep = totals >= self.minimum
        counts = np.bincount(rows[keep], minlength=allowed.shape[0])
        return Edges(
            np.concatenate(([0], np.cumsum(counts))), columns[keep].astype(np.int32), totals[keep].astype(np.int32)
        )

    def _allowed(self) -> BoolGrid:
        """Which pairs no rule but the minimum forbids."""
        musts = tuple(name for name, weight in self.in_use.items() if weight.mode == "must")
        aims = (self.weights.ideal_gap, self.weights.department, self.weights.enough_hours)
        key = (replace(self.rules, minimum_score=0), musts, aims if musts else ())
        if key not in self.cache.allowed:
            everyone = slice(0, len(self.pool.mentees))
            allowed = np.ones((len(self.pool.mentees), len(self.pool.mentors)), bool)
            for ban in self.bans:
                allowed &= ban.term.block(everyone) == 0
            for (row, column), total in self._settled().items():
                allowed[row, column] = total >= 0
            self.cache.allowed = {key: allowed}
            self.cache.parts = {}
        return self.cache.allowed[key]

    def _part(self, term: Term, allowed: BoolGrid) -> Floats:
        if id(term) not in self.cache.parts:
            values = term.block(slice(0, allowed.shape[0]))[allowed]
            self.cache.parts[id(term)] = (term, values.astype(np.float32))
        return self.cache.parts[id(term)][1]

    def _locks(self, instance: Instance, locked: Iterable[tuple[str, str]]) -> list[int]:
        """The positions of the pairs to lock."""
        positions = []
        for mentee_id, mentor_id in locked:
            positions.append(instance.edge(*self.pool.position(mentee_id, mentor_id)))
            if positions[-1] < 0:
                raise not_lockable(mentee_id, mentor_id, self.broken_rules(mentee_id, mentor_id))
        return positions


def _known(weights: Weights) -> Weights:
    unknown = sorted(set(weights.criteria) - set(CRITERIA))
    if unknown:
        raise MatchingError(f"There is no criterion {unknown[0]!r}.", unknown[0])
    return weights


def _pair(positions: tuple[int, int]) -> tuple[Ints, Ints]:
    return np.array(positions[:1], np.int64), np.array(positions[1:], np.int64)
