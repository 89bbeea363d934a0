"""What sponsors of the demo company did, and what mentees said about it: hand-written lines that acts.py puts together.

{mentee} and {mentor} stand for given names. The keys are the shipped kinds of action.
"""

DEEDS: dict[str, tuple[str, ...]] = {
    "put-forward": (
        "Named {mentee} for the lead of the handover at the new site.",
        "Put {mentee} on the list for the regional steering group.",
        "Proposed {mentee} as speaker for the customer day.",
    ),
    "told-manager": (
        "Told {mentee}'s manager what the audit would have looked like without {mentee}.",
        "Over coffee with {mentee}'s manager: what {mentee} did in pricing week, with figures.",
    ),
    "promotion-pay": (
        "Made the case for {mentee} in the calibration meeting and answered the questions.",
        "Wrote to the head of department before the pay letters went out.",
    ),
    "introduced": (
        "Took {mentee} along to the lunch with the two plant managers.",
        "Put {mentee} in touch with the head of product. They've set a date.",
    ),
    "credited": (
        "Said in the monthly review that the routing idea is {mentee}'s, and put the name on the slide.",
        "Passed {mentee}'s paper on to the board's office, naming {mentee} as the person to ask.",
    ),
    "gave-platform": (
        "Was asked to open the suppliers' day and suggested {mentee} instead.",
        "Gave {mentee} my seat on the quarterly panel.",
    ),
    "stood-by": (
        "{mentee} was interrupted twice in the budget meeting, and both times I brought it back to {mentee}.",
        "Set someone straight about who found the fault first.",
    ),
    "candid-feedback": (
        "Told {mentee} that the deck hides the conclusion on page nine.",
        "Said plainly what the panel will doubt, and how to answer it.",
    ),
}

FOLLOW_UPS: tuple[str, ...] = (
    "It'll be decided at the end of next month.",
    "I'll ask again after the holidays.",
    "They're meeting in two weeks.",
    "It depends on the budget. I'll keep at it.",
)

OUTCOMES: tuple[tuple[str, str], ...] = (
    ("assignment", "I start on the first of the month."),
    ("assignment", "Two days a week, to begin with."),
    ("met", "Half an hour, and another date."),
    ("met", ""),
    ("heard", "They asked me rather than someone else."),
    ("heard", ""),
    ("promoted", "From next quarter."),
    ("raise", ""),
    ("nothing-yet", ""),
    ("other", "I've been asked to mentor someone myself."),
)

REFUSALS: tuple[str, ...] = (
    "I was in that meeting and didn't hear my name.",
    "My manager doesn't remember any such conversation.",
    "It was announced as the team's work, without me.",
)
