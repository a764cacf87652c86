"""What managers do: make the organisation's key, invite, confirm, remove. Every change is a roster signed here."""

from dataclasses import dataclass

from remedy_api.cli.client.codec import b64, key_from, key_json, unb64, unhex, wrap_json
from remedy_api.cli.client.door import Json
from remedy_api.cli.client.member import Member
from remedy_api.cli.errors import Refused
from remedy_api.kit.i18n import _N
from remedy_api.sealing.box import seal_org_previous
from remedy_api.sealing.invite import Invitation, Role, check_invite_mac, invite_mac, invite_secret
from remedy_api.sealing.keys import PublicKeys, new_id, new_secret, organisation_keys
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.receipt import organisation_recovery_keys
from remedy_api.sealing.roster import Roster, VerifiedChain
from remedy_api.sealing.seal import wrap_organisation_secret


@dataclass(frozen=True)
class Link:
    """An invitation's link: the part after # never reaches a server."""

    invitation: bytes
    secret: bytes

    def url(self, address: str, language: str) -> str:
        """The link to send by another way than this server."""
        return f"{address}/{language}/invitation#{self.invitation.hex()}.{self.secret.hex()}"


def link_from(url: str) -> Link:
    """Read a link back."""
    invitation, dot, secret = url.rpartition("#")[2].partition(".")
    if not dot or len(invitation) != 32 or len(secret) != 32:
        raise Refused(_N("This is not a whole invitation link. Copy it again, to its last character."))
    return Link(unhex(invitation), unhex(secret))


def _roster_json(member: Member, roster: Roster) -> Json:
    body = roster.encode()
    return {"roster": b64(body), "signature": b64(member.keys.sign(body))}


def found(member: Member, organisation: bytes, recovery: bytes) -> VerifiedChain:
    """Make the organisation's first key and roster. `recovery` is the 13 bytes of its printed recovery key."""
    secret = new_secret()
    keys, paper = organisation_keys(secret), organisation_recovery_keys(recovery, member.instance)
    both = frozenset((member.keys.kid, paper.kid))
    roster = Roster(member.instance, organisation, 0, b"", 0, keys.kid, member.keys.kid, both, both)
    wraps = [
        wrap_json(wrap_organisation_secret(secret, member.instance, organisation, 0, keys.kid, reader))
        for reader in (member.keys, paper)
    ]
    body = {**_roster_json(member, roster), "kem_public": b64(keys.kem_public), "wraps": wraps, "recovery_key": key_json(paper)}
    member.door.send("PUT", f"/v1/organisations/{organisation.hex()}/founding", body)
    chain, _ = member.chain(organisation, sha256(roster.encode()))
    member.vault.setdefault("proven", {})[organisation.hex()] = chain.fingerprint.hex()
    member.remember(organisation, chain)
    return chain


def invite(member: Member, organisation: bytes, role: Role) -> Link:
    """Open an invitation. The secret is derived from the inviter's own, so nothing needs to be kept for it."""
    link = Link(new_id(), b"")
    link = Link(link.invitation, invite_secret(member.secret, member.instance, link.invitation))
    path = f"/v1/organisations/{organisation.hex()}/invitations"
    member.door.send("POST", path, {"invitation": link.invitation.hex(), "role": role})
    return link


def _agreed(member: Member, item: Json, chain: VerifiedChain, invitee: PublicKeys) -> Invitation:
    invitation = unhex(item["invitation"])
    return Invitation(member.instance, chain.fingerprint, invitation, item["role"], member.keys.kid, invitee.kid)


def confirm(member: Member, organisation: bytes, invitation: bytes) -> PublicKeys:
    """Take in who accepted: only if the MAC shows that she held the link's secret. Returns her keys."""
    item = _accepted(member, organisation, invitation)
    chain, _ = member.chain(organisation)
    invitee = key_from(item["invitee"])
    agreed = _agreed(member, item, chain, invitee)
    secret = invite_secret(member.secret, member.instance, invitation)
    check_invite_mac(secret, "invitee", agreed, unb64(item["invitee_mac"]))
    keys, before = member.organisation_keys(organisation)[-1], chain.latest
    managers = before.managers | {invitee.kid} if item["role"] == "manager" else before.managers
    roster = _next(member, chain, before.epoch, before.kid, before.members | {invitee.kid}, managers)
    wrap = wrap_organisation_secret(keys.secret, member.instance, organisation, before.epoch, before.kid, invitee)
    body = {**_roster_json(member, roster), "mac": b64(invite_mac(secret, "inviter", agreed)), "wraps": [wrap_json(wrap)]}
    member.door.send("POST", f"/v1/invitations/{invitation.hex()}/confirmation", body, match=f'"{chain.pin.digest.hex()}"')
    member.remember(organisation, member.chain(organisation)[0])
    return invitee


def _accepted(member: Member, organisation: bytes, invitation: bytes) -> Json:
    for item in member.door.pages(f"/v1/organisations/{organisation.hex()}/invitations"):
        if item["invitation"] == invitation.hex() and item["invitee"]:
            return item
    raise Refused(_N("Nobody has accepted this invitation yet."))


def _next(
    member: Member, chain: VerifiedChain, epoch: int, kid: bytes, members: frozenset[bytes], managers: frozenset[bytes]
) -> Roster:
    before, digest = chain.latest, chain.pin.digest
    return Roster(before.instance, before.organisation, before.version + 1, digest, epoch, kid, member.keys.kid, members, managers)


def remove(member: Member, organisation: bytes, leaving: bytes) -> list[str]:
    """Remove a member (her kid) with the programs she answers for, whose keys she holds, and give the organisation a new key,
    which none of them ever gets. The names of all who left, as the server has them.
    """
    chain, answer = member.chain(organisation)
    before = chain.latest
    listed = list(member.door.pages(f"/v1/organisations/{organisation.hex()}/members"))
    gone = {leaving} | {unhex(item["kid"]) for item in leaving_with(listed, before, leaving)}
    old, new = member.organisation_keys(organisation)[-1], organisation_keys(new_secret())
    members, managers = before.members - gone, before.managers - gone
    roster = _next(member, chain, before.epoch + 1, new.kid, members, managers)
    public = {key.kid: key for key in map(key_from, answer["keys"])}
    wraps = [
        wrap_json(wrap_organisation_secret(new.secret, member.instance, organisation, roster.epoch, new.kid, public[kid]))
        for kid in sorted(members)
    ]
    previous = seal_org_previous(new.secret, member.instance, organisation, roster.epoch, old.secret)
    body = {
        **_roster_json(member, roster),
        "wraps": wraps,
        "epoch": {"kem_public": b64(new.kem_public), "previous": b64(previous)},
    }
    member.door.send("POST", f"/v1/organisations/{organisation.hex()}/rosters", body, match=f'"{chain.pin.digest.hex()}"')
    member.remember(organisation, member.chain(organisation)[0])
    return [item["name"] for item in listed if unhex(item["kid"]) in gone]


def leaving_with(listed: list[Json], roster: Roster, kid: bytes) -> list[Json]:
    """The programs that leave with a member: hers, and those whose keeper has left before. Who is a program only the server
    says, so never a manager, which no program is, nor whoever the roster does not name.
    """
    here = [item for item in listed if unhex(item["kid"]) in roster.members]
    stay = {item["user"] for item in here if item["kid"] != kid.hex()}
    return [
        item
        for item in here
        if item["program"] and item["keeper"] not in stay and unhex(item["kid"]) not in roster.managers | {kid}
    ]
