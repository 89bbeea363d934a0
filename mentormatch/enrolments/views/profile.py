"""The steps of an enrolment, each saved when it is posted, in any order and at any time."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.enrolments import queries, services, steps
from mentormatch.enrolments.charter import CHARTER
from mentormatch.enrolments.forms import (
    NO_MATTER,
    AboutForm,
    CharterForm,
    MeetingForm,
    PlacesForm,
    ReachForm,
    TargetForm,
    sentences_form,
    topics_form,
)
from mentormatch.enrolments.models import READY, Enrolment
from mentormatch.enrolments.views.blueprint import bp
from mentormatch.enrolments.views.labels import degrees, format_notes, picker_groups
from mentormatch.programmes import queries as programmes


@bp.route("/enrolments/<id:enrolment_id>/about", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def about(enrolment: Enrolment) -> ResponseReturnValue:
    """What people say about themselves, below the facts HR gave."""
    form = AboutForm(obj=enrolment)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_about(enrolment, form.answers())
            return onward(enrolment, steps.ABOUT)
    return page("enrolments/about.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/topics", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def topics(enrolment: Enrolment) -> ResponseReturnValue:
    """Goals or expertise: pick, and say how much."""
    listed = programmes.offered_topics(enrolment.programme_id)
    form = topics_form(enrolment, listed)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_goals(enrolment, form.levels())
            return go("enrolments.sentences", enrolment_id=enrolment.id)
    return page("enrolments/topics.html", form=form, enrolment=enrolment,
                groups=picker_groups(listed, enrolment), degrees=degrees(enrolment))


@bp.route("/enrolments/<id:enrolment_id>/topics/words", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def sentences(enrolment: Enrolment) -> ResponseReturnValue:
    """A free sentence for each chosen topic."""
    form = sentences_form(enrolment)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_sentences(enrolment, form.sentences())
            return onward(enrolment, steps.TOPICS)
    return page("enrolments/sentences.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/meeting", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def meeting(enrolment: Enrolment) -> ResponseReturnValue:
    """How she likes to meet."""
    is_answered = steps.is_done(steps.MEETING, enrolment)
    form = MeetingForm(obj=enrolment, site=(enrolment.site_preference or NO_MATTER) if is_answered else None)
    form.offer(enrolment, queries.languages())
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_meeting(enrolment, form.wishes())
            return onward(enrolment, steps.MEETING)
    return page("enrolments/meeting.html", form=form, enrolment=enrolment, zone=viewer.zone(), notes=format_notes())


@bp.route("/enrolments/<id:enrolment_id>/reach", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def reach(enrolment: Enrolment) -> ResponseReturnValue:
    """Where he has a say, or where she wants to go."""
    is_answered = steps.is_done(steps.REACH, enrolment)
    form: ReachForm | TargetForm = (
        ReachForm(areas=enrolment.reach) if enrolment.is_mentor else
        TargetForm(areas=(enrolment.target_area or NO_MATTER) if is_answered else None))
    form.offer(queries.departments())
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_reach(enrolment, form.answer())
            return onward(enrolment, steps.REACH)
    return page("enrolments/reach.html", form=form, enrolment=enrolment)


@bp.route("/enrolments/<id:enrolment_id>/places", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def places(enrolment: Enrolment) -> ResponseReturnValue:
    """For how many people he has time."""
    form = PlacesForm(places=str(enrolment.places) if steps.is_done(steps.PLACES, enrolment) else None)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.save_places(enrolment, int(form.places.data))
            return onward(enrolment, steps.PLACES)
    return page("enrolments/places.html", form=form, enrolment=enrolment,
                asks=programmes.role_of(enrolment.programme, enrolment.role))


@bp.route("/enrolments/<id:enrolment_id>/charter", methods=["GET", "POST"])
@requires(Permission.USE_ENROLMENT, on=queries.by_id)
def charter(enrolment: Enrolment) -> ResponseReturnValue:
    """The six commitments."""
    form = CharterForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                services.accept_charter(enrolment, now=clock.now())
            return onward(enrolment, steps.CHARTER_STEP)
    return page("enrolments/charter.html", form=form, enrolment=enrolment, charter=CHARTER,
                is_accepted=steps.is_done(steps.CHARTER_STEP, enrolment))


def onward(enrolment: Enrolment, saved: str) -> ResponseReturnValue:
    """After a step: to the next one while enrolling, else back to the enrolment with what follows from the change."""
    if enrolment.ready_at is not None:
        flash(_("Saved.") if enrolment.state == READY else steps.next_of(enrolment, viewer.today()).text, "success")
        return go("enrolments.show", enrolment_id=enrolment.id)
    following = steps.after(saved, enrolment)
    endpoint = f"enrolments.{following}" if following else "enrolments.check"
    return go(endpoint, enrolment_id=enrolment.id)
