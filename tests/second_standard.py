"""A small edition of another standard, in our own words: a proof that nothing assumes the code."""

from question_sets.kinds import QuestionKind
from question_sets.structure import (
    Check,
    Choice,
    Clause,
    Edition,
    Guidance,
    Level,
    Operator,
    Point,
    Question,
    Section,
    with_digest,
)

YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))


def second_standard() -> Edition:
    """Six points with every kind of question, three repeating sections, conditions, checks, a short form."""
    return with_digest(
        Edition(
            key="public-services",
            edition="2027",
            title="Standard for public services",
            sources=("A standard made up for tests",),
            attribution="Written for tests; it adapts nobody’s words.",
            digest="",
            points=(_users(), _journey(), _everyone(), _team(), _safe(), _running()),
            checks=_checks(),
        )
    )


def _users() -> Point:
    return _point(
        1,
        "users",
        "Know who uses the service",
        _section(
            "research",
            "Research",
            _ask("1.1", "users.who", "Who uses the service, and what do they need to do?", short_form=True),
            _ask(
                "1.2",
                "users.spoken",
                "Have you spoken to users?",
                YES_OR_NO,
                explain=("no",),
                short_form=True,
            ),
            _ask(
                "1.3",
                "users.last",
                "When did you last speak to users?",
                QuestionKind.DATE,
                _yes("users.spoken"),
            ),
        ),
        _section(
            "groups",
            "User groups",
            _ask("1.4", "group.size", "How many people are in it?"),
            _ask("1.5", "group.reach", "How do you reach them?", _REACH),
            _ask("1.6", "group.tested", "Has the service been tested with them?", YES_OR_NO, explain=("no",)),
            repeats="user group",
        ),
    )


def _journey() -> Point:
    return _point(
        2,
        "journey",
        "Join up the whole journey",
        _section(
            "partners",
            "Partners",
            _ask("2.1", "partners.any", "Do third parties run any part?", YES_OR_NO, short_form=True),
        ),
        _section(
            "third-parties",
            "Third parties",
            _ask("2.2", "party.cost", "What do you pay a year?", QuestionKind.MONEY),
            _ask("2.3", "party.from", "From when do they work for you?", QuestionKind.DATE),
            _ask("2.4", "party.until", "Until when do they work for you?", QuestionKind.DATE),
            _ask("2.5", "party.exit", "How could you leave?", _over("party.cost", 100_000)),
            repeats="third party",
            shown_when=(_yes("partners.any"),),
        ),
    )


def _everyone() -> Point:
    channels = (Choice("online", "Online"), Choice("phone", "By phone"), Choice("none", "None yet", True))
    return _point(
        3,
        "everyone",
        "Make it work for everyone",
        _section(
            "access",
            "Access",
            _ask("3.1", "access.channels", "Which channels are there?", channels, short_form=True, many=True),
            _ask("3.2", "access.audit", "What does the accessibility audit say?", QuestionKind.EVIDENCE),
        ),
    )


def _team() -> Point:
    return _point(
        4,
        "team",
        "Have a team that can do it",
        _section("skills", "Skills", _ask("4.1", "team.gaps", "Which skills are missing?", required=False)),
    )


def _safe() -> Point:
    return _point(
        5,
        "safe",
        "Keep it safe",
        _section(
            "budget",
            "Budget",
            _ask("5.1", "safe.budget", "What do you spend on security a year?", QuestionKind.MONEY),
            _ask("5.2", "safe.tested", "Has somebody tried to break in?", YES_OR_NO, short_form=True),
        ),
    )


def _running() -> Point:
    return _point(
        6,
        "running",
        "Keep it running",
        _section(
            "apis",
            "What others call",
            _ask("6.1", "api.open", "Is it open to everybody?", YES_OR_NO),
            repeats="API",
        ),
    )


_REACH = (Choice("panel", "A panel"), Choice("office", "Through local offices"))


def _checks() -> tuple[Check, ...]:
    ends_early = Clause(("party.until",), Operator.BEFORE, other="party.from")
    return (
        Check("ends-early", Level.CONTRADICTION, (ends_early,), "A third party stops before it starts.", ""),
        Check(
            "untested",
            Level.BREACH,
            (Clause(("safe.tested",), Operator.ANY, ("no",)), _yes("partners.any")),
            "Where third parties take part, somebody must try to break in.",
            "",
        ),
        Check("dear", Level.WARNING, (_over("party.cost", 100_000),), "Look at this cost again.", ""),
    )


def _point(number: int, key: str, title: str, *sections: Section) -> Point:
    guidance = (Guidance("How to show it", f"https://example.org/standard/{key}"),)
    return Point(
        key, number, title, f"Why point {number} is there.", "Show how you do it.", guidance, sections
    )


def _section(
    key: str, title: str, *questions: Question, repeats: str = "", shown_when: tuple[Clause, ...] = ()
) -> Section:
    return Section(key, title, repeats, shown_when, questions)


def _ask(
    code: str,
    key: str,
    text: str,
    *about: QuestionKind | Clause | tuple[Choice, ...],
    explain: tuple[str, ...] = (),
    many: bool = False,
    required: bool = True,
    short_form: bool = False,
) -> Question:
    """A question of words, unless choices or a kind are named. A clause says when it is shown."""
    choices = next((each for each in about if isinstance(each, tuple)), ())
    of_choices = QuestionKind.MULTI if many else QuestionKind.CHOICE
    kinds = [each for each in about if isinstance(each, QuestionKind)]
    return Question(
        key=key,
        code=code,
        text=text,
        help="",
        kind=kinds[0] if kinds else of_choices if choices else QuestionKind.TEXT,
        required=required,
        short_form=short_form,
        explain_for=explain,
        choices=choices,
        shown_when=tuple(each for each in about if isinstance(each, Clause)),
        source="",
    )


def _yes(key: str) -> Clause:
    return Clause((key,), Operator.ANY, ("yes",))


def _over(key: str, pounds: int) -> Clause:
    return Clause((key,), Operator.OVER, amount=pounds)
