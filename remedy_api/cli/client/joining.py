"""How one comes in: the first administrator by the one-time link, everybody else by an invitation."""

from remedy_api.cli.client.codec import b64, key_from, unb64
from remedy_api.cli.client.door import Door, Json
from remedy_api.cli.client.member import Member, new_account, signed_in
from remedy_api.cli.client.organisations import Link
from remedy_api.cli.client.trust import check_chain
from remedy_api.sealing.invite import Invitation, check_invite_mac, invite_mac
from remedy_api.sealing.keys import AccountKeys, account_keys


def set_up(door: Door, token: str, programme: Json, *, name: str, email: str, passphrase: str, recovery: bytes) -> Member:
    """Set the instance up and make the first administrator's account, in the programme's default language."""
    instance, language = str(door.get("/v1/programme").json()["instance"]), str(programme["default_language"])
    account, _, way = new_account(instance, name, email, language, passphrase, recovery, {"pins": {}, "invitations": {}})
    body = {"token": token, "programme": programme, "account": account}
    answer = door.send("POST", "/v1/setup", body).json()
    return signed_in(door, answer, way)


def invitation_view(door: Door, link: Link) -> Json:
    """What the server says of an invitation: who invites, into what, with which chain."""
    return door.get(f"/v1/invitations/{link.invitation.hex()}").json()


def _agreed(instance: str, view: Json, link: Link, invitee: AccountKeys) -> Invitation:
    fingerprint = bytes.fromhex(view["chain"]["fingerprint"]) if view["chain"] else b""
    return Invitation(instance, fingerprint, link.invitation, view["role"], key_from(view["inviter"]).kid, invitee.kid)


def _noted(instance: str, view: Json, link: Link) -> Json:
    # Pinned now, because the link travelled off the server: the MAC will show that both sides mean this organisation.
    organisation = str(view["organisation"]["organisation"])
    vault: Json = {"pins": {}, "invitations": {}}
    note = {"secret": link.secret.hex(), "organisation": organisation, "fingerprint": ""}
    if view["chain"]:
        chain = check_chain(instance, bytes.fromhex(organisation), view["chain"], None)
        note["fingerprint"] = chain.fingerprint.hex()
    vault["invitations"][link.invitation.hex()] = note
    return vault


def accept(door: Door, link: Link, *, name: str, email: str, language: str, passphrase: str, recovery: bytes) -> Member:
    """Accept with a new account."""
    instance, view = str(door.get("/v1/programme").json()["instance"]), invitation_view(door, link)
    vault = _noted(instance, view, link)
    account, secret, way = new_account(instance, name, email, language, passphrase, recovery, vault)
    mac = invite_mac(link.secret, "invitee", _agreed(instance, view, link, account_keys(secret)))
    path = f"/v1/invitations/{link.invitation.hex()}/acceptance"
    answer = door.send("POST", path, {"account": account, "mac": b64(mac)}).json()
    return signed_in(door, answer, way)


def accept_signed_in(member: Member, link: Link) -> None:
    """Accept with the account there is."""
    view = invitation_view(member.door, link)
    member.vault.setdefault("invitations", {}).update(_noted(member.instance, view, link)["invitations"])
    member.save_vault()
    mac = invite_mac(link.secret, "invitee", _agreed(member.instance, view, link, member.keys))
    member.door.send("POST", f"/v1/invitations/{link.invitation.hex()}/acceptance", {"mac": b64(mac)})


def accept_for_program(program: Member, link: Link, account: Json) -> None:
    """Accept for a program with its new `account`, without a session: whoever invites it will answer for it."""
    view = invitation_view(program.door, link)
    program.vault.setdefault("invitations", {}).update(_noted(program.instance, view, link)["invitations"])
    program.save_vault()
    mac = invite_mac(link.secret, "invitee", _agreed(program.instance, view, link, program.keys))
    program.door.send("POST", f"/v1/invitations/{link.invitation.hex()}/acceptance", {"program": account, "mac": b64(mac)})


def check_confirmations(member: Member) -> list[str]:
    """Check the other side of every invitation that was confirmed meanwhile; names of the organisations now trusted."""
    joined = []
    for invitation, note in list(member.vault.get("invitations", {}).items()):
        view = member.door.get(f"/v1/invitations/{invitation}").json()
        if not note["fingerprint"] or not view["inviter_mac"]:
            continue
        link = Link(bytes.fromhex(invitation), bytes.fromhex(note["secret"]))
        agreed = _agreed(member.instance, view, link, member.keys)
        check_invite_mac(link.secret, "inviter", agreed, unb64(view["inviter_mac"]))
        organisation = bytes.fromhex(note["organisation"])
        chain, _ = member.chain(organisation, bytes.fromhex(note["fingerprint"]))
        del member.vault["invitations"][invitation]
        # Both sides held the link's secret: as good as comparing the words.
        member.vault.setdefault("proven", {})[organisation.hex()] = chain.fingerprint.hex()
        member.remember(organisation, chain)
        member.save_vault()
        joined.append(str(view["organisation"]["name"]))
    return joined
