"""What a person changes about herself, and what she cannot."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.factories.accounts import Person, b64
from tests.factories.database import contents
from tests.factories.organisations import Organisation
from tests.factories.people import make_person


@pytest.fixture
def nadia(union: Organisation) -> Person:
    return make_person(union)


def _patch(person: Person, change: dict[str, Any]) -> Any:
    tag = person.client.get("/v1/me").headers["etag"]
    return person.client.patch("/v1/me", json=change, headers={"If-Match": tag})


def test_me_names_my_organisations(nadia: Person, union: Organisation) -> None:
    (mine,) = nadia.client.get("/v1/me").json()["memberships"]
    assert (mine["organisation"], mine["state"], mine["manager"]) == (union.hex, "confirmed", False)
    assert mine["permissions"] == sorted(mine["permissions"])
    assert "read-reports" in mine["permissions"]
    assert "keep-members" not in mine["permissions"]
    (managed,) = union.manager.client.get("/v1/me").json()["memberships"]
    assert "keep-members" in managed["permissions"]


def test_name_language_and_notices_change(nadia: Person) -> None:
    answer = _patch(nadia, {"name": "نادية", "language": "ar", "notices": False})
    assert answer.status_code == 200
    assert [answer.json()[name] for name in ("name", "language", "notices")] == ["نادية", "ar", False]
    assert _patch(nadia, {"notices": True}).json()["name"] == "نادية"


def test_a_stale_or_missing_version_is_refused(nadia: Person) -> None:
    tag = nadia.client.get("/v1/me").headers["etag"]
    assert _patch(nadia, {"name": "One"}).status_code == 200
    assert nadia.client.patch("/v1/me", json={"name": "Two"}, headers={"If-Match": tag}).status_code == 412
    assert nadia.client.patch("/v1/me", json={"name": "Two"}).status_code == 428
    assert nadia.client.patch("/v1/me", json={"name": "Two"}, headers={"If-Match": "*"}).status_code == 428


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "two\nlines"},
        {"language": "tlh"},
        {"notices": "yes"},
        {"administrator": True},
        {"email": "other@example.org"},
        {"memberships": []},
        {"kid": "0" * 64},
        {"user": "0" * 32},
        {"permissions": ["create-organisations"]},
        {"version": 9},
        {"closed": False},
    ],
)
def test_what_is_no_ones_to_change_is_refused(nadia: Person, engine: Engine, change: dict[str, Any]) -> None:
    """The peer's fault: a field too many made somebody an administrator."""
    before = contents(engine)
    assert _patch(nadia, change).status_code == 422
    assert contents(engine) == before


def test_the_passphrase_changes_with_a_new_cookie(nadia: Person) -> None:
    before = nadia.client.cookies["__Host-session"]
    slot = nadia.passphrase_slot("new words")
    answer = nadia.client.put("/v1/me/passphrase", json={"current_auth": b64(nadia.auth()), "slot": slot})
    assert answer.status_code == 200
    assert answer.json()["slot"] == slot["slot"]
    assert answer.json()["session"] != nadia.session["session"]
    assert nadia.client.cookies["__Host-session"] != before
    assert nadia.elsewhere().sign_in().status_code == 401
    assert nadia.elsewhere().sign_in("new words").status_code == 201


def test_of_two_changes_at_once_each_ends_well(nadia: Person) -> None:
    """The recovery code proves both, so neither refuses the other: one after the other, and never a server's fault."""
    browsers = [nadia.elsewhere(), nadia.elsewhere()]
    for browser in browsers:
        assert browser.sign_in().status_code == 201

    def change(place: int) -> int:
        sent = {"current_auth": b64(nadia.recovery_auth()), "slot": nadia.passphrase_slot(f"words {place}")}
        return int(browsers[place].client.put("/v1/me/passphrase", json=sent).status_code)

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(change, range(2)))
    assert set(codes) <= {200, 401}
    assert 200 in codes
    works = [nadia.elsewhere().sign_in(f"words {place}").status_code for place in range(2)]
    assert sorted(works) == [201, 401]


