"""The application: routes, the headers of every answer, and the pool that lives as long as the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.graph.build import Build
from kg.query.sparql import Limits
from kg.serve import pages, protocol, things
from kg.serve.pool import Pool

HEADERS = (
    (b"content-security-policy", pages.POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
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
    hosts: Sequence[str] = ("localhost", "127.0.0.1", "[::1]"),
    origins: Sequence[str] = (),
) -> Starlette:
    """The server of the build in `directory`; answers only to `hosts`, lets pages of `origins` ask it (none)."""
    build = Build.open(directory)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = Pool(directory, size=workers, limits=limits or Limits())
        yield
        app.state.pool.close()

    middleware = [Middleware(Headers), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))]
    if origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])
        )
    app = Starlette(
        routes=[
            Route("/", pages.home),
            Route("/sparql", protocol.endpoint, methods=["GET", "POST"]),
            Route("/editor", pages.editor),
            Route("/search", pages.search),
            Route("/assets/{name}", pages.asset),
            Route("/id/{path:path}", things.thing),
            Route("/{path:path}", _elsewhere),
        ],
        middleware=middleware,
        lifespan=lifespan,
    )
    app.state.base = build.base
    app.state.build = directory
    return app


async def _elsewhere(request: Request) -> Response:
    return RedirectResponse("/", status_code=303) if request.method == "GET" else Response(status_code=405)
