"""A step: the questions of one section as its page asks them, once or for one entry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from assessments.actions.answers import (
    ACTION_TEXTS,
    MOST_CHARACTERS,
    STATEMENT_TEXTS,
    WARN_AT_CHARACTERS,
    characters_of,
)
from assessments.completeness import Shown, hidden_answers, is_in_form
from assessments.snapshot import AnswerFacts, AnswerKey, EntryFacts, EvidenceFacts, Snapshot
from question_sets.circles import named_in
from question_sets.conditions import holds
from question_sets.kinds import day_in_words
from question_sets.structure import Clause, Edition, Operator, Point, Question, Section
from question_sets.wording import condition_sentence

Condition = Mapping[str, Any]


@dataclass(frozen=True)
class FollowUp:
    """When a question is asked, as answers of the same page decide it: for the script, and in words.

    A condition names questions by their keys; all conditions must hold.
    """

    conditions: tuple[Condition, ...]
    sentence: str


@dataclass(frozen=True)
class StepQuestion:
    """A question on the page of a step, with what is stored for it. A sample has no way to evidence."""

    question: Question
    answer: AnswerFacts | None
    evidence: tuple[EvidenceFacts, ...]
    follow_up: FollowUp | None = None
    is_sample: bool = False

    @property
    def value(self) -> Any:
        """The value stored, or nothing."""
        return self.answer.value if self.answer else None

    @property
    def explanation(self) -> str:
        """The explanation stored; blank for none."""
        return self.answer.explanation if self.answer else ""

    @property
    def version(self) -> int:
        """The version stored; 0 for none."""
        return self.answer.version if self.answer else 0

    @property
    def last_changed(self) -> str:
        """Who changed the answer last, and when; blank where nobody answered."""
        return last_changed(self.answer)


@dataclass(frozen=True)
class Step:
    """A section as one page, or one entry's page of a repeating section."""

    point: Point
    section: Section
    entry: EntryFacts | None
    questions: tuple[StepQuestion, ...]

    @property
    def owner(self) -> str:
        """The entry's reference; blank for a section that is answered once."""
        return self.entry.reference if self.entry else ""

    def of(self, keys: Iterable[str], snapshot: Snapshot) -> "Step":
        """The same step with these questions of the section alone, whether they are asked now or not."""
        wanted = set(keys)
        asked = {asked.question.key: asked for asked in self.questions}
        return replace(
            self,
            questions=tuple(
                asked.get(question.key) or _step_question(question, self.owner, snapshot)
                for question in self.section.questions
                if question.key in wanted
            ),
        )

    def including(self, keys: Iterable[str], snapshot: Snapshot) -> "Step":
        """The same step with questions too that are not asked now, but were when a page was opened."""
        return self.of({*keys, *(asked.question.key for asked in self.questions)}, snapshot)


def moment_in_words(iso: str) -> str:
    """A stored moment as people read it: "3 March 2027 at 14:32"."""
    local = localtime(datetime.fromisoformat(iso))
    return f"{day_in_words(local)} at {local:%H:%M}"


def last_changed(answer: AnswerFacts | None) -> str:
    """Who changed an answer last, and when; blank where nobody answered."""
    return f"Last changed by {answer.saved_by} on {moment_in_words(answer.saved_at)}" if answer else ""


def make_step(
    snapshot: Snapshot, shown: Shown, point: Point, section: Section, entry: EntryFacts | None = None
) -> Step:
    """The step with every question that answers on its own page can show.

    What answers of other sections hide is not on the page at all.
    """
    own = {question.key for question in section.questions}
    elsewhere = {key: value for key, value in shown.values().items() if key not in own}
    owner = entry.reference if entry else ""
    return Step(
        point=point,
        section=section,
        entry=entry,
        questions=tuple(
            replace(_step_question(question, owner, snapshot), follow_up=_follow_up(open_, snapshot.edition))
            for question, open_ in _could_be_asked(snapshot, section, elsewhere)
        ),
    )


def sample_step(snapshot: Snapshot, point: Point, section: Section, entry: EntryFacts | None = None) -> Step:
    """The step with every question of the form, also those that other pages would hide.

    Only what earlier questions of the page decide is a follow-up, and it has no sentence of its own.
    """
    asked = [question for question in section.questions if is_in_form(question, snapshot.form)]
    owner = entry.reference if entry else ""
    return Step(
        point=point,
        section=section,
        entry=entry,
        questions=tuple(
            replace(
                _step_question(question, owner, snapshot),
                follow_up=_sample_follow_up(question, {earlier.key for earlier in asked[:place]}),
                is_sample=True,
            )
            for place, question in enumerate(asked)
        ),
    )


