"""Who takes part in a round and under which rules: the values a caller hands over.

Nothing here scores, matches or reads a database. Ids are opaque strings: `id` names an enrolment, `person_id`
the human being behind it, which ties it to the reporting line and to other enrolments of the same person.
There is no field for a protected attribute, so none can become a criterion.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from matching.score.reporting_line import Org as Org

HALF_HOURS = 48
SitePreference = Literal["same", "other"]
Mode = Literal["must", "nice", "off"]


class ProfileError(ValueError):
    """A profile, rule or weight that can't be used; the message is a complete sentence that names it."""


def _check(holds: bool, sentence: str) -> None:
    if not holds:
        raise ProfileError(sentence)


def _check_topics(owner: str, topics: Iterable[str]) -> None:
    listed = list(topics)
    _check(len(set(listed)) == len(listed), f"{owner!r} lists a topic twice.")


class Rule(StrEnum):
    """The hard rules. A pair that breaks one is not allowed, whatever its score."""

    SAME_PERSON = "same_person"  # always on: no one mentors themselves
    SET_ASIDE = "set_aside"  # always on: by lot or by someone's private limit, and nothing tells which
    OWN_MANAGER = "own_manager"
    REPORTING_LINE = "reporting_line"
    SENIORITY_GAP = "seniority_gap"
    EXCLUSION = "exclusion"
    PAST_PAIR = "past_pair"
    LANGUAGE = "language"
    SITE = "site"
    DEPARTMENT = "department"
    MUST = "must"  # a criterion set to "must" that this pair does not meet
    MINIMUM_SCORE = "minimum_score"


@dataclass(frozen=True, slots=True)
class MenteeGoal:
    """A topic a mentee wants to grow in; priority 1..3, where 3 matters most."""

    topic: str
    priority: int = 2

    def __post_init__(self) -> None:
        _check(1 <= self.priority <= 3, f"The priority of goal {self.topic!r} must be 1, 2 or 3.")


