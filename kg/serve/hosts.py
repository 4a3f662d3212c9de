"""Which names the server answers to: its own, so that a page of another site cannot be made to ask it as its own.

Without this check any web page could have its name point at 127.0.0.1 and read the graph from a visitor's browser
(DNS rebinding). An address in numbers cannot be pointed elsewhere, so all of those are answered.
"""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.serve.answering import said

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:/@\s]+)(?::\d{1,5})?")


class OwnHosts:
    """Refuses requests to a name that is not the server's own: localhost, its `host`, this machine's name."""

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self.app = app
        self.names = {"localhost", host.lower()}
        if not is_loopback(host):
            name = socket.gethostname().lower()
            self.names |= {name, name.partition(".")[0], socket.getfqdn().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked of us."""
        if scope["type"] == "http" and not self._is_own(Request(scope).headers.getlist("host")):
            refused = said("This server does not go by that name; ask it as localhost.", 421)
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_own(self, given: list[str]) -> bool:
        match = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        name = match[1].strip("[]").lower() if match else ""
        return name in self.names or _is_address(name)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens at `host`."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
