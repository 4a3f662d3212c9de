"""`kg serve`: Open a SPARQL endpoint, an editor and a page for every entity on this machine."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import click

from kg.errors import KgError


def _origin(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Each origin as browsers send it; what is none is said."""
    for one in given:
        parts = urlsplit(one)
        if one != "*" and (parts.scheme not in ("http", "https") or parts.netloc != one.partition("//")[2]):
            raise click.BadParameter(
                f"{one!r} is no origin: give scheme and host, such as https://example.org, or *."
            )
    return given


@click.command()
@click.option(
    "--build",
    type=click.Path(path_type=Path),
    help="The build directory (default: the last build hereabouts).",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8737,
    show_default=True,
    help="The port (0: any free one).",
)
@click.option(
    "--workers", type=click.IntRange(1, 32), default=2, show_default=True, help="Queries answered at once."
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="Time limit of a query.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 1_000_000),
    default=10_000,
    show_default=True,
    help="Row limit of a query.",
)
@click.option(
    "--cors",
    metavar="ORIGIN",
    multiple=True,
    callback=_origin,
    help="Let pages of this origin ask (none by default).",
)
def command(
    build: Path | None, host: str, port: int, workers: int, seconds: float, rows: int, cors: tuple[str, ...]
) -> None:
    """Serve the graph, read-only, until Ctrl-C. Only this machine can reach it unless --host says otherwise."""
    import uvicorn

    from kg.graph.build import find_build
    from kg.query.answer import Limits
    from kg.serve.app import application
    from kg.serve.connection import Connection
    from kg.serve.hosts import is_loopback

    directory = build if build is not None else find_build(Path.cwd())
    app = application(directory, workers=workers, limits=Limits(seconds, rows), host=host, origins=cors)
    with _listening(host, port) as listener:
        address, port = f"[{host}]" if ":" in host else host, listener.getsockname()[1]
        click.echo(
            f"Serving {directory} at http://{address}:{port}/ (endpoint /sparql). Ctrl-C ends it.", err=True
        )
        if not is_loopback(host):
            click.echo(
                "Everyone who can reach this machine over its network can now read the whole graph: there is no "
                "password and no encryption. Without --host only this machine can.",
                err=True,
            )
        settings = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            log_level="error",
            access_log=False,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=256 << 10,  # a query in an address
            backlog=1024,
        )
        uvicorn.Server(settings).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens at `host` and `port`; KgError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else answers wait for ACKs
    try:
        if socket.has_ipv6 and family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where REUSEADDR would share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError, UnicodeError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or str(error)
        raise KgError(
            f"Nothing can listen at {host}, port {port}: {why}. Is another server there? Choose another with --port."
        ) from error
    return listener
