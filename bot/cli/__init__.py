"""The command line: parses, calls, prints. Exit codes: 0 done, 1 failed, 2 bad usage or input.

One module a group of commands; none of them decides anything about the news.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from bot import __version__
from bot.cli import chat, check, database, replay, rooms, serve
from bot.domain.errors import BadInput, DatelineError, NotFound

app = typer.Typer(
    name="dateline",
    help="News alerts with the figures that matter, for desks that live in chat.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (serve, check, rooms, replay, chat):
    module.register(app)
app.add_typer(database.app, name="db")


def _version(value: bool) -> None:  # noqa: FBT001  typer's callback
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """News alerts with the figures that matter, for desks that live in chat."""


def main() -> None:
    """Run the command line; every error of ours is one sentence on standard error."""
    try:
        app()
    except DatelineError as error:
        sys.stdout.flush()
        typer.echo(f"dateline: {error}", err=True)
        raise SystemExit(2 if isinstance(error, BadInput | NotFound) else 1) from error
    except BrokenPipeError:
        # The reader of our output has gone (as in `dateline parse … | head`): no one is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
