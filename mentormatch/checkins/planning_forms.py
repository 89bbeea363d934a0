"""Forms of planned meetings."""

from datetime import time, tzinfo
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectChoice, TimeField

from mentormatch.base.forms import DayField, Filled, Form, FormOfOneThing, LineField, OneOfField, TextField
from mentormatch.checkins import meetings, queries
from mentormatch.checkins.forms import formats
from mentormatch.checkins.models import Meeting
from mentormatch.pairs.models import Pair
from mentormatch.programmes.formats import MEETING_MINUTES

BRING = 600


class ClockField(TimeField):
    """A time of day; what is none is answered with an example."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = str(valuelist[0]).strip() if valuelist else ""
        if typed:
            try:
                self.data = time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
            except ValueError:
                raise ValueError(_("Enter a time in hours and minutes, such as 09:30.")) from None


class MeetingPlanForm(Form):
    """When, how long and how two people mean to meet."""

    day = DayField(_l("Date"), [Filled(_l("Choose a date."))])
    time = ClockField(_l("Time"), [Filled(_l("Choose a time."))])
    minutes = OneOfField(_l("How long will you meet?"), [Filled(_l("Choose how long you'll meet."))], coerce=int)
    format = OneOfField(_l("How will you meet?"), [Filled(_l("Choose how you'll meet."))])
    place = LineField(_l("Where, or a link to the call"))
    bring = TextField(_l("What to bring"), most=BRING)

    def plan(self, zone: tzinfo) -> meetings.MeetingPlan:
        """What was entered, its time meant in `zone`. Raises meetings.NoSuchTime."""
        day, clock_time, minutes, how = self.day.data, self.time.data, self.minutes.data, self.format.data
        assert day is not None, "the form was not checked"
        assert clock_time is not None, "the form was not checked"
        assert minutes is not None, "the form was not checked"
        return meetings.MeetingPlan(meetings.moment(day, clock_time, zone), minutes, how or "", self.place.data or "",
                                    self.bring.data or "")

    def _set_choices(self, pair: Pair) -> None:
        """Offer the lengths, and the ways of meeting that suit both first."""
        self.minutes.choices = [
            SelectChoice(minutes, _("%(minutes)s min", minutes=minutes)) for minutes in MEETING_MINUTES]
        self.format.choices = formats(pair)


class PlanForm(FormOfOneThing, MeetingPlanForm):
    """A new meeting."""

    @classmethod
    def for_(cls, pair: Pair) -> Self:
        """The form with the way the two last met."""
        form = cls(format=queries.last_format(pair.id))
        form._set_choices(pair)
        return form


class MoveForm(MeetingPlanForm):
    """A change to a planned meeting; `sequence` is the version that the page showed."""

    sequence = IntegerField()

    @classmethod
    def for_(cls, meeting: Meeting, zone: tzinfo) -> Self:
        """The form with the meeting as planned, in the reader's zone."""
        local = meeting.starts_at.astimezone(zone)
        form = cls(day=local.date(), time=local.time(), minutes=meeting.minutes, format=meeting.format,
                   place=meeting.place, bring=meeting.bring, sequence=meeting.sequence)
        form._set_choices(meeting.pair)
        return form


class CancelForm(Form):
    """A planned meeting will not take place; `sequence` is the version that the page showed."""

    sequence = IntegerField()
