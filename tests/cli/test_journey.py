"""The whole way of a report with no browser: two unions, a reporter, a monitor to whom it is handed, in Arabic and odd scripts."""

from collections.abc import Callable

import pytest

from tests.fixtures.server import Server
from tests.fixtures.shell import NARRATIVE, Shell, rooms, submitted


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("shell"), server)


@pytest.fixture(scope="module")
def unions(shell: Shell) -> tuple[str, str, str]:
    """Set up; a union with its key words, and those of a monitor."""
    shell.join("admin", "setup", shell.server.setup_link)
    union, words = shell.organisation("Garment Workers' Union", "worker_organisation", "maya")
    _, others = shell.organisation("Labour Watch", "monitor", "tariq")
    return union, words, others


def test_a_report_goes_all_the_way(shell: Shell, unions: tuple[str, str, str]) -> None:
    _, words, monitor_words = unions
    intake = ["--intake", shell.server.intake]
    receipt = submitted(shell, words)
    assert receipt.stat().st_mode & 0o777 == 0o600
    mine: Callable[..., str] = lambda *rest: shell.run("receipt", *intake, "--receipt-file", receipt, *rest)  # noqa: E731
    assert "Kanarie" not in mine("show"), "who finds the receipt does not read the grievance"

    (room,) = rooms(shell.as_("maya", "inbox"))
    assert rooms(shell.as_("tariq", "inbox")) == []
    opened = shell.as_("maya", "inbox", "open", room, "--files", shell.folder / "files")
    assert "Kanarie-narrative-7431: جوازات سفرنا عند المدير" in opened
    assert "Kanarie-name-5502" in opened
    assert "\x1b" not in opened and "\u202e" not in opened, "nothing that steers a terminal comes through"
    kept = [path.read_bytes() for path in (shell.folder / "files").iterdir()]
    assert kept == [(shell.folder / "kanarie-photo.jpg").read_bytes()]

    shell.as_("maya", "inbox", "acknowledge", room)
    shell.as_("maya", "reply", room, "--message", shell.file("reply.txt", "Kanarie-reply-9917: we read you"))
    shown = mine("show")
    assert "Received and read" in shown and "Kanarie-reply-9917" in shown
    mine("answer", "--message", shell.file("answer.txt", "Kanarie-answer-3308"))
    assert "Kanarie-answer-3308" in shell.as_("maya", "inbox", "open", room)

    assert "not agreed" in shell.as_("maya", "inbox", "hand-over", room, code=1)
    shell.as_("maya", "inbox", "hand-over", room, "--to", monitor_words)
    assert rooms(shell.as_("tariq", "inbox")) == [], "nothing is shared before the reporter agrees"
    mine("consent", "--to", monitor_words)
    shell.as_("maya", "inbox", "hand-over", room)
    handed = shell.as_("tariq", "inbox", "open", room)
    assert "Kanarie-narrative-7431" in handed and "Kanarie-answer-3308" in handed

    assert "cannot be undone" in shell.run("receipt", *intake, "--receipt-file", receipt, "withdraw", code=1)
    mine("withdraw", "--yes")
    assert "Kanarie" not in shell.as_("maya", "inbox", "open", room)


def test_a_removed_member_reads_nothing_new(shell: Shell, unions: tuple[str, str, str]) -> None:
    union, words, _ = unions
    link = shell.folder / "nadia.invitation"
    shell.as_("maya", "organisation", "invite", union, "--write-to", link)
    shell.join("nadia", "accept", link.read_text())
    assert "must confirm" not in shell.as_("nadia", "account", "show")
    invitation = link.read_text().rpartition("#")[2].partition(".")[0]
    shell.as_("maya", "organisation", "confirm", union, "--invitation", invitation)
    assert "accepted" not in shell.as_("nadia", "account", "show")
    before = rooms(shell.as_("nadia", "inbox"))
    receipt = submitted(shell, words)
    (room,) = set(rooms(shell.as_("nadia", "inbox"))) - set(before)
    assert "Kanarie-narrative-7431" in shell.as_("nadia", "inbox", "open", room)

    members = shell.as_("maya", "organisation", "members", union)
    kid = next(line.split()[0] for line in members.splitlines() if "Nadia" in line)
    shell.as_("maya", "organisation", "remove", union, "--member", kid)
    shell.as_("nadia", "inbox", "open", room, code=1)
    # The reporter's next word goes out under the organisation's new key.
    intake = ["--intake", shell.server.intake, "--receipt-file", receipt]
    shell.run("receipt", *intake, "answer", "--message", shell.file("later.txt", "Kanarie-later-1177"))
    assert "Kanarie-later-1177" in shell.as_("maya", "inbox", "open", room)


def test_sealed_in_a_file_and_opened_from_it(shell: Shell, unions: tuple[str, str, str]) -> None:
    _, words, others = unions
    sealed = shell.folder / "report.sealed"
    narrative = shell.file("narrative.txt", NARRATIVE)
    intake = ["--intake", shell.server.intake]
    shell.run("seal", *intake, "--to", words, "--narrative", narrative, "--receipt-to", shell.folder / "receipt-sealed", sealed)
    assert b"Kanarie" not in sealed.read_bytes()
    assert "Kanarie-narrative-7431" in shell.as_("maya", "unseal", sealed)
    shell.as_("tariq", "unseal", sealed, code=3)
    before = rooms(shell.as_("maya", "inbox"))
    shell.run("seal", *intake, "--send", sealed)
    assert len(rooms(shell.as_("maya", "inbox"))) == len(before) + 1
    damaged = bytearray(sealed.read_bytes())
    damaged[-100] ^= 1
    shell.as_("maya", "unseal", shell.file("damaged", bytes(damaged)), code=3)
    assert "key words" in shell.run("submit", *intake, "--to", f"{others} zoo", "--narrative", narrative, code=1)
