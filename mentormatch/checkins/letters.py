"""The words of emails about check-ins and planned meetings: when and where, never what was written about them."""

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
        meeting, to, _("You and %(name)s are meeting on %(day)s",
                       name=_other(meeting, to), day=_short_day(meeting, to)),
        _("%(name)s has planned a meeting with you. Accept the attached invitation to add it to your calendar.",
          name=meeting.by.formal_first_name) if meeting.by_id != to.person_id else
        _("You've planned this meeting. The invitation for your own calendar is attached."))


def moved(meeting: Meeting, to: Enrolment) -> Letter:
    """To both: a meeting has changed, with its new invitation."""
    return _about_meeting(
        meeting, to, _("Changed: you and %(name)s are now meeting on %(day)s", name=_other(meeting, to),
                       day=_short_day(meeting, to)),
        _("Accept the attached invitation to update your calendar. If the new time doesn't suit you, you can change "
          "it on your mentoring page."))


def cancelled(meeting: Meeting, to: Enrolment) -> Letter:
    """To both: a meeting is off. The words are the same whatever the reason, and regardless of who cancelled it."""
    return Letter(
        subject=_("Cancelled: your meeting with %(name)s on %(day)s", name=_other(meeting, to),
                  day=_short_day(meeting, to)),
        paragraphs=(_("It was planned for %(moment)s and won't happen. This email removes it from your calendar.",
                      moment=when(meeting, to)),),
        action_label=_("Open your mentoring page"), action_url=external("pairs.show", pair_id=meeting.pair_id),
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
    return meeting.pair.other_of(to.person_id).person.formal_name


def _short_day(meeting: Meeting, to: Enrolment) -> str:
    return format_date(meeting.starts_at.astimezone(zone_of(to.person)).date(), "d MMMM")


def logged(check_in: CheckIn) -> Letter:
    """To the partner: a meeting was logged, or that it did not happen."""
    if check_in.is_missed:
        return Letter(
            subject=_("Your meeting on %(day)s didn't happen", day=_day(check_in)),
            paragraphs=(_("%(name)s logged this so that you both know where you are. These things happen. Confirm "
                          "whether that's right, and pick a new date.", name=check_in.author.formal_first_name),),
            action_label=_("View meeting"), action_url=external("checkins.answer", check_in_id=check_in.id),
            reason=reason(check_in.pair.programme.name),
        )
    return Letter(
        subject=_("%(name)s logged your meeting on %(day)s", name=check_in.author.formal_name, day=_day(check_in)),
        paragraphs=(_("Is that right? You can confirm it with one tap. If you remember it differently, add your "
                      "version. You'll both see the two side by side."),),
        action_label=_("View meeting"), action_url=external("checkins.answer", check_in_id=check_in.id),
        reason=reason(check_in.pair.programme.name),
    )


def told_differently(check_in: CheckIn, by_name: str) -> Letter:
    """To the author: the partner remembers it differently."""
    return Letter(
        subject=_("%(name)s remembers your meeting on %(day)s differently", name=by_name, day=_day(check_in)),
        paragraphs=(_("That's fine. You can see both versions side by side on your mentoring page. If you decide "
                      "that one of them is right after all, either of you can settle it there with one tap."),),
        action_label=_("See both versions"), action_url=external("pairs.show", pair_id=check_in.pair_id),
        reason=reason(check_in.pair.programme.name),
    )


def _day(check_in: CheckIn) -> str:
    return format_date(check_in.happened_on, "d MMMM")
