"""The ports: what the use cases need of the world, as protocols.

Every time is an aware UTC ``datetime``. Unless a method says otherwise it may raise ``StorageBusy`` (storage) and nothing
else of its own; a bug shows as any other exception.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.domain.alert import Alert, Delivery, DeliveryState, Notice, Outcome, Trace
from bot.domain.card import Card, Mention
from bot.domain.chart import Chart
from bot.domain.chat import Abilities, Asker, Message, Suggestion
from bot.domain.news import Article, Counts, Feed, FeedDocument, Fingerprinted, Story
from bot.domain.verbs import Verb
from bot.domain.watch import Channel, House, Opinion, Pause, Subscription, Topic
from bot.feeds import FetchAnswer, Known


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Fetcher(Protocol):
    """Gets a feed's bytes."""

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchAnswer:
        """Ask ``url`` once, conditionally where validators are given.

        Raises ``FeedUnreachable`` (no useful answer) or ``BadFeed`` (too much, or an address that may not be asked).
        """


class Parser(Protocol):
    """Makes entries of untrusted bytes, away from this process where the adapter can."""

    async def parse(self, body: bytes, url: str, content_type: str | None) -> FeedDocument:
        """The document, or ``BadFeed`` with the reason. Takes bounded time and memory whatever the bytes."""


class FeedRepository(Protocol):
    """Feeds are polled once for everyone; a workspace follows them."""

    async def add(self, feed: Feed) -> Feed:
        """Store a feed, or return the stored one of the same ``url`` unchanged."""

    async def get(self, feed_id: int) -> Feed | None:
        """One feed by id."""

    async def by_url(self, url: str) -> Feed | None:
        """The feed of an address."""

    async def save(self, feed: Feed) -> None:
        """Replace the row of ``feed.id`` if it is still there."""

    async def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of followed feeds with ``next_poll_at <= now``, longest due first."""

    async def follow(self, workspace: str, feed_id: int, *, at: datetime, by: str) -> bool:
        """Make a workspace follow a feed; False if it did already."""

    async def unfollow(self, workspace: str, feed_id: int) -> bool:
        """Undo it; False if the workspace did not follow."""

    async def followed(self, workspace: str) -> Sequence[Feed]:
        """The workspace's feeds by outlet, then url."""

    async def followers(self, feed_id: int) -> Sequence[str]:
        """Workspaces that follow a feed, sorted."""


class ArticleRepository(Protocol):
    """Articles, and the keys under which each feed has shown them."""

    async def known(self, feed_id: int, keys: Sequence[str]) -> Sequence[Known]:
        """Articles that this feed has shown under any of ``keys`` (any number of them), each with all its keys there."""

    async def elsewhere(self, feed_id: int, link_keys: Sequence[str]) -> Mapping[str, Article]:
        """Articles stored under any of ``link_keys`` by feeds other than ``feed_id``: link key -> newest article."""

    async def add(self, article: Article, *, link_key: str | None, fingerprint: str) -> Article:
        """Store a new article; the answer carries its id."""

    async def save(self, article: Article, *, fingerprint: str) -> None:
        """Replace title, text, times, tags, figures, dates and story of the row of ``article.id``."""

    async def remember(self, feed_id: int, shown: Sequence[Known], *, at: datetime) -> None:
        """Note that this feed shows articles under these keys with this content now. Idempotent; keys accumulate.

        Of several contents of one article the last one counts.
        """

    async def get(self, article_ids: Sequence[int]) -> Sequence[Article]:
        """Those that exist, in the order of the ids given."""

    async def outlets(self, article_ids: Sequence[int]) -> Mapping[str, bool]:
        """Outlets of these articles in the order of their ids -> whether one of theirs is no copy of another's text."""

    async def of_story(self, workspace: str, story_id: int) -> Sequence[Article]:
        """Those of a story's articles that the workspace's feeds have shown, first seen first."""

    async def recent(
        self, workspace: str, *, since: datetime, limit: int, before_id: int | None = None
    ) -> Sequence[Article]:
        """Articles of the workspace's feeds seen since a moment, newest first; ``before_id`` pages on."""

    async def texts(
        self, workspace: str, *, since: datetime, limit: int, before_id: int | None = None
    ) -> Sequence[tuple[int, bytes, bytes]]:
        """Ids, and titles and texts in UTF-8, of what ``recent`` gives, in its order: for looking at many of them."""

    async def by_link(self, workspace: str, link_key: str) -> Sequence[Article]:
        """Articles under a link key that the workspace's feeds have shown, newest first."""


