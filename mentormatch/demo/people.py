"""Builds the people of an invented company from its plan: grades, sites, names and the manager tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from mentormatch.demo.names import FullName, NameBook
from mentormatch.demo.picks import Deck, chance, pick, shuffled, stream, weighted
from mentormatch.demo.plans import CompanyPlan, Department, Site
from mentormatch.demo.specs import PersonSpec
from mentormatch.demo.titles import LADDERS

Item = TypeVar("Item")

# Parts of a department below its head, by grade: broad at the bottom, narrow at the top.
PYRAMID: tuple[tuple[int, float], ...] = (
    (8, 3.5),
    (7, 6.5),
    (6, 10),
    (5, 14),
    (4, 17),
    (3, 19),
    (2, 16),
    (1, 14),
)
OFFICE_GRADES = (8, 5, 4, 3)
SENIOR_GRADE = 8
SENIOR_WOMEN_PERCENT = 31
MAX_REPORTS = 9
LOWEST_MANAGER_GRADE = 5

_LANGUAGES = {
    "dutch": "nl",
    "polish": "pl",
    "portuguese": "pt",
    "indian": "hi",
    "turkish": "tr",
    "arabic": "ar",
    "chinese and vietnamese": "zh",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "nordic": "nb",
    "british": "en",
    "west african": "en",
}


@dataclass(frozen=True)
class Company:
    """The people of a plan, managers before their reports; `women` (email addresses) is never loaded."""

    plan: CompanyPlan
    people: tuple[PersonSpec, ...]
    women: frozenset[str]


@dataclass
class _Post:
    """A desk that is being filled."""

    department: Department
    grade: int
    site: Site
    is_head: bool = False
    woman: bool = False
    manager: "_Post | None" = None
    reports: int = 0
    pool: str = ""
    name: FullName | None = None
    title: str = ""


def build(plan: CompanyPlan, seed: int) -> Company:
    """The company of a plan; the same plan and seed always give the same people."""
    posts = [post for department in plan.departments for post in _posts(plan, department, seed)]
    _decide_who_is_a_woman(posts, stream(seed, plan.name, "women"))
    _name(posts, NameBook(stream(seed, plan.name, "names")), stream(seed, plan.name, "pools"))
    _give_titles(posts, seed)
    _grow_the_tree(posts, stream(seed, plan.name, "tree"))
    ordered = _managers_first(posts)
    people = [_person(post, plan, stream(seed, plan.name, "languages", str(post.name))) for post in ordered]
    women = frozenset(person.email for person, post in zip(people, ordered, strict=True) if post.woman)
    return Company(plan, tuple(_with_absences(people, plan, stream(seed, "absences"))), women)


def by_email(company: Company) -> dict[str, PersonSpec]:
    """Email address -> person."""
    return {person.email: person for person in company.people}


def managers(company: Company) -> frozenset[str]:
    """Email addresses of everyone who has reports."""
    return frozenset(person.manager_email for person in company.people if person.manager_email)


def _posts(plan: CompanyPlan, department: Department, seed: int) -> list[_Post]:
    rng = stream(seed, plan.name, department.name)
    below = department.headcount - 1
    if department.head_grade == 10:
        grades = list(OFFICE_GRADES[:below])
    else:
        parts = [(grade, part) for grade, part in PYRAMID if grade < department.head_grade]
        grades = _shared_out(parts, below)
    sites = [site for site in plan.sites if not department.sites or site.city in department.sites]
    head = _Post(department, department.head_grade, weighted(rng, [(site, site.share) for site in sites]))
    head.is_head = True
    seats = shuffled(rng, _shared_out([(site, site.share) for site in sites], len(grades)))
    return [head, *(_Post(department, grade, site) for grade, site in zip(grades, seats, strict=True))]


def _shared_out(parts: Sequence[tuple[Item, float]], count: int) -> list[Item]:
    """`count` items in proportion to their parts, by largest remainder, in the order of the parts."""
    whole = sum(part for _, part in parts)
    exact = [(item, part * count / whole) for item, part in parts]
    counts = [int(share) for _, share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (counts[place] - exact[place][1], place))
    for place in by_remainder[: count - sum(counts)]:
        counts[place] += 1
    return [item for (item, _), times in zip(parts, counts, strict=True) for _ in range(times)]


def _decide_who_is_a_woman(posts: list[_Post], rng: Random) -> None:
    """Women as a department has them, and few of them at the top, as in most companies."""
    senior = [post for post in posts if post.grade >= SENIOR_GRADE]
    groups = [(senior, SENIOR_WOMEN_PERCENT)]
    for department in dict.fromkeys(post.department for post in posts):
        rest = [post for post in posts if post.department is department and post.grade < SENIOR_GRADE]
        groups.append((rest, department.women_percent))
    for group, percent in groups:
        lots = sorted((rng.random() * 100 - post.department.women_percent, place) for place, post in enumerate(group))
        for _, place in lots[: round(len(group) * percent / 100)]:
            group[place].woman = True


def _name(posts: list[_Post], book: NameBook, rng: Random) -> None:
    for post in posts:
        post.pool = weighted(rng, post.site.names)
        post.name = book.next(post.pool, woman=post.woman)


def _give_titles(posts: list[_Post], seed: int) -> None:
    decks: dict[tuple[str, ...], Deck] = {}
    for post in posts:
        ladder = LADDERS[post.department.trade]
        if post.is_head:
            post.title = ladder.head
        else:
            titles = ladder.titles(post.grade)
            post.title = decks.setdefault(titles, Deck(stream(seed, *titles), titles)).deal()


def _grow_the_tree(posts: list[_Post], rng: Random) -> None:
    """Everyone reports to someone of a higher grade, close by and not overloaded; heads report to the top."""
    top, *others = sorted(posts, key=lambda post: -post.grade)
    for post in others:
        if post.is_head:
            post.manager = top
        else:
            candidates = [other for other in posts if _may_manage(other, post)]
            post.manager = min(candidates, key=lambda other: _distance(other, post) + rng.random() * 0.8)
        post.manager.reports += 1


def _may_manage(other: _Post, post: _Post) -> bool:
    return (
        other.department is post.department
        and other.grade > post.grade
        and (other.is_head or (other.grade >= LOWEST_MANAGER_GRADE and other.reports < MAX_REPORTS))
    )


def _distance(other: _Post, post: _Post) -> float:
    crowd = 1.6 if other.reports == 0 else other.reports * (0.1 if other.reports < MAX_REPORTS else 2)
    return abs(other.grade - post.grade - 2) * 0.8 + (0 if other.site is post.site else 1.7) + crowd


def _managers_first(posts: list[_Post]) -> list[_Post]:
    return sorted(posts, key=lambda post: -post.grade)


def _person(post: _Post, plan: CompanyPlan, rng: Random) -> PersonSpec:
    assert post.name is not None
    above = post.manager.name if post.manager else None
    return PersonSpec(
        email=post.name.address(plan.domain),
        name=str(post.name),
        given=post.name.given,
        job_title=post.title,
        department=post.department.name,
        site=post.site.city,
        time_zone=post.site.time_zone,
        grade=post.grade,
        manager_email=above.address(plan.domain) if above else None,
        languages=_languages(post, rng),
    )


def _languages(post: _Post, rng: Random) -> tuple[str, ...]:
    """English nearly everywhere, the language of the place, and the one they grew up with."""
    own = _LANGUAGES[post.pool]
    spoken = ["en"] if post.grade >= LOWEST_MANAGER_GRADE or chance(rng, 94) else []
    if post.site.language and (own == post.site.language or post.pool == "indian" or chance(rng, 45)):
        spoken.append(post.site.language)
    if chance(rng, 85):
        spoken.append(own)
    if chance(rng, 14):
        spoken.append(pick(rng, ("fr", "de", "es", "it")))
    return tuple(dict.fromkeys(spoken)) or (own,)


def _with_absences(people: list[PersonSpec], plan: CompanyPlan, rng: Random) -> list[PersonSpec]:
    """Some on leave, some who left; never those with reports."""
    leading = {person.manager_email for person in people}
    candidates = shuffled(rng, [place for place, person in enumerate(people) if person.email not in leading])
    away = dict.fromkeys(candidates[: plan.on_leave], "leave")
    away |= dict.fromkeys(candidates[plan.on_leave : plan.on_leave + plan.left], "left")
    return [replace(person, status=away.get(place, "active")) for place, person in enumerate(people)]
