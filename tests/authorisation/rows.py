"""The authorisation matrix as product decisions, one row a route: who may, who hears why not, who sees nothing.

A column is a subject, in the order of SUBJECTS; the object named in the path belongs to the Garment Workers' Union, of which
`manager` and `member` are confirmed members. `+` passes the guard, `1` must sign in (401), `3` is an insider without the right
(403, with the reason), `4` is a stranger (404). A route that is missing here fails the test.
What programs may with their tokens stands in token_rows.py.
"""

from typing import Any

from tests.factories.accounts import b64

SUBJECTS = ("anonymous", "administrator", "manager", "member", "invited", "removed", "outsider", "closed")
"""`invited`: accepted, not confirmed. `outsider`: manager of another organisation. `closed`: an account that was closed."""

OPEN = "++++++++"
SELF = "1++++++1"
ADMINISTRATOR = "1+333331"
MEMBER = "13++4441"
MANAGER = "13+34441"
MEMBER_OR_ADMINISTRATOR = "1+++4441"
MANAGER_OR_ADMINISTRATOR = "1++34441"
READER = "14++4441"
CHAIN = "1+++33+1"
KEEPER = "1+333331"
REVIEW = "13334441"

CASEWORK = {
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /sites.json": OPEN,
    "GET /v1/programme": OPEN,
    "GET /v1/directory": OPEN,
    "GET /v1/codes": OPEN,
    "GET /v1/codes/tables": OPEN,
    "POST /v1/setup": OPEN,  # the one-time link decides
    "PUT /v1/programme": ADMINISTRATOR,
    "POST /v1/sign-in/parameters": OPEN,
    "POST /v1/sign-in": OPEN,
    "POST /v1/recovery/parameters": OPEN,
    "POST /v1/recovery": OPEN,
    "POST /v1/sign-out": OPEN,
    "GET /v1/session": SELF,
    "GET /v1/sessions": SELF,
    "DELETE /v1/sessions/{session_id}": "14+44441",  # the manager's own session: to everybody else there is none
    "DELETE /v1/sessions": SELF,
    "GET /v1/me": SELF,
    "PATCH /v1/me": SELF,
    "PUT /v1/me/passphrase": SELF,
    "PUT /v1/me/recovery": SELF,
    "PUT /v1/me/vault": SELF,
    "GET /v1/scopes": OPEN,
    "GET /v1/me/programs": SELF,
    "GET /v1/me/tokens": SELF,
    "POST /v1/me/tokens": SELF,  # the passphrase decides
    "DELETE /v1/me/tokens/{token}": "14+44441",  # the manager's own token: to everybody else there is none
    "GET /v1/people": ADMINISTRATOR,
    "DELETE /v1/people/{user}": ADMINISTRATOR,
    "GET /v1/organisations": SELF,
    "POST /v1/organisations": ADMINISTRATOR,
    "GET /v1/organisations/{organisation}": MEMBER_OR_ADMINISTRATOR,
    "PATCH /v1/organisations/{organisation}": MANAGER_OR_ADMINISTRATOR,
    "GET /v1/organisations/{organisation}/members": MEMBER,
    # Once an organisation has its key, the administrator invites nobody into it any more.
    "GET /v1/organisations/{organisation}/invitations": MANAGER,
    "POST /v1/organisations/{organisation}/invitations": MANAGER,
    "DELETE /v1/invitations/{invitation}": MANAGER,
    "POST /v1/invitations/{invitation}/acceptance": OPEN,  # the link decides, and a manager's confirmation
    "GET /v1/invitations/{invitation}": OPEN,
    "POST /v1/invitations/{invitation}/confirmation": MANAGER,
    "PUT /v1/organisations/{organisation}/founding": "1++++++1",  # only the first manager of one not yet founded
    "GET /v1/organisations/{organisation}/chain": "13++33+1",  # public keys of a fellow organisation
    "GET /v1/organisations/{organisation}/keys": MEMBER,
    "POST /v1/organisations/{organisation}/rosters": MEMBER,  # the signature decides: a manager's, or the printed recovery key's
    "GET /v1/organisations/{organisation}/reports": MEMBER,
    # Whoever stands beside workers sees the whole chain and adds to it; contracts belong to buyers.
    "GET /v1/sites": CHAIN,
    "POST /v1/sites": CHAIN,
    "POST /v1/sites/import": KEEPER,
    "GET /v1/sites/export": CHAIN,
    "GET /v1/sites/{site}": CHAIN,
    "PATCH /v1/sites/{site}": KEEPER,
    "GET /v1/sites/{site}/paths": CHAIN,
    "GET /v1/sites/{site}/links": CHAIN,
    "POST /v1/sites/{site}/links": CHAIN,
    "GET /v1/links/{link}": CHAIN,
    "PATCH /v1/links/{link}": KEEPER,
    "GET /v1/companies": CHAIN,
    "POST /v1/companies": CHAIN,
    "GET /v1/companies/{company}": CHAIN,
    "PATCH /v1/companies/{company}": KEEPER,
    "GET /v1/companies/{company}/links": CHAIN,
    "GET /v1/companies/{company}/products": CHAIN,
    "POST /v1/companies/{company}/products": CHAIN,
    "GET /v1/contracts": KEEPER,
    "POST /v1/contracts": KEEPER,
    "GET /v1/contracts/{contract}": KEEPER,
    "PATCH /v1/contracts/{contract}": KEEPER,
    "POST /v1/submissions": "13++33+1",
    "GET /v1/rooms/{room}": READER,
    "GET /v1/rooms/{room}/entries": READER,
    "GET /v1/rooms/{room}/entries/{entry}/body": READER,
    "POST /v1/rooms/{room}/entries": "14334441",  # asked with an entry of the reporter, which no reader may write again
    "POST /v1/rooms/{room}/events": READER,
    "POST /v1/rooms/{room}/seen": READER,
    "GET /v1/rooms/{room}/events": READER,
    "GET /v1/rooms/{room}/case": READER,
    "GET /v1/organisations/{organisation}/cases": MEMBER,
    "POST /v1/cases": "13++33+1",  # members of any worker organisation, for what they sign themselves
    "GET /v1/cases/overdue": "13333331",  # coordinators only, and nobody here is one
    "GET /v1/cases/{case}": READER,
    # Who stands beside workers or companies at a table is asked about in test_tables.py.
    "GET /v1/organisations/{organisation}/tables": MEMBER,
    "POST /v1/tables": "14++44+1",  # members of any organisation, for what a case has named; the signed founding says which
    "GET /v1/tables/{table}": READER,
    # Companies and buyers review, and a union is neither: they are asked about in reporting/test_review_matrix.py.
    "GET /v1/organisations/{organisation}/review/suppliers": REVIEW,
    "GET /v1/organisations/{organisation}/review": REVIEW,
    "GET /v1/organisations/{organisation}/review.csv": REVIEW,
    "GET /v1/cases/{case}/preview": READER,
    "GET /v1/cases/{case}/preview/viewers": READER,
    "GET /v1/retention": OPEN,
    "GET /v1/organisations/{organisation}/erasures": MEMBER,
    "GET /v1/erasures": ADMINISTRATOR,  # and coordinators, and nobody here is one
    "GET /v1/rooms/{room}/retention": READER,
    "PUT /v1/cases/{case}/hold": READER,  # those of its readers who represent the workers in it, and its coordinators
    "DELETE /v1/cases/{case}/hold": READER,
    "GET /v1/rooms/{room}/disclosures": READER,
    "GET /v1/rooms/{room}/disclosures/{disclosure}/body": "14444441",  # asked in a report, where nothing is ever shown
}