class StoryRepository(Protocol):
    """Stories and the window in which articles are grouped."""

    async def add(self, story: Story) -> Story:
        """Store a new story; the answer carries its id."""

    async def save(self, story: Story) -> None:
        """Replace the row of ``story.id``."""

    async def get(self, story_id: int) -> Story | None:
        """One story by id."""

    async def window(self, *, since: datetime, after_article_id: int) -> Sequence[Fingerprinted]:
        """Grouped articles seen since a moment whose id is greater, in order of id."""


class WatchRepository(Protocol):
    """Topics and subscriptions. Every method but those that match names its workspace."""

    async def version(self) -> int:
        """A number that grows with every change of topics, subscriptions or follows, in whatever process."""

    async def add_topic(self, topic: Topic) -> Topic | None:
        """Store a topic; None if the workspace has one of that name."""

    async def save_topic(self, topic: Topic) -> None:
        """Replace query and description of the row of ``topic.id`` in ``topic.workspace``."""

    async def remove_topic(self, workspace: str, name: str) -> bool:
        """Delete a topic with its subscriptions; False if there is none. Alerts already told stay."""

    async def topic(self, workspace: str, name: str) -> Topic | None:
        """A topic by name."""

    async def topics(self, workspace: str) -> Sequence[Topic]:
        """The workspace's topics by name."""

    async def all_topics(self) -> Sequence[Topic]:
        """Every workspace's topics, for the index alone."""

    async def subscribe(self, subscription: Subscription) -> Subscription | None:
        """Store a subscription; None if the channel has the topic already."""

    async def save_subscription(self, subscription: Subscription) -> bool:
        """Replace the options of the row of ``subscription.id`` in its channel; False if it is gone."""

    async def unsubscribe(self, channel: Channel, topic_id: int) -> bool:
        """Delete it; False if there was none."""

    async def subscriptions(self, workspace: str, channel: Channel | None = None) -> Sequence[Subscription]:
        """The workspace's, or one channel's, subscriptions by id."""

    async def subscribers(self, topic_ids: Sequence[int]) -> Sequence[Subscription]:
        """Subscriptions to any of these topics, by id, for the alert stage alone."""

    async def pause(self, pause: Pause) -> bool:
        """Note that a channel cannot be written to; False, and the first reason stays, if that was known."""

    async def resume(self, channel: Channel) -> Pause | None:
        """Note that it can again: the pause that ends, None if there was none."""

    async def pauses(self, workspace: str, platform: str) -> Sequence[Pause]:
        """The workspace's paused channels of a platform, longest paused first."""

    async def paused(self, channels: Sequence[Channel]) -> Mapping[Channel, Pause]:
        """Those of these channels that are paused, for the alert stage alone."""

    async def forget_paused(self, before: datetime) -> Sequence[Channel]:
        """Delete the subscriptions of channels paused since before a moment, and their pauses; the answer names them."""

    async def house(self, workspace: str) -> House:
        """The workspace's own rules; the default ones where it has set none."""

    async def save_house(self, house: House) -> None:
        """Store the rules of ``house.workspace``."""


class AlertRepository(Protocol):
    """What channels were told, what waits to be told, and why."""

    async def save(self, alert: Alert) -> Alert:
        """Insert (id 0) or replace; the answer carries its id."""

    async def of_stories(self, story_ids: Sequence[int]) -> Sequence[Alert]:
        """Alerts of every workspace's channels on any of these stories, by id, for the alert stage alone."""

    async def latest(
        self, workspace: str, *, topic_id: int | None, channel: Channel | None, limit: int
    ) -> Sequence[Alert]:
        """The workspace's alerts of which something was told, last updated first."""

    async def told_since(self, channels: Sequence[Channel], since: datetime) -> Mapping[Channel, Sequence[Alert]]:
        """Alerts of these channels with ``told_at`` at or after a moment, by id, for the alert stage alone."""

    async def due(self, now: datetime, limit: int) -> Sequence[Alert]:
        """Alerts of every workspace with ``release_at <= now``, longest due first."""

    async def held(self, channel: Channel, notice_id: int | None = None) -> Sequence[Alert]:
        """A channel's alerts that wait, or those of them that one notice tells of, by id."""

    async def add_traces(self, traces: Sequence[Trace]) -> None:
        """Store why things were decided."""

    async def traces(self, workspace: str, article_ids: Sequence[int]) -> Sequence[Trace]:
        """What was decided on these articles, oldest first."""

    async def open_notices(self, channels: Sequence[Channel]) -> Sequence[Notice]:
        """All open notices of these channels, by id, for the alert stage alone."""

    async def notice(self, workspace: str, notice_id: int) -> Notice | None:
        """One of the workspace's notices, open or closed."""

    async def save_notice(self, notice: Notice) -> Notice:
        """Insert (id 0) or replace; the answer carries its id."""

    async def rate(self, opinion: Opinion) -> None:
        """Store what a reader thinks; it replaces what they thought of the same story in the same channel."""

    async def opinions(self, workspace: str, topic_id: int) -> Sequence[Opinion]:
        """What the workspace's readers think of a topic's alerts, oldest first."""


