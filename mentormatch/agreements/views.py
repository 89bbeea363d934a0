"""Pages of agreements: proposing one, answering it, reading its versions."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.agreements import forms, labels, queries, services
from mentormatch.agreements.models import Agreement
from mentormatch.agreements.services import MenteeTerms
from mentormatch.base import clock
from mentormatch.base.access import Permission, may, requires
from mentormatch.base.db import transaction
from mentormatch.base.forms import Form
from mentormatch.base.pages import go, handle, page
from mentormatch.pairs import page as pair_page
from mentormatch.pairs import queries as pairs
from mentormatch.pairs.models import Pair

bp = Blueprint("agreements", __name__)


@bp.app_context_processor
def words_of_agreements() -> dict[str, object]:
    return {"agreement_words": labels.in_words}


@bp.get("/pairs/<id:pair_id>/agreement")
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def show(pair: Pair) -> ResponseReturnValue:
    return page("agreements/show.html", pair=pair, other=pair_page.other_side(pair, current_user),
                versions=queries.versions(pair.id), is_mine_to_say=may(Permission.SPEAK_AS_MENTEE, pair))


@bp.route("/pairs/<id:pair_id>/agreement/propose", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=pairs.by_id)
def propose(pair: Pair) -> ResponseReturnValue:
    services.check_meeting(pair)
    latest = next(iter(queries.versions(pair.id)), None)
    form_type = forms.FullTermsForm if may(Permission.SPEAK_AS_MENTEE, pair) else forms.TermsForm
    form = form_type.for_(pair, latest)
    return handle(
        form,
        lambda: services.propose(pair, form.terms(), mentee_terms=_mentee_terms_in(form),
                                 by=current_user, seen_version=form.seen_version.data or 0, now=clock.now(),
                                 idempotency_key=form.idempotency_key.data),
        done=lambda _result: go(
            "agreements.show", pair_id=pair.id, message=_("Sent. It becomes your agreement as soon as it's accepted.")),
    ) or page("agreements/propose.html", form=form, pair=pair, latest=latest,
              other=pair_page.other_side(pair, current_user), shared=forms.shared_formats(pair))


@bp.route("/agreements/<id:agreement_id>/accept", methods=["GET", "POST"])
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def accept(agreement: Agreement) -> ResponseReturnValue:
    is_mentee = may(Permission.SPEAK_AS_MENTEE, agreement)
    form = forms.MenteeTermsForm.for_(agreement.pair) if is_mentee else forms.AcceptForm()
    return handle(
        form,
        lambda: services.accept(agreement, by=current_user, now=clock.now(),
                                mentee_terms=_mentee_terms_in(form)),
        done=lambda _result: go(
            "pairs.show", pair_id=agreement.pair_id,
            message=_("Agreed. It applies from now on, and either of you can suggest a change.")),
    ) or page("agreements/accept.html", form=form, agreement=agreement, pair=agreement.pair,
              other=pair_page.other_side(agreement.pair, current_user))


@bp.post("/agreements/<id:agreement_id>/take-back")
@requires(Permission.BE_IN_PAIR, on=queries.by_id)
def take_back(agreement: Agreement) -> ResponseReturnValue:
    with transaction():
        services.take_back(agreement, by=current_user, now=clock.now())
    return go("agreements.show", pair_id=agreement.pair_id, message=_("Withdrawn. You can suggest another version."))


@bp.route("/pairs/<id:pair_id>/agreement/hers", methods=["GET", "POST"])
@requires(Permission.SPEAK_AS_MENTEE, on=pairs.by_id)
def mentee_terms(pair: Pair) -> ResponseReturnValue:
    form = forms.MenteeTermsForm.for_(pair)
    return handle(
        form,
        lambda: services.set_mentee_terms(pair, form.mentee_terms(), by=current_user, now=clock.now()),
        done=lambda _result: go("agreements.show", pair_id=pair.id, message=_("Saved. It applies from now on.")),
    ) or page("agreements/mentee_terms.html", form=form, pair=pair, other=pair_page.other_side(pair, current_user))


def _mentee_terms_in(form: Form) -> MenteeTerms | None:
    """What the mentee wants, where the form asks for it."""
    return form.mentee_terms() if isinstance(form, forms.MenteeTermsForm) else None
