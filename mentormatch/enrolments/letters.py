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
        subject=_("You are in: %(programme)s", programme=programme.name),
        paragraphs=(
            _("Your enrolment as %(role)s in %(programme)s is complete.",
              role=programmes.words(programme).one(enrolment.role), programme=programme.name),
            _("People enrol until %(day)s. Then the pairs are worked out, and you get a mail that says who, why, "
              "and how to begin. Nothing starts before you have said yes.",
              day=format_date(programme.enrol_until, "d MMMM yyyy")),
            _("Until then you can change anything, pause, or withdraw. You never have to give a reason."),
        ),
        action_label=_("See my enrolment"), action_url=links.external("enrolments.show", enrolment_id=enrolment.id),
        reason=_("You get this mail because you enrolled in %(programme)s.", programme=programme.name),
    )


def unfinished(enrolment: Enrolment) -> Letter:
    """What is still to do, and until when."""
    programme = enrolment.programme
    titles = ", ".join(f"“{step.title}”" for step in steps.missing(enrolment))
    return Letter(
        subject=_("Still a few answers to go: %(programme)s", programme=programme.name),
        paragraphs=(
            _("You began to enrol in %(programme)s as %(role)s. What you have entered is kept.",
              programme=programme.name, role=programmes.words(programme).one(enrolment.role)),
            _("Still open: %(titles)s. It takes a few minutes, also on a phone.", titles=titles) if titles else
            _("Everything is filled in. Check your answers and say that you are ready."),
            _("People enrol until %(day)s. If you have thought better of it, withdraw with one click; nobody asks why.",
              day=format_date(programme.enrol_until, "d MMMM yyyy")),
        ),
        action_label=_("Go on enrolling"), action_url=links.external("enrolments.show", enrolment_id=enrolment.id),
        reason=_("You get this mail because you began to enrol in %(programme)s. It is sent at most once a week.",
                 programme=programme.name),
    )
