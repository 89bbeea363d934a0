"""URL converters: typed parameters, so that a malformed address is a 404 before any view runs."""

from werkzeug.routing import BaseConverter

from mentormatch.base.ids import PATTERN


class IdConverter(BaseConverter):
    """An identifier made by `ids.new_id`."""

    regex = PATTERN


class SlugConverter(BaseConverter):
    """A programme's name in addresses: lower-case words joined by hyphens."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class TokenConverter(BaseConverter):
    """A secret of 256 bits, as `secrets.token_urlsafe(32)` writes it."""

    regex = "[A-Za-z0-9_-]{43}"


CONVERTERS = {"id": IdConverter, "slug": SlugConverter, "token": TokenConverter}
