"""What the processes of a race are forked off: the app is imported and its models are put together, once for all."""

import gc

from sqlalchemy.orm import configure_mappers

import mentormatch.app  # noqa: F401 -- imported for the processes that are forked off
import tests.support.race  # noqa: F401 -- the same

configure_mappers()
gc.freeze()  # what is here stays: a fork that looks through it for rubbish would copy it
