"""`remedy test`: everything that must hold before a change is taken, in the order of what fails fastest."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N, render

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# A file of each package of fonts: without them Chromium draws boxes and says it used another font.
FONTS = {"fonts-noto-core": "NotoSansArabic-Regular.ttf", "fonts-noto-cjk": "NotoSansCJK-Regular.ttc"}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--long`, and whatever pytest understands."""
    parser.add_argument("--long", action="store_true", help=render(_N("also drills, big worlds and thousands of generated cases")))
    parser.add_argument("pytest", nargs="*", help=render(_N("paths or options for pytest after --; then only pytest runs")))


def run(options: argparse.Namespace) -> int:
    """Run all checks, say which failed; 1 if any did. Raises Refused when something they need is missing."""
    missing = missing_packages()
    if missing:
        raise Refused(
            _N("The browser tests need packages that are not installed: apt-get install -y %(packages)s"),
            packages=" ".join(missing),
        )
    if options.long and not options.pytest and (missing := missing_programs()):
        raise Refused(
            _N("The long tests need programs that are not installed: apt-get install -y %(packages)s"), packages=" ".join(missing)
        )
    long = ["--long"] if options.long else []
    if options.pytest:
        return subprocess.run([*_pytest(), *long, *options.pytest], cwd=ROOT, check=False).returncode
    failed = [name for name, command in _checks(long) if not _passes(name, command)]
    if failed == ["pytest"]:
        # A busy machine can make a browser test late. What failed is run once more, alone and by name: a real fault fails again.
        failed = (
            [] if _passes("pytest", [*_pytest(), "--last-failed", "--last-failed-no-failures", "none", "-v", *long]) else failed
        )
    if failed:
        print(render(_N("Failed: %(names)s"), names=", ".join(failed)))
        return 1
    print(render(_N("Everything holds.")))
    return 0


def missing_packages() -> list[str]:
    """Debian's packages that the browser tests need and that are not there."""
    missing = [] if CHROMIUM.exists() else ["chromium"]
    for package, file in FONTS.items():
        if not any(next(folder.rglob(file), None) for folder in FONT_FOLDERS if folder.is_dir()):
            missing.append(package)
    return missing


def missing_programs() -> list[str]:
    """Debian's packages of the proxies that the samples in docs/operation are for, and that are not there."""
    beside = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"
    programs = {"nginx": "nginx-light", "caddy": "caddy", "systemd-analyze": "systemd"}
    return [package for program, package in programs.items() if shutil.which(program, path=beside) is None]


# Modules side by side, in the order of tests/conftest.py: what takes minutes first.
_BESIDE = ["-n", str(max(2, (os.cpu_count() or 2) // 2)), "--dist", "loadscope", "--no-loadscope-reorder"]


def _checks(long: Sequence[str]) -> list[tuple[str, list[str]]]:
    beside = Path(sys.executable).parent
    modules = ROOT / "intake_forms" / "node_modules"
    node = shutil.which("node") or "node"
    return [
        ("ruff", [str(beside / "ruff"), "check", ".", "remedy"]),
        ("lint-imports", [str(beside / "lint-imports")]),
        ("typescript", [node, str(modules / "typescript" / "bin" / "tsc"), "--project", "intake_forms/tsconfig.json"]),
        ("mypy", [str(beside / "mypy")]),
        ("pytest", [*_pytest(), *_BESIDE, *long]),
    ]


def _pytest() -> list[str]:
    return [sys.executable, "-m", "pytest", "-q"]


def _passes(name: str, command: list[str]) -> bool:
    print(f"── {name}", flush=True)
    started = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    print(f"   {'✔' if passed else '✘'} {name}, {time.monotonic() - started:.0f} s", flush=True)
    return passed
