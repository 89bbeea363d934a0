"""The app of a checkout, for `flask --app wsgi …`; where mentormatch is installed, the command is `mentormatch …`."""

from mentormatch.wsgi import app

__all__ = ["app"]
