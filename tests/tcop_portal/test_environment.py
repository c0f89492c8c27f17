"""Starting: safe by default, and refused when production would not be safe."""

import os
import subprocess
import sys

import pytest

from reporting.after_submission import MAKERS
from tcop_portal.environment import (
    PACK_MAKERS,
    is_off,
    is_on,
    kept_secret_key,
    listed,
    unsafe_settings,
)

SAFE = {"SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "portal.example.org"}


def start(folder, **variables):
    """Start the portal in a process of its own, as a server would, and print what it runs with."""
    script = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tcop_portal.settings",
        "TCOP_DATA_DIR": str(folder),
        **variables,
    }
    return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)


def test_production_starts_when_everything_is_set():
    assert unsafe_settings(SAFE) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG"),
    ],
)
def test_production_names_what_is_unsafe(change, named):
    faults = unsafe_settings({**SAFE, **change})

    assert len(faults) == 1
    assert named in faults[0]


def test_an_unsafe_production_does_not_start(tmp_path):
    process = start(tmp_path, TCOP_MODE="production")

    assert process.returncode != 0
    assert "Set SECRET_KEY" in process.stderr
    assert "Set ALLOWED_HOSTS" in process.stderr


def test_a_safe_production_starts_with_cookies_bound_to_its_host(tmp_path):
    process = start(tmp_path, TCOP_MODE="production", **SAFE)

    assert process.stdout.strip() == "False ['portal.example.org'] __Host-session True __Host-csrf"


def test_a_demonstration_answers_this_machine_only_with_debug_off(tmp_path):
    process = start(tmp_path)

    assert process.stdout.strip() == "False ['127.0.0.1', 'localhost'] session False csrf"


@pytest.mark.parametrize(
    ("name", "value"), [("TCOP_MODE", "prod"), ("TCOP_MODE", ""), ("TCOP_PACKS_MADE", "workers")]
)
def test_a_misspelt_choice_is_refused(tmp_path, name, value):
    process = start(tmp_path, **{name: value})

    assert process.returncode != 0
    assert f"{name} is '{value}': set it to one of" in process.stderr


def test_every_way_to_make_packs_can_be_chosen():
    assert set(PACK_MAKERS) == MAKERS.keys()


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "data" / "secret_key"

    first, second = kept_secret_key(path), kept_secret_key(path)

    assert first == second
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("value", "on"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_a_switch_is_on_only_when_it_says_so(value, on):
    assert is_on({"DEBUG": value}, "DEBUG") is on


@pytest.mark.parametrize(
    ("value", "off"), [("off", True), ("0", True), (" No ", True), ("", False), ("on", False), ("of", False)]
)
def test_a_safeguard_is_off_only_when_that_is_said(value, off):
    assert is_off({"TCOP_SECOND_EDITOR": value}, "TCOP_SECOND_EDITOR") is off


def test_a_list_has_no_blank_items():
    assert listed({"ALLOWED_HOSTS": "a.example, ,b.example,"}, "ALLOWED_HOSTS") == ["a.example", "b.example"]
