"""What a change would do to a draft: its pairs against those of another question, both scored as that one scores."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching import Instance
from mentormatch.rounds.matcher.build import MatchingInput
from mentormatch.rounds.matcher.solving import paired

ScoredMentor = tuple[str, int | None]


@dataclass(frozen=True)
class Contrast:
    """Mentee's enrolment id -> (mentor's, score). Before: None for the score of a pair that is not possible any more.

    Why it is not possible is not in it, and must not be: it may be someone's boundary.
    """

    before: dict[str, ScoredMentor]
    after: dict[str, ScoredMentor]


def contrast(problem: MatchingInput, before: Mapping[str, str]) -> Contrast:
    """Solve a question and set it against pairs (mentee -> mentor) there are."""
    instance, matching = paired(problem)
    now = {str(mentee): str(mentor) for mentee, mentor in matching.pairs}
    return Contrast(_scored(instance, before), _scored(instance, now))


def _scored(instance: Instance, pairs: Mapping[str, str]) -> dict[str, ScoredMentor]:
    """Look up all pairs at once: an allowed pair is known by its place in the order of mentees, then mentors."""
    width = max(1, len(instance.mentors))
    row = {mentee: position for position, mentee in enumerate(instance.mentees)}
    column = {mentor: position for position, mentor in enumerate(instance.mentors)}
    wanted = np.array([row[mentee] * width + column[mentor] if mentee in row and mentor in column else -1
                       for mentee, mentor in pairs.items()], np.int64)
    keys = instance.rows.astype(np.int64) * width + instance.indices
    position = np.minimum(np.searchsorted(keys, wanted), max(0, keys.size - 1))
    is_allowed = keys[position] == wanted if keys.size else np.zeros(wanted.size, bool)
    scores = instance.score[position] if keys.size else wanted
    return {mentee: (mentor, int(score) if allowed else None) for (mentee, mentor), score, allowed
            in zip(pairs.items(), scores.tolist(), is_allowed.tolist(), strict=True)}
