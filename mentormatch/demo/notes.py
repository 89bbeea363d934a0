"""What pairs of the demo company write after a meeting: hand-written lines that checkins.py puts together.

{mentee} and {mentor} stand for given names. Lines say "we" and names, so that either of the two could have
written them.
"""

FIRST_MEETING: tuple[str, ...] = (
    "We told each other how we got here, detours included, and it took most of the time.",
    "First meeting. {mentee} brought three goals and we chose one to begin with.",
    "We talked about what {mentee} wants to be different in a year and wrote it down in one line.",
    "Got to know each other. We agreed that {mentee} sends two lines beforehand about what matters this time.",
    "We went through how we want to work: short, regular, and honest when it does not help.",
    "A good start. It turned out that we have worked on the same project without ever meeting.",
    "{mentee} drew a map of people who know the work and people who should. The second half is longer.",
    "We settled where and when, and then talked about everything else that {mentee} had on the list.",
    "{mentee} asked what {mentor} would have liked to know at that point. The answer filled half an hour.",
    "{mentor} listened and took notes; {mentee} talked about the last two years and what is missing in them.",
    "We said what we expect of each other. The two lists were more alike than we had thought.",
    "We began with the question why {mentor} takes part. A fair question, and a longer answer than planned.",
    "A little stiff for ten minutes and then not at all. {mentee} knows what the first step will be.",
)

ABOUT_GOALS: dict[str, tuple[str, ...]] = {
    "next-promotion": (
        "We read the description of the next grade together and marked what is there already: nearly all of it.",
        "{mentor} explained how the promotion talk runs and who speaks in it. That was news.",
        "We put last year's results into five lines for the review, each with a figure.",
    ),
    "visibility": (
        "We made a list of three people who ought to know about the work and how they will hear of it.",
        "The monthly review came up: {mentee} presents the results in person next time.",
        "We worked on saying 'I did' where the report says 'was done'.",
    ),
    "presenting-to-executives": (
        "We cut fourteen slides to three and put the decision on the first.",
        "{mentor} asked the rude questions and {mentee} answered them standing up. Four out of five went well.",
    ),
    "public-speaking": (
        "We rehearsed the opening of the talk three times, the last time without notes.",
        "{mentee} said yes to the regional evening in front of forty people. Small stage first, as planned.",
    ),
    "pay-negotiation": (
        "We looked at the pay bands and where {mentee} stands in them, then wrote down a figure.",
        "We played the pay talk twice. The second time nobody apologised.",
    ),
    "stretch-assignments": (
        "We went through the projects that start in the next two quarters and chose two worth asking for.",
        "The new site needs somebody for the handover plan. {mentee} wants it and will say so.",
    ),
    "senior-leadership": (
        "We talked about what the succession list is and what it is not.",
        (
            "{mentor} described a normal week on the management board: fewer decisions than one thinks, more "
            "listening."
        ),
    ),
    "first-leadership-role": (
        "We spoke about the first hundred days in a lead role and what to leave alone in them.",
        "We sketched how {mentee} would run the Monday meeting, and what would be dropped from it.",
    ),
    "profit-and-loss": (
        "We read the accounts of the northern region line by line. It stopped being frightening at page three.",
    ),
    "heard-in-meetings": (
        "We practised finishing a sentence after an interruption. It is mostly about not getting quieter.",
        "We agreed on a signal for the planning call: {mentor} asks to go back, {mentee} takes it from there.",
    ),
    "influencing": (
        "We drew who decides about the supplier and who has their ear. There are two people to see beforehand.",
    ),
    "strategic-thinking": (
        "We took the three-year plan apart and {mentee} found the page that nobody believes in.",
        "We tried to say in two sentences what the department should stop doing.",
    ),
    "building-a-network": (
        "{mentor} named four people to meet and we wrote the first two mails on the spot.",
        "We talked about the conference dinner and about lunch as the better place.",
    ),
    "return-from-parental-leave": (
        "We planned the weeks around the leave: who keeps which project warm, and what comes back in writing.",
    ),
    "negotiating": ("We played through the talk with the supplier, with {mentor} as the supplier and no mercy.",),
    "confidence": ("We collected what went well since last time. It took a while to get to the second one.",),
    "feedback": ("We wrote down one piece of feedback so that it fits in two sentences and cannot be misread.",),
    "changing-function": (
        "We compared two open roles in product with what {mentee} knows already. One is close.",
    ),
    "business-case": ("We turned the idea into one page: what it costs, what it saves, who has to say yes.",),
    "technical-leadership": (
        "We prepared the design review: two people to talk to first, one drawing, no slides.",
    ),
    "career-direction": (
        "We sorted the three possible ways by what would be missed, and the picture became clearer.",
    ),
    "data-analysis": ("We looked at ten years of readings together and found a pattern that may be one.",),
}

