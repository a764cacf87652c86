"""Rooms import only rooms below them, and the server cannot reach what opens seals."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of pyproject.toml on the sources in a folder."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("remedy_api/rooms/states.py", "import remedy_api.cases"),
        ("remedy_api/kit/ids.py", "import remedy_api.sealing.unseal"),
    ],
    ids=["upwards", "to what opens"],
)
def test_a_planted_import_is_caught(tmp_path: Path, file: str, line: str) -> None:
    shutil.copytree(ROOT / "remedy_api", tmp_path / "remedy_api", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as source:
        source.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
