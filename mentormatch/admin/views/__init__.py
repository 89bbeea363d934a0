"""Pages of administration. Importing this package puts all of them on the blueprint."""

from mentormatch.admin.views import (
    audit,
    development,
    imports,
    invitations,
    mail,
    overview,
    people,
    person_actions,
    power_actions,
    programme_audit,
)
from mentormatch.admin.views.blueprint import bp

__all__ = ["audit", "bp", "development", "imports", "invitations", "mail", "overview", "people",
           "person_actions", "power_actions", "programme_audit"]
