"""The home page: what the app is, for strangers; what to do next, for everybody else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.base import viewer
from mentormatch.base.access import Permission, may, public
from mentormatch.base.pages import go, page
from mentormatch.home import facts, next_steps
from mentormatch.people import queries as people

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    if not may(Permission.USE_OWN_ACCOUNT):
        return go("people.welcome") if not people.has_accounts() else page("home/stranger.html")
    home_facts = facts.about(current_user, viewer.today())
    return page("home/index.html", facts=home_facts, steps=next_steps.todo_list(home_facts))
