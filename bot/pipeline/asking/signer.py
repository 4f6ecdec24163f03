"""What buttons and forms hold: a command, and the proof that Dateline wrote it. Nothing is stored, so they work for ever."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

VERSION = "d1"
"""How it is built. A later version has another name, and this one goes on being understood."""

_SIGNATURE_BYTES = 9


class Signer:
    """Writes and reads ``d1.<command>.<signature>``, of at most ``longest`` characters.

    The signature is the first 72 bits of HMAC-SHA256 (RFC 2104) in base64url, with a key derived from ``secret`` for the one
    ``platform``. What is signed with one of the ``former`` secrets is still read, so that a secret can be changed without
    killing old buttons.
    """

    def __init__(self, secret: str, *, platform: str, longest: int, former: tuple[str, ...] = ()) -> None:
        purpose = f"dateline/{platform}/custom-id/1".encode()
        self._longest = longest
        self._keys = tuple(hmac.digest(one.encode(), purpose, sha256) for one in (secret, *former))

    def sign(self, command: str) -> str | None:
        """The signed form of a command line (``why s12``); None if it is empty or too long."""
        signed = f"{VERSION}.{command}"
        whole = f"{signed}.{_signature(self._keys[0], signed)}"
        return whole if command and len(whole) <= self._longest else None

    def command(self, signed: str) -> str | None:
        """The command line of what was signed; None if that was not with one of the secrets."""
        body, _, signature = signed.rpartition(".")
        version, _, command = body.partition(".")
        if version != VERSION or not command:
            return None
        proof = signature.encode("utf-8", "surrogatepass")
        known = any(hmac.compare_digest(_signature(key, body).encode(), proof) for key in self._keys)
        return command if known else None


def _signature(key: bytes, signed: str) -> str:
    digest = hmac.digest(key, signed.encode("utf-8", "surrogatepass"), sha256)
    return urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()
