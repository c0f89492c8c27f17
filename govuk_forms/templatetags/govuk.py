"""What the templates of the form pack and the components need beyond Django's own tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from govuk_forms.controls import control
from govuk_forms.errors import ErrorLink, error_links

register = template.Library()


@register.filter
def attributes(values: Mapping[str, Any] | None) -> SafeString:
    """HTML attributes, each after a space. None is left out, and True is the text "true".

    {"value": ..., "optional": True} prints a bare name for True and nothing for False.
    """
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in (values or {}).items()))


def _attribute(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        is_optional, value = value.get("optional", False), value.get("value")
        if is_optional and value in (True, False):
            return format_html(" {}", name) if value else ""
    if value is None:
        return ""
    return format_html(' {}="{}"', name, str(value).lower() if isinstance(value, bool) else value)


@register.simple_tag
def joined(*words: Any, separator: str = " ") -> str:
    """The words that are not empty, with the separator between: class lists, names, lists of ids."""
    return separator.join(str(word) for word in words if word)


@register.simple_tag
def choice_id(own_id: str, prefix: str, index: int) -> str:
    """The id of a radio button or checkbox: its own, or the field's; from the second on with its place."""
    return own_id or (prefix if index == 1 else f"{prefix}-{index}")


@register.simple_tag
def describing(input_id: str, hint: Any, error_message: Any, before: str = "") -> str:
    """The ids of what describes an input, for aria-describedby: its hint and its error, after `before`."""
    return joined(before, f"{input_id}-hint" if hint else "", f"{input_id}-error" if error_message else "")


@register.simple_tag
def control_of(bound: BoundField) -> SafeString:
    """A field with its label, hint and error."""
    drawn = control(bound)
    return render_to_string(drawn.template, drawn.params)


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """`{% fragment as name %}...{% endfragment %}`: what stands between, drawn, to hand to a component."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("Write {% fragment as name %}")
    nodelist = parser.parse(("endfragment",))
    parser.delete_first_token()
    return FragmentNode(nodelist, words[2])


class FragmentNode(template.Node):
    """Draws its content into a variable; a blank one is empty text."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> str:
        """Nothing here: the content goes where the variable is printed."""
        content = self.nodelist.render(context)
        context[self.name] = content if content.strip() else ""
        return ""


@register.filter
def errors_of(form: Form | None) -> list[ErrorLink]:
    """The errors of a form as links; none for a form that was not sent, or for no form."""
    return error_links(form) if isinstance(form, Form) and form.is_bound else []


@register.simple_tag
def any_actions(rows: Iterable[Any]) -> bool:
    """Whether any row of a summary list has something to press: the other rows then keep its place free."""
    return any(
        row["actions"] if isinstance(row, Mapping) and "actions" in row else getattr(row, "actions", ())
        for row in rows
    )


@dataclass(frozen=True)
class PageLinks:
    """What components/pagination.html prints for one page of a list."""

    items: tuple[Mapping[str, Any], ...]
    previous_href: str
    next_href: str


@register.simple_tag
def page_links(page: Page[Any], query: str = "") -> PageLinks:
    """Links to the pages around this one, the first and the last, with the rest of the address kept."""

    def href(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    items = tuple(
        {"ellipsis": True}
        if not isinstance(number, int)
        else {"number": number, "href": href(number), "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )
    return PageLinks(
        items=items,
        previous_href=href(page.previous_page_number()) if page.has_previous() else "",
        next_href=href(page.next_page_number()) if page.has_next() else "",
    )
