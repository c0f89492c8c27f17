"""What docs/running.md tells people to type."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import CommandError, get_commands, load_command_class

PAGE = Path(__file__).resolve().parents[2] / "docs" / "running.md"


def commands_in(text: str) -> list[str]:
    """The management commands that a text shows, on lines of their own and in the midst of sentences."""
    return re.findall(r"(?:^|`)\./run manage ([^`\n]+)", text, flags=re.MULTILINE)


def parse(command: str) -> None:
    """Have the command's own parser read its arguments. Raises CommandError."""
    name, *arguments = shlex.split(command)
    app = get_commands()[name]
    made = app if not isinstance(app, str) else load_command_class(app, name)
    made.create_parser("manage.py", name).parse_args(arguments)


@pytest.mark.parametrize("command", commands_in(PAGE.read_text("utf-8")))
def test_a_command_that_the_documentation_shows_is_understood(command: str) -> None:
    parse(command)


def test_the_commands_of_the_documentation_are_found() -> None:
    text = "```\n./run manage migrate\n```\nSay `./run manage verify` every night."

    assert commands_in(text) == ["migrate", "verify"]


def test_a_command_without_what_it_needs_is_not_understood() -> None:
    with pytest.raises(CommandError, match="--email"):
        parse("create_administrator you@example.org")
