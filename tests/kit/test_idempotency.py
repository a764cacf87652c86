"""A creation sent twice happens once, also when both come at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from remedy_api.kit.errors import Conflict
from remedy_api.kit.http.idempotency import KeyReused, forget_keys, idempotent, scope_hash

TODAY = date(2026, 11, 24)
SCOPE = scope_hash(b"\x01" * 16, "POST /v1/things")
REQUEST = b"\x02" * 32


def send(engine: Engine, answer: Callable[[], bytes], *, key: str = "key", scope: bytes = SCOPE, request: bytes = REQUEST):
    """One request in a transaction of its own, committed before the answer is looked at."""
    with Session(engine) as session:
        found = idempotent(session, key, scope=scope, request=request, day=TODAY, answer=answer)
        session.commit()
        return found


class Counter:
    """Work that must not be done twice."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> bytes:
        self.done += 1
        return b'{"number":%d}' % self.done


def test_a_retry_gets_the_first_answer(engine: Engine) -> None:
    work = Counter()
    first, second = send(engine, work), send(engine, work)
    assert (first.status_code, first.body, first.headers.get("idempotency-replayed")) == (201, b'{"number":1}', None)
    assert (second.status_code, second.body, second.headers["idempotency-replayed"]) == (201, b'{"number":1}', "true")
    assert work.done == 1


def test_the_same_key_for_something_else_is_refused(engine: Engine) -> None:
    work = Counter()
    send(engine, work)
    with pytest.raises(KeyReused):
        send(engine, work, request=b"\x03" * 32)
    assert work.done == 1


def test_keys_of_two_callers_or_addresses_are_two_keys(engine: Engine) -> None:
    work = Counter()
    send(engine, work)
    send(engine, work, scope=scope_hash(b"\x02" * 16, "POST /v1/things"))
    send(engine, work, scope=scope_hash(b"\x01" * 16, "POST /v1/others"))
    send(engine, work, key="another")
    assert work.done == 4
    assert scope_hash("ab", "c") != scope_hash("a", "bc")


def test_work_that_failed_may_be_tried_again(engine: Engine) -> None:
    def fail() -> bytes:
        raise Conflict

    with pytest.raises(Conflict):
        send(engine, fail)
    work = Counter()
    assert send(engine, work).body == b'{"number":1}'


def test_parallel_duplicates_are_one(engine: Engine) -> None:
    together, lock, done = threading.Barrier(8), threading.Lock(), []

    def work() -> bytes:
        with lock:
            done.append(1)
        return b"{}"

    def one(_: int) -> str | None:
        together.wait(10)
        return send(engine, work).headers.get("idempotency-replayed")

    with ThreadPoolExecutor(8) as pool:
        replayed = list(pool.map(one, range(8)))
    assert len(done) == 1
    assert sorted(replayed, key=str) == [None, *["true"] * 7]


def test_a_duplicate_waits_and_takes_over_when_the_first_fails(engine: Engine) -> None:
    begun, may_fail = threading.Event(), threading.Event()

    def fail() -> bytes:
        begun.set()
        may_fail.wait(10)
        raise Conflict

    def first() -> str:
        with pytest.raises(Conflict):
            send(engine, fail)
        return "failed"

    work = Counter()
    with ThreadPoolExecutor(2) as pool:
        failing = pool.submit(first)
        assert begun.wait(10)
        waiting = pool.submit(send, engine, work)
        may_fail.set()
        assert failing.result(10) == "failed"
        assert waiting.result(10).body == b'{"number":1}'


def test_only_hashes_and_a_day_are_kept_and_then_forgotten(engine: Engine, session: Session) -> None:
    send(engine, Counter(), key="canary-key")
    rows = session.execute(text("SELECT * FROM idempotency_key")).mappings().all()
    assert len(rows) == 1
    assert "canary" not in str(rows)
    assert rows[0]["created_on"] == TODAY
    assert forget_keys(session, TODAY) == 0
    assert forget_keys(session, date(2026, 11, 25)) == 1
