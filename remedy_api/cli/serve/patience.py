"""How long a door waits for somebody to say what it wants. Behind a proxy this is the proxy's; a door may stand without one."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 15
"""For the whole head of a request, from the first byte; and for the first byte of a new connection."""


class Patient(HttpToolsProtocol):
    """uvicorn's own protocol, with an end to waiting: it bounds how long a kept connection is idle, but not how long a head takes,
    so that somebody who sends a byte now and then would hold connections for ever. The body has its limit in kit.http.body.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there. (uvicorn's own signature, which is narrower than asyncio's.)"""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """It is known what is wanted."""
        self._stop_waiting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        # No answer: half a request has none, and whoever holds it open would have to be written to.
        self.transport.abort()
