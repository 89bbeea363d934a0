"""Writes the profile of an enrolment: about, topics, meeting, reach. programmes.py says who enrols in what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mentormatch.demo.abouts import LEISURE, WORK
from mentormatch.demo.lines import Lines
from mentormatch.demo.offers import OFFERS
from mentormatch.demo.people import Company
from mentormatch.demo.picks import Deck, between, chance, pick, some, stream, weighted
from mentormatch.demo.specs import EnrolmentSpec, PersonSpec, TopicSpec
from mentormatch.demo.wants import WANTS

MENTOR, MENTEE = "mentor", "mentee"
_FORMATS: tuple[tuple[str, float], ...] = (
    ("video", 88),
    ("office", 62),
    ("public-place", 46),
    ("walking", 40),
    ("small-group", 24),
)
_HOURS: tuple[tuple[tuple[int, int], float], ...] = (
    ((9, 17), 40),
    ((8, 16), 20),
    ((7, 15), 10),
    ((9, 13), 8),
    ((10, 18), 16),
    ((12, 20), 6),
)


@dataclass(frozen=True)
class Shape:
    """What profiles of one role in one programme look like: how popular topics are, and how many one chooses."""

    role: str
    topics: Mapping[str, float]
    fewest: int
    most: int
    has_areas: bool


class Profiles:
    """Writes profiles for one programme, spreading the hand-written lines evenly over its people."""

    def __init__(self, company: Company, seed: int, programme: str) -> None:
        self._seed, self._programme = seed, programme
        rng = stream(seed, programme, "lines")
        self._lines = {MENTEE: Lines(rng, WANTS, company), MENTOR: Lines(rng, OFFERS, company)}
        self._work = Lines(rng, WORK, company)
        self._leisure = Deck(rng, LEISURE)
        self._abouts: set[str] = set()
        self._areas = [department.name for department in company.plan.departments if department.head_grade < 10]

    def write(
        self, person: PersonSpec, shape: Shape, *, places: int, enrolled: date, ready: date
    ) -> EnrolmentSpec:
        """A complete profile, ready to be matched."""
        rng = stream(self._seed, self._programme, shape.role, person.email)
        is_mentor = shape.role == MENTOR
        hours_from, hours_to = weighted(rng, _HOURS)
        languages = [code for code in person.languages if code == "en" or chance(rng, 80)]
        return EnrolmentSpec(
            person=person,
            role=shape.role,
            state="ready",
            about=self._about(person),
            topics=self._topics(person, shape),
            formats=tuple(slug for slug, percent in _FORMATS if chance(rng, percent)) or ("video",),
            languages=tuple(languages) or person.languages,
            hours_from=hours_from,
            hours_to=hours_to,
            site_preference=weighted(rng, (("", 66), ("same", 22), ("other", 12))),
            target_area=self._target(person) if shape.has_areas and not is_mentor else "",
            reach=self._reach(person) if shape.has_areas and is_mentor else (),
            places=places if is_mentor else 1,
            boundaries=(),
            charter_accepted=is_mentor,
            enrolled_on=enrolled,
            ready_on=ready,
        )

    def unfinished(self, spec: EnrolmentSpec) -> EnrolmentSpec:
        """The same, given up somewhere on the way: after a sentence, after the topics, or just before the end."""
        rng = stream(self._seed, self._programme, "unfinished", spec.email)
        draft = replace(spec, state="draft", ready_on=None, charter_accepted=False)
        if chance(rng, 65):
            draft = replace(draft, formats=(), languages=(), target_area="", reach=())
        if chance(rng, 40):
            draft = replace(draft, topics=())
        return draft

    def _about(self, person: PersonSpec) -> str:
        rng = stream(self._seed, self._programme, "about", person.email)
        leads = person.grade >= 6 and chance(rng, 55)
        about = ""
        while not about or about in self._abouts:
            about = f"{self._work.deal('lead' if leads else 'work', person)} {self._leisure.deal()}"
        self._abouts.add(about)
        return about

    def _topics(self, person: PersonSpec, shape: Shape) -> tuple[TopicSpec, ...]:
        """Some topics this person has something to say about; the first matters most, or goes deepest."""
        rng = stream(self._seed, self._programme, shape.role, "topics", person.email)
        lines = self._lines[shape.role]
        left = [(slug, shape.topics.get(slug, 0.0)) for slug in lines.keys_for(person)]
        chosen: list[str] = []
        for _ in range(between(rng, shape.fewest, shape.most)):
            left = [(slug, share) for slug, share in left if share and slug not in chosen]
            if left:
                chosen.append(weighted(rng, left))
        return tuple(
            TopicSpec(slug, _level(place, rng.random()), "" if chance(rng, 12) else lines.deal(slug, person))
            for place, slug in enumerate(chosen)
        )

    def _target(self, person: PersonSpec) -> str:
        """The part of the company a mentee is aiming for: their own for many, none in particular for a few."""
        rng = stream(self._seed, self._programme, "target", person.email)
        if chance(rng, 12):
            return ""
        own = person.department if person.department in self._areas else "Operations"
        return own if chance(rng, 38) else pick(rng, self._areas)

    def _reach(self, person: PersonSpec) -> tuple[str, ...]:
        """Where a sponsor has influence: the higher, the further."""
        rng = stream(self._seed, self._programme, "reach", person.email)
        others = [area for area in self._areas if area != person.department]
        own = [person.department] if person.department in self._areas else []
        far = between(rng, 2, 4) if person.grade >= 9 else between(rng, 0, 2)
        return tuple(sorted(own + some(rng, others, far or 1 - len(own))))


def _level(place: int, draw: float) -> int:
    if place == 0:
        return 3 if draw < 0.8 else 2
    return (1, 2, 2, 3)[int(draw * 4)]
