"""Addresses as feeds write them, to whole web addresses."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 4_000


def web_address(address: str | None, *bases: str | None) -> str | None:
    """``address`` resolved against the first of ``bases`` that gives an http or https address, else None (RFC 3986, 5)."""
    if not address:
        return None
    address = "".join(address.split()) if "\n" in address or "\t" in address else address.strip().replace(" ", "%20")
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    for base in (*bases, None):
        try:
            whole = urljoin(base, address) if base else address
            parts = urlsplit(whole)
            host = parts.hostname
        except ValueError:
            return None
        if parts.scheme in {"http", "https"} and host:
            return whole
    return None
