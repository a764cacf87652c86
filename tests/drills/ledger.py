"""Reporters under load, and a ledger outside the server of what it has acknowledged."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass, field

from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from tests.benchmarks.sealed import seal_one
from tests.benchmarks.world import World


@dataclass(slots=True)
class Filing:
    """One report as its reporter's device keeps it: sealed bytes and key stay the same however often it is sent."""

    body: bytes
    key: str
    sent: int = 0
    answers: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """All filings of a drill. Written by the reporters, read when they have stopped."""

    filings: list[Filing] = field(default_factory=list)
    refused: list[tuple[int, bytes]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def acknowledged(self) -> list[Filing]:
        """Those that got an answer."""
        return [filing for filing in self.filings if filing.answers]


class Reporters:
    """So many devices, each filing one report after the other and sending it again until it is acknowledged."""

    def __init__(self, world: World, port: int, ledger: Ledger, count: int) -> None:
        self.world, self.port, self.ledger = world, port, ledger
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._file_all, daemon=True) for _ in range(count)]

    def start(self) -> None:
        """Begin."""
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Let each finish the report it is at."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()

    def _file_all(self) -> None:
        while not self.stopping.is_set():
            filing = Filing(seal_one(self.world), random.randbytes(16).hex())
            with self.ledger.lock:
                self.ledger.filings.append(filing)
            while not filing.answers:
                self._send(filing)
            # Some devices never see the answer that was sent, and send again.
            if random.random() < 0.2:
                self._send(filing)

    def _send(self, filing: Filing) -> None:
        filing.sent += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Content-Type": SUBMISSION_MEDIA_TYPE, "Idempotency-Key": filing.key}
        try:
            connection.request("POST", "/v1/submissions", filing.body, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            return
        finally:
            connection.close()
        if answer.status == 201:
            filing.answers.append(json.loads(body))
        elif answer.status == 503:
            # The database may be away for a moment while it is started again; the device tries later.
            time.sleep(0.05)
        else:
            with self.ledger.lock:
                self.ledger.refused.append((answer.status, body))
            filing.answers.append({})