@pytest.mark.parametrize("path", ["passphrase", "recovery"])
def test_without_the_proof_nothing_changes(nadia: Person, union: Organisation, engine: Engine, path: str) -> None:
    """A session left open, or stolen, does not give the account away."""
    slot = nadia.passphrase_slot("stolen") if path == "passphrase" else nadia.recovery_slot(bytes(13))
    before = contents(engine)
    for auth in (bytes(32), union.manager.auth(), nadia.auth("guess")):
        answer = nadia.client.put(f"/v1/me/{path}", json={"current_auth": b64(auth), "slot": slot})
        assert (answer.status_code, answer.json()["code"]) == (403, "proof-failed")
    assert contents(engine) == before
    codes = [nadia.client.put(f"/v1/me/{path}", json={"current_auth": b64(bytes(32)), "slot": slot}).status_code for _ in range(8)]
    assert codes == [403] * 7 + [429]


def test_a_slot_of_the_other_kind_is_refused(nadia: Person) -> None:
    sent = {"current_auth": b64(nadia.auth()), "slot": nadia.recovery_slot()}
    assert nadia.client.put("/v1/me/passphrase", json=sent).status_code == 422
    sent = {"current_auth": b64(nadia.auth()), "slot": nadia.passphrase_slot()}
    assert nadia.client.put("/v1/me/recovery", json=sent).status_code == 422


def test_somebody_elses_slot_id_is_refused(nadia: Person, union: Organisation, engine: Engine) -> None:
    with engine.connect() as connection:
        taken = connection.scalars(text("SELECT slot FROM slot WHERE person = :p"), {"p": union.manager.user}).first()
    slot = nadia.passphrase_slot() | {"slot": taken.hex()}
    answer = nadia.client.put("/v1/me/passphrase", json={"current_auth": b64(nadia.auth()), "slot": slot})
    assert answer.status_code == 409
    assert union.manager.elsewhere().sign_in().status_code == 201


@pytest.mark.parametrize(
    "kdf",
    [
        {"name": "argon2id", "memory_kib": 65_535, "passes": 3, "lanes": 4},
        {"name": "argon2id", "memory_kib": 65_536, "passes": 2, "lanes": 4},
        {"name": "argon2id", "memory_kib": 65_536, "passes": 3, "lanes": 3},
        {"name": "argon2id", "memory_kib": 2**40, "passes": 3, "lanes": 4},
        {"name": "pbkdf2", "memory_kib": 65_536, "passes": 3, "lanes": 4},
        None,
    ],
)
def test_a_weaker_kdf_is_refused(nadia: Person, engine: Engine, kdf: Any) -> None:
    before = contents(engine)
    slot = nadia.passphrase_slot("new words") | {"kdf": kdf}
    answer = nadia.client.put("/v1/me/passphrase", json={"current_auth": b64(nadia.auth()), "slot": slot})
    assert answer.status_code == 422
    assert contents(engine) == before


def test_the_vault_grows_by_one(nadia: Person) -> None:
    def put(version: int, tag: int) -> Any:
        return nadia.client.put("/v1/me/vault", json=nadia.vault(version), headers={"If-Match": f'"{tag}"'})

    assert put(1, 0).status_code == 204
    assert put(1, 0).status_code == 412
    assert put(1, 1).status_code == 409
    assert put(3, 1).status_code == 409
    assert put(2, 1).headers["etag"] == '"2"'
    assert nadia.client.put("/v1/me/vault", json=nadia.vault(3)).status_code == 428
    sent = nadia.vault(3)
    assert nadia.client.put("/v1/me/vault", json=sent, headers={"If-Match": '"2"'}).status_code == 204
    assert nadia.client.get("/v1/session").json()["vault"] == sent
