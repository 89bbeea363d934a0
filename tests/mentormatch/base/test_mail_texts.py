"""Texts with placeholders: what is read, what is refused and how, and that nothing filled in is read again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentormatch.base import mail_texts
from mentormatch.base.mail_texts import Text
from mentormatch.pairs import letters
from tests.support import naughty

KNOWN = letters.PLACEHOLDERS
BODY = "Hello from {programme}: meet {partner}."
VALUES = {name: name.upper() for name in KNOWN.all}
of_a_few_tries = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
odds = ["{", "}", "{partner}", "{ First name }", "{nobody}", "\n\n", "\n", " ", "we", "%(x)s", "é"]
anything = st.text() | st.lists(st.sampled_from(odds), max_size=8).map("".join)


def read(subject="News", body=BODY):
    return mail_texts.read(Text(subject, body), KNOWN)


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
@of_a_few_tries
def test_a_text_without_braces_comes_back_unchanged(text):
    assert mail_texts.fill(mail_texts.pieces(text), {}) == text


@given(st.lists(st.sampled_from(KNOWN.all), min_size=1, max_size=5), st.text(min_size=1))
@of_a_few_tries
def test_what_a_placeholder_becomes_is_never_read_again(names, value):
    text = "-".join(f"{{{name}}}" for name in names)

    assert mail_texts.fill(mail_texts.pieces(text), dict.fromkeys(KNOWN.all, value)) == "-".join([value] * len(names))


@given(anything, anything)
@of_a_few_tries
def test_any_text_is_read_or_refused_beside_its_part_with_a_sentence(app, subject, body):
    refused = None
    try:
        wording = read(subject, body)
    except mail_texts.WrongText as wrong:
        refused = wrong

    if refused:
        assert refused.field in (mail_texts.SUBJECT, mail_texts.BODY)
        assert str(refused).endswith(".")
        return
    assert wording.subject_for(VALUES) == " ".join(wording.subject_for(VALUES).split()) != ""
    lines = [line for paragraph in wording.paragraphs_for(VALUES) for line in paragraph.split("\n")]
    assert all(line == " ".join(line.split()) != "" for line in lines)
    assert "PARTNER" in " ".join(wording.paragraphs_for(VALUES))


@pytest.mark.parametrize("name", ["{partner}", "{x}", "}{", "<b>Ann</b>", "Ann\r\nBcc: all@company.example",
                                  "Ann\n\nSecond paragraph", "{{ 7 * 7 }}", "Ann\u2028\x85B", "%s %(name)s"])
def test_no_name_breaks_a_letter_or_is_filled_in(app, name):
    wording, values = read("For {partner}"), VALUES | {"partner": name}

    assert wording.subject_for(values) == f"For {' '.join(name.split())}"
    assert wording.paragraphs_for(values) == (f"Hello from PROGRAMME: meet {' '.join(name.split())}.",)


def test_every_naughty_string_is_kept_as_the_text_of_a_letter(app):
    for string in naughty.strings():
        if "{" in string or "}" in string:
            continue
        wording = read(body=f"{string}\n\n{{partner}}").paragraphs_for(VALUES)
        assert " ".join(wording).split() == f"{string} PARTNER".split()


@pytest.mark.parametrize("typed", ["{partner}", "{Partner}", "{ partner }", "{PARTNER\n}"])
def test_a_placeholder_is_known_however_it_is_typed(app, typed):
    assert read(body=f"Meet {typed}").paragraphs_for(VALUES) == ("Meet PARTNER",)


def test_blank_lines_make_paragraphs_and_one_that_becomes_nothing_is_left_out(app):
    wording = read(body="One  line.\n\n{why you two}\n \n{partner}.\n\n\n")

    assert wording.paragraphs_for(VALUES | {"why you two": ""}) == ("One line.", "PARTNER.")
    assert wording.paragraphs_for(VALUES) == ("One line.", "WHY YOU TWO", "PARTNER.")


def test_a_paragraph_keeps_its_lines_and_leaves_out_one_that_becomes_nothing(app):
    wording = read(body="Bring:\r\n- {partner}\n {why you two} \n- a pen\n\nSo long,\nAnn")

    assert wording.paragraphs_for(VALUES | {"why you two": ""}) == ("Bring:\n- PARTNER\n- a pen", "So long,\nAnn")
    assert wording.paragraphs_for(VALUES) == ("Bring:\n- PARTNER\nWHY YOU TWO\n- a pen", "So long,\nAnn")


def test_texts_are_the_same_whatever_white_space_and_not_whatever_lines():
    ours = Text("News", "One line.\n\nAnother.")

    assert mail_texts.are_same(ours, Text(" News ", "One  line. \r\n \r\n\r\nAnother.\r\n"))
    assert not mail_texts.are_same(ours, Text("News", "One\nline.\n\nAnother."))


@pytest.mark.parametrize(("subject", "body", "situation", "field", "words"), [
    ("", BODY, mail_texts.NothingWritten, "subject", "Write a subject"),
    ("News", " \n\u200b", mail_texts.NothingWritten, "body", "Write the text of the email"),
    ("x" * 151, BODY, mail_texts.TooLong, "subject", "150 characters or fewer; it has 151"),
    ("News", "{partner} " + "x" * 3000, mail_texts.TooLong, "body", "it has 3010"),
    ("News", "Meet {partner", mail_texts.UnclosedBrace, "body", "missing near “Meet {partner”"),
    ("News", "Meet partner}", mail_texts.UnclosedBrace, "body", "missing near"),
    ("News", "Meet {the {partner}", mail_texts.UnclosedBrace, "body", "missing near “Meet {the”"),
    ("News", "Meet {part\n\nner}", mail_texts.UnclosedBrace, "body", "missing near"),
    ("To {parter}", BODY, mail_texts.UnknownPlaceholder, "subject", "no placeholder {parter}. Did you mean {partner}?"),
    ("News", "{partner}, {xyzzy}", mail_texts.UnknownPlaceholder, "body",
     "{xyzzy}. You can use {first name}, {partner}, "),
    ("News", "{q} {partner} {w}", mail_texts.UnknownPlaceholder, "body", "no placeholders {q}, {w}."),
    ("News", "{partner} {}", mail_texts.UnknownPlaceholder, "body", "no placeholder {}."),
    ("{why you two}", BODY, mail_texts.UnknownPlaceholder, "subject", "is a whole sentence"),
    ("{partner}", "Welcome.", mail_texts.MissingPlaceholder, "body", "put {partner} somewhere"),
])
def test_a_wrong_text_is_refused_with_what_is_wrong(app, subject, body, situation, field, words):
    with pytest.raises(situation) as refused:
        read(subject, body)

    assert refused.value.field == field
    assert words in str(refused.value)


def test_an_unknown_placeholder_as_long_as_a_letter_is_named_in_short(app):
    with pytest.raises(mail_texts.UnknownPlaceholder) as refused:
        read(body="{partner} {" + "x" * 500 + "}")

    assert len(str(refused.value)) < 250
