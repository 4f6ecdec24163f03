"""Embeds: the length of every part, and of all embeds of a message together (Discord's reference, "Embed Limits")."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from tests.doubles.discord.errors import Complaints, Json

Path = tuple[str | int, ...]

TOTAL = 6000
EMBEDS = 10
FIELDS = 25
TEXTS = {"title": 256, "description": 4096}
SCHEMES = {"http", "https", "attachment"}


def meaningful(embed: Json) -> bool:
    """Whether an embed shows anything; Discord drops those that do not."""
    return any(embed.get(key) for key in ("title", "description", "fields", "author", "footer", "image", "thumbnail"))


def check_embeds(complaints: Complaints, embeds: list[Json]) -> None:
    if len(embeds) > EMBEDS:
        complaints.bad_length(("embeds",), EMBEDS)
    for index, embed in enumerate(embeds):
        check_embed(complaints, ("embeds", index), embed)
    if sum(characters(embed) for embed in embeds) > TOTAL:
        complaints.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL}")


def characters(embed: Json) -> int:
    """What counts towards the total: title, description, field names and values, footer, author."""
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(text) for text in texts if isinstance(text, str))


def check_embed(complaints: Complaints, at: Path, embed: Json) -> None:
    for name, most in TEXTS.items():
        complaints.too_long((*at, name), embed.get(name), most)
    if isinstance(embed.get("footer"), dict):
        check_text(complaints, (*at, "footer", "text"), embed["footer"].get("text"), 2048)
    if isinstance(embed.get("author"), dict):
        check_text(complaints, (*at, "author", "name"), embed["author"].get("name"), 256)
    fields = embed.get("fields") or []
    if len(fields) > FIELDS:
        complaints.bad_length((*at, "fields"), FIELDS)
    for index, field in enumerate(fields):
        check_text(complaints, (*at, "fields", index, "name"), field.get("name"), 256)
        check_text(complaints, (*at, "fields", index, "value"), field.get("value"), 1024)
    check_addresses(complaints, at, embed)
    check_numbers(complaints, at, embed)


def check_text(complaints: Complaints, at: Path, text: object, most: int) -> None:
    """A text that must be there; blanks alone are nothing."""
    if text is None or (isinstance(text, str) and not text.strip()):
        complaints.required(at)
    else:
        complaints.too_long(at, text, most)


def check_addresses(complaints: Complaints, at: Path, embed: Json) -> None:
    places: list[tuple[Path, object]] = [((*at, "url"), embed.get("url"))]
    for part, key in (
        ("image", "url"),
        ("thumbnail", "url"),
        ("author", "url"),
        ("author", "icon_url"),
        ("footer", "icon_url"),
    ):
        if isinstance(embed.get(part), dict):
            places.append(((*at, part, key), embed[part].get(key)))
    for place, address in places:
        check_address(complaints, place, address)


def check_address(complaints: Complaints, at: Path, address: object) -> None:
    """An address that Discord would show; the scheme is all that it looks at closely."""
    if address is None or address == "":
        return
    parts = urlsplit(str(address))
    if parts.scheme not in SCHEMES:
        complaints.add(
            at,
            "URL_TYPE_INVALID_SCHEME",
            f"Scheme \"{parts.scheme}\" is not supported. Scheme must be one of ('http', 'https').",
        )
    elif not parts.netloc or " " in str(address):
        complaints.add(at, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    elif len(str(address)) > 2048:
        complaints.bad_length(at, 2048)


def check_numbers(complaints: Complaints, at: Path, embed: Json) -> None:
    colour = embed.get("color")
    if isinstance(colour, int) and not 0 <= colour <= 0xFFFFFF:
        complaints.add((*at, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
    moment = embed.get("timestamp")
    if moment is not None:
        try:
            datetime.fromisoformat(str(moment))
        except ValueError:
            complaints.add((*at, "timestamp"), "DATE_TIME_TYPE_PARSE", f"Could not parse {moment}. Should be ISO8601.")
