"""Goals are hers, next steps are their owners', and what is open outlives the pair."""

from datetime import date

import pytest

from mentormatch.base.audit import AuditRow
from mentormatch.base.db import db, transaction
from mentormatch.base.errors import ChangedMeanwhile, NotTheirs
from mentormatch.base.mail import OutboxMail
from mentormatch.goals import queries, services
from mentormatch.goals.models import Goal
from mentormatch.goals.services import GoalWording, StepWording
from mentormatch.pairs import services as pairs
from tests.support import make


def add(two, title="Lead a team", **more):
    with transaction():
        return services.add(two.pair, GoalWording(title, **more), by=two.her, now=make.NOW)


def step(two, owner, by, text="Write to Ada", **more):
    with transaction():
        return services.add_step(two.pair, StepWording(text, owner.id, **more), by=by, now=make.NOW)


def do(deed, *args, **kwargs):
    with transaction():
        return deed(*args, **kwargs)


def test_she_sets_words_moves_and_reaches_a_goal(two):
    goal = add(two)

    do(services.change, goal, GoalWording("Lead two teams", "Both meet weekly", date(2026, 9, 1)), progress=40,
       by=two.her, version=1, now=make.NOW)
    assert (goal.title, goal.progress) == ("Lead two teams", 40)
    for _time in range(2):
        do(services.reach, goal, by=two.her, now=make.NOW)
    assert (goal.state, goal.progress) == ("reached", 100)
    do(services.reopen, goal, by=two.her, now=make.NOW)
    do(services.drop, goal, by=two.her, now=make.NOW)
    assert goal.state == "dropped"


@pytest.mark.parametrize("deed", [services.reach, services.drop, services.reopen])
def test_nobody_but_her_closes_or_reopens_a_goal(two, deed):
    goal = add(two)

    with pytest.raises(LookupError):
        do(deed, goal, by=two.him, now=make.NOW)
    assert goal.is_open


def test_he_neither_sets_nor_changes_a_goal(two):
    goal = add(two)

    with pytest.raises(LookupError):
        do(services.add, two.pair, GoalWording("His idea"), by=two.him, now=make.NOW)
    with pytest.raises(LookupError):
        do(services.change, goal, GoalWording("His idea"), progress=1, by=two.him, version=1, now=make.NOW)


def test_two_windows_do_not_overwrite_each_other(two):
    goal = add(two)
    do(services.change, goal, GoalWording("First"), progress=10, by=two.her, version=1, now=make.NOW)

    with pytest.raises(ChangedMeanwhile):
        do(services.change, goal, GoalWording("Second"), progress=20, by=two.her, version=1, now=make.NOW)


def test_a_dozen_open_goals_is_the_most(two):
    for number in range(services.MAX_OPEN):
        add(two, f"Goal {number}")

    with pytest.raises(services.TooManyGoals):
        add(two, "One more")


def test_a_form_posted_twice_sets_one_goal_and_notes_one_step(two):
    for _time in range(2):
        do(services.add, two.pair, GoalWording("Once"), by=two.her, now=make.NOW, idempotency_key="g")
        do(services.add_step, two.pair, StepWording("Once", two.him.id), by=two.him, now=make.NOW, idempotency_key="s")

    assert (len(queries.of_pair(two.pair.id)), len(queries.steps(two.pair.id))) == (1, 1)


def test_only_its_owner_ticks_a_step_off_and_can_undo_it(two):
    mentor_step = step(two, two.him, two.her)

    with pytest.raises(NotTheirs):
        do(services.tick, mentor_step, by=two.her, now=make.NOW)
    do(services.tick, mentor_step, by=two.him, now=make.NOW)
    assert queries.open_steps(two.pair.id) == []
    with pytest.raises(services.IsDone):
        do(services.drop_step, mentor_step, by=two.him, now=make.NOW)
    do(services.undo_step, mentor_step, by=two.him)
    assert queries.open_steps(two.pair.id) == [mentor_step]


def test_a_step_he_proposes_is_hers_to_drop_without_a_word(two):
    proposed = step(two, two.her, two.him)

    do(services.drop_step, proposed, by=two.her, now=make.NOW)

    assert queries.open_steps(two.pair.id) == []
    assert (make.count(OutboxMail), make.count(AuditRow)) == (0, 0)


def test_who_proposed_a_step_can_take_it_back_but_not_drop_one_of_the_others_own(two):
    do(services.drop_step, step(two, two.her, two.him), by=two.him, now=make.NOW)
    mentee_step = step(two, two.her, two.her)

    with pytest.raises(NotTheirs):
        do(services.drop_step, mentee_step, by=two.him, now=make.NOW)


def test_a_step_belongs_to_one_of_the_two_and_to_an_open_goal_of_theirs(two):
    goal = add(two)
    do(services.drop, goal, by=two.her, now=make.NOW)

    for words in (StepWording("x", two.coordinator.id), StepWording("x", two.her.id, goal_id=goal.id)):
        with pytest.raises(services.NotOneOfUs):
            do(services.add_step, two.pair, words, by=two.her, now=make.NOW)


def test_open_steps_come_by_their_day(two):
    step(two, two.her, two.her, "without")
    step(two, two.him, two.her, "later", due_on=date(2026, 6, 1))
    step(two, two.her, two.her, "sooner", due_on=date(2026, 5, 10))

    assert [step.text for step in queries.open_steps(two.pair.id)] == ["sooner", "later", "without"]


def test_open_goals_and_her_own_steps_go_along_into_her_next_pair(two):
    going, staying, reached = add(two, "Going"), add(two, "Staying"), add(two, "Reached")
    do(services.reach, reached, by=two.her, now=make.NOW)
    mine, loose = step(two, two.her, two.her, "mine", goal_id=going.id), step(two, two.her, two.her, "loose")
    mentor_step = step(two, two.him, two.her, "his", goal_id=going.id)
    after = two.next_pair()

    moved = do(services.take_along, after, goal_ids=[going.id, reached.id], step_ids=[loose.id, mentor_step.id],
               by=two.her, now=make.NOW)

    assert moved == 3
    assert [goal.title for goal in queries.of_pair(after.id)] == ["Going"]
    assert {step.text for step in queries.steps(after.id)} == {"mine", "loose"}
    assert [goal.id for goal in queries.goals_left(after)] == [staying.id]
    assert mine.goal_id == going.id


def test_goals_stay_hers_after_the_end_and_no_new_one_is_set_there(two):
    goal = add(two)
    with transaction():
        pairs.end(two.pair, by=two.him, now=make.NOW)

    do(services.change, goal, GoalWording("Still mine"), progress=70, by=two.her, version=1, now=make.NOW)

    assert goal.progress == 70
    with pytest.raises(pairs.NotMeeting):
        add(two, "New")


def test_goals_of_a_pair_that_meets_are_not_left_over(two):
    add(two)

    assert queries.goals_left(two.pair) == []
    assert db.session.scalars(db.select(Goal)).one().is_open
