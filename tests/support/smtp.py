"""A mail server for tests, on a port of its own: takes mails and keeps them, or refuses as it is told."""

import socketserver
import threading
import time
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.policy import default


class MailServer(socketserver.ThreadingTCPServer):
    """Runs inside a `with`; `mails` holds what it took, in order.

    `refused` maps an address to the answer that is given for it; `seconds` is how long each mail takes.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0, seconds: float = 0.0) -> None:
        super().__init__(("127.0.0.1", port), _Conversation)
        self.mails: list[Message] = []
        self.refused: dict[str, str] = {}
        self.seconds = seconds
        self.lock = threading.Lock()

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Its address, as the setting MAIL_URL takes it."""
        return f"smtp://127.0.0.1:{self.port}"

    def ids(self) -> list[str]:
        """The Message-IDs of what it took, in order."""
        with self.lock:
            return [str(mail["Message-ID"]) for mail in self.mails]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        with suppress(ConnectionError):
            self._talk()

    def _talk(self) -> None:
        self._say("220 tests")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "QUIT":
                self._say("221 bye")
                return
            self._answer(word.upper(), rest)

    def finish(self) -> None:
        with suppress(OSError):  # who was killed in the middle does not wait for an answer
            super().finish()

    def _answer(self, word: str, rest: str) -> None:
        if word == "EHLO":
            self._say("250-tests")
            self._say("250 SMTPUTF8")
        elif word == "RCPT":
            address = rest.partition("<")[2].partition(">")[0]
            self._say(self.server.refused.get(address, "250 fine"))
        elif word == "DATA":
            self._say("354 go on")
            self._take()
            self._say("250 taken")
        else:
            self._say("250 fine")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionError("Whoever sent this was gone before its end, so it is no mail.")
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        time.sleep(self.server.seconds)
        with self.server.lock:
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=default))

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
