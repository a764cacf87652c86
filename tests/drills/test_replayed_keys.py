"""One filing, sent ten times at once and across a crash: it is there once, and everybody who asked gets the same answer."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable

import pytest

from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from tests.benchmarks.sealed import seal_one
from tests.drills.figures import note
from tests.drills.test_kill import PATIENT, READY_WITHIN, everything, kill, make_ready, rooms
from tests.fixtures.server import Server

TIMES = 10


def send(port: int, body: bytes, key: str) -> tuple[int, dict[str, str]]:
    """File; the status and the answer. 0: nobody answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/v1/submissions", body, {"Content-Type": SUBMISSION_MEDIA_TYPE, "Idempotency-Key": key})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException):
        return 0, {}
    finally:
        connection.close()


def at_once(port: int, body: bytes, key: str, crash: Callable[[], object] | None) -> list[tuple[int, dict[str, str]]]:
    """The same filing from ten devices in the same moment, and what each got; meanwhile the server may crash."""
    answers: list[tuple[int, dict[str, str]]] = []
    gate = threading.Barrier(TIMES + 1)

    def one() -> None:
        gate.wait()
        answers.append(send(port, body, key))

    threads = [threading.Thread(target=one) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    gate.wait()
    if crash is not None:
        time.sleep(random.uniform(0, 0.03))
        crash()
    for thread in threads:
        thread.join(60)
    return answers


def drill(server: Server, rounds: int, within: float) -> int:
    """How many filings were under way when the server crashed and are there once all the same."""
    world = make_ready(server)
    cut = 0
    for number in range(rounds):
        body, key = seal_one(world), random.randbytes(16).hex()
        first = at_once(server.intake_port, body, key, (lambda: kill(server, everything, within)) if number % 2 else None)
        cut += any(status == 0 for status, _ in first)
        later = at_once(server.intake_port, body, key, None)
        told = [answer for status, answer in first + later if status == 201]
        assert len(told) >= TIMES and all(answer == told[0] for answer in told), server.said
        assert {status for status, _ in later} == {201}
        # Another body under the same key is somebody's mistake, and changes nothing.
        status, problem = send(server.intake_port, seal_one(world), key)
        assert (status, problem["code"]) == (422, "idempotency-key-reused"), problem
        assert len(rooms(server)) == number + 1
        assert rooms(server)[told[0]["proof"]] == told[0]["room"]
    return cut


def test_ten_times_at_once_and_across_a_crash(make_server: Callable[..., Server]) -> None:
    drill(make_server(workers=2), 2, PATIENT)


@pytest.mark.long
def test_twenty_filings_ten_times_each(make_server: Callable[..., Server]) -> None:
    cut = drill(make_server(workers=2), 20, READY_WITHIN)
    assert cut
    note(
        "idempotency key replayed 10 times in parallel, 20 filings",
        f"10 crashes, {cut} of them in the middle; every filing there once",
    )
