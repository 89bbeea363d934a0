"""Names in sentences: set apart on pages, plain in text, escaped everywhere."""

import ast
import pickle
import re
from pathlib import Path

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import ngettext
from jinja2 import Environment

from mentormatch.base import isolation
from mentormatch.base.access import public
from mentormatch.base.errors import DomainError
from mentormatch.base.forms import Form
from mentormatch.base.pages import go
from tests.support import make

MODULES = Path(isolation.__file__).parents[1]
TEMPLATES = MODULES / "templates"
A_PERSON = re.compile(r"\b(\w+)=[\w.]*\b(?:person|author|owner|other|reported_by|proposed_by)\.(?:first_name|name)\b")


def test_a_name_in_a_sentence_is_set_apart_and_escaped(app):
    page = app.jinja_env.from_string(
        "{{ _('%(name)s can see this.', name='<b>עדה') }} {{ ngettext('%(num)d by %(name)s', '%(num)d for %(name)s', "
        "2, name='Ines') }} {{ _('on %(day)s', day='Monday') }} {{ _('You and %(name)s', name='<i>A & B')|plain }}")

    assert page.render() == ("<bdi>&lt;b&gt;עדה</bdi> can see this. 2 for <bdi>Ines</bdi> on Monday "
                             "You and &lt;i&gt;A &amp; B")


def test_a_number_under_the_key_of_a_name_stays_a_number(app):
    page = app.jinja_env.from_string("{{ _('About %(mentee)d minutes', mentee=90) }}")

    assert page.render() == "About 90 minutes"


def test_plain_text_stays_plain(app):
    plain = Environment(autoescape=False)
    plain.globals |= app.jinja_env.globals

    assert plain.from_string("{{ _('Hi %(name)s', name='Ines') }}").render() == "Hi Ines"


def test_a_sentence_of_python_is_plain_text_that_a_page_sets_apart(app):
    with app.test_request_context():
        refusal = DomainError(_("Only %(name)s & co. can do %(num)d of <these>.", name="<i>עדה", num=2))
        counted = ngettext("%(num)d by %(name)s", "%(num)d for %(name)s", 2, name="A & B")
        texts = (str(refusal), refusal.sentence, counted, _("%(num)d of them", num=2), _("100%"))

        assert texts == ("Only <i>עדה & co. can do 2 of <these>.",) * 2 + ("2 for A & B", "2 of them", "100%")
        page = app.jinja_env.from_string("{{ a }} {{ b }} {{ [a, '<']|join(' ') }} {{ b|plain }} {{ c }}")
        shown = page.render(a=refusal.sentence, b=counted, c=counted + "!")

    sentence = "Only <bdi>&lt;i&gt;עדה</bdi> &amp; co. can do 2 of &lt;these&gt;."
    assert shown == f"{sentence} 2 for <bdi>A &amp; B</bdi> {sentence} &lt; 2 for A &amp; B 2 for A &amp; B!"
    assert pickle.loads(pickle.dumps(counted)) == counted


def test_a_name_in_the_message_of_the_page_before_and_in_a_refusal_is_set_apart(app, browser):
    made_up = Blueprint("made_up", __name__)

    @made_up.get("/made-up/message")
    @public
    def message():
        return go("people.sign_in", message=_("%(name)s is no longer an administrator.", name="<i>עדה"))

    @made_up.get("/made-up/refusal")
    @public
    def refusal():
        raise DomainError(_("Only %(name)s can change this meeting.", name="<i>עדה"))

    app.register_blueprint(made_up)
    make.administrator()

    assert "<p><bdi>&lt;i&gt;עדה</bdi> is no longer an administrator.</p>" in browser.open_page("/made-up/message").html
    assert ">Only <bdi>&lt;i&gt;עדה</bdi> can change this meeting.<" in browser.open_page("/made-up/refusal").html


def test_a_name_in_a_refusal_beside_a_form_is_set_apart(app):
    with app.test_request_context(method="POST"):
        form = Form(meta={"csrf": False})
        with form.refusals():
            raise DomainError(_("%(name)s can't take on anyone else.", name="עדה"))
        page = app.jinja_env.from_string("{% from 'components/form.html' import error_summary %}{{ error_summary(f) }}")

        assert "<li><bdi>עדה</bdi> can&#39;t take on anyone else.</li>" in page.render(f=form)


def test_every_person_in_a_sentence_goes_by_a_name_that_is_set_apart():
    others = {f"{path.name}: {key}" for path in TEMPLATES.rglob("*.html")
              for sentence in re.findall(r"_\((.*?)\)\s*[}%,|]", path.read_text("utf-8"), re.DOTALL)
              for key in A_PERSON.findall(sentence) if f"%({key})s" in sentence and key not in isolation.NAMES}

    assert others == set(), "Call the placeholder “name”, or add it to base/isolation.py."


def test_every_person_in_a_sentence_of_python_goes_by_such_a_name_too():
    others = {f"{path.name}: {keyword.arg}" for path in MODULES.rglob("*.py") if path.name != "letters.py"
              for call in ast.walk(ast.parse(path.read_text("utf-8")))
              if isinstance(call, ast.Call) and ast.unparse(call.func) in ("_", "ngettext")
              for keyword in call.keywords if keyword.arg not in isolation.NAMES
              and A_PERSON.search(f"{keyword.arg}={ast.unparse(keyword.value)}")}

    assert others == set(), "Call the placeholder “name”, or add it to base/isolation.py."
