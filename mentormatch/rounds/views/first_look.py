"""Pages of the first look: asking for one and ending it (coordinators); having one (the mentee alone)."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.pairs import letters, why
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.rounds.first_look import services as first_look
from mentormatch.rounds.input import first_looks
from mentormatch.rounds.models import Draft, FirstLook
from mentormatch.rounds.publishing import eligibility, previews
from mentormatch.rounds.publishing.forms import AskForm, LookDaysForm
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, rounds_page, zone


@bp.route("/programmes/<slug:slug>/first-look", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def look_days(programme: Programme) -> ResponseReturnValue:
    form = LookDaysForm(programme.look_days, programme.looks_sealed)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                first_look.set_sealed(programme, form.is_sealed, by=current_user, now=clock.now())
                first_look.set_days(programme, form.days.data, by=current_user, now=clock.now())
            flash(_("Saved."), "success")
            return go("rounds.index", slug=programme.slug)
    return rounds_page("first_look/days", programme, form=form)


@bp.route("/drafts/<id:draft_id>/first-look", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def ask_for_look(draft: Draft) -> ResponseReturnValue:
    form, status = AskForm(), first_looks.of_draft(draft)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                count = first_look.ask(draft, by=current_user, now=clock.now(), zone=zone(),
                                       seen_version=form.seen_version or 0, held_for=form.held_for)
            flash(_("The first look begins in 30 minutes. You can stop it until then.") if form.held_for else
                  ngettext("One person can have a first look now. We've emailed them.",
                           "%(num)d people can have a first look now. We've emailed them.", count), "success")
            return go("rounds.ask_for_look", draft_id=draft.id)
    elif request.method == "GET" and status is None:
        eligibility.check_showable(draft)
    form.looking_at(draft)
    return draft_page("first_look/ask", draft, form=form, looking=status, recipients=previews.recipients(draft),
                      are_seen=first_looks.coordinators_have_seen(draft, clock.now()),
                      is_held=status is not None and status.begins_at > clock.now())


@bp.post("/drafts/<id:draft_id>/first-look/end")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def end_look(draft: Draft) -> ResponseReturnValue:
    now, status = clock.now(), first_looks.of_draft(draft)
    was_held = status is not None and now < status.begins_at
    with transaction():
        following = first_look.end(draft, by=current_user, now=now)
    flash(_("Stopped. No one was asked, and no one was told anything.") if was_held else
          _("The first look is over. The draft is being recalculated."), "success")
    return go("rounds.draft", draft_id=following.id if following else draft.id)


@bp.get("/looks/<id:look_id>")
@requires(Permission.LOOK_FIRST, on=first_looks.by_id)
def look(look: FirstLook) -> ResponseReturnValue:
    pair = first_looks.pair_of(look)
    return rounds_page("first_look/show", look.mentee.programme, look=look, said_no=first_look.has_said_no(look),
                       is_running=first_look.is_running(look, clock.now()),
                       described=letters.described(look.mentor.person),
                       topics=why.topic_names(pair.parts) if pair else [])


@bp.post("/looks/<id:look_id>/rather-not")
@requires(Permission.LOOK_FIRST, on=first_looks.by_id)
def rather_not(look: FirstLook) -> ResponseReturnValue:
    with transaction():
        first_look.rather_not(look, now=clock.now())
    flash(_("Saved. You won't be matched with this person, and no one will be told."), "success")
    return go("rounds.look", look_id=look.id)


@bp.post("/looks/<id:look_id>/after-all")
@requires(Permission.LOOK_FIRST, on=first_looks.by_id)
def after_all(look: FirstLook) -> ResponseReturnValue:
    with transaction():
        first_look.after_all(look, now=clock.now())
    flash(_("Saved. No one was told anything."), "success")
    return go("rounds.look", look_id=look.id)
