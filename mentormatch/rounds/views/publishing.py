"""Pages of publishing: choosing how, checking it, doing it now or later; what has changed since; taking back."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.pairs import queries as pair_queries
from mentormatch.pairs import services as pairs
from mentormatch.pairs.models import Pair
from mentormatch.rounds.drafts import staleness as stale
from mentormatch.rounds.forms import EmptyForm
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing import previews
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.forms import PublishForm
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, rounds_page, zone


@bp.route("/drafts/<id:draft_id>/publish", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def publish(of: Draft) -> ResponseReturnValue:
    form, earlier = _begun(of), texts.earlier(of.round)
    if request.method == "GET" or form.is_rewording:
        publishing.check_publishable(of)
        if form.is_rewording:
            form.reword(earlier.texts if earlier else {})
    elif form.validate_on_submit():
        with form.refusals():
            if form.is_done:
                return _publish_now(of, form) if form.moment is None else _publish_later(of, form)
            publishing.check_publishable(of)
            if form.moment:
                publishing.check_moment(form.moment, clock.now())
            if form.is_checking:
                return _check_page(of, form)
    form.step.data = ""  # whatever was pressed before: the next page is the one on which it is checked
    return draft_page("publishing/plan", of, form=form, recipients=previews.recipients(of), now=clock.now(),
                      earlier=earlier, placeholders=texts.PLACEHOLDERS, meanings=texts.MEANINGS,
                      examples=previews.examples(of, clock.now()))


def _begun(of: Draft) -> PublishForm:
    """The form with our texts, or at first with those written before: it was planned, or taken back."""
    kept = publishing.plan_of(of.round).texts if request.method == "GET" else {}
    return PublishForm(texts.standard(of.programme), kept)


def _publish_now(of: Draft, form: PublishForm) -> ResponseReturnValue:
    with transaction():
        published = publishing.publish(of, by=current_user, now=clock.now(), zone=zone(), plan=form.plan,
                                       seen=form.seen or 0)
    said = _("Both sides of every pair have a mail on its way.") if form.plan.mails else _("No mail was sent.")
    flash(_("Round %(number)d is published.", number=published.number) + " " + said, "success")
    return go("rounds.show", slug=of.programme.slug, number=published.number)


def _publish_later(of: Draft, form: PublishForm) -> ResponseReturnValue:
    assert form.moment is not None
    with transaction():
        publishing.plan_for(of, form.plan, form.moment, by=current_user, now=clock.now(), zone=zone(),
                            seen=form.seen or 0)
    flash(_("%(draft)s is published by itself on %(moment)s. Until then you can cancel that.", draft=of.name,
            moment=format_datetime(form.moment, "d MMM yyyy, HH:mm (VVV)")), "success")
    return go("rounds.show", slug=of.programme.slug, number=of.round.number)


def _check_page(of: Draft, form: PublishForm) -> ResponseReturnValue:
    listed, at = previews.couples(of), form.moment or clock.now()
    chosen = next((pair for pair in listed if pair.id == form.pair.data), listed[0] if listed else None)
    counted = previews.recipients(of)
    form.version.data = str(of.version)
    return draft_page("publishing/check", of, form=form, recipients=counted, plan=form.plan, at=form.moment,
                      count=counted.mails(form.plan), couples=listed, chosen=chosen,
                      previews=previews.mails(of, form.plan, chosen, at))


@bp.post("/programmes/<slug:slug>/rounds/<int:number>/publishing/cancel")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def cancel_publishing(of: Round) -> ResponseReturnValue:
    with transaction():
        publishing.cancel_plan(of, by=current_user, now=clock.now())
    flash(_("Cancelled. Nothing is published by itself."), "success")
    return go("rounds.show", slug=of.programme.slug, number=of.number)


@bp.get("/drafts/<id:draft_id>/changes")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def changes(of: Draft) -> ResponseReturnValue:
    """A page of its own, and the piece of a draft's page that is fetched after it."""
    found = stale.changes(of, now=clock.now(), zone=zone()) if of.is_publishable else None
    if request.headers.get("HX-Request"):
        return rounds_page("drafts/_staleness_notice", of.programme, draft=of, changes=found)
    return rounds_page("drafts/staleness", of.programme, draft=of, changes=found)


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/take-back", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def take_back(of: Round) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                count = publishing.take_back(of, by=current_user, now=clock.now())
            flash(ngettext("Round %(number)d is open again. One proposal was taken back.",
                           "Round %(number)d is open again. %(num)d proposals were taken back.", count,
                           number=of.number), "success")
            return go("rounds.show", slug=of.programme.slug, number=of.number)
    elif request.method == "GET":
        publishing.check_can_be_taken_back(of, clock.now())
    return rounds_page("publishing/take_back", of.programme, form=form, round=of, outcome=queries.outcome(of),
                       plan=publishing.plan_of(of))


@bp.route("/pairs/<id:pair_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=pair_queries.by_id)
def withdraw_pair(pair: Pair) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                pairs.withdraw(pair, by=current_user, now=clock.now())
            flash(_("Taken back. Both have a mail on its way."), "success")
            return go("rounds.index", slug=pair.programme.slug)
    return rounds_page("publishing/withdraw", pair.programme, form=form, pair=pair)
