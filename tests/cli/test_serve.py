"""The server as a process: what it prints, what it refuses, and what survives it."""

import os
import pwd
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest

from remedy_api.cli import database
from remedy_api.cli.errors import Refused
from remedy_api.kit.db.embedded import Cluster
from remedy_api.kit.db.embedded.postmaster import working_in
from remedy_api.kit.db.engine import driver_url
from tests.fixtures.server import Server, answers, free_ports

Make = Callable[..., Server]


@pytest.fixture(scope="module")
def running(make_server: Make) -> Server:
    """A server that has been started once."""
    server = make_server()
    server.start()
    return server


def refusal(*options: str, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of a `serve` that is not expected to get far."""
    done = subprocess.run(
        [sys.executable, "-m", "remedy_api", "serve", *options],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


def test_both_doors_answer_under_both_names(running: Server) -> None:
    for port in (running.casework_port, running.intake_port):
        for host in ("localhost", "127.0.0.1"):
            assert answers(f"http://{host}:{port}")


def test_it_prints_two_addresses_with_different_hosts_and_one_link(running: Server) -> None:
    assert running.casework in running.said
    assert running.intake in running.said
    assert re.search(rf"{running.casework}/en/setup#\S{{40,}}", running.said)


def test_the_key_lies_outside_the_data_folder_and_is_private(running: Server) -> None:
    assert stat.S_IMODE(running.key_file.stat().st_mode) == 0o600
    assert running.data not in running.key_file.parents


def test_the_database_listens_on_no_address_and_asks_for_its_password(running: Server) -> None:
    cluster = Cluster(running.data)
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url().replace(cluster.password_file.read_text(), "wrong"))


def test_nothing_in_the_data_folder_is_anybody_elses_to_read(running: Server) -> None:
    open_to_others = [path.name for path in running.data.iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert open_to_others == []


def test_no_value_of_a_row_reaches_the_database_log(running: Server) -> None:
    canary = "canary-in-a-row"
    with psycopg.connect(Cluster(running.data).url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE canary (word text UNIQUE)")
        connection.execute("INSERT INTO canary VALUES (%s)", (canary,))
        with pytest.raises(psycopg.errors.UniqueViolation, match=canary):
            # The error itself quotes the row; that is what must not be written down.
            connection.execute("INSERT INTO canary VALUES (%s)", (canary,))
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute(f"SELECT '{canary}'::integer")
        connection.execute("DROP TABLE canary")
    assert canary not in Cluster(running.data).log.read_text()
    assert canary not in running.said


def test_a_second_server_on_the_same_folder_is_refused(running: Server) -> None:
    ports = free_ports(2)
    code, said = refusal("--data", str(running.data), "--casework-port", str(ports[0]), "--intake-port", str(ports[1]))
    assert code != 0
    assert said.startswith("remedy: Another Remedy is running on the folder")
    assert answers(running.casework)


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = refusal("--data", str(tmp_path / "data"), "--casework-port", str(port))
    assert (code, said) == (
        1, f"remedy: Port {port} is in use by another program. Stop that one, or give another port with --casework-port.\n",
    )  # fmt: skip


def test_the_doors_need_two_ports(tmp_path: Path) -> None:
    code, said = refusal("--data", str(tmp_path / "data"), "--casework-port", "8000", "--intake-port", "8000")
    assert (code, said) == (1, "remedy: The two doors need two different ports. Give one of them another.\n")


def test_a_setting_that_cannot_be_used_is_named_but_not_repeated(tmp_path: Path) -> None:
    code, said = refusal("--data", str(tmp_path / "data"), REMEDY_IDLE_MINUTES="canary")
    assert (code, said) == (
        1, "remedy: The setting REMEDY_IDLE_MINUTES has a value that cannot be used. Correct it.\n",
    )  # fmt: skip


def test_a_folder_that_cannot_be_written_is_refused() -> None:
    code, said = refusal("--data", "/proc/remedy")
    assert code == 1
    assert said == ("remedy: The folder /proc/remedy cannot be written. Give another with --data, or change who may write there.\n")


def test_an_account_without_a_name_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that systemd makes for the time of a service, where nothing tells its name."""

    def unknown(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(Refused, match="libnss-systemd"):
        database.Shipped(tmp_path, 4)
    assert not list(tmp_path.rglob("postgres*"))


def test_a_database_that_does_not_answer_is_refused_without_its_address(tmp_path: Path) -> None:
    casework, intake = free_ports(2)
    code, said = refusal(
        "--data", str(tmp_path / "data"), "--casework-port", str(casework), "--intake-port", str(intake),
        REMEDY_DATABASE_URL="postgresql://somebody:canary@127.0.0.1:1/none",
    )  # fmt: skip
    assert code == 1
    assert "does not answer" in said
    assert "canary" not in said


def test_a_database_too_old_is_refused(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(Refused, match=r"is PostgreSQL 18\. Upgrade it to 99 or later"):
        database.Own(postgres_url).wait()


def test_a_database_of_a_newer_version_is_refused(fresh_database: str) -> None:
    assert database.bring_up_to_date(fresh_database)
    assert not database.bring_up_to_date(fresh_database)
    with psycopg.connect(driver_url(fresh_database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    with pytest.raises(Refused, match="newer Remedy"):
        database.bring_up_to_date(fresh_database)


def test_it_serves_a_database_of_the_operators_own(make_server: Make, fresh_database: str) -> None:
    server = make_server(REMEDY_DATABASE_URL=fresh_database)
    server.start()
    assert not (server.data / "postgres").exists()
    assert server.stop() == 0


def test_a_missing_and_a_wrong_key_are_refused(make_server: Make) -> None:
    server = make_server()
    server.start()
    server.stop()
    key = server.key_file.read_text()
    options = ["--data", str(server.data), "--casework-port", str(server.casework_port)]
    options += ["--intake-port", str(server.intake_port)]
    server.key_file.unlink()
    code, said = refusal(*options, REMEDY_KEY_FILE=str(server.key_file))
    assert code == 1
    assert f"put its file back at {server.key_file}" in said
    server.key_file.write_text("00" * 32)
    code, said = refusal(*options, REMEDY_KEY_FILE=str(server.key_file))
    assert code == 1
    assert "does not hold this programme's key" in said
    server.key_file.write_text(key)
    server.start()
    assert server.stop() == 0


def test_nothing_is_left_running_after_any_end(make_server: Make) -> None:
    server = make_server(workers=2)
    server.start()
    mark(server, 1)
    assert server.stop(signal.SIGTERM) == 0
    assert working_in(server.data / "postgres") == []
    server.start()
    mark(server, 2)
    assert server.stop(signal.SIGINT) == 0
    server.start()
    mark(server, 3)
    # Only the parent dies here: workers, job worker and database are told by the kernel.
    server.stop(signal.SIGKILL)
    server.start()
    assert marks(server) == [1, 2, 3]
    assert server.stop() == 0


def test_workers_and_a_database_that_are_killed_come_back(make_server: Make) -> None:
    server = make_server(workers=2)
    server.start()
    mark(server, 1)
    assert server.process is not None
    for child in psutil.Process(server.process.pid).children():
        if child.name() != "postgres":
            child.kill()
    os.kill(int((server.data / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    wait_for(lambda: "the database had ended and was started again" in server.said)
    wait_for(lambda: server.said.count("is started again") == 3)
    wait_for(lambda: answers(server.intake) and answers(server.casework))
    assert marks(server) == [1]
    assert server.stop() == 0


def test_a_path_too_long_for_a_socket_is_no_obstacle(make_server: Make) -> None:
    server = make_server()
    server.data = server.data / ("deep" * 20) / ("deeper" * 10)
    server.start()
    assert Cluster(server.data).socket_dir.parent == Path("/tmp")
    assert server.stop() == 0


def test_an_answer_under_way_is_finished_before_the_end(make_server: Make) -> None:
    server = make_server()
    server.start()
    with socket.create_connection(("127.0.0.1", server.casework_port)) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
        assert server.process is not None
        client.sendall(b"\r\n")
        server.process.send_signal(signal.SIGTERM)
        assert b"200 OK" in client.recv(65536)
    assert server.process.wait(30) == 0
    server.process = None


def wait_for(happened: Callable[[], bool], *, patience: float = 30) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def mark(server: Server, number: int) -> None:
    """Commit a row that must be there after whatever comes."""
    with psycopg.connect(Cluster(server.data).url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS mark (number integer)")
        connection.execute("INSERT INTO mark VALUES (%s)", (number,))


def marks(server: Server) -> list[int]:
    """The rows so committed."""
    with psycopg.connect(Cluster(server.data).url()) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM mark ORDER BY number")]
