"""Words people read: natural English, no guess at anyone's gender, and a name for what each email is about."""

import re
from collections import Counter

from mentormatch.admin.labels import MAIL_KINDS
from tests.support.wording import (
    PER_CENT,
    ROOT,
    VALUES,
    Message,
    demo_sentences,
    documents,
    messages,
    phrases_in,
)

MAX_STILTED_PERCENT = 2.0  # what the patterns take for stilted and a native speaker would not
MAX_BANNED = 0
MAX_BANNED_IN_DOCS = 0  # scores are per mille there, as in the library and in files
ALLOWED = {  # a message that may use a banned phrase -> why
}  # fmt: skip

GUESSES = re.compile(r"\b(she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
HIS = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
KIND_OF_MAIL = re.compile(r"""kind="([a-z_]+\.[a-z_]+)\"""")
ABOUT_WOMEN = {  # texts about women, or of kinds of programme in which the other person is one -> why
    "enrolments/charter.py": "the charter of allies speaks of women",
}


def test_messages_read_as_a_native_speaker_would_write_them():
    written = list(messages())
    stilted = [(message, phrases_in(message.words)) for message in written]
    stilted = [(message, phrases) for message, phrases in stilted if phrases]
    percent = 100 * len(stilted) / len(written)

    assert percent <= MAX_STILTED_PERCENT, (
        f"{percent:.1f}% of the messages have a turn of phrase nobody uses; at most {MAX_STILTED_PERCENT}% may. "
        "Rewrite some: " + _shortened([f"{message} ({part!r}: say {phrase.better})"
                                       for message, phrases in stilted for phrase, part in phrases]))


def test_no_message_has_a_banned_phrase():
    banned = [f"{message} ({part!r}: say {phrase.better})" for message in messages() if message.words not in ALLOWED
              for phrase, part in phrases_in(message.words) if phrase.is_banned]

    assert len(banned) <= MAX_BANNED, f"{len(banned)} (at most {MAX_BANNED}): {_shortened(banned)}"


def test_docs_and_the_demo_company_speak_the_same_english():
    banned = [f"{line} ({part!r}: say {phrase.better})" for line in (*documents(), *demo_sentences())
              for phrase, part in phrases_in(line.words) if phrase.is_banned and phrase.better != PER_CENT]

    assert len(banned) <= MAX_BANNED_IN_DOCS, f"{len(banned)} (at most {MAX_BANNED_IN_DOCS}): {_shortened(banned)}"


def test_every_exception_still_exists():
    everything = Counter(message.words for message in messages())

    assert [words for words in ALLOWED if words not in everything] == []


def test_no_message_guesses_a_gender():
    guesses = [str(message) for message in messages() if message.path not in ABOUT_WOMEN
               and not message.path.startswith("demo/") and _guesses(message, GUESSES)]

    assert not guesses, "Say it with the name, or with they: " + "; ".join(guesses)


def test_a_sponsor_may_be_anyone():
    guesses = [str(message) for message in messages() if message.path in ABOUT_WOMEN and _guesses(message, HIS)]

    assert not guesses, guesses


def test_every_kind_of_mail_has_words_in_the_outbox():
    kinds = {kind for file in ROOT.rglob("*.py") for kind in KIND_OF_MAIL.findall(file.read_text())}
    assert {"pairs.proposed", "actions.confirmed"} <= kinds

    unnamed = sorted((kinds | {"signals.nudge", "signals.offer"}) - MAIL_KINDS.keys())

    assert not unnamed, f"Say in mentormatch/admin/labels.py what these mails are about: {', '.join(unnamed)}"


def _guesses(message: Message, pronouns: re.Pattern[str]) -> bool:
    return bool(pronouns.search(VALUES.sub("", message.words)))


def _shortened(lines: list[str]) -> str:
    return "; ".join(lines[:60]) + ("; …" if len(lines) > 60 else "")
