"""What pairs of the demo company write after a meeting: hand-written lines that checkins.py puts together.

{mentee} and {mentor} stand for given names. Lines say "we" and names, so that either of them could have
written them.
"""

FIRST_MEETING: tuple[str, ...] = (
    "We told each other how we got here, detours and all, and that took most of the time.",
    "First meeting. {mentee} brought three goals and we chose one to start with.",
    "We talked about what {mentee} wants to be different in a year's time and wrote it down in one line.",
    "Got to know each other. {mentee} will send two lines before each meeting about what matters most.",
    "We talked about how we want to work: short, regular and honest when it isn't helping.",
    "A good start. It turned out we'd worked on the same project without ever meeting.",
    "{mentee} drew a map of people who know the work and people who should. The second list is longer.",
    "We settled where and when, then talked through everything else on {mentee}'s list.",
    "{mentee} asked what {mentor} would have liked to know at the same stage. The answer took half an hour.",
    "{mentor} listened and took notes; {mentee} talked about the last two years and what was missing from them.",
    "We said what we expect of each other. The two lists were more alike than we'd thought.",
    "We started with why {mentor} signed up. A fair question, and a longer answer than planned.",
    "A little stiff for ten minutes and then not at all. {mentee} knows what the first step will be.",
)

ABOUT_GOALS: dict[str, tuple[str, ...]] = {
    "next-promotion": (
        "We read the description of the next grade and ticked off what's there already: nearly all of it.",
        "{mentor} explained how promotion discussions work and who speaks in them. That was news.",
        "We put last year's results into five lines for the review, with a figure in each.",
    ),
    "visibility": (
        "We made a list of three people who ought to know about the work and how they'll hear about it.",
        "The monthly review came up: {mentee} will present the results in person next time.",
        "We worked on saying 'I did' where the report says 'was done'.",
    ),
    "presenting-to-executives": (
        "We cut fourteen slides down to three and put the decision on the first.",
        "{mentor} asked the rude questions and {mentee} answered them standing up. Four out of five went well.",
    ),
    "public-speaking": (
        "We rehearsed the opening of the talk three times, the last time without notes.",
        "{mentee} has agreed to speak to forty people at the regional evening. Small stage first, as planned.",
    ),
    "pay-negotiation": (
        "We looked at the pay bands and where {mentee} sits in them, then wrote down a figure.",
        "We role-played the pay conversation twice. The second time, no one apologised.",
    ),
    "stretch-assignments": (
        "We went through the projects starting in the next two quarters and chose two worth asking for.",
        "The new site needs someone to run the handover. {mentee} wants to do it and will say so.",
    ),
    "senior-leadership": (
        "We talked about what the succession list is and what it isn't.",
        (
            "{mentor} described a normal week on the management board: fewer decisions than you'd think, more "
            "listening."
        ),
    ),
    "first-leadership-role": (
        "We talked about the first hundred days in a lead role, and what to leave alone.",
        "We sketched how {mentee} would run the Monday meeting, and what would be dropped from it.",
    ),
    "profit-and-loss": (
        "We read the northern region's accounts line by line. By page three they'd stopped being frightening.",
    ),
    "heard-in-meetings": (
        "We practised finishing a sentence after an interruption. It's mostly about not getting quieter.",
        "We agreed on a signal for the planning call: {mentor} asks to go back, {mentee} takes it from there.",
    ),
    "influencing": (
        "We mapped out who chooses the supplier and who has their ear. There are two people to see beforehand.",
    ),
    "strategic-thinking": (
        "We took the three-year plan apart and {mentee} found the page no one believes in.",
        "We tried to say in two sentences what the department should stop doing.",
    ),
    "building-a-network": (
        "{mentor} named four people to meet and we wrote the first two emails on the spot.",
        "We talked about the conference dinner, and why lunch might work better.",
    ),
    "return-from-parental-leave": (
        "We planned the weeks around the leave: who keeps which projects ticking over, and what's agreed in writing.",
    ),
    "negotiating": ("We role-played the supplier negotiation. {mentor} was the supplier and showed no mercy.",),
    "confidence": ("We listed what's gone well since last time. It took a while to get to number two.",),
    "feedback": ("We boiled one piece of feedback down to two sentences that can't be misread.",),
    "changing-function": (
        "We compared two open roles in product with what {mentee} knows already. One is a close fit.",
    ),
    "business-case": ("We turned the idea into one page: what it costs, what it saves, who has to say yes.",),
    "technical-leadership": (
        "We prepared the design review: two people to talk to first, one drawing, no slides.",
    ),
    "career-direction": (
        "We ranked the three options by what {mentee} would miss, and things became clearer.",
    ),
    "data-analysis": ("We looked at ten years of readings together and found what may be a pattern.",),
}

