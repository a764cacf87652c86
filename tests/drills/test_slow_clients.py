"""Clients that send a byte at a time, bodies without end and floods of parts: everybody else is served as before, and nothing of
theirs is left behind.
"""

import http.client
import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from tests.benchmarks.sealed import seal_one
from tests.benchmarks.world import World
from tests.drills.figures import note
from tests.drills.test_kill import make_ready
from tests.fixtures.server import Server

SLOW = 400
"""Connections that send a byte now and then."""
P95 = 1.0
MORE_MEMORY = 100 * 2**20
LARGE = 100 * 2**20


def dribble(port: int, head: bytes, stop: threading.Event) -> None:
    """Holds connections open, each with a byte every second or two, and opens another where one was closed."""
    held: list[socket.socket] = []
    while not stop.is_set():
        while len(held) < SLOW // 4 and not stop.is_set():
            with suppress(OSError):
                one = socket.create_connection(("127.0.0.1", port), timeout=5)
                one.sendall(head)
                held.append(one)
        for one in list(held):
            try:
                one.sendall(b"a")
            except OSError:
                one.close()
                held.remove(one)
        stop.wait(1)
    for one in held:
        one.close()


HEADER = b"POST /v1/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
BODY = (
    b"POST /v1/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + SUBMISSION_MEDIA_TYPE.encode() + b"\r\n"
    b"Idempotency-Key: 0123456789abcdef0123456789abcdef\r\nContent-Length: 200000\r\n\r\n"
)


def large(port: int, path: str, kind: str, chunked: bool, stop: threading.Event) -> None:
    """A hundred megabytes, one after the other, announced or in chunks."""
    part = os.urandom(2**16)
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Content-Type": kind, "Idempotency-Key": random.randbytes(16).hex()}
        body = (part for _ in range(LARGE // len(part)))
        with suppress(OSError, http.client.HTTPException):
            if chunked:
                connection.request("POST", path, body, headers, encode_chunked=True)
            else:
                connection.request("POST", path, body, headers | {"Content-Length": str(LARGE)})
            connection.getresponse().read()
        connection.close()
        stop.wait(0.2)


def parts(port: int, stop: threading.Event) -> None:
    """A form of very many small parts."""
    one = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n'
    body = one * 20_000 + b"--x--\r\n"
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        with suppress(OSError, http.client.HTTPException):
            connection.request("POST", "/v1/submissions", body, {"Content-Type": "multipart/form-data; boundary=x"})
            connection.getresponse().read()
        connection.close()
        stop.wait(0.2)


def attacks(server: Server) -> list[Callable[[threading.Event], None]]:
    """Everything at once, at both doors."""
    ports = (server.intake_port, server.casework_port)
    found: list[Callable[[threading.Event], None]] = []
    for port in ports:
        found += [lambda stop, port=port: dribble(port, HEADER, stop), lambda stop, port=port: dribble(port, BODY, stop)]
    kinds = ((ports[0], "/v1/submissions", SUBMISSION_MEDIA_TYPE), (ports[1], "/v1/session", "application/json"))
    for port, path, kind in kinds:
        found += [lambda stop, to=(port, path, kind), chunked=chunked: large(*to, chunked, stop) for chunked in (True, False)]
    return [*found, lambda stop: parts(ports[0], stop)]


@contextmanager
def under(server: Server) -> Iterator[None]:
    """The attacks go on meanwhile."""
    stop = threading.Event()
    threads = [threading.Thread(target=attack, args=(stop,), daemon=True) for attack in attacks(server)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    yield
    stop.set()
    for thread in threads:
        thread.join(60)


def file_for(server: Server, world: World, seconds: float) -> list[float]:
    """Reports one after the other for so long; how long each took."""
    took = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        body, key = seal_one(world), random.randbytes(16).hex()
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", server.intake_port, timeout=20)
        connection.request("POST", "/v1/submissions", body, {"Content-Type": SUBMISSION_MEDIA_TYPE, "Idempotency-Key": key})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 201, server.said
        connection.close()
        took.append(time.monotonic() - began)
    return took


def memory(server: Server) -> int:
    """Bytes of the largest process that serves."""
    assert server.process is not None
    found = [one for one in psutil.Process(server.process.pid).children() if one.name() != "postgres"]
    return max(one.memory_info().rss for one in found)


def left(server: Server) -> dict[str, int]:
    """Files in the data folder that are not the database's own, with their sizes; and what lies in the folder for passing files."""
    places = [server.data, Path("/tmp")]
    found = {}
    for place in places:
        for path in place.rglob("*") if place == server.data else place.glob("*"):
            if path.is_file() and "postgres" not in path.parts:
                found[str(path)] = path.stat().st_size
    return found


def p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


@pytest.mark.long
def test_others_are_served_and_nothing_is_left(make_server: Callable[..., Server]) -> None:
    server = make_server(workers=2)
    world = make_ready(server)
    quiet = file_for(server, world, 5)
    before, files = memory(server), left(server)
    with under(server):
        took = file_for(server, world, 20)
        most = memory(server)
        # They really are there.
        held = [
            one for one in psutil.net_connections("tcp") if one.status == "ESTABLISHED" and one.laddr.port == server.intake_port
        ]
        assert len(held) > SLOW // 8
    assert p95(took) < P95
    assert most - before < MORE_MEMORY
    time.sleep(1)
    assert {path for path in left(server) if path not in files and Path(path).parent != Path("/tmp")} == set()
    note(
        f"{SLOW} connections of a byte a second, 100 MB bodies and floods of parts, at both doors",
        f"others' p95 {p95(took) * 1000:.0f} ms (quiet {p95(quiet) * 1000:.0f} ms); memory of a worker "
        f"{(most - before) / 2**20:+.0f} MB; nothing left on disk",
    )


@pytest.mark.long
def test_a_connection_without_a_request_ends(make_server: Callable[..., Server]) -> None:
    """Whoever does not say in time what it wants is not waited for, however many bytes it sends meanwhile."""
    server = make_server()
    make_ready(server)
    with socket.create_connection(("127.0.0.1", server.intake_port), timeout=2) as one:
        one.sendall(HEADER)
        began = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            while time.monotonic() - began < 60:
                one.sendall(b"a")
                time.sleep(0.5)
        assert time.monotonic() - began < 45
