"""The ally charter: what a mentor, sponsor or buddy commits to before anyone is matched with them.

Data only. Who accepted which version, and when, is kept with the enrolment. When a word that matters changes,
the version and the date change with it: no one is held to a text they haven't seen.
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
        "You're about to have some influence on someone else's working life. These six commitments are what they can "
        "count on from you. No one keeps all of them every day. What matters is that you mean them, notice when you "
        "slip, and carry on."
    ),
    commitments=(
        Commitment(
            "fair-for-all",
            _l("I work for fair chances, not for favours"),
            _l(
                "I look at who around me gets the good tasks, the pay rises and the benefit of the doubt, and I speak "
                "up when the pattern isn't fair. Helping one person well is a start. Changing what made the help "
                "necessary is the aim."
            ),
        ),
        Commitment(
            "make-room",
            _l("I ask who's missing, and make room"),
            _l(
                "When a panel, a project or a dinner turns out to be men only, I ask why before I say yes. If the "
                "seat could go to a woman who knows the subject, I suggest her by name and step aside. I don't make "
                "a speech about it."
            ),
        ),
        Commitment(
            "think-first",
            _l("I think before I use my power"),
            _l(
                "Before I open a door, give advice or speak for someone, I ask whether they want it and what it "
                "might cost them. If I get it wrong, I apologise for what I did, not for how it came across, and I "
                "do better. I don't wait to be thanked."
            ),
        ),
        Commitment(
            "no-two-alike",
            _l("I don't take one woman for all women"),
            _l(
                "A colleague's path is also shaped by the colour of her skin, her health, her income, who she loves, "
                "where she comes from, and whether people accept the woman she is. I listen to what's true for her "
                "instead of guessing from the last story I heard. She never has to explain more than she wants to."
            ),
        ),
        Commitment(
            "turn-up-the-volume",
            _l("I make other voices carry further"),
            _l(
                "When someone is talked over, I bring the conversation back to them. When an idea is theirs, I say "
                "whose it is, especially when they're not in the room. I pass on their work under their own name."
            ),
        ),
        Commitment(
            "talk-to-men",
            _l("I take it up with the men concerned"),
            _l(
                "The joke, the nickname, the rating that judges a woman's tone instead of her results: I raise it "
                "with the man concerned, calmly and soon. I bring more men along, and I don't leave it to those on the "
                "receiving end to teach them."
            ),
        ),
    ),
    closing=_l(
        "By accepting, you confirm that you've read this and will do your best to keep it. You can read it again at "
        "any time, and we'll ask you again if it changes."
    ),
)
