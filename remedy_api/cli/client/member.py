"""A member at the casework door: signs in, keeps pins in the vault, opens the keys of her organisations."""

import json
from dataclasses import dataclass, field
from typing import Any

from remedy_api.cli.client.codec import b64, unb64, unhex
from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.trust import check_chain, pin_from, pin_json
from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N
from remedy_api.sealing.box import seal_slot, seal_vault
from remedy_api.sealing.keys import AccountKeys, OrganisationKeys, account_keys, account_proof_message, new_id, new_secret
from remedy_api.sealing.passphrase import FLOOR, Kdf, auth_key, master_key, recovery_auth, recovery_slot_key, slot_key
from remedy_api.sealing.room import Seen, VerifiedRoom, check_seen, seen_of
from remedy_api.sealing.roster import Pin, VerifiedChain
from remedy_api.sealing.unseal import open_organisation_previous, open_organisation_secret, open_slot, open_vault

KDF_JSON = {"name": "argon2id", "memory_kib": FLOOR.memory_kib, "passes": FLOOR.passes, "lanes": FLOOR.lanes}

ROOMS_REMEMBERED = 32
"""Of so many rooms, those seen last, the vault keeps how far they were seen: it is small, and pins must always fit."""


@dataclass(frozen=True)
class Way:
    """The way in that a passphrase opens, derived once: what proves it to the server, and the key of its slot."""

    user: bytes
    auth: bytes = field(repr=False)
    slot: bytes = field(repr=False)


@dataclass
class Member:
    """A signed-in account. `vault` is what its devices remember together: pins and open invitations. `way`: how it came in."""

    door: Door
    instance: str
    keys: AccountKeys
    secret: bytes = field(repr=False)
    way: Way
    vault: dict[str, Any] = field(repr=False)
    vault_version: int = 0

    @property
    def user(self) -> bytes:
        """The account's id."""
        return self.way.user

    @property
    def pins(self) -> dict[str, Pin]:
        """What was seen of each organisation (by its id in hex)."""
        return {organisation: pin_from(item) for organisation, item in self.vault.get("pins", {}).items()}

    def me(self) -> Json:
        """The account as the server knows it."""
        return self.door.get("/v1/me").json()

    def remember(self, organisation: bytes, chain: VerifiedChain) -> None:
        """Pin what was seen of a chain, if it is more than before."""
        fresh = pin_json(chain.pin)
        if self.vault.setdefault("pins", {}).get(organisation.hex()) != fresh:
            self.vault["pins"][organisation.hex()] = fresh
            self.save_vault()

    def seen(self, room: bytes) -> Seen | None:
        """How far a room was seen, on whatever device of this account."""
        kept = self.vault.get("rooms", {}).get(room.hex())
        if kept is None:
            return None
        rosters = {unhex(fingerprint): int(version) for fingerprint, version in kept.get("rosters", {}).items()}
        return Seen(int(kept["seq"]), unhex(kept["hash"]), rosters)

    def remember_room(self, room: VerifiedRoom) -> None:
        """Refuse less than was seen of a room before (`rolled-back`, `forked`), then keep how far it is seen now, and pin
        the organisations whose chains held with it: those of others, too, are trusted on first sight once only.
        """
        rooms, name = self.vault.setdefault("rooms", {}), room.room.hex()
        before, now = self.seen(room.room), seen_of(room)
        if before is not None:
            check_seen(room, before)
        known = before.rosters if before is not None else {}
        newest = {each: max(now.rosters.get(each, 0), known.get(each, 0)) for each in {*now.rosters, *known}}
        rosters = {fingerprint.hex(): version for fingerprint, version in sorted(newest.items())}
        # What a newer version of this program keeps here besides stays.
        fresh = {**rooms.get(name, {}), "seq": now.seq, "hash": now.digest.hex(), "rosters": rosters}
        pins = self.vault.setdefault("pins", {})
        chains = {chain.latest.organisation.hex(): pin_json(chain.pin) for chain in room.chains.values()}
        if rooms.get(name) != fresh or any(pins.get(organisation) != pin for organisation, pin in chains.items()):
            pins |= chains
            rooms.pop(name, None)
            rooms[name] = fresh
            for oldest in list(rooms)[:-ROOMS_REMEMBERED]:
                del rooms[oldest]
            self.save_vault()

    def save_vault(self) -> None:
        """Seal the vault anew under the next version and leave it with the server."""
        version = self.vault_version + 1
        sealed = seal_vault(self.secret, self.instance, self.user, version, json.dumps(self.vault).encode())
        body = {"version": version, "sealed": b64(sealed)}
        self.door.send("PUT", "/v1/me/vault", body, match=f'"{self.vault_version}"')
        self.vault_version = version

    def looked(self, room: bytes) -> None:
        """Somebody has read a room: it is not new to her organisations any more."""
        self.door.send("POST", f"/v1/rooms/{room.hex()}/seen", {})

    def chain(self, organisation: bytes, fingerprint: bytes | None = None) -> tuple[VerifiedChain, Json]:
        """The checked chain of an organisation, and the server's answer it came in."""
        answer = self.door.get(f"/v1/organisations/{organisation.hex()}/chain").json()
        pin = self.pins.get(organisation.hex())
        return check_chain(self.instance, organisation, answer, pin, fingerprint), answer

    def organisation_keys(self, organisation: bytes) -> list[OrganisationKeys]:
        """My organisation's keys by epoch, from the first: each must be the one that a roster signed."""
        chain, _ = self.chain(organisation)
        mine = self.door.get(f"/v1/organisations/{organisation.hex()}/keys").json()
        signed = {roster.epoch: roster.kid for roster in chain.rosters}
        wraps = {item["epoch"]: unb64(item["wrap"]) for item in mine["wraps"]}
        previous = {item["epoch"]: unb64(item["previous"]) for item in mine["epochs"] if item["previous"]}
        latest = chain.latest.epoch
        if latest not in wraps:
            raise Refused(_N("You are not confirmed in this organisation yet. Ask one of its managers to confirm you."))
        keys = open_organisation_secret(self.keys, self.instance, organisation, latest, signed[latest], wraps[latest])
        opened = [keys]
        for epoch in range(latest, 0, -1):
            keys = open_organisation_previous(keys, self.instance, organisation, epoch, previous[epoch], signed[epoch - 1])
            opened.append(keys)
        self.remember(organisation, chain)
        return opened[::-1]

    def my_keys(self) -> dict[bytes, AccountKeys | OrganisationKeys]:
        """Every key of every organisation that confirmed me, by kid."""
        mine: dict[bytes, AccountKeys | OrganisationKeys] = {}
        for membership in self.me()["memberships"]:
            if membership["state"] == "confirmed":
                mine.update({keys.kid: keys for keys in self.organisation_keys(unhex(membership["organisation"]))})
        return mine


