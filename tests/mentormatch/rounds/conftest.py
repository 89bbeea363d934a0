"""The company, and browsers for its people."""

import pytest

from tests.mentormatch.rounds.company import Company


@pytest.fixture
def company(app):
    return Company()


@pytest.fixture
def carla(company, signed_in):
    """The coordinator's browser."""
    return signed_in(company.coordinator)
