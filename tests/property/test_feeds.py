"""Whatever the bytes, addresses and answers: parsing fails in one way only, keys are stable, waits stay within limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable
from bot.domain.news import Entry, Feed, FeedDocument
from bot.feeds import (
    FetchAnswer,
    Known,
    OpmlFeed,
    PollLimits,
    Verdict,
    ambiguous_keys,
    content_hash,
    decide_article,
    decide_poll,
    discover,
    entry_keys,
    link_key,
    parse,
    read_opml,
    write_opml,
)
from bot.feeds.plaintext import from_html, lines, one_line

NOW = datetime(2025, 1, 1, tzinfo=UTC)
URL = "https://a.example/feed"

_PIECES = st.sampled_from(
    b"""<rss version='2.0'>|<channel>|<item>|</item>|<title>|</title>|<link>|</link>|<guid>|<![CDATA[|]]>|<!--|-->
<div>|<entry>
<?xml version='1.0' encoding='utf-16'?>|<feed xmlns='http://www.w3.org/2005/Atom'>|<content type='xhtml'>|<pubDate>
99-99T99:99
&#x110000;|&nbsp;|&|<|>|xml:base='://'|<link href='http://[' rel='x'/>|\xff\xfe|\x00|{"items":[|{"id":1e999}|]}|\xe9
<updated>|</rss>
Mon, 32 Foo 2025 25:61:61 +9999|<content type='application/octet-stream' mode='base64'>|</feed>
<author>|a@b (|<ttl>9</ttl>
<media:content url='http://[::' medium='image'/>|<category term=''/>|text""".replace(b"\n", b"|").split(b"|")
)
BODIES = st.one_of(
    st.binary(max_size=400),
    st.lists(_PIECES, max_size=25).map(b"".join),
    st.lists(_PIECES, max_size=25).map(lambda pieces: b"<rss version='2.0'><channel>" + b"".join(pieces)),
    st.lists(_PIECES, max_size=25).map(
        lambda pieces: b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + b"".join(pieces)
    ),
)
URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(["http://", "HTTPS://", "//", "", "mailto:", "http://u:p@"]),
        st.sampled_from(["a.example", "www.www.a.example:80", "WWW.A.example.", "[::1]:443", ":80", "www."]),
        st.sampled_from(["", "/", "//", "/x/", "/x?", "/www./"]),
        st.sampled_from(["", "?", "?a=1&utm_x=2", "?&&", "?rss", "?ref=rss&p=3"]),
        st.sampled_from(["", "#", "#utm_x=1", "#top", "##", "#xtor=1&b"]),
    ),
)
TEXTS = st.text(max_size=40)
ENTRIES = st.builds(
    Entry,
    id=st.none() | st.sampled_from(["1", "2", "https://a.example/"]),
    link=st.none() | st.sampled_from(["https://a.example/", "https://a.example/1", "https://a.example/2?utm_source=x"]),
    title=st.sampled_from(["", "One", "Two"]),
    summary=st.sampled_from(["", "Short", "Long enough to tell. " * 5]),
)


@settings(max_examples=300, deadline=None)
@given(BODIES, st.none() | st.sampled_from(["text/xml; charset=utf-8", "a; charset=punycode", "b; charset=\x00"]))
@example(b"<rss><channel><item><title>x</title><guid>" + b"http://[" + b"</guid></item></channel></rss>", None)
def test_parse_fails_in_one_way_only(body: bytes, content_type: str | None) -> None:
    try:
        document = parse(body, url=URL, content_type=content_type)
    except BadFeed:
        return
    for entry in document.entries:
        assert entry.title or entry.summary or entry.link
        assert "\n" not in entry.title
        assert all(at is None or at.tzinfo is UTC for at in (entry.published, entry.updated))
        assert entry_keys(entry)


@given(URLS)
def test_link_key_is_idempotent(url: str) -> None:
    assert link_key(link_key(url)) == link_key(url)


@given(st.text())
def test_plain_text_is_stable(text: str) -> None:
    assert lines(lines(text)) == lines(text)
    assert one_line(one_line(text)) == one_line(text)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</div>", "<div>", "&amp;lt;", "x", " ", "\n", "<td>", "<!--", "<script>"]
        )
    )
)
def test_html_never_leaves_empty_lines(pieces: list[str]) -> None:
    text = from_html("".join(pieces))
    assert all(line == line.strip() != "" for line in text.split("\n")) or text == ""


@given(st.lists(ENTRIES, max_size=6))
def test_a_document_seen_again_is_known(entries: list[Entry]) -> None:
    shared = ambiguous_keys(entries)
    store: dict[int, Known] = {}
    for _ in range(2):
        verdicts = []
        for entry in entries:
            keys = entry_keys(entry)
            sharing = [article for article in store.values() if set(article.keys) & set(keys)]
            decision = decide_article(entry, sharing, shared, NOW)
            verdicts.append(decision.verdict)
            assert (decision.article_id == 0) == (decision.verdict is Verdict.NEW)
            number = decision.article_id or len(store) + 1
            before = store[number].keys if number in store else ()
            store[number] = Known(
                article_id=number,
                keys=tuple(dict.fromkeys(before + keys)),
                title=entry.title,
                content_hash=content_hash(entry),
            )
    assert all(
        verdict is Verdict.KNOWN
        for verdict, entry in zip(verdicts, entries, strict=True)
        if not shared & set(entry_keys(entry))
    )


DURATIONS = st.timedeltas(timedelta(seconds=1), timedelta(days=400))
ANSWERS: st.SearchStrategy[FetchAnswer | DatelineError] = st.one_of(
    st.builds(
        FetchAnswer,
        status=st.sampled_from([200, 304, 404, 410, 500]),
        url=st.just(URL),
        retry_after=st.none(),
        max_age=st.none() | DURATIONS,
    ),
    st.builds(FeedUnreachable, st.just("x")),
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - zones are given apart


@given(
    ANSWERS,
    DURATIONS,
    DURATIONS,
    DURATIONS,
    st.integers(0, 10_000),
    st.lists(MOMENTS, max_size=5),
    st.none() | DURATIONS,
    TEXTS,
)
def test_waits_stay_within_limits(
    answer: FetchAnswer | DatelineError,
    interval: timedelta,
    one: timedelta,
    other: timedelta,
    failures: int,
    moments: list[datetime],
    ttl: timedelta | None,
    path: str,
) -> None:
    limits = PollLimits(fastest=min(one, other), slowest=max(one, other))
    feed = Feed(url=URL + path, outlet="A", interval=interval, next_poll_at=NOW, failures=failures)
    entries = tuple(Entry(id=str(n), link=None, title="t", summary="", published=at) for n, at in enumerate(moments))
    document = FeedDocument(title=None, link=None, language=None, entries=entries, ttl=ttl)
    decision = decide_poll(feed, answer, NOW, limits, document)
    assert limits.fastest <= decision.interval <= limits.slowest
    if not decision.gone:
        assert limits.fastest <= decision.next_poll_at - NOW <= limits.slowest
    assert (decision.trouble is None) == (decision.failures == 0)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(
    st.lists(
        st.builds(
            OpmlFeed,
            url=st.integers(0, 9_999).map("https://a.example/?a=1&n={}".format),
            title=NAMES,
            site=st.none() | st.just('https://a.example/"q"'),
            folders=st.lists(NAMES, max_size=3).map(tuple),
        ),
        unique_by=lambda feed: feed.url,
    )
)
def test_opml_comes_back(feeds: list[OpmlFeed]) -> None:
    said = [
        OpmlFeed(
            url=f.url,
            title=one_line(f.title or "") or None,
            site=f.site,
            folders=tuple(x for x in map(one_line, f.folders) if x),
        )
        for f in feeds
    ]
    assert list(read_opml(write_opml(feeds))) == said


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_discovery_never_fails(page: bytes) -> None:
    assert all(address.startswith(("http://", "https://")) for address in discover(page, URL))
