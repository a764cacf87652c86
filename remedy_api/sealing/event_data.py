"""What each type of event says: the members of its data and their shapes. Codes, kids, fingerprints, hashes and
days; no text.
"""

from __future__ import annotations

from collections.abc import Mapping

from remedy_api.sealing import event_shapes as shapes
from remedy_api.sealing.event_shapes import Shape
from remedy_api.sealing.event_shapes import Value as Value
from remedy_api.sealing.event_shapes import is_day as is_day
from remedy_api.sealing.statement import ROOM_KINDS

ROLES = ("representative", "coordinator", "monitor", "duty_bearer", "buyer")
"""What an organisation may be entrusted with; a reader without a role reads and writes."""
WORKERS_ROLES = frozenset(("representative", "coordinator", "monitor"))
"""Those of a workers' room: nobody who may have to answer has a role there."""

EVENT_DATA: Mapping[str, Mapping[str, Shape]] = {
    "founded": {"kind": shapes.word(*ROOM_KINDS), "founder": shapes.digest},
    "epoch": {"statements": shapes.statements},
    "acknowledged": {},
    "handover_proposed": {"fingerprint": shapes.digest},
    "consented": {"fingerprint": shapes.digest, "purpose": shapes.word("handover")},
    "admitted": {"fingerprint": shapes.digest},
    # The fingerprint of an organisation, or the kid of a receipt.
    "revoked": {"reader": shapes.digest},
    "withdrawn": {},
    "entrusted": {"fingerprint": shapes.digest, "role": shapes.word(*ROLES)},
    # The proof of filing of a report: it names nobody.
    "linked": {"report": shapes.digest},
    "unlinked": {"report": shapes.digest},
    "recorded": {"fact": shapes.code, "values": shapes.values},
    "kept": {"what": shapes.code, "entry": shapes.digest},
    "consent_given": {
        "audience": shapes.code,
        "content": shapes.code,
        # Which of that audience, by fingerprint; none named: all of it.
        "organisations": shapes.organisations,
        "until": shapes.day_or_none,
        "way": shapes.word("written", "oral"),
        "entry": shapes.digest_or_none,
    },
    "consent_withdrawn": {"consent": shapes.digest},
    "stage": {"stage": shapes.code, "reason": shapes.code_or_none, "entry": shapes.digest_or_none},
    "suspended": {"reason": shapes.code, "review": shapes.day_or_none, "entry": shapes.digest_or_none},
    "resumed": {},
    "closed": {
        "outcome": shapes.code,
        "reason": shapes.code_or_none,
        "into": shapes.digest_or_none,
        "entry": shapes.digest_or_none,
    },
    "reopened": {"reason": shapes.code, "entry": shapes.digest_or_none},
    "declared": {"entry": shapes.digest},
    "finding": {
        "entry": shapes.digest,
        "conclusion": shapes.code,
        "grade": shapes.code,
        "evidence": shapes.evidence,
        "replaces": shapes.digest_or_none,
    },
    "commented": {"finding": shapes.digest, "entry": shapes.digest},
    "established": {"finding": shapes.digest},
    "contested": {"finding": shapes.digest, "entry": shapes.digest},
    "table_opened": {"table": shapes.ident},
    "received": {},
    "disclosed": {
        "entry": shapes.ident,
        "place": shapes.digest,
        "commitment": shapes.digest,
        # The body hash, and the kid of who wrote it.
        "body": shapes.digest,
        "author": shapes.digest,
        "consent": shapes.digest,
        "to": shapes.recipients,
        "wraps": shapes.digest,
    },
    "plan": {
        "against": shapes.digest_or_none,
        "entry": shapes.digest,
        "warned": shapes.word("", "waiver"),
        "steps": shapes.steps,
    },
    "accepted": {"plan": shapes.digest},
    "refused": {"plan": shapes.digest, "entry": shapes.digest},
    "said_done": {"step": shapes.step_code, "entry": shapes.digest},
    "verified": {
        "step": shapes.step_code,
        "result": shapes.word("verified", "partly"),
        "asked": shapes.code,
        "confirmed": shapes.code,
        "entry": shapes.digest_or_none,
    },
    "disputed": {"step": shapes.step_code, "entry": shapes.digest},
    "step_reopened": {"step": shapes.step_code, "reason": shapes.code, "entry": shapes.digest_or_none},
}
"""The types of events and the members of their data, in their order."""

_READERS = ("epoch", "admitted", "revoked")
_CASE = (
    "linked",
    "unlinked",
    "recorded",
    "kept",
    "consent_given",
    "consent_withdrawn",
    "stage",
    "suspended",
    "resumed",
    "closed",
    "reopened",
)
_FINDINGS = ("declared", "finding", "commented", "established", "contested")
_PLANS = ("plan", "accepted", "refused", "said_done", "verified", "disputed", "step_reopened")

EVENTS_OF: Mapping[str, frozenset[str]] = {
    "reporter": frozenset((*_READERS, "acknowledged", "handover_proposed", "consented", "withdrawn")),
    "workers": frozenset((*_READERS, "entrusted", *_CASE, *_FINDINGS, "table_opened")),
    "table": frozenset((*_READERS, "entrusted", "received", "disclosed", *_PLANS)),
}
"""The types that may follow `founded`, by kind of room."""
