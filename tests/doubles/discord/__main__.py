"""The double as a process of its own: ``python -m tests.doubles.discord --port 0 --channel wire``.

The first line printed is JSON: its address, API base, gateway address, token and what was made. It ends with the
terminate signal, or when its standard input is closed if ``--attached``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import Sequence

from tests.doubles.clock import Clock
from tests.doubles.discord.buckets import Rates
from tests.doubles.discord.double import DiscordDouble
from tests.doubles.process import until_told

RATES = {"real": Rates.real, "roomy": Rates.roomy, "off": Rates.off}


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.discord", description="A double of Discord.")
    parser.add_argument("--port", type=int, default=0, help="0 for any that is free")
    parser.add_argument("--token", default="the-bot's-token")
    parser.add_argument("--rates", choices=RATES, default="real")
    parser.add_argument("--scale", type=float, default=1.0, help="how much faster its clock runs")
    parser.add_argument("--guild", default="Newsroom")
    parser.add_argument("--channel", action="append", default=[], help="name or name:kind; may be given again")
    parser.add_argument("--attached", action="store_true", help="end when standard input is closed")
    return parser.parse_args(argv)


async def serve(options: argparse.Namespace) -> None:
    rates = RATES[options.rates]()
    async with DiscordDouble(
        token=options.token, rates=rates, clock=Clock(scale=options.scale), port=options.port, described=False
    ) as double:
        sys.stdout.write(json.dumps(announced(double, options)) + "\n")
        sys.stdout.flush()
        await until_told(attached=options.attached)


def announced(double: DiscordDouble, options: argparse.Namespace) -> dict[str, object]:
    said: dict[str, object] = {
        "address": double.address,
        "api_base": double.api_base,
        "gateway_url": double.gateway_url,
        "token": double.token,
        "application_id": str(double.application_id),
    }
    if options.channel:
        guild = double.add_guild(options.guild)
        named = [one.partition(":") for one in options.channel]
        said["guild_id"] = str(guild.id)
        said["channels"] = {name: str(double.add_channel(guild, name, kind or "text").id) for name, _, kind in named}
    return said


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments(sys.argv[1:])))
