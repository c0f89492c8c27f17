"""An edition as a team sees it: its points and steps in the order in which they are walked through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assessments.completeness import is_in_form
from assessments.models import Form
from assessments.presenters.links import Link
from assessments.presenters.rows import Task
from assessments.presenters.steps import Step, sample_step
from editor.blank import blank_snapshot, sample_entry
from govuk_forms.rows import NavigationLink
from question_sets.nouns import capitalised, counted, plural
from question_sets.structure import Edition, Point, Section
from question_sets.wording import shown_when

NOT_IN_FORM = "Not in the short form"
NO_QUESTIONS = "No questions yet"


@dataclass(frozen=True)
class Preview:
    """An edition in one of its forms. ``address`` makes the address of a page from its name and keys."""

    edition: Edition
    form: Form
    address: Callable[..., str]

    def href(self, name: str, *keys: str) -> str:
        """A page of the preview in the same form."""
        return _in_form(self.address(name, *keys), self.form)

    def forms(self, name: str, *keys: str) -> tuple[NavigationLink, ...]:
        """The same page in each form."""
        page = self.address(name, *keys)
        return tuple(
            NavigationLink(str(form.label), _in_form(page, form), form == self.form) for form in Form
        )

    def asked(self, section: Section) -> int:
        """How many questions of a section the form has."""
        return sum(is_in_form(question, self.form) for question in section.questions)

    def tasks(self) -> tuple[Task, ...]:
        """The points as tasks."""
        return tuple(self._point_task(point) for point in self.edition.points)

    def steps(self, point: Point) -> tuple[Task, ...]:
        """The sections of a point as tasks, each with when it is shown."""
        return tuple(self._step_task(point, section) for section in point.sections)

    def around(self, point: Point, section: Section | None = None) -> tuple[Link | None, Link | None]:
        """The pages before and after the one of a point or step, over all points and steps."""
        pages = list(self._pages(here=section))
        here = self._page(point, section)
        index = pages.index(here)
        before, after = pages[:index], pages[index + 1 :]
        return (before[-1] if before else None, after[0] if after else None)

    def step(self, point: Point, section: Section) -> Step:
        """The step with every question that the form has; of a repeating section, for one sample entry."""
        snapshot = blank_snapshot(self.edition, self.form)
        return sample_step(snapshot, point, section, sample_entry(point, section))

    def _point_task(self, point: Point) -> Task:
        steps = [section for section in point.sections if self.asked(section)]
        questions = sum(self.asked(section) for section in steps)
        return Task(
            title=point_title(point),
            href=self.href("preview_point", point.key),
            hint=", ".join(each.title for each in steps),
            status=f"{counted(len(steps), 'step')}, {counted(questions, 'question')}",
        )

    def _step_task(self, point: Point, section: Section) -> Task:
        asked = self.asked(section)
        why_not = NOT_IN_FORM if section.questions else NO_QUESTIONS
        return Task(
            title=section.title,
            href=self.href("preview_step", point.key, section.key),
            hint=". ".join(filter(None, (condition_note(section, self.edition), how_often(section)))),
            status=counted(asked, "question") if asked else why_not,
        )

    def _pages(self, *, here: Section | None) -> Iterator[Link]:
        for point in self.edition.points:
            yield self._page(point, None)
            for section in point.sections:
                if section is here or self.asked(section):
                    yield self._page(point, section)

    def _page(self, point: Point, section: Section | None) -> Link:
        if section is None:
            return Link(self.href("preview_point", point.key), point_title(point))
        return Link(self.href("preview_step", point.key, section.key), section.title)


def form_of(name: str) -> Form:
    """The form that an address names; the full one where it names none."""
    return Form.SHORT if name == Form.SHORT else Form.FULL


def point_title(point: Point) -> str:
    """ "3. Make it work for everyone"."""
    return f"{point.number}. {point.title}"


def condition_note(section: Section, edition: Edition) -> str:
    """When a section is shown, without a full stop; blank where it always is."""
    return shown_when(section.shown_when, edition) if section.shown_when else ""


def how_often(section: Section) -> str:
    """That a section repeats, without a full stop; blank where it does not."""
    return f"Answered once for each {section.repeats}" if section.repeats else ""


def question_notes(step: Step, edition: Edition) -> dict[str, str]:
    """When each conditional question of a step is shown, by its key, as a sentence that names it."""
    return {
        asked.question.key: f"{asked.question.code}: {shown_when(asked.question.shown_when, edition)}."
        for asked in step.questions
        if asked.question.shown_when
    }


def sample_title(section: Section) -> str:
    """What the sample entry of a repeating section is called: "Contract 1"."""
    return f"{capitalised(section.repeats)} 1"


def repeating_notice(section: Section) -> str:
    """How a team comes to the page of an entry, where the preview has a sample; blank without entries."""
    if not section.repeats:
        return ""
    return (
        f"Teams first list their {plural(section.repeats)}, and then answer these questions for each"
        f" {section.repeats}. This is one as a sample: {sample_title(section)}."
    )


def _in_form(address: str, form: Form) -> str:
    return address if form == Form.FULL else f"{address}?form={form.value}"
