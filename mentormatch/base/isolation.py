"""Names inside sentences: each stands in a <bdi>, so that one in another script can't turn the words around it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

NAMES = frozenset({"name", "mentor", "mentee", "partner", "person", "author", "other", "who"})
"""What the placeholders of names are called in sentences, such as “%(name)s can see this.”"""


def isolated(variables: dict[str, Any]) -> dict[str, Any]:
    """The values to put into a sentence of a page, with those that are names set apart."""
    return {key: Markup("<bdi>{}</bdi>").format(value) if key in NAMES and value and isinstance(value, str) else value
            for key, value in variables.items()}


def plain(words: Any) -> Any:
    """A sentence for a title or an attribute, where no tag can stand; still escaped."""
    return Markup(str(words).replace("<bdi>", "").replace("</bdi>", "")) if isinstance(words, Markup) else words


def init_app(app: Flask) -> None:
    """Have `_()` and `ngettext()` of pages set names apart; plain text, such as that of emails, stays plain."""
    app.jinja_env.filters["plain"] = plain
    words: dict[str, Any] = app.jinja_env.globals
    words.update({name: _isolating(words[name]) for name in ("gettext", "ngettext")})
    words["_"] = words["gettext"]


def _isolating(translate: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def isolating(context: Context, *words: Any, **variables: Any) -> str:
        if context.eval_ctx.autoescape:
            variables = isolated(variables)
        return translate(context, *words, **variables)
    return isolating
