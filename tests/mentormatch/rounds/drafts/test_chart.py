"""The picture of a draft: every pair is drawn once, and the bands fill their bars."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.rounds.drafts import chart
from mentormatch.rounds.reading.placements import PersonFacts, Placement
from mentormatch.rounds.views import sentences as sentences

departments = st.sampled_from([f"Department {number}" for number in range(16)] + [""])


def side(department):
    return PersonFacts("e", "p", "Somebody", department, "", None)


def placements(ends):
    return [Placement(side(source), side(target), 500, "x") for source, target in ends]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(departments, departments), min_size=1, max_size=60))
def test_every_pair_is_in_one_band_and_bands_fill_the_bars_of_both_sides(ends):
    drawn = chart.draw([*placements(ends), Placement(side("Nobody"))])

    assert drawn.pairs == sum(pairs for _source, _target, pairs in drawn.flows) == len(ends)
    assert drawn.across == sum(source != target for source, target in ends)
    for bars, end in ((drawn.mentees, "source"), (drawn.mentors, "target")):
        assert len(bars) <= chart.MAX_DEPARTMENTS + 1
        for bar in bars:
            assert bar.pairs == sum(band.pairs for band in drawn.bands if getattr(band, end) == bar.name)
            assert bar.y + bar.height <= drawn.height
        tops = [bar.y for bar in bars]
        assert tops == sorted(tops)
        assert len(set(tops)) == len(tops)


def test_a_draft_without_pairs_has_an_empty_picture():
    assert chart.draw([Placement(side("Finance"))]).bands == []


def test_small_departments_stand_together_and_a_long_name_is_clipped(app):
    ends = [(f"D{number:02}", "Finance") for number in range(12) for _ in range(12 - number)]
    names = [bar.name for bar in chart.draw(placements(ends)).mentees]

    assert names == [f"D{number:02}" for number in range(9)] + [chart.OTHERS]
    assert sentences.department(chart.OTHERS) == "Other departments"
    assert sentences.clipped("Research and Development") == "Research and Deve…"
