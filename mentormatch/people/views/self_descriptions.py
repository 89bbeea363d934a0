"""How people describe themselves: a page of their own account."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go, handle, page
from mentormatch.people import self_descriptions
from mentormatch.people.forms import SelfDescriptionForm
from mentormatch.people.views.blueprint import bp


@bp.route("/account/self-description", methods=["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def self_description() -> ResponseReturnValue:
    description = self_descriptions.for_person(current_user)
    form = SelfDescriptionForm.for_(description)
    return handle(
        form,
        lambda: self_descriptions.save(
            current_user, gender=form.chosen, own_words=form.own_words.data or "", may_count=form.may_count.data,
            now=clock.now()),
        done=lambda _result: go("people.self_description", message=_("Saved. Only you can see it.")),
    ) or page("people/self_description.html", form=form, description=description)


@bp.post("/account/self-description/delete")
@requires(Permission.USE_OWN_ACCOUNT)
def delete_self_description() -> ResponseReturnValue:
    with transaction():
        self_descriptions.delete(current_user)
    return go("people.self_description", message=_("Deleted. Nothing has been kept."))
