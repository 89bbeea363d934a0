"""Figures by self-description: of published rounds alone, counted once, told late, in bands that tell no answer."""

import re
from datetime import timedelta
from itertools import chain, product
from random import Random

import pytest
from hypothesis import example, given, settings, target
from hypothesis import strategies as st

from mentormatch.base import clock
from mentormatch.base.db import db, transaction
from mentormatch.people import self_descriptions
from mentormatch.people.models import Person
from mentormatch.rounds.models import Decision, DraftPair
from mentormatch.rounds.publishing import group_figures
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.group_figures import FLOOR, tellable
from mentormatch.rounds.publishing.plans import TAKEN_BACK_WITHIN
from mentormatch.rounds.reading.placements import PersonFacts, Placement
from tests.support import make

NAMES = ("woman", "man", "non-binary", "own-words")
ANSWERS, STEPS = (*NAMES, ""), 1_000
NEXT_DAY = make.NOW + TAKEN_BACK_WITHIN


def tables(columns):
    """Groups with their cells; "" are those who said nothing."""
    cell = st.one_of(st.just(0), st.integers(0, FLOOR - 1), st.integers(0, 3 * FLOOR))
    return st.fixed_dictionaries({name: st.tuples(*[cell] * columns) for name in (*NAMES, "")})


def placement(number, score=None):
    mentee = PersonFacts(f"e{number:03}", f"p{number:03}", f"Person {number:03}", "Finance", "Lisbon", 5)
    return Placement(mentee, mentee if score is not None else None, score)


@settings(max_examples=300, deadline=None)
@given(st.one_of(tables(1), tables(2)))
def test_what_is_told_has_no_small_cell_and_holds_no_column_alone(groups):
    totals = [sum(column) for column in zip(*groups.values(), strict=True)]

    for name in tellable(groups):
        assert sum(groups[name]) >= FLOOR
        assert all(cell == 0 or cell >= FLOOR for cell in groups[name])
        assert all(cell < total for cell, total in zip(groups[name], totals, strict=True) if total)


@settings(max_examples=300, deadline=None)
@given(st.one_of(tables(1), tables(2)))
def test_what_is_hidden_cannot_be_computed_from_the_totals(groups):
    names = tellable(groups)
    hidden = {name: cells for name, cells in groups.items() if name not in names and sum(cells)}
    if not names or not hidden:
        return

    lump = tuple(sum(column) for column in zip(*hidden.values(), strict=True))

    assert sum(lump) >= FLOOR
    for column, left in enumerate(lump):
        if hidden.keys() != {""} and sum(cells[column] for cells in groups.values()):
            possible = {mine for mine, rest in product(range(left + 1), repeat=2)
                        if mine + rest == left and len(hidden) > 1}
            assert len(possible) > 1, "one hidden group is all that is left of this column"


def test_a_group_that_alone_is_hidden_takes_another_with_it():
    groups = {"woman": (40,), "man": (16,), "non-binary": (4,), "": (0,)}

    assert tellable(groups) == {"woman"}
    assert tellable(groups | {"": (18,)}) == {"woman", "man"}


def test_a_share_is_told_in_bands_and_never_as_all_or_none():
    matched = [placement(number, 600) for number in range(30)]
    left_out = [placement(number) for number in range(30, 100)]
    described = {f"p{number:03}": "woman" if number < 20 or 30 <= number < 42 else "man" for number in range(90)}

    shares = {name: row["share"] for name, row in group_figures.bands(matched + left_out, described).items()}
    all_women_matched = group_figures.bands(matched + left_out, {f"p{number:03}": "woman" for number in range(20)})

    assert shares == {"woman": "higher", "man": "lower", "non-binary": None, "own-words": None}
    assert all_women_matched["woman"] == {"share": None, "score": "equal"}


def test_scores_are_told_in_bands_and_one_far_from_all_others_moves_none():
    people = [placement(number, 800 if number < 20 else 500) for number in range(40)]
    flat = [placement(number, 999 if number == 0 else 200) for number in range(40)]
    described = {f"p{number:03}": "woman" if number < 20 else "man" for number in range(40)}

    assert {name: row["score"] for name, row in group_figures.bands(people, described).items()} == {
        "woman": "higher", "man": "lower", "non-binary": None, "own-words": None}
    assert [row["score"] for row in group_figures.bands(flat, described).values()] == ["equal", "equal", None, None]


@settings(max_examples=60, deadline=None)
@given(st.integers(24, 120), st.integers(20, 95), st.sampled_from([(45, 45, 3, 2), (70, 20, 0, 0), (30, 30, 15, 15)]),
       st.integers(0, 10**9).map(Random))
@example(114, 44, (70, 20, 0, 0), Random(30815))
def test_an_attacker_with_every_figure_of_a_year_knows_no_answer(size, percent_placed, odds, random):
    """Four rounds, the unplaced of one in the next. For each person another world tells the same figures.

    An integer program over every figure ever told has as many solutions as there are such worlds; one that differs in
    her answer proves that hers is undecided.
    """
    described = _answers(size, odds, random)
    rounds = _year(size, percent_placed, random)
    figures_of_year = [group_figures.bands(placements, described) for placements in rounds]

    target(sum(_is_told(figures) for figures in figures_of_year))
    for number in range(size) if any(_is_told(figures) for figures in figures_of_year) else ():
        assert any(_worlds(described, rounds, figures_of_year, f"p{number:03}", random)), described


def _answers(size, odds, random):
    said = random.choices((*NAMES, ""), (*odds, 100 - sum(odds)), k=size)
    return {f"p{number:03}": name for number, name in enumerate(said) if name}


