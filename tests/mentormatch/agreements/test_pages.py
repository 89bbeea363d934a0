"""The pages of an agreement, used by the two and tried by others."""

import pytest

from mentormatch.agreements import queries
from tests.support import make


@pytest.fixture
def her(two, signed_in):
    """Her browser."""
    return signed_in(two.her)


@pytest.fixture
def him(two, signed_in):
    """His browser."""
    return signed_in(two.him)


def test_from_the_pairs_page_to_an_agreement(two, her, him):
    page = her.open_page(f"/pairs/{two.pair.id}")
    assert "ideally by 16 May 2026" in page.text

    page = page.click("Suggest an agreement")
    assert 'value="video" checked' in page.html
    assert 'value="walking" checked' not in page.html
    page = page.submit("Send", cadence_weeks="2", formats=["video", "walking"], place="River",
                       wants="To be seen", welcome=["introduced"], ask_first=["told-manager"])
    assert "You suggested this on 4 May 2026" in page.text

    page = him.open_page(f"/pairs/{two.pair.id}").click("Read and reply")
    assert "Introduce me to someone influential" in page.text
    page = page.submit("Accept")

    assert "Agreed. It applies from now on" in page.text
    assert "Every 2 weeks · By video, On a walk · River" in page.text
    assert "Speak to my manager about my work" in page.text
    assert "You agreed how you'll meet" in page.text
    assert "Introduce me to someone influential" in her.open_page(f"/pairs/{two.pair.id}/agreement").text


def test_a_wrong_answer_keeps_what_was_typed(two, her):
    page = her.open_page(f"/pairs/{two.pair.id}/agreement/propose")

    page = page.submit("Send", formats=None, place="The old mill", wants="All of it",
                       welcome=["told-manager"], ask_first=["told-manager"])

    assert page.status == 400
    assert "Choose at least one way of meeting" in page.text
    assert "The old mill" in page.html
    page = page.submit("Send", formats=["office"])
    assert "is in both lists" in page.text


def test_he_is_not_asked_for_what_is_hers(two, him, her):
    form = him.open_page(f"/pairs/{two.pair.id}/agreement/propose").form("Send")
    assert not {"wants", "welcome", "ask_first"} & form.names

    him.open_page(f"/pairs/{two.pair.id}/agreement/propose").submit("Send")
    page = her.open_page(f"/pairs/{two.pair.id}").click("Read and reply")
    page.submit("Accept", wants="Room", ask_first=["introduced"])

    assert queries.current(two.pair.id).ask_first == ["introduced"]
    assert him.open_page(f"/pairs/{two.pair.id}/agreement/hers").status == 404


def test_two_who_write_at_once_read_a_sentence_and_keep_their_words(two, her, him):
    open_page = him.open_page(f"/pairs/{two.pair.id}/agreement/propose")
    her.open_page(f"/pairs/{two.pair.id}/agreement/propose").submit("Send")

    page = open_page.submit("Send", place="My place")

    assert page.status == 400
    assert "Ines was quicker" in page.text
    assert "My place" in page.html


def test_she_changes_her_part_and_takes_a_proposal_back(two, her, him):
    her.open_page(f"/pairs/{two.pair.id}/agreement/propose").submit("Send")
    him.open_page(f"/pairs/{two.pair.id}").click("Read and reply").submit("Accept")

    page = her.open_page(f"/pairs/{two.pair.id}/agreement").click("my wishes")
    page = page.submit("Save", ask_first=["introduced"])
    assert "It applies from now on" in page.text

    page = page.click("Suggest a change").submit("Send", cadence_weeks="6").submit("Withdraw")
    assert "Withdrawn" in page.text
    assert [version.version for version in queries.versions(two.pair.id)] == [3, 2, 1]


def test_who_runs_the_programme_learns_that_there_is_one_and_not_what_it_says(two, her, him, signed_in):
    her.open_page(f"/pairs/{two.pair.id}/agreement/propose").submit("Send", wants="MARKER", place="MARKER")
    him.open_page(f"/pairs/{two.pair.id}").click("Read and reply").submit("Accept")

    cora = signed_in(two.coordinator)
    page = cora.open_page(f"/pairs/{two.pair.id}")

    assert "They agreed on 4 May 2026 how they'll meet" in page.text
    assert "MARKER" not in page.html
    for who in (cora, signed_in(make.administrator())):
        assert who.open_page(f"/pairs/{two.pair.id}/agreement").status == 404
