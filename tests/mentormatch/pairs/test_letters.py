"""Our own texts of the mails about pairs."""

from mentormatch.enrolments.models import MENTEE
from mentormatch.pairs import letters
from mentormatch.pairs.models import Pair
from tests.support import make


def test_our_own_texts_are_ones_a_coordinator_could_have_written(two):
    texts = letters.wordings(two.programme, {})[MENTEE]
    pair = Pair(id="p", programme=two.programme, mentor=two.mentor, mentee=two.mentee, why=None, score=1)

    letter = letters.proposed(pair, two.mentee, make.NOW, texts)

    assert letter.subject == "Meet Jonas Feld, your suggested match"
    assert letter.paragraphs == (
        "Open Doors has matched you with Jonas Feld (Head of Treasury, Finance, Lisbon) as your sponsor.",
        "See who they are, why we think you'd work well together, and how to get started.")
    assert letter.closing == (
        "Please accept or decline by 4 May 2026. You don't need a reason to say no, and no one will ask.",)
