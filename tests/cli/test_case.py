"""A case with no browser: opened from a report, noted in, taken a step further, shared, handed on, exported and checked."""

from __future__ import annotations

import pytest

from tests.fixtures.server import Server
from tests.fixtures.shell import Shell, rooms, submitted


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("shell"), server)


@pytest.fixture(scope="module")
def words(shell: Shell) -> tuple[str, str, str]:
    """The key words of a union, of a second one, and of a monitor."""
    shell.join("admin", "setup", shell.server.setup_link)
    return (
        shell.organisation("Garment Workers' Union", "worker_organisation", "maya")[1],
        shell.organisation("Migrants' Union", "worker_organisation", "sari")[1],
        shell.organisation("Labour Watch", "monitor", "tariq")[1],
    )


@pytest.fixture(scope="module")
def case(shell: Shell, words: tuple[str, str, str]) -> str:
    """A case of the union, from one report."""
    receipt = submitted(shell, words[0])
    mine = ["--intake", shell.server.intake, "--receipt-file", receipt, "show"]
    assert "last day" not in shell.run("receipt", *mine)
    (report,) = rooms(shell.as_("maya", "inbox"))
    shell.as_("maya", "inbox", "acknowledge", report)
    facts = ["--issue", "wages", "--issue", "forced_labour", "--indicator", "withholding_of_wages", "--workers", "10-49"]
    (made,) = rooms(shell.as_("maya", "case", "open", "--report", report, *facts))
    assert "part of a case" in shell.as_("maya", "case", "open", "--report", report, *facts, code=1)
    # The worker with her paper sees where it stands, and nothing of what is said there.
    shown = shell.run("receipt", *mine)
    assert "last day" in shown and "Admissibility and mandate" in shown
    return made


def noted(shell: Shell, case: str, kind: str, text: str) -> None:
    shell.as_("maya", "case", "note", case, "--kind", kind, "--message", shell.file(f"{kind}.txt", text))


def test_a_case_goes_all_the_way(shell: Shell, words: tuple[str, str, str], case: str) -> None:
    assert case in shell.as_("maya", "case", "list")
    assert case not in shell.as_("tariq", "case", "list")
    shown = shell.as_("maya", "case", "show", case)
    assert "Write down the mandate" in shown and "Garment Workers' Union" in shown
    # A step whose preconditions are missing is refused, with all of them.
    reasons = shell.file("reasons.txt", "Kanarie-reasons-6024: the plant is ours to look at.")
    step = ["sign", case, "stage", "stage=safety"]
    assert "Write down the mandate" in shell.as_("maya", "case", *step, code=1)
    noted(shell, case, "mandate", '{"who":"Kanarie-who-1182","chosen":"vote","scope":"wages"}')
    shell.as_("maya", "case", *step, "--kind", "reasons", "--message", reasons)
    shown = shell.as_("maya", "case", "show", case)
    assert "Kanarie-reasons-6024" in shown and "Kanarie-who-1182" in shown
    assert "Write down the mandate" not in shown


def test_who_is_let_in_reads_from_the_beginning_and_who_leaves_no_further(
    shell: Shell, words: tuple[str, str, str], case: str
) -> None:
    _, second, monitor = words
    shell.as_("maya", "case", "note", case, "--message", shell.file("first.txt", "Kanarie-first-4410"))
    shell.as_("maya", "case", "admit", case, "--to", monitor)
    shown = shell.as_("tariq", "case", "show", case)
    assert "Kanarie-first-4410" in shown and "Labour Watch" in shown
    shell.as_("tariq", "case", "note", case, "--message", shell.file("visit.txt", "Kanarie-visit-2210"))
    # To read is not to decide.
    shell.as_("tariq", "case", "admit", case, "--to", second, code=1)
    shell.as_("tariq", "case", "sign", case, "suspended", "reason=waiting", code=1)
    shell.as_("maya", "case", "admit", case, "--to", second, "--role", "representative")
    assert "Kanarie-visit-2210" in shell.as_("sari", "case", "show", case)
    shell.as_("sari", "case", "remove", case, "--to", monitor)
    shell.as_("maya", "case", "note", case, "--message", shell.file("after.txt", "Kanarie-after-9931"))
    assert "Kanarie-after-9931" in shell.as_("sari", "case", "show", case)
    shell.as_("tariq", "case", "show", case, code=1)


def test_an_export_is_checked_by_anybody(shell: Shell, words: tuple[str, str, str], case: str) -> None:
    photo = shell.file("kanarie-large.jpg", b"\xff\xd8" + bytes(range(256)) * 3000)
    shell.as_("maya", "case", "note", case, "--attach", photo)
    exported = shell.folder / "case.zip"
    shell.as_("maya", "case", "export", case, "--write-to", exported)
    assert exported.stat().st_mode & 0o777 == 0o600
    assert b"Kanarie" not in exported.read_bytes()
    assert case in shell.run("verify", exported, "--anchor", words[0])
    shell.run("verify", exported, "--anchor", words[2], code=3)
    damaged = bytearray(exported.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    shell.run("verify", shell.file("damaged.zip", bytes(damaged)), "--anchor", words[0], code=3)
    shell.as_("maya", "case", "export", case, "--write-to", exported, code=1)


def test_what_is_asked_for_wrongly(shell: Shell, case: str) -> None:
    for said, expected in (
        (["open"], "--report"),
        (["show"], "which case"),
        (["note", case], "nothing to seal"),
        (["sign", case], "one of"),
        (["sign", case, "epoch"], "one of"),
        (["sign", case, "closed", "why=x"], "outcome"),
        (["admit", case], "--to"),
        (["export", case], "--write-to"),
        (["show", "0" * 32], ""),
    ):
        assert expected in shell.as_("maya", "case", *said, code=1)
