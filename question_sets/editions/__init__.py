"""All writes to editions: each is one transaction, takes the edition's lock, and records its event.

`write_edition` alone takes no lock and records nothing: it is for the software itself. A sealed edition never
changes. Every function that takes `by` raises PermissionDenied for somebody who is no editor (any more), and
NoSuchEdition for a draft that was discarded meanwhile.
"""

from question_sets.editions.drafts import discard, import_draft, start_draft, state_of, write_edition
from question_sets.editions.editing import (
    Saved,
    Typed,
    add_part,
    add_question,
    base_of,
    change_condition,
    change_part,
    copy_part,
    fingerprint,
    move_part,
    new_token,
    place_question,
    remove_part,
    renumber_point,
)
from question_sets.editions.publishing import approve, ask_to_publish, retire, send_back, withdraw

__all__ = [
    "Saved",
    "Typed",
    "add_part",
    "add_question",
    "approve",
    "ask_to_publish",
    "base_of",
    "change_condition",
    "change_part",
    "copy_part",
    "discard",
    "fingerprint",
    "import_draft",
    "move_part",
    "new_token",
    "place_question",
    "remove_part",
    "renumber_point",
    "retire",
    "send_back",
    "start_draft",
    "state_of",
    "withdraw",
    "write_edition",
]
