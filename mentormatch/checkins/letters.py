"""The words of mails about check-ins and planned meetings: when and where, never what was written about them."""

from collections.abc import Callable

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from mentormatch.base.links import external
from mentormatch.base.mail import Letter
from mentormatch.checkins.models import CheckIn, Meeting
from mentormatch.enrolments.models import Enrolment
from mentormatch.pairs.letters import reason
from mentormatch.people.zones import zone_of

OfMeeting = Callable[[Meeting, Enrolment], Letter]


def planned(meeting: Meeting, to: Enrolment) -> Letter:
    """To both: a meeting is planned, with its invitation."""
    return _about_meeting(
        meeting, to, _("You and %(name)s meet on %(day)s", name=_other(meeting, to), day=_short_day(meeting, to)),
        _("%(name)s has planned it. The invitation is with this mail; accept it, and it stands in your calendar.",
          name=meeting.by.name) if meeting.by_id != to.person_id else
        _("You have planned it. The invitation is with this mail, for your own calendar."))


def moved(meeting: Meeting, to: Enrolment) -> Letter:
    """To both: a meeting has changed, with its new invitation."""
    return _about_meeting(
        meeting, to, _("Changed: you and %(name)s meet on %(day)s", name=_other(meeting, to),
                       day=_short_day(meeting, to)),
        _("Your calendar changes it as soon as you accept the invitation of this mail. If the new time does not suit "
          "you, move it on the page of your pair."))


def cancelled(meeting: Meeting, to: Enrolment) -> Letter:
    """To both: a meeting is off. The same words whoever called it off, and why."""
    return Letter(
        subject=_("Cancelled: your meeting with %(name)s on %(day)s", name=_other(meeting, to),
                  day=_short_day(meeting, to)),
        paragraphs=(_("It was planned for %(moment)s and will not take place. Your calendar takes it out with this "
                      "mail.", moment=when(meeting, to)),),
        action_label=_("Open your pair's page"), action_url=external("pairs.show", pair_id=meeting.pair_id),
        reason=reason(meeting.pair.programme.name),
    )


def when(meeting: Meeting, to: Enrolment) -> str:
    """Day and time in the reader's zone, which is named by its city."""
    local = meeting.starts_at.astimezone(zone_of(to.person))
    return format_datetime(local, "EEEE, d MMMM yyyy, HH:mm (VVV)", rebase=False)


def _about_meeting(meeting: Meeting, to: Enrolment, subject: str, then: str) -> Letter:
    where = f"{meeting.format_name}, {meeting.place}" if meeting.place else meeting.format_name
    return Letter(
        subject=subject,
        paragraphs=(_("%(moment)s, %(minutes)s minutes. %(where)s.", moment=when(meeting, to),
                      minutes=meeting.minutes, where=where), then),
        action_label=_("See what to bring"), action_url=external("pairs.show", pair_id=meeting.pair_id),
        reason=reason(meeting.pair.programme.name),
    )


def _other(meeting: Meeting, to: Enrolment) -> str:
    return meeting.pair.other_of(to.person_id).person.name


def _short_day(meeting: Meeting, to: Enrolment) -> str:
    return format_date(meeting.starts_at.astimezone(zone_of(to.person)).date(), "d MMMM")


def logged(check_in: CheckIn) -> Letter:
    """To the other one: a meeting was logged, or that it did not happen."""
    if check_in.is_missed:
        return Letter(
            subject=_("Your meeting of %(day)s did not happen", day=_day(check_in)),
            paragraphs=(_("%(name)s noted it, so that nobody wonders. These things happen. Say whether it was so, and "
                          "agree on a new date.", name=check_in.author.name),),
            action_label=_("See the check-in"), action_url=external("checkins.answer", check_in_id=check_in.id),
            reason=reason(check_in.pair.programme.name),
        )
    return Letter(
        subject=_("%(name)s logged your meeting of %(day)s", name=check_in.author.name, day=_day(check_in)),
        paragraphs=(_("Was it like that? One tap confirms it. If you remember it differently, add how it was for "
                      "you; both accounts stay side by side."),),
        action_label=_("See the check-in"), action_url=external("checkins.answer", check_in_id=check_in.id),
        reason=reason(check_in.pair.programme.name),
    )


def told_differently(check_in: CheckIn, by_name: str) -> Letter:
    """To the author: the other one remembers it differently."""
    return Letter(
        subject=_("%(name)s remembers your meeting of %(day)s differently", name=by_name, day=_day(check_in)),
        paragraphs=(_("That happens. Both accounts stay side by side on the page of your pair. If the other one is "
                      "right after all, either of you can settle it there with one tap."),),
        action_label=_("See both accounts"), action_url=external("pairs.show", pair_id=check_in.pair_id),
        reason=reason(check_in.pair.programme.name),
    )


def _day(check_in: CheckIn) -> str:
    return format_date(check_in.happened_on, "d MMMM")
