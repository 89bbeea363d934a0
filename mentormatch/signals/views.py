"""Who needs help: the list of a programme, and what a coordinator does about one pair."""

from typing import Any

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock, viewer
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme
from mentormatch.signals import forms, labels, letters, message_drafts, queries, services

bp = Blueprint("signals", __name__)


@bp.context_processor
def in_words() -> dict[str, Any]:
    """The words of signals and steps, for the pages of this room."""
    return {"reason": labels.reason, "advice": labels.advice, "step_words": labels.step_words}


@bp.get("/programmes/<slug:slug>/help")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def help_list(programme: Programme) -> ResponseReturnValue:
    """One list, sorted by need."""
    pairs_in_need = queries.help_list(programme, current_user, viewer.today(), clock.now())
    return page("signals/help_list.html", programme=programme, help_list=pairs_in_need)


@bp.get("/pairs/<id:pair_id>/help")
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def pair(pair: Pair) -> ResponseReturnValue:
    """One pair: why, what can be done, what was done."""
    return page("signals/pair.html", pair=pair, needing=queries.for_pair(pair, viewer.today()), today=viewer.today(),
                snooze=forms.SnoozeForm())


@bp.route("/pairs/<id:pair_id>/help/nudge", methods=["GET", "POST"])
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def nudge(pair: Pair) -> ResponseReturnValue:
    """A friendly mail, with a draft to change."""
    reasons = queries.for_pair(pair, viewer.today()).signals
    return _mail(pair, services.NUDGE, message_drafts.draft(pair, reasons), _kinds(reasons))


@bp.route("/pairs/<id:pair_id>/help/offer", methods=["GET", "POST"])
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def offer(pair: Pair) -> ResponseReturnValue:
    """An offer to be paired with somebody else, with a draft to change."""
    reasons = queries.for_pair(pair, viewer.today()).signals
    return _mail(pair, services.OFFER, message_drafts.offer(pair, reasons), _kinds(reasons))


@bp.route("/pairs/<id:pair_id>/help/note", methods=["GET", "POST"])
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def note(pair: Pair) -> ResponseReturnValue:
    """That somebody called, or a note for the other coordinators."""
    form = forms.NoteForm()
    return handle(
        form,
        lambda: services.note(pair, form.kind.data or "", form.text.data or "", by=current_user, now=clock.now(),
                              signals=_kinds(queries.for_pair(pair, viewer.today()).signals),
                              idempotency_key=form.idempotency_key.data),
        done=lambda _result: go("signals.pair", pair_id=pair.id,
                                message=_("Saved. The other coordinators can see it too.")),
    ) or page("signals/note.html", form=form, pair=pair)


@bp.post("/pairs/<id:pair_id>/help/snooze")
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def snooze(pair: Pair) -> ResponseReturnValue:
    """Put a pair aside for a while."""
    form, today = forms.SnoozeForm(), viewer.today()
    return handle(
        form,
        lambda: services.snooze(pair, form.until(today), by=current_user, today=today, now=clock.now(),
                                signals=_kinds(queries.for_pair(pair, today).signals)),
        done=lambda _result: go(
            "signals.help_list", slug=pair.programme.slug,
            message=_("Snoozed. It will reappear automatically, or sooner if something new comes up.")),
    ) or page("signals/pair.html", pair=pair, needing=queries.for_pair(pair, today), snooze=form, form=form,
              today=today)


@bp.post("/pairs/<id:pair_id>/help/wake")
@requires(Permission.HELP_PAIR, on=pairs.by_id)
def wake(pair: Pair) -> ResponseReturnValue:
    """Bring a pair back into the list."""
    with transaction():
        services.wake(pair, by=current_user, today=viewer.today(), now=clock.now())
    flash(_("It's back on the list."), "success")
    return go("signals.pair", pair_id=pair.id)


def _kinds(reasons: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(signal.kind for signal in reasons)


def _mail(pair: Pair, kind: str, draft: message_drafts.MessageDraft, reasons: tuple[str, ...]) -> ResponseReturnValue:
    form = forms.MailForm.for_(draft, pair)
    if form.validate_on_submit() and not form.goes_back:
        mail = form.mail()
        if not form.is_sent:
            letter = letters.from_coordinator(pair, current_user, mail.subject, mail.text)
            return page("signals/preview.html", form=form, pair=pair, letter=letter, mail=mail, kind=kind,
                        to=message_drafts.to_words(pair, mail.to))
        with form.refusals():
            with transaction():
                services.write(pair, mail, kind, by=current_user, now=clock.now(), signals=reasons,
                               idempotency_key=form.idempotency_key.data)
            return go("signals.pair", pair_id=pair.id, message=_(
                "Your email is on its way to %(to)s.", to=message_drafts.to_words(pair, mail.to)))
    return page("signals/mail.html", form=form, pair=pair, kind=kind)
