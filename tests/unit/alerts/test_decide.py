"""Every branch of the decision on one channel and one article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.alerts import Development, decide_alert
from bot.domain.alert import Alert, AlertKind
from tests.unit.alerts.samples import alert, article

FERRY = article("Ferry sinks off Lamerra", "At least 12 people died, the coast guard said.")
RETITLED = replace(FERRY, title="Ferry toll rises")
WORSE = article("Ferry sinks off Lamerra", "At least 31 people died, the coast guard said.")
REWORDED = article("Ferry sinks off Lamerra", "At least 12 people died, said the coast guard.")
BOTH = article("Ferry toll rises", "At least 31 people died, the coast guard said.")
NO_FIGURE = article("Ferry sinks off Lamerra", "Many died, the coast guard said.")


@pytest.mark.parametrize(
    ("told", "development", "kind", "reasons"),
    [
        pytest.param(
            None,
            Development(article=FERRY, before=None, matched=False),
            AlertKind.NOTHING,
            ("the topic's query does not match",),
            id="no match",
        ),
        pytest.param(
            None,
            Development(article=FERRY, before=None, matched=True),
            AlertKind.NEW,
            ("the topic's query matches", "the first article of the story that this channel is told"),
            id="new",
        ),
        pytest.param(
            None,
            Development(article=FERRY, before=NO_FIGURE, matched=True, matched_before=False),
            AlertKind.NEW,
            ("the topic's query matches", "an edit made it match"),
            id="an edit made it match",
        ),
        pytest.param(
            None,
            Development(article=FERRY, before=NO_FIGURE, matched=True, matched_before=True),
            AlertKind.NOTHING,
            ("it matched before this edit, and was not told then",),
            id="old news, touched up",
        ),
        pytest.param(
            None,
            Development(article=FERRY, before=NO_FIGURE, matched=False, matched_before=True),
            AlertKind.NOTHING,
            ("the topic's query does not match",),
            id="an edit made it match no more",
        ),
        pytest.param(
            alert(9),
            Development(article=FERRY, before=None, matched=True),
            AlertKind.UPDATE,
            ("the channel has this story already", "another article, by Herald, its own text"),
            id="a second outlet",
        ),
        pytest.param(
            alert(9),
            Development(article=FERRY, before=None, matched=False, copy_of="Courier"),
            AlertKind.UPDATE,
            ("the channel has this story already", "another article, by Herald, repeats the text of Courier"),
            id="a copy, whether it matches or not",
        ),
        pytest.param(
            alert(1),
            Development(article=RETITLED, before=FERRY, matched=True, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its headline changed"),
            id="headline",
        ),
        pytest.param(
            alert(1),
            Development(article=WORSE, before=FERRY, matched=True, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its figures changed"),
            id="figures",
        ),
        pytest.param(
            alert(1),
            Development(article=BOTH, before=FERRY, matched=True, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its headline changed", "its figures changed"),
            id="headline and figures",
        ),
        pytest.param(
            alert(1),
            Development(article=NO_FIGURE, before=FERRY, matched=True, matched_before=True),
            AlertKind.UPDATE,
            ("the channel was told this article", "its figures changed"),
            id="a figure was withdrawn",
        ),
        pytest.param(
            alert(1),
            Development(article=REWORDED, before=FERRY, matched=True, matched_before=True),
            AlertKind.NOTHING,
            ("the channel was told this article", "neither its headline nor its figures changed"),
            id="reworded",
        ),
        pytest.param(
            alert(1),
            Development(article=FERRY, before=None, matched=True),
            AlertKind.NOTHING,
            ("the channel was told this article", "neither its headline nor its figures changed"),
            id="shown again by another feed",
        ),
    ],
)
def test_decision(told: Alert | None, development: Development, kind: AlertKind, reasons: tuple[str, ...]) -> None:
    decision = decide_alert(told, development)
    assert (decision.kind, decision.reasons) == (kind, reasons)
