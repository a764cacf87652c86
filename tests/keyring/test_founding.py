"""Founding: once, by the invited first manager, with keys that can be used and a recovery key that stays."""

from typing import Any

import pytest
from sqlalchemy import Engine

from remedy_api.sealing.keys import PublicKeys, Signed, new_secret, organisation_keys
from remedy_api.sealing.receipt import new_r, organisation_recovery_keys
from remedy_api.sealing.roster import Roster, verify_chain
from tests.factories.accounts import b64, key_json
from tests.factories.database import contents
from tests.factories.organisations import Organisation, Programme, founding
from tests.factories.people import accept, invite, make_organisation, make_unfounded


@pytest.fixture
def unfounded(programme: Programme) -> Organisation:
    """An organisation whose first manager has accepted and not yet founded."""
    organisation, name = make_unfounded(programme)
    invitation = invite(programme.administrator, organisation, role="manager")
    first = programme.stranger(name="Maya")
    accept(first, programme.administrator, invitation, role="manager", fingerprint=b"")
    return Organisation(programme, organisation, name, first)


def _put(made: Organisation, sent: dict[str, Any]) -> Any:
    return made.manager.client.put(f"/v1/organisations/{made.hex}/founding", json=sent)


def test_a_founded_organisation_has_a_chain_that_verifies(unfounded: Organisation) -> None:
    answer = _put(unfounded, founding(unfounded))
    assert answer.status_code == 201
    chain = unfounded.manager.client.get(f"/v1/organisations/{unfounded.hex}/chain")
    assert chain.headers["etag"] == answer.headers["etag"] == f'"{answer.json()["digest"]}"'
    body = chain.json()
    verified = verify_chain(
        unfounded.programme.instance,
        unfounded.organisation,
        [Signed(_raw(one["body"]), _raw(one["signature"])) for one in body["rosters"]],
        [PublicKeys(bytes.fromhex(k["kid"]), _raw(k["kem_public"]), _raw(k["sig_public"])) for k in body["keys"]],
    )
    assert verified.fingerprint.hex() == body["fingerprint"] == unfounded.fingerprint.hex()
    keys = unfounded.manager.client.get(f"/v1/organisations/{unfounded.hex}/keys").json()
    assert [wrap["epoch"] for wrap in keys["wraps"]] == [0]
    assert keys["epochs"][0]["kid"] == unfounded.keys[0].kid.hex()
    (mine,) = unfounded.manager.client.get("/v1/me").json()["memberships"]
    assert (mine["manager"], mine["state"]) == (True, "confirmed")


def _raw(text: str) -> bytes:
    import base64

    return base64.b64decode(text)


def test_there_is_one_founding(unfounded: Organisation) -> None:
    assert _put(unfounded, founding(unfounded)).status_code == 201
    assert _put(unfounded, founding(unfounded)).json()["code"] == "already-founded"


def test_other_first_managers_end_with_it(unfounded: Organisation) -> None:
    programme = unfounded.programme
    invited = invite(programme.administrator, unfounded.organisation, role="manager")
    accepted = invite(programme.administrator, unfounded.organisation, role="manager")
    second = programme.stranger()
    accept(second, programme.administrator, accepted, role="manager", fingerprint=b"")
    assert _put(unfounded, founding(unfounded)).status_code == 201
    for invitation in (invited, accepted):
        assert second.client.get(f"/v1/invitations/{invitation.hex()}").json()["state"] == "withdrawn"
    late = Organisation(programme, unfounded.organisation, "late", second)
    assert _put(late, founding(late)).status_code == 404


def test_nobody_else_founds(unfounded: Organisation, engine: Engine) -> None:
    programme = unfounded.programme
    other = make_organisation(programme)
    before = contents(engine)
    for person, status in [(other.manager, 404), (programme.administrator, 404), (programme.stranger(), 401)]:
        made = Organisation(programme, unfounded.organisation, "other", person)
        assert _put(made, founding(made)).status_code == status
    assert contents(engine) == before


