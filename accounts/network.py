"""Where an attempt to sign in comes from, and for which account: what django-axes throttles by."""

import re
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from accounts.emails import normal_email

UNKNOWN: Final = "::"
"""The one network of all who have no address, as on a local socket: without any, none is throttled."""

WITH_PORT: Final = re.compile(r"\[(?P<v6>[^]]+)\](:\d+)?|(?P<v4>[\d.]+):\d+")
"""How some proxies write an address: 192.0.2.7:4711, [2001:db8::7]:4711."""


def network_of(request: HttpRequest) -> str:
    """The address that the request comes from; for IPv6 its network of 64 bits, which one household holds.

    Behind our proxy that is the last address in X-Forwarded-For: the earlier ones are the sender's own words.
    An IPv4 address that is written as an IPv6 one is that IPv4 address.
    """
    said = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    for words in (said.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        with suppress(ValueError):
            return _network_around(ip_address(_without_port(words)))
    return UNKNOWN


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The account that somebody tries, in its normal form: another case is no other account."""
    return normal_email(str((credentials or {}).get("username", "")))[:254]


def _without_port(words: str) -> str:
    found = WITH_PORT.fullmatch(words)
    return (found["v6"] or found["v4"]) if found else words


def _network_around(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False).network_address)
