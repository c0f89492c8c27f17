"""What is asked: editions of question sets, and the rows that seal and retire them.

Rows of a sealed edition never change: triggers refuse it (events/triggers.py).
"""

from operator import attrgetter
from typing import ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from question_sets.kinds import QuestionKind
from question_sets.structure import Level, Operator

KEY_LENGTH = 100
NAME_LENGTH = 200
TEXT_LENGTH = 10_000

_Constraints = list[models.BaseConstraint]


class EditionStatus(models.TextChoices):
    """Where an edition is in its life."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class Named(models.Model):
    """A row that fixtures name by what it is called inside its edition."""

    NATURAL_KEY: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str | int, ...]:
        """How a fixture names the row."""
        return tuple(attrgetter(lookup.replace("__", "."))(self) for lookup in self.NATURAL_KEY)


_Row = TypeVar("_Row", bound=Named)


class NamedQuerySet(models.QuerySet[_Row]):
    """Finds rows by the names that fixtures use."""

    def get_by_natural_key(self, *key: str | int) -> _Row:
        """The row that a fixture names."""
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class QuestionSetQuerySet(NamedQuerySet["QuestionSet"]):
    """Filters over editions."""

    def drafts(self) -> Self:
        """Editions that can still change."""
        return self.filter(seal=None)

    def published(self) -> Self:
        """Editions on which an assessment can start."""
        return self.filter(seal__isnull=False, retirement=None)

    def retired(self) -> Self:
        """Editions on which assessments go on, and none starts."""
        return self.filter(retirement__isnull=False)

    def with_status(self) -> Self:
        """The same editions, read together with what their status follows from."""
        return self.select_related("seal", "retirement")

    def newest_first(self) -> Self:
        """By question set, and the newest edition of each first."""
        return self.order_by("key", F("edition").desc())


class QuestionSet(Named):
    """One edition of a question set. Its status follows from its seal and retirement."""

    NATURAL_KEY = ("key", "edition")

    key = models.SlugField(max_length=KEY_LENGTH, db_index=False, help_text="The same in every edition.")
    edition = models.SlugField(max_length=KEY_LENGTH, db_index=False)
    title = models.CharField(max_length=NAME_LENGTH)
    sources = models.JSONField(default=list, help_text="What it was made from: a list of lines to print.")
    attribution = models.CharField(
        max_length=TEXT_LENGTH, blank=True, help_text="Whose words it adapts, under which licence."
    )

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["key", "edition"], name="one_row_per_edition"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(edition=""), name="edition_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"

    @property
    def is_sealed(self) -> bool:
        """Whether its content can never change again."""
        return hasattr(self, "seal")

    @property
    def status(self) -> EditionStatus:
        """Draft until it is sealed, published until it is retired."""
        if not self.is_sealed:
            return EditionStatus.DRAFT
        return EditionStatus.RETIRED if hasattr(self, "retirement") else EditionStatus.PUBLISHED


class Point(Named):
    """One point of the standard. Its number is printed and orders the points; its key never changes."""

    NATURAL_KEY = ("question_set__key", "question_set__edition", "key")

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="points")
    key = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=NAME_LENGTH)
    summary = models.CharField(max_length=TEXT_LENGTH, blank=True)
    must_show = models.CharField(max_length=TEXT_LENGTH, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["question_set", "key"], name="one_point_per_key"),
            models.UniqueConstraint(fields=["question_set", "number"], name="one_point_per_number"),
            models.CheckConstraint(condition=~Q(key=""), name="point_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Guidance(Named):
    """A link to read before answering a point."""

    NATURAL_KEY = (*(f"point__{name}" for name in Point.NATURAL_KEY), "position")

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="guidance")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=NAME_LENGTH)
    url = models.URLField(max_length=2000)

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["point", "position"], name="one_link_per_position"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="link_is_of_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Section(Named):
    """Questions answered together, on one page. Its key is unique within its point."""

    NATURAL_KEY = (*(f"point__{name}" for name in Point.NATURAL_KEY), "key")

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=NAME_LENGTH)
    repeats = models.CharField(
        max_length=40, blank=True, help_text="What one entry is called when the section repeats: contract."
    )

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["point", "key"], name="one_section_per_key"),
            models.UniqueConstraint(fields=["point", "position"], name="one_section_per_position"),
            models.CheckConstraint(condition=~Q(key=""), name="section_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(Named):
    """One question. Answers follow its key; its code is printed and may differ between editions.

    The edition is named beside the section, so that the database can keep key and code unique in it.
    """

    NATURAL_KEY = ("question_set__key", "question_set__edition", "key")

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=KEY_LENGTH)
    code = models.CharField(max_length=20)
    text = models.CharField(max_length=TEXT_LENGTH)
    help = models.CharField(max_length=TEXT_LENGTH, blank=True)
    kind = models.CharField(max_length=20, choices=QuestionKind)
    required = models.BooleanField(default=True, help_text="Blank is a gap.")
    short_form = models.BooleanField(default=False, help_text="Asked in the short form, for low-risk spend.")
    source = models.CharField(max_length=TEXT_LENGTH, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["question_set", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["question_set", "code"], name="one_question_per_code"),
            models.UniqueConstraint(fields=["section", "position"], name="one_question_per_position"),
            models.CheckConstraint(condition=~Q(key=""), name="question_has_a_key"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Choice(Named):
    """One of the answers to pick from. Its value is stored, its label printed."""

    NATURAL_KEY = (*(f"question__{name}" for name in Question.NATURAL_KEY), "value")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=KEY_LENGTH)
    label = models.CharField(max_length=NAME_LENGTH)
    exclusive = models.BooleanField(default=False, help_text="Never ticked together with others.")
    explain = models.BooleanField(default=False, help_text="An explanation is due after it.")

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["question", "value"], name="one_choice_per_value"),
            models.UniqueConstraint(fields=["question", "position"], name="one_choice_per_position"),
            models.CheckConstraint(condition=~Q(value=""), name="choice_has_a_value"),
        ]

    def __str__(self) -> str:
        return self.label


class Check(Named):
    """A rule across answers, with the message to show when all its conditions hold."""

    NATURAL_KEY = ("question_set__key", "question_set__edition", "key")

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="checks")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=KEY_LENGTH)
    level = models.CharField(
        max_length=20, choices=[(level.value, level.value.capitalize()) for level in Level]
    )
    message = models.CharField(max_length=TEXT_LENGTH)
    source = models.CharField(max_length=TEXT_LENGTH, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(fields=["question_set", "key"], name="one_check_per_key"),
            models.UniqueConstraint(fields=["question_set", "position"], name="one_check_per_position"),
            models.CheckConstraint(condition=~Q(key=""), name="check_has_a_key"),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level]), name="check_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.message


_OWNERS: dict[str, type[Section | Question | Check]] = {
    "of_section": Section,
    "of_question": Question,
    "of_check": Check,
}


class ConditionQuerySet(models.QuerySet["Condition"]):
    """Filters over conditions."""

    def of_edition(self, *question_sets: QuestionSet) -> Self:
        """Every condition in an edition, or in any of several."""
        return self.filter(
            Q(of_section__point__question_set__in=question_sets)
            | Q(of_question__question_set__in=question_sets)
            | Q(of_check__question_set__in=question_sets)
        )

    def get_by_natural_key(self, owner: str, *key: str | int) -> "Condition":
        """The condition that a fixture names."""
        names = [f"{owner}__{name}" for name in _OWNERS[owner].NATURAL_KEY]
        return self.get(**dict(zip([*names, "position"], key, strict=True)))


class Condition(models.Model):
    """One clause of when a section or question is shown, or a check fires. All clauses must hold.

    `questions`, `values` and `other` are keys and values, not rows: what they name is asked earlier in the
    same edition, which `problems` sees to.
    """

    of_section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="shown_when"
    )
    of_question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="shown_when"
    )
    of_check = models.ForeignKey(Check, on_delete=models.CASCADE, null=True, blank=True, related_name="when")
    position = models.PositiveSmallIntegerField()
    questions = models.JSONField(help_text="Keys of questions: any of them may satisfy it.")
    operator = models.CharField(
        max_length=20, choices=[(operator.value, operator.value) for operator in Operator]
    )
    values = models.JSONField(default=list, blank=True, help_text="Values of choices, of which any will do.")
    amount = models.PositiveBigIntegerField(null=True, blank=True, help_text="Pounds, or months.")
    other = models.CharField(max_length=KEY_LENGTH, blank=True, help_text="Key of the date to compare with.")

    objects = ConditionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.CheckConstraint(
                condition=(
                    Q(of_section__isnull=False, of_question=None, of_check=None)
                    | Q(of_section=None, of_question__isnull=False, of_check=None)
                    | Q(of_section=None, of_question=None, of_check__isnull=False)
                ),
                name="condition_has_one_owner",
            ),
            models.CheckConstraint(
                condition=(
                    Q(operator=Operator.ANY.value, amount=None, other="")
                    | Q(operator=Operator.OVER.value, amount__isnull=False, other="")
                    | (
                        Q(operator__in=[Operator.MONTHS_AFTER_OVER.value, Operator.MONTHS_AFTER_UP_TO.value])
                        & Q(amount__isnull=False)
                        & ~Q(other="")
                    )
                    | Q(operator=Operator.BEFORE.value, amount=None) & ~Q(other="")
                ),
                name="condition_fits_its_operator",
            ),
            models.UniqueConstraint(
                fields=["of_section", "position"], name="one_section_clause_per_position"
            ),
            models.UniqueConstraint(
                fields=["of_question", "position"], name="one_question_clause_per_position"
            ),
            models.UniqueConstraint(fields=["of_check", "position"], name="one_check_clause_per_position"),
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.questions)}: {self.operator}"

    def natural_key(self) -> tuple[str | int, ...]:
        """How a fixture names the condition."""
        for name in _OWNERS:
            owner = getattr(self, name)
            if owner is not None:
                return name, *owner.natural_key(), self.position
        raise ValueError("A condition belongs to a section, a question or a check.")


class Seal(Named):
    """Publishes an edition, for good. Its digest is `structure.content_digest` of the content."""

    NATURAL_KEY = ("question_set__key", "question_set__edition")

    question_set = models.OneToOneField(QuestionSet, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody for an edition that came with the software.",
    )

    objects = NamedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.question_set_id} sealed as {self.digest}"


class Retirement(models.Model):
    """Ends an edition: assessments on it go on, and none starts."""

    question_set = models.OneToOneField(QuestionSet, on_delete=models.PROTECT, related_name="retirement")
    retired_at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.question_set_id} retired at {self.retired_at:%Y-%m-%d}"


class Decision(models.TextChoices):
    """What became of a request to publish. Blank while it waits."""

    APPROVED = "approved", "Approved"
    SENT_BACK = "sent_back", "Sent back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PublicationRequestQuerySet(models.QuerySet["PublicationRequest"]):
    """Filters over requests to publish."""

    def waiting(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(decision="")

    def approved(self) -> Self:
        """Those that published an edition."""
        return self.filter(decision=Decision.APPROVED)


class PublicationRequest(models.Model):
    """An editor asks to publish a draft as it stands, and tells teams what is new.

    `digest` is that of the content that was asked for: what changed since cannot be approved. Without
    `needs_approval` (TCOP_SECOND_EDITOR was off) the one who asked is the one who decided.
    """

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="requests")
    digest = models.CharField(max_length=64)
    announcement = models.CharField(max_length=TEXT_LENGTH, blank=True)
    needs_approval = models.BooleanField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=20, blank=True, choices=Decision)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=TEXT_LENGTH, blank=True, help_text="Why it was sent back.")

    objects = PublicationRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[_Constraints] = [
            models.UniqueConstraint(
                fields=["question_set"], condition=Q(decision=""), name="one_request_waits_per_edition"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decision_has_somebody_and_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.APPROVED.value, needs_approval=True)
                | ~Q(decided_by=F("asked_by")),
                name="approval_is_by_another_editor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_set_id} asked for at {self.asked_at:%Y-%m-%d}"
