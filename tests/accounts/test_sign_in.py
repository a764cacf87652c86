"""Signing in: known and unknown look alike, cookies are shut, and nothing of it reaches a log."""

import base64
import logging
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from remedy_api.accounts.queries.sign_in import slot_to_open
from remedy_api.accounts.states import SlotType
from tests.factories.accounts import KDF, b64
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import make_person


def _ask(union: Organisation, kind: str, login: str) -> Any:
    return union.programme.stranger().client.post(f"/v1/{kind}/parameters", json={"login": login})


def test_a_person_signs_in_and_opens_her_slot(union: Organisation) -> None:
    from remedy_api.sealing.box import slot_aad

    nadia = make_person(union).elsewhere()
    answer = nadia.sign_in()
    assert answer.status_code == 201
    body = answer.json()
    assert (body["user"], body["kid"], body["instance"]) == (nadia.user.hex(), nadia.kid.hex(), nadia.instance)
    assert len(base64.b64decode(body["device_key"])) == 32
    assert slot_aad(nadia.instance, nadia.user, "passphrase", bytes.fromhex(body["slot"]))
    assert nadia.client.get("/v1/me").json()["user"] == nadia.user.hex()


def test_cookies_are_shut(union: Organisation) -> None:
    answer = make_person(union).elsewhere().sign_in()
    cookies = answer.headers.get_list("set-cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-session", "__Host-device"}
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)
    session = next(cookie for cookie in cookies if cookie.startswith("__Host-session"))
    assert "max-age" not in session.lower(), "the session cookie ends with the browser"
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("kind", ["sign-in", "recovery"])
def test_unknown_logins_look_like_known_ones(union: Organisation, kind: str) -> None:
    nadia = make_person(union, email="nadia@example.org")
    known, unknown = _ask(union, kind, "nadia@example.org"), _ask(union, kind, "nobody@example.org")
    assert known.status_code == unknown.status_code == 200
    one, other = known.json(), unknown.json()
    assert one["user"] == nadia.user.hex() != other["user"]
    assert _shape(one) == _shape(other)
    assert known.headers.keys() == unknown.headers.keys()
    assert len(known.content) == len(unknown.content)
    assert _ask(union, kind, "nobody@example.org").json() == other, "the same made-up answer each time"
    assert _ask(union, kind, " NOBODY@example.org").json() == other
    assert _ask(union, kind, "nobody2@example.org").json()["user"] != other["user"]


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return (type(value), len(value)) if isinstance(value, str) else value


def test_a_login_has_one_user_for_both_ways(union: Organisation) -> None:
    for login in (make_person(union).email, "nobody@example.org"):
        one, other = _ask(union, "sign-in", login).json(), _ask(union, "recovery", login).json()
        assert one["user"] == other["user"]
        assert one["slot"] != other["slot"]
        assert one["kdf"] == KDF


@pytest.mark.parametrize("login", ["", "x" * 255, 7, None, ["a@b"]])
def test_what_cannot_be_a_login_is_refused(union: Organisation, login: Any) -> None:
    assert _ask(union, "sign-in", login).status_code == 422


