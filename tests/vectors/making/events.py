"""Vectors of events, good ones and ones to refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from remedy_api.sealing.event import Event, Value, pae
from remedy_api.sealing.lp import sha256
from tests.fixtures.sealed_world import DAY, INSTANCE, ident, person, secret
from tests.vectors.making.table_events import BARE, DISCLOSED, FINDING, ORAL, PLAN, bad_table_events

Made = dict[str, Any]


def _events() -> list[tuple[str, Event]]:
    actor = person("actor").kid
    base = Event(INSTANCE, ident("room"), 1, secret("prev"), DAY, "acknowledged", actor, secret("roster"), {})
    some = secret("x").hex()
    return [
        (
            "founded",
            replace(base, seq=0, prev=b"", type="founded", roster=b"", data={"kind": "reporter", "founder": actor.hex()}),
        ),
        ("epoch", replace(base, type="epoch", data={"statements": (some, secret("y").hex())})),
        ("acknowledged", base),
        ("handover_proposed", replace(base, seq=2**53 - 1, type="handover_proposed", data={"fingerprint": some})),
        (
            "consented",
            replace(base, type="consented", roster=b"", data={"fingerprint": some, "purpose": "handover"}),
        ),
        ("admitted", replace(base, type="admitted", data={"fingerprint": some})),
        ("revoked", replace(base, type="revoked", data={"reader": some})),
        ("withdrawn", replace(base, type="withdrawn", roster=b"")),
        *((name, replace(base, type=name, data=data)) for name, data in (*_case_events(some), *_table_events(some))),
        ("an oral consent", replace(base, type="consent_given", data=ORAL)),
        ("a finding that replaces another", replace(base, type="finding", data=FINDING | {"evidence": (), "replaces": some})),
        ("a plan of the fewest words", replace(base, type="plan", data=PLAN | {"against": "", "steps": (BARE,)})),
        ("a fact of no value", replace(base, type="recorded", data={"fact": "site", "values": ()})),
        ("a table founded", replace(base, seq=0, prev=b"", type="founded", data={"kind": "table", "founder": some})),
        ("a workers' room founded", replace(base, seq=0, prev=b"", type="founded", data={"kind": "workers", "founder": some})),
        ("an instance to be escaped", replace(base, instance='"\\\b\t\n\f\r\x01\x7f\u2028 é 🧵 /')),
    ]


def _case_events(some: str) -> list[tuple[str, dict[str, Value]]]:
    other = secret("y").hex()
    return [
        ("entrusted", {"fingerprint": some, "role": "representative"}),
        ("linked", {"report": some}),
        ("unlinked", {"report": some}),
        ("recorded", {"fact": "duty_bearers", "values": ("0f" * 16 + ":caused", "a", "9_.:-")}),
        ("kept", {"what": "safe_contact", "entry": some}),
        (
            "consent_given",
            {"audience": "buyer", "content": "status", "organisations": (), "until": "2028-02-29", "way": "written", "entry": ""},
        ),
        ("consent_withdrawn", {"consent": some}),
        ("stage", {"stage": "fact_finding", "reason": "", "entry": other}),
        ("suspended", {"reason": "court", "review": "", "entry": ""}),
        ("resumed", {}),
        ("closed", {"outcome": "merged", "reason": "same-group", "into": other, "entry": some}),
        ("reopened", {"reason": "new-facts", "entry": ""}),
    ]


def _table_events(some: str) -> list[tuple[str, dict[str, Value]]]:
    other = secret("y").hex()
    return [
        ("declared", {"entry": some}),
        ("finding", FINDING),
        ("commented", {"finding": some, "entry": other}),
        ("established", {"finding": some}),
        ("contested", {"finding": some, "entry": other}),
        ("table_opened", {"table": ident("table").hex()}),
        ("received", {}),
        ("disclosed", DISCLOSED),
        ("plan", PLAN),
        ("accepted", {"plan": some}),
        ("refused", {"plan": some, "entry": other}),
        ("said_done", {"step": "pay-back", "entry": some}),
        ("verified", {"step": "pay-back", "result": "partly", "asked": "all", "confirmed": "most", "entry": ""}),
        ("disputed", {"step": "pay-back", "entry": some}),
        ("step_reopened", {"step": "pay-back", "reason": "new-facts", "entry": other}),
    ]


def events() -> Made:
    """events.json"""
    keys = person("actor")
    cases: list[Made] = []
    for name, event in _events():
        payload = event.encode()
        cases.append(
            {
                "name": name,
                "payload": payload,
                "pae": pae(payload),
                "hash": sha256(payload),
                "account_secret": secret("actor"),
                "signature": keys.sign(pae(payload)),
                "event": json.loads(payload),
            }
        )
    bad = [*_bad_events(), *((name, raw, "malformed") for name, raw in bad_table_events())]
    cases += [{"name": name, "payload": raw, "refused": code} for name, raw, code in bad]
    return {"events": cases}


def _bad_case_events(by_name: dict[str, bytes], put: Callable[[bytes, bytes, bytes], bytes]) -> list[tuple[str, bytes]]:
    some = secret("x").hex().encode()
    fact, consent, closed = by_name["recorded"], by_name["consent_given"], by_name["closed"]
    full = b",".join(b'"v%d"' % number for number in range(32))
    return [
        ("another role", put(b'"representative"', b'"owner"', by_name["entrusted"])),
        ("a code in capitals", put(b'"duty_bearers"', b'"Duty_bearers"', fact)),
        ("a code with a colon", put(b'"duty_bearers"', b'"duty:bearers"', fact)),
        ("a code that is empty", put(b'"duty_bearers"', b'""', fact)),
        ("a code of 41", put(b'"duty_bearers"', b'"' + b"c" * 41 + b'"', fact)),
        ("a code that begins with a sign", put(b'"duty_bearers"', b'"_duty"', fact)),
        ("a code with a line end", put(b'"duty_bearers"', b'"duty\\n"', fact)),
        ("a code of another script", put(b'"duty_bearers"', '"dut\u0443"'.encode(), fact)),
        ("a digit of another script", put(b'"duty_bearers"', '"duty\u0663"'.encode(), fact)),
        ("a value twice", put(b'"9_.:-"', b'"a"', fact)),
        ("a value that is empty", put(b'"9_.:-"', b'""', fact)),
        ("a value of 81", put(b'"9_.:-"', b'"' + b"v" * 81 + b'"', fact)),
        ("a value that is a number", put(b'"9_.:-"', b"9", fact)),
        ("33 values", put(b'"a","9_.:-"', full, fact)),
        ("one value without a list", put(b"[]", b'"wages"', by_name["a fact of no value"])),
        (
            "members of data in another order",
            put(b'{"fact":"site","values":[]}', b'{"values":[],"fact":"site"}', by_name["a fact of no value"]),
        ),
        ("a consent until no day", put(b"2028-02-29", b"2027-02-29", consent)),
        ("a consent until the year 0", put(b"2028-02-29", b"0000-02-29", consent)),
        ("a consent for nobody", put(b'"buyer"', b'""', consent)),
        ("a consent of half a digest", put(b'"entry":""', b'"entry":"' + some[:32] + b'"', consent)),
        ("closed without an outcome", put(b'"merged"', b'""', closed)),
        ("an entry that must be named", put(some, b"", by_name["kept"])),
        ("resumed with a reason", put(b'"data":{}', b'"data":{"reason":""}', by_name["resumed"])),
    ]


def _bad_events() -> list[tuple[str, bytes, str]]:
    by_name = {name: event.encode() for name, event in _events()}
    good, epoch, founded = by_name["acknowledged"], by_name["epoch"], by_name["founded"]
    some = secret("x").hex().encode()

    def put(old: bytes, new: bytes, raw: bytes = good) -> bytes:
        assert old in raw
        return raw.replace(old, new, 1)

    malformed = [
        ("nothing", b""),
        ("no object", b"[]"),
        ("not JSON", good[:-1]),
        ("something after it", good + b"\n"),
        ("a byte order mark", b"\xef\xbb\xbf" + good),
        ("a space", put(b'{"v":1,', b'{"v":1, ')),
        ("a twin member", put(b'"seq":1,', b'"seq":1,"seq":1,')),
        ("a twin inside data", put(b'"reader":"', b'"reader":"' + some + b'","reader":"', by_name["revoked"])),
        ("a member more", put(b'"data":{}', b'"data":{},"note":""')),
        ("a member less", put(b'"day":"2026-03-09",', b"")),
        ("another order", put(b'"v":1,"instance":"remedy.example"', b'"instance":"remedy.example","v":1')),
        ("text in data", put(b'"data":{}', b'"data":{"text":"x"}')),
        ("a member without a name", put(b'"data":{}', b'"data":{"":{"any":["thing",1.5]}}')),
        (
            "two members in one name",
            put(b'{"fingerprint":"' + some + b'","purpose"', b'{"fingerprint,purpose"', by_name["consented"]),
        ),
        ("data that is no object", put(b'"data":{}', b'"data":[]')),
        ("data missing a member", put(b',"purpose":"handover"', b"", by_name["consented"])),
        ("another purpose", put(b'"handover"', b'"publication"', by_name["consented"])),
        ("version 2", put(b'"v":1', b'"v":2')),
        ("version true", put(b'"v":1', b'"v":true')),
        ("seq as a fraction", put(b'"seq":1', b'"seq":1.0')),
        ("seq as an exponent", put(b'"seq":1', b'"seq":1e0')),
        ("seq as text", put(b'"seq":1', b'"seq":"1"')),
        ("seq past 2^53", put(b'"seq":1', b'"seq":9007199254740992')),
        ("seq below 0", put(b'"seq":1', b'"seq":-1')),
        ("an unknown kind of room", put(b'"reporter"', b'"lounge"', founded)),
        ("hex in capitals", put(ident("room").hex().encode(), ident("room").hex().upper().encode())),
        ("a short room", put(ident("room").hex().encode(), b"00")),
        ("a day that is none", put(b"2026-03-09", b"2026-02-30")),
        ("a time", put(b"2026-03-09", b"2026-03-09T08:15:00Z")),
        ("an instance that is empty", put(b'"remedy.example"', b'""')),
        ("an escape that is not needed", put(b'"remedy.example"', b'"remedy\\u002eexample"')),
        ("a lone surrogate", put(b'"remedy.example"', b'"\\ud800"')),
        ("not UTF-8", put(b"remedy.example", b"remedy\xffexample")),
        ("no statement", put(b"[", b"[]", epoch)[: epoch.index(b"[") + 2] + b"}}"),
        ("a statement twice as long", put(some, some + some, epoch)),
        *_bad_case_events(by_name, put),
        ("a number that is none", put(b'"seq":1', b'"seq":NaN')),
        ("deep nesting", b"[" * 2000 + b"]" * 2000),
    ]
    return [
        *((name, raw, "malformed") for name, raw in malformed),
        ("an unknown type", put(b'"acknowledged"', b'"applauded"'), "unknown-event"),
        ("a type that is a member of every object", put(b'"acknowledged"', b'"constructor"'), "unknown-event"),
        ("founded later", put(b'"seq":0', b'"seq":4', founded), "broken-chain"),
        ("something else first", put(b'"seq":1', b'"seq":0'), "broken-chain"),
        ("nothing before a later one", put(secret("prev").hex().encode(), b""), "broken-chain"),
        ("too large", put(b'"remedy.example"', b'"' + b"x" * 16_400 + b'"'), "too-large"),
    ]
