"""An alert as the product makes them, to be sent by a platform."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.domain.card import Break, Button, Card, Field, Matched, Strong, Text, Time

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def alert_card(title: str = "Dam holds", **changes: Any) -> Card:
    """An alert with something of everything."""
    values: dict[str, Any] = {
        "title": title,
        "url": "https://herald.example/dam",
        "body": (Text("The "), Matched("dam"), Text(" at Aru held.")),
        "fields": (Field(label="people moved", value=(Strong("about 3,500"),), note=(Text("mayor · Aru Post"),)),),
        "context": (Strong("Aru Post"), Text(" · "), Time(AT), Break(), Text("Topic "), Strong("river-floods")),
        "buttons": (Button(label="Why", command="why s12"), Button(label="👍", command="rate s12 up")),
        "fallback": title,
        "tone": "alert",
    }
    return Card(**(values | changes))