@pytest.mark.parametrize("kind", ["sign-in", "recovery"])
def test_wrong_proofs_and_unknown_users_are_answered_alike(union: Organisation, engine: Engine, kind: str) -> None:
    nadia = make_person(union)
    made_up = _ask(union, kind, "nobody@example.org").json()["user"]
    stranger = union.programme.stranger()
    before = contents(engine)
    answers = [
        stranger.client.post(f"/v1/{kind}", json={"user": user, "auth": b64(auth)})
        for user, auth in [
            (nadia.user.hex(), bytes(32)),
            (nadia.user.hex(), nadia.recovery_auth() if kind == "sign-in" else nadia.auth()),
            (made_up, nadia.auth()),
            ("0" * 32, nadia.auth()),
        ]
    ]
    assert {one.status_code for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert not any("set-cookie" in one.headers for one in answers)
    assert contents(engine) == before


def test_the_recovery_code_signs_in_and_ends_every_other_session(union: Organisation) -> None:
    nadia = make_person(union)
    lost = nadia.elsewhere()
    sent = {"user": nadia.user.hex(), "auth": b64(nadia.recovery_auth())}
    answer = lost.client.post("/v1/recovery", json=sent)
    assert answer.status_code == 201
    assert nadia.client.get("/v1/me").status_code == 401

    changed = {"current_auth": b64(nadia.recovery_auth()), "slot": lost.passphrase_slot("a new one")}
    assert lost.client.put("/v1/me/passphrase", json=changed).status_code == 200
    new_code = bytes(13)
    changed = {"current_auth": b64(nadia.auth("a new one")), "slot": lost.recovery_slot(new_code)}
    assert lost.client.put("/v1/me/recovery", json=changed).status_code == 204

    assert nadia.elsewhere().client.post("/v1/recovery", json=sent).status_code == 401, "the used code is dead"
    sent = {"user": nadia.user.hex(), "auth": b64(nadia.recovery_auth(new_code))}
    assert nadia.elsewhere().client.post("/v1/recovery", json=sent).status_code == 201
    assert nadia.elsewhere().sign_in().status_code == 401
    assert nadia.elsewhere().sign_in("a new one").status_code == 201


def test_signing_in_again_ends_the_session_of_this_browser(union: Organisation, engine: Engine) -> None:
    nadia = make_person(union)
    before = nadia.client.cookies["__Host-session"]
    assert nadia.sign_in().status_code == 201
    assert nadia.client.cookies["__Host-session"] != before
    assert len(nadia.client.get("/v1/sessions").json()["items"]) == 1


@pytest.mark.parametrize(
    "cookie", ["", "x", "A" * 43, "é", "A" * 400, "=" * 43, "\x00", "AAAA AAAA", "' OR 1=1 --", "A" * 42 + "="]
)
def test_a_cookie_we_did_not_give_is_nobodys(union: Organisation, cookie: str) -> None:
    stranger = union.programme.stranger()
    raw = f"__Host-session={cookie}".encode("latin-1")
    assert stranger.client.get("/v1/me", headers={"Cookie": raw}).status_code == 401


def test_signing_out_ends_the_session_on_the_server(union: Organisation) -> None:
    nadia = make_person(union)
    token = nadia.client.cookies["__Host-session"]
    answer = nadia.client.post("/v1/sign-out")
    assert answer.status_code == 204
    assert "__Host-session" not in nadia.client.cookies
    assert nadia.elsewhere().client.get("/v1/me", headers={"Cookie": f"__Host-session={token}"}).status_code == 401
    assert nadia.client.post("/v1/sign-out").status_code == 204, "once more does no harm"


def test_signing_out_from_elsewhere_does_nothing(union: Organisation) -> None:
    """The peer's fault: a foreign page could sign people out."""
    nadia = make_person(union)
    assert nadia.client.post("/v1/sign-out", headers={"Origin": "https://evil.test"}).status_code == 403
    assert nadia.client.get("/v1/me").status_code == 200


def test_logs_hold_nothing_of_a_person(union: Organisation, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    nadia = make_person(union, name="Canary Name", email="canary@example.org")
    nadia.sign_in("wrong passphrase")
    nadia.sign_in()
    nadia.client.patch("/v1/me", json={"name": "Canary Name"}, headers={"If-Match": '"99"'})
    secrets = ["Canary", "canary", nadia.client.cookies["__Host-session"], b64(nadia.auth()), b64(nadia.auth("wrong passphrase"))]
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore")))
    for secret in secrets:
        assert secret not in ours


def test_signing_in_holds_the_account_until_the_session_is_there(
    union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a passphrase given up, or an account closed, in that moment leaves a session behind that nobody ends."""
    nadia = make_person(union).elsewhere()
    refused: list[str | None] = []

    def meanwhile(*_: object) -> None:
        with engine.connect() as other:
            try:
                other.execute(text("SELECT FROM person WHERE person = :person FOR UPDATE NOWAIT"), {"person": nadia.user})
            except OperationalError as error:
                refused.append(error.orig.sqlstate)  # type: ignore[union-attr]

    monkeypatch.setattr("remedy_api.accounts.endpoints.sign_in.give_back", meanwhile)
    assert nadia.sign_in().status_code == 201
    assert refused == ["55P03"]


def test_a_lock_changed_between_the_two_looks_opens_nothing(
    union: Organisation, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia = make_person(union).elsewhere()

    def look(session: Session, user: bytes, kind: SlotType) -> tuple[bytes | None, bytes]:
        found = slot_to_open(session, user, kind)
        with engine.begin() as other:
            other.execute(text("DELETE FROM slot WHERE person = :person"), {"person": user})
        return found

    monkeypatch.setattr("remedy_api.accounts.actions.sign_in.slot_to_open", look)
    answer = nadia.sign_in()
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-failed")
    assert nadia.client.get("/v1/me").status_code == 401
