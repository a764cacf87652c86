"""Examples of bodies, as the OpenAPI documents show them; tests/web/test_examples.py sends each and sees the documented status.

Plain bodies have one. Bodies that are sealed or signed have none here: they mean something only within one room or roster and
under somebody's key, so a printed one could neither be sent nor checked. These are shown by programs that run instead
(docs/examples, docs/typescript), and byte by byte in PROTOCOL.md. Which those are, the test lists.

What names something that must be there stands in PLACEHOLDERS: the test puts in its place what it has made.
"""

from collections.abc import Mapping
from typing import Any

Bodies = Mapping[str, Mapping[str, Any]]

ORGANISATION = "0a9d2f6c41b74e0f8a35c1d7e6b29480"
COMPANY = "5c1e8b07d92f4a63b4706f8e13a2c95d"
BUYER = "c3f06a7be5184d29a1d4927c5b8e3f60"
USER = "71d04c9ae8b34f25960b2fd7a8c3e415"
INVITATION = "9b62e0f4c7d84a13b5f9083d6a1c27e8"
LOOKUP = "3f8a1c6e0b92d7454e81f06ca9d3b72815e4c08f7a6b9d2130f5e8c4a7196db2"
PROOF = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA="
"""What the passphrase or the recovery code gives on the device: 32 bytes."""
SALT = "AAECAwQFBgcICQoLDA0ODw=="
SEALED_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7"
"""The account secret, sealed on the device: 60 bytes of which the server can open none."""
SLOT = "e4b07a1d93c64f58a20b7c5e81d9f306"
OTHER_SLOT = "f5c18b2ea4d7405ab31c8d6f92eaf417"

PLACEHOLDERS = frozenset({ORGANISATION, COMPANY, BUYER, USER, LOOKUP, PROOF})

_KDF = {"name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4}
_PASSPHRASE = {"slot": SLOT, "type": "passphrase", "salt": SALT, "kdf": _KDF, "auth": PROOF, "sealed": SEALED_KEY}
_RECOVERY = {"slot": OTHER_SLOT, "type": "recovery", "salt": None, "kdf": None, "auth": PROOF, "sealed": SEALED_KEY}

ACCOUNTS: Bodies = {
    "POST /v1/sign-in/parameters": {"by mail address": {"login": "maya@union.example"}},
    "POST /v1/sign-in": {"with a passphrase": {"user": USER, "auth": PROOF}},
    "POST /v1/recovery/parameters": {"by mail address": {"login": "maya@union.example"}},
    "POST /v1/recovery": {"with a recovery code": {"user": USER, "auth": PROOF}},
    "PATCH /v1/me": {"another language": {"language": "nl"}, "no mails": {"notices": False}},
    "PUT /v1/me/vault": {"the next version": {"version": 1, "sealed": SEALED_KEY}},
    "PUT /v1/me/passphrase": {"a new passphrase": {"current_auth": PROOF, "slot": _PASSPHRASE}},
    "PUT /v1/me/recovery": {"a new recovery code": {"current_auth": PROOF, "slot": _RECOVERY}},
    "POST /v1/me/tokens": {
        "to read, with my own account": {
            "name": "Weekly overview",
            "scopes": ["read-cases", "read-reports"],
            "organisation": ORGANISATION,
            "days": 90,
            "current_auth": PROOF,
        }
    },
    "PUT /v1/programme": {
        "what everybody reads": {
            "name": "Fair Supply Programme",
            "languages": ["en", "nl"],
            "default_language": "en",
            "privacy": {"en": "We keep what you send only as long as your case needs it."},
            "help": {"en": "Write to help@programme.example.", "nl": "Schrijf naar help@programme.example."},
        }
    },
    "POST /v1/organisations": {
        "a union that receives reports": {
            "name": "Dhaka Garment Workers' Union",
            "kind": "worker_organisation",
            "country": "BD",
            "languages": ["bn", "en"],
            "description": {"en": "We stand beside sewing workers in Dhaka."},
            "accepts_reports": True,
        },
        "a public buyer": {
            "name": "City of Example",
            "kind": "buyer",
            "country": "NL",
            "languages": ["nl"],
            "description": {"nl": "Wij kopen werkkleding."},
            "accepts_reports": False,
        },
    },
    "PATCH /v1/organisations/{organisation}": {
        "another description": {"description": {"en": "We stand beside sewing workers in all of Bangladesh."}}
    },
    "POST /v1/organisations/{organisation}/invitations": {"a member": {"invitation": INVITATION, "role": "member"}},
}

SUPPLY_CHAIN: Bodies = {
    "POST /v1/sites": {
        "a factory": {
            "name": "Sunrise Garments Ltd.",
            "address": "12 Mill Road, Savar",
            "country": "BD",
            "latitude": 23.85,
            "longitude": 90.26,
            "activities": ["assembly"],
        }
    },
    "PATCH /v1/sites/{site}": {"offered to reporters": {"open_for_filing": True}, "closed": {"status": "closed"}},
    "POST /v1/companies": {"a brand": {"name": "Nordlicht Textil GmbH", "country": "DE"}},
    "PATCH /v1/companies/{company}": {"its name in its own script": {"native_name": "Nordlicht Textil"}},
    "POST /v1/companies/{company}/products": {"a product": {"name": "Operating gown", "kind": "product"}},
    "POST /v1/sites/{site}/links": {"makes for a company": {"company": COMPANY, "tier": 1, "first_seen": "2026-01-15"}},
    "PATCH /v1/links/{link}": {"confirmed": {"standing": "confirmed"}},
    "POST /v1/contracts": {
        "a year of gowns": {
            "buyer": BUYER,
            "supplier": COMPANY,
            "reference": "2026/117",
            "title": "Operating gowns",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
            "cpv": ["33199000-1"],
        }
    },
    "PATCH /v1/contracts/{contract}": {"confirmed": {"confirmed": True}},
}

RECEIPTS: Bodies = {
    "POST /v1/receipts/room": {"by its lookup": {"lookup": LOOKUP}},
    "POST /v1/receipts/entries/list": {"the first page": {"lookup": LOOKUP}},
    "POST /v1/receipts/events/list": {"the first page": {"lookup": LOOKUP}},
    "POST /v1/receipts/case": {"by its lookup": {"lookup": LOOKUP}},
    "POST /v1/receipts/ending": {"by its lookup": {"lookup": LOOKUP}},
}

CASES: Bodies = {"PUT /v1/cases/{case}/hold": {"a court has it": {"reason": "court"}}}

EXAMPLES: Bodies = {**ACCOUNTS, **SUPPLY_CHAIN, **CASES, **RECEIPTS}
"""By "METHOD /path", then by what each shows."""
