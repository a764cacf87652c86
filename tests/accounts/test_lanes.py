"""Ten thousand tries come down to a few, and the victim signs in all the same."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remedy_api.accounts.lanes import EVERYBODY, KNOWN_DEVICE, STRANGERS, Lane, take
from remedy_api.kit import clock
from tests.factories.accounts import b64
from tests.factories.organisations import Organisation
from tests.factories.people import make_person

START = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
LANE = Lane("test", tries=3, every=timedelta(seconds=10))


def test_a_full_lane_gives_its_tries_and_then_one_at_a_time() -> None:
    full_at = START
    for _ in range(3):
        taken = take(LANE, full_at, START)
        assert taken.wait == 0
        full_at = taken.full_at
    assert take(LANE, full_at, START).wait == 10
    assert take(LANE, full_at, START).full_at == full_at
    later = START + timedelta(seconds=10)
    assert take(LANE, full_at, later).wait == 0
    assert take(LANE, take(LANE, full_at, later).full_at, later).wait == 10


def test_a_clock_set_back_neither_gives_tries_away_nor_locks_for_long() -> None:
    far = START + timedelta(days=300)
    taken = take(LANE, far, START)
    assert 0 < taken.wait <= 10
    assert take(LANE, far, START + timedelta(seconds=taken.wait)).wait <= 10


@given(st.lists(st.floats(0, 60), min_size=1, max_size=200))
def test_never_more_than_the_lane_allows(gaps: list[float]) -> None:
    now, full_at, passed = START, START, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        taken = take(LANE, full_at, now)
        full_at = taken.full_at
        passed += taken.wait == 0
    assert passed <= LANE.tries + (now - START) / LANE.every


def test_ten_thousand_tries_in_an_hour_are_a_few_dozen() -> None:
    """The attack on one account, from devices that are all unknown: 10,000 tries spread over an hour."""
    account, everybody, through = START, START, 0
    for number in range(10_000):
        now = START + timedelta(hours=1) * number / 10_000
        mine = take(STRANGERS, account, now)
        if mine.wait:
            continue
        account, shared = mine.full_at, take(EVERYBODY, everybody, now)
        if not shared.wait:
            everybody, through = shared.full_at, through + 1
    assert 10 <= through <= STRANGERS.tries + 30
    # The owner's device has a lane of its own, and it is full.
    assert take(KNOWN_DEVICE, START, START + timedelta(hours=1)).wait == 0


def test_a_flood_over_many_accounts_is_bounded_as_well() -> None:
    """10,000 tries in ten seconds, each at another account, whose own lanes are all full."""
    everybody, through = START, 0
    for number in range(10_000):
        shared = take(EVERYBODY, everybody, START + timedelta(milliseconds=number))
        everybody, through = shared.full_at, through + (not shared.wait)
    assert through <= EVERYBODY.tries + timedelta(seconds=10) / EVERYBODY.every


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock, standing still; change its one element to turn it."""
    hands = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: hands[0])
    return hands


def test_strangers_are_stopped_and_the_victim_signs_in(union: Organisation, stopped: list[datetime]) -> None:
    victim, attacker = make_person(union), union.programme.stranger()
    tries = {"user": victim.user.hex(), "auth": b64(bytes(32))}
    answers = [attacker.client.post("/v1/sign-in", json=tries) for _ in range(STRANGERS.tries + 5)]
    assert [one.status_code for one in answers] == [401] * STRANGERS.tries + [429] * 5
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 120

    assert victim.elsewhere().sign_in().status_code == 429, "an unknown device of hers shares the strangers' lane"
    victim.client.cookies.delete("__Host-session")
    assert victim.sign_in().status_code == 201, "her known device does not"

    stopped[0] += timedelta(minutes=2)
    assert victim.elsewhere().sign_in().status_code == 201


def test_a_known_device_has_its_limit_too(union: Organisation, stopped: list[datetime]) -> None:
    nadia = make_person(union)
    answers = [nadia.sign_in("wrong").status_code for _ in range(KNOWN_DEVICE.tries + 1)]
    assert answers == [401] * KNOWN_DEVICE.tries + [429]


