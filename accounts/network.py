"""Where an attempt to sign in comes from, and for which account: what django-axes throttles by."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.emails import normal_email


def network_of(request: HttpRequest) -> str:
    """The address that the request comes from; for IPv6 its network of 64 bits, which one household holds.

    Behind our proxy that is the last address in X-Forwarded-For: the earlier ones are the sender's own words.
    An IPv4 address that is written as an IPv6 one is that IPv4 address. Empty when there is none, as on a
    local socket.
    """
    said = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    try:
        address = ip_address(said.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    return _network_around(address)


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The account that somebody tries, in its normal form: another case is no other account."""
    return normal_email(str((credentials or {}).get("username") or request.POST.get("email", "")))[:254]


def _network_around(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False).network_address)
