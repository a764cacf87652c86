"""Heads: what an exporter saw last, in bytes that have one reading."""

from __future__ import annotations

from remedy_api.sealing.errors import Code
from remedy_api.sealing.head import Head, entries_hash, parse_head
from remedy_api.sealing.keys import verify_signature
from remedy_api.sealing.lp import lp, sha256
from tests.fixtures.sealed_world import INSTANCE, ident, person, secret
from tests.sealing.refusals import refused


def test_a_head_is_read_as_it_was_written() -> None:
    exporter = person("ana")
    head = Head(INSTANCE, ident("room"), 7, secret("event"), entries_hash([b"one", b"two"]), exporter.kid)
    raw = head.encode()
    assert parse_head(raw) == head
    verify_signature(exporter.sig_public, raw, exporter.sign(raw))
    for wrong, code in ((raw + lp(b""), Code.TRAILING_BYTES), (raw[:-1], Code.MALFORMED), (raw[4:], Code.MALFORMED)):
        with refused(code):
            parse_head(wrong)
    with refused(Code.WRONG_LABEL):
        parse_head(raw.replace(b"/head", b"/tail"))


def test_the_entries_of_a_head_keep_their_order() -> None:
    one, two = sha256(b"one"), sha256(b"two")
    assert entries_hash([b"one", b"two"]) == sha256(lp(one, two)) != entries_hash([b"two", b"one"])
    assert entries_hash([]) == sha256(b"")
