"""Options of the benchmark reach it."""

import subprocess
from types import SimpleNamespace

import pytest

from remedy_api.cli.main import main


def test_options_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=3)

    monkeypatch.setattr(subprocess, "run", run)
    assert main(["bench", "--every-event", "--turns", "5", "--help"]) == 3
    assert commands[0][1:] == ["-m", "tests.benchmarks.run", "--every-event", "--turns", "5", "--help"]
