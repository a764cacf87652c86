"""The TypeScript client at a running door: its types are made from the document of that very door, so they cannot be stale."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.fixtures.server import Server
from tests.fixtures.shell import Shell, submitted

SOURCES = Path(__file__).parents[2] / "docs" / "typescript"
LOCK = SOURCES / "package-lock.json"


def node(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of node in the folder."""
    program = shutil.which("node") or pytest.fail("no node: ./remedy test brings one")
    return subprocess.run(
        [program, *command], cwd=folder, capture_output=True, text=True, env=os.environ | environment, check=False
    )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Shell:
    return Shell(tmp_path_factory.mktemp("typescript"), server)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Path:
    """A folder with the sources and the types of the running door."""
    folder = tmp_path_factory.mktemp("client")
    packages = SOURCES / "node_modules"
    if not packages.is_dir():
        pytest.fail("the packages of the TypeScript client are missing: run `npm ci --ignore-scripts` in docs/typescript")
    for name in ("package.json", "tsconfig.json", "client.ts", "overview.ts"):
        shutil.copy(SOURCES / name, folder)
    (folder / "node_modules").symlink_to(packages)
    document = folder / "casework.json"
    document.write_bytes(httpx.get(f"{server.casework}/openapi.json").content)
    done = node(folder, "node_modules/openapi-typescript/bin/cli.js", document.name, "--output", "types/casework.d.ts")
    assert done.returncode == 0, done.stderr
    return folder


def compiled(folder: Path) -> subprocess.CompletedProcess[str]:
    return node(folder, "node_modules/typescript/bin/tsc", "--project", "tsconfig.json")


def test_the_example_is_compiled_and_runs(shell: Shell, client: Path) -> None:
    shell.join("admin", "setup", shell.server.setup_link)
    _, words = shell.organisation("Garment Workers' Union", "worker_organisation", "maya")
    for _ in range(3):
        submitted(shell, words)
    token = shell.folder / "overview.token"
    scopes = ("--scope", "read-reports", "--scope", "read-cases")
    shell.as_("maya", "program", "token", "--name", "Overview", *scopes, "--write-to", token)
    done = compiled(client)
    assert done.returncode == 0, done.stdout
    environment = {"REMEDY_CASEWORK": shell.server.casework, "REMEDY_TOKEN": token.read_text().strip()}
    shown = node(client, "built/overview.js", **environment)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines() == [
        "Maya Kanarie-member: read-cases read-reports see-organisation",
        "Garment Workers' Union: 3 new",
    ]
    refused = node(client, "built/overview.js", **environment | {"REMEDY_TOKEN": "remedy_nothing"})
    assert (refused.returncode, refused.stderr.startswith("401 token-unknown: ")) == (1, True), refused.stderr


def test_what_the_document_does_not_know_is_not_compiled(client: Path) -> None:
    """The planted fault: a field, a path and a parameter that are not there."""
    example = client / "overview.ts"
    before = example.read_text()
    for right, wrong in (
        ("report.unseen", "report.unread"),
        ("/reports", "/report"),
        ("query: { after }", "query: { before: after }"),
    ):
        example.write_text(before.replace(right, wrong, 1))
        assert right in before and compiled(client).returncode != 0, wrong
    example.write_text(before)
    assert compiled(client).returncode == 0


def test_the_lock_file_has_no_addresses() -> None:
    packages = json.loads(LOCK.read_text())["packages"]
    assert len(packages) > 5
    assert not [name for name, one in packages.items() if "resolved" in one or (name and "integrity" not in one)]
