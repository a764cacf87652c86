"""Vectors of statements and headers, good ones and ones to refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from remedy_api.sealing.format import Header, entry_message, place_of
from remedy_api.sealing.lp import lp, sha256
from remedy_api.sealing.statement import Reader, Statement, closed_hash, sort_readers
from tests.fixtures.sealed_world import INSTANCE, ident, person, secret

Made = dict[str, Any]


def _statement() -> Statement:
    readers = [Reader(secret("f1"), secret("k1")), Reader(b"", secret("k2")), Reader(secret("f3"), secret("k3"))]
    return Statement(
        INSTANCE,
        ident("room"),
        "reporter",
        0,
        secret("commit"),
        b"",
        b"",
        secret("event"),
        secret("signer"),
        sort_readers(readers),
    )


def statements() -> Made:
    """statements.json"""
    zero = _statement()
    one = replace(zero, epoch=1, previous=sha256(zero.encode()), closed=closed_hash([b"header a", b"header b"]))
    cases: list[Made] = []
    for name, statement in (("epoch 0", zero), ("epoch 1", one), ("no event yet", replace(zero, last_event=b""))):
        body = statement.encode()
        cases.append(
            {
                "name": name,
                "body": body,
                "hash": sha256(body),
                "instance": statement.instance,
                "room": statement.room,
                "kind": statement.kind,
                "epoch": statement.epoch,
                "commit": statement.commit,
                "previous": statement.previous,
                "closed": statement.closed,
                "last_event": statement.last_event,
                "signer": statement.signer,
                "readers": [{"fingerprint": r.fingerprint, "kid": r.kid} for r in statement.readers],
            }
        )
    body = zero.encode()
    listed = lp(*(reader.encode() for reader in zero.readers))

    def readers(*items: bytes) -> bytes:
        return body[: -4 - len(listed)] + lp(lp(*items))

    first, second, third = (reader.encode() for reader in zero.readers)
    refused = [
        ("a byte more", body + b"\x00", "malformed"),
        ("an item more", body + lp("x"), "trailing-bytes"),
        ("an item less", body[: -4 - len(listed)], "malformed"),
        ("cut", body[:-1], "malformed"),
        ("nothing", b"", "wrong-label"),
        ("another label", one.encode().replace(b"/v1/", b"/v2/", 1), "wrong-label"),
        ("an unknown kind of room", replace(zero, kind="lounge").encode(), "unknown-kind"),
        ("no reader", readers(), "no-reader"),
        ("readers not sorted", readers(second, first, third), "not-sorted"),
        ("a reader twice", readers(first, first), "twins"),
        ("a fingerprint with two kids", readers(*sorted([second, lp(zero.readers[1].fingerprint, secret("k"))])), "twins"),
        ("a kid under two names", readers(*sorted([first, lp(secret("f"), zero.readers[0].kid)])), "twins"),
        ("a reader of three items", readers(first + lp(b"")), "malformed"),
        ("a reader with a short kid", readers(lp(b"", b"k")), "malformed"),
        ("epoch 0 after something", replace(zero, previous=secret("x")).encode(), "broken-chain"),
        ("epoch 0 closing something", replace(zero, closed=secret("x")).encode(), "broken-chain"),
        ("epoch 1 after nothing", replace(one, previous=b"").encode(), "broken-chain"),
        ("epoch 1 closing nothing", replace(one, closed=b"").encode(), "broken-chain"),
        ("a short room", replace(zero, room=b"room").encode(), "malformed"),
        ("an epoch past 2^53", body.replace(lp(0), lp((2**53).to_bytes(8, "big")), 1), "malformed"),
        ("instance not UTF-8", body.replace(INSTANCE.encode(), b"\xff" * len(INSTANCE), 1), "malformed"),
    ]
    cases += [{"name": name, "body": raw, "refused": code} for name, raw, code in refused]
    return {
        "statements": cases,
        "closed": [
            {"name": "no entry", "headers": [], "closed": closed_hash([])},
            {"name": "three", "headers": [b"c", b"a", b"b"], "closed": closed_hash([b"a", b"b", b"c"])},
        ],
    }


def headers() -> Made:
    """headers.json"""
    author = person("author")
    room, entry, salt = ident("room"), ident("entry"), ident("salt")
    made: list[Made] = []
    for name, epoch, head in (("a first entry", 0, secret("head")), ("a later one, no head", 7, b"")):
        place = place_of(room, epoch, salt, head)
        commitment, body_hash = secret("commitment"), secret("body")
        signature = author.sign(entry_message(INSTANCE, place, entry, author.kid, commitment, body_hash))
        header = Header(room, epoch, entry, author.kid, salt, head, commitment, body_hash, 4112, signature)
        made.append(vars(header) | {"name": name, "header": header.encode(), "place": place})
    good = header.encode()
    refused = [
        ("a byte more", good + b"\x00", "malformed"),
        ("an item more", good + lp(b""), "trailing-bytes"),
        ("an item less", good[:-68], "malformed"),
        ("another label", good.replace(b"header", b"statement"[:6], 1), "wrong-label"),
        ("a length no padding gives", replace(header, body_length=4113).encode(), "padding-size"),
        ("a body of nothing", replace(header, body_length=16).encode(), "padding-size"),
        ("a body past the limit", replace(header, body_length=2**40).encode(), "too-large"),
        ("a short signature", replace(header, signature=bytes(63)).encode(), "malformed"),
        ("a head of another size", replace(header, head=bytes(31)).encode(), "malformed"),
        ("too long", replace(header, salt=bytes(500)).encode(), "too-large"),
    ]
    made += [{"name": name, "header": raw, "refused": code} for name, raw, code in refused]
    return {"headers": made}