def test_a_device_is_known_only_to_whose_it_is(union: Organisation, stopped: list[datetime]) -> None:
    """An account of one's own gives no lane into somebody else's."""
    victim, attacker = make_person(union), make_person(union)
    tries = {"user": victim.user.hex(), "auth": b64(bytes(32))}
    for _ in range(STRANGERS.tries):
        assert attacker.client.post("/v1/sign-in", json=tries).status_code == 401
    assert attacker.client.post("/v1/sign-in", json=tries).status_code == 429
    third = union.programme.stranger()
    assert third.client.post("/v1/sign-in", json=tries).status_code == 429, "it was the strangers' lane that was used up"
    assert victim.sign_in().status_code == 201


def test_a_cookie_that_was_never_given_out_is_no_device(union: Organisation, stopped: list[datetime]) -> None:
    victim, attacker = make_person(union), union.programme.stranger()
    tries = {"user": victim.user.hex(), "auth": b64(bytes(32))}
    for number in range(STRANGERS.tries):
        attacker.client.cookies.set("__Host-device", b64(bytes([number] * 32)).rstrip("="))
        assert attacker.client.post("/v1/sign-in", json=tries).status_code == 401
    attacker.client.cookies.set("__Host-device", b64(bytes([99] * 32)).rstrip("="))
    assert attacker.client.post("/v1/sign-in", json=tries).status_code == 429


def test_a_planted_cookie_does_not_become_a_device(union: Organisation) -> None:
    """Whoever planted it would know it, and have a lane into her account from then on."""
    nadia = make_person(union).elsewhere()
    planted = b64(bytes([7] * 32)).rstrip("=")
    nadia.client.cookies.set("__Host-device", planted)
    answer = nadia.sign_in()
    given = [cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith("__Host-device=")]
    assert len(given) == 1
    assert planted not in given[0]


def test_made_up_users_have_the_same_lanes(union: Organisation, stopped: list[datetime]) -> None:
    """A limit that only real accounts had would tell which accounts are real."""
    attacker = union.programme.stranger()
    made_up = attacker.client.post("/v1/sign-in/parameters", json={"login": "nobody@example.org"}).json()["user"]
    tries = {"user": made_up, "auth": b64(bytes(32))}
    answers = [attacker.client.post("/v1/sign-in", json=tries).status_code for _ in range(STRANGERS.tries + 1)]
    assert answers == [401] * STRANGERS.tries + [429]


def test_trying_passphrases_leaves_the_recovery_code_its_way(union: Organisation, stopped: list[datetime]) -> None:
    victim, attacker = make_person(union), union.programme.stranger()
    for _ in range(STRANGERS.tries + 1):
        attacker.client.post("/v1/sign-in", json={"user": victim.user.hex(), "auth": b64(bytes(32))})
    new_device = victim.elsewhere()
    sent = {"user": victim.user.hex(), "auth": b64(victim.recovery_auth())}
    assert new_device.client.post("/v1/recovery", json=sent).status_code == 201


def test_a_failed_try_counts_though_it_changes_nothing_else(union: Organisation, stopped: list[datetime]) -> None:
    """Counted in a transaction of its own: rolled back with the refusal, the limit would be none."""
    victim, attacker = make_person(union), union.programme.stranger()
    wrong = {"user": victim.user.hex(), "auth": b64(bytes(32))}
    codes = [attacker.client.post("/v1/sign-in", json=wrong).status_code for _ in range(STRANGERS.tries - 1)]
    assert codes == [401] * (STRANGERS.tries - 1)
    # A try that held is given back, as often as it is made: programs sign in for each command.
    good = {"user": victim.user.hex(), "auth": b64(victim.auth())}
    codes = [victim.elsewhere().client.post("/v1/sign-in", json=good).status_code for _ in range(5)]
    assert codes == [201] * 5
    codes = [attacker.client.post("/v1/sign-in", json=wrong).status_code for _ in range(2)]
    assert codes == [401, 429]
