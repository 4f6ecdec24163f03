"""The command line: parses, calls, prints. Exit codes: 0 done, 1 failed, 2 bad usage or input.

``commands`` holds what can be typed, the other modules what it does; none of them decides anything about the news.
"""

from __future__ import annotations

import os
import sys

import typer

from bot.cli.commands import app
from bot.domain.errors import DatelineError, PermanentError


def main() -> None:
    """Run the command line; every error of ours is one sentence on standard error."""
    try:
        app()
    except DatelineError as error:
        sys.stdout.flush()
        typer.echo(f"dateline: {error}", err=True)
        raise SystemExit(2 if isinstance(error, PermanentError) else 1) from error
    except BrokenPipeError:
        # The reader of our output has gone (as in `dateline parse … | head`): no one is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
