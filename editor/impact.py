"""How much work of teams stands on published editions, and how much of it a draft would change.

Counts only: an editor sees no answer, no project and no reference.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from django.db.models import Count, F, JSONField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from assessments.lifecycle import Status
from assessments.models import Answer, Assessment, EvidenceUse
from editor.altered import Altered, Changed, altered_questions
from question_sets.kinds import QuestionKind
from question_sets.labels import Label
from question_sets.models import QuestionSet
from question_sets.reading import edition_structures
from question_sets.structure import Edition, Question


@dataclass(frozen=True)
class OrganisationImpact:
    """What one organisation has on these editions.

    ``altered``: those of its answers that have no place in the draft, or another meaning.
    """

    name: str
    drafts: int
    answers: int
    altered: int
    submitted: int


@dataclass(frozen=True)
class EditionImpact:
    """What stands on one published or retired edition."""

    question_set: QuestionSet
    drafts: int
    submitted: int


@dataclass(frozen=True)
class QuestionImpact:
    """How many answers drafts on one edition give to a question that goes or changes."""

    question_set: QuestionSet
    question: Question
    labels: tuple[Label, ...]
    answers: int

    @property
    def is_removed(self) -> bool:
        """Whether the answers have no place any more."""
        return Label.REMOVED in self.labels


@dataclass(frozen=True)
class Impact:
    """All of it: organisations by name, editions as given, questions with the most answers first.

    ``unanswered`` counts questions that go or change and that no draft answers yet.
    """

    editions: tuple[EditionImpact, ...]
    organisations: tuple[OrganisationImpact, ...]
    questions: tuple[QuestionImpact, ...]
    unanswered: int

    @property
    def drafts(self) -> int:
        """Draft assessments."""
        return sum(each.drafts for each in self.organisations)

    @property
    def answers(self) -> int:
        """Answers in them."""
        return sum(each.answers for each in self.organisations)

    @property
    def submitted(self) -> int:
        """Assessments that were submitted."""
        return sum(each.submitted for each in self.organisations)

    @property
    def removed(self) -> int:
        """Answers to questions that go."""
        return sum(each.answers for each in self.questions if each.is_removed)

    @property
    def changed(self) -> int:
        """Answers to questions that stay and mean something else."""
        return sum(each.answers for each in self.questions if not each.is_removed)


class _Place(NamedTuple):
    """An organisation and an edition, by id."""

    organisation: int
    edition: int


class _Asked(NamedTuple):
    """A question of an edition."""

    edition: int
    question: str


def editions_with_teams(question_set: QuestionSet, others: Iterable[QuestionSet]) -> tuple[QuestionSet, ...]:
    """The editions whose assessments a reader of this one asks about: of a draft, the others published."""
    if question_set.is_sealed:
        return (question_set,)
    return tuple(each for each in others if each.is_sealed)


NOTHING_KNOWN: Final[Mapping[int, Changed]] = MappingProxyType({})


def standing_on(question_set: QuestionSet) -> EditionImpact:
    """What stands on one edition, in one query."""
    is_draft = Q(status=Status.DRAFT)
    counts = Assessment.objects.filter(question_set=question_set).aggregate(
        drafts=Count("pk", filter=is_draft), submitted=Count("pk", filter=~is_draft)
    )
    return EditionImpact(question_set, **counts)


def impact_of(
    edition: Edition, on: Sequence[QuestionSet], known: Mapping[int, Changed] = NOTHING_KNOWN
) -> Impact:
    """What stands on these sealed editions, and what of it the edition would change. 3 queries at most.

    More only where one of the editions is not in memory. ``known`` is what is known already of how they
    differ from the edition, by their ids.
    """
    return _Counting(edition, on, known).impact()


class _Counting:
    """The counts of one page."""

    def __init__(self, edition: Edition, on: Sequence[QuestionSet], known: Mapping[int, Changed]) -> None:
        self.on = {each.pk: each for each in on}
        self.names: dict[int, str] = {}
        self.drafts: Counter[_Place] = Counter()
        self.submitted: Counter[_Place] = Counter()
        self._count_assessments()
        self.structures = self._read({place.edition for place in self.drafts})
        self.altered = {
            pk: altered_questions(each, edition, known.get(pk)) for pk, each in self.structures.items()
        }
        self.answers: Counter[int] = Counter()
        self.altered_answers: Counter[int] = Counter()
        self.by_question: Counter[_Asked] = Counter()
        self.on_evidence = {
            _Asked(pk, key) for pk, each in self.structures.items() for key in _evidence(each)
        }
        self._count_answers()

    def impact(self) -> Impact:
        """The counts, put together."""
        questions = tuple(self._questions())
        return Impact(
            editions=tuple(self._edition(each) for each in self.on.values()),
            organisations=tuple(sorted(map(self._organisation, self.names), key=_by_name)),
            questions=tuple(sorted((each for each in questions if each.answers), key=_most_answers)),
            unanswered=sum(not each.answers for each in questions),
        )

    def _count_assessments(self) -> None:
        for organisation, name, edition, status, count in _assessments(self.on):
            self.names[organisation] = name
            counts = self.drafts if status == Status.DRAFT else self.submitted
            counts[_Place(organisation, edition)] += count

    def _read(self, with_drafts: set[int]) -> Mapping[int, Edition]:
        rows = [row for pk, row in self.on.items() if pk in with_drafts]
        return dict(zip(map(attrgetter("pk"), rows), edition_structures(*rows), strict=True))

    def _count_answers(self) -> None:
        """What is typed into an evidence question explains it; what answers it is linked."""
        if not self.structures:
            return
        for organisation, edition, question, count in _answers(self.structures):
            asked = _Asked(edition, question)
            if asked not in self.on_evidence:
                self._add(organisation, asked, count)
        for organisation, edition, question, count in _evidenced(self.on_evidence):
            self._add(organisation, _Asked(edition, question), count)

    def _add(self, organisation: int, asked: _Asked, count: int) -> None:
        self.answers[organisation] += count
        if asked.question in self.altered[asked.edition]:
            self.altered_answers[organisation] += count
            self.by_question[asked] += count

    def _organisation(self, pk: int) -> OrganisationImpact:
        return OrganisationImpact(
            name=self.names[pk],
            drafts=sum(self.drafts[_Place(pk, edition)] for edition in self.on),
            answers=self.answers[pk],
            altered=self.altered_answers[pk],
            submitted=sum(self.submitted[_Place(pk, edition)] for edition in self.on),
        )

    def _edition(self, row: QuestionSet) -> EditionImpact:
        return EditionImpact(
            question_set=row,
            drafts=sum(self.drafts[_Place(organisation, row.pk)] for organisation in self.names),
            submitted=sum(self.submitted[_Place(organisation, row.pk)] for organisation in self.names),
        )

    def _questions(self) -> Iterator[QuestionImpact]:
        for pk, altered in self.altered.items():
            for key, labels in _in_order(altered, self.structures[pk]):
                question = self.structures[pk].question(key)
                yield QuestionImpact(self.on[pk], question, labels, self.by_question[_Asked(pk, key)])


def _assessments(editions: Iterable[int]) -> QuerySet[Assessment, tuple[int, str, int, str, int]]:
    """How many assessments each organisation has on each edition, by status."""
    return (
        Assessment.objects.filter(question_set__in=list(editions))
        .order_by()
        .values_list("project__organisation", "project__organisation__name", "question_set", "status")
        .annotate(count=Count("pk"))
    )


def _answers(editions: Iterable[int]) -> QuerySet[Answer, tuple[int, int, str, int]]:
    """How many answers drafts hold, by organisation, edition and question. Blank ones are none."""
    is_null = Q(value__isnull=True) | Q(value=Value(None, JSONField()))
    is_blank = is_null | Q(value="") | Q(value=[])
    return (
        Answer.objects.filter(
            assessment__question_set__in=list(editions),
            assessment__status=Status.DRAFT,
            entry__removed_at=None,
        )
        .exclude(is_blank, explanation="")
        .order_by()
        .values_list("assessment__project__organisation", "assessment__question_set", "question_key")
        .annotate(count=Count("pk"))
    )


def _evidenced(asked: Collection[_Asked]) -> QuerySet[EvidenceUse, tuple[int, int, str, int]]:
    """How many drafts, or entries in them, link evidence to these questions, by organisation and question."""
    place = Coalesce(F("entry"), -F("assessment"))
    return (
        EvidenceUse.objects.filter(
            assessment__question_set__in={each.edition for each in asked},
            assessment__status=Status.DRAFT,
            question_key__in={each.question for each in asked},
            evidence__removed_at=None,
            entry__removed_at=None,
        )
        .order_by()
        .values_list("assessment__project__organisation", "assessment__question_set", "question_key")
        .annotate(count=Count(place, distinct=True))
    )


def _evidence(edition: Edition) -> Iterator[str]:
    """The questions that are answered by evidence."""
    return (question.key for question in edition.questions if question.kind is QuestionKind.EVIDENCE)


def _in_order(altered: Altered, edition: Edition) -> Iterator[tuple[str, tuple[Label, ...]]]:
    for question in edition.questions:
        if question.key in altered:
            yield question.key, altered[question.key]


def _by_name(organisation: OrganisationImpact) -> str:
    return organisation.name.casefold()


def _most_answers(question: QuestionImpact) -> int:
    return -question.answers
