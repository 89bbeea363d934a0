"""Names in sentences: set apart on pages, plain in text, escaped everywhere."""

import re
from pathlib import Path

from jinja2 import Environment

from mentormatch.base import isolation

TEMPLATES = Path(isolation.__file__).parents[1] / "templates"
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


def test_every_person_in_a_sentence_goes_by_a_name_that_is_set_apart():
    others = {f"{path.name}: {key}" for path in TEMPLATES.rglob("*.html")
              for sentence in re.findall(r"_\((.*?)\)\s*[}%,|]", path.read_text("utf-8"), re.DOTALL)
              for key in A_PERSON.findall(sentence) if f"%({key})s" in sentence and key not in isolation.NAMES}

    assert others == set(), "Call the placeholder “name”, or add it to base/isolation.py."