IN_GENERAL: tuple[str, ...] = (
    "We talked about the last few weeks, which were mostly taken up by the audit.",
    "Less progress than we wanted, for good reasons. We made the next step smaller.",
    "We talked about a meeting that went badly and what to say next time.",
    "We talked about workload and what {mentee} could hand over.",
    "We went back to the goals. One is done, one has become less important, one is new.",
    "We looked at the feedback from the half-year review and sorted it into useful and noise.",
    "We spent most of the time on one email and how to answer it.",
    "Mostly about the reorganisation and what it means for {mentee}'s plans.",
    "We talked about who gets the credit for the project, and how to bring it up without a fight.",
    "{mentee} talked about how the trial went. Better than feared.",
    "We went round in circles for a while and came to a decision at the very end.",
    "We compared notes on being new in a role. {mentor} still remembers the first week.",
    "We talked about what a good 'no' to extra work sounds like, and tried out three.",
    "A lot of laughter today, and one serious plan.",
    "We went through the calendar and found four hours a week that belong to no one.",
    "We talked about a decision that {mentor} regrets, and the lesson in it.",
)

IN_SHORT: tuple[str, ...] = (
    "A short one between two calls. We went through the open points and that was enough.",
    "We had to start late and kept it to the one question that couldn't wait.",
    "Only a quarter of an hour, to settle the wording of an email. It's been sent.",
    "Quick check before tomorrow's talk. The opening's fine; the last slide is going.",
    "Just a call to say how it went: well.",
)

DEEDS: tuple[str, ...] = (
    "{mentor} has put {mentee}'s name forward for the spare parts steering group.",
    "{mentor} spoke to {mentee}'s manager about the quality of the last report.",
    "{mentor} will take {mentee} along to the customer day in the spring.",
    "{mentor} sent {mentee}'s analysis to the management board, with {mentee}'s name on it.",
    "{mentor} gave up a seat on the water congress panel and suggested {mentee} instead.",
    "{mentor} introduced {mentee} to the head of the target department. They're going for a coffee.",
    "{mentor} asked at the planning meeting why {mentee} wasn't on the list. No answer yet.",
)

NEXT_STEPS: tuple[str, ...] = (
    "Next: {mentee} drafts one page and {mentor} reads it before Friday.",
    "Before next time, {mentee} will try it once in the team meeting.",
    "{mentor} will find out who decides and when.",
    "Next time we'll look at the first results.",
    "{mentee} will ask for time with the manager, and we'll prepare for it next time.",
    "We'll both bring an example next time.",
    "{mentor} will share the template that worked last year.",
    "We'll meet again before the review, not after it.",
    "{mentee} will write down three sentences that {mentor} can use.",
    "Homework: one coffee with someone from another department.",
    "{mentor} will check whether the date can be moved.",
    "We're leaving it there for now and will come back to it in a month.",
    "{mentee} will decide by the end of the week whether to apply.",
    "Next time, no slides and no notes.",
)

OF_MENTEE: tuple[str, ...] = (
    "I said it out loud for the first time. It felt less foolish than I'd expected.",
    "Ask again about the date; I was too polite.",
    "I didn't mention the thing with my manager. Maybe next time.",
    "Useful, but I didn't say enough about what I want. Start with that next time.",
    "Write down the phrase: 'What would you need to see?'",
    "I'm proud of today.",
    "A bit much advice. The question at the end was the good part.",
    "Remember how calm that answer was.",
    "I need to decide about the role before I bring it up again.",
    "Still not sure this is going anywhere. Give it two more meetings.",
    "Send a thank-you that isn't too long.",
    "I was tired, but it was good all the same.",
)

OF_MENTOR: tuple[str, ...] = (
    "I talked too much again. Next time count to five first.",
    "Ask about the family only if it comes up.",
    "I promised to call the head of department. Put it in the calendar.",
    "There's more here than the reviews say. Find out who wrote them.",
    "I'd assumed that travel was out of the question. Ask, don't assume.",
    "Careful: my idea, not theirs. Let it rest.",
    "Good question about my own team. I don't have a good answer yet.",
    "Bring the org chart next time.",
    "I learned something about how our meetings feel from the other side.",
    "Speak to the chair about the interruptions, without names.",
    "Did what I'd promised. Took ten minutes. Why did I wait three weeks?",
    "Next time at their site, not mine.",
)

# What the mentor wrote, then the minutes and what really happened as she tells it.
CORRECTIONS: tuple[tuple[str, int, str], ...] = (
    (
        "We went through the case for promotion from start to finish.",
        15,
        "It was a quick call between two meetings. We didn't get to the promotion.",
    ),
    (
        "A full hour on all three goals.",
        30,
        "We'd planned an hour but only had half of one. The goals are for next time.",
    ),
    (
        "A good talk about the past few weeks.",
        15,
        "We had a quick chat after another meeting. I wouldn't call it a meeting, but it was friendly.",
    ),
    (
        "{mentor} introduced {mentee} to the head of the target department.",
        30,
        "The introduction hasn't happened yet; we only talked about it.",
    ),
    (
        "{mentor} answered the question about pay.",
        45,
        "We mostly talked about the reorganisation. My question about pay is still open.",
    ),
)
