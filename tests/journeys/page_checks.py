"""What holds on every page in every state, judged in the browser with the content security policy on."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.journeys.browsing import DESKTOP, HEIGHT, PHONE

AXE: Final = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

ALLOWED: Final = {
    # govuk-frontend puts aria-expanded on radios and checkboxes that reveal a question.
    "aria-allowed-attr": "input[aria-expanded]",
}
"""Findings of axe that upstream markup causes: rule, and the selector of the elements that may have it."""

_AXE_FAULTS: Final = """
async ([rules, allowed]) => {
  const results = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  const isAllowed = (rule, node) => document.querySelector(node.target[0]).matches(allowed[rule] || "#none");
  return results.violations.flatMap((found) =>
    found.nodes
      .filter((node) => !isAllowed(found.id, node))
      .map((node) => `axe ${found.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}
"""

_STRUCTURE_FAULTS: Final = """
() => {
  const isShown = (element) => element.getClientRects().length > 0;
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown);
  const faults = [];
  const first = headings.filter((heading) => heading.tagName === "H1").length;
  if (first !== 1) faults.push(`${first} headings of level 1`);
  headings.reduce((before, heading) => {
    const level = Number(heading.tagName[1]);
    const isSkipped = before && level > before + 1;
    if (isSkipped) faults.push(`level ${level} after ${before}: ${heading.textContent.trim()}`);
    return level;
  }, 0);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (!document.getElementById(id)) faults.push(`no target for #${id}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`id twice: ${id}`);
  for (const link of document.querySelectorAll("a")) {
    if (!link.getAttribute("href")) faults.push(`a link without an address: ${link.textContent.trim()}`);
  }
  return faults;
}
"""

_INLINE_FAULTS: Final = """
() => [...document.querySelectorAll("*")].flatMap((element) => {
  const inline = element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on"));
  if (element.matches("style, script:not([src])")) inline.push(element.tagName);
  return inline.map((what) => `inline ${what} on ${element.outerHTML.slice(0, 80)}`);
})
"""

_WIDTH_FAULTS: Final = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const isWide = (element) => element.getBoundingClientRect().right > width + 1;
  const wide = [...document.body.querySelectorAll("*")].filter(isWide);
  const names = wide.slice(-3).map((element) => element.outerHTML.slice(0, 120));
  return [`scrolls sideways: ${document.documentElement.scrollWidth} in ${width}: ${names.join(" | ")}`];
}
"""

_CUT_FAULTS: Final = """
() => [...document.body.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = style.overflowX === "hidden" || style.overflowX === "clip";
  const isTiny = element.clientWidth <= 1;
  const isForEyes = !isTiny && !element.closest(".govuk-visually-hidden, svg, dialog");
  return hides && isForEyes && element.scrollWidth > element.clientWidth + 1;
}).map((element) => `text is cut off: ${element.outerHTML.slice(0, 120)}`)
"""


def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with a page as it stands, in sentences."""
    return [*axe_faults(page), *structure_faults(page), *width_faults(page), *large_text_faults(page)]


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds. It comes through the debugging protocol, past the policy that stays on."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(_AXE_FAULTS, [RULES, ALLOWED])
    return found


def structure_faults(page: Page) -> list[str]:
    """Headings out of order, links that lead nowhere, names that two elements have."""
    found: list[str] = page.evaluate(_STRUCTURE_FAULTS)
    return found


def inline_faults(page: Page) -> list[str]:
    """Styles and scripts inside the page, as the server sent it: for a page without JavaScript."""
    found: list[str] = page.evaluate(_INLINE_FAULTS)
    return found


def width_faults(page: Page) -> list[str]:
    """What does not fit a screen, least of all one of 320 pixels."""
    found: list[str] = []
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"at {width} pixels {fault}" for fault in page.evaluate(_WIDTH_FAULTS)]
    return found


def large_text_faults(page: Page) -> list[str]:
    """What does not fit, or is cut off, when letters are twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found: list[str] = page.evaluate(_WIDTH_FAULTS) + page.evaluate(_CUT_FAULTS)
    page.evaluate("document.documentElement.removeAttribute('style')")
    return [f"at 200 % text {fault}" for fault in found]


def error_faults(page: Page, *, is_focused: bool) -> list[str]:
    """What is missing on a page that says what to put right."""
    faults = [] if page.title().startswith("Error: ") else [f"the title is {page.title()}"]
    summary = page.locator(".govuk-error-summary")
    if summary.count() != 1:
        return [*faults, f"{summary.count()} error summaries"]
    if is_focused and not summary.evaluate("summary => summary === document.activeElement"):
        faults.append("the error summary has no focus")
    return faults
