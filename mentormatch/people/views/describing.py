"""How a person describes herself: a page of her own account."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, page
from mentormatch.people import describing
from mentormatch.people.forms import SelfDescriptionForm
from mentormatch.people.views.blueprint import bp


@bp.route("/account/self-description", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def self_description() -> ResponseReturnValue:
    said = describing.of(current_user)
    form = SelfDescriptionForm(said)
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                describing.save(current_user, gender=form.chosen, own_words=form.own_words.data or "",
                                may_count=form.may_count.data, now=clock.now())
            flash(_("Saved. Only you can read it."), "success")
            return go("people.self_description")
    return page("people/self_description.html", form=form, said=said)


@bp.post("/account/self-description/delete")
@requires(Permission.USE_OWN_ACCOUNT)
def delete_self_description() -> ResponseReturnValue:
    with transaction():
        describing.delete(current_user)
    flash(_("Deleted. Nothing of it is kept."), "success")
    return go("people.self_description")