IN_GENERAL: tuple[str, ...] = (
    "We talked about the last few weeks, which were mostly about the audit.",
    "Less progress than we wanted, and good reasons for it. We made the next step smaller.",
    "We spoke about a meeting that went badly and what could be said next time.",
    "We talked about workload and about what {mentee} could hand over.",
    "We went back to the goals. One is done, one has become less important, one is new.",
    "We looked at the feedback from the half-year review and sorted it into useful and noise.",
    "We spent most of the time on one mail and how to answer it.",
    "Mostly about the reorganisation and what it means for {mentee}'s plans.",
    "We spoke about who gets credit on the project, and how to bring it up without a fight.",
    "{mentee} told how the trial went. Better than feared.",
    "We went round in circles for a while and came to a decision at the very end.",
    "We compared notes on being new in a role. {mentor} still remembers the first week.",
    "We talked about what a good 'no' to extra work sounds like, and tried three.",
    "A lot of laughing today, and one serious plan.",
    "We went through the calendar and found four hours a week that belong to nobody.",
    "We talked about a decision that {mentor} regrets, and what it taught.",
)

IN_SHORT: tuple[str, ...] = (
    "A short one between two calls. We went through the open points and that was enough.",
    "We had to start late and kept it to the one question that could not wait.",
    "Only a quarter of an hour, to settle the wording of a mail. It has gone out.",
    "Quick check before the talk tomorrow. The opening is fine; the last slide goes.",
    "Just a call to say how it went: well.",
)

DEEDS: tuple[str, ...] = (
    "{mentor} has put {mentee}'s name forward for the steering group on spare parts.",
    "{mentor} spoke to {mentee}'s manager about the quality of the last report.",
    "{mentor} will take {mentee} along to the customer day in spring.",
    "{mentor} sent {mentee}'s analysis to the management board, with the author's name on it.",
    "{mentor} gave up a seat on the water congress panel and suggested {mentee} for it.",
    "{mentor} introduced {mentee} to the head of the target department. A coffee is agreed.",
    "{mentor} asked in the planning round why {mentee} was not on the list. There is no answer yet.",
)

NEXT_STEPS: tuple[str, ...] = (
    "Next: {mentee} drafts one page, {mentor} reads it before Friday.",
    "Until next time {mentee} tries it once in the team meeting.",
    "{mentor} finds out who decides and when.",
    "Next time we look at the first results.",
    "{mentee} asks for the talk with the manager; we prepare it next time.",
    "Both of us bring an example next time.",
    "{mentor} shares the template that worked last year.",
    "We meet again before the review, not after it.",
    "{mentee} writes down three sentences that {mentor} can use.",
    "Homework: one coffee with somebody from another department.",
    "{mentor} checks whether the date can be moved.",
    "We leave the topic there for now and come back to it in a month.",
    "{mentee} decides by the end of the week whether to apply.",
    "Next time without slides or notes.",
)

OF_MENTEE: tuple[str, ...] = (
    "I said it out loud for the first time. Felt less foolish than I thought.",
    "Ask again about the date; I was too polite.",
    "I did not mention the thing with my manager. Maybe next time.",
    "Useful, but I talked too little about what I want. Start with it next time.",
    "Write down the phrase: 'What would you need to see?'",
    "I am proud of today.",
    "A bit much advice. The question at the end was the good part.",
    "Remember how calm that answer was.",
    "I need to decide about the role before I speak about it again.",
    "Still not sure whether this leads somewhere. Give it two more meetings.",
    "Send a thank-you that is not too long.",
    "I was tired and it was good all the same.",
)

OF_MENTOR: tuple[str, ...] = (
    "I talked too much again. Next time count to five first.",
    "Ask about the family only if it comes up.",
    "I promised a call to the head of department; put it in the calendar.",
    "There is more there than the reviews say. Find out who wrote them.",
    "I had assumed that travel was out of the question. Ask, do not assume.",
    "Careful: my idea, not theirs. Let it rest.",
    "Good question about my own team. I have no good answer yet.",
    "Bring the org chart next time.",
    "I learned something about how our meetings feel from the other side.",
    "Speak to the chair about the interruptions, without names.",
    "Did what I had promised. Took ten minutes. Why did I wait three weeks?",
    "Next time at their site, not mine.",
)

# What the mentor wrote, then the minutes and what really happened as she tells it.
CORRECTIONS: tuple[tuple[str, int, str], ...] = (
    (
        "We went through the case for the promotion from beginning to end.",
        15,
        "It was a quick call between two meetings. We did not get to the promotion.",
    ),
    (
        "A full hour on all three goals.",
        30,
        "We had planned an hour and it became half of one. The goals are for next time.",
    ),
    (
        "A good talk about the last weeks.",
        15,
        "We spoke for a moment after another meeting. I would not call it a meeting, but it was friendly.",
    ),
    (
        "{mentor} introduced {mentee} to the head of the target department.",
        30,
        "The introduction has not happened yet; it was talked about.",
    ),
    (
        "{mentor} answered the question about pay.",
        45,
        "We mostly spoke about the reorganisation. My question about pay is still open.",
    ),
)
