"""`kg serve`: Open a SPARQL endpoint, an editor and a page for every entity on this machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--build",
    type=click.Path(path_type=Path),
    help="The build directory (default: the last build hereabouts).",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8737, show_default=True, help="The port to listen on.")
@click.option(
    "--workers", type=click.IntRange(1, 32), default=2, show_default=True, help="Questions answered at once."
)
@click.option("--seconds", type=float, default=10.0, show_default=True, help="Time limit of a query.")
@click.option("--rows", type=int, default=10_000, show_default=True, help="Row limit of a query.")
@click.option(
    "--cors", metavar="ORIGIN", multiple=True, help="Let pages of this origin ask (none by default)."
)
def command(
    build: Path | None, host: str, port: int, workers: int, seconds: float, rows: int, cors: tuple[str, ...]
) -> None:
    """Serve the graph, read-only, until Ctrl-C."""
    import uvicorn

    from kg.graph.build import find_build
    from kg.query.sparql import Limits
    from kg.serve.app import application

    directory = build if build is not None else find_build(Path.cwd())
    hosts = ("localhost", "127.0.0.1", "[::1]", host)
    app = application(directory, workers=workers, limits=Limits(seconds, rows), hosts=hosts, origins=cors)
    click.echo(f"Serving {directory} at http://{host}:{port}/ (endpoint /sparql). Ctrl-C ends it.", err=True)
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=5,
        limit_concurrency=256,
    )
