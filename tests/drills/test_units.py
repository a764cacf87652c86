"""The units of systemd in docs/operation, read by its own tool."""

import subprocess
from pathlib import Path

import pytest

from tests.drills.test_proxies import SAMPLES, program

pytestmark = pytest.mark.long


def test_the_units_of_systemd(tmp_path: Path) -> None:
    tool = program("systemd-analyze", "systemd")
    for name in ("remedy.service", "remedy-backup.service", "remedy-backup.timer"):
        # The program is not installed on the machine of the tests.
        text = (SAMPLES / name).read_text().replace("/opt/remedy/.venv/bin/remedy", "/bin/true")
        (tmp_path / name).write_text(text)
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run([tool, "verify", *units], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
    for unit in ("remedy.service", "remedy-backup.service"):
        command = [tool, "security", "--offline=true", "--threshold=20", str(tmp_path / unit)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout.splitlines()[-1]
    # A unit that is wrong is seen.
    (tmp_path / "remedy.service").write_text(text.replace("OnCalendar", "ExecStart"))
    assert subprocess.run([tool, "verify", units[-1]], capture_output=True, timeout=60, check=False).returncode != 0
