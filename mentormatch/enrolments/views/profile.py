"""The steps of an enrolment, each saved when it is posted, in any order and at any time."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.pages import go, handle, page
from mentormatch.enrolments import queries, services, steps
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.forms import (
    AboutForm,
    CharterForm,
    MeetingForm,
    PlacesForm,
    ReachForm,
    SentencesForm,
    TargetForm,
    TopicsForm,
)
from mentormatch.enrolments.models import READY, Enrolment
from mentormatch.enrolments.views.blueprint import bp
from mentormatch.enrolments.views.labels import degrees, format_notes, picker_groups
from mentormatch.programmes import queries as programmes


@bp.route("/enrolments/<id:enrolment_id>/about", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def about(enrolment: Enrolment) -> ResponseReturnValue:
    """What people say about themselves, below the facts HR gave."""
    form = AboutForm.for_(enrolment)
    return handle(
        form,
        lambda: services.save_about(enrolment, form.answers()),
        done=lambda _result: onward(enrolment, steps.ABOUT),
    ) or page("enrolments/about.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/topics", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def topics(enrolment: Enrolment) -> ResponseReturnValue:
    """Goals or expertise: pick, and say how much."""
    listed = programmes.offered_topics(enrolment.programme_id)
    form = TopicsForm.for_(enrolment, listed)
    return handle(
        form,
        lambda: services.save_goals(enrolment, form.levels()),
        done=lambda _result: go("enrolments.sentences", enrolment_id=enrolment.id),
    ) or page("enrolments/topics.html", form=form, enrolment=enrolment,
              groups=picker_groups(listed, enrolment), degrees=degrees(enrolment))


@bp.route("/enrolments/<id:enrolment_id>/topics/words", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def sentences(enrolment: Enrolment) -> ResponseReturnValue:
    """A free sentence for each chosen topic."""
    form = SentencesForm.for_(enrolment)
    return handle(
        form,
        lambda: services.save_sentences(enrolment, form.sentences()),
        done=lambda _result: onward(enrolment, steps.TOPICS),
    ) or page("enrolments/sentences.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/meeting", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def meeting(enrolment: Enrolment) -> ResponseReturnValue:
    """How she likes to meet."""
    form = MeetingForm.for_(enrolment)
    return handle(
        form,
        lambda: services.save_meeting(enrolment, form.wishes()),
        done=lambda _result: onward(enrolment, steps.MEETING),
    ) or page("enrolments/meeting.html", form=form, enrolment=enrolment, zone=viewer.zone(), notes=format_notes())


@bp.route("/enrolments/<id:enrolment_id>/reach", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def reach(enrolment: Enrolment) -> ResponseReturnValue:
    """Where he has a say, or where she wants to go."""
    form: ReachForm | TargetForm = ReachForm.for_(enrolment) if enrolment.is_mentor else TargetForm.for_(enrolment)
    return handle(
        form,
        lambda: services.save_reach(enrolment, form.answer()),
        done=lambda _result: onward(enrolment, steps.REACH),
    ) or page("enrolments/reach.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/places", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def places(enrolment: Enrolment) -> ResponseReturnValue:
    """For how many people he has time."""
    form = PlacesForm.for_(enrolment)
    return handle(
        form,
        lambda: services.save_places(enrolment, int(form.places.data), is_sure=bool(form.is_sure.data)),
        done=lambda _result: onward(enrolment, steps.PLACES),
    ) or page("enrolments/places.html", form=form, enrolment=enrolment,
              asks=programmes.role_of(enrolment.programme, enrolment.role))


@bp.route("/enrolments/<id:enrolment_id>/charter", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def charter(enrolment: Enrolment) -> ResponseReturnValue:
    """The six commitments."""
    form = CharterForm()
    return handle(
        form,
        lambda: services.accept_charter(enrolment, now=clock.now()),
        done=lambda _result: onward(enrolment, steps.CHARTER_STEP),
    ) or page("enrolments/charter.html", form=form, enrolment=enrolment, charter=CHARTER,
              is_accepted=steps.is_done(steps.CHARTER_STEP, enrolment))


def onward(enrolment: Enrolment, saved: str) -> ResponseReturnValue:
    """After a step: to the next one while enrolling, else back to the enrolment with what follows from the change."""
    if enrolment.ready_at is not None:
        message = _("Saved.") if enrolment.state == READY else steps.next_of(enrolment, viewer.today()).text
        return go("enrolments.show", enrolment_id=enrolment.id, message=message)
    following = steps.after(saved, enrolment)
    endpoint = f"enrolments.{following}" if following else "enrolments.check"
    return go(endpoint, enrolment_id=enrolment.id)
