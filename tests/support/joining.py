"""Joining in tests: links asked for and followed through the services, each in a transaction of its own."""



from mentormatch.base.db import transaction
from mentormatch.people import services
from mentormatch.people.models import REGISTER
from mentormatch.people.services import Device
from tests.support.make import NOW

NEW = "seven quiet lamps at noon"
HERE = Device("Firefox", "10.0.0.1")


def ask_to_register(email, key="k"):
    with transaction():
        services.ask_to_register(email, key=key, now=NOW)


def ask_to_reset(email, key="k"):
    with transaction():
        services.ask_to_reset(email, key=key, now=NOW)


def token_of(mail):
    return next(word.rpartition("/")[2] for word in mail.text.split() if "/" in word and len(word) > 60)


def join(token, purpose=REGISTER, name="Mara Quist", now=NOW):
    with transaction():
        return services.join(token, purpose, name=name, password_hash="a hash", device=HERE, now=now)
