"""Writes docs/reference/components.md: `.venv/bin/python -m tests.conformance`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.conformance.reference import PATH, reference  # noqa: E402 - after Django is set up

PATH.parent.mkdir(parents=True, exist_ok=True)
PATH.write_text(reference(), "utf-8")
print(f"Wrote {PATH}")
