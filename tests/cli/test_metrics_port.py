"""The port that tells figures: on loopback, off unless it is asked for, and what it says of a running server."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.fixtures.server import Server, free_ports


def asked(port: int, path: str, host: str = "") -> tuple[int, str]:
    """Status and text of an answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.fixture(scope="module")
def port() -> int:
    """A free one."""
    return free_ports(1)[0]


@pytest.fixture(scope="module")
def told(make_server: Callable[..., Server], port: int) -> Server:
    """A server of two workers that tells its figures, and logs in JSON."""
    server = make_server(workers=2, REMEDY_METRICS_PORT=str(port), REMEDY_LOG_FORMAT="json")
    server.start()
    return server


def test_figures_of_a_running_server(told: Server, port: int) -> None:
    for _ in range(20):
        assert urllib.request.urlopen(f"{told.casework}/healthz", timeout=5).status == 200
        assert urllib.request.urlopen(f"{told.intake}/v1/programme", timeout=5).status == 200
    status, text = asked(port, "/metrics")
    lines = dict(line.rpartition(" ")[::2] for line in text.splitlines() if not line.startswith("#"))
    assert status == 200
    # The fixture asked too, while it waited for the door.
    assert int(lines['remedy_requests_total{door="casework",method="GET",route="/healthz",status="2xx"}']) >= 20
    assert not any('door="intake"' in line for line in lines)
    assert {lines[f'remedy_ready{{part="{part}"}}'] for part in ("database", "tables", "disk")} == {"1"}
    assert float(lines["remedy_disk_free_ratio"]) * 20 == pytest.approx(round(float(lines["remedy_disk_free_ratio"]) * 20))
    assert int(lines["remedy_database_connections_most"]) > 10
    for line in text.splitlines():
        assert line.startswith(("# HELP remedy_", "# TYPE remedy_", "remedy_")), line


def test_ready_and_nothing_else(told: Server, port: int) -> None:
    assert asked(port, "/ready") == (200, "ready")
    assert asked(port, "/")[0] == 404
    # A page whose name leads to this machine is not let in.
    assert asked(port, "/metrics", host=f"evil.example:{port}")[0] == 421
    for door in (told.casework, told.intake):
        assert urllib.request.urlopen(f"{door}/readyz", timeout=5).read() == b'{"status":"ready"}'
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{door}/metrics", timeout=5)


def test_it_goes_on_counting_when_a_worker_was_ended(told: Server, port: int) -> None:
    name = 'remedy_requests_total{door="casework",method="GET",route="/healthz",status="2xx"}'

    def count() -> int:
        return next(int(line.rpartition(" ")[2]) for line in asked(port, "/metrics")[1].splitlines() if line.startswith(name))

    before = count()
    assert told.process is not None
    children = subprocess.run(["pgrep", "-P", str(told.process.pid)], capture_output=True, text=True, check=True).stdout.split()
    os.kill(int(children[0] if len(children) < 2 else children[1]), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while "is started again" not in told.said:
        assert time.monotonic() < deadline, told.said
        time.sleep(0.1)
    assert urllib.request.urlopen(f"{told.casework}/healthz", timeout=20).status == 200
    # It is counted when the answer has gone out.
    deadline = time.monotonic() + 10
    while count() <= before:
        assert time.monotonic() < deadline, told.said
        time.sleep(0.05)
    logged = [json.loads(line) for line in told.said.splitlines() if line.startswith("{")]
    assert any(line["event"] == "%s ended with %s and is started again" for line in logged)
