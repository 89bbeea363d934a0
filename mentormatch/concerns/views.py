"""Pages of concerns: raising one, the reporter's own, a contact's inbox and one concern, who is named, handing on."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.base.pages import handle as handle_form
from mentormatch.concerns import contacts as contact_list
from mentormatch.concerns import forms, queries, services
from mentormatch.concerns.models import Concern
from mentormatch.concerns.queries import Case
from mentormatch.pairs import page as pair_page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair
from mentormatch.people import queries as people
from mentormatch.people.views.password_again import Question, ask_and_do
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Programme

bp = Blueprint("concerns", __name__)
DEEDS = {"note": services.note, "write": services.write}


@bp.route("/pairs/<id:pair_id>/concern", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def new(pair: Pair) -> ResponseReturnValue:
    form = forms.ReportForm()
    return handle_form(
        form,
        lambda: services.report(pair, form.report(), by=current_user, now=clock.now(),
                                idempotency_key=form.idempotency_key.data),
        done=lambda concern: go(
            "concerns.mine", concern_id=concern.id,
            message=_("We've received it. Thank you for trusting us with this.")),
    ) or page("concerns/new.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user),
              contacts=queries.contacts_for(pair))


@bp.get("/concerns")
@requires(Permission.USE_OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    return page("concerns/index.html", mine=queries.reported_by(current_user.id), inbox=queries.inbox(current_user))


@bp.route("/concerns/<id:concern_id>/mine", methods=["GET", "POST"])
@requires(Permission.READ_OWN_CONCERN, on=queries.by_id)
def mine(concern: Concern) -> ResponseReturnValue:
    form = forms.AddForm()
    return handle_form(
        form,
        lambda: services.add(concern, form.text.data or "", by=current_user, now=clock.now(),
                             idempotency_key=form.idempotency_key.data),
        done=lambda _result: go("concerns.mine", concern_id=concern.id, message=_("Added.")),
    ) or page("concerns/mine.html", form=form, concern=concern, contacts=queries.readers_of(concern),
              later=queries.later_contacts(concern))


@bp.post("/concerns/<id:concern_id>/mine/readers/<id:person_id>")
@requires(Permission.READ_OWN_CONCERN, on=queries.by_id)
def let_read(concern: Concern, person_id: str) -> ResponseReturnValue:
    """Let somebody read it who was named later."""
    with transaction():
        services.let_read(concern, person_id, by=current_user, now=clock.now())
    return go("concerns.mine", concern_id=concern.id, message=_("They can read it now. We've emailed them."))


@bp.post("/concerns/<id:concern_id>/mine/end-break")
@requires(Permission.READ_OWN_CONCERN, on=queries.by_id)
def end_own_break(concern: Concern) -> ResponseReturnValue:
    with transaction():
        services.end_break(concern, by=current_user, now=clock.now())
    return go("concerns.mine", concern_id=concern.id, message=_("The break is over, as far as you're concerned."))


@bp.route("/concerns/<id:concern_id>", methods=["GET", "POST"])
@requires(Permission.HANDLE_CONCERN, on=queries.case)
def handle(case: Case) -> ResponseReturnValue:
    concern = case.concern
    if not case.is_open_for(current_user, clock.now()):
        return page("concerns/cover.html", concern=concern)
    form = forms.HandleForm.for_(concern)
    messages = {"note": _("Saved. Only the contacts can see it."), "write": _("Sent.")}
    return handle_form(
        form,
        lambda: _write_or_close(concern, form),
        done=lambda _result: go(
            "concerns.handle", concern_id=concern.id,
            message=messages.get(form.deed.data or "", _("Closed. The outcome is on the reporter's page."))),
    ) or page("concerns/handle.html", form=form, concern=concern, contacts=case.contacts,
              may_know=dict(forms.MAY_KNOW))


def _write_or_close(concern: Concern, form: forms.HandleForm) -> None:
    text, now = form.text.data or "", clock.now()
    if form.deed.data in DEEDS:
        DEEDS[form.deed.data](concern, text, by=current_user, now=now, idempotency_key=form.idempotency_key.data)
    else:
        services.close(concern, text, by=current_user, version=form.version.data or 0, now=now)


@bp.post("/concerns/<id:concern_id>/open")
@requires(Permission.HANDLE_CONCERN, on=queries.case)
def open_to_read(case: Case) -> ResponseReturnValue:
    """Open it, which its reporter sees."""
    with transaction():
        services.open_concern(case.concern, by=current_user, now=clock.now())
    return go("concerns.handle", concern_id=case.concern.id)


@bp.post("/concerns/<id:concern_id>/in-hand")
@requires(Permission.HANDLE_CONCERN, on=queries.case)
def take_in_hand(case: Case) -> ResponseReturnValue:
    with transaction():
        services.take_in_hand(case.concern, by=current_user, version=forms.SeenForm().version.data or 0,
                              now=clock.now())
    return go(
        "concerns.handle", concern_id=case.concern.id,
        message=_("You're handling this now. We've told the reporter that someone is looking into it."))


@bp.post("/concerns/<id:concern_id>/end-break")
@requires(Permission.HANDLE_CONCERN, on=queries.case)
def end_break(case: Case) -> ResponseReturnValue:
    with transaction():
        services.end_break(case.concern, by=current_user, now=clock.now())
    return go(
        "concerns.handle", concern_id=case.concern.id,
        message=_("The break is over. We've told them both that they can carry on."))


@bp.route("/programmes/<slug:slug>/concern-contacts", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def contacts(programme: Programme) -> ResponseReturnValue:
    form, words = forms.ContactForm(), request.args.get("words", "")
    listed = queries.named(programme.id)
    return handle_form(
        form,
        lambda: contact_list.name_contact(programme, people.by_id(form.person_id.data or ""), by=current_user,
                                      now=clock.now()),
        done=lambda _result: go(
            "concerns.contacts", slug=programme.slug,
            message=_("Added. They'll receive concerns from now on. We've told everyone on the list.")),
    ) or page("concerns/contacts.html", form=form, programme=programme, named=listed, words_searched=words,
              found=programmes.colleagues(words, but=frozenset({current_user.id, *programme.coordinator_ids,
                                                                  *(person.id for person in listed)})),
              stand_ins=people.administrators())


@bp.post("/programmes/<slug:slug>/concern-contacts/<id:person_id>/release")
@requires(Permission.RUN_PROGRAMME, on=programmes.by_slug)
def release(programme: Programme, person_id: str) -> ResponseReturnValue:
    with transaction():
        contact_list.release_contact(programme, person_id, by=current_user, now=clock.now())
    return go(
        "concerns.contacts", slug=programme.slug,
        message=_("Removed. They'll receive no new concerns. We've told everyone on the list."))


@bp.get("/concerns/without-readers")
@requires(Permission.ADMINISTER)
def without_readers() -> ResponseReturnValue:
    """Concerns that no one can read any more, by programme alone."""
    return page("concerns/without_readers.html", concerns=queries.without_readers())


@bp.route("/concerns/<id:concern_id>/hand-on", methods=["GET", "POST"])
@requires(Permission.ADMINISTER, on=queries.without_reader)
def hand_on(concern: Concern) -> ResponseReturnValue:
    """Hand it to the people named now: an act of power."""
    question = Question(
        _("Hand a concern in %(name)s on?", name=concern.programme.name),
        _("Everyone it was handed to has left. The people named for concerns now will read it. Its reporter gets an "
          "email and sees who they are. You won't see what it says."),
        _("Hand it on"), url_for("concerns.without_readers"))
    return ask_and_do(
        question,
        lambda: services.hand_on(concern, by=current_user, now=clock.now()),
        done=lambda _result: go("concerns.without_readers", message=_("Handed on. We've told its reporter.")))
