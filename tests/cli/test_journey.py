"""The whole way of a report with no browser: two unions, a reporter, a monitor to whom it is handed, in Arabic and odd scripts."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fixtures.server import Server

NARRATIVE = "Kanarie-narrative-7431: جوازات سفرنا عند المدير \u202e<script>alert(1)</script>\n\x1b[31mrot\x1b[0m"
PERSON = {"name": "Kanarie-name-5502", "language": "ar"}


@dataclass
class Shell:
    """A terminal: each command is a process of its own, secrets come from files."""

    folder: Path
    server: Server
    secrets: dict[str, str] = field(default_factory=dict)

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *arguments: str | Path, code: int = 0, **variables: str) -> str:
        """Run a command and return what it printed; its exit code must be `code`."""
        line = [sys.executable, "-m", "remedy_api", *map(str, arguments)]
        done = subprocess.run(line, capture_output=True, text=True, env=os.environ | {"LC_ALL": "en"} | variables, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr

    def as_(self, who: str, *arguments: str | Path, code: int = 0) -> str:
        """A command of a member, who is known by her mail address."""
        noun, *rest = arguments
        options = ["--casework", self.server.casework, "--email", f"{who}@example.org"]
        return self.run(noun, *options, "--passphrase-file", self.folder / f"{who}.passphrase", *rest, code=code)

    def join(self, who: str, action: str, link: str) -> None:
        """A new account, from the one-time link or from an invitation."""
        passphrase = self.run("account", "passphrase").strip()
        self.secrets[f"passphrase of {who}"] = passphrase
        options = ["--passphrase-file", self.file(f"{who}.passphrase", passphrase), "--link-file", self.file(f"{who}.link", link)]
        names = ["--email", f"{who}@example.org", "--name", f"{who.title()} Kanarie-member"]
        self.run(
            "account", "--casework", self.server.casework, action, *options, *names, "--recovery-to", self.folder / f"{who}.code"
        )

    def organisation(self, name: str, kind: str, manager: str) -> tuple[str, str]:
        """Create it, invite its first manager, make its key: its id and its key words."""
        made = self.as_(
            "admin", "organisation", "create", "--name", name, "--kind", kind, "--accepts-reports", "--description", "We help."
        )
        organisation = made.strip()
        link = self.folder / f"{manager}.invitation"
        self.as_("admin", "organisation", "invite", organisation, "--manager", "--write-to", link)
        self.join(manager, "accept", link.read_text())
        self.secrets[f"invitation of {manager}"] = link.read_text().strip().rpartition(".")[2]
        words = self.as_(manager, "organisation", "found", organisation, "--write-to", self.folder / f"{manager}.orgcode")
        return organisation, words.strip().splitlines()[-1]


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


def submitted(shell: Shell, words: str) -> Path:
    """File a report with three texts and a photo; the file that holds its receipt."""
    receipt = shell.folder / f"receipt-{os.urandom(4).hex()}"
    report = [
        "--narrative",
        shell.file("narrative.txt", NARRATIVE),
        "--person",
        shell.file("person.json", json.dumps(PERSON)),
        "--answers",
        shell.file("answers.json", json.dumps({"form": "workplace-grievance", "version": 1, "answers": {"issue": ["wages"]}})),
        "--attach",
        shell.file("kanarie-photo.jpg", b"\xff\xd8" + os.urandom(700_000)),
    ]
    shell.run("submit", "--intake", shell.server.intake, "--to", words, *report, "--language", "ar", "--receipt-to", receipt)
    return receipt


def rooms(listed: str) -> list[str]:
    return re.findall(r"\b[0-9a-f]{32}\b", listed)


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
