"""What a person types on a journey: from a seed, each text, day and amount of its own, all remembered."""

from datetime import date, timedelta
from random import Random
from typing import Final

CONSONANTS: Final = "bdfglmnprstvz"
VOWELS: Final = "aeiouŵŷ"
SYLLABLES: Final = 4
FIRST_DAY: Final = date(2027, 1, 1)


class Pen:
    """Writes. ``written`` is everything that was ever written, as people read it, with what it is as data."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.written: dict[str, str] = {}

    def text(self, about: str) -> str:
        """A line about something, unlike any other line, with signs that mean something in markup."""
        return self._note(f"{about}: {self._word()} & <{self._word()}>")

    def name(self) -> str:
        """A name for somebody or something, unlike any other."""
        return self._note(f"{self._word().capitalize()} {self._word().capitalize()}")

    def link(self) -> str:
        """An address on the web."""
        return self._note(f"https://example.org/{self.random.randrange(10**8)}")

    def day(self) -> date:
        """A day, later than every day before."""
        return self.that_day(FIRST_DAY + timedelta(days=3 * len(self.written) % 7000))

    def that_day(self, day: date) -> date:
        """A given day, remembered."""
        self.written[f"{day.day} {day:%B %Y}"] = day.isoformat()
        return day

    def pounds(self, least: int = 1_000) -> int:
        """An amount, of which there is hardly another."""
        amount = least + self.random.randrange(900_000)
        self.written[f"£{amount:,}"] = str(amount)
        return amount

    def _word(self) -> str:
        pairs = (self.random.choice(CONSONANTS) + self.random.choice(VOWELS) for _ in range(SYLLABLES))
        return "".join(pairs)

    def _note(self, written: str) -> str:
        self.written[written] = written
        return written
