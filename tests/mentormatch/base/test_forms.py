"""Forms: text is kept as it was meant, told when it is too long, and a refusal stands beside its field."""

import pytest
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from mentormatch.base.errors import DomainError
from mentormatch.base.forms import DayField, Filled, Form, LineField, LongSelect, TextField, tidy, tidy_line

PLACES = [SelectChoice("", "Anywhere"), SelectChoice("a&b"), SelectChoice('"<i>"', "<b>'Here'</b>")]


class Words(Form):
    """A line that must be there and a text that need not."""

    line = LineField("Line", [Filled("Write a line.")], most=10)
    text = TextField("Text", most=20)


def posted(app, **values):
    """The form as it was posted."""
    with app.test_request_context(method="POST"):
        form = Words(MultiDict(values), meta={"csrf": False})
        return form, form.validate()


@pytest.mark.parametrize(("typed", "stored"), [
    ("  both ends  ", "both ends"),
    ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ("nul\0 bell\a escape\x1b", "nul bell escape"),
    ("half a pair \ud800", "half a pair"),
    ("Zoe\u0308", "Zoë"),
    ("👩\u200d🚀 and \u2067right to left\u2069", "👩\u200d🚀 and \u2067right to left\u2069"),
])
def test_text_is_kept_as_it_was_meant(typed, stored):
    assert tidy(typed) == stored


def test_a_line_has_no_line_breaks():
    assert tidy_line(" one\r\n\ttwo   three ") == "one two three"


@pytest.mark.parametrize("typed", ["", "   ", "\0", "\u00a0"])
def test_nothing_but_space_is_nothing(app, typed):
    form, is_valid = posted(app, line=typed)

    assert (is_valid, form.line.errors) == (False, ["Write a line."])


def test_a_text_that_is_too_long_is_told_by_how_much(app):
    form, is_valid = posted(app, line="x" * 11)

    assert not is_valid
    assert form.line.errors == ["Please shorten this to 10 characters or fewer; it has 11."]


def test_a_text_is_measured_after_tidying(app):
    _form, is_valid = posted(app, line=f"   {'x' * 10}   ", text="y" * 20)

    assert is_valid


def test_a_refusal_stands_beside_its_field_or_on_top(app):
    form, _is_valid = posted(app, line="fine")

    for field in ("line", None, "gone"):
        with form.refusals():
            raise DomainError(f"Not {field}.", field)

    assert form.line.errors[-1] == "Not line."
    assert form.form_errors == ["Not None.", "Not gone."]


def test_another_kind_of_error_is_no_refusal(app):
    form, _is_valid = posted(app, line="fine")

    with pytest.raises(ZeroDivisionError), form.refusals():
        raise ZeroDivisionError


def test_each_showing_of_a_form_has_a_key_of_its_own(app):
    with app.test_request_context():
        keys = {Words().idempotency_key.data for _ in range(5)}

    assert len(keys) == 5


def test_a_key_stands_for_what_was_entered_where_and_the_page_shows_it_as_before(app):
    def posted(path="/goals", **entered):
        with app.test_request_context(path, method="POST", data={"idempotency_key": "k.Form", **entered}):
            form = Form()
            assert 'value="k.Form"' in str(form.idempotency_key())
            return form.idempotency_key.data

    first = posted(title="Speak up")

    assert first == posted(title="Speak up", csrf_token="another session's")
    assert len({first, posted(title="Speak out"), posted("/steps", title="Speak up"), posted()}) == 4
    assert posted(title="x" * 5000).endswith(".k.Form")


def test_a_message_that_waits_for_its_language_is_text_on_the_page(app):
    class Choice(Form):
        way = RadioField("Way", choices=[SelectChoice("a", "A")],
                         validators=[InputRequired(lazy_gettext("Choose a way."))])

    with app.test_request_context(method="POST"):
        form = Choice(MultiDict(), meta={"csrf": False})
        form.validate()

        assert form.way.errors == ["Choose a way."]
        assert type(form.way.errors[0]) is str


class Days(Form):
    """A day that need not be there."""

    day = DayField("Day")


@pytest.mark.parametrize("typed", ["0001-01-01", "0026-05-04", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_far_from_our_time_is_a_slip_of_the_hand(app, typed):
    with app.test_request_context(method="POST"):
        form = Days(MultiDict({"day": typed}), meta={"csrf": False})

        assert not form.validate()
        assert (form.day.data, form.day._value()) == (None, typed)
        assert form.day.errors == ["Enter a date, for example 2026-05-04."]


@pytest.mark.parametrize("typed", ["2000-01-01", "2028-02-29", "2100-12-31"])
def test_a_day_of_our_time_is_taken(app, typed):
    with app.test_request_context(method="POST"):
        form = Days(MultiDict({"day": typed}), meta={"csrf": False})

        assert form.validate()
        assert form.day.data.isoformat() == typed


class Places(Form):
    """The same choice twice, drawn in the quick way and in the general one."""

    quick = SelectField("Place", widget=LongSelect(), choices=PLACES)
    general = SelectField("Place", choices=PLACES)


@pytest.mark.parametrize("chosen", ["", "a&b", '"<i>"', "unknown"])
def test_a_long_select_is_drawn_as_any_other(app, chosen):
    with app.test_request_context():
        form = Places(data={"quick": chosen, "general": chosen}, meta={"csrf": False})

        assert str(form.quick()) == str(form.general()).replace("general", "quick")