def _year(size, percent_placed, random):
    waiting, rounds = list(range(size)), []
    for _round in range(4):
        placed = [number for number in waiting if random.random() * 100 < percent_placed]
        scores = {number: random.randrange(200, 1000) for number in placed}
        rounds.append([placement(number, scores.get(number)) for number in waiting])
        waiting = [number for number in waiting if number not in scores]
    return [placements for placements in rounds if placements]


def _is_told(figures):
    return sum(value is not None for row in figures.values() for value in row.values())


def _worlds(described, rounds, figures_of_year, person, random):
    """Whether the same is told in worlds in which she has another answer, alone, or with others who have another one.

    Of these, more and more are changed, as long as that brings what is told no farther from what was.
    """
    own, everyone = described.get(person, ""), sorted({side.mentee.person_id for some in rounds for side in some})
    others = [other for other in everyone if described.get(other, "") != own]
    random.shuffle(others)
    swaps = ({**described, person: described.get(other, ""), other: own} for other in others)
    alone = [{**described, person: name} for name in (*NAMES, "") if name != own]
    for world in chain(alone, swaps):
        yield _distance(world, rounds, figures_of_year) == 0
    for world in alone:
        distance = _distance(world, rounds, figures_of_year)
        for _step in range(STEPS):
            changed = {**world, random.choice([other for other in everyone if other != person]): random.choice(ANSWERS)}
            if (farther := _distance(changed, rounds, figures_of_year)) <= distance:
                world, distance = changed, farther
            yield distance == 0


def _distance(world, rounds, figures_of_year):
    """In how many figures a world differs from what was told."""
    in_world = [group_figures.bands(placements, world) for placements in rounds]
    both = zip(in_world, figures_of_year, strict=True)
    return sum(figures[name] != known[name] for figures, known in both for name in NAMES)


@pytest.fixture
def crowd(company):
    """A programme of thirty women and men, half of whom can be placed."""
    for number in range(16):
        company.enrol(f"Mentor {number}", "mentor", 8, {company.strategy: 3})
    more = [company.enrol(f"More {number}", "mentee", 5, {company.strategy: 2}) for number in range(30)]
    with transaction():
        for number, enrolment in enumerate(more):
            gender = "woman" if number % 2 else "man"
            self_descriptions.save(enrolment.person, gender=gender, own_words="", may_count=True, now=make.NOW)
    return company


def test_a_round_is_counted_when_it_is_published_and_told_when_it_can_no_longer_be_taken_back(crowd):
    draft = crowd.draft()
    assert group_figures.published_figures(draft.round, make.NOW) is None

    round_ = crowd.publish(draft)
    early = group_figures.published_figures(round_, NEXT_DAY - timedelta(seconds=1))
    late = group_figures.published_figures(round_, NEXT_DAY)

    assert (early.rows, early.shown_from) == (None, NEXT_DAY)
    assert late.rows is not None
    assert set(round_.group_figures) == set(NAMES)


def test_nothing_an_answer_later_becomes_changes_what_was_told(crowd):
    round_ = crowd.publish(crowd.draft())
    before = dict(round_.group_figures)

    with transaction():
        for person_id in self_descriptions.group_of_each():
            self_descriptions.delete(db.session.get(Person, person_id))
    db.session.expire_all()

    assert round_.group_figures == before


def test_a_round_that_is_taken_back_is_counted_anew(crowd):
    draft = crowd.draft()
    crowd.publish(draft)
    with transaction():
        publishing.take_back(draft.round, by=crowd.coordinator, now=make.NOW)

    assert draft.round.group_figures is None
    assert group_figures.published_figures(draft.round, NEXT_DAY) is None


def test_publishing_without_email_and_looking_tells_nothing_of_a_person_placed_by_hand(crowd):
    draft = crowd.draft()
    pair = db.session.scalars(db.select(DraftPair).where(DraftPair.draft_id == draft.id)).first()
    make.saved(Decision(draft_id=draft.id, position=1, kind="lock", made_at=make.NOW,
                        locks=[[pair.mentee_id, pair.mentor_id]]))

    round_ = crowd.publish(draft)

    assert group_figures.published_figures(round_, NEXT_DAY).rows == []


def test_a_decision_that_was_undone_counts_for_nothing(crowd):
    draft = crowd.draft()
    make.saved(Decision(draft_id=draft.id, position=1, kind="lock", made_at=make.NOW, undone_at=make.NOW,
                        locks=[["one", "another"]]))

    assert group_figures.count(draft) != {}


def test_a_draft_has_no_such_figure_on_any_page(crowd, carla):
    """Sixty drafts under random weights told everything; none tells anything now."""
    draft = crowd.draft()
    answers = {str(word) for word in self_descriptions.GROUPS.values()}

    for part in ("", "/left-out", "/fairness", "/picture", "/certificate", "/try", "/decisions", "/publish"):
        page = carla.open_page(f"/drafts/{draft.id}{part}")
        assert page.status == 200
        assert not [word for word in answers if re.search(rf"\b{word}\b", page.text)]


def test_the_page_of_a_published_round_says_when_and_then_what(crowd, carla, signed_in):
    crowd.publish(crowd.draft())
    address = f"/programmes/{crowd.programme.slug}/rounds/1"

    early = carla.open_page(address)
    with clock.stopped(NEXT_DAY):
        late = signed_in(crowd.coordinator).open_page(address)

    assert "You can see this from" in early.text
    assert "Women" not in early.text
    assert "Women" in late.text or "Nothing can be shown" in late.text
