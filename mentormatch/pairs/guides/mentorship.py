"""The guides of mentorship programmes. They are for everyone, so their words presume no one's gender."""

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

_DETOURS = _l("A few minutes each on how you got here, detours included.")
_TRY_SOMETHING = _l("One small thing to try before you next meet, and the date when you'll meet.")

GUIDE = Guide(
    mentee=RoleGuide(
        opening=_l("You set the agenda. Write to your mentor, suggest two dates and say what's on your mind."),
        prepare=(
            _l("Pick the one goal you'd most like to move forward first."),
            _l("Think of a recent moment that shows where you're stuck, or where things went well."),
            _l("Decide what you'd rather not talk about yet. You don't have to say why."),
        ),
        agenda=(
            _l("Your agenda: what you'd like to be different by the end, and what would help you get there."),
            _DETOURS, HOW_YOU_MEET, _TRY_SOMETHING,
        ),
        questions=(
            _l("What did you misjudge when you were where I am now?"),
            _l("Who decides about this here, and what convinces them?"),
            _l("If you had my goal, what would you do in the next four weeks?"),
            _l("What would you stop doing if you were me?"),
        ),
        keep_in_mind=_l("Take what's useful and leave the rest. It's advice, and you know your own work best."),
    ),
    mentor=RoleGuide(
        opening=_l("Let your mentee begin. Your first job is to understand the question, not to solve it."),
        prepare=(
            _l("Read the goals again, and think of a time when you struggled with something similar."),
            _l("Keep the next half hour free too, so you're not clock-watching."),
            _l("Keep your own success story to yourself until you're asked for it."),
        ),
        agenda=(
            _l("Your mentee's agenda: what should be different by the end, and what would help to get there."),
            _DETOURS, HOW_YOU_MEET, _TRY_SOMETHING,
        ),
        questions=(
            _l("What would make this hour worthwhile for you?"),
            _l("What have you already tried, and what happened?"),
            _l("Which part of this is in your hands, and which isn't?"),
            _l("Would you like my opinion now, or someone to think out loud with?"),
        ),
        keep_in_mind=_l("If you've been talking for more than a third of the time, ask a question."),
    ),
    to_agree=TO_AGREE,
)

_ONE_SITUATION = _l("One situation from the last few weeks, looked at slowly and from several angles.")
_RHYTHM = _l("Are you meeting often enough, and in the right place? It's easier to say now than in three months.")
_POLITE = _l("You're past the polite stage. Now is the time to say what you really came for.")
_HALF_GONE = _l("You're halfway through. Keep what works, change what doesn't, and look at the goals again.")
_UNEXPECTED = _l("What has changed since your first meeting that no one would have predicted.")
_SECOND_HALF = _l("What the second half is for: one thing, in one sentence.")
_GOOD_END = _l("A good ending is planned. Make time for it, so your last meeting isn't the one that never happened.")
_NEXT_TIME = _l("What each of you would do differently in another match.")
_LETTING_GO = _l("Dropping a goal that no longer fits is progress. Say so when it happens.")

STAGES: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=SECOND_MONTH,
        mentee=RoleStage(
            lead=_POLITE,
            agenda=(_l("Your agenda: what you've tried since last time, and what came of it."),
                    _ONE_SITUATION, _RHYTHM),
            questions=(
                _l("What have you noticed about me that I may not see myself?"),
                _l("Which of my plans would you put aside for now?"),
                _l("What did we avoid last time?"),
            ),
            keep_in_mind=_l("You don't have to take the advice. Say what didn't work, so the next idea is better."),
        ),
        mentor=RoleStage(
            lead=_POLITE,
            agenda=(_l("Your mentee's agenda: what they've tried since last time, and what came of it."),
                    _ONE_SITUATION, _RHYTHM),
            questions=(
                _l("Which of our meetings have helped you so far, and which haven't?"),
                _l("What aren't you asking me?"),
                _l("Where didn't my advice fit your situation?"),
            ),
            keep_in_mind=_l("Advice that isn't taken tells you something too. Be curious about it, not hurt."),
        ),
    ),
    "half-way": StageGuide(
        title=HALFWAY,
        mentee=RoleStage(
            lead=_HALF_GONE,
            agenda=(_l("Your agenda: which goals still matter, which you've achieved and which can go."),
                    _UNEXPECTED, _SECOND_HALF),
            questions=(
                _l("What do you see me doing differently now?"),
                _l("Who else should I be learning from by the end?"),
                _l("If we had only two meetings left, what should they be about?"),
            ),
            keep_in_mind=_LETTING_GO,
        ),
        mentor=RoleStage(
            lead=_HALF_GONE,
            agenda=(_l("Your mentee's agenda: which goals still matter, which are achieved and which can go."),
                    _UNEXPECTED, _SECOND_HALF),
            questions=(
                _l("What would you be sorry not to have talked about?"),
                _l("Where can you already do without me?"),
                _l("What have I learned from you that I haven't told you?"),
            ),
            keep_in_mind=_LETTING_GO,
        ),
    ),
    "closing": StageGuide(
        title=CLOSING,
        mentee=RoleStage(
            lead=_GOOD_END,
            agenda=(_l("Your agenda: what you'll take with you, and what you'll carry on with alone."),
                    _NEXT_TIME, STAY_IN_TOUCH),
            questions=(
                _l("What should I keep doing once we no longer talk about it?"),
                _l("Who could I ask next?"),
                _l("May I tell others what you've done for me?"),
            ),
            keep_in_mind=_l("Your goals and next steps stay yours. You can take them into another match."),
        ),
        mentor=RoleStage(
            lead=_GOOD_END,
            agenda=(_l("Your mentee's agenda: what they'll take with them, and what they'll carry on with alone."),
                    _NEXT_TIME, STAY_IN_TOUCH),
            questions=(
                _l("What are you proud of?"),
                _l("What would you like me to tell the next person I mentor?"),
                _l("Is there anything you wanted to say to me but haven't?"),
            ),
            keep_in_mind=_l("Goals and next steps stay with your mentee, who can take them into another match."),
        ),
    ),
}
