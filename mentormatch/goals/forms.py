"""Forms of goals and next steps."""

from datetime import date, timedelta
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from mentormatch.base.forms import DayField, Filled, Form, FormOfOneThing, LineField, TextField
from mentormatch.enrolments.forms import SeveralField
from mentormatch.enrolments.models import EnrolmentTopic
from mentormatch.goals import queries
from mentormatch.goals.models import Goal
from mentormatch.goals.services import GoalWording, StepWording
from mentormatch.pairs.models import Pair
from mentormatch.people.models import Person
from mentormatch.programmes.forms import NumberField, PickField, RequiredChoiceField, listed

NO_GOAL = ""
USUAL_STEP = timedelta(weeks=2)


class GoalWordingForm(Form):
    """A goal in the mentee's words."""

    title = LineField(_l("What do you want to achieve?"), [Filled(_l("Say in a few words what you want to achieve."))],
                      most=120)
    measure = TextField(_l("How will you know you've got there?"), [Optional()], most=600)
    due_on = DayField(_l("By when?"), [Optional()])

    def words(self) -> GoalWording:
        """What was entered."""
        return GoalWording(self.title.data or "", self.measure.data or "", self.due_on.data)


class GoalForm(FormOfOneThing, GoalWordingForm):
    """A new goal."""

    @classmethod
    def for_(cls, topic: EnrolmentTopic | None) -> Self:
        """The form with what the mentee wrote about a topic on their profile, if they chose one."""
        return cls(title=topic.topic.name if topic else "", measure=topic.sentence if topic else "")


class ChangeGoalForm(GoalWordingForm):
    """The same goal later, with its progress. `version` is the one that the page showed."""

    version = IntegerField(widget=HiddenInput())
    progress = NumberField(_l("How far along are you, in per cent?"), 0, 100)

    @classmethod
    def for_(cls, goal: Goal) -> Self:
        """The form with the goal as it stands."""
        return cls(obj=goal)


class StepForm(Form):
    """A next step, for the reader or for their partner."""

    text = LineField(_l("What's the next step?"), [Filled(_l("Say in a few words what the next step is."))], most=200)
    owner_id = RequiredChoiceField(_l("Who'll do it?"), _l("Choose who'll do it."))
    due_on = DayField(_l("By when?"), [Optional()])
    goal_id = PickField(_l("Which goal is it for?"), _l("Choose a goal, or none."))

    @classmethod
    def for_(cls, pair: Pair, reader: Person, *, goal_id: str, today: date) -> Self:
        """The form with the two people (the reader first) and the open goals to choose from, due in two weeks."""
        form = cls(owner_id=reader.id, goal_id=goal_id, due_on=today + USUAL_STEP)
        other = pair.other_of(reader.id).person
        form.owner_id.choices = listed(((reader.id, _("Me")), (other.id, other.first_name)))
        goals = [goal for goal in queries.of_pair(pair.id) if goal.is_open]
        form.goal_id.choices = listed([(NO_GOAL, _("None")), *((goal.id, goal.title) for goal in goals)])
        return form

    def words(self) -> StepWording:
        """What was entered."""
        return StepWording(self.text.data or "", self.owner_id.data or "", self.due_on.data, self.goal_id.data or None)


class CarryOverForm(Form):
    """What the mentee carries over from an earlier pair."""

    goals = SeveralField(_l("Goals"))
    steps = SeveralField(_l("Next steps"))

    @classmethod
    def for_(cls, pair: Pair) -> Self:
        """The form with what is open from ended pairs; all of it is ticked when the page is opened."""
        form = cls()
        goals, steps = queries.goals_left(pair), queries.steps_left(pair)
        theirs = {goal.id for goal in goals}
        form.goals.choices = listed((goal.id, goal.title) for goal in goals)
        form.steps.choices = listed((step.id, step.text) for step in steps if step.goal_id not in theirs)
        if not form.is_submitted():
            form.goals.data = [choice.value for choice in form.goals.choices]
            form.steps.data = [choice.value for choice in form.steps.choices]
        return form
