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
from mentormatch.rounds.drafts import staleness
from mentormatch.rounds.forms import EmptyForm
from mentormatch.rounds.models import Draft, Round
from mentormatch.rounds.publishing import eligibility, previews
from mentormatch.rounds.publishing import mail_texts as texts
from mentormatch.rounds.publishing import services as publishing
from mentormatch.rounds.publishing.forms import PublishForm
from mentormatch.rounds.reading import queries
from mentormatch.rounds.views.blueprint import bp, draft_page, own_ids, rounds_page, unless_sealed, zone


@bp.route("/drafts/<id:draft_id>/publish", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def publish(draft: Draft) -> ResponseReturnValue:
    form, earlier = _publish_form(draft), texts.earlier(draft.round)
    if request.method == "GET" or form.is_rewording:
        eligibility.check_publishable(draft)
        if form.is_rewording:
            form.reword(earlier.texts if earlier else {})
    elif form.validate_on_submit():
        with form.refusals():
            if form.is_done:
                return _publish_now(draft, form) if form.moment is None else _publish_later(draft, form)
            eligibility.check_publishable(draft)
            if form.moment:
                publishing.check_moment(form.moment, clock.now())
            if form.is_checking:
                return _check_page(draft, form)
    form.step.data = ""  # whatever was pressed before: the next page is the one on which it is checked
    return draft_page("publishing/plan", draft, form=form, recipients=previews.recipients(draft), now=clock.now(),
                      earlier=earlier, placeholders=texts.PLACEHOLDERS, meanings=texts.MEANINGS,
                      examples=previews.examples(draft, clock.now(), own=own_ids(draft.programme)))


def _publish_form(draft: Draft) -> PublishForm:
    """The form with our texts, or at first with those written before: it was planned, or taken back."""
    texts_at_first = publishing.schedule_of(draft.round).texts if request.method == "GET" else {}
    return PublishForm(texts.standard(draft.programme), texts_at_first)


def _publish_now(draft: Draft, form: PublishForm) -> ResponseReturnValue:
    with transaction():
        published = publishing.publish(draft, by=current_user, now=clock.now(), zone=zone(), plan=form.plan,
                                       seen_version=form.seen_version or 0)
    mails_note = _("We've emailed both people in every pair.") if form.plan.mails else _("No emails were "
                                                                                                 "sent.")
    flash(_("Round %(number)d is published.", number=published.number) + " " + mails_note, "success")
    return go("rounds.show", slug=draft.programme.slug, number=published.number)


def _publish_later(draft: Draft, form: PublishForm) -> ResponseReturnValue:
    assert form.moment is not None
    with transaction():
        publishing.schedule(draft, form.plan, form.moment, by=current_user, now=clock.now(), zone=zone(),
                            seen_version=form.seen_version or 0)
    words = (_("%(draft)s goes out in 30 minutes. You can stop it until then.", draft=draft.name) if form.is_held else
             _("%(draft)s will be published automatically on %(moment)s. You can cancel until then.", draft=draft.name,
               moment=format_datetime(form.moment, "d MMM yyyy, HH:mm (VVV)")))
    flash(words, "success")
    return go("rounds.show", slug=draft.programme.slug, number=draft.round.number)


def _check_page(draft: Draft, form: PublishForm) -> ResponseReturnValue:
    own, moment = own_ids(draft.programme), form.moment or clock.now()
    couples = previews.couples(draft, own=own)
    chosen = next((pair for pair in couples if pair.id == form.pair.data), couples[0] if couples else None)
    counted = previews.recipients(draft)
    form.version.data = str(draft.version)
    return draft_page("publishing/check", draft, form=form, recipients=counted, plan=form.plan, at=form.moment,
                      count=counted.mails(form.plan), couples=couples, chosen=chosen,
                      previews=previews.mails(draft, form.plan, chosen, moment, own=own))


@bp.post("/programmes/<slug:slug>/rounds/<int:number>/publishing/cancel")
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def cancel_publishing(round_: Round) -> ResponseReturnValue:
    was_held = publishing.schedule_of(round_).is_held
    with transaction():
        publishing.cancel_plan(round_, by=current_user, now=clock.now())
    flash(_("Stopped. Nothing was published, and no one was told anything.") if was_held else
          _("Cancelled. Nothing will be published automatically."), "success")
    return go("rounds.show", slug=round_.programme.slug, number=round_.number)


@bp.get("/drafts/<id:draft_id>/changes")
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
@unless_sealed
def changes(draft: Draft) -> ResponseReturnValue:
    """A page of its own, and the piece of a draft's page that is fetched after it."""
    found_changes = staleness.changes(draft, now=clock.now(), zone=zone(),
                                      own=own_ids(draft.programme)) if draft.is_publishable else None
    if request.headers.get("HX-Request"):
        return rounds_page("drafts/_staleness_notice", draft.programme, draft=draft, changes=found_changes)
    return rounds_page("drafts/staleness", draft.programme, draft=draft, changes=found_changes)


@bp.route("/programmes/<slug:slug>/rounds/<int:number>/take-back", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.by_number)
def take_back(round_: Round) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                count = publishing.take_back(round_, by=current_user, now=clock.now())
            flash(ngettext("Round %(number)d is open again. One proposal was withdrawn.",
                           "Round %(number)d is open again. %(num)d proposals were withdrawn.", count,
                           number=round_.number), "success")
            return go("rounds.show", slug=round_.programme.slug, number=round_.number)
    elif request.method == "GET":
        publishing.check_can_be_taken_back(round_, clock.now())
    return rounds_page("publishing/take_back", round_.programme, form=form, round=round_,
                       outcome=queries.outcome(round_),
                       plan=publishing.schedule_of(round_))


@bp.route("/pairs/<id:pair_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=pair_queries.by_id)
def withdraw_pair(pair: Pair) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                pairs.withdraw(pair, by=current_user, now=clock.now())
            flash(_("Withdrawn. We've emailed them both."), "success")
            return go("rounds.index", slug=pair.programme.slug)
    return rounds_page("publishing/withdraw", pair.programme, form=form, pair=pair)
