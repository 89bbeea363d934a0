"""What a change would do to a draft: its pairs against those of another question, both scored as that one scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.instance import Instance
from mentormatch.rounds.matcher.asking import Question
from mentormatch.rounds.matcher.solving import paired

Scored = tuple[str, int | None]


@dataclass(frozen=True)
class Contrast:
    """Mentee's enrolment id -> (mentor's, score). Before: None for the score of a pair that is not possible any more.

    Why it is not possible is not in it, and must not be: it may be somebody's boundary.
    """

    before: dict[str, Scored]
    after: dict[str, Scored]


def contrast(asked: Question, before: Mapping[str, str]) -> Contrast:
    """Solve a question and set it against pairs (mentee -> mentor) there are."""
    instance, found = paired(asked)
    now = {str(mentee): str(mentor) for mentee, mentor in found.pairs}
    return Contrast(_scored(instance, before), _scored(instance, now))


def _scored(instance: Instance, pairs: Mapping[str, str]) -> dict[str, Scored]:
    row = {mentee: at for at, mentee in enumerate(instance.mentees)}
    column = {mentor: at for at, mentor in enumerate(instance.mentors)}
    scored: dict[str, Scored] = {}
    for mentee, mentor in pairs.items():
        edge = instance.edge(row[mentee], column[mentor]) if mentee in row and mentor in column else -1
        scored[mentee] = (mentor, int(instance.score[edge]) if edge >= 0 else None)
    return scored
