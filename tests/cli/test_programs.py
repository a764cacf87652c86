"""A program at running doors: invited, joined, confirmed, with a token; what it does, and what it may not."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from remedy_api.kit.http.bearer import token_of
from tests.fixtures.server import Server
from tests.fixtures.shell import Shell, rooms, submitted

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("programs"), server)


@pytest.fixture(scope="module")
def union(shell: Shell) -> tuple[str, str]:
    """Set up; a union and its key words."""
    shell.join("admin", "setup", shell.server.setup_link)
    return shell.organisation("Garment Workers' Union", "worker_organisation", "maya")


@pytest.fixture(scope="module")
def archive(shell: Shell, union: tuple[str, str]) -> str:
    """A program of the union, on its own machine: its id."""
    link = shell.folder / "archive.invitation"
    shell.as_("maya", "organisation", "invite", union[0], "--write-to", link)
    options = ["--casework", shell.server.casework, "--key-file", shell.folder / "archive.key", "--link-file", link]
    user = shell.run("program", *options, "join", "--name", "Archive").strip()
    assert (shell.folder / "archive.key").stat().st_mode & 0o777 == 0o600
    assert "is there already" in shell.run("program", *options, "join", "--name", "Archive", code=1)
    confirm(shell, "maya", union[0], link)
    assert user in shell.as_("maya", "program", "list")
    return user


def token(shell: Shell, archive: str, name: str, *scopes: str) -> Path:
    """A token in a file of its own."""
    file = shell.folder / f"{name}.token"
    chosen = [part for scope in scopes for part in ("--scope", scope)]
    shell.as_("maya", "program", "token", "--name", name, "--program", archive, *chosen, "--write-to", file)
    return file


def as_program(shell: Shell, token_file: Path, *arguments: str | Path, code: int = 0) -> str:
    noun, *rest = arguments
    options = ["--casework", shell.server.casework, "--key-file", shell.folder / "archive.key", "--token-file", token_file]
    return shell.run(noun, *options, *rest, code=code)


def test_the_example_runs(shell: Shell, union: tuple[str, str], archive: str) -> None:
    """docs/examples/reply.py, with no server's code on its way but the client's."""
    file = token(shell, archive, "hourly", "read-reports", "write-entries", "sign-steps")
    server = shell.server
    environment = {"REMEDY_INTAKE": server.intake, "REMEDY_CASEWORK": server.casework, "REMEDY_WORDS": union[1]}
    environment |= {"REMEDY_KEY_FILE": str(shell.folder / "archive.key"), "REMEDY_TOKEN_FILE": str(file), "LC_ALL": "en"}
    line = [sys.executable, str(ROOT / "docs" / "examples" / "reply.py")]
    done = subprocess.run(line, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "A report came in: We were not paid for overtime since June.",
        "Answered: 1",
        "The reporter reads: None",
        "The reporter reads: We received your report and read it. Somebody will write to you within a week.",
    ]
    assert file.read_text().strip() not in done.stdout + done.stderr


def test_the_client_needs_no_server() -> None:
    """Importing it brings no framework and no database along."""
    kept = "{name.partition('.')[0] for name in sys.modules} & {'fastapi', 'sqlalchemy', 'psycopg'}"
    code = f"import sys, remedy_api.client; print({kept} or 'none')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "none"


def test_a_program_walks_with_its_token(shell: Shell, union: tuple[str, str], archive: str) -> None:
    reading = token(shell, archive, "reading", "read-reports")
    before = rooms(as_program(shell, reading, "inbox"))
    receipt = submitted(shell, union[1])
    (room,) = set(rooms(as_program(shell, reading, "inbox"))) - set(before)
    assert "Kanarie-narrative-7431" in as_program(shell, reading, "inbox", "open", room)
    assert f"* {room}" not in shell.as_("maya", "inbox") and room in shell.as_("maya", "inbox")
    assert "* " in next(line for line in shell.as_("maya", "inbox").splitlines() if room in line), "nobody has looked by it"
    message = shell.file("from-archive.txt", "Kanarie-archive-2204")
    assert "not made for this" in as_program(shell, reading, "reply", room, "--message", message, code=1)
    writing = token(shell, archive, "writing", "read-reports", "write-entries")
    as_program(shell, writing, "reply", room, "--message", message)
    intake = ["--intake", shell.server.intake, "--receipt-file", receipt]
    assert "Kanarie-archive-2204" in shell.run("receipt", *intake, "show")
    assert "No token opens this" in as_program(shell, writing, "program", "tokens", code=1)

    line = next(line for line in shell.as_("maya", "program", "tokens").splitlines() if "writing" in line)
    shell.as_("maya", "program", "revoke", line.split()[0])
    assert "revoked" in as_program(shell, writing, "inbox", code=1)
    assert "Kanarie-narrative-7431" in as_program(shell, reading, "inbox", "open", room)


def test_a_file_that_is_none_is_refused(shell: Shell, archive: str) -> None:
    some = token(shell, archive, "some", "read-reports")
    kept = json.loads((shell.folder / "archive.key").read_text())
    for broken in ("", "{}", json.dumps(kept | {"v": 2}), json.dumps(kept | {"secret": "AAAA"})):
        other = shell.file("broken.key", broken)
        options = ["--casework", shell.server.casework, "--key-file", other, "--token-file", some]
        assert "no file of a program" in shell.run("inbox", *options, code=1)
    # Another program's keys with this token: nothing opens.
    fresh = kept | {"secret": "A" * 43 + "="}
    options = ["--casework", shell.server.casework, "--key-file", shell.file("other.key", json.dumps(fresh)), "--token-file", some]
    (room, *_) = rooms(as_program(shell, some, "inbox"))
    assert "could not be verified" in shell.run("inbox", *options, "open", room, code=3)


def test_a_keeper_who_is_removed_takes_her_program_along(shell: Shell, union: tuple[str, str]) -> None:
    link = shell.folder / "karim.invitation"
    shell.as_("maya", "organisation", "invite", union[0], "--manager", "--write-to", link)
    shell.join("karim", "accept", link.read_text())
    confirm(shell, "maya", union[0], link)
    shell.as_("karim", "organisation", "invite", union[0], "--write-to", link)
    options = ["--casework", shell.server.casework, "--key-file", shell.folder / "mirror.key", "--link-file", link]
    shell.run("program", *options, "join", "--name", "Mirror")
    confirm(shell, "karim", union[0], link)

    def listed() -> dict[str, str]:
        lines = shell.as_("maya", "organisation", "members", union[0]).splitlines()
        return {name: line for line in lines for name in ("Karim", "Mirror", "Archive") if name in line}

    assert listed()["Mirror"].endswith("confirmed  program") and listed()["Karim"].endswith("confirmed  manager")
    shell.as_("maya", "organisation", "remove", union[0], "--member", listed()["Karim"].split()[0])
    after = listed()
    assert "removed" in after["Karim"] and "removed" in after["Mirror"] and "confirmed" in after["Archive"]


def confirm(shell: Shell, who: str, organisation: str, link: Path) -> None:
    """Confirm whoever accepted by the link in the file, which can be used no more."""
    invitation = link.read_text().rpartition("#")[2].partition(".")[0]
    shell.as_(who, "organisation", "confirm", organisation, "--invitation", invitation)
    link.unlink()


def test_no_token_is_found_in_a_log_or_a_file(shell: Shell, archive: str) -> None:
    """What the server printed and everything it keeps, the database's own files included; the hash is the positive control."""
    file = token(shell, archive, "sought", "read-reports")
    as_program(shell, file, "inbox")
    text = file.read_text().strip()
    raw = token_of(f"Bearer {text}")
    assert raw is not None and text not in shell.server.said
    kept = [path for path in shell.server.data.rglob("*") if path.is_file()]
    hashed = hashlib.sha256(raw).digest()
    found: set[str] = set()
    for path in kept:
        content = path.read_bytes()
        found |= {name for name, sought in (("text", text.encode()), ("raw", raw), ("hash", hashed)) if sought in content}
    assert found == {"hash"}, len(kept)
