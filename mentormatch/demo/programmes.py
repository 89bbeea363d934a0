"""The two programmes of the demo company and who enrolled in them.

Tailwind, a sponsorship programme with far fewer places than women, has been running for five months; Side by
Side, a mentorship programme, is open for sign-up and about to have its first round.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mentormatch.demo.checkins import workday
from mentormatch.demo.people import Company
from mentormatch.demo.picks import between, shuffled, some, stream
from mentormatch.demo.profiles import MENTEE, MENTOR, Profiles, Shape
from mentormatch.demo.specs import EnrolmentSpec, PersonSpec, ProgrammeSpec
from mentormatch.demo.wants import WANTS

SPONSORSHIP_DAYS = 150
PROTEGEES, SPONSOR_PLACES = 60, (3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1)
MENTEES, MENTORS = 50, 30

_STEPS_UP = {
    "next-promotion": 12.0, "visibility": 11, "senior-leadership": 7, "presenting-to-executives": 7,
    "stretch-assignments": 8, "first-leadership-role": 9, "profit-and-loss": 4, "pay-negotiation": 8,
    "strategic-thinking": 6, "heard-in-meetings": 6, "influencing": 5, "return-from-parental-leave": 5,
    "public-speaking": 4, "building-a-network": 5, "changing-function": 3, "business-case": 4,
    "technical-leadership": 4, "leading-leaders": 3, "negotiating": 2, "board-work": 2, "confidence": 3,
}  # fmt: skip
# What few sponsors feel able to offer is what many women ask for; the round shows it as a shortage.
_DOORS = _STEPS_UP | {
    "pay-negotiation": 3, "negotiating": 4, "return-from-parental-leave": 3, "first-leadership-role": 5,
    "strategic-thinking": 12, "senior-leadership": 10, "profit-and-loss": 8, "presenting-to-executives": 10,
}  # fmt: skip
_LEARNING = dict.fromkeys(WANTS, 4.0) | {
    "senior-leadership": 0.5, "next-promotion": 5, "data-analysis": 8, "career-direction": 8,
    "public-speaking": 6, "confidence": 6, "time-and-energy": 5, "first-leadership-role": 8,
}  # fmt: skip
_TEACHING = dict.fromkeys(WANTS, 4.0) | {"public-speaking": 2, "data-analysis": 3}

PROTEGEE = Shape(MENTEE, _STEPS_UP, 2, 3, has_areas=True)
SPONSOR = Shape(MENTOR, _DOORS, 3, 5, has_areas=True)
LEARNER = Shape(MENTEE, _LEARNING, 1, 3, has_areas=False)
TEACHER = Shape(MENTOR, _TEACHING, 2, 4, has_areas=False)


def sponsorship(company: Company, seed: int, today: date) -> ProgrammeSpec:
    """Tailwind: 60 women, 14 sponsors with 24 places, published five months ago; some paused, some unfinished."""
    opened = today - timedelta(SPONSORSHIP_DAYS + 62)
    profiles = Profiles(company, seed, "tailwind")
    rng = stream(seed, "tailwind", "who")
    # The head of the company is in everyone's reporting line and could be no one's sponsor.
    top = [person for person in _present(company) if person.grade >= 7 and person.manager_email]
    sponsors = _weighted_sample(top, len(SPONSOR_PLACES) + 2, seed, {7: 0.5, 9: 2})
    sponsors = sorted(sponsors, key=lambda person: (-person.grade, person.email))
    women = [person for person in _present(company) if person.email in company.women and 2 <= person.grade <= 7]
    women = [person for person in women if person not in sponsors]
    protegees = _weighted_sample(women, PROTEGEES + 7, seed, {2: 0.5, 3: 1, 4: 1.2, 5: 1.4, 6: 1.6, 7: 1.2})
    waiting = _when(opened, 45, seed)

    def write(person: PersonSpec, shape: Shape, places: int) -> EnrolmentSpec:
        enrolled, ready = waiting(person)
        return profiles.write(person, shape, places=places, enrolled=enrolled, ready=ready)

    places = shuffled(rng, SPONSOR_PLACES)
    enrolled = [write(person, SPONSOR, count) for person, count in zip(sponsors, places, strict=False)]
    late = [write(person, SPONSOR, 1) for person in sponsors[len(places) :]]
    sponsored = [write(person, PROTEGEE, 1) for person in protegees]
    on_the_way = [*sponsored[PROTEGEES + 2 :], late[0]]
    enrolments = (
        *_with_boundaries(sponsored[:PROTEGEES], [spec.person for spec in enrolled], 6, seed),
        *enrolled,
        *(_paused(spec, today) for spec in [*sponsored[PROTEGEES : PROTEGEES + 2], *late[1:]]),
        *(_recent(profiles.unfinished(spec), today, seed) for spec in on_the_way),
    )
    return _tailwind(company, today, opened, enrolments)


def mentorship(company: Company, seed: int, today: date) -> ProgrammeSpec:
    """Side by Side: 50 mentees and 30 mentors ready for a first round, and a few who have not finished."""
    opened = today - timedelta(33)
    profiles = Profiles(company, seed, "side-by-side")
    present = _present(company)
    experienced = [person for person in present if 4 <= person.grade <= 8]
    teachers = _weighted_sample(experienced, MENTORS + 3, seed + 1, {4: 0.6, 5: 1, 6: 1.6, 7: 1.4, 8: 0.7})
    learners = _weighted_sample(
        [person for person in present if person.grade <= 5 and person not in teachers],
        MENTEES + 6,
        seed + 2,
        {4: 0.8, 5: 0.4},
    )
    waiting = _when(opened, 30, seed)
    rng = stream(seed, "side-by-side", "places")

    def write(person: PersonSpec, shape: Shape) -> EnrolmentSpec:
        enrolled, ready = waiting(person)
        places = 2 if between(rng, 1, 10) <= 4 else 1
        return profiles.write(person, shape, places=places, enrolled=enrolled, ready=ready)

    mentors = [write(person, TEACHER) for person in teachers]
    mentees = [write(person, LEARNER) for person in learners]
    enrolments = (
        *_with_boundaries(mentees[:MENTEES], [spec.person for spec in mentors[:MENTORS]], 3, seed),
        *mentors[:MENTORS],
        *(profiles.unfinished(spec) for spec in (*mentees[MENTEES:], *mentors[MENTORS:])),
    )
    return _side_by_side(company, today, opened, enrolments)


def _present(company: Company) -> list[PersonSpec]:
    """Those who may enrol: at work, and not among those who run the programmes."""
    away = _coordinators(company)
    return [person for person in company.people if person.status == "active" and person.email not in away]


def _weighted_sample(
    people: Sequence[PersonSpec], count: int, seed: int, shares: dict[int, float]
) -> list[PersonSpec]:
    """That many people, drawn without putting back; a grade's share (1 unless given) makes it more likely."""
    lots = [
        (
            stream(seed, "lot", person.email).random() ** (1 / shares.get(person.grade, 1)),
            person.email,
            person,
        )
        for person in people
    ]
    return [person for _, _, person in sorted(lots, key=lambda lot: (-lot[0], lot[1]))[:count]]


