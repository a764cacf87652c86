"""`remedy bench`: figures beside the bare floor, measured in the same run, into tests/benchmarks/RESULTS.md."""

import argparse
import subprocess
import sys

from remedy_api.cli.checks import ROOT
from remedy_api.kit.i18n import _N, render


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever the benchmark understands."""
    # None of what begins with a dash is ours, `--help` neither.
    parser.prefix_chars = ""
    parser.add_argument("options", nargs=argparse.REMAINDER, help=render(_N("options of the benchmark itself")))


def run(options: argparse.Namespace) -> int:
    """Run it; its exit code."""
    command = [sys.executable, "-m", "tests.benchmarks.run", *options.options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
