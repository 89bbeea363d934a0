"""What sponsors of the demo company did, and what she said of it: hand-written lines that acts.py puts together.

{mentee} and {mentor} stand for given names. The keys are the shipped kinds of action.
"""

DEEDS: dict[str, tuple[str, ...]] = {
    "put-forward": (
        "Named {mentee} for the lead of the handover at the new site.",
        "Put {mentee} on the list for the regional steering group.",
        "Proposed {mentee} as speaker for the customer day.",
    ),
    "told-manager": (
        "Told {mentee}'s manager what the audit would have looked like without her.",
        "Over coffee with her manager: what {mentee} did in the pricing week, with figures.",
    ),
    "promotion-pay": (
        "Spoke for {mentee} in the calibration round and answered the questions that came.",
        "Wrote to the head of the department before the pay letters were settled.",
    ),
    "introduced": (
        "Took {mentee} along to the lunch with the two plant managers.",
        "Brought {mentee} and the head of product together; they have a date.",
    ),
    "credited": (
        "Said in the monthly review that the routing idea is {mentee}'s, with her name on the slide.",
        "Passed {mentee}'s paper on to the board's office, with her as the one to ask.",
    ),
    "gave-platform": (
        "Was asked to open the suppliers' day and asked for {mentee} in my place.",
        "Gave {mentee} my seat in the quarterly panel.",
    ),
    "stood-by": (
        "{mentee} was interrupted twice in the budget meeting; I handed the word back to her.",
        "Put right in the corridor who had found the fault first.",
    ),
    "candid-feedback": (
        "Told {mentee} that the deck hides her conclusion on page nine.",
        "Said plainly what the panel will doubt, and what to show against it.",
    ),
}

FOLLOW_UPS: tuple[str, ...] = (
    "It is decided at the end of next month.",
    "I ask again after the holidays.",
    "She meets them in two weeks.",
    "Depends on the budget; I keep at it.",
)

OUTCOMES: tuple[tuple[str, str], ...] = (
    ("assignment", "I start on the first of the month."),
    ("assignment", "Two days a week, to begin with."),
    ("met", "Half an hour, and another date."),
    ("met", ""),
    ("heard", "They asked me and not somebody else."),
    ("heard", ""),
    ("promoted", "From the next quarter on."),
    ("raise", ""),
    ("nothing-yet", ""),
    ("other", "I was asked to mentor somebody myself."),
)

REFUSALS: tuple[str, ...] = (
    "I was in that meeting and did not hear my name.",
    "My manager does not know of any such talk.",
    "It was announced as the team's work, without me.",
)
