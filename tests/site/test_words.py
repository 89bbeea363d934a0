"""Words people read: nobody's gender is guessed in any kind of programme, and what a mail is about has a name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import mentormatch.app
from mentormatch.admin.words import MAIL_KINDS

ROOT = Path(mentormatch.app.__file__).parent
GUESSES = re.compile(r"\b(she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
HIS = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
MARKED = re.compile(r"""\b(?:_|ngettext)\("([^"]*)"(?:, *"([^"]*)")?""")
KIND_OF_MAIL = re.compile(r"""kind="([a-z_]+\.[a-z_]+)\"""")
VALUES = re.compile(r"%\(\w+\)[sd]")
MEANT = {  # texts about women, or of kinds of programme in which the other one is one
    "enrolments/charter.py": "the charter of allies speaks of women",
    "pairs/guides.py": "the guides of sponsorships and buddies",
    "pairs/stage_guides.py": "the same, by stages",
    "programmes/advocacy.py": "kinds of action as shipped: each programme words its own",
    "programmes/kinds.py": "what a sponsorship asks",
    "pulses/scale.py": "the name of a part of the scale, for its source",
    "templates/actions/kind.html": "examples of two readings of a kind",
}


def words_of(file: Path) -> Iterator[str]:
    """Everything in a file that is marked as words for people."""
    if file.suffix == ".html":
        for match in MARKED.finditer(file.read_text()):
            yield from filter(None, match.groups())
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "_l", "ngettext"):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_words_for_everybody_guess_nobody_s_gender():
    guessed = [f"{place}: {words}" for suffix in ("py", "html") for file in sorted(ROOT.rglob(f"*.{suffix}"))
               if (place := file.relative_to(ROOT).as_posix()) not in MEANT
               and not place.startswith(("demo/", "migrations/"))
               for words in words_of(file) if GUESSES.search(VALUES.sub("", words))]

    assert not guessed, "Say it with the name, or without: " + "; ".join(guessed)


def test_a_sponsor_may_be_anybody():
    guessed = [words for place in MEANT for words in words_of(ROOT / place) if HIS.search(words)]

    assert not guessed, guessed


def test_every_kind_of_mail_has_words_in_the_outbox():
    kinds = {one for file in ROOT.rglob("*.py") for one in KIND_OF_MAIL.findall(file.read_text())}
    assert {"pairs.proposed", "actions.confirmed"} <= kinds

    unnamed = sorted((kinds | {"signals.nudge", "signals.offer"}) - MAIL_KINDS.keys())

    assert not unnamed, f"Say in mentormatch/admin/words.py what these mails are about: {', '.join(unnamed)}"
