"""Answering with a page: the right status, and the ways back."""

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect


def page(template: str, *, status: int | None = None, **values: Any) -> Response:
    """Render a page; 400 when the form it shows (`form=`) has errors, else 200."""
    form = values.get("form")
    has_errors = bool(form is not None and form.errors)
    values.setdefault("form_has_errors", has_errors)
    return make_response(render_template(template, **values), status or (400 if has_errors else 200))


def go(endpoint: str, **values: Any) -> Redirect:
    """Answer a posted form: on to another page, which the browser fetches anew (303)."""
    return redirect(url_for(endpoint, **values), 303)