class OutboxRepository(Protocol):
    """The deliveries that are owed."""

    async def owe(self, delivery: Delivery) -> Delivery:
        """Store a delivery; the answer carries its id.

        An edit that is still owed and unleased in the same lane takes the new card instead of a second row, unless
        another act is owed after it, or it may have been made (``unsure``): then its nonce is still looked for.
        """

    async def lease(
        self,
        platform: str,
        *,
        now: datetime,
        until: datetime,
        limit: int,
        share: int,
        without: Collection[Channel] = (),
    ) -> Sequence[Delivery]:
        """Take owed deliveries that are due: workspaces take turns, and within one the longest due comes first.

        At most one a channel and ``share`` a workspace in this call, none of the channels ``without`` and of those that are
        paused, never one with an earlier owed delivery in its lane. Each carries its lane's ``message_id``, an ``attempts``
        that was increased by one, and ``unsure`` as it was before this lease: the stored one is true until it is settled.
        A lease that ran out is taken over. No two callers ever hold one delivery at a time.
        """

    async def settle(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        at: datetime,
        due_at: datetime | None = None,
        unsure: bool = False,
        message_id: str | None = None,
        reason: str | None = None,
    ) -> bool:
        """End a lease with its result; OWED needs ``due_at``, and keeps ``unsure``.

        False, and no change, if the lease had been taken over (told by ``delivery.attempts``).
        """

    async def next_due(self, platform: str, *, without: Collection[Channel] = ()) -> datetime | None:
        """When the earliest owed delivery of a channel that is not paused may be tried (its lease's end where leased)."""

    async def of_lane(self, lane: str) -> Sequence[Delivery]:
        """A lane's deliveries by id, sent or not."""

    async def lane_of(self, channel: Channel, message_id: str) -> str | None:
        """The lane that a message of a channel belongs to; None if no delivery made it."""


class Transaction(Protocol):
    """One unit of work over all repositories."""

    feeds: FeedRepository
    articles: ArticleRepository
    stories: StoryRepository
    watch: WatchRepository
    alerts: AlertRepository
    outbox: OutboxRepository

    async def counts(self) -> Counts:
        """How much there is."""


class Storage(Protocol):
    """The database."""

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that sees and keeps a serial order with every other ``write``; all or nothing.

        Commits when its block ends, rolls back when the block raises.
        """

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A consistent snapshot; nothing written in it is kept. Does not wait for writers."""

    async def upgrade(self) -> None:
        """Bring the schema to this version. Raises ``BadInput`` when the database is newer or not ours."""

    async def close(self) -> None:
        """Let go of every connection."""


class MessageLog(Protocol):
    """The memory of a platform that has none of its own, such as the web page; what a call wrote is kept when it returns."""

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, author: str, at: datetime, under: str | None = None
    ) -> Message:
        """Append a message, or return the one that this channel has under ``nonce`` already."""

    async def edit(self, channel: Channel, message_id: str, card: Card, *, at: datetime) -> Message | None:
        """Replace a message's card; None if the channel has no such message."""

    async def find(self, channel: Channel, nonce: str) -> Message | None:
        """The message posted under a nonce."""

    async def page(self, channel: Channel, *, limit: int, before: str | None = None) -> Sequence[Message]:
        """The newest messages, oldest of them first; ``before`` is a message id to page back from."""

    async def changes(self, after: int, limit: int) -> Sequence[Message]:
        """Messages of all channels whose revision is greater, in order of revision, in their present form."""

    async def channels(self, workspace: str, platform: str) -> Sequence[Channel]:
        """Channels that have messages or subscriptions, sorted."""


