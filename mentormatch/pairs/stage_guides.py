"""What the page of a pair says from the second month on, for each kind and stage. How to begin is in guides.py.

Text only, our own. The mentee's agenda comes first each time.
The keys of STAGE_GUIDES are the slugs of programmes' kinds.
"""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentormatch.pairs.stages import Stage


@dataclass(frozen=True)
class StageGuide:
    """One stage: what it is about, the agenda of one meeting (the mentee's first), and questions for either side."""

    title: LazyString
    lead: LazyString
    agenda: tuple[LazyString, ...]
    mentee: tuple[LazyString, ...]
    mentor: tuple[LazyString, ...]
    keep_in_mind: LazyString


_MENTORSHIP: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=_l("From the second month on"),
        lead=_l("The first politeness is over. Now is the time to say what you really came for."),
        agenda=(
            _l("The mentee's agenda: what was tried since last time, and what came of it."),
            _l("One situation of these weeks, looked at slowly and from several sides."),
            _l("Is the rhythm right, and the place? A word about it now is easier than in three months."),
        ),
        mentee=(
            _l("What have you noticed about me that I may not see myself?"),
            _l("Which of my plans would you put aside for now?"),
            _l("What did we talk around last time?"),
        ),
        mentor=(
            _l("Which of our meetings helped you so far, and which did not?"),
            _l("What are you not asking me?"),
            _l("Where did my advice not fit your situation?"),
        ),
        keep_in_mind=_l("Advice that was not taken is information too. Be curious about it, not hurt."),
    ),
    "half-way": StageGuide(
        title=_l("Half-way"),
        lead=_l("Half of your time is behind you. Keep what works, change what does not, and look at the goals."),
        agenda=(
            _l("The mentee's agenda: which goal still matters, which is reached, which can go."),
            _l("What has changed since the first meeting that nobody would have predicted."),
            _l("What the second half is for: one thing, said in one sentence."),
        ),
        mentee=(
            _l("What do you see me do differently now?"),
            _l("Whom else should I be learning from by the end?"),
            _l("If we had only two meetings left, what should they be about?"),
        ),
        mentor=(
            _l("What would you be sorry not to have talked about?"),
            _l("Where could you do without me already?"),
            _l("What have I learned from you that I have not told you?"),
        ),
        keep_in_mind=_l("Dropping a goal that no longer fits is progress. Say so when it happens."),
    ),
    "closing": StageGuide(
        title=_l("Coming to a close"),
        lead=_l("A good end is planned. Leave time for it, so that it is not the meeting that never took place."),
        agenda=(
            _l("The mentee's agenda: what to take along, and what to go on with alone."),
            _l("What each of you would do differently in another pair."),
            _l("Whether and how you stay in touch; a no is fine for both."),
        ),
        mentee=(
            _l("What should I go on doing when we no longer talk about it?"),
            _l("Who could be the next person to ask?"),
            _l("May I mention to others what you did for me?"),
        ),
        mentor=(
            _l("What are you proud of?"),
            _l("What would you like me to tell the next person I mentor?"),
            _l("Is there anything you wanted to say to me and have not?"),
        ),
        keep_in_mind=_l("Goals and next steps stay with the mentee, who can take them into another pair."),
    ),
}

