"""The guides of buddy programmes: one talks about how work really is, and the other does something with it."""

from flask_babel import lazy_gettext as _l

from mentormatch.pairs.guides.shape import (
    CLOSING,
    HALFWAY,
    HOW_YOU_MEET,
    SECOND_MONTH,
    STAY_IN_TOUCH,
    TO_AGREE,
    Guide,
    RoleGuide,
    RoleStage,
    StageGuide,
)
from mentormatch.pairs.stages import Stage

_NORMAL_WEEK = _l("What a normal week looks like for each of you. It's rarely what the other expects.")

GUIDE = Guide(
    mentee=RoleGuide(
        opening=_l("You set the agenda, and you decide how much you share. Start with something everyday if you like."),
        prepare=(
            _l("Think of a recent moment that a colleague in a different position might not have noticed."),
            _l("Think of one thing someone did that helped."),
            _l("Choose the place and the way of meeting in which you find it easiest to talk."),
        ),
        agenda=(
            _l("Your agenda: what's on your mind at work at the moment, big or small."),
            _NORMAL_WEEK, HOW_YOU_MEET,
            _l("One thing your buddy will look out for or do differently until next time."),
        ),
        questions=(
            _l("What do you hear in rooms that I'm not in?"),
            _l("When did you last change your mind about something at work?"),
            _l("What would you find hard to say in your team?"),
            _l("May I tell you when you get something wrong?"),
        ),
        keep_in_mind=_l("You're not here to teach. If it starts to feel like work you never asked for, say so or "
                        "stop."),
    ),
    mentor=RoleGuide(
        opening=_l("Let them begin, and listen to the end. You don't need an answer to everything you hear."),
        prepare=(
            _l("Watch one meeting this week for who speaks, who gets interrupted and who gets the credit."),
            _l("Put your phone away, and your defences with it."),
            _l("Think of something you're not sure about, and bring it as a real question."),
        ),
        agenda=(
            _l("Their agenda: what's on their mind at work at the moment, big or small."),
            _NORMAL_WEEK, HOW_YOU_MEET,
            _l("One thing you'll look out for or do differently until next time."),
        ),
        questions=(
            _l("What should I know about working here that I've never had to notice?"),
            _l("When I'm in the room, what do you see me do?"),
            _l("What would have helped in that moment?"),
            _l("What's one thing you'd like me to do before we meet again?"),
        ),
        keep_in_mind=_l("If a story makes you want to explain, ask one more question first."),
    ),
    to_agree=TO_AGREE,
)

_EVERYDAY = _l("You've heard about each other's everyday work. Now look at what one of you has done differently.")
_HONEST_QUESTION = _l("Something neither of you is sure about, as an honest question.")
_HABIT_YET = _l("You're halfway through. Is it still a conversation, or has it become a habit?")
_ONE_HABIT = _l("One habit in the team or the company that you've both seen, and who could change it.")
_RIGHT_WAY = _l("Whether you're meeting in the right way, and often enough.")
_LAST_WORDS = _l("Say what will stay with you, and give each other an honest word to take away.")

STAGES: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=SECOND_MONTH,
        mentee=RoleStage(
            lead=_EVERYDAY,
            agenda=(
                _l("Your agenda: what's been on your mind since last time."),
                _l("What your buddy looked out for or changed, and what happened then."), _HONEST_QUESTION,
            ),
            questions=(
                _l("What did you notice that you wouldn't have noticed before?"),
                _l("When did you want to say something and didn't?"),
                _l("What would your colleagues say about what I've told you?"),
            ),
            keep_in_mind=_l("You decide how much you share, every time. A quiet meeting still counts as a meeting."),
        ),
        mentor=RoleStage(
            lead=_EVERYDAY,
            agenda=(
                _l("Their agenda: what's been on their mind since last time."),
                _l("What you looked out for or changed, and what happened then."), _HONEST_QUESTION,
            ),
            questions=(
                _l("Did what I did help, or was it only well meant?"),
                _l("Is there something I ask of you that you're tired of explaining?"),
                _l("Whose voice is missing from what I hear?"),
            ),
            keep_in_mind=_l("They decide how much they share, every time. A quiet meeting still counts as a meeting."),
        ),
    ),
    "half-way": StageGuide(
        title=HALFWAY,
        mentee=RoleStage(
            lead=_HABIT_YET,
            agenda=(_l("Your agenda: what you'd like to be different at work, in your own words."),
                    _ONE_HABIT, _RIGHT_WAY),
            questions=(
                _l("What have you told others, without my name, that changed something?"),
                _l("Where do you still look away?"),
                _l("What would you like to ask me but haven't dared to?"),
            ),
            keep_in_mind=_l("Listening changes things once someone acts on it. Pick what you'd like to see next."),
        ),
        mentor=RoleStage(
            lead=_HABIT_YET,
            agenda=(_l("Their agenda: what they'd like to be different at work, in their own words."),
                    _ONE_HABIT, _RIGHT_WAY),
            questions=(
                _l("What wouldn't you have told me in the first month?"),
                _l("What have I done lately that made your day harder?"),
                _l("What should I bring up in the rooms I'm in?"),
            ),
            keep_in_mind=_l("Listening changes things once someone acts on it. Pick what you'll do next."),
        ),
    ),
    "closing": StageGuide(
        title=CLOSING,
        mentee=RoleStage(
            lead=_LAST_WORDS,
            agenda=(_l("Your agenda: what was good for you, and what wasn't."),
                    _l("What your buddy will keep doing when no one asks about it any more."), STAY_IN_TOUCH),
            questions=(
                _l("What do you do now that you didn't do six months ago?"),
                _l("Who will you tell about what you've learned?"),
                _l("What would you say to the next colleague in my place?"),
            ),
            keep_in_mind=_l("What you've told your buddy stays between you, even after the end."),
        ),
        mentor=RoleStage(
            lead=_LAST_WORDS,
            agenda=(_l("Their agenda: what was good for them, and what wasn't."),
                    _l("What you'll keep doing when no one asks about it any more."), STAY_IN_TOUCH),
            questions=(
                _l("What should I never forget of what you've told me?"),
                _l("Where am I still getting it wrong?"),
                _l("How can I be useful to you from here on?"),
            ),
            keep_in_mind=_l("What they told you stays with you, even after the end."),
        ),
    ),
}