def test_nothing_that_devices_would_refuse_is_written(unfounded: Organisation, engine: Engine) -> None:
    first, programme = unfounded.manager, unfounded.programme
    good = founding(unfounded)
    keys, recovery = unfounded.keys[0], unfounded.recovery
    assert recovery is not None
    stranger = programme.stranger().keys
    both = frozenset({first.kid, recovery.kid})

    def roster(by: Any = None, **changes: Any) -> dict[str, Any]:
        fields = {
            "instance": programme.instance,
            "organisation": unfounded.organisation,
            "version": 0,
            "previous": b"",
            "epoch": 0,
            "kid": keys.kid,
            "signer": first.kid,
            "members": both,
            "managers": both,
        }
        body = Roster(**(fields | changes)).encode()
        return {"roster": b64(body), "signature": b64((by or first.keys).sign(body))}

    other_kem = organisation_keys(new_secret()).kem_public
    wraps = good["wraps"]
    refused = {
        "foreign instance": roster(instance="another"),
        "foreign organisation": roster(organisation=bytes(16)),
        "not the first": roster(version=1, previous=bytes(32)),
        "signed by somebody else": roster(by=stranger),
        "signed as somebody else": roster(signer=recovery.kid),
        "signed by no manager": roster(signer=stranger.kid, by=stranger),
        "not signed": {"signature": b64(bytes(64))},
        "without recovery key": roster(members=frozenset({first.kid}), managers=frozenset({first.kid})),
        "recovery key no manager": roster(managers=frozenset({first.kid})),
        "one member more": roster(members=both | {stranger.kid}, managers=both | {stranger.kid}),
        "another organisation key": roster(kid=bytes(32)),
        "another kem key": {"kem_public": b64(other_kem)},
        "unusable kem key": {"kem_public": b64(bytes(1216))},
        "a wrap missing": {"wraps": wraps[:1]},
        "a wrap twice": {"wraps": [wraps[0], wraps[0]]},
        "a wrap for a stranger": {"wraps": [*wraps, {"kid": stranger.kid.hex(), "wrap": wraps[0]["wrap"]}]},
        "recovery key of another kid": {"recovery_key": key_json(recovery) | {"kid": stranger.kid.hex()}},
        "unusable recovery key": {"recovery_key": key_json(recovery) | {"sig_public": b64(bytes(32))}},
        "another recovery key": {"recovery_key": key_json(organisation_recovery_keys(new_r(), programme.instance))},
        "rubbish": {"roster": b64(bytes(200))},
        "trailing bytes": {"roster": b64(unfounded.rosters[0] + bytes(4))},
    }
    before = contents(engine)
    for name, change in refused.items():
        answer = _put(unfounded, good | change)
        assert answer.status_code in (403, 422), (name, answer.text)
        assert contents(engine) == before, name
    assert _put(unfounded, good).status_code == 201


def test_somebody_elses_key_is_no_recovery_key(unfounded: Organisation) -> None:
    """A key that is an account already would let its holder act as two."""
    other = unfounded.programme.administrator.keys
    good = founding(unfounded)
    both = frozenset({unfounded.manager.kid, other.kid})
    body = Roster(
        unfounded.programme.instance,
        unfounded.organisation,
        0,
        b"",
        0,
        unfounded.keys[0].kid,
        unfounded.manager.kid,
        both,
        both,
    ).encode()
    unfounded.people[other.kid] = other
    sent = good | {
        "roster": b64(body),
        "signature": b64(unfounded.manager.keys.sign(body)),
        "recovery_key": key_json(other),
        "wraps": [unfounded.wrap(kid, 0) for kid in both],
    }
    assert _put(unfounded, sent).json()["code"] == "account-twin"


def test_another_organisations_key_is_not_taken_over(unfounded: Organisation, engine: Engine) -> None:
    """Public keys are there for everybody to copy: nobody founds with one that is in use."""
    other, first, instance = make_organisation(unfounded.programme), unfounded.manager, unfounded.programme.instance
    good = founding(unfounded)
    assert unfounded.recovery is not None
    both, kid = frozenset({first.kid, unfounded.recovery.kid}), other.keys[0].kid
    body = Roster(instance, unfounded.organisation, 0, b"", 0, kid, first.kid, both, both).encode()
    copied = {"roster": b64(body), "signature": b64(first.keys.sign(body)), "kem_public": b64(other.keys[0].kem_public)}
    before = contents(engine)
    answer = _put(unfounded, good | copied)
    assert (answer.status_code, answer.json()["code"]) == (409, "key-taken")
    assert contents(engine) == before


@pytest.mark.parametrize("field", ["roster", "signature", "kem_public", "wraps", "recovery_key"])
def test_every_field_is_needed_and_no_other_taken(unfounded: Organisation, field: str) -> None:
    good = founding(unfounded)
    assert _put(unfounded, {name: value for name, value in good.items() if name != field}).status_code == 422
    assert _put(unfounded, good | {"founded": True}).status_code == 422
