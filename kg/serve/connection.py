"""One connection, with patience that ends: nobody can hold the server by sending or reading slowly.

uvicorn waits for ever for a request that does not end and for a client that does not read. Here a request has
RECEIVE seconds to arrive, an answer must move every STALL seconds and be taken in LONGEST; where more than MOST
connections are open, the one that has kept us waiting longest is dropped.
"""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.h11_impl import H11Protocol

RECEIVE = 10.0  # seconds from the first byte of a request, or from the connection, to the last
STALL = 20.0  # seconds in which nothing of an answer is taken
LONGEST = 120.0  # seconds for one answer
KERNEL = 256 << 10  # bytes of an answer that the system holds for a client; by itself it takes in megabytes
MOST = 512  # connections at once: below the files that a process may have open on most systems


class Connection(H11Protocol):
    """A connection of a client; `waiting_since` says from when we wait for it to send or read, if we do."""

    waiting_since: float | None = None
    _unread_since: float | None = None
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request; make room for it."""
        super().connection_made(transport)
        opened = transport.get_extra_info("socket")
        if opened is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL)
        transport.set_write_buffer_limits(high=0)  # told of every byte that the client has not taken
        self._wait(RECEIVE)
        if len(self.connections) > MOST:
            self._drop_slowest()

    def data_received(self, data: bytes) -> None:
        """Go on waiting, on the same clock, until the request is whole."""
        if self.cycle is None or self.cycle.response_complete:
            self._unread_since = None
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body:
            self._wait_no_more()
        elif self._patience is None:
            self._wait(RECEIVE)

    def pause_writing(self) -> None:
        """Begin to wait for the client to read."""
        super().pause_writing()
        now = self.loop.time()
        if self._unread_since is None:
            self._unread_since = now
        self._wait(min(STALL, self._unread_since + LONGEST - now))

    def resume_writing(self) -> None:
        """It has read all that was sent so far."""
        super().resume_writing()
        self._wait_no_more()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._wait_no_more()
        self.waiting_since = self.loop.time()
        self._patience = self.loop.call_later(max(seconds, 0.0), self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = self.waiting_since = None

    def _drop_slowest(self) -> None:
        waiting = [
            (one.waiting_since, id(one), one)
            for one in self.connections
            if isinstance(one, Connection) and one is not self and one.waiting_since is not None
        ]
        if waiting:
            min(waiting)[2].transport.abort()
