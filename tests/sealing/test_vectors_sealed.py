"""Vectors of both sides: what one sealed, the other opens; what one spoiled, the other refuses for the same reason."""

from __future__ import annotations

from typing import Any

import pytest

from remedy_api.sealing import box, labels
from remedy_api.sealing.content import Attachment, Content
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.format import entry_message, parse_header, place_of
from remedy_api.sealing.infos import disclosure_info, epoch_info, late_info, organisation_info
from remedy_api.sealing.keys import PublicKeys, organisation_keys, public_keys, verify_signature
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.receipt import RECEIPT, parse_code, receipt_keys
from remedy_api.sealing.recipients import kem_public_bytes
from remedy_api.sealing.stream import body_hash, seal_stream
from remedy_api.sealing.submission import read_submission
from remedy_api.sealing.unseal import open_box, open_entry, open_epoch, open_stream, open_wrap
from tests.sealing.vector_files import Case, cases, judged, raw


def told(content: Content) -> dict[str, Any]:
    """An opened entry as vectors write it."""
    if isinstance(content, Attachment):
        return {
            "kind": "attachment",
            "size": len(content.content),
            "name": content.name,
            "type": content.type,
            "content": content.content.hex(),
        }
    return vars(content)


@pytest.mark.parametrize("case", cases("streams", "streams"))
def test_streams(case: Case) -> None:
    plain = bytes(case["zeros"]) if "zeros" in case else bytes.fromhex(case["plaintext"])
    sealed = seal_stream(bytes.fromhex(case["key"]), plain)
    assert body_hash(sealed).hex() == case["body_hash"]
    if "sealed" in case:
        assert sealed.hex() == case["sealed"]
    else:
        assert sha256(sealed).hex() == case["sealed_hash"]
    assert open_stream(bytes.fromhex(case["key"]), sealed) == plain


@pytest.mark.parametrize("case", cases("streams", "refused"))
def test_streams_refused(case: Case) -> None:
    with judged(case):
        open_stream(*raw(case, "key", "sealed"))


@pytest.mark.parametrize("case", cases("infos", "infos"))
def test_infos(case: Case) -> None:
    make = {"epoch": epoch_info, "late": late_info, "org": organisation_info, "disclosure": disclosure_info}
    parts = {
        name: value if name in ("instance", "epoch") else bytes.fromhex(value)
        for name, value in case.items()
        if name not in ("name", "type", "info")
    }
    assert make[case["type"]](**parts).hex() == case["info"]  # type: ignore[operator]


@pytest.mark.parametrize("case", cases("wraps", "wraps"))
def test_wraps(case: Case) -> None:
    seed, wrap, info = raw(case, "kem_seed", "wrap", "info")
    with judged(case):
        assert open_wrap(seed, wrap, info).hex() == case["key"]
        assert kem_public_bytes(seed).hex() == case["kem_public"]


def _box(case: Case) -> tuple[bytes, bytes]:
    kind, instance = case["type"], case["instance"]
    if kind == "slot":
        key, user, slot = raw(case, "key", "user", "slot")
        return key, box.slot_aad(instance, user, case["slot_type"], slot)
    if kind == "session":
        key, user, session = raw(case, "key", "user", "session")
        return key, box.session_aad(instance, user, session)
    if kind == "vault":
        account, user = raw(case, "account_secret", "user")
        return hkdf(account, labels.VAULT), box.vault_aad(instance, user, case["version"])
    if kind == "draft":
        # The member `name` of a draft is its own name; it is also the case's.
        account, user = raw(case, "account_secret", "user")
        return hkdf(account, labels.DRAFT), box.draft_aad(instance, user, case["draft"])
    if kind == "org_prev":
        secret, organisation = raw(case, "secret", "organisation")
        return hkdf(secret, labels.ORG_PREV), box.org_prev_aad(instance, organisation, case["epoch"])
    ck, room = raw(case, "ck", "room")
    return hkdf(ck, labels.EPOCH_PREV), box.epoch_prev_aad(instance, room, case["epoch"])


@pytest.mark.parametrize("case", cases("boxes", "boxes"))
def test_boxes(case: Case) -> None:
    key, aad = _box(case)
    with judged(case):
        assert open_box(key, aad, bytes.fromhex(case["sealed"])).hex() == case["plaintext"]


@pytest.mark.parametrize("case", cases("entries", "entries"))
def test_entries(case: Case) -> None:
    author = PublicKeys(*raw(case["author"], "kid", "kem_public", "sig_public"))
    raw_header, body, ck = raw(case, "header", "body", "ck")
    with judged(case):
        header = parse_header(raw_header)
        keys = public_keys(author.kid, author.kem_public, author.sig_public)
        place = place_of(header.room, header.epoch, header.salt, header.head)
        message = entry_message(case["instance"], place, header.entry, keys.kid, header.commitment, header.body_hash)
        verify_signature(keys.sig_public, message, header.signature)
        assert told(open_entry(ck, case["instance"], case["room_kind"], header, body)) == case["opened"]


@pytest.mark.parametrize("case", cases("submission", "submissions"))
def test_submissions(case: Case) -> None:
    with judged(case):
        envelope, bodies = read_submission(bytes.fromhex(case["submission"]), case["instance"])
        receipt = receipt_keys(parse_code(case["receipt"], RECEIPT), case["instance"])
        assert envelope.receipt == PublicKeys(receipt.account.kid, receipt.account.kem_public, receipt.account.sig_public)
        assert envelope.lookup_hash == receipt.lookup_hash
        assert (envelope.room.hex(), envelope.proof.hex()) == (case["room"], case["proof"])
        following = iter(bodies)
        whole = [next(following) if entry.body is None else entry.body for entry in envelope.entries]
        zero = envelope.epochs[0]
        keyrings = [organisation_keys(bytes.fromhex(o["secret"])) for o in case["organisations"]]
        for keys in [*keyrings, *([receipt.account] if case["reread"] else [])]:
            wrap = next(wrap.sealed for wrap in zero.wraps if wrap.kid == keys.kid)
            ck = open_epoch(keys, zero.statement, wrap)
            opened = [
                told(open_entry(ck, case["instance"], "reporter", entry.header, body))
                for entry, body in zip(envelope.entries, whole, strict=True)
            ]
            assert opened == case["opened"]
        kids = {reader.kid for reader in zero.statement.readers}
        assert (receipt.account.kid in kids) is case["reread"]
