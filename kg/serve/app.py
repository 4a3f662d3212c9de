"""The application: routes, the headers of every answer, and the pools that live as long as the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.graph.build import Build
from kg.query.answer import Limits
from kg.serve import pages, protocol, searching, things
from kg.serve.answering import Unread, said
from kg.serve.hosts import OwnHosts
from kg.serve.pool import Pool

HEADERS = (
    (b"content-security-policy", pages.POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Headers:
    """Puts the same safety headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def application(
    directory: Path,
    *,
    workers: int = 2,
    limits: Limits | None = None,
    host: str = "127.0.0.1",
    origins: Sequence[str] = (),
) -> Starlette:
    """The server of the build in `directory`, listening at `host`; lets pages of `origins` ask it (none)."""
    build = Build.open(directory)
    limits = limits or Limits()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = Pool(directory, size=workers, limits=limits, spare=1)
        app.state.own = Pool(directory, size=1, limits=limits)  # no query of a user keeps a page waiting
        await app.state.pool.open()
        await app.state.own.open()
        yield
        await app.state.own.close()
        await app.state.pool.close()

    middleware = [Middleware(Headers), Middleware(OwnHosts, host=host)]
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=["GET", "POST"],
                expose_headers=["X-Rows-Cut"],
            )
        )
    app = Starlette(routes=_routes(), middleware=middleware, lifespan=lifespan)
    app.state.base = build.base
    app.state.build = directory
    app.state.unread = Unread()
    return app


def _routes() -> list[Route]:
    asked = ["GET", "HEAD", "POST", "OPTIONS"]
    return [
        Route("/", pages.home),
        Route("/sparql", protocol.endpoint, methods=asked),
        Route("/sparql/", protocol.endpoint, methods=asked),
        Route("/editor", pages.editor),
        Route("/search", searching.search),
        Route("/assets/{name}", pages.asset),
        Route("/id/{path:path}", things.thing),
        Route("/term/{name}", things.term),
        Route("/{path:path}", _nothing),
    ]


async def _nothing(request: Request) -> Response:
    return said("There is nothing at this address.", 404)
