from django.apps import AppConfig


class QuestionSetsConfig(AppConfig):
    """What is asked."""

    name = "question_sets"
