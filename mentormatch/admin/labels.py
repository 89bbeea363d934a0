"""Words of administration: what kinds and states of emails, deeds and accounts are called."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentormatch.base import mail
from mentormatch.people import languages
from mentormatch.people.models import ACTIVE, LEAVE, LEFT, Person

MAIL_KINDS = {
    "people.register": _l("Link to finish registering"), "people.invite": _l("Invitation"),
    "people.reset": _l("New password"), "people.password_changed": _l("Password changed"),
    "people.power": _l("Power granted or used"),
    "enrolments.ready": _l("Sign-up complete"), "enrolments.unfinished": _l("Sign-up unfinished"),
    "pairs.proposed": _l("Suggested match"), "pairs.reminder": _l("Reminder to reply"),
    "pairs.not_going_ahead": _l("Match not going ahead"), "pairs.begun": _l("Match confirmed"),
    "pairs.paused": _l("Pair paused"), "pairs.resumed": _l("Pair resumed"), "pairs.ended": _l("Pair ended"),
    "pairs.restore_asked": _l("Asked to carry on"), "pairs.restored": _l("Pair carries on"),
    "pairs.message": _l("Message to read"), "agreements.proposed": _l("Agreement proposed"),
    "agreements.accepted": _l("Agreement accepted"), "agreements.hers_changed": _l("Mentee's wishes changed"),
    "pairs.withdrawn": _l("Match withdrawn"), "rounds.left_out": _l("No match in this round"),
    "rounds.open_again": _l("Round reopened"), "rounds.first_look": _l("First look at a match"),
    "rounds.looks_are_over": _l("First look ended"), "rounds.published": _l("Round published as scheduled"),
    "rounds.not_published": _l("Round couldn't be published"),
    "checkins.logged": _l("Meeting logged"), "checkins.corrected": _l("Meeting remembered differently"),
    "checkins.meeting_planned": _l("Meeting invitation"), "checkins.meeting_moved": _l("Meeting moved"),
    "checkins.meeting_cancelled": _l("Meeting cancelled"),
    "actions.reported": _l("Action reported"), "actions.confirmed": _l("Action confirmed"),
    "signals.nudge": _l("Note from a coordinator"), "signals.offer": _l("Note from a coordinator"),
    "reminders.due": _l("Reminder"), "reminders.weekly": _l("Weekly reminders"),
}
MAIL_STATES = {
    mail.QUEUED: (_l("Waiting"), "info"), mail.SENDING: (_l("Sending"), "info"),
    mail.SENT: (_l("Sent"), "success"), mail.FAILED: (_l("Failed"), "danger"),
}
FEW = 10  # of fewer emails than this, no figure is shown
STATUSES = {ACTIVE: (_l("Active"), "success"), LEAVE: (_l("On leave"), "info"), LEFT: (_l("Left"), "neutral")}


def mail_kind(kind: str) -> str:
    """What an email is about, in words; for a kind without any, its name; for none, all the rest."""
    if not kind:
        return _("Everything else")
    return str(MAIL_KINDS.get(kind, kind))


def about(count: int) -> str:
    """A figure that never stands for a few people's emails."""
    return str(count) if count == 0 or count >= FEW else _("under %(few)d", few=FEW)


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
