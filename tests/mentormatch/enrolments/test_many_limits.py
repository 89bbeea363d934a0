"""A programme in which many use their private list is named to administrators, who are told of nobody."""

from mentormatch.enrolments import queries
from mentormatch.enrolments.models import Boundary
from tests.support import make


def limited(programme, people, limits):
    other = make.person(f"Else {programme.name}")
    for number in range(people):
        enrolment = make.enrolment(make.person(f"{programme.name} {number}"), programme)
        if number < limits:
            make.saved(Boundary(enrolment_id=enrolment.id, person_id=other.id, created_at=make.NOW))


def test_more_than_fifteen_in_a_hundred_of_twenty_people_is_many(app, signed_in):
    few, many, small = (make.programme(name=name, lots="normal") for name in ("Few", "Many", "Small"))
    limited(few, 20, 3)
    limited(many, 20, 4)
    limited(small, 19, 10)

    assert queries.with_many_limits() == [many]
    page = signed_in(make.administrator()).open_page("/admin")
    assert "Many people in Many use their private list" in page.text
    assert "Few use" not in page.text
