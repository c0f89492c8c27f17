"""Components know what they are given and nothing else."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string

from govuk_forms import ErrorLink

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
CONTROLS = sorted((TEMPLATES / "govuk").glob("*.html"))
INCLUDE = re.compile(r'{% include "components/(?!parts/)[^%]*%}')
MARKUP = "<script>alert(1)</script>"


def leaky_includes(text: str) -> list[str]:
    """Uses of a component that hand it the page's whole context."""
    return [tag for tag in INCLUDE.findall(text) if not tag.endswith(" only %}")]


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_component_is_given_its_inputs_and_nothing_else(path: Path) -> None:
    assert leaky_includes(path.read_text("utf-8")) == []


def test_a_component_that_sees_the_whole_page_is_found() -> None:
    leak = '{% include "components/tag.html" with text=status %}'
    tight = '{% include "components/tag.html" with text=status only %}'

    assert leaky_includes(f"{leak} {tight}") == [leak]


@pytest.mark.parametrize("path", [*COMPONENTS, *CONTROLS], ids=lambda path: path.name)
def test_a_component_says_what_it_takes(path: Path) -> None:
    opening = path.read_text("utf-8").split("{% load")[0]

    assert opening.startswith("{#")
    assert "Inputs: " in opening or path.name in ("whole_uni_form.html",)


@pytest.mark.parametrize("path", [*COMPONENTS, *CONTROLS], ids=lambda path: path.name)
def test_a_component_escapes_what_it_prints(path: Path) -> None:
    text = path.read_text("utf-8")

    assert "|safe" not in text
    assert "autoescape" not in text


def test_the_error_summary_joins_the_errors_of_a_form_and_those_of_the_page() -> None:
    html = render_to_string(
        "components/error_summary.html",
        {"error_list": [ErrorLink("#a", MARKUP), {"href": "", "text": "Whole page"}]},
    )

    assert '<a href="#a">&lt;script&gt;' in html
    assert "Whole page" in html
    assert "There is a problem" in html


def test_without_errors_there_is_no_summary() -> None:
    assert render_to_string("components/error_summary.html", {}).strip() == ""


def test_lines_of_an_answer_are_paragraphs_that_keep_their_own_direction() -> None:
    row = SimpleNamespace(key="Purpose", lines=("First", MARKUP), actions=())

    html = render_to_string("components/summary_list.html", {"rows": [row]})

    assert '<p class="govuk-body" dir="auto">First</p>' in html
    assert "<script>" not in html


def test_an_action_says_what_it_changes_to_those_who_hear_the_page() -> None:
    action = {"href": "/x/", "text": "Change", "visually_hidden_text": "name"}

    html = render_to_string(
        "components/summary_card.html",
        {"title": "Contract 1", "rows": [{"key": "Name", "value": "A", "actions": [action]}]},
    )

    assert '<span class="govuk-visually-hidden"> name (Contract 1)</span>' in html


@pytest.mark.parametrize(
    ("count", "number", "words"),
    [
        (0, 1, "0 projects"),
        (1, 1, "1 project"),
        (20, 1, "20 projects"),
        (45, 2, "Showing 21 to 40 of 45 projects"),
    ],
)
def test_a_list_says_how_many_there_are(count: int, number: int, words: str) -> None:
    page = Paginator(range(count), 20).page(number)

    html = render_to_string("components/pages.html", {"page": page, "noun": "project", "plural": "projects"})

    assert words in " ".join(re.sub(r"<[^>]*>", " ", html).split())
    assert ("govuk-pagination" in html) == (count > 20)


def test_the_links_of_a_list_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).page(5)

    html = render_to_string("components/pages.html", {"page": page, "query": "q=a&phase=beta"})

    for number in (1, 4, 6, 10):
        assert f'href="?q=a&amp;phase=beta&amp;page={number}"' in html
    assert html.count("&ctdot;") == 2


def test_a_fragment_is_drawn_and_handed_on_and_a_blank_one_is_nothing() -> None:
    template = Template(
        "{% load govuk %}{% fragment as body %}<b>{{ text }}</b>{% endfragment %}"
        "{% fragment as blank %} \n {% endfragment %}[{{ body }}][{{ blank }}]"
    )

    assert template.render(Context({"text": MARKUP})) == "[<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>][]"


def test_a_fragment_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="fragment as name"):
        Template("{% load govuk %}{% fragment %}x{% endfragment %}")
