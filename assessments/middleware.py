"""What the domain refuses becomes a page: a read goes on to where it is allowed, a write shows its text."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User
from assessments.forms.unsaved import choices_with, labels_with
from assessments.models import Assessment
from assessments.refusals import NotNow, Refused
from plain_text.not_saved import not_saved
from question_sets.reading import edition_structure
from question_sets.structure import Question

READS = ("GET", "HEAD")


class RefusalMiddleware:
    """Answers for ``Refused``, wherever a view met it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a refusal; every other exception goes on."""
        if not isinstance(exception, Refused):
            return None
        task_list = task_list_of(request)
        if isinstance(exception, NotNow) and request.method in READS and task_list:
            messages.warning(request, str(exception))
            return redirect(task_list)
        questions = questions_of(request)
        return not_saved(
            request,
            status=exception.status,
            heading="This was not saved",
            explanation=str(exception),
            way_on=task_list or reverse("assessments:home"),
            way_on_text="Go to the assessment" if task_list else "Go to your assessments",
            labels=labels_with(questions),
            words=choices_with(questions),
        )


def questions_of(request: HttpRequest) -> tuple[Question, ...]:
    """What the assessment that the address is about asks, if it is about one that the person sees."""
    if not task_list_of(request) or not isinstance(request.user, User):
        return ()
    reference = request.resolver_match.kwargs["reference"]  # type: ignore[union-attr]  # it has a task list
    found = Assessment.objects.visible_to(request.user).with_project().filter(reference=reference).first()
    return edition_structure(found.question_set).questions if found else ()


def task_list_of(request: HttpRequest) -> str:
    """The page of the assessment that the address is about, if it is about one."""
    match = request.resolver_match
    if match and match.route.startswith("assessments/"):
        return reverse("assessments:task_list", args=[match.kwargs["reference"]])
    return ""
