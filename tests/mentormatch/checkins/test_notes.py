"""Private notes: one a person and check-in, read by nobody else."""

from mentormatch.base.db import transaction
from mentormatch.checkins import private_notes, queries
from mentormatch.checkins.models import PrivateNote
from mentormatch.pairs.models import ENDED
from tests.mentormatch.checkins.test_services import log
from tests.support import make


def test_each_of_the_two_keeps_a_note_and_reads_only_that(pair):
    check_in = log(pair, private=private_notes.PrivateEntry("Hers."))
    with transaction():
        private_notes.save_note(check_in, by=pair.mentor.person, text="His.")

    assert [detail.own_note for detail in queries.story(pair.id, pair.mentee.person_id)] == ["Hers."]
    assert [detail.own_note for detail in queries.story(pair.id, pair.mentor.person_id)] == ["His."]


def test_a_note_can_be_changed_and_dropped_at_any_time(pair):
    check_in = log(pair, private=private_notes.PrivateEntry("Hers."))
    with transaction():
        pair.state = ENDED
    for text, count in (("Changed.", 1), ("", 0), ("", 0), ("Again.", 1)):
        with transaction():
            private_notes.save_note(check_in, by=pair.mentee.person, text=text)

        assert (queries.own_note(check_in.id, pair.mentee.person_id), make.count(PrivateNote)) == (text, count)
