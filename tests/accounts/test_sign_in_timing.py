"""How long an answer takes does not tell whether somebody has an account: 3,000 pairs each, and a planted 50 µs is seen."""

import secrets
import statistics
import time
from collections.abc import Callable

import pytest
from sqlmodel import Session

from remedy_api.accounts.actions.sign_in import check_sign_in
from remedy_api.accounts.errors import SignInFailed
from remedy_api.accounts.queries.sign_in import recovery_parameters, sign_in_parameters
from remedy_api.accounts.states import SlotType
from tests.factories.organisations import Organisation
from tests.factories.people import make_person

PAIRS = 3000
LIMIT = 4.5
PLANTED = 50e-6

pytestmark = pytest.mark.long


def _z(one: Callable[[], object], other: Callable[[], object]) -> float:
    """How many standard errors the mean difference of a pair is from nought; each pair in random order. Only pairs count
    in which both sides were among the faster two thirds: the slower ones tell what else the machine was doing.
    """
    pairs = []
    for _ in range(PAIRS):
        spent = [0.0, 0.0]
        for side in (0, 1) if secrets.randbelow(2) else (1, 0):
            begun = time.perf_counter()
            (one, other)[side]()
            spent[side] = time.perf_counter() - begun
        pairs.append(spent)
    slow = statistics.quantiles([time for pair in pairs for time in pair], n=3)[1]
    kept = [first - second for first, second in pairs if max(first, second) < slow]
    return statistics.fmean(kept) / (statistics.stdev(kept) / len(kept) ** 0.5)


def _slower(call: Callable[[], object]) -> Callable[[], object]:
    def late() -> object:
        until = time.perf_counter() + PLANTED
        while time.perf_counter() < until:
            pass
        return call()

    return late


def _failing(session: Session, user: bytes) -> Callable[[], object]:
    def call() -> object:
        try:
            return check_sign_in(session, user=user, auth=bytes(32), kind=SlotType.PASSPHRASE)
        except SignInFailed as error:
            return error

    return call


@pytest.fixture
def ways(union: Organisation, session: Session) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """For each way in: a login or user that there is, and one that there is not."""
    nadia = make_person(union, email="nadia@example.org")
    nobody = sign_in_parameters(session, "nobod@example.org").user

    def fresh(call: Callable[[], object]) -> Callable[[], object]:
        # As in a request: nothing is remembered from the one before.
        def with_an_empty_session() -> object:
            session.expunge_all()
            return call()

        return with_an_empty_session

    return {
        "sign-in parameters": (
            fresh(lambda: sign_in_parameters(session, "nadia@example.org")),
            fresh(lambda: sign_in_parameters(session, "nobod@example.org")),
        ),
        "recovery parameters": (
            fresh(lambda: recovery_parameters(session, "nadia@example.org")),
            fresh(lambda: recovery_parameters(session, "nobod@example.org")),
        ),
        "sign-in": (fresh(_failing(session, nadia.user)), fresh(_failing(session, nobody))),
    }


@pytest.mark.parametrize("way", ["sign-in parameters", "recovery parameters", "sign-in"])
def test_known_and_unknown_take_as_long(ways: dict[str, tuple[Callable[[], object], Callable[[], object]]], way: str) -> None:
    known, unknown = ways[way]
    for call in (known, unknown) * 50:
        call()
    assert abs(_z(_slower(known), unknown)) > LIMIT, "the measure must be able to see 50 µs"
    assert abs(_z(known, unknown)) < LIMIT
