"""`remedy doctor`: a sound installation has no fault, and each thing that can go wrong is named."""

import json
import os
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from remedy_api.app import create_intake_app
from remedy_api.cli.doctor import database, machine
from remedy_api.cli.doctor.finding import Finding, Level
from remedy_api.cli.doctor.logs import check_logs
from remedy_api.cli.doctor.mail import check_mail
from remedy_api.cli.doctor.proxy import check_door, intake_door
from remedy_api.cli.main import main
from remedy_api.kit.clock import now, today
from remedy_api.kit.db.engine import driver_url, make_engine
from remedy_api.settings import Settings
from tests.fixtures.server import free_ports

Headers = list[tuple[bytes, bytes]]
Change = Callable[[Headers], Headers]


def dated(moment: datetime) -> bytes:
    """A Date header."""
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT").encode()


class Proxy:
    """Something in front of a door that changes what passes. `limit`: bytes of a body that it takes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.change: Change = list
        self.host: bytes | None = None
        self.limit: int | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self.change([*message["headers"], (b"date", dated(datetime.now(UTC)))])
            await send(message)

        if scope["type"] == "http":
            length = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
            if self.limit is not None and length > self.limit:
                await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/html")]})
                await send({"type": "http.response.body", "body": b"too large"})
                return
            if self.host is not None:
                scope = {**scope, "headers": [(n, self.host if n == b"host" else v) for n, v in scope["headers"]]}
        await self.app(scope, receive, changed)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[tuple[Proxy, str]]:
    """A running door behind a proxy that each test sets up wrongly in its own way, and its address."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    settings = Settings(data_dir=tmp_path_factory.mktemp("doctor"), intake_origins=(url,))
    engine = make_engine(database_url, connections=4)
    proxy = Proxy(create_intake_app(settings, engine, bytes(32)))
    server = uvicorn.Server(
        uvicorn.Config(proxy, host="127.0.0.1", port=port, log_config=None, server_header=False, date_header=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    yield proxy, url
    server.should_exit = True
    thread.join(20)
    engine.dispose()


@pytest.fixture
def door(proxied: tuple[Proxy, str]) -> Iterator[tuple[Proxy, str]]:
    """The same, with nothing wrong yet."""
    proxy, url = proxied
    proxy.change, proxy.host, proxy.limit = list, None, None
    yield proxy, url


def found(url: str) -> list[Finding]:
    """What is found at the intake door."""
    return check_door(intake_door(url, ssl.create_default_context()), "doctor-0")


def levels(findings: list[Finding]) -> set[Level]:
    """How bad it is."""
    return {finding.level for finding in findings}


def test_a_door_with_nothing_wrong_in_front(door: tuple[Proxy, str]) -> None:
    findings = found(door[1])
    assert levels(findings) == {Level.OK}, findings
    assert len(findings) == 3


def without(name: bytes) -> Change:
    """Take a header away."""
    return lambda headers: [pair for pair in headers if pair[0] != name]


def with_one(name: bytes, value: bytes) -> Change:
    """Add a header."""
    return lambda headers: [*headers, (name, value)]


@pytest.mark.parametrize(
    ("change", "level", "said"),
    [
        (without(b"content-security-policy"), Level.FAULT, "Content-Security-Policy"),
        (with_one(b"x-frame-options", b"SAMEORIGIN"), Level.FAULT, "X-Frame-Options"),
        (with_one(b"cache-control", b"public, max-age=60"), Level.FAULT, "Cache-Control"),
        (without(b"referrer-policy"), Level.FAULT, "Referrer-Policy"),
        (with_one(b"age", b"3"), Level.FAULT, "keeps copies"),
        (with_one(b"x-cache", b"HIT"), Level.FAULT, "keeps copies"),
        (with_one(b"set-cookie", b"lb=1"), Level.FAULT, "cookie"),
        (with_one(b"server", b"nginx/1.22.1"), Level.WARNING, "server"),
        (with_one(b"via", b"1.1 proxy"), Level.WARNING, "via"),
    ],
    ids=["policy gone", "frames twice", "cached", "referrer gone", "age", "hit", "cookie", "version", "via"],
)
def test_what_a_proxy_changes_is_named(door: tuple[Proxy, str], change: Change, level: Level, said: str) -> None:
    proxy, url = door
    proxy.change = change
    worst = [finding for finding in found(url) if finding.level == level]
    assert len(worst) == 1, worst
    assert said in worst[0].sentence


def test_a_host_that_is_not_passed_on(door: tuple[Proxy, str]) -> None:
    proxy, url = door
    proxy.host = b"127.0.0.1:9"
    assert any(each.level == Level.FAULT and "REMEDY_INTAKE_ORIGINS" in each.sentence for each in found(url))


def test_a_proxy_that_takes_no_large_upload(door: tuple[Proxy, str]) -> None:
    proxy, url = door
    proxy.limit = 1_000_000
    assert [each.values["status"] for each in found(url) if each.level == Level.FAULT] == [413]


def test_a_clock_that_is_wrong(door: tuple[Proxy, str]) -> None:
    proxy, url = door
    for minutes, level in ((10, Level.FAULT), (0.5, Level.WARNING)):
        moment = dated(datetime.now(UTC) - timedelta(minutes=minutes))
        proxy.change = lambda headers, moment=moment: [*without(b"date")(headers), (b"date", moment)]
        assert [each.level for each in found(url) if "seconds apart" in each.sentence] == [level]


def test_nobody_there_and_plain_http_to_another_host() -> None:
    (port,) = free_ports(1)
    assert "does not answer" in found(f"http://127.0.0.1:{port}")[0].sentence
    assert "does not answer" in found(f"https://127.0.0.1:{port}")[0].sentence
    (plain,) = found("http://remedy.example")
    assert plain.level == Level.FAULT
    assert "plain HTTP" in plain.sentence


def test_a_log_that_holds_our_own_request(tmp_path: Path) -> None:
    log = tmp_path / "nginx" / "access.log"
    log.parent.mkdir()
    log.write_text("203.0.113.7 GET /\n")
    assert check_logs("doctor-1", [log.parent])[0].level == Level.OK
    log.write_text("203.0.113.7 GET /doctor-1\n")
    (finding,) = check_logs("doctor-1", [log.parent])
    assert finding.level == Level.FAULT
    assert str(log) in finding.sentence
    assert check_logs("doctor-1", [tmp_path / "none"])[0].level == Level.WARNING


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder as it should be."""
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "blobs").mkdir(mode=0o700)
    return Settings(data_dir=tmp_path / "data")


def test_the_key(settings: Settings, tmp_path: Path) -> None:
    key = bytes(range(32))
    check = machine.read_key.__globals__["_check"](key)
    file = tmp_path / "people.key"
    assert machine.check_key(file, check, settings)[0].level == Level.FAULT
    file.write_text("00" * 32)
    assert "another key" in machine.check_key(file, check, settings)[0].sentence
    file.write_text(key.hex())
    file.chmod(0o644)
    assert "Others may read" in machine.check_key(file, check, settings)[0].sentence
    file.chmod(0o600)
    assert machine.check_key(file, check, settings)[0].level == Level.OK
    inside = settings.data_dir / "people.key"
    shutil.copy2(file, inside)
    assert machine.check_key(inside, check, settings)[0].level == Level.WARNING


def test_the_folder(settings: Settings) -> None:
    folder = settings.data_dir
    assert levels(machine.check_folder(settings)) == {Level.OK}
    (folder / "blobs").chmod(0o750)
    assert machine.check_folder(settings)[0].values == {"names": "blobs"}
    (folder / "blobs").chmod(0o700)
    folder.chmod(0o755)
    assert machine.check_folder(settings)[0].level == Level.FAULT
    folder.chmod(0o700)
    (folder / "next").mkdir(mode=0o700)
    (folder / "former").mkdir(mode=0o700)
    assert [each.level for each in machine.check_folder(settings)] == [Level.WARNING] * 2


@pytest.mark.parametrize(
    ("age", "level"), [(0, Level.WARNING), (14, Level.WARNING), (15, Level.FAULT), (400, Level.FAULT), (-3, Level.WARNING)]
)
def test_what_an_upgrade_or_a_restore_has_replaced_must_go(settings: Settings, age: int, level: Level) -> None:
    """What is erased since stays in it. A folder whose time lies ahead is as new as one of today."""
    former = settings.data_dir / "former"
    former.mkdir(mode=0o700)
    moment = (now() - timedelta(days=age)).timestamp()
    os.utime(former, (moment, moment))
    (finding,) = machine.check_folder(settings)
    assert finding.level == level
    assert "an upgrade or a restore" in finding.sentence
    assert "remedy upgrade --confirm" in finding.sentence
    assert (str(age) in finding.sentence) == (level == Level.FAULT)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_files_of_somebody_else(settings: Settings) -> None:
    os.chown(settings.data_dir / "blobs", 65534, 65534)
    assert machine.check_folder(settings)[0].values == {"names": "blobs"}


@pytest.mark.parametrize(
    ("free", "level"), [(999_999_999, Level.FAULT), (5_000_000_000, Level.WARNING), (50_000_000_000, Level.OK)]
)
def test_the_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, level: Level) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**12, 0, free))  # type: ignore[attr-defined]
    assert machine.check_disk(settings)[0].level == level


@pytest.mark.parametrize(("days", "level"), [(0, Level.OK), (3, Level.WARNING), (9, Level.FAULT), (None, Level.WARNING)])
def test_the_last_backup(settings: Settings, days: int | None, level: Level) -> None:
    if days is not None:
        (settings.data_dir / machine.LAST).write_text((today() - timedelta(days=days)).isoformat())
    assert machine.check_backup(settings)[0].level == level


def test_the_tables_and_the_clock(fresh_database: str, database_url: str) -> None:
    assert database.check_tables(database.ask(database_url))[0].level == Level.OK
    assert "remedy upgrade" in database.check_tables(database.ask(fresh_database))[0].sentence
    with psycopg.connect(driver_url(fresh_database)) as connection:
        connection.execute("CREATE TABLE alembic_version AS SELECT 'ffffffffffff' AS version_num")
    assert "newer Remedy" in database.check_tables(database.ask(fresh_database))[0].sentence
    told = database.ask(database_url)
    assert database.check_clock(told)[0].level == Level.OK
    assert database.check_clock(told._replace(clock=now() + timedelta(seconds=30)))[0].level == Level.WARNING
    assert database.check_clock(told._replace(clock=now() - timedelta(hours=1)))[0].level == Level.FAULT


def test_mail_that_goes_nowhere(settings: Settings) -> None:
    assert check_mail(settings, None)[0].level == Level.WARNING
    (port,) = free_ports(1)
    (finding,) = check_mail(settings.model_copy(update={"smtp_url": f"smtp://user:canary@127.0.0.1:{port}"}), None)
    assert finding.level == Level.FAULT
    assert "canary" not in finding.sentence


def test_as_a_command_it_says_so_for_programs_too(
    settings: Settings, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REMEDY_DATABASE_URL", database_url)
    assert main(["doctor", "--data", str(settings.data_dir), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["fault"] is False
    assert {"folder", "disk", "database", "tables", "clock", "days", "backup", "mail"} == {
        each["check"] for each in told["findings"]
    }
    monkeypatch.setenv("REMEDY_INTAKE_ORIGINS", "http://report.example")
    assert main(["doctor", "--data", str(settings.data_dir)]) == 1
    assert "plain HTTP" in capsys.readouterr().out
    assert main(["doctor", "--data", str(settings.data_dir), "--intake-url", "remedy.example"]) == 1
    assert "no address of a door" in capsys.readouterr().err
