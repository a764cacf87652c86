"""What is said of findings and at tables in the vectors of events, and what must be refused of it."""

from __future__ import annotations

import json
from typing import Any

from tests.fixtures.sealed_world import INSTANCE, ident, person, secret

Data = dict[str, Any]

SOME, OTHER = secret("x").hex(), secret("y").hex()
TO = tuple(sorted(secret(name).hex() for name in ("company", "buyer")))
ORAL: Data = {
    "audience": "buyer",
    "content": "status",
    "organisations": (SOME, OTHER),
    "until": "",
    "way": "oral",
    "entry": SOME,
}
FINDING: Data = {
    "entry": SOME,
    "conclusion": "partly",
    "grade": "moderate",
    "evidence": (OTHER, SOME),
    "replaces": "",
}
DISCLOSED: Data = {
    "entry": ident("entry").hex(),
    "place": secret("place").hex(),
    "commitment": secret("commitment").hex(),
    "body": secret("body").hex(),
    "author": person("author").kid.hex(),
    "consent": secret("consent").hex(),
    "to": TO,
    "wraps": secret("wraps").hex(),
}
STEP: Data = {
    "step": "pay-back",
    "form": "compensation",
    "kind": "wages",
    "owner": secret("company").hex(),
    "due": "2026-09-30",
    "amount": "123456789012.50",
    "currency": "EUR",
    "instalments": "120",
    "workers": "10-49",
    "beneficiaries": ("workers", "families", "left", "heirs"),
    "evidence": ("payslips", "bank"),
}
BARE: Data = STEP | {
    "step": "s" * 16,
    "amount": "",
    "currency": "",
    "instalments": "",
    "workers": "",
    "beneficiaries": (),
    "evidence": (),
}
PLAN: Data = {
    "against": SOME,
    "entry": OTHER,
    "warned": "waiver",
    "steps": (STEP, BARE, BARE | {"step": "1", "amount": "9", "currency": "BDT"}),
}