class Platform(Protocol):
    """A place where people read. What the platform says is an outcome, never an exception."""

    name: str
    abilities: Abilities

    async def start(self) -> None:
        """Connect; returns when messages can be sent."""

    async def stop(self) -> None:
        """Disconnect."""

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        """Send a message; as an answer to the message ``under``, or in its thread.

        Where ``under`` is gone, or the platform knows no such thing, it is a message of its own. Posting again under the
        same nonce gives the first message's id where ``abilities.lookup``.
        """

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:
        """Replace a message; a platform that cannot edit tells the change in its own way. Idempotent."""

    async def find(
        self, channel: Channel, nonce: str, *, under: str | None = None, threaded: bool = False
    ) -> str | None:
        """The id of the message that ``post`` made with these; None if there is none or it cannot be known."""

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel that a user means by ``name`` (with or without #); None if there is none."""

    def label(self, channel: Channel) -> str:
        """What readers call a channel, such as ``#wire``."""

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:
        """Whom ``text`` names, in the platform's own writing; ``BadInput`` for what names nobody.

        Nor does it take, where they are ``to_call``, those who are there and cannot be called.
        """


class Presence(Protocol):
    """What a platform's connection learns about where it may write. Each may be told again; only the first counts.

    ``channel_id`` None speaks of the whole workspace.
    """

    async def lost(self, platform: str, workspace: str, channel_id: str | None, reason: str) -> None:
        """Nothing can be written there: what is subscribed there is paused, and kept."""

    async def back(self, platform: str, workspace: str, channel_id: str | None) -> None:
        """It can again: what waited is told."""


class Commands(Protocol):
    """The user verbs, as a platform uses them."""

    verbs: Sequence[Verb]

    async def run(self, line: str, asker: Asker) -> Card:
        """Do what a line such as ``/subscribe quakes`` asks. Whatever was typed, the answer is a card."""

    async def complete(self, line: str, asker: Asker) -> Sequence[Suggestion]:
        """What the line could become, best first, at most ten."""

    async def preview(self, line: str, asker: Asker) -> Card | None:
        """What ``run`` would do, for verbs that can show it beforehand; None for the others. Never an error."""

    async def story_of(self, channel: Channel, message_id: str) -> str | None:
        """The name (``s12``) of the story that a message of ours tells of; None if it tells of none."""


class Draw(Protocol):
    """Draws charts, away from the event loop."""

    async def __call__(self, chart: Chart, *, dark: bool = False) -> bytes | None:
        """A PNG of at most 100 KB, legible on a phone, for readers of light or ``dark`` pages.

        The same chart gives the same picture. None where it cannot be drawn, or not in time: ``chart.alt`` is told all the
        same. Never raises.
        """


class Engine(Protocol):
    """Runs registered tasks. A job is only a nudge: it may be lost at a crash, or run twice."""

    def register(self, task: str, function: Callable[[str], Awaitable[object]], *, workers: int) -> None:
        """Name a task. Called before ``start``. At most ``workers`` of its jobs run at a time."""

    async def nudge(self, task: str, argument: str = "") -> None:
        """Ask for a run. A job of the same task and argument that still waits makes it one run; one that already
        runs is followed by another.
        """

    async def start(self) -> None:
        """Begin to run jobs."""

    async def stop(self, grace: timedelta) -> None:
        """Take no more jobs, wait for running ones at most ``grace``, then cancel them."""


class Ticker(Protocol):
    """Calls functions at intervals. A function that raises or runs long never stops another, nor its own next tick."""

    def every(self, interval: timedelta, name: str, function: Callable[[], Awaitable[object]]) -> None:
        """Call at once when started, and again at each interval; runs of one name never overlap."""

    async def start(self) -> None:
        """Begin to tick."""

    async def stop(self) -> None:
        """Tick no more; a running call is cancelled."""


class Metrics(Protocol):
    """Numbers for operators. Names and labels are those declared in the telemetry adapter."""

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Note one measurement in a histogram."""

    def gauge(self, name: str, value: float, **labels: str) -> None:
        """Set a level."""


HealthCheck = Callable[[], Awaitable[Mapping[str, Any]]]
"""What ``/healthz`` answers: ``ok`` and details. It never raises."""