@dataclass(frozen=True, slots=True)
class Expertise:
    """A topic a mentor can help with; level 1..3, where 3 is the deepest."""

    topic: str
    level: int = 2

    def __post_init__(self) -> None:
        _check(1 <= self.level <= 3, f"The level of expertise {self.topic!r} must be 1, 2 or 3.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """What both sides of a pair state. Anything left empty means "not said" and counts against no one.

    `hours` are the half-hours of a UTC day (0..47) in which the person can meet; `half_hours` makes them from
    an offset and a working day. `set_aside` are person ids: the two are never paired, in either role. Whoever
    hands them over mixes private limits with lots, so that one can't be told from the other.
    """

    id: str
    person_id: str
    grade: int | None = None
    manager_id: str | None = None
    department: str | None = None
    site: str | None = None
    languages: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    formats: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    site_preference: SitePreference | None = None
    wishes: tuple[str, ...] = ()
    set_aside: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check(bool(self.id), "Everyone in a round needs an id that is not empty.")
        _check(
            all(0 <= slot < HALF_HOURS for slot in self.hours),
            f"The hours of {self.id!r} must be half-hours of the day, 0 to 47.",
        )
        _check(
            self.site_preference in (None, "same", "other"),
            f"The site preference of {self.id!r} must be 'same', 'other' or nothing.",
        )
        _check(len(set(self.wishes)) == len(self.wishes), f"The wishes of {self.id!r} name someone twice.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentee(Participant):
    """A mentee's enrolment. `wishes` are mentor ids, best first; a higher `priority` is served first.

    `target_area` is the department (or any other area name) the mentee wants to reach; it is compared with the
    mentor's `reach` and department.
    """

    goals: tuple[MenteeGoal, ...] = ()
    target_area: str | None = None
    priority: int = 0

    def __post_init__(self) -> None:
        Participant.__post_init__(self)
        _check(self.priority >= 0, f"The priority of mentee {self.id!r} must be 0 or more.")
        _check_topics(self.id, [goal.topic for goal in self.goals])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor(Participant):
    """A mentor's enrolment. `wishes` are mentee ids, best first; `reach` names areas the mentor has a say in."""

    expertise: tuple[Expertise, ...] = ()
    capacity: int = 1
    reach: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        Participant.__post_init__(self)
        _check(self.capacity >= 0, f"The capacity of mentor {self.id!r} must be 0 or more.")
        _check_topics(self.id, [offer.topic for offer in self.expertise])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Which hard rules apply in a round, with their parameters. `Rule` says what each name means.

    `seniority_gap` is (least, most): how many grades the mentor may be above the mentee, either end open with None.
    `exclusions` and `past_pairs` hold pairs of *person* ids, in either order. `site` and `department` ask for
    the same or another one. `minimum_score` is 0..1000. `waivers` are (mentee id, mentor id, rule name): one
    rule waived for one pair. The same person on both sides and the minimum are never waived. That two are set aside is
    waived only where a waiver names it: never by `Scorer.allowing`, and no change is offered that would.
    """

    own_manager: bool = True
    reporting_line: bool = True
    past_pair: bool = True
    language: bool = False
    seniority_gap: tuple[int | None, int | None] | None = None
    site: SitePreference | None = None
    department: SitePreference | None = None
    minimum_score: int = 0
    exclusions: frozenset[tuple[str, str]] = frozenset()
    past_pairs: frozenset[tuple[str, str]] = frozenset()
    waivers: frozenset[tuple[str, str, str]] = frozenset()

    def __post_init__(self) -> None:
        _check(0 <= self.minimum_score <= 1000, "The minimum score must be between 0 and 1000.")
        for choice in (self.site, self.department):
            _check(choice in (None, "same", "other"), "A site or department rule must be 'same' or 'other'.")
        least, most = self.seniority_gap or (None, None)
        if least is not None and most is not None:
            _check(least <= most, "The least seniority gap must not be above the most.")
        for mentee_id, mentor_id, rule in sorted(self.waivers):
            _check(
                rule in WAIVABLE or rule == Rule.SET_ASIDE,
                f"Rule {rule!r} cannot be waived for {mentee_id!r} and {mentor_id!r}.",
            )

    def waiving(self, mentee_id: str, mentor_id: str, *rules: str) -> "Rules":
        """The same rules with these set aside for this one pair."""
        more = {(mentee_id, mentor_id, str(rule)) for rule in rules}
        return replace(self, waivers=self.waivers | more)


WAIVABLE: frozenset[str] = frozenset(
    {
        Rule.OWN_MANAGER,
        Rule.REPORTING_LINE,
        Rule.SENIORITY_GAP,
        Rule.EXCLUSION,
        Rule.PAST_PAIR,
        Rule.LANGUAGE,
        Rule.SITE,
        Rule.DEPARTMENT,
        Rule.MUST,
    }
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a criterion counts, 0..100, and how: *must* is also a hard rule, *off* is ignored."""

    weight: int
    mode: Mode = "nice"

    def __post_init__(self) -> None:
        _check(0 <= self.weight <= 100, "A weight must be between 0 and 100.")
        _check(self.mode in ("must", "nice", "off"), "A criterion must be 'must', 'nice' or 'off'.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """What some criteria aim at.

    `ideal_gap` is how many grades above the mentee the mentor would ideally be; `department` is what the programme
    prefers; `enough_hours` is the daily overlap, in half-hours, beyond which more brings nothing.
    """

    ideal_gap: int = 3
    department: SitePreference = "other"
    enough_hours: int = 8

    def __post_init__(self) -> None:
        _check(1 <= self.enough_hours <= HALF_HOURS, "Enough hours must be 1 to 48 half-hours.")
        _check(self.department in ("same", "other"), "The preferred department must be 'same' or 'other'.")


def half_hours(utc_offset_minutes: int, *, start: int = 9 * 60, end: int = 17 * 60) -> frozenset[int]:
    """The UTC half-hours of a local working day, given in minutes after local midnight.

    Only whole half-hours count; offsets such as +345 (Nepal) lose the quarter at both ends. `end` may lie
    past midnight (start 1320, end 1800 is a night shift).
    """
    first = -(-(start - utc_offset_minutes) // 30)
    last = (end - utc_offset_minutes) // 30
    return frozenset(slot % HALF_HOURS for slot in range(first, min(last, first + HALF_HOURS)))
