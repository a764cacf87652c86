"""The next roster: who signs, what follows what, and what a removal takes away at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text

from remedy_api.sealing.keys import new_secret, organisation_keys
from tests.factories.accounts import Person, b64
from tests.factories.database import contents
from tests.factories.organisations import Organisation, next_roster, post_roster, remove
from tests.factories.people import invite, make_organisation, make_person


def _send(union: Organisation, person: Person, made: dict[str, Any], **headers: str) -> Any:
    """Send without remembering: for what is to be refused."""
    sent = {name: value for name, value in made.items() if name not in ("secret", "body")}
    path = f"/v1/organisations/{union.hex}/rosters"
    return person.client.post(path, json=sent, headers=union.tag | headers)


def _members(union: Organisation) -> dict[str, tuple[bool, str]]:
    rows = union.manager.client.get(f"/v1/organisations/{union.hex}/members").json()["items"]
    return {row["kid"]: (row["manager"], row["state"]) for row in rows}


def test_a_removal_starts_a_new_epoch_and_acts_at_once(union: Organisation, engine: Engine) -> None:
    nadia, lena = make_person(union), make_person(union)
    open_session = nadia.elsewhere()
    assert open_session.sign_in().status_code == 201
    remove(union, nadia)
    for browser in (nadia, open_session):
        assert browser.client.get(f"/v1/organisations/{union.hex}/keys").status_code == 401
    assert nadia.sign_in().status_code == 201
    for path in ("", "/members", "/keys", "/invitations", "/reports"):
        assert nadia.client.get(f"/v1/organisations/{union.hex}{path}").status_code == 404, path
    assert nadia.client.get(f"/v1/organisations/{union.hex}/chain").status_code == 403
    assert nadia.client.get("/v1/me").json()["memberships"] == []

    assert _members(union)[nadia.kid.hex()] == (False, "removed")
    keys = lena.client.get(f"/v1/organisations/{union.hex}/keys").json()
    assert [epoch["epoch"] for epoch in keys["epochs"]] == [0, 1]
    assert [wrap["epoch"] for wrap in keys["wraps"]] == [0, 1]
    with engine.connect() as connection:
        left = connection.scalars(text("SELECT count(*) FROM organisation_wrap WHERE kid = :k"), {"k": nadia.kid}).one()
    assert left == 0
    (entry,) = lena.client.get("/v1/directory").json()["organisations"]
    assert (entry["epoch"], entry["kid"]) == (1, union.keys[1].kid.hex())


def test_a_removed_member_opens_nothing_new(union: Organisation) -> None:
    nadia = make_person(union)
    remove(union, nadia)
    made = next_roster(union, nadia.keys)
    assert nadia.sign_in().status_code == 201
    assert _send(union, nadia, made).status_code == 404


def test_somebody_removed_can_come_back(union: Organisation) -> None:
    nadia = make_person(union)
    remove(union, nadia)
    from tests.factories.people import accept, confirm

    assert nadia.sign_in().status_code == 201
    invitation = invite(union.manager, union.organisation)
    accept(nadia, union.manager, invitation, fingerprint=union.fingerprint, signed_in=True)
    assert confirm(union, union.manager, invitation, nadia).status_code == 200
    assert _members(union)[nadia.kid.hex()] == (False, "confirmed")
    keys = nadia.client.get(f"/v1/organisations/{union.hex}/keys").json()
    assert [wrap["epoch"] for wrap in keys["wraps"]] == [1]


def test_a_removed_managers_invitations_end(union: Organisation) -> None:
    second = make_person(union, role="manager")
    invitation = invite(second, union.organisation)
    remove(union, second)
    assert union.manager.client.get(f"/v1/invitations/{invitation.hex()}").json()["state"] == "withdrawn"


def test_managers_are_made_and_unmade(union: Organisation) -> None:
    nadia = make_person(union)
    made = next_roster(union, union.manager.keys, managers=union.latest.managers | {nadia.kid})
    assert post_roster(union, union.manager, made).status_code == 201
    assert nadia.client.get("/v1/me").json()["memberships"][0]["manager"] is True
    made = next_roster(union, nadia.keys, managers=union.latest.managers - {union.manager.kid})
    assert post_roster(union, nadia, made).status_code == 201
    assert union.manager.client.get("/v1/me").status_code == 401
    assert union.manager.sign_in().status_code == 201
    assert _members(union)[union.manager.kid.hex()] == (False, "confirmed")
    assert union.manager.client.get(f"/v1/organisations/{union.hex}/invitations").status_code == 403


def test_a_key_can_be_changed_without_anybody_leaving(union: Organisation) -> None:
    made = next_roster(union, union.manager.keys, raise_epoch=True)
    assert post_roster(union, union.manager, made).status_code == 201
    remove(union, make_person(union))
    assert union.latest.epoch == 2


def test_the_recovery_key_acts_when_the_manager_is_lost(union: Organisation) -> None:
    """One lost manager does not end the chain: whoever belongs to it and holds the paper goes on."""
    nadia = make_person(union)
    assert union.recovery is not None
    managers = union.latest.managers | {nadia.kid}
    made = next_roster(union, union.recovery, managers=managers)
    assert post_roster(union, nadia, made).status_code == 201
    remove(union, union.manager, by=nadia)
    assert union.manager.kid not in union.latest.members


def test_members_change_nothing(union: Organisation, engine: Engine) -> None:
    nadia, stranger = make_person(union), union.programme.stranger()
    other = make_organisation(union.programme)
    made = next_roster(union, nadia.keys, managers=union.latest.managers | {nadia.kid})
    good = next_roster(union, union.manager.keys, without=nadia)
    before = contents(engine)
    assert _send(union, nadia, made).status_code == 403
    assert _send(union, nadia, good).json()["code"] == "signed-by-another"
    assert _send(union, other.manager, good).status_code == 404
    assert _send(union, union.programme.administrator, good).status_code == 403
    assert _send(union, stranger, good).status_code == 401
    assert contents(engine) == before


def test_another_organisations_manager_signs_nothing_here(union: Organisation, engine: Engine) -> None:
    """Path against body: a roster of one organisation sent to another, by somebody who manages both or one."""
    other = make_organisation(union.programme)
    made = next_roster(other, other.manager.keys, raise_epoch=True)
    before = contents(engine)
    sent = {name: value for name, value in made.items() if name not in ("secret", "body")}
    answer = union.manager.client.post(f"/v1/organisations/{union.hex}/rosters", json=sent, headers=union.tag)
    assert (answer.status_code, answer.json()["code"]) == (422, "seal-refused")
    assert contents(engine) == before


def test_nothing_that_devices_would_refuse_is_written(union: Organisation, engine: Engine) -> None:
    nadia, second = make_person(union), make_person(union, role="manager")
    keys, signer = union.manager.keys, union.manager
    stranger = union.programme.stranger().keys
    assert union.recovery is not None
    before_roster, recovery = union.latest, union.recovery.kid
    good = next_roster(union, keys, without=nadia)
    rotated = next_roster(union, keys, raise_epoch=True)
    foreign = organisation_keys(new_secret())
    refused: dict[str, tuple[str, dict[str, Any]]] = {
        "version skipped": ("seal-refused", next_roster(union, keys, version=before_roster.version + 2)),
        "another past": ("seal-refused", next_roster(union, keys, previous=bytes(32))),
        "the first one again": ("seal-refused", {**good, "roster": b64(union.rosters[0])}),
        "a signature of somebody else": ("seal-refused", {**good, "signature": b64(stranger.sign(good["body"]))}),
        "one byte changed": ("seal-refused", {**good, "signature": b64(bytes(64))}),
        "removal without new epoch": ("seal-refused", next_roster(union, keys, without=nadia, raise_epoch=False)),
        "epoch skipped": ("seal-refused", next_roster(union, keys, raise_epoch=True, epoch=before_roster.epoch + 2)),
        "old key in new epoch": ("seal-refused", next_roster(union, keys, raise_epoch=True, kid=before_roster.kid)),
        "new key in old epoch": ("seal-refused", next_roster(union, keys, kid=foreign.kid)),
        "named but not sent": ("epoch-wanted", {**rotated, "epoch": None}),
        "sent but not named": ("epoch-not-wanted", {**next_roster(union, keys), "epoch": rotated["epoch"]}),
        "another key than named": (
            "seal-refused",
            {**rotated, "epoch": rotated["epoch"] | {"kem_public": b64(foreign.kem_public)}},
        ),
        "a wrap missing": ("wrong-wraps", {**rotated, "wraps": rotated["wraps"][1:]}),
        "a wrap twice": ("wrong-wraps", {**rotated, "wraps": [*rotated["wraps"], rotated["wraps"][0]]}),
        "a wrap for who left": (
            "wrong-wraps",
            {**good, "wraps": [*good["wraps"], good["wraps"][0] | {"kid": nadia.kid.hex()}]},
        ),
        "a wrap for a stranger": (
            "wrong-wraps",
            {**rotated, "wraps": [rotated["wraps"][0] | {"kid": stranger.kid.hex()}, *rotated["wraps"][1:]]},
        ),
        "somebody comes in uninvited": (
            "roster-names-others",
            next_roster(union, keys, members=before_roster.members | {union.programme.administrator.kid}),
        ),
        "somebody unknown comes in": (
            "roster-names-others",
            next_roster(union, keys, members=before_roster.members | {stranger.kid}),
        ),
        "the recovery key is dropped": (
            "recovery-key-dropped",
            next_roster(
                union,
                keys,
                raise_epoch=True,
                members=before_roster.members - {recovery},
                managers=before_roster.managers - {recovery},
            ),
        ),
        "the recovery key is no manager": (
            "recovery-key-dropped",
            next_roster(union, keys, managers=before_roster.managers - {recovery}),
        ),
        "nobody manages": ("nobody-manages", next_roster(union, keys, managers=frozenset({recovery}))),
        "rubbish": ("seal-refused", {**good, "roster": b64(bytes(100))}),
    }
    before = contents(engine)
    for name, (code, made) in refused.items():
        answer = _send(union, signer, made)
        assert (answer.status_code, answer.json()["code"]) == (422, code), (name, answer.text)
        assert contents(engine) == before, name
    assert _send(union, second, good).json()["code"] == "signed-by-another", "who sends it signs it"
    assert post_roster(union, signer, good).status_code == 201


def test_a_large_organisation_fits_into_one_request(union: Organisation) -> None:
    made = next_roster(union, union.manager.keys, raise_epoch=True)
    many = [{"kid": number.to_bytes(32).hex(), "wrap": made["wraps"][0]["wrap"]} for number in range(1000)]
    assert _send(union, union.manager, made | {"wraps": many}).json()["code"] == "wrong-wraps"
    assert _send(union, union.manager, made | {"wraps": [*many, many[0]]}).json()["code"] == "invalid"


def test_a_key_given_up_never_comes_back(union: Organisation) -> None:
    first = union.keys[0]
    made = next_roster(union, union.manager.keys, raise_epoch=True)
    assert post_roster(union, union.manager, made).status_code == 201
    again = next_roster(union, union.manager.keys, raise_epoch=True, kid=first.kid)
    again["epoch"]["kem_public"] = b64(first.kem_public)
    answer = _send(union, union.manager, again)
    assert (answer.status_code, "key-not-changed" in answer.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"If-Match": '"' + "0" * 64 + '"'}, 412), ({"If-Match": "*"}, 428), ({"If-Match": ""}, 428)],
)
def test_which_roster_it_follows_must_be_said(union: Organisation, headers: dict[str, str], status: int) -> None:
    made = next_roster(union, union.manager.keys, raise_epoch=True)
    assert _send(union, union.manager, made, **headers).status_code == status


def test_two_managers_at_once_are_one_after_the_other(union: Organisation) -> None:
    """Each removes the other in the same moment: one of them is told that the roster has changed."""
    second = make_person(union, role="manager")
    one = next_roster(union, union.manager.keys, without=second)
    other = next_roster(union, second.keys, without=union.manager)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: _send(union, *pair).status_code, [(union.manager, one), (second, other)]))
    assert sorted(answers) in ([201, 412], [201, 401], [201, 404]), answers
    chain = union.programme.stranger().client.get("/v1/directory").json()["organisations"][0]["chain"]
    assert len(chain["rosters"]) == 3


def test_many_at_once_leave_one_chain(union: Organisation) -> None:
    made = [next_roster(union, union.manager.keys, raise_epoch=True) for _ in range(6)]
    browsers = [union.manager.elsewhere() for _ in made]
    for browser in browsers:
        assert browser.sign_in().status_code == 201
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda pair: _send(union, *pair).status_code, zip(browsers, made, strict=True)))
    assert sorted(answers) == [201] + [412] * 5
