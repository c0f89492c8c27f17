"""A person at a browser, as far as HTTP goes: one connection, cookies, forms read from pages."""

import http.client
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from accounts.models import User

FORM_TYPE: Final = "application/x-www-form-urlencoded"


class FormReader(HTMLParser):
    """The fields of a page's forms as a browser would post them, unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._writing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note hidden, text and ticked inputs, and the start of a text area."""
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "textarea":
            self._writing = name
            self.fields[name] = ""
        elif tag == "input" and name and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.fields[name] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        """Collect what is in a text area."""
        if self._writing:
            self.fields[self._writing] += data

    def handle_endtag(self, tag: str) -> None:
        """A text area ends; HTML drops the line feed that it begins with."""
        if tag == "textarea":
            self.fields[self._writing] = self.fields[self._writing].removeprefix("\n")
            self._writing = ""


class Browser:
    """Somebody who is signed in to a running portal."""

    def __init__(self, address: str, person: User) -> None:
        client = Client()
        client.force_login(person)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.token = ""
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def fields(self, path: str) -> dict[str, str]:
        """Open a page and read its forms."""
        status, page = self._request("GET", path)
        assert status == 200, f"{path}: {status}"
        reader = FormReader()
        reader.feed(page)
        self.token = reader.fields.get("csrfmiddlewaretoken", self.token)
        return reader.fields

    def post(self, path: str, fields: dict[str, str]) -> int:
        """Post a form; the status of the answer."""
        return self._request("POST", path, urlencode(fields))[0]

    def _request(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": self._cookies(), "Content-Type": FORM_TYPE}
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie" and value.startswith(f"{settings.CSRF_COOKIE_NAME}="):
                self.csrf = value.split(";")[0]
        return response.status, response.read().decode()

    csrf = ""

    def _cookies(self) -> str:
        session = f"{settings.SESSION_COOKIE_NAME}={self.session}"
        return "; ".join(cookie for cookie in (session, self.csrf) if cookie)

    def close(self) -> None:
        """Leave."""
        self.connection.close()
