"""What stands behind the reporter's page, run by node's own test runner; and its types."""

import subprocess

import pytest

from tests.sealing_ts.test_typescript import BROWSER, node

TESTS = ("../tests/intake_forms/run.mjs",)
TYPES = ("node_modules/typescript/bin/tsc", "-p", "../tests/intake_forms")


@pytest.mark.parametrize("command", [TESTS, TYPES], ids=["tests", "types"])
def test_page_code(command: tuple[str, ...]) -> None:
    """All tests of this folder in TypeScript, and that they are well typed."""
    done = subprocess.run([node(), *command], cwd=BROWSER, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
