"""White space in the HTML that becomes a PDF."""

from xml.etree.ElementTree import tostring

import pytest
import tinyhtml5

from reporting.renderers.spacing import make_spaces_single


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("<p>\n  One  <b> two</b>\n three </p>", "<p>One <b>two</b> three</p>"),
        ("<p>One<b> two </b> </p>", "<p>One<b> two</b></p>"),
        ("<p>no\u00a0break \u200b</p>", "<p>no\u00a0break \u200b</p>"),
        ("<li>\n<a>A</a> <span></span>\n</li>", "<li><a>A</a><span /></li>"),
        ("<ul> <li> a </li> </ul>", "<ul> <li>a</li> </ul>"),
        ("<div> a  b </div>", "<div> a  b </div>"),
        ("<p>\u00a0</p>", "<p>\u00a0</p>"),
    ],
)
def test_spaces_are_single_inside_a_block_of_text(written, made):
    assert spaced(written) == made


def test_between_the_paragraphs_of_a_cell_there_is_no_space():
    cell = "<table><tr><td>\n <p>One </p>\n <p> two</p>\n</td></tr></table>"

    assert "<td><p>One</p><p>two</p></td>" in spaced(cell)


def spaced(html: str) -> str:
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    make_spaces_single(root)
    body = root.find("body")
    return (body.text or "") + "".join(tostring(each, encoding="unicode") for each in body)