def _when(opened: date, days: int, seed: int) -> Callable[[PersonSpec], tuple[date, date]]:
    """The days on which a person enrolled and was ready, within the first `days` after the opening."""

    def drawn(person: PersonSpec) -> tuple[date, date]:
        rng = stream(seed, "when", person.email, opened.isoformat())
        enrolled = workday(opened + timedelta(between(rng, 0, days - 9)))
        return enrolled, workday(enrolled + timedelta(between(rng, 0, 5)))

    return drawn


def _with_boundaries(
    specs: Sequence[EnrolmentSpec], others: Sequence[PersonSpec], count: int, seed: int
) -> list[EnrolmentSpec]:
    """Some of them keep one or two people of the other side away from themselves."""
    rng = stream(seed, "boundaries", specs[0].role, others[0].email)
    refusing = {spec.email for spec in some(rng, specs, count)}
    return [
        replace(spec, boundaries=tuple(sorted(other.email for other in some(rng, others, between(rng, 1, 2)))))
        if spec.email in refusing
        else spec
        for spec in specs
    ]


def _paused(spec: EnrolmentSpec, today: date) -> EnrolmentSpec:
    """Paused before the round was published, so that no one was proposed."""
    return replace(spec, state="paused", paused_on=workday(today - timedelta(SPONSORSHIP_DAYS + 12)))


def _recent(spec: EnrolmentSpec, today: date, seed: int) -> EnrolmentSpec:
    """Begun in the last days, for the next round."""
    days = between(stream(seed, "recent", spec.email), 1, 12)
    return replace(spec, enrolled_on=today - timedelta(days))


def _coordinators(company: Company) -> tuple[str, ...]:
    """The two who run programmes: experienced people of the People department."""
    people = [person for person in company.people if person.department == "People" and 4 <= person.grade <= 7]
    people = [person for person in people if person.status == "active"]
    return tuple(person.email for person in sorted(people, key=lambda person: (-person.grade, person.email))[:2])


def _tailwind(
    company: Company, today: date, opened: date, enrolments: tuple[EnrolmentSpec, ...]
) -> ProgrammeSpec:
    senior = [person for person in company.people if person.grade >= 8]
    women = sum(person.email in company.women for person in senior)
    share = round(100 * len(company.women) / len(company.people))
    start = workday(today - timedelta(SPONSORSHIP_DAYS))
    return ProgrammeSpec(
        slug="tailwind",
        name="Tailwind",
        kind="sponsorship",
        summary="Women on their way to their next role, and senior colleagues who use their influence on their behalf.",
        audience="aimed",
        audience_who="Women in grades 2 to 7, at every site, full-time or part-time.",
        audience_basis=(
            f"Women make up {share}% of our workforce and hold {women} of {len(senior)} posts in grades 8 to 10. "
            "The management board and the works council have agreed this programme to help close the gap."
        ),
        audience_review_on=today + timedelta(200),
        created_on=opened - timedelta(10),
        enrol_until=today + timedelta(26),
        starts_on=start,
        ends_on=start + timedelta(365),
        published_on=workday(start - timedelta(3)),
        coordinators=_coordinators(company),
        enrolments=enrolments,
    )


def _side_by_side(
    company: Company, today: date, opened: date, enrolments: tuple[EnrolmentSpec, ...]
) -> ProgrammeSpec:
    return ProgrammeSpec(
        slug="side-by-side",
        name="Side by Side",
        kind="mentorship",
        summary="Learn from someone who's done it, or pass on what you know. Open to every site.",
        audience="all",
        audience_who="",
        audience_basis="",
        audience_review_on=None,
        created_on=opened - timedelta(6),
        enrol_until=today + timedelta(9),
        starts_on=workday(today + timedelta(20)),
        ends_on=today + timedelta(294),
        published_on=None,
        coordinators=_coordinators(company)[:1],
        enrolments=enrolments,
    )
