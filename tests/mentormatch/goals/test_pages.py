"""Goals and next steps on the pages of a pair."""

import pytest

from mentormatch.base.db import transaction
from mentormatch.goals import queries
from mentormatch.pairs import services as pairs
from tests.support import make


@pytest.fixture
def her(two, signed_in):
    """Her browser."""
    return signed_in(two.her)


@pytest.fixture
def him(two, signed_in):
    """His browser."""
    return signed_in(two.him)


def with_goal(two, her):
    page = her.open_page(f"/pairs/{two.pair.id}").click("Add a goal").click("Negotiation")
    return page.submit("Add goal")


def test_a_goal_begins_with_a_topic_of_her_profile(two, her):
    page = her.open_page(f"/pairs/{two.pair.id}").click("Add a goal").click("Negotiation")
    assert "About pay." in page.html

    page = page.submit("Add goal", title="", due_on="soon")
    assert page.status == 400
    assert "Say in a few words what you want to achieve" in page.text
    page = page.submit("Add goal", title="Negotiate my pay", due_on="2026-09-30")

    assert "Goal added" in page.text
    assert "Negotiate my pay" in page.text
    assert "by 30 Sep 2026" in page.text


def test_she_says_how_far_she_is(two, her):
    page = with_goal(two, her).click("Update").submit("Save", progress="140")
    assert "Enter a whole number from 0 to 100" in page.text

    page = page.submit("Save", progress="60")

    assert "60% done" in page.text
    page = page.submit("Achieved")
    assert "Goal achieved: Negotiation" in page.text


def test_he_reads_her_goals_and_proposes_steps_for_both(two, her, him):
    with_goal(two, her)
    page = him.open_page(f"/pairs/{two.pair.id}")
    assert "Negotiation" in page.text
    assert "Add a goal" not in page.text

    page = page.click("Add a step").submit("Add", text="", owner_id=two.her.id)
    assert page.status == 400
    page = page.submit("Add", text="Read the pay table", owner_id=two.her.id)
    page.click("suggest a next step").submit("Add", text="Ask Ada", owner_id=two.him.id)

    page = her.open_page(f"/pairs/{two.pair.id}")
    assert "suggested by Jonas" in page.text
    page = page.submit("Done")
    assert [step.text for step in queries.open_steps(two.pair.id)] == ["Ask Ada"]
    page.submit("Undo")
    assert len(queries.open_steps(two.pair.id)) == 2


def test_what_is_open_is_taken_along(two, her, signed_in):
    with_goal(two, her)
    after = two.next_pair()

    page = her.open_page(f"/pairs/{after.id}").click("Bring them with you").submit("Bring them with you")

    assert "You've brought them with you" in page.text
    assert "Negotiation" in signed_in(two.noor.person).open_page(f"/pairs/{after.id}").text


def test_after_the_end_her_goals_are_hers_alone(two, her, him, signed_in):
    with_goal(two, her)
    with transaction():
        pairs.end(two.pair, by=two.him, now=make.NOW)

    page = her.open_page(f"/pairs/{two.pair.id}")
    assert page.click("Update").submit("Save", title="MARKER").status == 200

    assert "MARKER" in her.open_page(f"/pairs/{two.pair.id}").text
    for who in (him, signed_in(two.coordinator)):
        assert "MARKER" not in who.open_page(f"/pairs/{two.pair.id}").html


def test_goals_and_steps_are_for_the_two(two, her, him, signed_in):
    with_goal(two, her)
    goal, = queries.of_pair(two.pair.id)

    assert him.open_page(f"/goals/{goal.id}").status == 404
    assert him.open_page(f"/pairs/{two.pair.id}/goals/new").status == 404
    cora = signed_in(two.coordinator)
    assert "Negotiation" not in cora.open_page(f"/pairs/{two.pair.id}").text
    for path in (f"/goals/{goal.id}", f"/pairs/{two.pair.id}/steps/new", f"/pairs/{two.pair.id}/goals/new"):
        assert cora.open_page(path).status == 404
