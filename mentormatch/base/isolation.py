"""Names inside sentences: each stands in a <bdi>, so that one in another script can't turn the words around it.

Sentences of templates are set apart as they're written. Those of Python (messages, refusals) are plain text that knows
how a page should show it, so emails, files and logs get no tags.
"""

from collections.abc import Callable
from typing import Any, Self

from flask import Flask
from flask_babel import Babel, Domain
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

NAMES = frozenset({"name", "mentor", "mentee", "partner", "person", "author", "other", "own", "who", "before", "after"})
"""What the placeholders of names are called in sentences, such as “%(name)s can see this.”"""


class Sentence(str):
    """A sentence with names in it: plain text, and a page shows it with each name set apart."""

    __slots__ = ("_markup",)
    _markup: Markup

    def __new__(cls, text: str, markup: Markup) -> Self:
        sentence = super().__new__(cls, text)
        sentence._markup = markup
        return sentence

    def __getnewargs__(self) -> tuple[str, Markup]:  # type: ignore[override]  # how a copy of it is made
        return str(self), self._markup

    def __html__(self) -> Markup:
        return self._markup


class Sentences(Domain):
    """What `_()` and `ngettext()` of Python ask: translations, with sentences that name someone as a Sentence."""

    def gettext(self, string: str, **variables: Any) -> str:
        return _sentence(super().gettext(string), variables)

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        template = self.get_translations().ungettext(singular, plural, num)
        return _sentence(template, {"num": num} | variables)


def isolated(variables: dict[str, Any]) -> dict[str, Any]:
    """The values to put into a sentence of a page, with those that are names set apart."""
    return {key: Markup("<bdi>{}</bdi>").format(value) if key in NAMES and value and isinstance(value, str) else value
            for key, value in variables.items()}


def plain(words: Any) -> Any:
    """A sentence for a title or an attribute, where no tag can stand; still escaped."""
    if isinstance(words, Sentence):
        return str(words)
    return Markup(str(words).replace("<bdi>", "").replace("</bdi>", "")) if isinstance(words, Markup) else words


def init_app(app: Flask, babel: Babel) -> None:
    """Have `_()` and `ngettext()` set names apart on pages; plain text, such as that of emails, stays plain."""
    babel.domain_instance = Sentences()
    app.jinja_env.filters["plain"] = plain
    words: dict[str, Any] = app.jinja_env.globals
    words.update({name: _isolating(words[name]) for name in ("gettext", "ngettext")})
    words["_"] = words["gettext"]


def _sentence(template: str, variables: dict[str, Any]) -> str:
    text = template % variables if variables else template
    if not any(key in NAMES and value and isinstance(value, str) for key, value in variables.items()):
        return text
    return Sentence(text, Markup(escape(template)) % isolated(variables))


def _isolating(translate: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def isolating(context: Context, *words: Any, **variables: Any) -> str:
        if context.eval_ctx.autoescape:
            variables = isolated(variables)
        return translate(context, *words, **variables)
    return isolating
