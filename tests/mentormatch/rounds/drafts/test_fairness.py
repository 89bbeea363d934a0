"""Fairness of a draft: groups by HR facts, and the worst off."""

from mentormatch.base.db import db
from mentormatch.rounds.drafts import fairness
from mentormatch.rounds.reading.placements import PersonFacts, Placement
from tests.mentormatch.rounds.company import counted, many


def placement(number, *, score=None, department="Finance", grade=5):
    mentee = PersonFacts(f"e{number:03}", f"p{number:03}", f"Person {number:03}", department, "Lisbon", grade)
    return Placement(mentee, mentee if score is not None else None, score)


def test_groups_by_a_fact_count_and_average_their_own_people_in_the_order_of_the_fact():
    placements = [placement(1, score=500, grade=10), placement(2, score=701, grade=9), placement(3, grade=9),
                  placement(4, score=400, grade=None)]

    found = fairness.by(placements, lambda side: str(side.grade or ""))

    assert [(one.name, one.people, one.placed, one.share, one.mean) for one in found] == [
        ("9", 2, 1, 50, 701), ("10", 1, 1, 100, 500), ("", 1, 1, 100, 400)]


def test_the_worst_off_are_the_lowest_ten_and_nobody_left_out_is_among_them():
    placements = [placement(one, score=900 - one) for one in range(15)] + [placement(90)]

    assert [one.score for one in fairness.worst_off(placements)] == list(range(886, 896))


def test_the_report_of_a_draft_counts_everybody(company):
    report = fairness.report(company.draft())

    assert (report.whole.people, report.whole.placed) == (4, 3)
    assert [(load.pairs, load.mentors) for load in report.loads] == [(1, 1), (2, 1)]
    assert report.free_places == 0


def test_the_report_reads_as_many_statements_for_many_people_as_for_few(company):
    draft = company.draft()

    def statements():
        db.session.expire_all()
        with counted() as said:
            fairness.report(draft)
        return len(said)

    before = statements()
    many(company, draft, pairs=8, left_out=4)
    assert statements() == before
