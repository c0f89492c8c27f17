"""Writes docs/reference/permissions.md: `.venv/bin/python -m tests.accounts.permission_table`."""

from pathlib import Path

from accounts.roles import PERMISSIONS, Permission, Role

PATH = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"

INTRODUCTION = """\
# Who may do what

Made from `accounts/roles.py` by `.venv/bin/python -m tests.accounts.permission_table`; a test fails when it
is out of date.

Contributor, lead and viewer are roles in an organisation: they count there, for a lead in all its projects,
for the others in the projects that they are a member of. Reviewer and review lead count in the organisations
that an administrator gave to the person, for submitted packs, never for a project that they are a member of.
Question-set editor and administrator count everywhere. One person can hold several roles.
"""


def permission_table() -> str:
    """The page: a row for each permission, a column for each role."""
    rows = [
        ["may", *(role.label for role in Role)],
        ["---", *(":-:" for _ in Role)],
        *(
            [
                permission.replace("_", " "),
                *("yes" if permission in PERMISSIONS[role] else "" for role in Role),
            ]
            for permission in Permission
        ),
    ]
    return INTRODUCTION + "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    PATH.write_text(permission_table(), "utf-8")
    print(f"Wrote {PATH}")
