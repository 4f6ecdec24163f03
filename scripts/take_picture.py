"""The picture in the README, taken of the demo's own page in headless Chromium: ``make picture``.

It waits for the reference story's alert and for the second outlet's edit of it, so that it takes about a minute.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "alert.png"
LARGEST = 300_000
PATIENCE_MS = 150_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ALERT = "article:has-text('syria-iraq-repatriation')"
STILL = """async () => {
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
}"""
TOLD_TWICE = f"{ALERT}:has-text('2 outlets')"


def main() -> None:
    """Take it, or say in one sentence why not."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("No Chromium was found; on Debian: apt-get install chromium.")
    asyncio.run(_take(browser))
    if PICTURE.stat().st_size > LARGEST:
        sys.exit(f"{PICTURE} has {PICTURE.stat().st_size} bytes; make it smaller than {LARGEST}.")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size} bytes\n")


async def _take(browser: str) -> None:
    async with _demo() as url, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser, args=list(FLAGS))
        page = await chromium.new_page(viewport={"width": 1040, "height": 900}, device_scale_factor=1.5)
        await _show(page, url)
        await page.screenshot(path=PICTURE)
        await chromium.close()


async def _show(page: Page, url: str) -> None:
    """Open the page, wait for the alert and its edit, and bring it to the top of the view."""
    await page.goto(url)
    alert = page.locator(TOLD_TWICE).first
    await alert.wait_for(timeout=PATIENCE_MS)
    await alert.evaluate("card => card.scrollIntoView({block: 'start', behavior: 'instant'})")
    await page.evaluate(STILL)


@asynccontextmanager
async def _demo() -> AsyncIterator[str]:
    """The demo in a process of its own, on a free port; the address of its page."""
    with tempfile.TemporaryDirectory(prefix="dateline-picture-") as folder:
        environment = os.environ | {"DATELINE_WEB_PORT": "0", "DATELINE_TIME_ZONE": "Asia/Baghdad", "COLUMNS": "200"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", "--data", folder,
            cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            url = await _address(process.stdout)
            # The demo's own alerts are read and dropped from here on, so that it never waits for its reader.
            dropped = asyncio.create_task(process.stdout.read())
            yield url
            process.terminate()
            await dropped
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _address(said: asyncio.StreamReader) -> str:
    async for line in said:
        _, found, rest = line.decode().partition("The chat page: ")
        if found:
            return rest.split()[0]
    sys.exit("The demo ended before it showed its page.")


if __name__ == "__main__":
    main()