_SPONSORSHIP: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=_l("From the second month on"),
        lead=_l("You know each other's work a little. Now one small thing is done, and told."),
        agenda=(
            _l("Her agenda: which decisions are coming up that she would like to be considered for."),
            _l("What the sponsor did since last time, what it led to, and whether it was what she wanted."),
            _l("Who else should know her work, and how they could come across it."),
        ),
        mentee=(
            _l("How did you describe me, word for word?"),
            _l("What was asked about me that you could not answer?"),
            _l("What would make it easier for you to put me forward?"),
        ),
        mentor=(
            _l("Was what I did for you what you would have chosen?"),
            _l("Which result of yours should I tell next, and to whom?"),
            _l("Has anybody treated you differently since I spoke up?"),
        ),
        keep_in_mind=_l("If she has confirmed nothing yet, nothing has counted yet. Ask what would."),
    ),
    "half-way": StageGuide(
        title=_l("Half-way"),
        lead=_l("Half of your time is behind you. Look at what was done for her, and what came of it."),
        agenda=(
            _l("Her agenda: is the step she wants still the same, and how near is it?"),
            _l("The actions so far: which opened something, which were kind and changed nothing."),
            _l("One bigger thing for the second half, with a date and a name in it."),
        ),
        mentee=(
            _l("Which door has turned out to be the wrong one?"),
            _l("Who decides about me now who did not know me before?"),
            _l("What are you holding back from doing, and why?"),
        ),
        mentor=(
            _l("What have I promised and not done?"),
            _l("Where would my silence have been better than my help?"),
            _l("What should I stop saying about you?"),
        ),
        keep_in_mind=_l("An introduction that nobody followed up is half an introduction. Ask what became of it."),
    ),
    "closing": StageGuide(
        title=_l("Coming to a close"),
        lead=_l("The programme ends; what was opened for her should stay open."),
        agenda=(
            _l("Her agenda: what is still on its way, and who carries it on when the programme is over."),
            _l("What each action led to in the end. Add what came of it while you remember."),
            _l("Whether the sponsor goes on speaking for her, and for what. That is for both to say."),
        ),
        mentee=(
            _l("Whom will you tell about my work when I am no longer on your list?"),
            _l("What is the next room I should be in?"),
            _l("What would you say in a reference for me today?"),
        ),
        mentor=(
            _l("Which of the things I did made a difference, and which only looked good?"),
            _l("Who should be your next sponsor, and may I ask them?"),
            _l("What did I get wrong that I should know before I sponsor somebody else?"),
        ),
        keep_in_mind=_l("Hand over, do not let go: name the person who will speak for her next."),
    ),
}

_BUDDY: dict[Stage, StageGuide] = {
    "second-month": StageGuide(
        title=_l("From the second month on"),
        lead=_l("You have heard each other's everyday. Now look at what one of you did differently."),
        agenda=(
            _l("Her agenda: what has been on her mind since last time."),
            _l("What the buddy watched for or changed, and what happened then."),
            _l("Something neither of you is sure about, as an honest question."),
        ),
        mentee=(
            _l("What did you notice that you would not have noticed before?"),
            _l("When did you want to say something and not say it?"),
            _l("What would your colleagues say about what I told you?"),
        ),
        mentor=(
            _l("Did what I did help, or was it only meant well?"),
            _l("Is there something I ask of you that you are tired of explaining?"),
            _l("Whose voice is missing in what I hear?"),
        ),
        keep_in_mind=_l("She decides how much she tells, every time anew. A quiet meeting is a meeting too."),
    ),
    "half-way": StageGuide(
        title=_l("Half-way"),
        lead=_l("Half of your time is behind you. Is it still a conversation, or has it become a habit?"),
        agenda=(
            _l("Her agenda: what she would like to be different at work, in her own words."),
            _l("One habit of the team or the company that both of you have seen, and who could change it."),
            _l("Whether you meet in the right way, and often enough."),
        ),
        mentee=(
            _l("What have you told others, without my name, that changed something?"),
            _l("Where do you still look away?"),
            _l("What would you like to ask me and have not dared to?"),
        ),
        mentor=(
            _l("What would you not have told me in the first month?"),
            _l("What did I do lately that made your day harder?"),
            _l("What should I bring up in the rooms that I am in?"),
        ),
        keep_in_mind=_l("Listening changes things once something is done about it. Pick the next thing."),
    ),
    "closing": StageGuide(
        title=_l("Coming to a close"),
        lead=_l("Say what stays, and give each other an honest word to take along."),
        agenda=(
            _l("Her agenda: what was good for her, and what was not."),
            _l("What the buddy will go on doing when nobody asks about it any more."),
            _l("Whether and how you stay in touch; a no is fine for both."),
        ),
        mentee=(
            _l("What do you do now that you did not do half a year ago?"),
            _l("Whom will you tell what you have learned?"),
            _l("What would you say to the next colleague in my place?"),
        ),
        mentor=(
            _l("What should I never forget of what you told me?"),
            _l("Where am I still getting it wrong?"),
            _l("How can I be of use to you from here on?"),
        ),
        keep_in_mind=_l("What she told you stays with you, after the end as well."),
    ),
}

STAGE_GUIDES: dict[str, dict[Stage, StageGuide]] = {
    "mentorship": _MENTORSHIP, "sponsorship": _SPONSORSHIP, "buddy": _BUDDY,
}
