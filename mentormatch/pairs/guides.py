"""How to begin: what the page of a new pair says to each side before and during the first meeting, per kind.

Text only. The mentee's agenda always comes first. Mentorship is for everybody, so its words guess nobody's gender.
The keys of GUIDES are the slugs of programmes' kinds.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class RoleGuide:
    """What one side does before the first meeting, may ask in it, and keeps in mind from then on."""

    opening: LazyString
    prepare: tuple[LazyString, ...]
    questions: tuple[LazyString, ...]
    keep_in_mind: LazyString


@dataclass(frozen=True)
class Guide:
    """The beginning of one kind of pair; `agenda` is the first meeting in order, the mentee's first."""

    agenda: tuple[LazyString, ...]
    mentee: RoleGuide
    mentor: RoleGuide
    to_agree: tuple[LazyString, ...]


_TO_AGREE = (
    _l("How often you meet, for how long, and who sends the invitation."),
    _l("Where: a way of meeting that both of you are at ease with. Either of you can change it later."),
    _l("What stays between you. If nothing else is said, everything does."),
    _l("How you tell each other that something is not working. Ending early is fine and needs no reason."),
)

_MENTORSHIP = Guide(
    agenda=(
        _l("The mentee's agenda: what should be different by the end, and what would help to get there."),
        _l("A few minutes each on how you got here, detours included."),
        _l("The agreement: how you will meet, and what stays between you."),
        _l("One small thing to try before the next meeting, and the date of it."),
    ),
    mentee=RoleGuide(
        opening=_l(
            "You set the agenda. Write to your mentor, suggest two dates and say what is on your mind."
        ),
        prepare=(
            _l("Pick the one goal that you would most like to move first."),
            _l("Think of a moment lately that shows where you are stuck, or where it went well."),
            _l("Decide what you would rather not talk about yet. You do not have to say why."),
        ),
        questions=(
            _l("What did you misjudge when you were where I am now?"),
            _l("Who decides about this here, and what convinces them?"),
            _l("If you had my goal, what would you do in the next four weeks?"),
            _l("What would you stop doing in my place?"),
        ),
        keep_in_mind=_l("Take what fits and leave the rest: it is advice, and you know your work best."),
    ),
    mentor=RoleGuide(
        opening=_l("Let your mentee begin. Your first job is to understand the question, not to solve it."),
        prepare=(
            _l("Read the goals once more, and think of a time when you struggled with the same."),
            _l("Clear the half hour afterwards too, so that you are not watching the clock."),
            _l("Leave your own success story at home until you are asked for it."),
        ),
        questions=(
            _l("What would make this hour worth it for you?"),
            _l("What have you tried already, and what happened?"),
            _l("Which part of it is in your hands, and which is not?"),
            _l("Would you like my opinion now, or somebody to think aloud with?"),
        ),
        keep_in_mind=_l("If you talk for more than a third of the time, ask a question."),
    ),
    to_agree=_TO_AGREE,
)

_SPONSORSHIP = Guide(
    agenda=(
        _l("Her agenda: where she wants to be in two years, and which step would bring her closest."),
        _l("Her work: two or three results she is proud of, told so that they can be told again."),
        _l("The map: who decides about that step, who knows her already and who should."),
        _l("One thing the sponsor will do before the next meeting, agreed word by word, and the date of it."),
        _l("The agreement: how you will meet, and what may be said in her name."),
    ),
    mentee=RoleGuide(
        opening=_l(
            "You set the agenda. Your sponsor has a name that opens doors; your part is to say which "
            "door, and when."
        ),
        prepare=(
            _l("Note two or three results of the last year, a sentence each, with a number or a name in it."),
            _l("Think about which role, project or room you would like to be considered for."),
            _l("Decide what must not be said about you, or not yet. That line is yours to draw."),
        ),
        questions=(
            _l("What do people at your table say about my part of the company?"),
            _l("Which decisions in the coming months could I be considered for?"),
            _l("Whose opinion of my work would count, and do they know it?"),
            _l("What would you need to see from me to put your name beside mine?"),
        ),
        keep_in_mind=_l(
            "You will be asked to confirm what was done for you. Answer as it was; a no is as useful to "
            "the programme as a yes."
        ),
    ),
    mentor=RoleGuide(
        opening=_l(
            "Let her begin. She is not here to be improved; she is here to have her work seen where you sit."
        ),
        prepare=(
            _l("Read her goals and her target area, and list the people you know there."),
            _l("Look through the promotions, panels and projects that are coming up in the next six months."),
            _l("Ask yourself what you would have to know of her work to recommend her without hesitation."),
        ),
        questions=(
            _l("Which of your results should I be able to tell in one sentence?"),
            _l("What have you been passed over for, and what reason were you given?"),
            _l("Whom would you like to meet, and how shall I introduce you?"),
            _l("Is there anything I should not say or do, even if I mean well?"),
        ),
        keep_in_mind=_l(
            "Small and done is worth more than big and promised. Tell her afterwards what came of it."
        ),
    ),
    to_agree=(
        *_TO_AGREE,
        _l("What the sponsor may say and do without asking first, and what only after a word with her."),
    ),
)

_BUDDY = Guide(
    agenda=(
        _l("Her agenda: what is on her mind at work these days, big or small."),
        _l("How a normal week looks for each of you. It is rarely what the other expects."),
        _l("The agreement: how you will meet, and what stays between you."),
        _l("One thing the buddy will watch for or do differently until next time."),
    ),
    mentee=RoleGuide(
        opening=_l(
            "You set the agenda, and you decide how much you tell. Start with something everyday if you like."
        ),
        prepare=(
            _l("Think of one moment lately that a colleague in another place might not have noticed."),
            _l("Think of one thing that somebody did that helped."),
            _l("Pick the place and the way of meeting in which you talk most easily."),
        ),
        questions=(
            _l("What do you hear in rooms that I am not in?"),
            _l("When did you last change your mind about something at work?"),
            _l("What would you find hard to say in your team?"),
            _l("May I tell you when you get something wrong?"),
        ),
        keep_in_mind=_l(
            "You are not here to teach. If it starts to feel like work you never asked for, say so or stop."
        ),
    ),
    mentor=RoleGuide(
        opening=_l("Let her begin, and listen to the end. You do not need an answer to everything you hear."),
        prepare=(
            _l("Watch one meeting this week for who speaks, who is interrupted and who is credited."),
            _l("Put your phone away and your defence with it."),
            _l("Think of something you are not sure about, and bring it as a real question."),
        ),
        questions=(
            _l("What should I know about working here that I have never had to notice?"),
            _l("When I am in the room, what do you see me do?"),
            _l("What would have helped in that moment?"),
            _l("What one thing would you like me to do before we meet again?"),
        ),
        keep_in_mind=_l("If a story makes you want to explain, ask one more question first."),
    ),
    to_agree=_TO_AGREE,
)

GUIDES: dict[str, Guide] = {"mentorship": _MENTORSHIP, "sponsorship": _SPONSORSHIP, "buddy": _BUDDY}
