"""Forms are made from declarations, within Discord's limits."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.platforms.discord.modals import make_form, sent_values
from bot.domain.verbs import OptionKind
from bot.pipeline.asking.request import Given
from tests.unit.pipeline.asking.verbs import option, verb

CREATE = verb(
    "watch create",
    option("name", required=True),
    option("query", OptionKind.QUERY, required=True),
    option("description"),
    option("time_zone", OptionKind.TIME_ZONE),
)
SHORT, PARAGRAPH = 1, 2


async def test_the_window_that_discord_is_sent() -> None:
    form = make_form(Given(verb=CREATE, values={"name": "gulf"}), "id-1").to_dict()
    assert (form["title"], form["custom_id"]) == ("/watch create: Do watch create", "id-1")
    labels = form["components"]
    assert [(label["type"], label["label"], label["description"]) for label in labels] == [
        (18, "Name", "the name"),
        (18, "Query", "the query"),
        (18, "Description", "the description"),
    ]
    inputs = [label["component"] for label in labels]
    assert [each["custom_id"] for each in inputs] == ["name", "query", "description"]
    assert [each["style"] for each in inputs] == [SHORT, PARAGRAPH, SHORT]
    assert [each["required"] for each in inputs] == [True, True, False]
    assert [each.get("value") for each in inputs] == ["gulf", None, None]


async def test_names_and_values_are_cut_to_discords_limits() -> None:
    long = replace(verb("do", option("a_very_" + "long_" * 5, required=True)), help="x " * 80)
    form = make_form(Given(verb=long, values={long.options[0].name: "v" * 5000}), "id").to_dict()
    assert form["title"] == "/do", "help that does not fit whole is left out"
    (label,) = form["components"]
    assert len(label["label"]) <= 45
    assert len(label["component"]["value"]) == 4000


async def test_a_window_is_not_kept_in_memory() -> None:
    assert make_form(Given(verb=CREATE, values={}), "id").is_finished()


def test_what_was_filled_in_is_read_in_every_layout_that_discord_sends() -> None:
    sent = [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "name", "value": " gulf "}},
        {"type": 1, "components": [{"type": 4, "custom_id": "query", "value": "a\nb"}]},
        {"type": 18, "component": {"type": 4, "custom_id": "description", "value": None}},
        {"type": 10, "content": "words"},
    ]
    assert sent_values(sent) == {"name": "gulf", "query": "a\nb", "description": ""}
