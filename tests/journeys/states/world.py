"""People and things to meet in a portal, each made when a state first asks for it."""

from datetime import date
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.actions import make_link, set_password
from accounts.models import Organisation, User
from accounts.roles import Role
from assessments.actions import entries, points, projects, submission
from assessments.declaration import DECLARATION
from assessments.models import Assessment, Evidence, Project, Submission
from question_sets import editions
from question_sets.models import PublicationRequest, QuestionSet
from question_sets.reading import read_edition
from tests.assessments import factories

PASSWORD = "correct horse battery staple"


class World:
    """One portal. Everything in it comes from the same actions as the pages."""

    @cached_property
    def organisation(self) -> Organisation:
        """Where everybody works."""
        return factories.organisation()

    @cached_property
    def lead(self) -> User:
        """A lead."""
        return factories.lead()

    @cached_property
    def other_lead(self) -> User:
        """Another lead of the same organisation: the one who changes things meanwhile."""
        return factories.lead("Lou Lead")

    @cached_property
    def stranger(self) -> User:
        """A lead of another organisation."""
        return factories.lead("Stan Stranger", of=factories.organisation("Ministry of Others"))

    @cached_property
    def nobody(self) -> User:
        """Somebody without any role."""
        return factories.person("Nell Nobody")

    @cached_property
    def administrator(self) -> User:
        """Somebody who manages people."""
        return factories.person("Ada Administrator", Role.ADMINISTRATOR)

    @cached_property
    def reviewer(self) -> User:
        """Somebody who reads the packs of the organisation."""
        return factories.person("Rae Reviewer", Role.REVIEWER, of=self.organisation)

    @cached_property
    def editor(self) -> User:
        """Somebody who writes question sets."""
        return factories.person("Ed Editor", Role.EDITOR)

    @cached_property
    def other_editor(self) -> User:
        """Another editor: the one who approves, and who changes things meanwhile."""
        return factories.person("Edith Editor", Role.EDITOR)

    @cached_property
    def contributor(self) -> User:
        """Somebody who writes, on no project yet."""
        return factories.contributor()

    @cached_property
    def viewer(self) -> User:
        """Somebody who reads the project."""
        return factories.viewer()

    @cached_property
    def signs_in(self) -> User:
        """Somebody with a password."""
        return set_password(self.link_of(factories.contributor("Sid Sign")), PASSWORD, at=timezone.now())

    @cached_property
    def link(self) -> str:
        """A new person's link."""
        return self.link_of(self.nobody)

    def link_of(self, person: User) -> str:
        """A link with which the person sets a password, of this moment."""
        return make_link(person, by=None, at=timezone.now())

    # ---- Editions

    @cached_property
    def published(self) -> QuestionSet:
        """The edition that assessments start on."""
        return factories.published_edition()

    @cached_property
    def revision(self) -> QuestionSet:
        """A draft of the next edition, begun as a copy of the published one."""
        return editions.start_draft(
            self.published, key="", edition="2026-02", title="", by=self.editor, at=factories.NOW
        )

    @cached_property
    def request(self) -> PublicationRequest:
        """The editor's request to publish the revision, which waits for the other one."""
        seen = read_edition(self.revision).digest
        told = "The questions are in plainer words.\nYour answers stay where they are."
        return editions.ask_to_publish(
            self.revision, announcement=told, seen=seen, by=self.editor, at=factories.NOW
        )

    # ---- Projects and assessments

    @cached_property
    def described_in_part(self) -> Project:
        """A project of which only the name is known."""
        fields = {"name": "Renew a fishing licence"}
        return projects.create_project(
            self.organisation, fields=fields, token=uuid4(), by=self.lead, at=factories.NOW
        )

    @cached_property
    def project(self) -> Project:
        """A project with everything filled in and people on it."""
        return factories.project(self.lead, members=[self.viewer, self.contributor])

    @cached_property
    def draft(self) -> Assessment:
        """An assessment in which nothing was answered yet."""
        return factories.assessment(self.lead, of_project=self.project)

    @cached_property
    def contract(self) -> str:
        """The reference of a contract in the draft, with an answer that shows another question."""
        self.answer("second.contracts", "yes")
        entry = entries.add_entry(
            self.draft,
            point_key="second",
            section_key="contract",
            name="Hosting",
            token=uuid4(),
            by=self.lead,
            at=factories.NOW,
        )
        self.answer("contract.value", 25_000_000, entry=entry.reference)
        return entry.reference

    @cached_property
    def action(self) -> str:
        """The reference of a planned action in the draft."""
        fields = {"what": "Replace the old register.", "owner": "Sol Owner", "due_on": date(2027, 6, 1)}
        made = points.add_planned_action(
            self.draft, "first", fields=fields, token=uuid4(), by=self.lead, at=factories.NOW
        )
        return made.reference

    @cached_property
    def evidence(self) -> Evidence:
        """A piece of evidence that nothing uses yet."""
        return factories.piece_of_evidence(self.project, by=self.lead)

    @cached_property
    def complete(self) -> Assessment:
        """The draft with everything answered and every point completed."""
        return factories.complete_assessment(self.draft, by=self.lead)

    @cached_property
    def contradicting(self) -> Assessment:
        """The complete draft with a contract that ends before it starts, and answers to look at again."""
        for key, value in (("contract.starts", "2028-01-01"), ("contract.ends", "2027-01-01")):
            factories.answer(self.complete, key, value, by=self.lead, entry=self.contract)
        self.answer("first.choice", "no", explanation="Not yet.")
        return self.complete

    @cached_property
    def with_an_exception(self) -> Assessment:
        """The complete draft with an answer that the pack will note."""
        complete = self.complete
        self.answer("first.money", 1_000_001)
        return complete

    @cached_property
    def submission(self) -> Submission:
        """The draft, submitted."""
        return self.submit(by=self.lead)

    @cached_property
    def taken_back(self) -> Submission:
        """A submission that was taken back: its assessment is a draft again."""
        submission.take_back(self.submission, reason="The costs were wrong.", by=self.lead, at=factories.NOW)
        return self.submission

    @cached_property
    def superseded(self) -> Submission:
        """A submission with a later round."""
        first = self.taken_back
        self.submit(by=self.lead)
        return first

    def answer(
        self, key: str, value: Any, *, explanation: str = "", entry: str = "", by: User | None = None
    ) -> None:
        """Answer a question of the draft."""
        factories.answer(self.draft, key, value, by=by or self.lead, explanation=explanation, entry=entry)

    def submit(self, *, by: User) -> Submission:
        """Submit the draft as it is, once it is complete."""
        assessment = Assessment.objects.with_project().get(pk=self.complete.pk)
        declaration = submission.Declaration(DECLARATION, by.name, "Delivery manager")
        return submission.submit(assessment, declaration=declaration, token=uuid4(), by=by, at=timezone.now())
