"""The command `kg`: finds its commands by file name, imports only the one that is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from kg import __version__
from kg.errors import KgError

FIRST_STEPS = """\
Nothing has been asked yet. To begin:

  kg build FOLDER --output build    read the documents in FOLDER and build the graph
  kg themes --recurring             what keeps coming back
  kg recommendations                every recommendation, to whom, and whether it was answered
  kg view network                   a picture that opens in any browser

`kg --help` lists every command, `kg COMMAND --help` explains one."""


class Commands(click.Group):
    """A group whose commands are the modules of `kg.cli` that hold a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        folder = Path(__file__).parent
        skip = {"__init__", "main"}
        return sorted(
            path.stem.replace("_", "-")
            for path in folder.glob("*.py")
            if path.stem not in skip and not path.stem.startswith("_")
        )

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"kg.cli.{name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first line of their modules, without importing any."""
        rows = [(name, _summary(name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{args[0]}'.{hint} `kg --help` lists them all.")


def _summary(name: str) -> str:
    path = Path(__file__).parent / f"{name.replace('-', '_')}.py"
    first = path.read_text(encoding="utf-8").split('"""', 2)[1].strip().splitlines()[0]
    said = first.split(": ", 1)[1] if first.startswith("`kg") and ": " in first else first
    return said[:1].upper() + said[1:]


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def kg(ctx: click.Context) -> None:
    """Safeguarding reviews as a knowledge graph, with the evidence under every fact."""
    if ctx.invoked_subcommand is None:
        click.echo(FIRST_STEPS)


def main() -> None:
    """Run the command; a KgError, or what the operating system refuses, becomes one sentence on standard
    error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            kg(standalone_mode=True)
        finally:
            sys.stdout.flush()
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), 1
        )  # else what is still to be printed fails again at the very end
        click.echo(f"kg: {_said(error)}", err=True)
        sys.exit(KgError.exit_code)


def _said(error: OSError) -> str:
    """What the operating system refused, as a sentence."""
    why = error.strerror or str(error) or type(error).__name__
    if error.filename is None:
        return f"The operating system refuses to go on: {why}; is the disk full?"
    return (
        f"{error.filename} cannot be used: {why}; check that it is there and that you may read and write it."
    )
