"""Our own texts of the mails about pairs."""

from mentormatch.enrolments.models import MENTEE
from mentormatch.pairs import letters
from mentormatch.pairs.models import Pair
from tests.support import make


def test_our_own_texts_are_ones_a_coordinator_could_have_written(two):
    said = letters.wordings(two.programme, {})[MENTEE]
    pair = Pair(id="p", programme=two.programme, mentor=two.mentor, mentee=two.mentee, why=None, score=1)

    letter = letters.proposed(pair, two.mentee, make.NOW, said)

    assert letter.subject == "A proposal for you: Jonas Feld"
    assert letter.paragraphs == (
        "Open Doors proposes Jonas Feld (Head of Treasury, Finance, Lisbon) as your sponsor.",
        "The page below says who it is, why the two of you, and how a first meeting may go.")
    assert letter.closing == (
        "Please accept or decline there by 4 May 2026. A no needs no reason, and nobody will ask you for one.",)
