"""Vectors of entries: what opens, and what must not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from remedy_api.sealing.content import Attachment, Content, Text, encode_content
from remedy_api.sealing.format import Header, entry_message, place_of
from remedy_api.sealing.keys import AccountKeys
from remedy_api.sealing.lp import lp
from remedy_api.sealing.padding import pad
from remedy_api.sealing.record import record_key
from remedy_api.sealing.seal import seal_entry
from remedy_api.sealing.stream import body_hash, seal_stream
from tests.fixtures.sealed_world import INSTANCE, PHOTO, TEXTS, ident, person, secret

Made = dict[str, Any]


WORKERS: list[tuple[str, int, Content]] = [
    ("a message of a workers' room", 0, Text("message", "en", "Who rings the union?")),
    ("reasons", 0, Text("reasons", "en", "The plant is ours to look at.")),
    ("a mandate", 1, Text("mandate", "id", '{"who":"Sari","chosen":"vote","scope":"wages","until":"2027-01-31"}')),
    ("a risk", 1, Text("risk", "en", '{"level":"high","text":"The foreman asks around."}')),
    ("a safe contact", 2, Text("safe_contact", "ur", '{"how":"phone","text":"شام کے بعد"}')),
    ("a referral", 2, Text("referral", "en", "The labour inspectorate.")),
    ("a notice", 7, Text("notice", "en", "We write to you because …")),
    ("a file of a workers' room", 0, PHOTO),
    ("a finding", 2, Text("finding", "en", "Wages were kept back from all of them.")),
    ("a comment", 2, Text("comment", "en", "Also in March.")),
    ("interests", 1, Text("interests", "en", "None.")),
    ("what a witness heard", 3, Text("witness", "id", '{"witness":"Sari","text":"Mereka setuju."}')),
    ("a reprisal", 3, Text("reprisal", "en", '{"what":"Two were moved to nights.","first":["stop"]}')),
    ("a link to the case of a reprisal", 3, Text("reprisal_link", "en", "00112233445566778899aabbccddeeff")),
]
TABLE: list[tuple[str, int, Content]] = [
    ("a message at a table", 1, Text("message", "en", "We received your notice.")),
    ("reasons at a table", 1, Text("reasons", "en", "The amount is too low.")),
    ("the text of a plan", 2, Text("plan", "en", "What we agreed to.")),
    ("a report", 3, Text("report", "en", "All were paid.")),
    ("a minute", 0, Text("minute", "en", "Present: …")),
    ("a reply", 7, Text("reply", "en", "We dispute this.")),
    ("a file at a table", 1, PHOTO),
]
ELSEWHERE = [
    *(("reporter", kind, "kind-not-allowed") for kind in ("reasons", "mandate", "risk", "safe_contact", "referral", "notice")),
    *(("reporter", kind, "kind-not-allowed") for kind in ("finding", "witness", "plan", "minute", "reprisal", "reprisal_link")),
    *(("workers", kind, "kind-not-allowed") for kind in ("person", "answers", "narrative", "plan", "report", "minute", "reply")),
    *(
        ("table", kind, "kind-not-allowed")
        for kind in ("person", "mandate", "witness", "reprisal", "reprisal_link", "interests", "finding", "notice")
    ),
    ("dialogue", "message", "unknown-kind"),
]
"""Kinds that a room of this kind does not hold, in epoch 0."""


def opened(content: Content) -> Made:
    """What an entry says, as vectors write it."""
    if isinstance(content, Text):
        return vars(content)
    return {"size": len(content.content), **vars(content), "kind": "attachment"}


def seal_plaintext(plain: bytes, *, author: AccountKeys, epoch: int = 0, ck: bytes | None = None) -> tuple[Header, bytes]:
    """An entry around any plaintext, also one that no honest device would make."""
    room, entry, salt = ident("room"), ident("entry"), ident("salt")
    key = record_key(ck or secret("ck"), salt, INSTANCE, room, epoch, entry, author.kid)
    body = seal_stream(key.stream_key, plain)
    digest, place = body_hash(body), place_of(room, epoch, salt, b"")
    signature = author.sign(entry_message(INSTANCE, place, entry, author.kid, key.commitment, digest))
    return Header(room, epoch, entry, author.kid, salt, b"", key.commitment, digest, len(body), signature), body


def _bad_plaintexts() -> list[tuple[str, bytes, str]]:
    text = lp(lp("narrative", "en", "", 0, "words"))
    file = lp(lp("attachment", 5, "a.txt", "text/plain")) + b"bytes"

    def one(*items: bytes | str | int) -> bytes:
        return pad(lp(lp(*items)), 4096)

    return [
        ("a text in the next size", pad(text, 16_384), "padding-size"),
        ("an attachment in the next size", pad(file, 4352), "padding-size"),
        ("padding not zero", pad(text, 4095) + b"\x01", "padding-not-zero"),
        ("padding not zero right after the text", pad(text + b"\x01", 4096), "padding-not-zero"),
        ("padding of an attachment not zero", pad(file + b"\x00\x02", 4096), "padding-not-zero"),
        ("an unknown kind", one("poem", "en", "", 0, "x"), "kind-not-allowed"),
        ("a kind of later epochs", one("message", "en", "", 0, "x"), "kind-not-allowed"),
        ("a text of four items", one("narrative", "en", "", 0), "malformed"),
        ("a text of six items", one("narrative", "en", "", 0, "x", ""), "malformed"),
        ("no language", one("narrative", "", "", 0, "x"), "malformed"),
        ("a version without a form", one("narrative", "en", "", 2, "x"), "malformed"),
        ("text that is not UTF-8", one("narrative", "en", "", 0, b"\xff"), "malformed"),
        ("a version of four bytes", one("narrative", "en", "", b"\x00" * 4, "x"), "malformed"),
        ("an attachment of five items", one("attachment", 0, "a", "b", ""), "malformed"),
        ("a length past the end", b"\xff" * 4 + bytes(4092), "malformed"),
        ("an attachment larger than it is", pad(lp(lp("attachment", 5000, "a", "b")), 4096), "padding-size"),
        ("a name too long", pad(lp(lp("attachment", 0, "n" * 256, "b")), 4096), "too-large"),
    ]


def entries() -> Made:
    """entries.json"""
    author = person("author")
    public = {"kid": author.kid, "kem_public": author.kem_public, "sig_public": author.sig_public}
    ck = secret("ck")
    base = {"ck": ck, "instance": INSTANCE, "room": ident("room"), "room_kind": "reporter", "epoch": 0, "author": public}
    contents: list[tuple[str, int, Content]] = [
        *(("filed " + content.kind, 0, content) for content in (*TEXTS, PHOTO)),
        ("a message", 1, Text("message", "ar", "شكرا 🧵")),
        ("an empty message", 1, Text("message", "en", "")),
        ("a text that fills its size", 1, Text("message", "en", "x" * (4096 - len(lp(lp("message", "en", "", 0, "")))))),
        ("a text one byte longer", 1, Text("message", "en", "x" * (4097 - len(lp(lp("message", "en", "", 0, "")))))),
        ("an empty file", 1, Attachment("", "", b"")),
    ]
    rooms = [("reporter", *content) for content in contents] + [("workers", *content) for content in WORKERS]
    rooms += [("table", *content) for content in TABLE]
    made: list[Made] = []
    for room_kind, name, epoch, content in rooms:
        entry = seal_entry(
            ck=ck,
            instance=INSTANCE,
            room=ident("room"),
            room_kind=room_kind,
            epoch=epoch,
            author=author,
            head=secret("head"),
            content=content,
        )
        sealed = {"epoch": epoch, "header": entry.raw_header, "body": entry.body}
        made.append(base | sealed | {"name": name, "room_kind": room_kind, "opened": opened(content)})
    for room_kind, kind, code in ELSEWHERE:
        header, body = seal_plaintext(encode_content(Text(kind, "en", "x")), author=author)
        sealed = {"room_kind": room_kind, "header": header.encode(), "body": body, "refused": code}
        made.append(base | sealed | {"name": f"{kind} in a {room_kind} room"})
    for name, plain, code in _bad_plaintexts():
        header, body = seal_plaintext(plain, author=author)
        made.append(base | {"name": name, "header": header.encode(), "body": body, "refused": code})
    return {"entries": made + _moved(base, author)}


def _moved(base: Made, author: AccountKeys) -> list[Made]:
    header, body = seal_plaintext(encode_content(TEXTS[2]), author=author)
    good = base | {"header": header.encode(), "body": body}

    def resigned(**change: Any) -> bytes:
        # The author itself lies about one part: the signature is good, the record key is another one.
        other = replace(header, **change)
        place = place_of(other.room, other.epoch, other.salt, other.head)
        message = entry_message(INSTANCE, place, other.entry, other.author, other.commitment, other.body_hash)
        return replace(other, signature=author.sign(message)).encode()

    turned = bytes([body[0] ^ 1]) + body[1:]
    other_key = person("other author")
    return [
        good | {"name": "another instance", "instance": "elsewhere.example", "refused": "bad-signature"},
        good
        | {"name": "a room it was not written in", "header": replace(header, room=ident("x")).encode(), "refused": "bad-signature"},
        good | {"name": "another epoch", "header": replace(header, epoch=1).encode(), "refused": "bad-signature"},
        good | {"name": "another entry id", "header": replace(header, entry=ident("x")).encode(), "refused": "bad-signature"},
        good | {"name": "another head", "header": replace(header, head=secret("x")).encode(), "refused": "bad-signature"},
        good
        | {
            "name": "another author",
            "header": replace(header, author=other_key.kid).encode(),
            "author": {"kid": other_key.kid, "kem_public": other_key.kem_public, "sig_public": other_key.sig_public},
            "refused": "bad-signature",
        },
        good | {"name": "another salt, signed", "header": resigned(salt=ident("x")), "refused": "wrong-commitment"},
        good | {"name": "another commitment, signed", "header": resigned(commitment=secret("x")), "refused": "wrong-commitment"},
        good | {"name": "another key", "ck": secret("x"), "refused": "wrong-commitment"},
        good | {"name": "a bit turned", "body": turned, "refused": "wrong-body"},
        good
        | {
            "name": "a bit turned, signed",
            "header": resigned(body_hash=body_hash(turned)),
            "body": turned,
            "refused": "cannot-open",
        },
        good | {"name": "cut", "body": body[:-1], "refused": "wrong-length"},
        good | {"name": "a byte more", "body": body + b"\x00", "refused": "wrong-length"},
    ]
