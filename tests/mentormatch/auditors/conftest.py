"""The company of the rounds, with someone who audits its programme."""

import pytest

from mentormatch.auditors import services
from mentormatch.base.db import transaction
from tests.mentormatch.rounds.company import Company
from tests.support import make


@pytest.fixture
def company(app):
    return Company()


@pytest.fixture
def ada(company):
    return make.administrator()


@pytest.fixture
def aud(company, ada):
    """The auditor."""
    person = make.person("Aud Itor", grade=6)
    with transaction():
        services.appoint(company.programme, person.id, by=ada, now=make.NOW)
    return person


@pytest.fixture
def carla(company, signed_in):
    return signed_in(company.coordinator)


@pytest.fixture
def desk(aud, signed_in):
    """The auditor's browser."""
    return signed_in(aud)
