"""How answers go out: a piece at a time, so many unread bytes and no more, and not at all where the client has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

PIECE = 64 << 10  # bytes
SMALL = 64 << 10  # bytes of an answer that is always sent
UNREAD = 256 << 20  # bytes of larger answers that may wait to be read at once

T = TypeVar("T")


class Unread:
    """How many bytes of large answers are waiting to be read."""

    def __init__(self) -> None:
        self.size = 0

    def has_room(self, size: int) -> bool:
        """Whether an answer of `size` bytes may be sent."""
        return size <= SMALL or self.size + size <= UNREAD


class Pieces(Response):
    """An answer that goes out a piece at a time: each waits until the one before is read."""

    def __init__(self, content: bytes, unread: Unread | None = None, **options: Any) -> None:
        super().__init__(content, **options)
        self.unread = unread or Unread()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        size = len(self.body)
        self.unread.size += size
        try:
            for start in range(0, size, PIECE):
                piece = bytes(self.body[start : start + PIECE])
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self.unread.size -= size


def file(body: bytes, *, kind: str) -> Response:
    """A file that all answers share, so that it takes no memory for each."""
    return Pieces(body, media_type=f"{kind}; charset=utf-8", headers={"cache-control": "max-age=3600"})


def answer(request: Request, body: bytes, *, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    """`body` as an answer of media type `kind`; 503 where too much waits to be read already."""
    unread: Unread = request.app.state.unread
    if not unread.has_room(len(body)):
        return said("Too many large answers are being read at once; ask again.", 503)
    more = {"vary": "accept", **(headers or {})}
    return Pieces(body, unread, media_type=f"{kind}; charset=utf-8", headers=more)


def said(sentence: str, status: int) -> Response:
    """A refusal in one sentence; what is full or late may be asked again."""
    headers = {"retry-after": "1"} if status == 503 else {}
    if status in (408, 413, 415):
        headers["connection"] = "close"  # the rest of the request is not waited for
    return PlainTextResponse(sentence, status_code=status, headers=headers)


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` gives; None where the client went away before, and `work` is cancelled then.

    The body of `request` must have been read.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        return None
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
