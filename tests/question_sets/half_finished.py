"""An edition in which things are missing and dangling: a draft that an editor is not done with."""

from dataclasses import replace

from question_sets.kinds import QuestionKind
from question_sets.structure import Check, Clause, Edition, Level, Operator
from tests.question_sets.factories import any_of, ask, make_edition, make_point, make_section, over


def half_finished() -> Edition:
    """A draft with everything that can be missing or dangling in it."""
    gone = Clause(("gone",), Operator.ANY, ("yes",))
    before = Clause(("gone",), Operator.BEFORE, other="lost")
    odd = make_section(
        "odd",
        ask("odd.choice", QuestionKind.CHOICE),
        ask("odd.multi", QuestionKind.MULTI),
        ask("odd.gone", shown_when=(gone,)),
        ask("odd.nothing", shown_when=(Clause((), Operator.ANY), Clause((), Operator.OVER, amount=5))),
        ask("odd.itself", shown_when=(any_of("odd.itself", "yes"),)),
        ask("odd.later", shown_when=(over("odd.last", 5), before)),
        ask("odd.last", QuestionKind.MONEY, text="<b>\u202eHow much?</b>"),
    )
    empty = replace(make_section("empty", repeats="API", shown_when=(gone,)), questions=())
    bare = replace(make_point("bare"), sections=(), guidance=(), summary="", must_show="")
    checks = (
        Check("nothing", Level.BREACH, (), "Nothing to look at.", ""),
        Check("gone", Level.CONTRADICTION, (gone,), "Gone.", ""),
    )
    return make_edition(make_point("odd", odd, empty), bare, checks=checks)
