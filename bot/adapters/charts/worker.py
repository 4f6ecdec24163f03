"""What runs in the process that draws: charts come in a line each, pictures go out. It ends when its input does."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import BinaryIO

from bot.adapters.charts.drawing import draw
from bot.adapters.charts.wire import LENGTH_BYTES, read_line

LOW_PRIORITY = 10


def main() -> None:
    """Serve standard input until it ends. The first answer, of no length, tells that it is ready."""
    with contextlib.suppress(OSError, AttributeError):  # not every system has priorities, nor lets them be changed
        os.nice(LOW_PRIORITY)
    out = sys.stdout.buffer
    answer(out, b"")
    for line in sys.stdin.buffer:
        answer(out, drawn(line))


def drawn(line: bytes) -> bytes:
    """The picture, empty where it cannot be drawn: what is wrong is told on standard error."""
    try:
        chart, dark = read_line(line)
        return draw(chart, dark=dark)
    except Exception as error:  # noqa: BLE001 - one chart's trouble is not the next one's
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return b""


def answer(out: BinaryIO, picture: bytes) -> None:
    """Write a picture with its length before it."""
    out.write(len(picture).to_bytes(LENGTH_BYTES, "big") + picture)
    out.flush()


if __name__ == "__main__":
    main()
