"""HTML as tokens without what does not matter: white space, and the order of attributes and classes."""

from html.parser import HTMLParser
from typing import TypeAlias

Token: TypeAlias = tuple[str, ...]


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        self.tokens.append((f"<{tag}>", *sorted(_attribute(name, value) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        if tag != "path":
            self.tokens.append((f"</{tag}>",))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self._text += data

    def close(self) -> None:
        super().close()
        self._end_text()

    def _end_text(self) -> None:
        text = " ".join(self._text.split())
        if text:
            self.tokens.append((text,))
        self._text = ""


def _attribute(name: str, value: str | None) -> str:
    words = (value or "").split()
    return f"{name}={' '.join(sorted(words) if name == 'class' else words)}"


def tokens(html: str) -> list[Token]:
    """The tags with their attributes and the texts between them, in order."""
    parser = _Tokens()
    parser.feed(html)
    parser.close()
    return parser.tokens
