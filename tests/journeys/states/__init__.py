"""Every page in every state that somebody can meet it in."""

from typing import Final

from tests.journeys.states import accounts, conditions, editor, packs, parts, preview, team
from tests.journeys.states.state import State

STATES: Final[list[State]] = [
    *accounts.STATES,
    *team.STATES,
    *packs.STATES,
    *editor.STATES,
    *parts.STATES,
    *conditions.STATES,
    *preview.STATES,
]
