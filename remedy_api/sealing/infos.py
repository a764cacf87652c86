"""What each wrapped key is bound to: the HPKE info of every kind of wrap."""

from __future__ import annotations

from remedy_api.sealing import labels
from remedy_api.sealing.lp import exact, lp


def epoch_info(instance: str, room: bytes, epoch: int, commit: bytes, kid: bytes) -> bytes:
    """An epoch key for one of its readers."""
    return lp(labels.WRAP, instance, exact(room, 16, "room"), epoch, exact(commit, 32, "commit"), exact(kid, 32, "kid"))


def late_info(instance: str, room: bytes, epoch: int, commit: bytes, admitting: bytes, kid: bytes) -> bytes:
    """An earlier epoch key for somebody admitted later; `admitting` is the hash of the event that
    admitted him.
    """
    return lp(
        labels.WRAP_LATE,
        instance,
        exact(room, 16, "room"),
        epoch,
        exact(commit, 32, "commit"),
        exact(admitting, 32, "event"),
        exact(kid, 32, "kid"),
    )


def organisation_info(instance: str, organisation: bytes, epoch: int, organisation_kid: bytes, member: bytes) -> bytes:
    """An organisation secret for one of its members."""
    return lp(
        labels.ORG_WRAP,
        instance,
        exact(organisation, 16, "organisation"),
        epoch,
        exact(organisation_kid, 32, "organisation kid"),
        exact(member, 32, "member"),
    )


def disclosure_info(
    instance: str,
    place: bytes,
    entry: bytes,
    commitment: bytes,
    body_hash: bytes,
    target_room: bytes,
    consent: bytes,
    kid: bytes,
) -> bytes:
    """A record key for one recipient of a disclosure; `consent` is the hash of the consent's payload."""
    return lp(
        labels.DISCLOSURE,
        instance,
        exact(place, 32, "place"),
        exact(entry, 16, "entry"),
        exact(commitment, 32, "commitment"),
        exact(body_hash, 32, "body hash"),
        exact(target_room, 16, "target room"),
        exact(consent, 32, "consent"),
        exact(kid, 32, "kid"),
    )
