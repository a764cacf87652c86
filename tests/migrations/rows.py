"""One row for every table, in the order in which they can be inserted, with words that have broken others."""

from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

DAY = date(2026, 2, 28)
NOW = datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
NAUGHTY = "Ω≈ç√ 社會科學院 ثم نفس \u202e 👩‍👩‍👧 ';DROP TABLE room;-- <script>"
ID = bytes(range(16))
KID = bytes(range(32))
OTHER = KID[::-1]

ROWS: dict[str, dict[str, Any]] = {
    "installation": {"only": 1, "installation": ID, "key_check": KID},
    "programme": {
        "only": 1, "instance": "0f" * 16, "set_up": True, "name": NAUGHTY, "languages": ["en", "ar"],
        "default_language": "ar", "privacy": {"ar": NAUGHTY}, "help": {}, "version": 2,
    },
    "setup_link": {"only": 1, "token_hash": KID, "issued_on": DAY},
    "person": {
        "person": ID, "name": NAUGHTY.encode(), "email": KID, "login": KID, "language": "ar", "notices": True,
        "administrator": True, "closed": False, "vault": KID, "vault_version": 3, "joined_on": DAY, "version": 1,
        "keeper": None, "closed_on": DAY,
    },
    "organisation": {
        "organisation": ID, "name": NAUGHTY, "kind": "worker_organisation", "country": "BD", "languages": ["bn"],
        "description": {"bn": NAUGHTY}, "accepts_reports": True, "founded": True, "created_on": DAY, "version": 1,
    },
    "account_key": {"kid": KID, "person": ID, "organisation": None, "kem_public": b"k" * 1216, "sig_public": KID},
    "slot": {
        "slot": ID, "person": ID, "type": "passphrase", "salt": ID, "memory_kib": 65536, "passes": 3, "lanes": 4,
        "auth_hash": KID, "sealed": b"s" * 60,
    },
    "login_session": {
        "session": ID, "person": ID, "token_hash": KID, "device_key": KID, "started_at": NOW, "seen_at": NOW,
        "ends_at": NOW.replace(year=2027),
    },
    "device": {"device_hash": KID, "person": ID, "seen_on": DAY},
    "program_token": {
        "token": ID, "person": ID, "keeper": ID, "name": KID, "token_hash": KID, "scopes": ["read-cases"], "organisation": ID,
        "made_on": DAY, "expires_on": DAY, "used_on": None,
    },
    "sign_in_lane": {"lane": KID, "full_at": NOW},
    "membership": {"organisation": ID, "person": ID, "manager": True, "state": "confirmed", "since": DAY},
    "invitation": {
        "invitation": ID, "organisation": ID, "role": "member", "state": "confirmed", "inviter": ID,
        "invited_on": DAY, "expires_on": DAY, "invitee": ID, "invitee_mac": KID, "inviter_mac": KID,
    },
    "organisation_epoch": {"organisation": ID, "epoch": 0, "kid": OTHER, "kem_public": b"k" * 1216, "previous": None},
    "organisation_wrap": {"organisation": ID, "epoch": 0, "kid": KID, "wrap": b"w" * 1168},
    "roster": {
        "organisation": ID, "version": 0, "body": b"r" * 100, "signature": b"g" * 64,
        "digest": sha256(b"r" * 100).digest(), "epoch": 0,
    },
    "roster_name": {"organisation": ID, "kid": KID},
    "room": {
        "room": ID, "kind": "reporter", "state": "submitted", "opened_on": DAY, "epoch": 1, "seq": 1, "head": KID,
        "entries": 1, "founder": KID, "founder_kem": b"k" * 1216, "founder_sig": KID,
    },
    "room_epoch": {"room": ID, "epoch": 0, "statement": b"t" * 200, "signature": b"g" * 64, "previous": None},
    "room_event": {"room": ID, "seq": 0, "payload": b"{}" * 40, "signature": b"g" * 64},
    "room_wrap": {"room": ID, "epoch": 0, "kid": OTHER, "wrap": b"w" * 1168, "late": False},
    "room_reader": {
        "room": ID, "organisation": ID, "kind": "reporter", "fingerprint": KID, "since": DAY, "unseen": True, "mailed": False,
    },
    "room_past_reader": {"room": ID, "organisation": ID},
    "entry": {
        "room": ID, "position": 0, "entry": ID, "epoch": 0, "posted_on": DAY, "header": b"h" * 300,
        "body": b"b" * 4112, "blob": None,
    },
    "submission": {"room": ID, "lookup": KID, "idempotency": KID, "request": KID, "proof": KID},
    "notice": {"person": ID},
    "company_profile": {
        "company": ID, "name": NAUGHTY, "native_name": NAUGHTY, "country": "TW", "lei": "213800KUD8LAJWSQ9D15",
        "organisation": ID, "source": "worker", "version": 1,
    },
    "company_word": {"word": NAUGHTY, "company": ID},
    "product": {"product": ID, "company": ID, "name": NAUGHTY, "kind": "component", "source": "worker"},
    "contract": {
        "contract": ID, "buyer": ID, "supplier": ID, "reference": NAUGHTY, "title": NAUGHTY, "starts_on": DAY, "ends_on": DAY,
        "cpv": ["30213100-6"], "value_band": "10m-plus", "confirmed": True, "version": 1,
    },
    "contract_word": {"word": NAUGHTY, "contract": ID},
    "site": {
        "site": ID, "name": NAUGHTY, "native_name": NAUGHTY, "address": "", "country": "BD", "open_for_filing": True,
        "version": 1, "latitude": -89.999999, "longitude": 180.0, "os_id": "TW2025309TEST1W", "activities": ["assembly"],
        "status": "moved", "operator": ID, "source": "import",
    },
    "site_identifier": {"site": ID, "scheme": "oar", "value": NAUGHTY},
    "site_word": {"word": NAUGHTY, "site": ID},
    "supply_link": {
        "link": ID, "site": ID, "company": ID, "product": ID, "tier": 9, "source": "disclosure", "first_seen": DAY,
        "last_seen": DAY, "confidence": "high", "standing": "contested", "version": 1,
    },
    "case_file": {
        "case": ID, "handle": KID, "profile": "default", "stage": "fact_finding", "stage_since": DAY, "opened_on": DAY,
        "submitted_on": DAY, "acknowledged_on": DAY, "due_on": None, "suspended": True, "review_on": DAY, "closed_on": DAY,
        "outcome": "merged", "merged_into": ID, "site": ID, "workers_band": "1000-plus", "issues": ["wages", "forced_labour"],
        "indicators": ["debt_bondage"], "external": ["court"], "kept": ["mandate"], "all_withdrawn": False,
        "satisfaction": "little", "follow_up": ["3-months", "12-months"], "overridden": True, "plan_in_force_on": DAY,
        "steps_unverified": 0, "usual_due_on": DAY,
    },
    "case_clock": {"case": ID, "clock": "fact_finding", "from_day": DAY, "due_on": None, "done_on": DAY},
    "case_consent": {
        "case": ID, "consent": KID, "audience": "operator", "content": "facts", "until": None, "given_on": DAY,
        "organisations": [KID, OTHER], "way": "oral",
    },
    "case_reader": {
        "case": ID, "organisation": ID, "role": "representative", "since": DAY, "opened_on": DAY, "needs_on": DAY,
        "rank": 0,
    },
    "case_report": {"room": ID, "case": ID, "proof": KID, "acknowledged_on": DAY},
    "case_finding": {
        "case": ID, "digest": KID, "organisation": ID, "conclusion": "inconclusive", "grade": "weak", "state": "established",
        "entry": OTHER, "evidence": [KID, OTHER], "comments": [], "contested": KID, "said_on": DAY, "established_on": DAY,
    },
    "case_table": {"table": ID[::-1], "case": ID, "opened_on": DAY},
    "case_duty_bearer": {"case": ID, "company": ID, "involvement": "contributed"},
    "disclosure": {"room": ID, "seq": 1, "digest": KID, "source": ID, "position": 0, "consent": KID},
    "disclosure_wrap": {"room": ID, "seq": 1, "place": 0, "organisation": ID, "kid": OTHER, "wrap": b"w" * 1168},
    "table_party": {
        "table": ID, "organisation": ID, "role": "duty_bearer", "opened_on": DAY, "received_on": DAY, "needs_on": None,
    },
    "remedy_plan": {
        "table": ID, "plan": KID, "number": 1, "organisation": ID, "entry": KID, "warned": True, "proposed_on": DAY,
        "in_force_on": DAY, "replaced_on": None,
    },
    "remedy_acceptance": {
        "table": ID, "plan": KID, "organisation": ID, "answer": "refused", "answered_on": DAY, "entry": OTHER,
    },
    "remedy_step": {
        "table": ID, "plan": KID, "step": "pay-1", "place": 0, "form": "compensation", "kind": "repay_fees", "owner": ID,
        "due_on": DAY, "amount": Decimal("999999999999.99"), "currency": "BDT", "instalments": 12, "workers": "1000-plus",
        "beneficiaries": ["former_workers"], "evidence": ["payslips"], "state": "verified", "said_on": DAY, "said_entry": KID,
        "verdict": "verified", "verified_on": DAY, "asked": "50-249", "confirmed": "10-49", "verified_entry": None,
    },
    "erasure": {"room": ID, "what": "closed_case", "days_left": 30},
    "retention_watch": {"only": 1, "looked_on": DAY, "passed": [DAY]},
    "case_hold": {"case": ID, "organisation": ID, "person": ID, "reason": "court", "since": DAY},
    "idempotency_key": {
        "scope_hash": KID, "key_hash": KID, "request_hash": KID, "status": 201, "body": NAUGHTY.encode(), "created_on": DAY,
    },
}  # fmt: skip
