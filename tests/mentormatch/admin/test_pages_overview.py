"""The overview of administration: what needs attention, and the counts."""

import pytest

from tests.support import make


@pytest.fixture
def desk(app, signed_in):
    return signed_in(make.administrator())


def test_the_overview_says_what_waits_and_counts_people(desk):
    page = desk.open_page("/admin")
    assert "Add your colleagues" in page.text

    for number in range(2):
        make.person(f"Person {number}", password_hash=None, registered_at=None)
    make.person("Olu Berg", status="leave")
    page = desk.open_page("/admin")

    assert "2 people haven't been invited" in page.text
    assert "People 4 currently at the company" in page.text
    assert page.click("2 people haven't been invited").reader.h1 == "People"


def test_a_programme_whose_coordinators_have_all_left_needs_somebody_to_run_it(desk):
    gone, staying = make.person("Ada Moor", status="left"), make.person("Olu Berg", status="leave")
    make.programme(gone)
    make.programme(gone, slug="closed", state="closed")
    make.programme(staying, slug="on-leave")

    page = desk.open_page("/admin")

    assert page.text.count("No one runs") == 1
    assert page.click("No one runs Open Doors any more").path == "/programmes/open-doors/coordinators"
