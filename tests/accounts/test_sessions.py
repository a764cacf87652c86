"""Sessions: seen, ended at once, over after idleness and at the latest at their end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.accounts.tasks import SWEEPS
from remedy_api.jobs.context import JobContext
from remedy_api.kit import clock
from remedy_api.settings import Settings
from tests.factories.accounts import Person, b64
from tests.factories.organisations import Organisation, next_roster, post_roster, remove
from tests.factories.people import make_person
from tests.fixtures.addresses import PEOPLE_KEY


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock; change its one element to turn it."""
    hands = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: hands[0])
    return hands


@pytest.fixture
def nadia(union: Organisation) -> Person:
    return make_person(union, role="manager")


def _alive(person: Person) -> bool:
    return person.client.get("/v1/me").status_code == 200


def _second(person: Person) -> Person:
    other = person.elsewhere()
    assert other.sign_in().status_code == 201
    return other


def test_the_session_gives_its_half_of_the_key(nadia: Person) -> None:
    answer = nadia.client.get("/v1/session")
    assert answer.json()["device_key"] == nadia.session["device_key"]
    assert answer.json()["session"] == nadia.session["session"]
    assert answer.json()["me"]["user"] == nadia.user.hex()
    assert answer.json()["vault"]["version"] == 0
    assert "no-store" in answer.headers["cache-control"]


def test_each_session_has_a_key_of_its_own(nadia: Person) -> None:
    assert _second(nadia).session["device_key"] != nadia.session["device_key"]


def test_sessions_are_listed_by_days_and_mine_only(nadia: Person, union: Organisation) -> None:
    other = _second(nadia)
    make_person(union)
    items = nadia.client.get("/v1/sessions").json()["items"]
    assert {item["session"] for item in items} == {nadia.session["session"], other.session["session"]}
    assert [item["session"] for item in items if item["current"]] == [nadia.session["session"]]
    assert all(len(item["started_on"]) == len(item["last_seen_on"]) == 10 for item in items)


def test_one_is_ended_at_once(nadia: Person) -> None:
    other = _second(nadia)
    assert nadia.client.delete(f"/v1/sessions/{other.session['session']}").status_code == 204
    assert not _alive(other)
    assert _alive(nadia)
    assert nadia.client.delete(f"/v1/sessions/{other.session['session']}").status_code == 404


def test_nobody_ends_somebody_elses(nadia: Person, union: Organisation) -> None:
    """Path id against the session's own person: administrators and managers included."""
    for person in (union.manager, make_person(union), union.programme.administrator):
        assert person.client.delete(f"/v1/sessions/{nadia.session['session']}").status_code == 404
    assert _alive(nadia)


def test_all_others_are_ended_at_once(nadia: Person) -> None:
    others = [_second(nadia), _second(nadia)]
    assert nadia.client.delete("/v1/sessions").status_code == 204
    assert [_alive(one) for one in others] == [False, False]
    assert _alive(nadia)


def test_ending_the_own_one_signs_out(nadia: Person) -> None:
    assert nadia.client.delete(f"/v1/sessions/{nadia.session['session']}").status_code == 204
    assert "__Host-session" not in nadia.client.cookies


def test_idleness_ends_it(nadia: Person, hands: list[datetime], settings: Settings) -> None:
    idle = timedelta(minutes=settings.idle_minutes)
    hands[0] += idle - timedelta(seconds=2)
    assert _alive(nadia)
    hands[0] += idle
    assert _alive(nadia), "the request before was seen"
    hands[0] += idle + timedelta(seconds=1)
    assert not _alive(nadia)


def test_it_ends_at_its_end_however_busy(nadia: Person, hands: list[datetime], settings: Settings) -> None:
    end = hands[0] + timedelta(hours=settings.session_hours)
    while hands[0] < end - timedelta(minutes=settings.idle_minutes):
        hands[0] += timedelta(minutes=settings.idle_minutes - 1)
        assert _alive(nadia)
    hands[0] = end + timedelta(seconds=1)
    assert not _alive(nadia)


def test_a_refused_request_counts_as_being_there(nadia: Person, hands: list[datetime], settings: Settings) -> None:
    hands[0] += timedelta(minutes=settings.idle_minutes - 1)
    assert nadia.client.get(f"/v1/organisations/{'0' * 32}").status_code == 404
    hands[0] += timedelta(minutes=settings.idle_minutes - 1)
    assert _alive(nadia)


def _change_passphrase(nadia: Person, union: Organisation) -> None:
    changed = {"current_auth": b64(nadia.auth()), "slot": nadia.passphrase_slot("new words")}
    elsewhere = _second(nadia)
    assert elsewhere.client.put("/v1/me/passphrase", json=changed).status_code == 200
    assert _alive(elsewhere), "the browser that changed it goes on"


def _recover(nadia: Person, union: Organisation) -> None:
    sent = {"user": nadia.user.hex(), "auth": b64(nadia.recovery_auth())}
    assert nadia.elsewhere().client.post("/v1/recovery", json=sent).status_code == 201


def _close(nadia: Person, union: Organisation) -> None:
    administrator = union.programme.administrator.client
    assert administrator.delete(f"/v1/people/{nadia.user.hex()}").status_code == 204


def _remove(nadia: Person, union: Organisation) -> None:
    remove(union, nadia)


def _demote(nadia: Person, union: Organisation) -> None:
    managers = union.latest.managers - {nadia.kid}
    made = next_roster(union, union.manager.keys, managers=managers)
    assert post_roster(union, union.manager, made).status_code == 201


@pytest.mark.parametrize("change", [_change_passphrase, _recover, _close, _remove, _demote])
def test_every_token_dies_at_once(nadia: Person, union: Organisation, engine: Engine, change: Any) -> None:
    """Passphrase, recovery, closing, removal, role: the very next request of every browser is nobody's."""
    browsers = [nadia, _second(nadia)]
    keys = [browser.session["device_key"] for browser in browsers]
    change(nadia, union)
    assert [_alive(browser) for browser in browsers] == [False, False]
    with engine.connect() as connection:
        kept = connection.scalars(text("SELECT device_key FROM login_session")).all()
        devices = connection.scalars(text("SELECT count(*) FROM device WHERE person = :p"), {"p": nadia.user}).one()
    assert not {b64(key) for key in kept} & set(keys), "the server's half of the key is gone"
    assert devices <= 1


def test_what_is_over_is_tidied_away(nadia: Person, engine: Engine, settings: Settings, hands: list[datetime]) -> None:
    hands[0] += timedelta(minutes=settings.idle_minutes + 1)
    fresh = _second(nadia)
    SWEEPS[0].run(JobContext(settings, engine, PEOPLE_KEY))
    with engine.connect() as connection:
        left = connection.scalars(text("SELECT session FROM login_session")).all()
        assert [one.hex() for one in left] == [fresh.session["session"]]
        hands[0] += timedelta(days=1)
    SWEEPS[0].run(JobContext(settings, engine, PEOPLE_KEY))
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT count(*) FROM sign_in_lane")).one() == 0
