"""How long `./remedy serve` takes until both doors answer: `python -m tests.benchmarks.starts`."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from remedy_api.cli.checks import ROOT
from tests.fixtures.server import answers, free_ports


@dataclass(frozen=True)
class Starts:
    """Seconds. The environment is there both times; the first start makes the data folder and its database."""

    first: float
    second: float


def _start(folder: Path) -> float:
    """Start it, wait for both doors, stop it; the seconds until they answered."""
    casework, intake = free_ports(2)
    command = [str(ROOT / "remedy"), "serve", "--data", str(folder / "data")]
    command += ["--casework-port", str(casework), "--intake-port", str(intake)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REMEDY_")}
    environment["REMEDY_KEY_FILE"] = str(folder / "people.key")
    with (folder / "said").open("ab") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            while not all(answers(f"http://localhost:{port}") for port in (casework, intake)):
                if process.poll() is not None or time.perf_counter() - began > 120:
                    raise SystemExit((folder / "said").read_text(errors="replace"))
                time.sleep(0.01)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(60)


def measure_starts() -> Starts:
    """A first and a second start with one data folder."""
    with tempfile.TemporaryDirectory(prefix="remedy-starts-") as name:
        folder = Path(name)
        # Started by root, the database belongs to somebody else, who has to get to it.
        folder.chmod(0o711)
        return Starts(_start(folder), _start(folder))


if __name__ == "__main__":
    print(measure_starts())
