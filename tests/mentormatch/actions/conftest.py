"""A sponsor and a protégé who meet."""

import pytest

from mentormatch.pairs.models import Pair
from tests.support import make


@pytest.fixture
def pair(app) -> Pair:
    """Jonas Feld, sponsor of Ines Okafor for two months; Cora Lindt runs the programme."""
    return make.working_pair(days=60)
