"""What can be said about a part of an edition, and under which labels of a change each fact is told."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from editor.presenters.sides import Side
from editor.presenters.wording import LEVEL_LABELS, forms_of, how_often
from question_sets.labels import Label
from question_sets.parts import Part, PartKind
from question_sets.structure import Choice, Guidance, Question
from question_sets.wording import fires_when, shown_when

Texts: TypeAlias = Mapping[str, str]
"""Texts in order, each under the name by which the same one is found in the other edition."""

Say: TypeAlias = Callable[[Side, Part], Texts]

ALWAYS: Final = "Always shown"
NO_LABEL: Final = "A choice without a label"
ONCE: Final = how_often("")
REQUIRED: Final = "Yes"
FULL_FORM: Final = forms_of(short_form=False)


@dataclass(frozen=True)
class Fact:
    """A thing to say about a part. Of a new or removed one nobody has to be told what is `usual`."""

    title: str
    say: Say
    labels: frozenset[Label]
    usual: str = ""
    is_list: bool = False


def _text(name: str) -> Say:
    return lambda side, part: {"": str(getattr(side.item(part), name))}


def _sources(side: Side, part: Part) -> Texts:
    return _occurring((source, source) for source in side.edition.sources)


def _guidance(side: Side, part: Part) -> Texts:
    links: tuple[Guidance, ...] = side.item(part).guidance
    return _occurring((link.url, f"{link.title} ({link.url})") for link in links)


def _occurring(named: Iterable[tuple[str, str]]) -> Texts:
    """Texts by a name that several may have: the second of a name is the second in the other edition too."""
    before = Counter[str]()
    texts = {}
    for name, text in named:
        before[name] += 1
        texts[f"{before[name]} {name}"] = text
    return texts


def _choices(side: Side, part: Part) -> Texts:
    question: Question = side.item(part)
    return {choice.value: _choice(choice, question) for choice in question.choices}


def _choice(choice: Choice, question: Question) -> str:
    notes = []
    if choice.exclusive:
        notes.append("cannot be chosen together with others")
    if choice.value in question.explain_for:
        notes.append("asks for an explanation")
    label = choice.label or NO_LABEL
    return f"{label} ({', '.join(notes)})" if notes else label


def _kind(side: Side, part: Part) -> Texts:
    return {"": side.item(part).kind.label}


def _required(side: Side, part: Part) -> Texts:
    return {"": REQUIRED if side.item(part).required else "No, it can be left blank"}


def _forms(side: Side, part: Part) -> Texts:
    return {"": forms_of(side.item(part).short_form)}


def _level(side: Side, part: Part) -> Texts:
    return {"": LEVEL_LABELS[side.item(part).level]}


def _how_often(side: Side, part: Part) -> Texts:
    """Of a section, or of the one that a question stands in."""
    section = side.parent(part) if part.kind is PartKind.QUESTION else side.item(part)
    return {"": how_often(section.repeats)}


def _shown(side: Side, part: Part) -> Texts:
    return {"": shown_when(side.item(part).shown_when, side.edition)}


def _shown_in_section(side: Side, part: Part) -> Texts:
    """A question is never shown without its section."""
    section = side.parent(part)
    if not section.shown_when:
        return _shown(side, part)
    words = shown_when(section.shown_when, side.edition)
    return {**_shown(side, part), "section": f"Its section is {words[:1].lower()}{words[1:]}"}


def _fires(side: Side, part: Part) -> Texts:
    return {"": fires_when(side.item(part).when, side.edition)}


def _place(side: Side, part: Part) -> Texts:
    return {"": side.place(part)}


def _changes(title: str, say: Say, *labels: Label) -> Fact:
    """Told where it changed."""
    return Fact(title, say, frozenset(labels))


def _always(title: str, say: Say, *labels: Label, usual: str = "") -> Fact:
    """Told where it changed, and of every new or removed part."""
    return Fact(title, say, frozenset({*labels, Label.NEW, Label.REMOVED}), usual)


def _listed(fact: Fact) -> Fact:
    return replace(fact, is_list=True)


_PLACE: Final = _changes("Place", _place, Label.MOVED)

FACTS: Final[Mapping[PartKind, tuple[Fact, ...]]] = MappingProxyType(
    {
        PartKind.EDITION: (
            _changes("Title", _text("title"), Label.WORDING),
            _listed(_changes("Sources", _sources, Label.WORDING)),
            _changes("Attribution", _text("attribution"), Label.WORDING),
        ),
        PartKind.POINT: (
            _changes("Number", _text("number"), Label.RENUMBERED),
            _changes("Title", _text("title"), Label.WORDING),
            _always("Summary", _text("summary"), Label.WORDING),
            _always("What must be shown", _text("must_show"), Label.WORDING),
            _listed(_always("Guidance", _guidance, Label.WORDING)),
            _PLACE,
        ),
        PartKind.SECTION: (
            _changes("Title", _text("title"), Label.WORDING),
            _always("Answered", _how_often, Label.ASKED, Label.WORDING, usual=ONCE),
            _always("Condition", _shown, Label.CONDITION, Label.ORDER, usual=ALWAYS),
            _PLACE,
        ),
        PartKind.QUESTION: (
            _changes("Number", _text("code"), Label.RENUMBERED),
            _changes("Question", _text("text"), Label.WORDING),
            _always("Help", _text("help"), Label.WORDING),
            _always("Answer", _kind, Label.KIND),
            _listed(_always("Choices", _choices, Label.CHOICES, Label.ORDER)),
            _always("Condition", _shown_in_section, Label.CONDITION, Label.ORDER, usual=ALWAYS),
            _changes("Answered", _how_often, Label.ASKED),
            _always("Required", _required, Label.ASKED, usual=REQUIRED),
            _always("Forms", _forms, Label.ASKED, usual=FULL_FORM),
            _changes("Source", _text("source"), Label.WORDING),
            _PLACE,
        ),
        PartKind.CHECK: (
            _changes("Message", _text("message"), Label.WORDING),
            _always("Level", _level, Label.LEVEL),
            _always("Condition", _fires, Label.CONDITION, Label.ORDER),
            _changes("Source", _text("source"), Label.WORDING),
            _PLACE,
        ),
    }
)
"""What is said about each kind of part, in its order on a page. The heading of a part says its title."""
