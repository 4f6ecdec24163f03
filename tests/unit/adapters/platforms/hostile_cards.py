"""Cards that hold whatever a card can hold: the largest, the emptiest, and words that mean something to a platform."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.domain.card import Break, Button, Card, Code, Field, Link, Matched, Mention, Quote, Span, Strong, Text, Time

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)

words = st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "x" * 5000,
        "*_`~|" * 400,
        "&<>" * 900,
        "word " * 900,
        "@everyone <!channel> <@1> <@U1> https://evil.example/ <https://evil.example/|x>",
        "\n# a\n- b\n> c\n:bomb:",
        "\U0001f600" * 1500,
        "",
        "\u200b",
    ]
)
urls = st.sampled_from(
    [
        "https://a.example/b",
        "https://a.example/" + "b" * 1400,
        "https://a.example/" + "b" * 1900,
        "https://a.example/" + "ü" * 900,
        "https://a.example/" + "&" * 900,
        "javascript:alert(1)",
        "",
        "https://x",
    ]
)
spans: st.SearchStrategy[Span] = st.one_of(
    *(words.map(kind) for kind in (Text, Strong, Matched, Quote, Code)),
    st.builds(Link, words, urls),
    st.just(Time(AT)),
    st.just(Break()),
    st.builds(
        Mention,
        st.sampled_from(["user", "role", "everyone", "here"]),
        st.sampled_from(["1", "77", "U1", "S7", "x", ""]),
        st.just("desk"),
    ),
)
runs = st.lists(spans, max_size=6).map(tuple)
cards = st.builds(
    Card,
    title=words,
    url=st.none() | urls,
    body=runs,
    fields=st.lists(st.builds(Field, label=words, value=runs, note=runs), max_size=40).map(tuple),
    context=runs,
    image=st.none() | urls,
    buttons=st.lists(st.builds(Button, label=words, command=words), max_size=40).map(tuple),
    fallback=words,
    tone=st.sampled_from(["alert", "answer", "notice", "error"]),
)
