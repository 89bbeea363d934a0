"""The guides of sponsorship programmes: what a sponsor does counts once the person it was for confirms it."""

from flask_babel import lazy_gettext as _l

from mentormatch.pairs.guides.shape import (
    CLOSING,
    HALFWAY,
    SECOND_MONTH,
    TO_AGREE,
    Guide,
    RoleGuide,
    RoleStage,
    StageGuide,
)
from mentormatch.pairs.stages import Stage

GUIDE = Guide(
    mentee=RoleGuide(
        opening=_l("You set the agenda. Your sponsor's name opens doors; your part is to say which door, and when."),
        prepare=(
            _l("Note down two or three results from the last year, a sentence each, with a number or a name in it."),
            _l("Think about which role, project or room you'd like to be considered for."),
            _l("Decide what mustn't be said about you, or not yet. Where you draw that line is up to you."),
        ),
        agenda=(
            _l("Your agenda: where you want to be in two years, and which step would bring you closest."),
            _l("Your work: two or three results you're proud of, told in a way your sponsor can pass on."),
            _l("The map: who decides about that step, who already knows you and who should."),
            _l("One thing your sponsor will do before you next meet, agreed word for word, and the date."),
            _l("The agreement: how you'll meet, and what may be said in your name."),
        ),
        questions=(
            _l("What do people at your table say about my part of the company?"),
            _l("Which decisions in the coming months could I be considered for?"),
            _l("Whose opinion of my work would count, and do they know my work?"),
            _l("What would you need to see from me to put your name next to mine?"),
        ),
        keep_in_mind=_l("We'll ask you to confirm what was done for you. Say what really happened: a no is as useful "
                        "to the programme as a yes."),
    ),
    mentor=RoleGuide(
        opening=_l("Let them begin. They're not here to be improved; they're here to have their work seen where you "
                   "sit."),
        prepare=(
            _l("Read their goals and where they want to go, and list the people you know there."),
            _l("Look through the promotions, panels and projects coming up in the next six months."),
            _l("Ask yourself what you'd need to know about their work to recommend them without hesitating."),
        ),
        agenda=(
            _l("Their agenda: where they want to be in two years, and which step would bring them closest."),
            _l("Their work: two or three results they're proud of, told in a way you can pass on."),
            _l("The map: who decides about that step, who already knows them and who should."),
            _l("One thing you'll do before you next meet, agreed word for word, and the date."),
            _l("The agreement: how you'll meet, and what you may say in their name."),
        ),
        questions=(
            _l("Which of your results should I be able to describe in one sentence?"),
            _l("What have you been passed over for, and what reason were you given?"),
            _l("Who would you like to meet, and how should I introduce you?"),
            _l("Is there anything I shouldn't say or do, even with the best intentions?"),
        ),
        keep_in_mind=_l("Small and done beats big and promised. Tell them afterwards what came of it."),
    ),
    to_agree=(
        *TO_AGREE,
        _l("What may be said and done without asking first, and what only after a word between you."),
    ),
)

_ACTIONS_SO_FAR = _l("The actions so far: which ones opened something, and which were kind but changed nothing.")
_BIGGER = _l("One bigger thing for the second half, with a date and a name in it.")
_LED_TO = _l("What each action led to in the end. Add what came of it while you remember.")

STAGES: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=SECOND_MONTH,
        mentee=RoleStage(
            lead=_l("You know each other's work a little. Now it's time for one small thing to be done, and for you to "
                    "hear about it."),
            agenda=(
                _l("Your agenda: which upcoming decisions you'd like to be considered for."),
                _l("What your sponsor has done since last time, what it led to, and whether it's what you wanted."),
                _l("Who else should know your work, and how they could come across it."),
            ),
            questions=(
                _l("How did you describe me, word for word?"),
                _l("What did people ask about me that you couldn't answer?"),
                _l("What would make it easier for you to put me forward?"),
            ),
            keep_in_mind=_l("If nothing useful has happened yet, say what would help."),
        ),
        mentor=RoleStage(
            lead=_l("You know each other's work a little. Now do one small thing and tell them about it."),
            agenda=(
                _l("Their agenda: which upcoming decisions they'd like to be considered for."),
                _l("What you've done since last time, what it led to, and whether it's what they wanted."),
                _l("Who else should know their work, and how they could come across it."),
            ),
            questions=(
                _l("Was what I did for you what you would have chosen?"),
                _l("Which of your results should I talk about next, and who with?"),
                _l("Has anyone treated you differently since I spoke up?"),
            ),
            keep_in_mind=_l("If nothing has been confirmed yet, nothing has counted yet. Ask what would really help."),
        ),
    ),
    "half-way": StageGuide(
        title=HALFWAY,
        mentee=RoleStage(
            lead=_l("You're halfway through. Look at what's been done for you, and what came of it."),
            agenda=(_l("Your agenda: is the step you want still the same, and how close is it?"),
                    _ACTIONS_SO_FAR, _BIGGER),
            questions=(
                _l("Which door turned out to be the wrong one?"),
                _l("Who decides about me now who didn't know me before?"),
                _l("What are you holding back from doing, and why?"),
            ),
            keep_in_mind=_l("An introduction that no one followed up is only half an introduction. Say what came of "
                            "yours."),
        ),
        mentor=RoleStage(
            lead=_l("You're halfway through. Look at what you've done for them, and what came of it."),
            agenda=(_l("Their agenda: is the step they want still the same, and how close is it?"),
                    _ACTIONS_SO_FAR, _BIGGER),
            questions=(
                _l("What have I promised and not done?"),
                _l("Where would it have been better if I'd said nothing?"),
                _l("What should I stop saying about you?"),
            ),
            keep_in_mind=_l("An introduction that no one followed up is only half an introduction. Ask what came of "
                            "yours."),
        ),
    ),
    "closing": StageGuide(
        title=CLOSING,
        mentee=RoleStage(
            lead=_l("The programme is ending. The doors it opened for you should stay open."),
            agenda=(
                _l("Your agenda: what's still under way, and who'll carry it on when the programme is over."),
                _LED_TO,
                _l("Whether your sponsor will keep speaking up for you, and for what. That's up to both of you."),
            ),
            questions=(
                _l("Who will you tell about my work when I'm no longer on your list?"),
                _l("Which room should I be in next?"),
                _l("What would you say in a reference for me today?"),
            ),
            keep_in_mind=_l("Don't leave without a name: ask who will speak up for you next."),
        ),
        mentor=RoleStage(
            lead=_l("The programme is ending. The doors you opened for them should stay open."),
            agenda=(
                _l("Their agenda: what's still under way, and who'll carry it on when the programme is over."),
                _LED_TO,
                _l("Whether you'll keep speaking up for them, and for what. That's up to both of you."),
            ),
            questions=(
                _l("Which of the things I did made a difference, and which only looked good?"),
                _l("Who should be your next sponsor, and may I ask them?"),
                _l("What did I get wrong that I should know before I sponsor someone else?"),
            ),
            keep_in_mind=_l("Hand over, don't just let go: name the person who will speak up for them next."),
        ),
    ),
}