def _sample_follow_up(question: Question, on_page: set[str]) -> FollowUp | None:
    conditions = _for_the_script(
        clause for clause in question.shown_when if clause.questions and on_page >= {*clause.questions}
    )
    return FollowUp(conditions, sentence="") if conditions else None


def _could_be_asked(
    snapshot: Snapshot, section: Section, elsewhere: Mapping[str, Any]
) -> Iterator[tuple[Question, tuple[Clause, ...]]]:
    """Questions with those of their conditions that answers on the page decide."""
    on_page: set[str] = set()
    for question in section.questions:
        if not is_in_form(question, snapshot.form):
            continue
        open_ = [
            _as_the_page_decides(clause, on_page, elsewhere)
            for clause in question.shown_when
            if not holds((clause,), elsewhere)
        ]
        if all(clause.questions for clause in open_):
            on_page.add(question.key)
            yield question, tuple(open_)


def _as_the_page_decides(clause: Clause, on_page: set[str], elsewhere: Mapping[str, Any]) -> Clause:
    """With those of its questions that can satisfy it yet; a date of the page may make others do so."""
    answerable = on_page | elsewhere.keys()
    deciding = answerable if clause.other in on_page else on_page
    is_comparable = not clause.other or clause.other in answerable
    return replace(
        clause, questions=tuple(key for key in clause.questions if is_comparable and key in deciding)
    )


def _step_question(question: Question, owner: str, snapshot: Snapshot) -> StepQuestion:
    key = (question.key, owner)
    used = {use.evidence for use in snapshot.uses_by_answer.get(key, ())}
    return StepQuestion(
        question=question,
        answer=snapshot.answer_by_key.get(key),
        evidence=tuple(item for item in snapshot.evidence if item.reference in used),
    )


def _follow_up(clauses: tuple[Clause, ...], edition: Edition) -> FollowUp | None:
    if not clauses:
        return None
    return FollowUp(
        conditions=_for_the_script(clauses),
        sentence=condition_sentence(clauses, edition),
    )


def _for_the_script(clauses: Iterable[Clause]) -> tuple[Condition, ...]:
    return tuple(_condition(clause) for clause in clauses if clause.operator in _KNOWN_TO_THE_SCRIPT)


_KNOWN_TO_THE_SCRIPT = (Operator.ANY, Operator.OVER)


def _condition(clause: Clause) -> Condition:
    named: Condition = {"questions": list(clause.questions), "operator": clause.operator.value}
    if clause.operator == Operator.OVER:
        return {**named, "amount": clause.amount}
    return {**named, "values": list(clause.values)}


def kept_unasked(snapshot: Snapshot, shown: Shown, step: Step) -> tuple[AnswerKey, ...]:
    """Answers that are kept but left out of the pack: those on the page, and those that the page hides."""
    on_page = {asked.question.key for asked in step.questions}
    return tuple(
        (key, entry)
        for key, entry in hidden_answers(snapshot, shown)
        if (key in on_page and entry == step.owner) or _is_hidden_by(on_page, key, snapshot)
    )


def _is_hidden_by(on_page: set[str], key: str, snapshot: Snapshot) -> bool:
    question = snapshot.edition.question(key)
    clauses = (*question.shown_when, *snapshot.edition.place_of(key)[1].shown_when)
    return is_in_form(question, snapshot.form) and any(
        on_page.intersection(named_in(clause)) for clause in clauses
    )


def kept_notice(keys: Iterable[AnswerKey], edition: Edition) -> str:
    """What the next page says about answers that are kept though nobody asks for them."""
    named = {key for key, _ in keys}
    codes = [question.code for question in edition.questions if question.key in named]
    if len(codes) == 1:
        return f"Your answer to {codes[0]} is not asked for now. It is kept, and is not part of your pack."
    listed = f"{', '.join(codes[:-1])} and {codes[-1]}"
    return f"Your answers to {listed} are not asked for now. They are kept, and are not part of your pack."


def length_warning(snapshot: Snapshot) -> str:
    """Says that the limit on the length of an assessment is near; blank while it is far."""
    used = sum(characters_of(answer.value) + len(answer.explanation) for answer in snapshot.answers)
    used += sum(len(getattr(said, name)) for said in snapshot.statements for name in STATEMENT_TEXTS)
    used += sum(len(getattr(action, name)) for action in snapshot.actions for name in ACTION_TEXTS)
    if used < WARN_AT_CHARACTERS:
        return ""
    return f"Your answers hold {used:,} of at most {MOST_CHARACTERS:,} characters. Put detail into evidence."
