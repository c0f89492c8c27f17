import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from events.models import Event
from tests.accounts.factories import PASSWORD

pytestmark = pytest.mark.django_db


def create_administrator(*options: str, email: str = "Ada@Example.org", name: str = "Ada") -> str:
    out = io.StringIO()
    call_command("create_administrator", f"--email={email}", f"--name={name}", *options, stdout=out)
    return out.getvalue().strip()


def test_the_printed_path_sets_the_password_of_an_administrator(client: Client) -> None:
    path = create_administrator()

    assert client.post(path, {"password": PASSWORD}).status_code == 302

    ada = User.objects.holding(Role.ADMINISTRATOR).get()
    assert (ada.email, ada.name) == ("ada@example.org", "Ada")
    assert ada.check_password(PASSWORD)
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "person_invited",
        "role_granted",
        "password_set_by_link",
    ]


def test_a_password_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))

    printed = create_administrator("--password-stdin")

    assert printed == "Ada is an administrator and can sign in."
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "name", "message"),
    [
        ("not an address", "Ada", "email address in the correct format"),
        (f"{'a' * 243}@example.org", "Ada", "Use 254 characters or fewer"),
        ("ada@example.org", "A" * 201, "Use 200 characters or fewer"),
        ("ada@example.org", "A\u202eda", "direction"),
        ("taken@example.org", "Ada", "is here already"),
        ("TAKEN@example.org", "Ada", "is here already"),
    ],
)
def test_what_is_badly_formed_or_taken_makes_nobody(email: str, name: str, message: str) -> None:
    User.objects.create_user("taken@example.org", name="Somebody")

    with pytest.raises(CommandError, match=message):
        create_administrator(email=email, name=name)

    assert User.objects.count() == 1
    assert not Event.objects.exists()


def test_a_weak_password_makes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    with pytest.raises(CommandError, match="at least 12 characters"):
        create_administrator("--password-stdin")

    assert not User.objects.exists()
