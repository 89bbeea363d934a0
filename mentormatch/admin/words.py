"""Words of administration: what kinds and states of mails, deeds and accounts are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentormatch.base import mail
from mentormatch.people import languages
from mentormatch.people.models import ACTIVE, LEAVE, LEFT, Person

MAIL_KINDS = {
    "people.register": _l("Finishing to register"), "people.invite": _l("Invitation"),
    "people.reset": _l("New password"), "people.password_changed": _l("Password was changed"),
    "enrolments.ready": _l("Enrolment is complete"), "enrolments.unfinished": _l("Enrolment is unfinished"),
    "pairs.proposed": _l("Proposal of a pair"), "pairs.reminder": _l("Reminder to answer"),
    "pairs.not_going_ahead": _l("Proposal is closed"), "pairs.begun": _l("Pair begins"),
    "pairs.paused": _l("Pair is paused"), "pairs.resumed": _l("Pair goes on"), "pairs.ended": _l("Pair has ended"),
    "pairs.message": _l("Something to read"), "agreements.proposed": _l("Agreement is proposed"),
    "agreements.accepted": _l("Agreement is accepted"), "agreements.hers_changed": _l("Wishes have changed"),
    "pairs.withdrawn": _l("Pair was taken back"), "rounds.left_out": _l("No pair in this round"),
    "rounds.open_again": _l("Round is open again"), "rounds.first_look": _l("First look at a proposal"),
    "rounds.looks_are_over": _l("First look is over"), "rounds.published": _l("Round was published as planned"),
    "rounds.not_published": _l("Round could not be published"),
    "checkins.logged": _l("Meeting was logged"), "checkins.corrected": _l("Meeting remembered differently"),
    "checkins.meeting_planned": _l("Invitation to a meeting"), "checkins.meeting_moved": _l("Meeting was moved"),
    "checkins.meeting_cancelled": _l("Meeting was cancelled"),
    "actions.reported": _l("Action was reported"), "actions.confirmed": _l("Action was confirmed"),
    "signals.nudge": _l("Word from a coordinator"), "signals.offer": _l("Word from a coordinator"),
    "reminders.due": _l("Reminder"), "reminders.weekly": _l("Weekly letter of reminders"),
}
MAIL_STATES = {
    mail.QUEUED: (_l("Waiting"), "info"), mail.SENDING: (_l("Being sent"), "info"),
    mail.SENT: (_l("Sent"), "success"), mail.FAILED: (_l("Failed"), "danger"),
}
STATUSES = {ACTIVE: (_l("Active"), "success"), LEAVE: (_l("On leave"), "info"), LEFT: (_l("Left"), "neutral")}


def mail_kind(kind: str) -> str:
    """What a mail is about, in words; for a kind without any, its name."""
    return str(MAIL_KINDS.get(kind, kind))


def deed(verb: str) -> str:
    """“person.signed_in” as “Person signed in”."""
    return verb.replace(".", " ").replace("_", " ").capitalize()


def account(person: Person) -> tuple[str, str]:
    """How far a person's account is, and the tone of it."""
    if person.has_account:
        return _("Has an account"), "success"
    if person.invited_at:
        return _("Invited"), "info"
    return _("No account"), "neutral"


def spoken(person: Person) -> list[str]:
    """The languages of a person, by their names."""
    return [languages.name(code) for code in person.languages]
