"""Articles, the keys under which each feed has shown them, and what each feed last said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Executable, Select, and_, bindparam, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.storage.codec import Id, digest
from bot.adapters.storage.record import Record, batches, one_of, upsert
from bot.adapters.storage.schema import articles, entry_keys, follows, sightings
from bot.adapters.storage.utf8 import Utf8
from bot.domain.news import Article
from bot.feeds import Known

_ARTICLE = Record(articles, Article)
_FIXED = ("feed_id", "outlet", "url", "seen_at")
"""What stays as it was when the article was first seen, however its entry is edited or re-dated."""

_FEED: BindParameter[int] = bindparam("feed", type_=Id)

_SIGHTED = (
    select(articles.c.id, articles.c.title, sightings.c.content_hash)
    .join(sightings, and_(sightings.c.article_id == articles.c.id, sightings.c.feed_id == _FEED))
    .where(one_of(articles.c.id, "articles"))
    .order_by(articles.c.id)
)

_ELSEWHERE = (
    select(articles.c.link_digest, *_ARTICLE.columns)
    .where(one_of(articles.c.link_digest, "keys"), articles.c.feed_id != _FEED)
    .order_by(articles.c.seen_at, articles.c.id)
)

_TEXTS = select(articles.c.id, Utf8(articles.c.title), Utf8(articles.c.text))

_OUTLETS = (
    select(articles.c.outlet, articles.c.copy_of).where(one_of(articles.c.id, "articles")).order_by(articles.c.id)
)

_SHOWN_UNDER = select(entry_keys.c.article_id).where(entry_keys.c.feed_id == _FEED, one_of(entry_keys.c.digest, "keys"))

_KEYS_OF = select(entry_keys.c.article_id, entry_keys.c.digest, entry_keys.c.key).where(
    entry_keys.c.feed_id == _FEED, one_of(entry_keys.c.article_id, "articles")
)


class SqlArticles:
    """``ArticleRepository`` within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self, feed_id: int, keys: Sequence[str]) -> Sequence[Known]:
        keys_of = await self._keys_of(feed_id, await self._shown_under(feed_id, keys), keys)
        return [
            Known(article_id=row.id, keys=tuple(keys_of[row.id]), title=row.title, content_hash=row.content_hash)
            for batch in batches(list(keys_of))
            for row in await self._connection.execute(_SIGHTED, {"feed": feed_id, "articles": batch})
        ]

    async def elsewhere(self, feed_id: int, link_keys: Sequence[str]) -> Mapping[str, Article]:
        asked = {digest(key): key for key in link_keys}
        newest: dict[str, Article] = {}
        for batch in batches(link_keys):
            for row in await self._connection.execute(_ELSEWHERE, {"feed": feed_id, "keys": batch}):
                newest[asked[row[0]]] = _ARTICLE.item(row[1:])
        return newest

    async def add(self, article: Article, *, link_key: str | None, fingerprint: str) -> Article:
        return await _ARTICLE.insert(self._connection, article, link_digest=link_key, fingerprint=fingerprint)

    async def save(self, article: Article, *, fingerprint: str) -> None:
        where = articles.c.id == article.id
        await _ARTICLE.update(self._connection, article, where, keep=_FIXED, fingerprint=fingerprint)

    async def remember(self, feed_id: int, shown: Sequence[Known], *, at: datetime) -> None:
        latest = {known.article_id: known.content_hash for known in shown}
        dialect = self._connection.dialect.name
        sighted = upsert(sightings, dialect, ("feed_id", "article_id"), ("content_hash", "seen_at"))
        await self._store_all(
            sighted,
            [
                {"feed_id": feed_id, "article_id": article_id, "content_hash": content_hash, "seen_at": at}
                for article_id, content_hash in latest.items()
            ],
        )
        await self._store_all(
            upsert(entry_keys, dialect, ("feed_id", "digest", "article_id"), ()),
            [
                {"feed_id": feed_id, "article_id": known.article_id, "digest": key, "key": key}
                for known in shown
                for key in known.keys
            ],
        )

    async def get(self, article_ids: Sequence[int]) -> Sequence[Article]:
        found = {article.id: article for article in await _ARTICLE.among(self._connection, articles.c.id, article_ids)}
        return [found[article_id] for article_id in dict.fromkeys(article_ids) if article_id in found]

    async def outlets(self, article_ids: Sequence[int]) -> Mapping[str, bool]:
        own: dict[str, bool] = {}
        for batch in batches(sorted(article_ids)):
            for outlet, copy_of in await self._connection.execute(_OUTLETS, {"articles": batch}):
                own[outlet] = own.get(outlet, False) or copy_of is None
        return own

    async def of_story(self, workspace: str, story_id: int) -> Sequence[Article]:
        query = _ARTICLE.select().where(articles.c.story_id == story_id, _shown_to(workspace))
        return await _ARTICLE.all(self._connection, query.order_by(articles.c.seen_at, articles.c.id))

    async def recent(
        self, workspace: str, *, since: datetime, limit: int, before_id: int | None = None
    ) -> Sequence[Article]:
        query = _recent(_ARTICLE.select(), workspace, since, limit, before_id)
        return await _ARTICLE.all(self._connection, query)

    async def texts(
        self, workspace: str, *, since: datetime, limit: int, before_id: int | None = None
    ) -> Sequence[tuple[int, bytes, bytes]]:
        query = _recent(_TEXTS, workspace, since, limit, before_id)
        return [(number, title, text) for number, title, text in await self._connection.execute(query)]

    async def by_link(self, workspace: str, link_key: str) -> Sequence[Article]:
        query = _ARTICLE.select().where(articles.c.link_digest == link_key, _shown_to(workspace))
        return await _ARTICLE.all(self._connection, query.order_by(articles.c.seen_at.desc(), articles.c.id.desc()))

    async def _shown_under(self, feed_id: int, keys: Sequence[str]) -> Sequence[int]:
        """The articles that this feed has shown under any of the keys, by id."""
        found: set[int] = set()
        for batch in batches(keys):
            found.update((await self._connection.execute(_SHOWN_UNDER, {"feed": feed_id, "keys": batch})).scalars())
        return sorted(found)

    async def _keys_of(
        self, feed_id: int, article_ids: Sequence[int], asked: Sequence[str]
    ) -> Mapping[int, Sequence[str]]:
        """Every key under which this feed has shown each article, sorted.

        A key that was ``asked`` for comes back as it was asked, even where the database could not hold its characters.
        """
        spelling = {digest(key): key for key in asked}
        keys: defaultdict[int, list[str]] = defaultdict(list)
        for batch in batches(article_ids):
            for row in await self._connection.execute(_KEYS_OF, {"feed": feed_id, "articles": batch}):
                keys[row.article_id].append(spelling.get(row.digest, row.key))
        return defaultdict(list, {article_id: sorted(names) for article_id, names in keys.items()})

    async def _store_all(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            await self._connection.execute(statement, rows)


def _shown_to(workspace: str) -> ColumnElement[bool]:
    """Whether a feed that the workspace follows has shown an article, be it the first to show it or not."""
    followed = select(follows.c.feed_id).where(follows.c.workspace == workspace)
    shown = select(sightings.c.article_id).where(
        sightings.c.article_id == articles.c.id, sightings.c.feed_id.in_(followed)
    )
    return or_(articles.c.feed_id.in_(followed), shown.exists())


def _recent(query: Select[Any], workspace: str, since: datetime, limit: int, before_id: int | None) -> Select[Any]:
    """What was shown to the workspace since a moment, newest first."""
    query = query.where(articles.c.seen_at >= since, _shown_to(workspace))
    if before_id is not None:
        query = _before(query, before_id)
    return query.order_by(articles.c.seen_at.desc(), articles.c.id.desc()).limit(limit)


def _before(query: Select[tuple[object, ...]], article_id: int) -> Select[tuple[object, ...]]:
    """Only what stands after an article in the order of ``recent``; nothing if there is no such article."""
    seen_at = select(articles.c.seen_at).where(articles.c.id == article_id).scalar_subquery()
    # As one comparison of pairs it is a range of the index; as OR, every page would sort all that is older.
    return query.where(tuple_(articles.c.seen_at, articles.c.id) < tuple_(seen_at, literal(article_id, Id)))
