"""What the demo consists of: plain values that a loader turns into rows. People go by their email address.

The words for roles, states and formats are those of the tables; topics are slugs of the shipped vocabulary.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonSpec:
    """An employee as a personnel system would list them; languages are two-letter codes."""

    email: str
    name: str
    given: str
    job_title: str
    department: str
    site: str
    time_zone: str
    grade: int
    manager_email: str | None
    languages: tuple[str, ...]
    status: str = "active"


@dataclass(frozen=True)
class TopicSpec:
    """A goal (level is how much it matters) or an expertise (level is how deep it goes), 1..3."""

    slug: str
    level: int
    sentence: str


@dataclass(frozen=True)
class EnrolmentSpec:
    """One person in one programme in one role, as far as the person has got with it.

    A draft may lack topics, formats or the charter. `boundaries` are email addresses. Hours are whole hours of
    the person's own zone. Days that have not come (ready, paused) are None.
    """

    person: PersonSpec
    role: str
    state: str
    about: str
    topics: tuple[TopicSpec, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    hours_from: int
    hours_to: int
    site_preference: str
    target_area: str
    reach: tuple[str, ...]
    places: int
    boundaries: tuple[str, ...]
    charter_accepted: bool
    enrolled_on: date
    ready_on: date | None
    paused_on: date | None = None

    @property
    def email(self) -> str:
        """Whose it is."""
        return self.person.email


@dataclass(frozen=True)
class ProgrammeSpec:
    """A programme with everyone in it. Criteria, rules and charter come from the defaults of its kind.

    `published_on` is the day its first round was published; None while people can still sign up.
    """

    slug: str
    name: str
    kind: str
    summary: str
    audience: str
    audience_who: str
    audience_basis: str
    audience_review_on: date | None
    created_on: date
    enrol_until: date
    starts_on: date
    ends_on: date
    published_on: date | None
    coordinators: tuple[str, ...]
    enrolments: tuple[EnrolmentSpec, ...]

    def ready(self, role: str) -> tuple[EnrolmentSpec, ...]:
        """Those of one role who can be matched."""
        return tuple(spec for spec in self.enrolments if spec.role == role and spec.state == "ready")


@dataclass(frozen=True)
class AnswerSpec:
    """How the partner answered a check-in: confirmed, with nothing more, or corrected, with a whole account."""

    kind: str
    answered_on: date
    happened_on: date | None = None
    minutes: int | None = None
    format: str | None = None
    shared: str = ""


@dataclass(frozen=True)
class CheckInSpec:
    """One meeting as its author (mentor or mentee) logged it; each private note is for its writer alone."""

    author: str
    happened_on: date
    logged_on: date
    minutes: int
    format: str
    shared: str
    next_on: date | None
    note_of_mentee: str
    note_of_mentor: str
    answer: AnswerSpec | None


@dataclass(frozen=True)
class HistorySpec:
    """What has happened to a pair since it was proposed.

    `state` is active, paused, ended, declined or lapsed; `declined_by` is a role or empty. A pair that began has
    `started_on`, one that is over `closed_on`. A silent pair is an active one whose check-ins stopped long ago.
    """

    state: str
    mentee_accepted_on: date | None
    mentor_accepted_on: date | None
    started_on: date | None
    closed_on: date | None
    declined_by: str
    check_ins: tuple[CheckInSpec, ...]


@dataclass(frozen=True)
class FacesSpec:
    """Who to sign in as to see the product from each side; email addresses."""

    administrator: str
    auditor: str
    coordinator: str
    mentor: str
    mentee: str
    newcomer: str


@dataclass(frozen=True)
class DemoSpec:
    """The demo company, whole."""

    name: str
    domain: str
    people: tuple[PersonSpec, ...]
    sponsorship: ProgrammeSpec
    mentorship: ProgrammeSpec
    faces: FacesSpec
