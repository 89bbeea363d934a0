"""What makes a pair forbidden: each hard rule is one function and one line of `RULES`.

A rule becomes one term that is 0 where a pair keeps it. That term masks whole blocks and answers for a single
pair, so the list of rules a pair breaks cannot differ from the mask. Must-criteria and the minimum score need the
parts and are added by scorer.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matching.model.errors import MatchingError
from matching.score.criteria import each, overlap
from matching.score.people import Participant, Rule, Rules
from matching.score.pool import ScoringPool
from matching.score.terms import Term, lookup, sparse

LOWEST_SCORE = 100
"""No round pairs people who score less than this, whatever its minimum: they have next to nothing in common."""

@dataclass(frozen=True, slots=True)
class Ban:
    """A rule in force: a pair breaks it where the term is not 0. `detail` names the criterion of a *must*."""

    rule: str
    term: Term
    detail: str = ""

    @property
    def reason(self) -> str:
        """The reason code: the rule's name, for a must-criterion `must:` and the criterion's."""
        return f"{self.rule}:{self.detail}" if self.detail else self.rule


def not_lockable(mentee_id: str, mentor_id: str, reasons: Iterable[str]) -> MatchingError:
    """Return the error for a lock on a pair that breaks these rules; it names them."""
    names = ", ".join(reasons)
    return MatchingError(f"The pair ({mentee_id!r}, {mentor_id!r}) cannot be locked: {names}.", (mentee_id, mentor_id))


def bans(pool: ScoringPool, rules: Rules) -> list[Ban]:
    """Return every rule of `RULES` that is switched on and that some pair of this pool could break."""
    in_force = ((rule, term(pool, rules)) for rule, term in RULES)
    return [Ban(str(rule), term) for rule, term in in_force if term is not None]


def _same_person(pool: ScoringPool, rules: Rules) -> Term | None:
    """No one mentors themselves, though they may be enrolled in both roles."""
    return _people(pool, ((mentee.person_id, mentee.person_id) for mentee in pool.mentees))


def _set_aside(pool: ScoringPool, rules: Rules) -> Term | None:
    """The two were set aside, by lot or by a private limit, in whichever enrolment and role of either."""
    everyone = (*pool.mentees, *pool.mentors)
    return _people(pool, _both_ways((who.person_id, other) for who in everyone for other in who.set_aside))


def _own_manager(pool: ScoringPool, rules: Rules) -> Term | None:
    """The mentor is the mentee's direct manager."""
    if not rules.own_manager:
        return None
    managers = ((mentee, pool.org.manager_of(mentee.person_id, mentee.manager_id)) for mentee in pool.mentees)
    return _people(pool, ((mentee.person_id, manager) for mentee, manager in managers if manager is not None))


def _reporting_line(pool: ScoringPool, rules: Rules) -> Term | None:
    """One of the two reports to the other, directly or through others."""
    if not rules.reporting_line:
        return None
    above_her = ((mentee.person_id, above) for mentee in pool.mentees for above in _line(pool, mentee))
    above_him = ((above, mentor.person_id) for mentor in pool.mentors for above in _line(pool, mentor))
    return _people(pool, (*above_her, *above_him))


def _seniority_gap(pool: ScoringPool, rules: Rules) -> Term | None:
    """The mentor is too few or too many grades above the mentee; an unknown grade breaks nothing."""
    if rules.seniority_gap is None:
        return None
    least, most = rules.seniority_gap

    def breaks(mentee: int | None, mentor: int | None) -> bool:
        if mentee is None or mentor is None:
            return False
        return (least is not None and mentor - mentee < least) or (most is not None and mentor - mentee > most)

    return lookup([who.grade for who in pool.mentees], [who.grade for who in pool.mentors], each(breaks))


def _exclusion(pool: ScoringPool, rules: Rules) -> Term | None:
    """The coordinator's list, in either order of the two."""
    return _people(pool, _both_ways(rules.exclusions))


def _past_pair(pool: ScoringPool, rules: Rules) -> Term | None:
    """The two were a pair before, in either order."""
    return _people(pool, _both_ways(rules.past_pairs)) if rules.past_pair else None


def _language(pool: ScoringPool, rules: Rules) -> Term | None:
    """They share no language; someone who named none breaks nothing."""
    if not rules.language:
        return None
    return lookup(
        [who.languages for who in pool.mentees],
        [who.languages for who in pool.mentors],
        overlap(lambda common: common == 0, unsaid=0),
    )


def _site(pool: ScoringPool, rules: Rules) -> Term | None:
    """They are not at the same (or not at different) sites; an unknown site breaks nothing."""
    return _alike(pool, rules.site, lambda who: who.site)


def _department(pool: ScoringPool, rules: Rules) -> Term | None:
    """They are not in the same (or not in different) departments; an unknown one breaks nothing."""
    return _alike(pool, rules.department, lambda who: who.department)


RULES: tuple[tuple[Rule, Callable[[ScoringPool, Rules], Term | None]], ...] = (
    (Rule.SAME_PERSON, _same_person),
    (Rule.OWN_MANAGER, _own_manager),
    (Rule.REPORTING_LINE, _reporting_line),
    (Rule.SENIORITY_GAP, _seniority_gap),
    (Rule.EXCLUSION, _exclusion),
    (Rule.PAST_PAIR, _past_pair),
    (Rule.LANGUAGE, _language),
    (Rule.SITE, _site),
    (Rule.DEPARTMENT, _department),
    (Rule.SET_ASIDE, _set_aside),
)


def _people(pool: ScoringPool, pairs: Iterable[tuple[str, str]]) -> Term | None:
    """Return the term that is 1 for these (mentee's person, mentor's person), None when no one is meant."""
    hit = {
        (row, column): 1
        for mentee, mentor in pairs
        if mentee in pool.mentees_of and mentor in pool.mentors_of
        for row in pool.mentees_of[mentee]
        for column in pool.mentors_of[mentor]
    }
    return sparse(len(pool.mentees), len(pool.mentors), hit) if hit else None


def _line(pool: ScoringPool, who: Participant) -> tuple[str, ...]:
    return pool.org.line_above(who.person_id, who.manager_id)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [both for first, second in pairs for both in ((first, second), (second, first))]


def _alike(pool: ScoringPool, wanted: str | None, key: Callable[[Participant], str | None]) -> Term | None:
    if wanted is None:
        return None

    def breaks(mentee: str | None, mentor: str | None) -> bool:
        return mentee is not None and mentor is not None and (mentee == mentor) != (wanted == "same")

    return lookup([key(who) for who in pool.mentees], [key(who) for who in pool.mentors], each(breaks))
