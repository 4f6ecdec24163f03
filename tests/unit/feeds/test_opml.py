from __future__ import annotations

import pytest

from bot.domain.errors import BadInput
from bot.feeds import OpmlFeed, opml, read_opml, write_opml

LIST = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
  <outline text="Nachrichten">
    <outline text="Região"><outline type="rss" title="Diário" xmlUrl="https://diario.example/rss?a=1&amp;b=2" htmlUrl="https://diario.example/"/></outline>
    <outline text="Zwei" xmlurl="https://zwei.example/feed"/>
  </outline>
  <outline text="No address"/>
  <outline text="Script" xmlUrl="javascript:alert(1)"/>
  <outline text="Again" xmlUrl="https://zwei.example/feed"/>
</body></opml>"""


def test_reads_folders_and_addresses() -> None:
    assert read_opml(LIST.encode("iso-8859-1")) == (
        OpmlFeed(
            url="https://diario.example/rss?a=1&b=2",
            title="Diário",
            site="https://diario.example/",
            folders=("Nachrichten", "Região"),
        ),
        OpmlFeed(url="https://zwei.example/feed", title="Zwei", folders=("Nachrichten",)),
    )


def test_writes_what_it_reads() -> None:
    feeds = read_opml(LIST.encode("iso-8859-1"))
    assert read_opml(write_opml(feeds, title="A & B")) == feeds


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "broken at line 1"),
        (b"<opml>\n<body>", "broken at line 2"),
        (b"<rss/>", "no OPML"),
        (b"hello", "broken at line 1"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "broken at line 1|encoding"),
        (
            b'<!DOCTYPE o [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><opml><outline text="&c;"/></opml>',
            "declares XML entities",
        ),
        (b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "declares XML entities"),
    ],
)
def test_bad_lists(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_opml(data)


def test_too_large() -> None:
    with pytest.raises(BadInput, match="larger than 10 MB"):
        read_opml(bytes(opml.LARGEST_OPML + 1))