def _payload(kind: str, data: object) -> bytes:
    body = {
        "v": 1,
        "instance": INSTANCE,
        "room": ident("room").hex(),
        "seq": 1,
        "prev": secret("prev").hex(),
        "day": "2026-03-09",
        "type": kind,
        "actor": person("actor").kid.hex(),
        "roster": secret("roster").hex(),
        "data": data,
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _step(**change: object) -> bytes:
    return _payload("plan", PLAN | {"steps": (STEP | change,)})


def bad_table_events() -> list[tuple[str, bytes]]:
    """Payloads that are malformed, each with the name of its case."""
    turned = dict(reversed(STEP.items()))
    many = [secret(str(number)).hex() for number in range(17)]
    return [
        ("a consent of another way", _payload("consent_given", ORAL | {"way": "silent"})),
        ("a consent for one organisation twice", _payload("consent_given", ORAL | {"organisations": (SOME, SOME)})),
        ("a consent for 17 organisations", _payload("consent_given", ORAL | {"organisations": many})),
        ("a consent for an organisation in half a digest", _payload("consent_given", ORAL | {"organisations": (SOME[:32],)})),
        ("a consent as it was before", _payload("consent_given", {k: ORAL[k] for k in ("audience", "content", "until", "entry")})),
        ("a finding without reasons", _payload("finding", FINDING | {"entry": ""})),
        ("a finding without a grade", _payload("finding", FINDING | {"grade": ""})),
        ("a finding with evidence twice", _payload("finding", FINDING | {"evidence": (SOME, SOME)})),
        ("a finding with 17 pieces of evidence", _payload("finding", FINDING | {"evidence": many})),
        ("a table of 64 digits", _payload("table_opened", {"table": SOME})),
        ("received with a word", _payload("received", {"entry": SOME})),
        ("disclosed to nobody", _payload("disclosed", DISCLOSED | {"to": ()})),
        ("disclosed to somebody twice", _payload("disclosed", DISCLOSED | {"to": (TO[0], TO[0])})),
        ("disclosed to somebody out of order", _payload("disclosed", DISCLOSED | {"to": TO[::-1]})),
        ("disclosed to 17", _payload("disclosed", DISCLOSED | {"to": sorted(many)})),
        ("disclosed under no consent", _payload("disclosed", DISCLOSED | {"consent": ""})),
        ("disclosed with an entry of 64 digits", _payload("disclosed", DISCLOSED | {"entry": SOME})),
        ("a plan without steps", _payload("plan", PLAN | {"steps": ()})),
        ("a plan of 25 steps", _payload("plan", PLAN | {"steps": [BARE | {"step": str(number)} for number in range(25)]})),
        ("a plan with another warning", _payload("plan", PLAN | {"warned": "all"})),
        ("a plan without its text", _payload("plan", PLAN | {"entry": ""})),
        ("a plan with a step that is a word", _payload("plan", PLAN | {"steps": ("pay-back",)})),
        ("a plan with a step that is a list", _payload("plan", PLAN | {"steps": (list(STEP.values()),)})),
        ("a step in another order", _payload("plan", PLAN | {"steps": (turned,)})),
        ("a step with a member more", _step(note="x")),
        ("a step with a member less", _payload("plan", PLAN | {"steps": ({k: v for k, v in STEP.items() if k != "workers"},)})),
        ("a step with an id of 17", _step(step="s" * 17)),
        ("a step without an id", _step(step="")),
        ("a step of no owner", _step(owner="")),
        ("a step due on no day", _step(due="2026-02-29")),
        ("a step due some time", _step(due="")),
        ("an amount of nothing", _step(amount="0")),
        ("an amount with a leading zero", _step(amount="012")),
        ("an amount of 13 digits", _step(amount="1" * 13)),
        ("an amount with one digit behind the point", _step(amount="12.5")),
        ("an amount with three digits behind the point", _step(amount="12.505")),
        ("an amount with a comma", _step(amount="12,50")),
        ("an amount that is a number", _step(amount=12)),
        ("an amount with digits of another script", _step(amount="\u0661\u0662")),
        ("an amount with a line end", _step(amount="12\n")),
        ("an amount of no currency", _step(currency="")),
        ("a currency of no amount", _step(amount="", instalments="")),
        ("a currency in small letters", _step(currency="eur")),
        ("a currency of four letters", _step(currency="EURO")),
        ("instalments of no amount", _step(amount="", currency="")),
        ("one instalment", _step(instalments="1")),
        ("121 instalments", _step(instalments="121")),
        ("instalments with a leading zero", _step(instalments="02")),
        ("a band that is no code", _step(workers="10–49")),
        ("5 kinds of beneficiaries", _step(beneficiaries=("a", "b", "c", "d", "e"))),
        ("beneficiaries twice", _step(beneficiaries=("a", "a"))),
        ("9 kinds of evidence", _step(evidence=tuple("abcdefghi"))),
        ("evidence twice", _step(evidence=("a", "a"))),
        ("evidence that is one word", _step(evidence="bank")),
        ("a twin inside a step", _step().replace(b'"form":', b'"form":"compensation","form":', 1)),
        ("a space inside a step", _step().replace(b'{"step":', b'{ "step":', 1)),
        ("an escape inside a step", _step().replace(b'"wages"', b'"w\\u0061ges"', 1)),
        ("said of a step with a long id", _payload("said_done", {"step": "s" * 17, "entry": SOME})),
        ("said without a word", _payload("said_done", {"step": "s", "entry": ""})),
        (
            "verified as something else",
            _payload("verified", {"step": "s", "result": "no", "asked": "a", "confirmed": "a", "entry": ""}),
        ),
        (
            "verified by nobody asked",
            _payload("verified", {"step": "s", "result": "partly", "asked": "", "confirmed": "a", "entry": ""}),
        ),
        ("disputed without reasons", _payload("disputed", {"step": "s", "entry": ""})),
        ("reopened without a reason", _payload("step_reopened", {"step": "s", "reason": "", "entry": ""})),
    ]
