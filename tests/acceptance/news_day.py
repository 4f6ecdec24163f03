"""What every day of the product has: outlets that publish, a process that reads them, and somebody who waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.acceptance.press import Press
from tests.acceptance.product import PATIENCE_S, Product

T = TypeVar("T")


@dataclass(kw_only=True)
class NewsDay:
    """The process, and the outlets that it reads."""

    press: Press
    product: Product

    async def until(self, found: Callable[[], T], what: str) -> T:
        """Ask again and again until the answer is true."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not (answer := found()):  # noqa: ASYNC110  several processes bring it about, and none of them tells
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"waited for {what}; the log: {self.product.log()[-3000:]}") from None
        return answer

    async def known(self, articles: int) -> None:
        """Wait until the product has taken in so many articles."""

        def enough() -> bool:
            health = self.product.healthy()
            return health is not None and health["articles"] >= articles

        await self.until(enough, f"{articles} articles to be known")
