"""Custom ids of buttons: a command, and the proof that Dateline wrote it. Nothing is stored, so they work for ever."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

VERSION = "d1"
"""How a custom id is built. A later version has another name, and this one goes on being understood."""

LONGEST = 100
"""Characters that Discord gives a custom id."""

_PURPOSE = b"dateline/discord/custom-id/1"
_SIGNATURE_BYTES = 9


class Signer:
    """Writes and reads ``d1.<command>.<signature>``.

    The signature is the first 72 bits of HMAC-SHA256 (RFC 2104) in base64url, with a key derived from ``secret``. Ids signed
    with one of the ``former`` secrets are still read, so that a secret can be changed without killing old buttons.
    """

    def __init__(self, secret: str, *, former: tuple[str, ...] = ()) -> None:
        self._keys = tuple(hmac.digest(one.encode(), _PURPOSE, sha256) for one in (secret, *former))

    def sign(self, command: str) -> str | None:
        """The custom id of a command line (``why s12``); None if it is empty or too long for one."""
        signed = f"{VERSION}.{command}"
        custom_id = f"{signed}.{_signature(self._keys[0], signed)}"
        return custom_id if command and len(custom_id) <= LONGEST else None

    def command(self, custom_id: str) -> str | None:
        """The command line of a custom id; None if it was not written with one of the secrets."""
        signed, _, signature = custom_id.rpartition(".")
        version, _, command = signed.partition(".")
        if version != VERSION or not command:
            return None
        proof = signature.encode("utf-8", "surrogatepass")
        known = any(hmac.compare_digest(_signature(key, signed).encode(), proof) for key in self._keys)
        return command if known else None


def _signature(key: bytes, signed: str) -> str:
    digest = hmac.digest(key, signed.encode("utf-8", "surrogatepass"), sha256)
    return urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()
