"""What the product says to people, collected from its source, and the turns of phrase no native speaker would use."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mentormatch

ROOT = Path(mentormatch.__file__).parent
PROJECT = ROOT.parent
MARKERS = ("_", "_l", "ngettext", "gettext", "lazy_gettext")
MARKED = re.compile(
    r"""\b(?:_|_l|ngettext)\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')"""
    r"""(?:\s*,\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'))?"""
)
VALUES = re.compile(r"%\(\w+\)[sd]")


@dataclass(frozen=True)
class Message:
    """One message for people: where it is written, and its words."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass(frozen=True)
class Phrase:
    """A turn of phrase that no native speaker would use here, with the words that one would."""

    pattern: str
    better: str
    is_banned: bool = False
    case_matters: bool = False

    def match_in(self, words: str) -> str:
        """The part of a message that matches, or nothing."""
        match = re.search(self.pattern, VALUES.sub("%(x)s", words), 0 if self.case_matters else re.IGNORECASE)
        return match[0] if match else ""


# After these, "is" and "are" stay whole: "what it is", "who they are in the team", "nothing of it is kept".
_NOT_AFTER = "".join(
    rf"(?<!\b{word} )" for word in ("what", "who", "where", "how", "as", "than", "whether", "of", "only", "like from"))
_PAST = r"(?:been|already|never|just|made|met|set|left|read|put|said|done|had|seen|\w+ed|[a-z]{3,}(?:tt|k|v|rg|w)en)"
_NO = r"\b(do|does|did|is|are|was|were|will|has|have|had|would|could|should) not\b(?! only\b)"

PER_CENT = "per cent, without a space before the sign: %(score)s%%"

PHRASES = (
    Phrase(r"\bsomebody\b", "someone", is_banned=True),
    Phrase(r"\bnobody\b", "no one", is_banned=True),
    Phrase(r"\beverybody\b", "everyone", is_banned=True),
    Phrase(r"\banybody\b", "anyone", is_banned=True),
    Phrase(r"\bwho(m|so)?ever\b", "anyone who …, or the person who …", is_banned=True),
    Phrase(r"\bwhom\b", "who, or turn the sentence round", is_banned=True),
    Phrase(r"\banew\b", "again", is_banned=True),
    Phrase(r"\bthe other one\b", "your partner, your match, or the first name", is_banned=True),
    Phrase(r"\bof 1000\b", PER_CENT, is_banned=True),
    Phrase(r"(?:\d|\)[sd]) %(?!\()", PER_CENT, is_banned=True),
    Phrase(r"\be?-?(?<!e)mail(s|ed|ing|box|boxes)?\b(?! servers?\b)", "email, emails; inbox"),
    Phrase(r"\btell(s|ing)? of\b|\btold (of|by)\b|\byou told of\b", "report, logged by, reported by"),
    Phrase(r"\bsays so\b|\bsaid so\b|\bonly if you do, too\b", "confirm, or say what happened"),
    Phrase(r"\b(?<!where things )stands? (in|on|for|beside|there|here|to be)\b",
           "is, appears, is set for, is shown next to"),
    Phrase(r"\bby (itself|themselves)\b", "automatically"),
    Phrase(r"\bwaits\b|\bwait(ing)? for your (word|answer)\b", "needs your reply; is waiting"),
    Phrase(r"\bholds\b(?! (an?|the) )", "applies, takes effect"),
    Phrase(r"\bnor\b", "or"),
    Phrase(r"\blest\b", "so that … not"),
    Phrase(r"\bor else\b|(?<!\bsomeone )(?<!\banyone )(?<!\bsomething )\belse,|\bElse\b", "otherwise",
           case_matters=True),
    Phrase(r"\bmost of all\b", "especially"),
    Phrase(r"\bbest (today|before|by|within|in)\b", "ideally today; try to meet by …"),
    Phrase(r"\bjust now\b", "at the moment, or leave it out"),
    Phrase(r"\b(in the meantime|meanwhile)\b", "since then, until then"),
    Phrase(r", also (on|when|if)\b|\balso when\b", "even on, even if"),
    Phrase(r"\b(cannot|can not)\b", "can't"),
    Phrase(_NO, "don't, isn't, won't, …"),
    Phrase(rf"{_NOT_AFTER}\b(you|they|we) (are|will)(?= (?!to\b)\w)", "you're, they'll, we'll, …"),
    Phrase(rf"{_NOT_AFTER}\b(you|they|we|I) have {_PAST}\b", "you've, they've, we've, I've"),
    Phrase(r"(?<!\bwhere )\bI (am|will)\b(?= \w)", "I'm, I'll"),
    Phrase(rf"{_NOT_AFTER}\bit is(?= \w)|\bThat is(?= \w)|\bThere is not\b", "it's, that's", case_matters=True),
    Phrase(r"^It is(?= \w)|[.:!?] It is(?= \w)", "it's", case_matters=True),
    Phrase(r"\b(your|my) pairs?\b", "your match, your mentoring, or the partner's name"),
    Phrase(r"\b(the|a) pages? of\b", "a genitive: the round's page"),
    Phrase(r"^(keep|note|log|hand) it( in)?\.?$", "Save, Add, Log meeting, Send"),
    Phrase(r"\bhard rules?\b", "matching rules"),
    Phrase(r"\b(your|my|free|usual) places\b|\bfree place\b", "mentees you can take on; capacity"),
    Phrase(r"(?:^|[.:;!?] )Who (has|had|have|is|was|can|wants|comes|gets|lost|took|writes|reads)\b[^?]*\.$",
           "Anyone who …, People who …", case_matters=True),
    Phrase(r"\btak(en|es?|ing|e) (it |them |this )?back\b|\btook (it )?back\b", "withdraw, undo"),
    Phrase(r"\btak(e|en|es|ing) (it |them |these |this )?along\b", "export, download; bring with you"),
    Phrase(r"\bone of the two\b(?! of (you|them)\b)", "one of them, or the name"),
    Phrase(r"\bno \w+ any more\b|\bslip in it\b|\bslipped your mind\b", "no longer; a typo; forgotten"),
    Phrase(r"\bthrow(n|s)? away\b", "discard"),
    Phrase(r"\b(two|three|four|five|six|seven|eight|ten) taps\b", "quick; say how long it takes"),
    Phrase(r"\bas far as you like\b|\bif you like, and\b", "as … as you want; optional"),
)  # fmt: skip


def messages() -> Iterator[Message]:
    """Every message of the product that is marked for translation, in code, templates and mails."""
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "versions" not in path.parts:
            place = path.relative_to(ROOT).as_posix()
            yield from (Message(place, line, words) for line, words in marked(path))


def marked(path: Path) -> Iterator[tuple[int, str]]:
    """The words marked for translation in one file, each with its line."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        for match in MARKED.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield from ((line, re.sub(r"\\(.)", r"\1", words)) for words in match.groups() if words)
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def documents() -> Iterator[Message]:
    """Every line of what is written for people who read the repository: the README and its neighbours, docs/."""
    for path in sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")]):
        for line, words in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield Message(path.relative_to(PROJECT).as_posix(), line, words)


def demo_sentences() -> Iterator[Message]:
    """Every sentence that people of the demo company write, docstrings of its modules included."""
    for path in sorted((ROOT / "demo").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                yield Message(path.relative_to(PROJECT).as_posix(), node.lineno, node.value)


def phrases_in(words: str) -> list[tuple[Phrase, str]]:
    """The turns of phrase to avoid in a message, each with the part that matches."""
    return [(phrase, part) for phrase in PHRASES if (part := phrase.match_in(words))]
