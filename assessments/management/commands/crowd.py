"""Fills a demonstration with assessments, to measure with."""

from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assessments.demonstration.crowd import Size, crowd, holds_real_data, is_crowded
from assessments.demonstration.large_edition import LEAST_QUESTIONS


class Command(BaseCommand):
    """``manage.py crowd``: never in production, and never beside anything but the demonstration."""

    help = "Make a large edition with thousands of synthetic assessments on it, to measure with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--assessments", type=int, default=10_000)
        parser.add_argument("--questions", type=int, default=600)
        parser.add_argument("--organisations", type=int, default=50)
        parser.add_argument("--answers", type=int, default=20, help="in each assessment")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse, or write all of it in one transaction."""
        size = Size(**{field.name: options[field.name] for field in fields(Size)})
        if settings.IS_PRODUCTION or holds_real_data():
            raise CommandError("This portal holds other data than a demonstration, so no crowd was added.")
        if is_crowded():
            raise CommandError("The crowd is there already.")
        if min(size.assessments, size.organisations) < 1 or size.questions < LEAST_QUESTIONS:
            least = f"At least 1 assessment, 1 organisation and {LEAST_QUESTIONS} questions are needed."
            raise CommandError(least)
        with transaction.atomic():
            crowd(size, at=timezone.now())
        self.stdout.write(f"Made {size}.")
