"""A real browser for every browser test: Debian's chromium, with nothing that calls home."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
ROOT = Path(__file__).parents[2]
AXE = ROOT / "intake_forms" / "node_modules" / "axe-core" / "axe.min.js"
ARTEFACTS = ROOT / "artefacts" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module; every test has contexts of its own. Not for the run: its driver keeps an event loop going
    in this thread, and tests that come after it want one of their own.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts: separate people on separate devices. What a page's console calls an error fails the test that looks."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        # Without movement, so that no colour is measured half way from light to dark.
        context = chromium.new_context(service_workers="allow", reduced_motion="reduce", **options)
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


def listen(page: Page) -> list[str]:
    """Collects what went wrong in a page: uncaught errors, broken policies, requests to other places."""
    found: list[str] = []

    def console(message: ConsoleMessage) -> None:
        # A refused request is the page's to explain; the console line of the browser itself says nothing new.
        if message.type == "error" and "Failed to load resource" not in message.text:
            found.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it is now, one line a fault; by all rules or by some."""
    # Trusted Types refuse a script from text in the page's own world; the protocol adds it beside.
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "\n;undefined")
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    result = page.evaluate("options => window.axe.run(document, options)", options)
    return [
        f"{fault['id']}: {fault['help']} at {json.dumps([node['target'] for node in fault['nodes']])}"
        for fault in result["violations"]
    ]


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page for people to look at."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """When a test fails, keep a picture of every page that was open."""
    outcome = yield
    browser = getattr(item, "funcargs", {}).get("chromium")
    if browser is None or not outcome.get_result().failed:  # type: ignore[attr-defined]
        return
    for person, context in enumerate(browser.contexts):
        for page in context.pages:
            shoot(page, f"failed-{item.name}-{person}")
