"""Which network addresses may be connected to: the public ones, unless the operator allows more.

A feed's address is chosen by users, and a name can resolve to anything at any time, so the check is made on the address
really connected to, when its socket is made.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from aiohappyeyeballs import AddrInfoType

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class PrivateAddressRefused(OSError):
    """A name led to an address that is not public.

    Its text is the same for every address: aiohttp keeps an error's type only where all addresses failed with one text.
    """

    def __init__(self) -> None:
        super().__init__("not a public address")


def is_public(host: str) -> bool:
    """Whether a literal IPv4 or IPv6 address belongs to the public internet, also where IPv6 wraps an IPv4 address."""
    address = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, 6to4, Teredo or NAT64 address (RFC 4291, 3056, 4380, 6052) leads to."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def guarded_sockets(is_allowed: Callable[[str], bool]) -> Callable[[AddrInfoType], socket.socket]:
    """What ``TCPConnector(socket_factory=...)`` wants; it raises ``PrivateAddressRefused`` where ``is_allowed`` says no."""

    def make(address: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, place = address
        if not is_allowed(str(place[0])):
            raise PrivateAddressRefused
        return socket.socket(family=family, type=kind, proto=protocol)

    return make
