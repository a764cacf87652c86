"""Invitations: a secret that travels off the server lets two devices recognise each other's keys before
any wrap.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.lp import digest_or_empty, exact, lp

Side = Literal["invitee", "inviter"]
Role = Literal["manager", "member"]

SECRET_SIZE = 16


@dataclass(frozen=True)
class Invitation:
    """What both sides must mean alike. `fingerprint` is empty while the organisation has no key."""

    instance: str
    fingerprint: bytes
    invitation: bytes
    role: Role
    inviter: bytes
    invitee: bytes


def invite_secret(account_secret: bytes, instance: str, invitation: bytes) -> bytes:
    """The link's secret, 16 bytes: derived again whenever the inviter needs it, stored nowhere."""
    return hkdf(account_secret, lp(labels.INVITE_SECRET, instance, exact(invitation, 16, "invitation")))[:SECRET_SIZE]


def invite_mac(secret: bytes, side: Side, invitation: Invitation) -> bytes:
    """32 bytes. The side is in the label, so that an answer cannot be sent back as one's own."""
    message = lp(
        labels.INVITE + side,
        invitation.instance,
        digest_or_empty(invitation.fingerprint, "fingerprint"),
        exact(invitation.invitation, 16, "invitation"),
        invitation.role,
        exact(invitation.inviter, 32, "inviter"),
        exact(invitation.invitee, 32, "invitee"),
    )
    return hmac.digest(exact(secret, SECRET_SIZE, "invitation secret"), message, hashlib.sha256)


def check_invite_mac(secret: bytes, side: Side, invitation: Invitation, mac: bytes) -> None:
    """Raises `wrong-mac`; compared in constant time."""
    if not hmac.compare_digest(invite_mac(secret, side, invitation), mac):
        raise SealError(Code.WRONG_MAC)
