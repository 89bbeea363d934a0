"""The blueprint of enrolments, and what every template may ask about one."""

from flask import Blueprint
from flask_babel import gettext as _

from mentormatch.base import viewer
from mentormatch.enrolments import steps
from mentormatch.enrolments.models import DRAFT, PAUSED, READY, WITHDRAWN, Enrolment

bp = Blueprint("enrolments", __name__)

TONES = {DRAFT: "warning", READY: "success", PAUSED: "info", WITHDRAWN: "neutral"}


@bp.app_template_global("enrolment_state")
def enrolment_state(enrolment: Enrolment) -> tuple[str, str]:
    """An enrolment's state as (words, tone) for the status macro."""
    return state_words()[enrolment.state], TONES[enrolment.state]


@bp.app_template_global("enrolment_next")
def enrolment_next(enrolment: Enrolment) -> steps.EnrolmentPrompt:
    """What an enrolment waits for, for the next_step macro."""
    return steps.next_of(enrolment, viewer.today())


def state_words() -> dict[str, str]:
    """State -> what it is called on pages."""
    return {DRAFT: _("Unfinished"), READY: _("Ready"), PAUSED: _("Paused"), WITHDRAWN: _("Left")}
