"""Pictures of the main pages of a running demonstration, for the README and for looking at.

    ./run manage demo --json demo.json
    .venv/bin/python scripts/screenshots.py http://127.0.0.1:8000 demo.json FOLDER

Each page is taken as a desktop and as a phone shows it. docs/images/ holds four of them.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
WIDTHS: Final = {"desktop": 1280, "phone": 320}
HEIGHT: Final = 1200

POINT: Final = "points/user-needs/"
PAGES: Final[Mapping[str, str]] = {
    "task-list": "",
    "point": POINT,
    "step": f"{POINT}sections/your-users/",
    "statement": f"{POINT}statement/",
    "check-point": f"{POINT}check/",
    "check-answers": "check/",
    "submit": "submit/",
    "history": "history/",
    "preview": "preview/",
}
"""Pages of a draft: the name of the picture, and what follows the address of the draft."""

BEGUN: Final = "/editor/tcop/2021-11/"
EDITOR_PAGES: Final[Mapping[str, str]] = {
    "editions": "/editor/",
    "edition": BEGUN,
    "edition-point": f"{BEGUN}point/user-needs/",
    "edition-section": f"{BEGUN}section/user-needs/user-research/",
    "edition-question": f"{BEGUN}question/user-needs.5/",
    "edition-preview": f"{BEGUN}preview/",
    "differences": f"{BEGUN}differences/#in-short",
    "impact": f"{BEGUN}impact/",
    "publish": f"{BEGUN}publish/",
    "edition-history": f"{BEGUN}history/",
}
"""Pages about the draft that the demonstration has begun."""


def main(address: str, demonstration: Path, folder: Path) -> None:
    """Take every picture."""
    told = json.loads(demonstration.read_text())
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for device, width in WIDTHS.items():
            take_draft(browser, address, told, folder, device, width)
            take_packs(browser, address, told, folder, device, width)
            take_editor(browser, address, told, folder, device, width)
        browser.close()


def take_draft(browser: Browser, address: str, told: Any, folder: Path, device: str, width: int) -> None:
    """The pages of a team at work."""
    draft = next(made for made in told["assessments"] if made["status"] == "draft")
    page = signed_in(browser, address, told, draft["organisation"], "lead", width)
    take(page, f"{address}/", folder / f"home-{device}.png")
    for name, path in PAGES.items():
        take(page, f"{address}{draft['path']}{path}", folder / f"{name}-{device}.png")


def take_packs(browser: Browser, address: str, told: Any, folder: Path, device: str, width: int) -> None:
    """What a reviewer reads."""
    submitted = next(made for made in told["assessments"] if made["packs"])
    page = signed_in(browser, address, told, submitted["organisation"], "reviewer", width)
    take(page, f"{address}/packs/", folder / f"packs-{device}.png")
    take(
        page,
        f"{address}{submitted['packs'][-1]['html'].removesuffix('html/')}",
        folder / f"pack-{device}.png",
    )


def take_editor(browser: Browser, address: str, told: Any, folder: Path, device: str, width: int) -> None:
    """What a question-set editor works on."""
    page = signed_in(browser, address, told, "", "editor", width)
    for name, path in EDITOR_PAGES.items():
        take(page, f"{address}{path}", folder / f"{name}-{device}.png")


def signed_in(browser: Browser, address: str, told: Any, organisation: str, role: str, width: int) -> Page:
    """A window of somebody who has this role there."""
    account = next(
        person
        for person in told["accounts"]
        if person["organisation"] == organisation and role in person["roles"]
    )
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    page.goto(f"{address}/sign-in/")
    page.fill("[name=email]", account["email"])
    page.fill("[name=password]", account["password"])
    page.click("main button[type=submit]")
    page.wait_for_url(f"{address}/")
    return page


def take(page: Page, address: str, file: Path) -> None:
    """What a window shows of a page; beside it, the whole page."""
    page.goto(address)
    page.screenshot(path=file)
    page.screenshot(path=file.with_name(f"whole-{file.name}"), full_page=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
