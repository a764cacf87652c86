"""What stands in the repository: short files, no addresses of machines, nothing left for later."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 300
WRITTEN = (".py", ".ts", ".tsx", ".mjs", ".css", ".html", ".yaml", ".toml", ".sql", ".mako", ".sh")
# Taken over as they are, or made by a tool: nobody reads them from top to bottom.
MADE = re.compile(
    r"requirements.*\.txt|.*package-lock\.json|.*\.pot?|tests/(corpora|vectors|data)/.*\.(json|txt)|LICENSE.*|.*/LICENSE.*|.*\.(png|jpg)"
)
# Put together here, so that this file does not hold what it looks for.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
MACHINE = re.compile("|".join(("/ro" + "ot/", "/ho" + "me/[a-z]", "/Us" + "ers/[A-Za-z]", "/wo" + "rk/", "py" + "env")))
REGISTRY = re.compile("|".join(("registry" + r"\.npm", r"pypi\." + "org", "files" + r"\.pythonhosted", "--index" + "-url")))


def tracked() -> list[str]:
    """Every file that git knows, as a path from the root."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()


def text_of(name: str) -> str:
    """The content of a file, empty for one that is no text."""
    raw = (ROOT / name).read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8")


def lines_too_many(name: str, text: str) -> bool:
    """Whether a file that somebody wrote is past what one reads in one go. Papers (.md) are read from top to bottom."""
    written = name.endswith(WRITTEN) or "." not in Path(name).name
    return written and not MADE.fullmatch(name) and text.count("\n") > MOST_LINES


def test_no_file_is_longer_than_one_reads_in_one_go() -> None:
    assert lines_too_many("remedy_api/long.py", "\n" * (MOST_LINES + 1))
    assert [name for name in FILES if lines_too_many(name, text_of(name))] == []


@pytest.mark.parametrize(
    ("pattern", "planted"),
    [(LATER, "# TO" + "DO later"), (MACHINE, "see /ho" + "me/anna/x"), (REGISTRY, "https://registry" + ".npmjs.com/x")],
    ids=["nothing left for later", "no path of a machine", "no address of a registry"],
)
def test_nothing_that_does_not_belong_here(pattern: re.Pattern[str], planted: str) -> None:
    assert pattern.search(planted)
    found = [f"{name}: {match[0]}" for name in FILES if not MADE.fullmatch(name) and (match := pattern.search(text_of(name)))]
    assert found == []


def test_lock_files_name_packages_by_hash_and_never_by_address() -> None:
    for name in ("requirements.txt", "requirements-test.txt", "requirements-node.txt"):
        assert "://" not in text_of(name)
        assert "--hash=sha256:" in text_of(name)
    assert '"resolved"' not in text_of("intake_forms/package-lock.json")
    assert '"integrity"' in text_of("intake_forms/package-lock.json")


def test_every_package_says_what_lives_in_it() -> None:
    for name in FILES:
        if name.startswith("remedy_api/") and name.endswith(".py") and "/versions/" not in name:
            assert text_of(name).lstrip().startswith('"""'), name


def twins(names: list[str]) -> list[str]:
    """Test modules that Python would take for one another: it knows those outside a package by their last name alone."""
    loose = [
        name
        for name in names
        if re.fullmatch(r"tests/(.*/)?test_\w+\.py", name) and f"{Path(name).parent}/__init__.py" not in names
    ]
    seen: dict[str, str] = {}
    return [name for name in loose if seen.setdefault(Path(name).name, name) != name]


def test_test_modules_have_names_of_their_own() -> None:
    assert twins(FILES) == []
    assert twins(["tests/a/test_x.py", "tests/b/test_x.py"]) == ["tests/b/test_x.py"]
    assert twins(["tests/a/test_x.py", "tests/b/test_x.py", "tests/b/__init__.py"]) == []
