"""Answering with a page: what every view of a form does, the right status, and the ways back."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Redirect

from mentormatch.base.db import transaction
from mentormatch.base.forms import Form

T = TypeVar("T")


def handle(form: Form, work: Callable[[], T], done: Callable[[T], ResponseReturnValue]) -> ResponseReturnValue | None:
    """Do the work of a form that was posted, and give the answer; None when its page is to be shown.

    The view of a form reads as what is done, what comes after, and else its page:

        form = GoalForm.for_(goal)
        return handle(
            form,
            lambda: services.change(goal, form.words(), by=current_user, now=clock.now()),
            done=lambda _result: go("goals.show", goal_id=goal.id, message=_("Goal saved.")),
        ) or page("goals/edit.html", form=form, goal=goal)

    `work` is one service call in a transaction of its own. A DomainError it raises goes beside its field, and so the
    page is shown again with what was typed. `done` is called with what `work` returned, once it is committed. Work that
    must not hold a transaction, such as hashing a password, keeps the long form: `with form.refusals():` around both.
    """
    if form.validate_on_submit():
        with form.refusals():
            with transaction():
                result = work()
            return done(result)
    return None


def page(template: str, *, status: int | None = None, **values: Any) -> Response:
    """Render a page; 400 when the form it shows (`form=`) has errors, else 200."""
    form = values.get("form")
    has_errors = bool(form is not None and form.errors)
    values.setdefault("form_has_errors", has_errors)
    return make_response(render_template(template, **values), status or (400 if has_errors else 200))


def go(endpoint: str, *, message: str = "", tone: str = "success", **values: Any) -> Redirect:
    """Answer a posted form: on to another page, which the browser fetches afresh (303) and which shows `message`."""
    if message:
        flash(message, tone)
    return redirect(url_for(endpoint, **values), 303)
