"""The double as a process of its own: ``python -m tests.doubles.slack --port 0 --channel wire``.

The first line printed is JSON: its address, API base, tokens, secrets and what was made. It ends with the terminate
signal, or when its standard input is closed if ``--attached``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence

from tests.doubles.clock import Clock
from tests.doubles.process import until_told
from tests.doubles.slack.double import SlackDouble
from tests.doubles.slack.rates import Rates

RATES = {"slack": Rates.of_slack, "roomy": Rates.roomy}


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.slack", description="A double of Slack.")
    parser.add_argument("--port", type=int, default=0, help="0 for any that is free")
    parser.add_argument("--signing-secret", default="the-signing-secret")
    parser.add_argument("--rates", choices=RATES, default="slack")
    parser.add_argument("--scale", type=float, default=1.0, help="how much faster its clock runs")
    parser.add_argument("--workspace", default="Newsroom")
    parser.add_argument("--user", action="append", default=[], help="a name; may be given again")
    parser.add_argument("--channel", action="append", default=[], help="a name; may be given again")
    parser.add_argument("--attached", action="store_true", help="end when standard input is closed")
    return parser.parse_args(argv)


async def serve(options: argparse.Namespace) -> None:
    async with SlackDouble(
        rates=RATES[options.rates](),
        clock=Clock(scale=options.scale),
        signing_secret=options.signing_secret,
        checked=False,
        port=options.port,
    ) as double:
        sys.stdout.write(json.dumps(announced(double, options)) + "\n")
        sys.stdout.flush()
        await until_told(attached=options.attached)


def announced(double: SlackDouble, options: argparse.Namespace) -> dict[str, object]:
    said: dict[str, object] = {
        "address": double.address,
        "api_base": double.api_base,
        "app_id": double.app_id,
        "app_token": double.app_token,
        "client_id": double.client_id,
        "client_secret": double.client_secret,
        "signing_secret": double.signing_secret,
    }
    if options.channel or options.user:
        workspace = double.add_workspace(options.workspace)
        said["workspace"], said["bot_token"] = workspace.id, workspace.bot_token
        said["users"] = {name: double.add_user(workspace, name).id for name in options.user}
        said["channels"] = {name: double.add_channel(workspace, name).id for name in options.channel}
    return said


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments(sys.argv[1:])))