INTAKE = {
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /blank": OPEN,  # where leaving quickly leads
    "GET /sites.json": OPEN,
    "GET /v1/programme": OPEN,
    "GET /v1/directory": OPEN,
    "GET /v1/codes": OPEN,
    "GET /v1/register": OPEN,
    "GET /v1/retention": OPEN,
    "POST /v1/submissions": OPEN,
    "POST /v1/receipts/room": OPEN,  # the receipt in the body decides
    "POST /v1/receipts/entries/list": OPEN,
    "POST /v1/receipts/entries/body": OPEN,
    "POST /v1/receipts/entries": OPEN,
    "POST /v1/receipts/events": OPEN,
    "POST /v1/receipts/events/list": OPEN,
    "POST /v1/receipts/case": OPEN,
    "POST /v1/receipts/ending": OPEN,
}

_JUNK_EVENT = {"payload": b64(b"{}"), "signature": b64(bytes(64))}
_JUNK_FOUNDING = {
    "events": [_JUNK_EVENT, _JUNK_EVENT],
    "epoch": {
        "statement": b64(bytes(64)),
        "signature": b64(bytes(64)),
        "wraps": [{"kid": "00" * 32, "wrap": b64(bytes(1168))}],
    },
}
_JUNK_ROSTER = {"roster": b64(bytes(64)), "signature": b64(bytes(64)), "wraps": []}
BODIES: dict[str, dict[str, Any]] = {
    "POST /v1/sites": {"name": "Sunrise Garments", "address": "12 Mill Road", "country": "BD"},
    "POST /v1/sites/import": {},
    "POST /v1/sites/{site}/links": {"company": "00" * 16},
    "POST /v1/companies": {"name": "Hartmann", "country": "DE"},
    "POST /v1/companies/{company}/products": {"name": "Gown", "kind": "product"},
    "POST /v1/contracts": {
        "buyer": "00" * 16,
        "supplier": "00" * 16,
        "reference": "2026/7",
        "title": "Gowns",
        "starts_on": "2026-01-01",
    },
    "POST /v1/organisations/{organisation}/invitations": {"invitation": "00" * 16, "role": "member"},
    "POST /v1/organisations/{organisation}/rosters": _JUNK_ROSTER,
    "POST /v1/invitations/{invitation}/confirmation": _JUNK_ROSTER | {"mac": b64(bytes(32))},
    "POST /v1/rooms/{room}/events": {"events": [_JUNK_EVENT]},
    "POST /v1/cases": _JUNK_FOUNDING,
    "POST /v1/tables": _JUNK_FOUNDING,
    "PUT /v1/cases/{case}/hold": {"reason": "court"},
}
"""Where the right depends on rows, it is decided after the body was understood: these bodies are understood, and mean nothing."""
