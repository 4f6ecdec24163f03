"""The commands as typed: names, options, help. Each imports what it needs when it is called, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import __version__

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
database = typer.Typer(help="The database's schema.", no_args_is_help=True)
app.add_typer(database, name="db")
slack = typer.Typer(help="Setting up Slack.", no_args_is_help=True)
app.add_typer(slack, name="slack")

File = Annotated[Path | None, typer.Argument(help="A file, or - for standard input.", show_default=False)]
Seconds = Annotated[float | None, typer.Option("--for", min=0.1, help="Stop by itself after this many seconds.")]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[  # noqa: ARG001  its callback has done all
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """News alerts with the figures that matter, for desks that live in chat."""
    from config.logging import configure_logging

    # Standard output is for answers alone; run sets what its settings ask for.
    configure_logging("warning", "console")


@app.command()
def run(seconds: Seconds = None) -> None:
    """Watch what dateline.toml declares, or the starter topics and feeds; until Ctrl-C."""
    from bot.cli import serve

    serve.run(seconds)


@app.command()
def demo(
    seconds: Seconds = None,
    data: Annotated[Path | None, typer.Option("--data", help="Keep the demo's database in this folder.")] = None,
) -> None:
    """Show Dateline on a sample newswire: no tokens, nothing kept."""
    from bot.cli import serve

    serve.demo(seconds, data)


@app.command()
def check(offline: Annotated[bool, typer.Option("--offline", help="Do not ask the feeds.")] = False) -> None:
    """Check settings, database, tokens and feeds; say what is wrong and how to mend it."""
    from bot.cli.check import all_well

    if not all_well(offline=offline):
        raise typer.Exit(1)


@app.command()
def parse(source: Annotated[str, typer.Argument(help="A feed's file, address, or - for standard input.")]) -> None:
    """Parse a feed: a JSON line an entry."""
    from bot.cli import rooms

    rooms.parse_feed(source)


@app.command()
def figures(
    file: File = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read {"id","text"} lines.')] = False,
    key: Annotated[
        bool, typer.Option("--key", help="Only the key figures, in an alert's order; with --jsonl.")
    ] = False,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", help='Draw into this PNG how the figures of one story moved; "outlet" and "published" help.'
        ),
    ] = None,
) -> None:
    """Extract figures from text: a JSON line a figure, or a line an input line."""
    from bot.cli import rooms

    rooms.figures(file, jsonl=jsonl, key=key, chart=chart)


@app.command()
def match(
    file: File = None,
    query: Annotated[str | None, typer.Option("--query", help="One query; its id is “query”.")] = None,
    queries: Annotated[Path | None, typer.Option("--queries", help='A file of {"id","query"} lines.')] = None,
) -> None:
    """Match articles ({"id","title","text","published","outlet","lang"} lines) against queries."""
    from bot.cli import rooms

    rooms.match(file, query, queries)


@app.command()
def group(
    file: File = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines; the only form.")] = True,  # noqa: ARG001
) -> None:
    """Group articles ({"id","title","text"} lines, in order of arrival) into stories."""
    from bot.cli import rooms

    rooms.group(file)


@app.command()
def summarise(
    file: File = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines; the only form.")] = True,  # noqa: ARG001
    words: Annotated[int, typer.Option("--words", min=1, max=10_000, help="Words of a summary at most.")] = 75,
) -> None:
    """Summarise stories ({"id","articles":[{"id","title","text"}]} lines)."""
    from bot.cli import rooms

    rooms.summarise(file, words)


@app.command()
def replay(
    folder: Annotated[
        Path, typer.Argument(help="A sub-folder an outlet, each with index.tsv and the bodies it names.")
    ],
    query: Annotated[str | None, typer.Option("--query", help="A topic's query; every new article without.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also the decisions to tell nothing.")] = False,
) -> None:
    """Run recorded polls through the whole pipeline; every alert decision is a JSON line."""
    from bot.cli import replay as player

    player.replay(folder, query, every=every)


@app.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
def do(
    words: Annotated[list[str], typer.Argument(help="The command, such as: summary earthquakes")],
    channel: Annotated[str, typer.Option("--in", help="The channel it is given in.")] = "web:#wire",
    chart: Annotated[Path | None, typer.Option("--chart", help="Draw the answer's chart into this PNG.")] = None,
) -> None:
    """Give one slash command, as in chat, and print the answer."""
    from bot.cli import chat

    if not chat.do(" ".join(words), channel, chart):
        raise typer.Exit(2)


@database.callback()
def _database() -> None:
    """The database's schema."""


@database.command()
def upgrade() -> None:
    """Bring the schema to this version, as every start does by itself."""
    from bot.cli.database import upgrade_schema

    upgrade_schema()
    typer.echo("The database is up to date.")


@slack.callback()
def _slack() -> None:
    """Setting up Slack."""


@slack.command()
def manifest(
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of YAML.")] = False,
) -> None:
    """Print the app manifest, to paste at api.slack.com/apps: all that Slack has to know, from the settings."""
    from bot.cli.slack import print_manifest

    print_manifest(as_json=as_json)
