"""The last stage of a *leximin* result on its own: what may still be exchanged without undoing what was evened out.

Under *leximin* no single number says what a pair is worth, for a band outweighs every band above it. But among the
matchings that place as many and spread them over the bands as the result does, the total decides, and there every
place has a price in points.
"""

from dataclasses import replace

import numpy as np

from matching.explain.residual import LastStage, Residual


def last_stage_residual(residual: Residual) -> Residual:
    """Return the residual narrowed to the last stage, with points for prices; as it is for other objectives.

    The stages before the last are known from the proof: their prices say which pairs are left, and who has to be
    placed or full (complementary slackness).
    """
    if residual.matching.objective != "leximin":
        return residual
    rows, cols, score = residual.rows, residual.cols, residual.score
    mentee, mentor = np.zeros(residual.partner.size, np.int64), np.zeros(residual.room.size, np.int64)
    for cover in residual.matching.proof.covers:
        mentee[list(cover.mentees)] += 1
        mentor[list(cover.mentors)] += 1
    tiers = int(residual.tier.max(initial=0)) + 1
    keep = (mentee[rows] + mentor[cols] == tiers - residual.tier[rows]) & (residual.room > 0)[cols]
    if residual.floor is not None:
        keep &= score >= residual.floor
    must_place, must_fill = mentee > 0, mentor > 0
    for stage in residual.matching.proof.stages:
        if not stage.name.startswith("below-"):
            break
        keep &= stage.mentee[rows] + stage.mentor[cols] == (score >= int(stage.name.removeprefix("below-")))
        must_place, must_fill = must_place | (stage.mentee > 0), must_fill | (stage.mentor > 0)
    room = np.minimum(residual.room, np.bincount(cols, minlength=residual.room.size))
    return replace(residual, room=room, last=LastStage(np.flatnonzero(keep), must_place, must_fill))


def points_per_place(residual: Residual) -> list[int | None]:
    """Return, per mentor, what one more place adds to the total of a *leximin* result.

    ``None`` where the place would let another be placed or even out more, which no number of points says.
    """
    last = last_stage_residual(residual)
    assert last.last is not None
    assert last.prices is not None
    has_spare = last.room < residual.room
    unknown = ~has_spare & (last.last.must_fill | (residual.room == 0))
    points = np.where(has_spare, 0, last.prices[1]).tolist()
    return [None if unsaid else some for unsaid, some in zip(unknown, points, strict=True)]
