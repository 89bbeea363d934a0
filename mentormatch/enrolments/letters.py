"""The words of mails about enrolments."""

from flask_babel import format_date
from flask_babel import gettext as _

from mentormatch.base import links
from mentormatch.base.mail import Letter
from mentormatch.enrolments import steps
from mentormatch.enrolments.models import Enrolment
from mentormatch.programmes import queries as programmes


def ready(enrolment: Enrolment) -> Letter:
    """She is in: what happens next, and that she can change or leave at any time."""
    programme = enrolment.programme
    return Letter(
        subject=_("You're in: %(programme)s", programme=programme.name),
        paragraphs=(
            _("You've signed up to %(programme)s as a %(role)s.",
              role=programmes.words(programme).singular(enrolment.role), programme=programme.name),
            _("Sign-up closes on %(day)s. Then we'll match people and email you with who, why and how to get "
              "started. Nothing happens until you say yes.",
              day=format_date(programme.enrol_until, "d MMMM yyyy")),
            _("Until then, you can change anything, pause or leave. You never have to give a reason."),
        ),
        action_label=_("See my profile"), action_url=links.external("enrolments.show", enrolment_id=enrolment.id),
        reason=_("You're receiving this because you signed up to %(programme)s.", programme=programme.name),
    )


def unfinished(enrolment: Enrolment) -> Letter:
    """What is still to do, and until when."""
    programme = enrolment.programme
    titles = ", ".join(f"“{step.title}”" for step in steps.missing(enrolment))
    return Letter(
        subject=_("Nearly there: %(programme)s", programme=programme.name),
        paragraphs=(
            _("You started signing up to %(programme)s as a %(role)s. We've saved what you entered.",
              programme=programme.name, role=programmes.words(programme).singular(enrolment.role)),
            _("Still to do: %(titles)s. It takes a few minutes, even on your phone.", titles=titles) if titles else
            _("Everything's filled in. Check your answers and tell us you're ready."),
            _("Sign-up closes on %(day)s. Changed your mind? You can leave with one click. No questions asked.",
              day=format_date(programme.enrol_until, "d MMMM yyyy")),
        ),
        action_label=_("Continue signing up"), action_url=links.external("enrolments.show", enrolment_id=enrolment.id),
        reason=_("You're receiving this because you started signing up to %(programme)s. We send it at most once a "
                 "week.",
                 programme=programme.name),
    )
