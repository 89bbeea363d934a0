"""Pages of publishing: the last look at a draft before its pairs become proposals."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from mentormatch.base import clock
from mentormatch.base.access import Permission, requires
from mentormatch.base.db import transaction
from mentormatch.base.pages import go
from mentormatch.rounds import publishing, queries
from mentormatch.rounds.forms import EmptyForm
from mentormatch.rounds.models import Draft
from mentormatch.rounds.views.blueprint import bp, draft_page, zone


@bp.route("/drafts/<id:draft_id>/publish", methods=["GET", "POST"])
@requires(Permission.RUN_PROGRAMME, on=queries.draft)
def publish(of: Draft) -> ResponseReturnValue:
    form = EmptyForm()
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                published = publishing.publish(of, by=current_user, now=clock.now(), zone=zone())
            flash(_("Round %(number)d is published. Both sides of every pair have a mail on its way.",
                    number=published.number), "success")
            return go("rounds.show", slug=of.programme.slug, number=published.number)
    elif request.method == "GET":
        publishing.check_publishable(of)
    return draft_page("publish", of, form=form)
