"""What programs may, one row a route, beside what people may (rows.py): a column is a token, in the order of TOKENS.

All are of one confirmed member of the Garment Workers' Union, a program but for `own`. `+` passes, `1` must sign in (401), `3` is
refused because the token was not made for it (403, out of scope), `f` because its account may not (403), `4` is a stranger
(404). A route that stands in no row here refuses every token, unless it is read by
everybody.
"""

TOKENS: dict[str, tuple[str, ...]] = {
    "read-reports": ("read-reports",),
    "read-cases": ("read-cases",),
    "read-supply-chain": ("read-supply-chain",),
    "see-members": ("see-members",),
    "write-entries": ("write-entries", "read-reports"),
    "sign-steps": ("sign-steps", "read-reports"),
    "file-reports": ("file-reports",),
    "change-supply-chain": ("change-supply-chain",),
    "own": ("read-reports", "read-cases", "read-supply-chain", "see-members"),
    "revoked": ("read-reports",),
}
"""The scopes of each; `own` is a person's own account, `revoked` was revoked."""

OPEN = "++++++++++"
CLOSED = "3333333331"
CLOSED_OPEN = "3333333333"
"""A change at an address that looks at nobody: whoever shows a token there wants it to count, and it does not."""
ALWAYS = "+++++++++1"
ROOM = "+433++33+1"
CASES = "3+333333+1"
OF_A_REPORT = "34333333+1"
"""Asked about a report: whoever reads only cases does not find it."""
CHAIN = "33+33333+1"
CHANGE = "3333333+31"

PROGRAMS: dict[str, str] = {
    "POST /v1/setup": CLOSED_OPEN,
    "POST /v1/sign-in/parameters": CLOSED_OPEN,
    "POST /v1/sign-in": CLOSED_OPEN,
    "POST /v1/recovery/parameters": CLOSED_OPEN,
    "POST /v1/recovery": CLOSED_OPEN,
    "POST /v1/sign-out": CLOSED_OPEN,
    "POST /v1/invitations/{invitation}/acceptance": CLOSED_OPEN,
    "GET /v1/me": ALWAYS,
    "GET /v1/organisations": ALWAYS,
    "GET /v1/organisations/{organisation}": ALWAYS,
    "GET /v1/organisations/{organisation}/chain": ALWAYS,
    "GET /v1/organisations/{organisation}/keys": ALWAYS,
    "GET /v1/organisations/{organisation}/members": "333+3333+1",
    "GET /v1/organisations/{organisation}/reports": "+333++33+1",
    "GET /v1/rooms/{room}": ROOM,
    "GET /v1/rooms/{room}/entries": ROOM,
    "GET /v1/rooms/{room}/entries/{entry}/body": ROOM,
    "GET /v1/rooms/{room}/events": ROOM,
    "GET /v1/rooms/{room}/case": OF_A_REPORT,
    "GET /v1/rooms/{room}/disclosures": "34333333+1",
    "GET /v1/rooms/{room}/disclosures/{disclosure}/body": "3433333341",
    "POST /v1/rooms/{room}/entries": "3333f33331",  # asked with an entry of the reporter, which no reader may write again
    "POST /v1/rooms/{room}/events": "33333+3331",
    "POST /v1/rooms/{room}/seen": "33333+3331",
    "GET /v1/organisations/{organisation}/cases": CASES,
    "GET /v1/cases/overdue": "3f333333f1",
    "GET /v1/cases/{case}": CASES,
    "GET /v1/cases/{case}/preview": CASES,
    "GET /v1/cases/{case}/preview/viewers": CASES,
    "GET /v1/organisations/{organisation}/tables": CASES,
    "GET /v1/tables/{table}": CASES,
    "GET /v1/organisations/{organisation}/review": "3f333333f1",
    "GET /v1/organisations/{organisation}/review.csv": "3f333333f1",
    "GET /v1/organisations/{organisation}/review/suppliers": "3f333333f1",
    "POST /v1/submissions": "333333+331",
    "GET /v1/sites": CHAIN,
    "GET /v1/sites/export": CHAIN,
    "GET /v1/sites/{site}": CHAIN,
    "GET /v1/sites/{site}/paths": CHAIN,
    "GET /v1/sites/{site}/links": CHAIN,
    "GET /v1/links/{link}": CHAIN,
    "GET /v1/companies": CHAIN,
    "GET /v1/companies/{company}": CHAIN,
    "GET /v1/companies/{company}/links": CHAIN,
    "GET /v1/companies/{company}/products": CHAIN,
    "GET /v1/contracts": "33f33333f1",
    "GET /v1/contracts/{contract}": "33f33333f1",
    "POST /v1/sites": CHANGE,
    "POST /v1/sites/import": "3333333f31",
    "PATCH /v1/sites/{site}": "3333333f31",
    "POST /v1/sites/{site}/links": CHANGE,
    "PATCH /v1/links/{link}": "3333333f31",
    "POST /v1/companies": CHANGE,
    "PATCH /v1/companies/{company}": "3333333f31",
    "POST /v1/companies/{company}/products": CHANGE,
    "POST /v1/contracts": "3333333f31",
    "PATCH /v1/contracts/{contract}": "3333333f31",
}
