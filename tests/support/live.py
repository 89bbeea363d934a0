"""The app behind a real socket, in a thread of the test's own process: what the test client cannot show."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.world import Place

PATIENCE_SECONDS = 60


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing of each request."""


class LiveSite:
    """A company's app on a port of its own."""

    def __init__(self, place: Place, port: int) -> None:
        self._place, self._port = place, port

    def answer(self, role: str, address: str, *, form: dict[str, str] | None = None) -> http.client.HTTPResponse:
        """What a role gets from an address; with a form, what it gets for posting it. `read()` gives the body."""
        cookie = self._place.browser(role).get_cookie("mentormatch")
        headers = {"Cookie": f"mentormatch={cookie.value}"} if cookie else {}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        if form is None:
            connection.request("GET", address, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", address, body=urlencode(form), headers=headers)
        return connection.getresponse()


@contextmanager
def served(place: Place) -> Iterator[LiveSite]:
    """Serve a company's app until the block ends."""
    server = make_server("127.0.0.1", 0, place.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield LiveSite(place, server.port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
