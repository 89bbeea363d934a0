"""Fixtures of people: a company with its own domain, the mails of the worker, and a password that is new each time."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from flask import Flask

from mentormatch.base import clock
from mentormatch.base.db import db
from mentormatch.base.mail import OutboxMail
from mentormatch.people import tasks
from mentormatch.people.models import Person
from tests.support import make


@pytest.fixture
def company(app: Flask) -> Person:
    """An installation of company.example, with its administrator."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], allowed_domains=("company.example",))
    return make.administrator()


@pytest.fixture
def mails(app: Flask) -> Callable[[str], list[OutboxMail]]:
    """A function that lets the worker write its mails and gives those to an address, newest first."""
    def for_address(email: str) -> list[OutboxMail]:
        tasks.write_mails(clock.now())
        query = db.select(OutboxMail).where(OutboxMail.to_email == email).order_by(OutboxMail.id.desc())
        return list(db.session.scalars(query))
    return for_address


@pytest.fixture
def mailed_path(mails: Callable[[str], list[OutboxMail]]) -> Callable[[str], str]:
    """A function that gives the path of the secret link in the newest mail to an address."""
    def for_address(email: str) -> str:
        links = re.findall(r"http://localhost\S*", mails(email)[0].text)
        return next(urlsplit(link).path for link in links if re.search(r"/[\w-]{43}$", link))
    return for_address
