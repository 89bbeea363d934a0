"""The demo company, whole: the one call that a loader needs.

Everything is drawn from a seed and counted back from a day, so the same two always give the same company.
"""

from datetime import date

from mentormatch.demo.people import Company, build
from mentormatch.demo.plans import MERROWBY
from mentormatch.demo.programmes import mentorship, sponsorship
from mentormatch.demo.specs import DemoSpec, FacesSpec, PersonSpec, ProgrammeSpec

SEED = 2026


def demo(today: date, *, seed: int = SEED) -> DemoSpec:
    """Everyone and everything of the demo company as it stands on a day."""
    company = build(MERROWBY, seed)
    running, enrolling = sponsorship(company, seed, today), mentorship(company, seed, today)
    return DemoSpec(
        name=MERROWBY.name,
        domain=MERROWBY.domain,
        people=company.people,
        sponsorship=running,
        mentorship=enrolling,
        faces=_faces(company, running, enrolling),
    )


def _faces(company: Company, running: ProgrammeSpec, enrolling: ProgrammeSpec) -> FacesSpec:
    """Someone typical of each side; the mentor is the sponsor with the most places."""
    present = [person for person in company.people if person.status == "active"]
    enrolled = {spec.email for spec in (*running.enrolments, *enrolling.enrolments)}
    systems = [person for person in present if person.department == "Software and Data" and person.grade == 5]
    newcomers = [person for person in present if person.email not in enrolled and person.grade <= 3]
    apart = enrolled | {*running.coordinators, *enrolling.coordinators, _first(systems), _first(newcomers)}
    sponsors = sorted(running.ready("mentor"), key=lambda spec: (-spec.places, spec.email))
    return FacesSpec(
        administrator=_first(systems),
        auditor=_first([person for person in present if person.email not in apart and person.grade >= 5]),
        coordinator=running.coordinators[0],
        mentor=sponsors[0].email,
        mentee=min(spec.email for spec in running.ready("mentee")),
        newcomer=_first(newcomers),
    )


def _first(people: list[PersonSpec]) -> str:
    return min(person.email for person in people)
