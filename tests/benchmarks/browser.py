"""Sealing a filing in the real browser, slowed like an old telephone: `python -m tests.benchmarks.browser`."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Route, sync_playwright

from tests.browser.conftest import FLAGS
from tests.sealing_ts.test_typescript import BROWSER, node

SLOWED = 6
WARM_UP = 30
RUNS = 60


@dataclass(frozen=True)
class Sealing:
    """Milliseconds of one filing. Times of single runs vary widely, because the slowing itself is coarse."""

    median: float
    p95: float


def _bundle(out: Path) -> None:
    """The library as pages carry it: bundled and made small by the same tool for the same browsers."""
    entry = Path(__file__).with_name("sealing.ts")
    options = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--log-level=warning", f"--outfile={out}"]
    command = [node(), str(BROWSER / "node_modules" / "esbuild" / "bin" / "esbuild"), str(entry), *options]
    environment = {**os.environ, "NODE_PATH": str(BROWSER / "node_modules")}
    subprocess.run(command, check=True, cwd=BROWSER, env=environment)


def _empty(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<!doctype html><title>bench</title>")


def measure_sealing() -> Sealing:
    """Many filings after a warm-up, one after another, in an empty page of a secure origin; nothing is sent."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder) / "sealing.js"
        _bundle(script)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        page.route("**/*", _empty)
        page.goto("http://localhost/")
        page.add_script_tag(content=script.read_text("utf-8"))
        page.evaluate("prepare()")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        times = [page.evaluate("sealOnce()") for _ in range(WARM_UP + RUNS)][WARM_UP:]
        browser.close()
    return Sealing(median(times), quantiles(times, n=20, method="inclusive")[-1])


if __name__ == "__main__":
    print(measure_sealing())
