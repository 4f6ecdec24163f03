"""Whatever an app sends is taken or refused: nothing makes the double stumble."""

from __future__ import annotations

import contextlib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doubles.slack.errors import Refusal
from tests.doubles.slack.limits.blocks import IN_MESSAGES, IN_VIEWS
from tests.doubles.slack.limits.elements import ACCESSORIES, INPUT_ELEMENTS
from tests.doubles.slack.limits.messages import Draft, check_draft
from tests.doubles.slack.limits.rich import BOXES, LEAVES
from tests.doubles.slack.limits.views import check_view

KINDS = sorted({*IN_MESSAGES, *IN_VIEWS, *ACCESSORIES, *INPUT_ELEMENTS, *BOXES, *LEAVES, "plain_text", "mrkdwn"})
KEYS = st.sampled_from(
    [
        *("type", "text", "elements", "fields", "accessory", "element", "options", "option_groups", "initial_option"),
        *("initial_options", "label", "value", "confirm", "style", "url", "slack_file", "image_url", "alt_text"),
        *("block_id", "action_id", "title", "placeholder", "max_length", "min_length", "range", "timestamp"),
    ]
)
LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(KINDS)
ANYTHING = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
SHAPED = st.builds(
    lambda kind, rest: {**rest, "type": kind}, st.sampled_from(KINDS), st.dictionaries(KEYS, ANYTHING, max_size=4)
)


@given(st.lists(SHAPED | st.dictionaries(KEYS, ANYTHING, max_size=4), max_size=3))
@settings(max_examples=60, deadline=None)
def test_blocks(blocks: list[dict[str, Any]]) -> None:
    with contextlib.suppress(Refusal):
        check_draft(Draft(text="36 killed", blocks=blocks))


@given(
    st.dictionaries(
        KEYS | st.sampled_from(["blocks", "submit", "private_metadata"]),
        ANYTHING | st.lists(SHAPED, max_size=2),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_views(view: dict[str, Any]) -> None:
    for kind in ("modal", "home"):
        with contextlib.suppress(Refusal):
            check_view(view | {"type": kind})
