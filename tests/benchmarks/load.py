"""Clients: each sends its next report when the one before is answered. Runs in processes of its own.

    python -m tests.benchmarks.load PORT PATH CLIENTS FILE SIZE SHARE SHARES SECONDS
prints one JSON line: sent, accepted, refused, lost (no answer), seconds, and the slowest of 100 in milliseconds.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import uvloop

from tests.benchmarks.sealed import read_share


class Tally:
    """What came of the requests."""

    def __init__(self) -> None:
        self.sent = self.accepted = self.refused = self.lost = 0
        self.latencies: list[float] = []


class Client(asyncio.Protocol):
    """One kept-alive connection with one request under way at a time."""

    def __init__(self, head: bytes, reports: Iterator[bytes], tally: Tally, until: float, done: asyncio.Future[None]):
        self.head, self.reports, self.tally, self.until, self.done = head, reports, tally, until, done
        self.answer = b""
        self.began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        report = next(self.reports, None)
        self.began = time.perf_counter()
        if report is None or self.began > self.until:
            self.began = 0.0
            self.transport.close()
            return
        self.tally.sent += 1
        self.transport.write(self.head % os.urandom(16).hex().encode() + report)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.answer += data
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        if len(body) < length:
            return
        self.answer = b""
        self.tally.latencies.append(time.perf_counter() - self.began)
        if head.startswith(b"HTTP/1.1 201"):
            self.tally.accepted += 1
        else:
            self.tally.refused += 1
        self.next()

    def connection_lost(self, error: Exception | None) -> None:
        if self.began:
            self.tally.lost += 1
        self.done.set_result(None)


async def main(port: int, path: str, clients: int, reports: Iterator[bytes], size: int, seconds: float) -> Tally:
    """All clients until the time or the reports are over."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/vnd.remedy.submission.v1\r\nContent-Length: {size}\r\nIdempotency-Key: %s\r\n\r\n"
    ).encode()
    loop = asyncio.get_running_loop()
    tally, until = Tally(), time.perf_counter() + seconds
    ends = [loop.create_future() for _ in range(clients)]
    for end in ends:
        await loop.create_connection(lambda end=end: Client(head, reports, tally, until, end), "127.0.0.1", port)
    await asyncio.gather(*ends)
    return tally


if __name__ == "__main__":
    port, path, clients, file, size, share, shares, seconds = sys.argv[1:]
    mine = iter(read_share(Path(file), int(size), int(share), int(shares)))
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.perf_counter()
    tally = uvloop.run(main(int(port), path, int(clients), mine, int(size), float(seconds)))
    took = time.perf_counter() - started
    slow = sorted(tally.latencies)[int(len(tally.latencies) * 0.99)] * 1000 if tally.latencies else 0.0
    print(
        json.dumps(
            {
                "sent": tally.sent,
                "accepted": tally.accepted,
                "refused": tally.refused,
                "lost": tally.lost,
                "seconds": took,
                "p99_ms": slow,
            }
        )
    )
