"""From an empty installation to a confirmed check-in; and a declined proposal that leads to another round."""

import pytest


@pytest.fixture
def coordinator(administrator):
    """The administrator, who also runs an open mentorship programme."""
    ada = administrator
    ada.open("/programmes/new").follow("Mentorship")
    ada.press("Save for now").sees("There is a problem")
    ada.fill(name="Side by Side").press("Save for now")
    # with three people a lot would now and then leave no one to match
    ada.open("/programmes/side-by-side/lots").choose("None").press("Save")
    ada.open("/programmes/side-by-side/check").press("Open for sign-up")
    return ada


def enrol(walker, name, role):
    """Register and enrol; the mentee has goals, the mentor offers and accepts the charter."""
    walker.register(name)
    walker.open("/programmes/side-by-side").follow(f"Sign up as a {role}").press("Start signing up")
    walker.follow("Continue").press("Save and continue").sees("There is a problem")
    walker.fill(about="I look after the night shift and want more of the day.").press("Save and continue")
    walker.pick_topic("Public speaking", 3).pick_topic("Strategic thinking", 2).press("Save and continue")
    walker.press("Save and continue")
    walker.choose("By video").choose("On a walk").choose("I don't mind").choose("English")
    walker.press("Save and continue")
    walk_on(walker, role)
    walker.press("I'm ready – find me a match").sees("Ready")
    return walker


def walk_on(walker, role):
    """The steps that differ: places and charter for a mentor; both come by the private boundaries."""
    if role == "mentor":
        walker.choose("2").press("Save and continue")
    walker.sees("Only you").follow("Continue")
    if role == "mentor":
        walker.page.locator("[name=accepted]").check(force=True)
        walker.press("Save and continue")


def compute_and_publish(coordinator, pairs):
    """Open a round, compute a draft, look at it, publish it."""
    coordinator.open("/programmes/side-by-side/rounds").press("Open a round").press("Create a draft")
    coordinator.page.get_by_text(f"Pairs in this draft: {pairs}").wait_for(timeout=30_000)
    coordinator.look().follow("Why").page.go_back()
    coordinator.follow("Left out")
    coordinator.follow("Certificate").sees("Every check passed")
    coordinator.follow("Pairs").follow("Publish this draft").choose("Now")
    coordinator.press("Check and preview").press("Publish and send").sees("is published")


def test_from_an_empty_installation_to_a_confirmed_check_in(people, coordinator):
    mina = enrol(people("mina@company.example"), "Mina Kowal", "mentee")
    theo = enrol(people("theo@company.example"), "Theo Laurent", "mentor")

    compute_and_publish(coordinator, 1)
    mina.open_mail("your suggested match").sees("Theo Laurent").press("Accept")
    theo.open_mail("your suggested match").sees("Mina Kowal").press("Accept")

    mina.open("/pairs").follow("Theo Laurent").follow("Log a meeting").press("Log meeting").sees("There is a problem")
    mina.choose("30 min").choose("On a walk")
    mina.fill(shared="We drew a map of who decides.", note="Ask about the night shift.").press("Log meeting")
    mina.does_not_see("There is a problem").sees("We drew a map of who decides.").sees("Ask about the night shift.")

    theo.open("/pairs").follow("Mina Kowal").sees("We drew a map of who decides.")
    theo.does_not_see("Ask about the night shift.")
    theo.press("Yes, that's right").sees("We drew a map of who decides.")
    mina.open("/pairs").follow("Theo Laurent").sees("onfirmed")


def test_a_declined_proposal_frees_the_place_for_another_round(people, coordinator):
    mina = enrol(people("mina@company.example"), "Mina Kowal", "mentee")
    theo = enrol(people("theo@company.example"), "Theo Laurent", "mentor")
    compute_and_publish(coordinator, 1)

    mina.open_mail("your suggested match").sees("Theo Laurent").follow("Decline").press("Decline")
    theo.open("/pairs").does_not_see("Mina Kowal")

    nora = enrol(people("nora@company.example"), "Nora Winter", "mentor")
    compute_and_publish(coordinator, 1)
    nora.open_mail("your suggested match").sees("Mina Kowal").press("Accept")
    mina.open_mail("your suggested match").sees("Nora Winter").press("Accept").sees("Nora Winter")
