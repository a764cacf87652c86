"""A programme and an organisation as the devices of their people know them, and the rosters those devices sign."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine

from remedy_api.sealing.box import seal_org_previous
from remedy_api.sealing.infos import organisation_info
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, new_secret, organisation_keys
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.receipt import new_r, organisation_recovery_keys
from remedy_api.sealing.recipients import wrap_key
from remedy_api.sealing.roster import Roster, parse_roster
from tests.factories.accounts import Person, b64, browser, key_json


@dataclass
class Programme:
    """One installation that was set up."""

    app: FastAPI
    origin: str
    engine: Engine
    instance: str
    administrator: Person

    def stranger(self, **fields: Any) -> Person:
        """Somebody without an account."""
        return Person(self.instance, browser(self.app, self.origin), **fields)


@dataclass
class Organisation:
    """An organisation as its manager's device knows it: all secrets and rosters so far."""

    programme: Programme
    organisation: bytes
    name: str
    manager: Person
    keys: list[OrganisationKeys] = field(default_factory=list)
    rosters: list[bytes] = field(default_factory=list)
    people: dict[bytes, AccountKeys] = field(default_factory=dict)
    recovery: AccountKeys | None = None

    @property
    def hex(self) -> str:
        """Its id as paths carry it."""
        return self.organisation.hex()

    @property
    def fingerprint(self) -> bytes:
        """H of the first roster."""
        return sha256(self.rosters[0])

    @property
    def tag(self) -> dict[str, str]:
        """The If-Match of the next roster."""
        return {"If-Match": f'"{sha256(self.rosters[-1]).hex()}"'}

    @property
    def latest(self) -> Roster:
        """The roster that holds now."""
        return parse_roster(self.rosters[-1])

    def wrap(self, kid: bytes, epoch: int = -1, keys: OrganisationKeys | None = None) -> dict[str, str]:
        """The organisation's secret for one member, as JSON."""
        epoch = epoch if epoch >= 0 else self.latest.epoch
        own = keys or self.keys[epoch]
        info = organisation_info(self.programme.instance, self.organisation, epoch, own.kid, kid)
        return {"kid": kid.hex(), "wrap": b64(wrap_key(self.people[kid].kem_public, own.secret, info))}


def founding(made: Organisation, **changes: Any) -> dict[str, Any]:
    """The founding of an organisation as JSON; what was drawn is kept in `made`."""
    first, instance = made.manager, made.programme.instance
    recovery = organisation_recovery_keys(new_r(), instance)
    keys = organisation_keys(new_secret())
    both = frozenset({first.kid, recovery.kid})
    body = Roster(instance, made.organisation, 0, b"", 0, keys.kid, first.kid, both, both).encode()
    made.keys, made.rosters, made.recovery = [keys], [body], recovery
    made.people = {first.kid: first.keys, recovery.kid: recovery}
    return {
        "roster": b64(body),
        "signature": b64(first.keys.sign(body)),
        "kem_public": b64(keys.kem_public),
        "wraps": [made.wrap(kid) for kid in sorted(both)],
        "recovery_key": key_json(recovery),
    } | changes


def next_body(organisation: Organisation, signer: bytes, **changes: Any) -> bytes:
    """The roster after the latest, with these fields changed."""
    before = organisation.latest
    fields = {
        "instance": before.instance,
        "organisation": before.organisation,
        "version": before.version + 1,
        "previous": sha256(organisation.rosters[-1]),
        "epoch": before.epoch,
        "kid": before.kid,
        "signer": signer,
        "members": before.members,
        "managers": before.managers,
    }
    return Roster(**(fields | changes)).encode()  # type: ignore[arg-type]


def next_roster(
    organisation: Organisation,
    signer: AccountKeys,
    *,
    without: Person | None = None,
    also: Iterable[bytes] = (),
    managers: frozenset[bytes] | None = None,
    raise_epoch: bool | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """The next roster as JSON: somebody leaves, `also` these kids, or managers change. A removal raises the epoch unless told
    otherwise.
    """
    before = organisation.latest
    gone = {*also, without.kid} if without else set(also)
    members = changes.get("members", before.members - gone)
    keeping = (before.managers if managers is None else managers) - gone
    fields: dict[str, Any] = {"members": members, "managers": frozenset(keeping)}
    sent: dict[str, Any] = {"wraps": []}
    if bool(gone) if raise_epoch is None else raise_epoch:
        keys, epoch = organisation_keys(new_secret()), before.epoch + 1
        fields |= {"epoch": epoch, "kid": keys.kid}
        instance, below = organisation.programme.instance, organisation.keys[-1].secret
        previous = seal_org_previous(keys.secret, instance, organisation.organisation, epoch, below)
        sent["epoch"] = {"kem_public": b64(keys.kem_public), "previous": b64(previous)}
        sent["wraps"] = [organisation.wrap(kid, epoch, keys) for kid in sorted(members)]
        sent["secret"] = keys
    body = next_body(organisation, signer.kid, **(fields | changes))
    return sent | {"roster": b64(body), "signature": b64(signer.sign(body)), "body": body}


def post_roster(organisation: Organisation, person: Person, made: dict[str, Any], **headers: str) -> Any:
    """Send the next roster; on success it becomes the latest. The answer."""
    sent = {name: value for name, value in made.items() if name not in ("secret", "body")}
    tag = organisation.tag | headers
    answer = person.client.post(f"/v1/organisations/{organisation.hex}/rosters", json=sent, headers=tag)
    if answer.status_code == 201:
        organisation.rosters.append(made["body"])
        organisation.keys += [made["secret"]] if "secret" in made else []
    return answer


def remove(organisation: Organisation, person: Person, *, by: Person | None = None, also: Iterable[bytes] = ()) -> None:
    """Take somebody off the roster, and also those with these kids."""
    manager = by or organisation.manager
    answer = post_roster(organisation, manager, next_roster(organisation, manager.keys, without=person, also=also))
    assert answer.status_code == 201, answer.text
