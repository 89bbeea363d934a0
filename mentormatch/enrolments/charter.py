"""The ally charter: what a mentor, sponsor or buddy commits to before anybody is matched with them.

Data only. Who accepted which version, and when, is kept with the enrolment. When a word that matters changes,
the version and the date change with it: nobody is held to a text they have not seen.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Commitment:
    """One of the six: a short title, and two or three sentences on what it looks like on a working day."""

    slug: str
    title: LazyString
    text: LazyString


@dataclass(frozen=True)
class Charter:
    """One version of the charter, whole."""

    version: str
    dated: date
    title: LazyString
    preamble: LazyString
    commitments: tuple[Commitment, ...]
    closing: LazyString


CHARTER = Charter(
    version="1.0",
    dated=date(2026, 11, 1),
    title=_l("The ally charter"),
    preamble=_l(
        "You are about to have some weight in somebody else's working life. These six commitments are "
        "what she can count on from you. Nobody keeps all of them every day; what matters is that you "
        "mean them, notice when you slip, and carry on."
    ),
    commitments=(
        Commitment(
            "fair-for-all",
            _l("I work for fair chances, not for favours"),
            _l(
                "I look at who gets the good tasks, the raises and the benefit of the doubt around me, "
                "and I say so when the pattern is not fair. Helping one person well is a start. "
                "Changing what made the help necessary is the aim."
            ),
        ),
        Commitment(
            "make-room",
            _l("I ask who is missing, and make room"),
            _l(
                "When a panel, a project or a dinner turns out to be men only, I ask why before I say "
                "yes. If the seat could go to a woman who knows the subject, I suggest her by name and "
                "step aside. I do it without a speech about it."
            ),
        ),
        Commitment(
            "think-first",
            _l("I think before I use my power"),
            _l(
                "Before I open a door, give advice or speak for her, I ask whether she wants it and "
                "what it might cost her. If I get it wrong, I apologise for what I did, not for how it "
                "came across, and I do better. I do not wait for thanks."
            ),
        ),
        Commitment(
            "no-two-alike",
            _l("I do not take one woman for all women"),
            _l(
                "A colleague's path is also shaped by the colour of her skin, her health, her income, "
                "whom she loves, where she comes from, and whether people accept the woman she is. I "
                "listen to what is true for her instead of guessing from the last story I heard. She "
                "never has to explain more than she wants to."
            ),
        ),
        Commitment(
            "turn-up-the-volume",
            _l("I make her voice carry further"),
            _l(
                "When she is talked over, I bring the conversation back to her. When an idea is hers, I "
                "say whose it is, most of all when she is not in the room. I pass on her work under her "
                "own name."
            ),
        ),
        Commitment(
            "talk-to-men",
            _l("I put my energy into talking with men"),
            _l(
                "The joke, the nickname, the rating that judges her tone instead of her results: I take "
                "these up with the man concerned, calmly and soon. I bring more men along, and I do not "
                "leave it to women to teach them."
            ),
        ),
    ),
    closing=_l(
        "By accepting you say that you have read this and will try to live by it. You can read it again "
        "at any time, and you will be asked again when it changes."
    ),
)
