"""Identity over real polls: an edited, re-dated or re-issued piece is never a second article."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.feeds import Known, Verdict, ambiguous_keys, content_hash, decide_article, entry_keys, parse

REPLAY = Path(__file__).parents[4] / "shared" / "replay"
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def _polls(outlet: str) -> list[bytes]:
    folder = REPLAY / outlet
    rows = (line.split("\t") for line in (folder / "index.tsv").read_text("utf-8").splitlines())
    return [(folder / row[2]).read_bytes() for row in rows]


@pytest.mark.parametrize("outlet", ["npr", "arstechnica"])
def test_no_piece_becomes_two_articles(outlet: str) -> None:
    if not REPLAY.is_dir():
        pytest.skip("the recorded polls of real outlets are not beside this checkout")
    store: list[Known] = []
    links: dict[str, int] = {}
    for body in _polls(outlet):
        document = parse(body, url=f"https://{outlet}.example/feed")
        shared = ambiguous_keys(document.entries)
        assert shared == frozenset()
        for entry in document.entries:
            keys = entry_keys(entry)
            decision = decide_article(entry, [known for known in store if set(known.keys) & set(keys)], shared, NOW)
            number = decision.article_id or len(store) + 1
            before = store[number - 1].keys if decision.article_id else ()
            kept = tuple(dict.fromkeys(before + keys))
            known = Known(article_id=number, keys=kept, title=entry.title, content_hash=content_hash(entry))
            if decision.verdict is Verdict.NEW:
                store.append(known)
                assert keys[-2] not in links
            store[number - 1] = known
            assert links.setdefault(keys[-2], number) == number
    titles = [known.title for known in store]
    assert len(titles) - len(set(titles)) <= 1
