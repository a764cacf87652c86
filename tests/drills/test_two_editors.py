"""Two people edit the same thing, a thousand times each: what was taken is there, once, and whoever was late was told so."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from remedy_api.sealing.event import Event, SignedEvent, sign_event
from remedy_api.sealing.lp import sha256
from tests.factories.accounts import Person
from tests.factories.cases import Case, open_case, post
from tests.factories.chain import change, make_site
from tests.factories.organisations import Organisation, Programme
from tests.factories.people import make_organisation, make_person
from tests.factories.reports import events_json, file_report, today, verified

BANDS = ("under-10", "10-49", "50-249")
Taken = tuple[list[bytes], int]
"""Hashes of what was taken of one editor, in its order, and how often it was told that somebody else had been faster."""


def stands(case: Case) -> tuple[int, str]:
    """The place of the latest event, and its hash."""
    with case.founder.programme.engine.connect() as connection:
        seq, head = connection.execute(text("SELECT seq, head FROM room WHERE room = :room"), {"room": case.room}).one()
    return int(seq), bytes(head).hex()


def signs(case: Case, person: Person, edits: int, seen_by_both: Barrier) -> Taken:
    """Adds so many events to a history, each signed on the head that this person saw last; a refused one is signed anew."""
    taken: list[bytes] = []
    late = 0
    seq, head = stands(case)
    seen_by_both.wait(60)
    roster = sha256(case.founder.rosters[-1])
    while len(taken) < edits:
        data = {"fact": "workers", "values": (BANDS[len(taken) % 3],)}
        event = Event(case.instance, case.room, seq + 1, bytes.fromhex(head), today(), "recorded", person.kid, roster, data)
        signed = sign_event(person.keys, event)
        answer = post(case, person, {"events": events_json([signed])}, head)
        if answer.status_code == 201:
            taken.append(signed.digest)
            seq, head = seq + 1, answer.json()["head"]
        else:
            assert answer.status_code == 412, answer.text
            late += 1
            seq, head = stands(case)
    return taken, late


def counts(person: Person, path: str, edits: int, seen_by_both: Barrier) -> Taken:
    """Adds one to the number in an address, so many times, each time to the number that was seen."""
    taken: list[bytes] = []
    late = 0
    seen = person.client.get(path)
    seen_by_both.wait(60)
    while len(taken) < edits:
        number = int(seen.json()["address"]) + 1
        answer = change(person.client, path, {"address": str(number)}, seen.headers["ETag"])
        if answer.status_code == 200:
            taken.append(number.to_bytes(4))
            seen = answer
        else:
            assert answer.status_code == 412, answer.text
            late += 1
            seen = person.client.get(path)
    return taken, late


def both(acts: list[Callable[[Barrier], Taken]]) -> list[Taken]:
    """Lets all begin from the same state: whichever machine this is, one of them at least is late."""
    seen_by_both = Barrier(len(acts))
    with ThreadPoolExecutor(len(acts)) as threads:
        return [future.result() for future in [threads.submit(act, seen_by_both) for act in acts]]


def check(told: list[Taken], kept: list[bytes], edits: int) -> None:
    """Everything that was taken is kept once, in the order in which each one wrote it; and one was in another's way."""
    assert len(kept) == len(set(kept)) == edits * len(told)
    for taken, _ in told:
        assert [one for one in kept if one in set(taken)] == taken
    assert any(late for _, late in told), "nobody was in anybody's way: this shows nothing"


def history(intake: TestClient, union: Organisation, edits: int) -> None:
    case = open_case(union, file_report(intake, union))
    colleague = make_person(union)
    before = stands(case)[0]
    told = both([partial(signs, case, one, edits) for one in (union.manager, colleague)])
    view = case.as_reader(union.manager.client)
    # The whole chain holds as every client checks it, and its digests are those that were acknowledged.
    assert verified(case, view).head.hex() == view["head"] == stands(case)[1]
    check(told, [digest(one) for one in view["events"]][before + 1 :], edits)


def digest(event: dict[str, Any]) -> bytes:
    """The hash by which an event is known, from the event as it travels."""
    return SignedEvent(base64.b64decode(event["payload"]), base64.b64decode(event["signature"])).digest


def record(programme: Programme, colleague: Person, edits: int) -> None:
    path = f"/v1/sites/{make_site(programme.administrator.client, address='0')['site']}"
    told = both([partial(counts, one, path, edits) for one in (programme.administrator, colleague)])
    assert programme.administrator.client.get(path).json()["address"] == str(2 * edits)
    check(told, sorted(one for taken, _late in told for one in taken), edits)


def test_nothing_of_a_history_is_lost(intake: TestClient, union: Organisation) -> None:
    history(intake, union, 40)


@pytest.mark.long
def test_nothing_of_a_history_is_lost_in_a_thousand_edits_each(intake: TestClient, union: Organisation) -> None:
    history(intake, union, 1_000)


def test_nothing_of_a_record_is_lost(programme: Programme) -> None:
    record(programme, make_organisation(programme, kind="coordinator").manager, 40)


@pytest.mark.long
def test_nothing_of_a_record_is_lost_in_a_thousand_edits_each(programme: Programme) -> None:
    record(programme, make_organisation(programme, kind="coordinator").manager, 1_000)


def test_a_lost_edit_would_be_seen() -> None:
    """The control: one that is missing, one that is there twice, two that changed places, and a race that was none."""
    one, two = [b"a", b"c"], [b"b", b"d"]
    told: list[Taken] = [(one, 1), (two, 1)]
    check(told, [b"a", b"b", b"c", b"d"], 2)
    for kept in ([b"a", b"b", b"c"], [b"a", b"b", b"c", b"c"], [b"c", b"b", b"a", b"d"]):
        with pytest.raises(AssertionError):
            check(told, kept, 2)
    with pytest.raises(AssertionError):
        check([(one, 0), (two, 0)], [b"a", b"b", b"c", b"d"], 2)
