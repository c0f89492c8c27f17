import pytest
from django.test import RequestFactory
from pytest_django import Settings

from accounts.network import UNKNOWN, account_of, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::"),
        ("2001:db8:0:1::99", "2001:db8:0:1::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("[2001:db8:0:1::99]:4711", "2001:db8:0:1::"),
        ("[2001:db8:0:1::99]", "2001:db8:0:1::"),
        ("", UNKNOWN),
        ("not an address", UNKNOWN),
    ],
)
def test_the_network_is_an_address_or_64_bits_of_one(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


@pytest.mark.parametrize(
    ("is_behind_proxy", "network"),
    [(False, "192.0.2.1"), (True, "198.51.100.9")],
    ids=["without a proxy the header is a stranger's words", "a proxy wrote the last address"],
)
def test_only_what_our_proxy_wrote_is_believed(
    settings: Settings, is_behind_proxy: bool, network: str
) -> None:
    settings.BEHIND_PROXY = is_behind_proxy
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.9"}
    )

    assert network_of(request) == network


@pytest.mark.parametrize("said", ["", "unknown", "198.51.100.9, _hidden"])
def test_a_proxy_that_says_nothing_is_itself_the_network(settings: Settings, said: str) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": said})

    assert network_of(request) == "192.0.2.1"


@pytest.mark.parametrize("typed", ["Ada@Example.org", " ada@example.org "])
def test_an_account_in_another_case_is_the_same(typed: str) -> None:
    assert account_of(RequestFactory().post("/"), {"username": typed}) == "ada@example.org"


def test_an_account_fits_where_it_is_kept() -> None:
    assert len(account_of(RequestFactory().post("/"), {"username": "x" * 9000})) == 254
