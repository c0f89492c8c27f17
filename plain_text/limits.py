"""How much may be typed, wherever it is asked for."""

from typing import Final

MAX_MONEY: Final = 999_999_999_999
"""In whole pounds."""
