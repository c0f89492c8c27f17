"""Why a write about people was refused. Each message is a sentence for the person who asked."""

from plain_text.refusals import Refused

__all__ = [
    "AddressTaken",
    "Inactive",
    "LastAdministrator",
    "LastLead",
    "LinkNotUsable",
    "NameTaken",
    "Refused",
    "SessionOver",
]


class LastAdministrator(Refused):
    """Nobody could manage people any more."""

    def __init__(self) -> None:
        super().__init__("This is the last administrator. Make somebody else an administrator first.")


class LastLead(Refused):
    """An organisation would have nobody left who submits."""

    def __init__(self, organisation: str) -> None:
        super().__init__(f"This is the last lead of {organisation}. Make somebody else a lead there first.")


class LinkNotUsable(Refused):
    """The link was used, has expired, was replaced, or never was one."""

    def __init__(self) -> None:
        super().__init__("This link cannot be used any more. Ask an administrator for a new one.")


class AddressTaken(Refused):
    """Another person has this e-mail address, in whatever case."""

    def __init__(self) -> None:
        super().__init__("Somebody with this email address is here already.")


class NameTaken(Refused):
    """Another organisation has this name."""

    def __init__(self) -> None:
        super().__init__("An organisation with this name is here already.")


class Inactive(Refused):
    """A deactivated person gets no link and no role."""

    def __init__(self) -> None:
        super().__init__("This person is deactivated. Reactivate them first.")


class SessionOver(Refused):
    """The session was ended, or the password changed, after the page was sent and before it was saved."""

    def __init__(self) -> None:
        super().__init__("You were signed out meanwhile, so your password was not changed. Sign in again.")
