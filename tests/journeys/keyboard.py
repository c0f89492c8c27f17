"""A person with a keyboard and no mouse."""

from typing import Final

from playwright.sync_api import Page

_REACHABLE: Final = """
() => {
  const selector = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const isForNobody = (element) => element.tabIndex < 0 && element.matches(".govuk-visually-hidden");
  const isOpen = (element) => element.getClientRects().length > 0 && element.checkVisibility();
  const isShown = (element) => isOpen(element) && !element.disabled && !isForNobody(element);
  const groups = new Set();
  return [...document.querySelectorAll(selector)].filter(isShown).filter((element) => {
    if (element.type !== "radio") return true;
    const isNew = !groups.has(element.name);
    groups.add(element.name);
    return isNew;
  }).length;
}
"""
"""How many stops the page has: a group of radios is one, the unseen button that Enter presses is none."""

_DRAWN: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Scripts hear of a wider window when it is drawn: until then the button of a phone's menu stays."""

_REMEMBER_LOOKS: Final = """
() => {
  const look = (element) => {
    const parts = [element, element.nextElementSibling].filter(Boolean);
    return parts.flatMap((part) => [null, "::before"].map((pseudo) => {
      const style = getComputedStyle(part, pseudo);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.backgroundColor, style.border];
    })).join();
  };
  window.lookOf = look;
  window.looks = new Map([...document.querySelectorAll("*")].map((element) => [element, look(element)]));
}
"""

_FOCUS: Final = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  return {
    text: element.outerHTML.slice(0, 100),
    looksDifferent: window.lookOf(element) !== window.looks.get(element),
    isOnScreen: box.bottom > 0 && box.top < innerHeight,
    isNew: !window.visited.has(element) && Boolean(window.visited.add(element)),
  };
}
"""


def keyboard_faults(page: Page) -> list[str]:
    """Stops that Tab does not reach, and those where nothing shows that they have the focus."""
    page.evaluate(_DRAWN)
    page.evaluate("document.activeElement.blur()")
    page.evaluate(_REMEMBER_LOOKS)
    page.evaluate("() => { window.visited = new Set(); }")
    wanted: int = page.evaluate(_REACHABLE)
    faults: list[str] = []
    reached = 0
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if not focus or not focus["isNew"]:
            break
        reached += 1
        if not focus["looksDifferent"]:
            faults.append(f"nothing shows the focus on {focus['text']}")
        if not focus["isOnScreen"]:
            faults.append(f"the focus is out of sight on {focus['text']}")
    return faults if reached >= wanted else [*faults, f"Tab reached {reached} of {wanted} stops"]
