"""Where an attempt to sign in comes from, and for which account: what django-axes throttles by."""

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.emails import normal_email


def network_of(request: HttpRequest) -> str:
    """The address that the request comes from; for IPv6 its network of 64 bits, which one household holds.

    Behind our proxy that is the last address in X-Forwarded-For: the earlier ones are the sender's own words.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        return str(IPv6Network((IPv6Address(address), 64), strict=False).network_address)
    except AddressValueError:
        return address


def account_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The account that somebody tries, in its normal form: another case is no other account."""
    return normal_email(str((credentials or {}).get("username") or request.POST.get("email", "")))[:254]
