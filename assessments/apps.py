from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Projects, answers, evidence, submission."""

    name = "assessments"
