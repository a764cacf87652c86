"""Whom a reporter may choose: public, the same for everybody, and checkable to the fingerprint."""

import base64

from fastapi.testclient import TestClient

from remedy_api.sealing.keys import PublicKeys, Signed
from remedy_api.sealing.roster import verify_chain
from tests.factories.organisations import Organisation, remove
from tests.factories.people import make_organisation, make_person, make_unfounded


def test_it_names_who_accepts_and_has_a_key(union: Organisation, intake: TestClient, casework: TestClient) -> None:
    make_unfounded(union.programme, name="Not founded yet")
    make_organisation(union.programme, name="A buyer", kind="buyer")
    make_organisation(union.programme, name="Takes none", accepts_reports=False)
    make_organisation(union.programme, name="A monitor", kind="monitor")
    found = intake.get("/v1/directory").json()["organisations"]
    assert [one["name"] for one in found] == ["A monitor", "Garment Workers' Union"]
    assert casework.get("/v1/directory").json()["organisations"] == found


def test_its_keys_verify(union: Organisation, intake: TestClient) -> None:
    nadia = make_person(union)
    remove(union, nadia)
    (entry,) = intake.get("/v1/directory").json()["organisations"]
    raw = base64.b64decode
    verified = verify_chain(
        union.programme.instance,
        bytes.fromhex(entry["organisation"]),
        [Signed(raw(one["body"]), raw(one["signature"])) for one in entry["chain"]["rosters"]],
        [PublicKeys(bytes.fromhex(key["kid"]), raw(key["kem_public"]), raw(key["sig_public"])) for key in entry["chain"]["keys"]],
        fingerprint=union.fingerprint,
    )
    assert verified.latest.kid.hex() == entry["kid"]
    assert verified.latest.epoch == entry["epoch"] == 1
    assert nadia.kid in verified.keys, "keys of who left are still needed to check what they signed"


def test_it_names_no_person(union: Organisation, intake: TestClient) -> None:
    make_person(union, name="Canary Name", email="canary@example.org")
    text = intake.get("/v1/directory").text
    assert "Canary" not in text
    assert "Maya" not in text
    assert "@" not in text


def test_it_is_sent_once(union: Organisation, intake: TestClient) -> None:
    first = intake.get("/v1/directory")
    again = intake.get("/v1/directory", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_organisation(union.programme)
    changed = intake.get("/v1/directory", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


def test_chains_are_for_confirmed_people(union: Organisation) -> None:
    other = make_organisation(union.programme, kind="buyer")
    path = f"/v1/organisations/{union.hex}/chain"
    assert other.manager.client.get(path).json()["fingerprint"] == union.fingerprint.hex()
    assert union.programme.stranger().client.get(path).status_code == 401
    assert union.programme.administrator.client.get(path).status_code == 403
    unfounded, _ = make_unfounded(union.programme)
    for organisation in (unfounded.hex(), "0" * 32):
        assert union.manager.client.get(f"/v1/organisations/{organisation}/chain").status_code == 404
