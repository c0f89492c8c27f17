"""Evidence packs for tests, made without a database."""

import random
from dataclasses import replace

from reporting.pack import (
    SCHEMA_VERSION,
    EvidencePack,
    PackAction,
    PackAnnex,
    PackAnnexColumn,
    PackAnnexRow,
    PackAnswer,
    PackCover,
    PackDeclaration,
    PackEntry,
    PackEvidence,
    PackFinding,
    PackHistory,
    PackPoint,
    PackRound,
    PackSection,
    PackStatement,
    PackSummary,
    PackSummaryRow,
)

RATINGS = {
    "met": "Met",
    "partly_met": "Partly met",
    "not_met": "Not met",
    "does_not_apply": "Does not apply",
}
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">',
    "{{ settings.SECRET_KEY }} {% include 'x' %}",
    '"><style>@import url(http://example.com/)</style>',
    "</style></head></main>]]>--> &lt;b&gt; &amp;",
    "left \u202eright\u202c \u2066isolated\u2069 \u200ffrom the right",
    "\u0001\u0007\u001b control \ufffd \ufffe \U0010ffff",
)
SCRIPTS = (
    "Emoji \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u0644\u063a\u0629",
    "\u4e2d\u6587\u7684\u7b54\u6848",
    "Mae'r gwasanaeth yn defnyddio ŵ, ŷ, â, ê, î, ô, û a Ŵ",
    "\u05e2\u05d1\u05e8\u05d9\u05ea \u05de\u05d9\u05de\u05d9\u05df",
    "\uf0b7 non\u2011breaking \u2713 \u2717 \u2610 \u2612 \u20b95 \ufeffmark\u2060joined \u2023 \u2043",
    "e\u0301 combined, \u00ad soft hyphen, \u00a0 no-break space",
)


