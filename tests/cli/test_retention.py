"""What is to be erased, the rules and a hold, with no browser."""

from __future__ import annotations

import psycopg
import pytest

from remedy_api.kit.db.embedded import Cluster
from tests.fixtures.server import Server
from tests.fixtures.shell import Shell, rooms, submitted


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("shell"), server)


@pytest.fixture(scope="module")
def case(shell: Shell) -> str:
    """A case of a union, closed, and a report beside it that is announced to be erased."""
    shell.join("admin", "setup", shell.server.setup_link)
    words = shell.organisation("Garment Workers' Union", "worker_organisation", "maya")[1]
    shell.organisation("Labour Watch", "monitor", "tariq")
    submitted(shell, words)
    (report,) = rooms(shell.as_("maya", "inbox"))
    shell.as_("maya", "inbox", "acknowledge", report)
    (made,) = rooms(shell.as_("maya", "case", "open", "--report", report, "--issue", "wages"))
    submitted(shell, words)
    (other,) = (room for room in rooms(shell.as_("maya", "inbox")) if room != report)
    with psycopg.connect(Cluster(shell.server.data).url()) as connection:
        connection.execute("INSERT INTO erasure VALUES (%s, 'unanswered_report', 12)", (bytes.fromhex(other),))
    return made


def test_preview(shell: Shell, case: str) -> None:
    said = shell.as_("maya", "retention")
    assert "A report that nobody confirmed" in said and len(rooms(said)) == 1
    assert shell.as_("tariq", "retention", "preview") == "Labour Watch\n"
    assert "A report that nobody confirmed: fewer than five" in shell.as_("admin", "retention", "preview")


def test_rules(shell: Shell, case: str) -> None:
    said = shell.as_("tariq", "retention", "rules")
    assert "A closed case, with its reports and tables: 5 years" in said
    assert "article 5(1)(e)" in said


def test_hold_and_lift(shell: Shell, case: str) -> None:
    assert "--reason" in shell.as_("maya", "retention", "hold", case, code=1)
    assert "no case" in shell.as_("maya", "retention", "hold", "../people", "--reason", "court", code=1)
    shell.as_("tariq", "retention", "hold", case, "--reason", "court", code=1)
    shell.as_("maya", "retention", "hold", case, "--reason", "court")
    assert f"held  {case}" in shell.as_("maya", "retention")
    shell.as_("maya", "retention", "lift", case)
    assert case not in shell.as_("maya", "retention")
