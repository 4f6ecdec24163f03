"""Whether one channel is told of one article, and how."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.alert import Alert, AlertKind
from bot.domain.news import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What has just become known of a story.

    ``before`` is the article as it stood until now, None when the article is new. ``matched`` says whether a topic of the
    channel matches it as it is now, ``matched_before`` as it stood. ``copy_of`` is the outlet whose text this article
    repeats, None for a text of its own.
    """

    article: Article
    before: Article | None
    matched: bool
    matched_before: bool = False
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDecision:
    """NEW posts a card, UPDATE edits the one that stands, NOTHING leaves the channel in peace; always with reasons."""

    kind: AlertKind
    reasons: tuple[str, ...]


def decide_alert(told: Alert | None, development: Development) -> AlertDecision:
    """Decide for one channel; ``told`` is its alert of the article's story, None if it has none.

    A story is posted once a channel. Whatever of that story comes later edits the post, matched or not: the channel
    asked for the story. An edit of an article that changes neither its headline nor its figures is not worth an edit.
    """
    article, before = development.article, development.before
    if told is None:
        if not development.matched:
            return AlertDecision(kind=AlertKind.NOTHING, reasons=("the topic's query does not match",))
        if development.matched_before:
            # It was there, matching, when the feed was first read or the topic was made: old news, touched up.
            return AlertDecision(
                kind=AlertKind.NOTHING, reasons=("it matched before this edit, and was not told then",)
            )
        how = "an edit made it match" if before else "the first article of the story that this channel is told"
        return AlertDecision(kind=AlertKind.NEW, reasons=("the topic's query matches", how))
    if article.id not in told.article_ids:
        whose = f"repeats the text of {development.copy_of}" if development.copy_of else "its own text"
        return AlertDecision(
            kind=AlertKind.UPDATE,
            reasons=("the channel has this story already", f"another article, by {article.outlet}, {whose}"),
        )
    changed = _what_changed(before, article) if before else ()
    if changed:
        return AlertDecision(kind=AlertKind.UPDATE, reasons=("the channel was told this article", *changed))
    return AlertDecision(
        kind=AlertKind.NOTHING,
        reasons=("the channel was told this article", "neither its headline nor its figures changed"),
    )


def _what_changed(before: Article, after: Article) -> tuple[str, ...]:
    def quantities(article: Article) -> set[tuple[object, ...]]:
        return {(f.value, f.low, f.high, f.unit, f.head, f.bound) for f in article.figures}

    changed = []
    if before.title != after.title:
        changed.append("its headline changed")
    if quantities(before) != quantities(after):
        changed.append("its figures changed")
    return tuple(changed)