def answer(code: str, question: str, *lines: str, kind: str = "text", **changes: object) -> PackAnswer:
    made = PackAnswer(
        key=f"question.{code}",
        code=code,
        question=question,
        kind=kind,
        value=lines if kind == "multi" else "\n".join(lines),
        lines=lines,
        explanation="",
        evidence=(),
        changed_by="Ada Lovelace",
        changed_at="2027-03-03T14:32:00+00:00",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def statement(rating: str, **changes: object) -> PackStatement:
    made = PackStatement(
        rating=rating,  # type: ignore[arg-type]  # a test's shorthand
        rating_label=RATINGS.get(rating, ""),
        summary="We met users in three rounds of research and keep a list of their needs.",
        reason_not_applicable="",
        has_limitations="no",
        limitations="",
        has_legacy="",
        legacy="",
        mitigation="",
        expected_on="",
        evidence=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def point(number: int, title: str, rating: str, **changes: object) -> PackPoint:
    made = PackPoint(
        key=f"point-{number}",
        number=number,
        title=title,
        must_show="You must show that you understand your users and their needs.",
        statement=statement(rating),
        actions=(),
        findings=(),
        sections=(
            PackSection(
                key="your-users",
                title="Your users",
                repeats="",
                answers=(
                    answer(f"{number}.1", "Who are your users?", "Farmers, and the people who pay them."),
                ),
                entries=(),
            ),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def finding(number: int, level: str = "breach", **changes: object) -> PackFinding:
    made = PackFinding(
        key="data-api-over-20m",
        level=level,  # type: ignore[arg-type]  # a test's shorthand
        level_label=level.capitalize(),
        message="For a contract over £20 million the supplier must provide an API to return your data.",
        points=(number,),
        codes=(f"{number}.3", f"{number}.4"),
        entry="Contract 1: Hosting",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def pack(points: tuple[PackPoint, ...], **changes: object) -> EvidencePack:
    rows = tuple(summary_row(each) for each in points)
    made = EvidencePack(
        schema_version=SCHEMA_VERSION,
        cover=PackCover(
            title="Evidence pack",
            project="Farm payments online",
            project_reference="P-7KQ4-M2XD",
            organisation="Department of Fields and Hedges",
            reference="S-3FGH-9KLM",
            round=2,
            standing="submitted",
            date="2027-03-03",
            marking="OFFICIAL",
            edition="Technology Code of Practice (12 points), edition 2021-03",
            form="Full form",
            phase="Private beta",
            spend_type="Digital service",
            senior_responsible_owner="Dr Grace Hopper",
            service_owner="Ada Lovelace",
            amount_requested=1_250_000,
            whole_life_cost=9_800_000,
            vat_basis="Excluding VAT",
            decision_sought="Approve spending on the private beta, to the end of the financial year.",
            decision_by="2027-04-01",
            starts_on="2026-06-01",
            ends_on="2029-03-31",
        ),
        summary=PackSummary(
            purpose="Farmers claim their payments on paper. This service lets them claim online.",
            rows=rows,
            worst_rating="partly_met",
            worst_rating_label="Partly met",
            findings=tuple(each for one in points for each in one.findings),
        ),
        points=points,
        annexes=(),
        evidence=(evidence(1), evidence(2)),
        declaration=PackDeclaration(
            text="I confirm that these answers are true and complete to the best of my knowledge.",
            name="Dr Grace Hopper",
            role="Senior Responsible Owner",
            submitted_at="2027-03-03T14:32:00+00:00",
        ),
        history=PackHistory(
            rounds=(
                PackRound(
                    round=1,
                    reference="S-2222-3333",
                    submitted_at="2027-02-01T09:00:00+00:00",
                    taken_back_by="Ada Lovelace",
                    taken_back_at="2027-02-02T09:00:00+00:00",
                    taken_back_reason="The amount requested was wrong.",
                ),
                PackRound(
                    round=2,
                    reference="S-3FGH-9KLM",
                    submitted_at="2027-03-03T14:32:00+00:00",
                    taken_back_by="",
                    taken_back_at="",
                    taken_back_reason="",
                ),
            ),
            snapshot_sha256="ab" * 32,
            snapshot_schema_version=1,
            question_set="tcop, edition 2021-03",
            question_set_sha256="cd" * 32,
            chain_sequence=41,
            chain_head="ef" * 32,
        ),
        attribution=(
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Point titles are adapted from the Technology Code of Practice, GOV.UK.",
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def summary_row(each: PackPoint) -> PackSummaryRow:
    return PackSummaryRow(
        point_key=each.key,
        number=each.number,
        title=each.title,
        rating=each.statement.rating,
        rating_label=each.statement.rating_label,
        limitation=each.statement.has_limitations,
        legacy=each.statement.has_legacy,
        open_actions=sum(action.status != "done" for action in each.actions),
        findings=len(each.findings),
    )


def evidence(number: int, **changes: object) -> PackEvidence:
    made = PackEvidence(
        number=number,
        reference=f"E-2222-{number:04d}",
        title=f"User research report {number}",
        type="Research findings",
        link=f"https://example.com/research/{number}?round=2",
        dated_on="2027-01-15",
        marking="OFFICIAL",
        points=(1, 2),
        sha256="",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def small_pack() -> EvidencePack:
    """Every part of a pack once."""
    contracts = tuple(contract(number, f"Hosting {number}") for number in (1, 2))
    points = (
        point(1, "Define user needs", "met"),
        point(
            2,
            "Make things accessible and inclusive",
            "partly_met",
            statement=statement(
                "partly_met",
                has_limitations="yes",
                limitations="Two old screens cannot be read by a screen reader.",
                has_legacy="yes",
                legacy="The mainframe draws them.",
                mitigation="People may telephone instead.",
                expected_on="2027-12-31",
                evidence=(1,),
            ),
            actions=(
                PackAction(
                    reference="T-2222-3333",
                    what="Replace the two screens.",
                    owner="Ada Lovelace",
                    due_on="2027-10-01",
                    status="in_progress",
                    status_label="In progress",
                ),
            ),
            findings=(finding(2, "exception"),),
        ),
        point(
            3,
            "Define your purchasing strategy",
            "met",
            sections=(contract_section(contracts),),
            findings=(finding(3),),
        ),
        point(
            4,
            "Meet the Service Standard",
            "does_not_apply",
            statement=statement(
                "does_not_apply", summary="", reason_not_applicable="We build no service.", has_limitations=""
            ),
            sections=(
                PackSection(
                    key="service",
                    title="Your service",
                    repeats="",
                    answers=(
                        answer(
                            "4.1",
                            "Which standards do you meet?",
                            "ISO 8601",
                            "WCAG 2.2",
                            kind="multi",
                            evidence=(1, 2),
                        ),
                        answer("4.2", "Is it open?", "No", kind="choice", explanation="It opens next year."),
                        answer("4.3", "What else?", value=None),
                    ),
                    entries=(),
                ),
            ),
        ),
    )
    return pack(points, annexes=(contracts_annex(contracts),))


CONTRACT_FACTS = (
    ("11.23", "What is the total value of the contract?", "money", "£1,250,000"),
    (
        "11.26",
        "Does the contract require the supplier to provide an API to return your data?",
        "choice",
        "Does not apply",
    ),
    ("11.28", "Does the contract say who owns government data?", "choice", "Not known yet"),
    ("11.29", "Does the contract say who owns the intellectual property?", "choice", "Yes"),
    ("11.30", "When does the contract start?", "date", "3 March 2027"),
    ("11.31", "When does the contract end?", "date", "30 September 2029"),
    ("11.32", "Does the contract have a break clause?", "choice", "Yes, but after more than 2 years"),
    ("11.42", "Will the contract extend automatically?", "choice", "No"),
)


def contract(number: int, name: str, *, text: str = "We compared three suppliers.") -> PackEntry:
    short = (answer(code, question, value, kind=kind) for code, question, kind, value in CONTRACT_FACTS)
    return PackEntry(
        reference=f"N-2222-{number:04d}",
        number=number,
        name=name,
        answers=(*short, answer("11.35", "Why is there no break clause within 2 years?", text)),
    )


def contract_section(contracts: tuple[PackEntry, ...]) -> PackSection:
    return PackSection(
        key="contract", title="About the contract", repeats="contract", answers=(), entries=contracts
    )


def contracts_annex(contracts: tuple[PackEntry, ...], point_number: int = 3) -> PackAnnex:
    return PackAnnex(
        point_number=point_number,
        section_key="contract",
        title="About the contract",
        noun="contract",
        columns=tuple(
            PackAnnexColumn(key=code, code=code, title=title) for code, title, _, _ in CONTRACT_FACTS
        ),
        rows=tuple(
            PackAnnexRow(
                number=entry.number,
                name=entry.name,
                cells=tuple(value for _, _, _, value in CONTRACT_FACTS),
                findings=("Breach: an API must return the data",) if entry.number == 1 else (),
            )
            for entry in contracts
        ),
    )


def hostile_pack() -> EvidencePack:
    """Markup, template syntax, bidi and control characters in every place that a person can type into."""
    nasty = " ".join(HOSTILE)
    name = f"\ufffe\uffff{nasty}"[:200]
    whole = small_pack()
    hostile_points = tuple(
        point(
            number,
            "Define user needs",
            "not_met",
            statement=statement(
                "not_met",
                summary=nasty,
                limitations=nasty,
                legacy=nasty,
                mitigation=nasty,
                has_limitations="yes",
            ),
            actions=(
                PackAction(
                    reference="T-2222-3333",
                    what=nasty,
                    owner=nasty[:200],
                    due_on="2027-10-01",
                    status="not_started",
                    status_label="Not started",
                ),
            ),
            sections=(
                PackSection(
                    key="your-users",
                    title="Your users",
                    repeats="",
                    answers=tuple(
                        answer(f"{number}.{place}", "Who?", text, explanation=text, changed_by=nasty[:200])
                        for place, text in enumerate(HOSTILE, start=1)
                    ),
                    entries=(),
                ),
            ),
        )
        for number in (1, 2)
    )
    contracts = (contract(1, nasty[:200], text=nasty),)
    return replace(
        whole,
        cover=replace(whole.cover, project=name, organisation=name, decision_sought=nasty),
        summary=replace(
            whole.summary, purpose=nasty, rows=tuple(summary_row(each) for each in hostile_points)
        ),
        points=hostile_points,
        annexes=(contracts_annex(contracts),),
        evidence=(
            evidence(1, title=nasty[:200], link="javascript:alert(1)"),
            evidence(2, link="https://example.com/?q=%3Cscript%3E&x=" + "a" * 1900),
        ),
    )


def long_text_pack() -> EvidencePack:
    """The longest texts, in one piece and in many, and every script that people type."""
    texts = (
        "x" * 9_000,
        "A sentence of seven words goes here. " * 270,
        "\n".join(f"Line {number} of five hundred" for number in range(1, 501)),
        "\U0001f600" * 1_000,
        *SCRIPTS,
    )
    section = PackSection(
        key="long",
        title="Long answers",
        repeats="",
        answers=tuple(
            answer(f"1.{place}", "What do you say?", text, explanation=text)
            for place, text in enumerate(texts, start=1)
        ),
        entries=(),
    )
    whole = point(
        1, "Define user needs", "met", sections=(section,), statement=statement("met", summary=texts[1])
    )
    names = ("\U0001f600" * 200, "x" * 200)
    contracts = tuple(contract(number, name) for number, name in enumerate(names, start=1))
    return pack(
        (whole, point(2, "Define your purchasing strategy", "met", sections=(contract_section(contracts),))),
        annexes=(contracts_annex(contracts, point_number=2),),
        evidence=(
            evidence(1, title="\U0001f600" * 200, link="https://example.com/" + "b" * 1970),
            evidence(2, link="https://ex\u00e4mple.com/\u00e5 b?x=[1]|2&%zz#\u4e2d"),
        ),
    )


def maximum_pack() -> EvidencePack:
    """A million characters over 12 points and 313 questions, and 50 contracts."""
    return full_pack(characters=1_000_000, contracts=50)


TITLES = (
    "Define user needs",
    "Make things accessible and inclusive",
    "Be open and use open source",
    "Make use of open standards",
    "Use cloud first",
    "Make things secure",
    "Make privacy integral",
    "Share, reuse and collaborate",
    "Integrate and adapt technology",
    "Make better use of data",
    "Define your purchasing strategy",
    "Meet the Service Standard",
)
WORDS = (
    "the",
    "team",
    "users",
    "data",
    "service",
    "open",
    "standard",
    "cloud",
    "supplier",
    "plan",
    "research",
    "test",
    "secure",
    "review",
    "payment",
    "farmer",
    "office",
    "month",
    "report",
    "share",
    "because",
)
SECTIONS, QUESTIONS = 4, 6


def full_pack(*, characters: int = 150_000, contracts: int = 3) -> EvidencePack:
    """Twelve points of four sections of six questions, filled with seeded sentences."""
    words = random.Random(7)
    places = len(TITLES) * SECTIONS * QUESTIONS + contracts
    text = [sentence(words, characters // places) for _ in range(places)]
    entries = tuple(
        contract(number, f"Supply of {sentence(words, 30)}", text=text.pop())
        for number in range(1, contracts + 1)
    )
    points = tuple(full_point(number, title, text, entries) for number, title in enumerate(TITLES, start=1))
    return pack(
        points,
        annexes=(contracts_annex(entries, point_number=11),),
        evidence=tuple(evidence(number) for number in range(1, 41)),
    )


def sentence(words: random.Random, length: int) -> str:
    made: list[str] = []
    while sum(map(len, made)) + len(made) < length:
        made.append(words.choice(WORDS))
    return " ".join(made)[:length].strip().capitalize() + "."


def full_point(number: int, title: str, text: list[str], entries: tuple[PackEntry, ...]) -> PackPoint:
    rating = "partly_met" if number % 3 == 0 else "met"
    sections = tuple(
        PackSection(
            key=f"section-{place}",
            title=f"{title}, part {place}",
            repeats="",
            answers=tuple(
                answer(
                    f"{number}.{place}{question}",
                    "How do you know that this is so?",
                    text.pop(),
                    evidence=(1,),
                )
                for question in range(1, QUESTIONS + 1)
            ),
            entries=(),
        )
        for place in range(1, SECTIONS + 1)
    )
    if number == 11:
        sections = (*sections, contract_section(entries))
    findings = (finding(11), finding(11, "exception")) if number == 11 else ()
    return point(number, title, rating, sections=sections, findings=findings)