def new_account(
    instance: str, name: str, email: str, language: str, passphrase: str, recovery: bytes, vault: dict[str, Any]
) -> tuple[Json, bytes, Way]:
    """A new account as the server takes it, its secret, and the way into it. `recovery` is the 13 bytes of its printed code."""
    secret, user, salt = new_secret(), new_id(), new_id()
    keys = account_keys(secret)
    way = way_in(passphrase, instance, user, salt, FLOOR)
    slots = {
        "passphrase": slot_json(instance, user, secret, "passphrase", way.slot, salt),
        "recovery": slot_json(instance, user, secret, "recovery", recovery_slot_key(recovery, instance, user), None),
    }
    slots["passphrase"]["auth"] = b64(way.auth)
    slots["recovery"]["auth"] = b64(recovery_auth(recovery, instance, user))
    body = {
        "user": user.hex(),
        "name": name,
        "email": email,
        "language": language,
        "kid": keys.kid.hex(),
        "kem_public": b64(keys.kem_public),
        "sig_public": b64(keys.sig_public),
        "proof": b64(keys.sign(account_proof_message(instance, user, keys.kid))),
        "vault": {"version": 1, "sealed": b64(seal_vault(secret, instance, user, 1, json.dumps(vault).encode()))},
        **slots,
    }
    return body, secret, way


def slot_json(instance: str, user: bytes, secret: bytes, kind: str, key: bytes, salt: bytes | None) -> dict[str, Any]:
    """A slot without its `auth`."""
    slot = new_id()
    sealed = seal_slot(key, instance, user, kind, slot, secret)
    kdf = None if salt is None else KDF_JSON
    return {"slot": slot.hex(), "type": kind, "salt": salt and b64(salt), "kdf": kdf, "sealed": b64(sealed)}


def way_in(passphrase: str, instance: str, user: bytes, salt: bytes, kdf: Kdf) -> Way:
    """What a passphrase opens an account with; slow on purpose. Raises `weak-kdf` for less than the floor."""
    master = master_key(passphrase, salt, kdf)
    return Way(user, auth_key(master, instance, user), slot_key(master, instance, user))


def signed_in(door: Door, answer: Json, way: Way) -> Member:
    """The member behind an answer to a sign-in, with the account secret opened here."""
    instance, user, kid = str(answer["instance"]), unhex(answer["user"]), unhex(answer["kid"])
    secret = open_slot(way.slot, instance, user, "passphrase", unhex(answer["slot"]), unb64(answer["sealed"]), kid)
    version = int(answer["vault"]["version"])
    vault = json.loads(open_vault(secret, instance, user, version, unb64(answer["vault"]["sealed"])))
    return Member(door, instance, account_keys(secret), secret, way, vault, version)


def sign_in(door: Door, email: str, passphrase: str) -> Member:
    """Sign in with the passphrase, which stays here. Raises `weak-kdf` when the server asks for less than the floor."""
    instance = str(door.get("/v1/programme").json()["instance"])
    asked = door.send("POST", "/v1/sign-in/parameters", {"login": email}).json()
    kdf = Kdf(asked["kdf"]["memory_kib"], asked["kdf"]["passes"], asked["kdf"]["lanes"])
    return enter(door, way_in(passphrase, instance, unhex(asked["user"]), unb64(asked["salt"]), kdf))


def enter(door: Door, way: Way) -> Member:
    """Sign in by a way that was derived before."""
    answer = door.send("POST", "/v1/sign-in", {"user": way.user.hex(), "auth": b64(way.auth)}).json()
    return signed_in(door, answer, way)


def sign_out(member: Member) -> None:
    """End the session."""
    member.door.send("POST", "/v1/sign-out", {})
