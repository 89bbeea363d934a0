"""What a pair's page suggests, for each kind of programme and each side: how to get started, and each stage after that.

Text only, our own. The mentee's agenda always comes first, and each guide speaks to its reader. The keys are the slugs
of programmes' kinds.
"""

from mentormatch.pairs.guides import buddy, mentorship, sponsorship
from mentormatch.pairs.guides.shape import Guide, RoleGuide, RoleStage, StageGuide
from mentormatch.pairs.stages import Stage

GUIDES: dict[str, Guide] = {
    "mentorship": mentorship.GUIDE, "sponsorship": sponsorship.GUIDE, "buddy": buddy.GUIDE,
}
STAGE_GUIDES: dict[str, dict[Stage, StageGuide]] = {
    "mentorship": mentorship.STAGES, "sponsorship": sponsorship.STAGES, "buddy": buddy.STAGES,
}

__all__ = ["GUIDES", "STAGE_GUIDES", "Guide", "RoleGuide", "RoleStage", "StageGuide"]
