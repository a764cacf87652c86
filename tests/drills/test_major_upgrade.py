"""A data folder of an older PostgreSQL: refused by serve, carried over by upgrade, the old one kept until confirmed."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session

from remedy_api.cli import major, upgrade
from remedy_api.cli.errors import Refused
from remedy_api.cli.serve.folder import hold_folder
from remedy_api.kit.db.embedded import Cluster, Postmaster
from remedy_api.kit.db.embedded.cluster import BINARIES, ENVIRONMENT, MAJOR, ROLE
from remedy_api.kit.db.embedded.owner import becoming, find_owner
from remedy_api.kit.db.engine import make_engine
from remedy_api.kit.db.migrate import upgrade as migrate
from remedy_api.kit.people_key import people_key
from tests.benchmarks.world import make_world
from tests.drills.installations import Serving, held, remedy

# What is at hand for certain: another major version comes in the same wheel.
BESIDE = BINARIES.parents[1] / "pginstall" / "bin"
OTHERS = [path for path in (BESIDE, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))) if (path / "initdb").exists()]


def version(programs: Path) -> str:
    """The major version of these programs."""
    return (
        subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        .stdout.split()[2]
        .split(".")[0]
    )


def older(folder: Path, programs: Path, key_file: Path) -> None:
    """A data folder as an earlier Remedy with an older PostgreSQL has left it, with a programme and organisations."""
    folder.parent.chmod(0o711)
    folder.mkdir(mode=0o711)
    data = folder / "postgres"
    owner = find_owner(data)
    data.mkdir(mode=0o700)
    owner.give(data)
    password = secrets.token_hex(32)
    (folder / "postgres.password").write_text(password)
    (folder / "postgres.password").chmod(0o600)

    def run(command: list[str | Path], said: str = "") -> None:
        become = becoming(owner, programs, folder)
        subprocess.run(command, input=said, text=True, capture_output=True, check=True, cwd="/", env=ENVIRONMENT, preexec_fn=become)

    first = ["-U", "postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", f"--pwfile={folder / 'first'}"]
    (folder / "first").write_text("of nobody")
    owner.give(folder / "first")
    run([programs / "initdb", "-D", data, *first])
    (folder / "first").unlink()
    statements = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\nCREATE DATABASE {ROLE} OWNER {ROLE};\n"
    run([programs / "postgres", "--single", "-D", data, "postgres"], statements)
    postmaster = Postmaster(Cluster(folder, programs=programs, major=version(programs)))
    postmaster.start()
    postmaster.wait_ready()
    engine = make_engine(postmaster.cluster.url(), connections=2)
    migrate(engine)
    with Session(engine) as session:
        people_key(session, key_file)
        session.commit()
    make_world(engine)
    engine.dispose()
    postmaster.stop()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the data folder of this test lies."""
    monkeypatch.setenv("REMEDY_KEY_FILE", str(tmp_path / "people.key"))
    monkeypatch.delenv("REMEDY_DATABASE_URL", raising=False)
    return tmp_path / "data"


def state(folder: Path) -> set[tuple[str, str]]:
    """Names in a data folder, and which PostgreSQL made the database."""
    kept = {path.name for path in folder.iterdir() if path.name not in ("run", "lock", "postgres.log")}
    return {(name, (folder / "postgres" / "PG_VERSION").read_text() if name == "postgres" else "") for name in kept}


@pytest.mark.long
@pytest.mark.parametrize("programs", OTHERS, ids=version)
def test_serve_refuses_it_and_upgrade_carries_it_over(
    data: Path, programs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    older(data, programs, data.parent / "people.key")
    found = version(programs)
    with (
        pytest.raises(Refused, match=f"was made by PostgreSQL {found}; this is {MAJOR}"),
        Serving(data, data.parent / "people.key"),
    ):
        pass
    before = state(data)
    assert remedy("backup", data, data.parent / "backup") == 1
    for place, broken in _faults():
        with monkeypatch.context() as patch:
            patch.setattr(place, broken.__name__, broken)
            assert remedy("upgrade", data) == 1
        assert state(data) == before
    assert remedy("upgrade", data) == 0
    assert f"PostgreSQL {found} was upgraded to {MAJOR}" in capsys.readouterr().out
    assert Cluster(data).made_by() == MAJOR
    assert Cluster(data / "former").made_by() == found
    with Serving(data, data.parent / "people.key") as served:
        assert held(served)["organisation"] != held(served)["room"]
        assert remedy("backup", data, data.parent / "backup") == 0
    assert remedy("upgrade", data) == 0
    assert remedy("upgrade", data, "--confirm") == 0
    assert not (data / "former").exists()


def _faults() -> list[tuple[object, Callable[..., object]]]:
    def programs_of(*_: object) -> Path:
        raise Refused("none")

    def _content(url: str) -> dict[str, tuple[int, str]]:
        return {"room": (1, url)}

    return [(upgrade, programs_of), (major, _content)]


def test_programs_of_another_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="no programs of PostgreSQL 15"):
        major.programs_of("15", BINARIES)
    assert major.programs_of(version(BESIDE), None) == BESIDE
    monkeypatch.setattr(major, "_PLACES", (str(tmp_path / "{major}" / "bin"),))
    with pytest.raises(Refused, match="apt-get install postgresql-16"):
        major.programs_of("16", None)


def test_nothing_to_upgrade_yet(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert remedy("upgrade", data) == 0
    assert "Serving makes it" in capsys.readouterr().out
    assert not data.exists()


def test_what_is_confirmed_is_gone_or_it_says_so(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "former" / "postgres").mkdir(parents=True)
    with monkeypatch.context() as patch:
        # As for an account that may not write there.
        patch.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
        assert remedy("upgrade", data, "--confirm") == 1
    said = capsys.readouterr()
    assert "cannot be removed" in said.err
    assert "is gone" not in said.out
    assert remedy("upgrade", data, "--confirm") == 0
    assert "is gone" in capsys.readouterr().out
    assert not (data / "former").exists()


def test_a_running_server_is_not_upgraded_under_its_feet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    lock = hold_folder(tmp_path)
    try:
        assert remedy("upgrade", tmp_path) == 1
        assert "Another Remedy is running" in capsys.readouterr().err
        # Nor is it backed up while a restore is at work in it.
        (tmp_path / "postgres.password").write_text("none")
        assert remedy("backup", tmp_path, tmp_path / "backup") == 1
        assert "does not answer. Wait" in capsys.readouterr().err
    finally:
        os.close(lock)
